"""What the list of stories fetches, and how its rows read."""

from functools import cached_property

from django.db.models import F, Prefetch

from articles import hours, turns
from articles.admin import leases
from articles.admin.base import BoundedPaginator, DeskList, now_of
from articles.admin.line import Line, Mark, coming
from articles.admin.out import ENDED, Out, with_place
from articles.admin.story_filters import Due, Mine, Turn, own
from articles.models import Edition


class Row(Line):
    """A story on the list, with its editions in `out`, the newest first."""

    @cached_property
    def out(self) -> Out:
        return Out(self.story, self.story.out)

    @property
    def readers(self) -> list[Mark]:
        """What readers have, then what they will have."""
        found = []
        if self.out.live:
            found.append(Mark("changed", "Live, changed") if self.story.is_in_work else Mark("live", "Live"))
        elif self.out.ran:
            found.append(Mark("expired", f"Ended {self._ended}"))
        if self.out.coming:
            found.append(coming(self.out.coming[0].opens_at, self.now, is_held=self.out.coming[0].is_held))
        if self.story.embargoed_until and self.story.embargoed_until > self.now:
            found.append(Mark("embargo", f"to {hours.hour(self.story.embargoed_until, self.now)}"))
        return found + self.lease

    @property
    def beside(self) -> str:
        """What stands small under what readers have."""
        if self.out.coming:
            opens = self.out.coming[0].opens_at
            return hours.mine(opens, self.user) or hours.away(opens, self.now)
        if self.out.live:
            return f"since {hours.hour(self.out.live.live_from, self.now)}"
        return "" if self.out.ran else "nothing yet" if self.story.is_in_work else "never ran"

    @property
    def _ended(self) -> str:
        ended = [one.live_until for one in self.story.out if one.place == ENDED and one.live_until]
        return hours.hour(max(ended), self.now) if ended else ""


class StoryList(DeskList):
    def get_queryset(self, request, exclude_parameters=None):
        """The stories, each with its editions in `out`, the newest first."""
        editions = with_place(Edition.objects.order_by("-live_from"))
        editions = editions.only("story", "number", "live_from", "live_until", "held_from")
        stories = super().get_queryset(request, exclude_parameters)
        if self.filter_params.get(Mine.parameter_name) == ["mine"]:
            stories = own(stories, request.user, BoundedPaginator.furthest)
        stories = leases.with_ends(stories.for_desk_list())
        return turns.with_hands(stories).prefetch_related(Prefetch("editions", editions, to_attr="out"))

    def get_ordering(self, request, queryset):
        """What is in work comes by its hour: the next due first."""
        if {Due.parameter_name, Turn.parameter_name} & set(self.filter_params):
            return [F("due_at").asc(nulls_last=True), "-modified_at", "pk"]
        return super().get_ordering(request, queryset)

    def rows(self) -> list[Row]:
        """The stories of this page as the list shows them."""
        return [Row(story, self.asked.user, now_of(self.asked)) for story in self.result_list]

    def __init__(self, request, *args, **kwargs):
        self.asked = request
        super().__init__(request, *args, **kwargs)

    @property
    def order_said(self) -> str:
        by_hour = {Due.parameter_name, Turn.parameter_name} & set(self.filter_params)
        return "the next due first" if by_hour else "the last touched first"
