from django.contrib import admin

from articles.admin import reach, timeline
from articles.admin.base import ForReading, hour
from articles.models import StoryEvent
from articles.preflight import spoken
from articles.workflow import MOVES


class Said(admin.SimpleListFilter):
    title = parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, verb.replace("_", " ")) for verb in MOVES]

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() in MOVES else queryset


@admin.register(StoryEvent)
class StoryEventAdmin(ForReading):
    """The ledger: what was done, by whom, when and why."""

    list_display = ("moment", "story", "by_name", "did", "status_after", "note")
    list_filter = (Said,)
    list_select_related = ("story",)
    search_fields = ("story__slug__exact",)
    search_help_text = "The last part of a story’s address."
    ordering = ("-at", "-pk")
    sortable_by = ()
    fields = (
        *("story", "by_name", "did", "moment", "note", "status_before", "status_after"),
        *("revision", "edition_number", "opens", "ends"),
    )

    def get_queryset(self, request):
        return reach.of_stories(super().get_queryset(request), request.user)

    @admin.display(description="at")
    def moment(self, event):
        return spoken(event.at)

    @admin.display(description="what they did")
    def did(self, event):
        return timeline.told(event)

    @admin.display(description="opens")
    def opens(self, event):
        return hour(event.live_from)

    @admin.display(description="ends")
    def ends(self, event):
        return hour(event.live_until)
