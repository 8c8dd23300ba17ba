"""The list of a story's editions, each with what it changed in the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles import freshness, reading
from articles.history.editions import Opened, is_retracted, read
from articles.history.steps import Step, step
from articles.models import Edition

PER_PAGE = 10
MATERIAL = "material"


@dataclass(frozen=True)
class History:
    """One page of a story's history. `now` is what readers get of the story today, `choices` all that they had."""

    now: Edition
    page: reading.Page
    steps: list[Step]
    choices: Sequence[Opened] = ()
    only_material: bool = False

    @property
    def material(self) -> list[Step]:
        return [step for step in self.steps if not step.is_minor]

    @property
    def minor(self) -> list[Step]:
        return [step for step in self.steps if step.is_minor]

    @property
    def can_be_narrowed(self) -> bool:
        """Whether leaving out what is minor may leave out anything."""
        return bool(self.minor) or len(self.choices) > PER_PAGE

    @property
    def can_be_read(self) -> bool:
        """Whether earlier editions may be read whole."""
        return not is_retracted(self.now)


def listed(opened: Sequence[Opened], request) -> History | None:
    """The page of a story's history that a request asks for; None if there is none such."""
    show = request.GET.get("show")
    page = reading.page_of(opened[::-1], request, PER_PAGE, show=show)
    if page is None or show not in (None, MATERIAL):
        return None
    before = [*page.editions[1:], page.beyond]
    editions = read([opened[-1], *page.editions, *filter(None, before)])
    now = editions[len(opened)]
    freshness.shows([now])
    steps = [
        step(editions[one.ordinal], other and editions[other.ordinal])
        for one, other in zip(page.editions, before, strict=True)
    ]
    return History(now, page, steps, opened, show == MATERIAL)
