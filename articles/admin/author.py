from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from articles import clock
from articles.admin.base import DeskAdmin, LastingAddress, SeenByReaders
from articles.admin.story_form import colleagues
from articles.models import Author
from pictures import rights
from pictures.models import Picture


class AuthorForm(forms.ModelForm):
    def clean_portrait(self) -> Picture | None:
        """A portrait is a use like any other: what may not be used anew is not chosen. One that stands, stays."""
        chosen = self.cleaned_data["portrait"]
        if chosen and "portrait" in self.changed_data:
            against = rights.may_be_used(chosen, now=clock.now(), sections={}, use="")
            if chosen.replaced_by:
                against.insert(0, f"It was replaced by “{chosen.replaced_by}”: choose that one.")
            if against:
                raise forms.ValidationError(against)
        return chosen


@admin.register(Author)
class AuthorAdmin(LastingAddress, SeenByReaders, DeskAdmin):
    form = AuthorForm
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
