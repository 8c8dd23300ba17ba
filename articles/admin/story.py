"""The story at the desk: the list, the page on which it is written, and the doors of its verbs.

Nothing here changes a status or an edition: saving, buttons and bulk actions say the verbs of `articles.workflow`.
"""

from functools import partial, partialmethod

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path

from articles import revisions, workflow
from articles.admin import (
    autosave,
    bulk,
    conflict,
    doors,
    facets,
    folds,
    history,
    names,
    notes,
    planning,
    preview,
    reach,
    room,
    stray,
    style,
    writing,
)
from articles.admin.base import DeskAdmin, hour, is_key
from articles.admin.byline import BylineInline
from articles.admin.named import StandingChoice
from articles.admin.panel import panel
from articles.admin.schedule import moving
from articles.admin.story_filters import (
    Due,
    InSection,
    Language,
    Mine,
    OnDesk,
    Owed,
    Person,
    Readers,
    Touched,
    Turn,
)
from articles.admin.story_form import PlainText, SectionChoice, StoryForm, colleagues
from articles.admin.story_list import StoryList
from articles.admin.verbs import VERBS
from articles.models import Revision, Section, Story
from articles.preflight import Reason, spoken

# How many finds are looked through for those in reach.
FINDS = 2_000


@admin.register(Story)
class StoryAdmin(DeskAdmin):
    list_display = ("headline_or_slugline", "modified")
    list_filter = ("status", Readers, Turn, Mine, Due, Owed, InSection, OnDesk, Person, Language, Touched)
    list_select_related = ("section", "desk", "assignee")
    search_fields = ("headline", "slugline", "slug")
    search_help_text = "Words of the headline, the slugline or the address."
    sortable_by = ("modified",)
    ordering = ("-modified_at",)
    actions = [bulk.action(name) for name in bulk.TOGETHER]

    form = StoryForm
    formfield_overrides = {
        models.TextField: {"form_class": PlainText},
        models.URLField: {"assume_scheme": "https"},
    }
    inlines = (BylineInline,)
    autocomplete_fields = ("series",)
    readonly_fields = ("status",)
    view_on_site = False
    fieldsets = (
        (None, {"fields": ("status", *folds.COLUMN)}),
        *folds.FIELDSETS,
    )

    # Who sees it, and who may say what

    def get_queryset(self, request):
        return reach.stories(request.user).order_by(*self.ordering)

    def has_view_permission(self, request, obj=None):
        return reach.may(request, "articles.view_story", obj)

    def has_change_permission(self, request, obj=None):
        """Stopped stories are only read; but who has one open while it is stopped gets the reason beside their text."""
        stays_open = obj is None or request.method == "POST" or obj.status in workflow.MOVES["revise"].leaves
        return stays_open and reach.may(request, "articles.change_story", obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def _may_say(self, request, name: str) -> bool:
        return reach.may(request, workflow.MOVES[name].permission)

    has_file_permission = partialmethod(_may_say, name="file")
    has_send_back_permission = partialmethod(_may_say, name="send_back")
    has_clear_permission = partialmethod(_may_say, name="clear")
    has_publish_permission = partialmethod(_may_say, name="publish")
    has_unschedule_permission = partialmethod(_may_say, name="unschedule")
    has_spike_permission = partialmethod(_may_say, name="spike")
    has_unspike_permission = partialmethod(_may_say, name="unspike")
    has_give_permission = partialmethod(_may_say, name="give")

    # The page

    def get_urls(self):
        def door(view, **known):
            return self.admin_site.admin_view(partial(view, site=self.admin_site, **known))

        def by_itself(view):
            return self.admin_site.admin_view(partial(view, admin=self))

        verbs = [
            path(f"<int:pk>/{verb.noun}/", door(doors.say, name=name), name=f"articles_story_{name}")
            for name, verb in VERBS.items()
        ]
        return [
            *verbs,
            *planning.urls(door),
            *moving.urls(door),
            path("autosave/", by_itself(autosave.begin), name="articles_story_begin"),
            path("<int:pk>/autosave/", by_itself(autosave.autosave), name="articles_story_autosave"),
            path("<int:pk>/presence/", by_itself(autosave.presence), name="articles_story_presence"),
            path(
                "<int:pk>/conflict/<int:number>/",
                door(conflict.bring_together),
                name="articles_story_conflict",
            ),
            path(
                "<int:pk>/restoration/<int:number>/",
                door(history.restore),
                name="articles_story_restoration",
            ),
            path("<int:pk>/versions/", door(history.keep), name="articles_story_keep"),
            *notes.addresses(door),
            *preview.addresses(door),
            path("<int:pk>/wall-time/", door(stray.put_right), name="articles_story_wall_time"),
            path("<int:pk>/style/", door(style.read), name="articles_story_style"),
            path("<int:pk>/style/waivers/", door(style.waivers), name="articles_story_style_waivers"),
            path(
                "<int:pk>/panel/",
                self.admin_site.admin_view(self.panel_view),
                name="articles_story_panel",
            ),
            *self._writing_urls(),
            *super().get_urls(),
        ]

    def _writing_urls(self):
        """What the page asks while somebody writes, in JSON."""
        asked = {
            "suggestions/<str:noun>/": ("suggestions", names.suggestions),
            "reading/": ("reading", writing.reading),
            "dateline/": ("dateline", writing.dateline),
            "topics/": ("topics", writing.tags),
            "authors/": ("authors", names.make_author),
            "datelines/": ("datelines", names.make_dateline),
        }
        return [
            path(route, self.admin_site.admin_view(writing.for_writers(view)), name=f"articles_story_{name}")
            for route, (name, view) in asked.items()
        ]

    def get_object(self, request, object_id, from_field=None):
        """The story with all that its page names, in one query. Out of reach, it never was."""
        rows = self.get_queryset(request).select_related(*reach.NAMED)
        found = rows.filter(pk=object_id).first() if is_key(object_id) else None
        if found is None:
            raise Http404("There is no such story at your desk.")
        return found

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by, form.refusals = request.user, getattr(request, "refusals", ())
        return form

    def get_fieldsets(self, request, obj=None):
        """Who only reads it reads hours with their zone."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        read = {"due_at": "due", "embargoed_until": "embargo"}
        return [
            (name, options | {"fields": [read.get(field, field) for field in options["fields"]]})
            for name, options in fieldsets
            if name
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "section":
            kwargs |= {"form_class": SectionChoice, "queryset": Section.objects.select_related("parent")}
        if db_field.name == "assignee":
            kwargs["queryset"] = colleagues()
        kwargs.setdefault("form_class", StandingChoice)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the admin's buttons beside choosers: the desk's lists have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Where the workflow refuses what was typed, the page comes again with it and the reasons at their fields."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except workflow.PreflightFailed as refusal:
            request.refusals = refusal.reasons
        except workflow.IllegalMove as refusal:
            request.refusals = [Reason("", str(refusal))]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context["panel"] = panel(request, obj)
        may_write = add or self.has_change_permission(request, obj)
        context |= room.context(
            request,
            obj,
            context["adminform"].form,
            context["inline_admin_formsets"],
            tags=context["panel"]["tags"] if change else [],
            may_write=may_write,
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def panel_view(self, request, pk: int):
        """The panel alone, as it is now: the page asks for it after a save."""
        story = self.get_object(request, str(pk))
        context = {"panel": panel(request, story)}
        context["has_change_permission"] = self.has_change_permission(request, story)
        return render(request, "admin/articles/story/_panel.html", context)

    def history_view(self, request, object_id, extra_context=None):
        return history.history(request, self.get_object(request, object_id), site=self.admin_site)

    # Saving says `revise`; a new story is an empty one revised

    def save_model(self, request, obj, form, change):
        if not change:
            obj.pk = Story.objects.create(created_by=request.user).pk

    def save_related(self, request, form, formsets, change):
        story, (bylines,) = form.instance, formsets
        if change and not (form.is_rewritten or bylines.is_rewritten):
            return
        was, fields = story.status, form.typed() | {"bylines": bylines.rows()}
        version = form.cleaned_data["version"] if change else None
        newest = revisions.newest(story)
        try:
            revision = workflow.revise(story, by=request.user, version=version, **fields)
        except workflow.StaleVersion as stale:
            request.answer = history.conflict(request, stale)
        else:
            if revision.kind == Revision.Kind.MERGED and revision != newest:
                messages.warning(
                    request, "Somebody else had saved meanwhile: your changes and theirs came together."
                )
        doors.say_if_reopened(request, story, was)

    def construct_change_message(self, request, form, formsets, add=False):
        return ""

    def log_addition(self, request, obj, message):
        """Nothing: revisions and the ledger keep a story's history."""

    log_change = log_addition

    def response_add(self, request, obj, post_url_continue=None):
        return self._onward(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._onward(request, obj) or super().response_change(request, obj)

    def _onward(self, request, story: Story):
        """To the page with both texts, to the verb whose button was pressed, or away from what went to another desk."""
        if hasattr(request, "answer"):
            return request.answer
        if not reach.stories(request.user).filter(pk=story.pk).exists():
            messages.success(request, f"“{story}” is saved, and with another desk now.")
            return redirect("admin:articles_story_changelist")
        if request.POST.get("_verb") in VERBS:
            return redirect(f"admin:articles_story_{request.POST['_verb']}", pk=story.pk)
        if "_save" in request.POST:
            messages.success(request, f"“{story}” is saved.")
            return redirect(doors.story_url(story))
        return None

    # The list

    def get_changelist(self, request, **kwargs):
        return StoryList

    def changelist_view(self, request, extra_context=None):
        """The list with its facets, its verbs for many, and what came of the last of them."""
        answer = super().changelist_view(request, extra_context)
        changelist = getattr(answer, "context_data", {}).get("cl")
        if changelist:
            answer.context_data |= {
                "facets": facets.facets(changelist),
                "rows": changelist.rows(),
                "buttons": bulk.buttons(self.get_actions(request)),
                "results": bulk.results(request),
            }
        return answer

    def get_search_results(self, request, queryset, search_term):
        """Words are looked for in one index, the last touched first; of the first finds those in reach are kept."""
        if not search_term:
            return queryset, False
        everywhere = Story.objects.order_by("-modified_at", "-pk")
        found, _ = super().get_search_results(request, everywhere, search_term)
        return queryset.filter(pk__in=found.values("pk")[:FINDS]), False

    @admin.display(description="story")
    def headline_or_slugline(self, story):
        return str(story)

    @admin.display(description="due")
    def due(self, story):
        return hour(story.due_at)

    @admin.display(description="last touched", ordering="modified_at")
    def modified(self, story):
        return spoken(story.modified_at)

    @admin.display(description="embargoed until")
    def embargo(self, story):
        return hour(story.embargoed_until)
