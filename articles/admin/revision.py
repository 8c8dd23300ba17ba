from django.contrib import admin
from django.utils.html import format_html_join

from articles.admin import reach
from articles.admin.base import ForReading
from articles.admin.copies import Telling, label
from articles.models import Revision
from articles.preflight import spoken


@admin.register(Revision)
class RevisionAdmin(ForReading):
    """What the desk saved. On the story's page any of them can be brought back."""

    list_display = ("number", "headline", "kind", "milestone", "by_name", "moment", "note")
    list_filter = ("kind",)
    search_fields = ("story__slug__exact",)
    search_help_text = "The last part of a story’s address."
    ordering = ("-pk",)
    sortable_by = ()
    fields = ("story", "number", "kind", "milestone", "by_name", "moment", "note", "text")

    def get_queryset(self, request):
        return reach.of_stories(super().get_queryset(request), request.user)

    @admin.display(description="headline")
    def headline(self, revision):
        return revision.content["headline"]

    @admin.display(description="at")
    def moment(self, revision):
        return spoken(revision.at)

    @admin.display(description="as it stood")
    def text(self, revision):
        telling = Telling([revision.content])
        said = ((label(name), telling.said(name, value)) for name, value in revision.content.items())
        rows = ((name, text) for name, text in said if text)
        return format_html_join("", "<p><strong>{}</strong><br>{}</p>", rows)
