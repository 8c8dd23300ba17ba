"""What opens and ends around a moment, and what stands there that readers do not have now, or no longer.

Every question is a glance at an index: it costs the same in a paper of a million stories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from articles.models import Edition
from articles.models.edition_queryset import EditionQuerySet

OPENS, ENDS = "opens", "ends"
# Beyond it nothing is planned: what is held has no hour there, but waits for one.
FARTHEST = datetime(2200, 1, 1, tzinfo=UTC)
MOST = 60
_BOTH = ("live_from", "live_until")
_TOLD = ("headline", "language", "path", "story", "number", *_BOTH)


@dataclass(frozen=True)
class Change:
    """Something that readers get, or lose, from a moment on."""

    at: datetime
    kind: str
    edition: Edition


@dataclass(frozen=True)
class Difference:
    """What readers have at a moment and not now, as another edition or at all; and what they have now and not then.

    `are_more` says that there is more of it than is told.
    """

    come: list[Edition]
    changed: list[Edition]
    gone: list[Edition]
    are_more: bool


def next_after(at: datetime) -> datetime | None:
    """When something opens or ends next after a moment."""
    return min(
        filter(None, (_hours(name).filter(**{f"{name}__gt": at}).first() for name in _BOTH)), default=None
    )


def last_before(at: datetime) -> datetime | None:
    """When something opened or ended last before a moment."""
    return max(
        filter(None, (_hours(name).filter(**{f"{name}__lt": at}).last() for name in _BOTH)), default=None
    )


def within(begins: datetime, span: timedelta) -> list[Change]:
    """What opens and ends from a moment on for so long, in its order; of a busy span only the beginning.

    Where an edition ends because the next one opens, that one is told alone.
    """
    found = []
    for name, kind in zip(_BOTH, (OPENS, ENDS), strict=True):
        rows = Edition.objects.filter(**{f"{name}__gte": begins, f"{name}__lt": begins + span})
        rows = rows.only(*_TOLD).order_by(name)[:MOST]
        found += [Change(getattr(row, name), kind, row) for row in rows]
    opened = {(one.edition.story_id, one.at) for one in found if one.kind == OPENS}
    told = [one for one in found if one.kind == OPENS or (one.edition.story_id, one.at) not in opened]
    return sorted(told, key=lambda one: (one.at, one.kind != OPENS, one.edition.pk))


def difference(now: datetime, at: datetime) -> Difference:
    """How the paper of a moment differs from the paper of now."""
    then, here = _not_at(at, now), _not_at(now, at)
    stories = {edition.story_id for edition in then}
    changed = {edition.story_id for edition in here} & stories
    changed |= set(_of(stories - changed).live(now).values_list("story", flat=True))
    left = {edition.story_id for edition in here} - stories
    gone = left - set(_of(left).live(at).values_list("story", flat=True))
    return Difference(
        come=[edition for edition in then if edition.story_id not in changed],
        changed=[edition for edition in then if edition.story_id in changed],
        gone=[edition for edition in here if edition.story_id in gone],
        are_more=MOST in (len(then), len(here)),
    )


def _hours(name: str):
    """The hours in a column, in their order."""
    hours = Edition.objects.filter(**{f"{name}__lt": FARTHEST})
    return hours.order_by(name).values_list(name, flat=True)


def _not_at(at: datetime, other: datetime) -> list[Edition]:
    """What is live at one moment and not at another, in the order in which it came, or will go."""
    name, bound = ("live_from", "gt") if other < at else ("live_until", "lte")
    found = Edition.objects.live(at).filter(**{f"{name}__{bound}": other}).order_by(name, "pk")
    return list(found.only(*_TOLD)[:MOST])


def _of(stories: Iterable[int]) -> EditionQuerySet:
    return Edition.objects.filter(story__in=list(stories))
