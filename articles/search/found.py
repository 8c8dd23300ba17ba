"""What both backends share: how deep they look, which editions readers may see, and what they hand back."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Edition
from articles.search.filters import EVERYTHING, Filters

# So many of the newest stories with the words are counted and ranked: past them, a further word helps more.
DEEPEST = 2_000


@dataclass(frozen=True)
class Found:
    """A page of editions by key, best first, each with its marked snippet; and how many there are in all."""

    snippets: dict[int, str]
    total: int
    is_more: bool


def gate(at: datetime | None, filters: Filters = EVERYTHING) -> tuple[str, tuple]:
    """The one gate as a subquery of `id` and `first_published_at`, with its parameters; of the days asked for alone."""
    live = Edition.objects.live(at).order_by()
    if filters.begins:
        live = live.filter(first_published_at__gte=filters.begins)
    if filters.ends:
        live = live.filter(first_published_at__lt=filters.ends)
    return live.values("id", "first_published_at").query.sql_with_params()
