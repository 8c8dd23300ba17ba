from django.contrib import admin

from articles.admin import reach
from articles.admin.base import ForReading
from articles.models import Correction
from articles.preflight import spoken


@admin.register(Correction)
class CorrectionAdmin(ForReading):
    """What readers were told. A correction is made on the story's page, with the copy that puts it right."""

    list_display = ("moment", "kind", "story", "note")
    list_filter = ("kind",)
    list_select_related = ("story",)
    search_fields = ("story__slug__exact", "note")
    ordering = ("-at", "-pk")
    sortable_by = ()
    fields = ("story", "edition", "kind", "note", "moment")

    def get_queryset(self, request):
        return reach.of_stories(super().get_queryset(request), request.user)

    @admin.display(description="at")
    def moment(self, correction):
        return spoken(correction.at)
