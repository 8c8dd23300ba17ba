from django.contrib import admin, messages
from django.shortcuts import redirect

from articles import noting
from articles.admin import reach
from articles.admin.base import DeskAdmin, hour
from articles.models import Note
from articles.preflight import spoken


@admin.register(Note)
class NoteAdmin(DeskAdmin):
    """Remarks among colleagues. Whoever writes one signs it."""

    list_display = ("text", "story", "by_name", "written", "resolved")
    list_select_related = ("story",)
    search_fields = ("story__slug__exact",)
    search_help_text = "The last part of a story’s address."
    ordering = ("-pk",)
    sortable_by = ()
    autocomplete_fields = ("story",)
    fields = ("story", "text")

    def get_queryset(self, request):
        return reach.of_stories(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "story":
            kwargs["queryset"] = reach.stories(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """A new note calls whom it names."""
        if not change:
            obj.pk = noting.write(obj.story, obj.text, by=request.user).pk

    def response_add(self, request, obj, post_url_continue=None):
        """Back to the story, beside which the note now stands, if no other page was asked for."""
        if not {"_addanother", "_continue"}.isdisjoint(request.POST):
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, f"Your note stands beside “{obj.story}”.")
        return redirect("admin:articles_story_notes", obj.story_id)

    @admin.display(description="at")
    def written(self, note):
        return spoken(note.at)

    @admin.display(description="resolved")
    def resolved(self, note):
        return hour(note.resolved_at)
