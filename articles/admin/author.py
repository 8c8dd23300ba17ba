from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from articles.admin.base import DeskAdmin, LastingAddress, SeenByReaders
from articles.admin.story_form import colleagues
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    list_display = ("name", "slug", "user")
    list_select_related = ("user",)
    search_fields = ("name", "slug")
    fields = ("name", "slug", "bio", "links", "portrait", "portrait_alt", "user")
    autocomplete_fields = ("portrait",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["queryset"] = colleagues()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the admin's buttons beside choosers: people and pictures have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
