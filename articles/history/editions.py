"""The editions that readers had of a story: opened, not taken back, and of a story that they may look back on."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, Subquery

from articles.models import Correction, Edition
from articles.models.edition_queryset import EditionQuerySet


class Opened(NamedTuple):
    """An edition by its place among those that readers had, from 1, and the hour at which they got it."""

    ordinal: int
    pk: int
    live_from: datetime


def opened_at(path: str) -> list[Opened]:
    """Those that readers had so far of the story that is live at an article's address, the first one first.

    The last is what they get now. Empty if nothing is live there, or if its history is kept back.
    """
    rows = _of_story_at(path).order_by("live_from").values_list("pk", "live_from")
    return [Opened(ordinal, *row) for ordinal, row in enumerate(rows, start=1)]


def read(opened: Iterable[Opened]) -> dict[int, Edition]:
    """Some of them in full, by their place."""
    pks = {one.pk for one in opened}
    return {edition.ordinal: edition for edition in Edition.objects.opened().filter(pk__in=pks).for_reading()}


def one_and_now(path: str, ordinal: int) -> tuple[Edition | None, Edition | None]:
    """One of them by its place, and what readers get now of the story at an address; None for what is not there."""
    live = Subquery(_live_at(path).values("pk")[:1])
    found = _of_story_at(path).for_reading().filter(Q(pk=live) | Q(ordinal=ordinal)).order_by("live_from")
    editions = {edition.ordinal: edition for edition in found}
    return editions.get(ordinal), editions[max(editions)] if editions else None


def last_at(path: str) -> Edition | None:
    """For an address that led somewhere once: the last edition there, if the history of its story is not kept back."""
    return Edition.objects.opened().with_history().filter(path=path).order_by("live_from").last()


def is_retracted(edition: Edition) -> bool:
    """Whether readers have been told that the story no longer stands, though it can still be read."""
    return any(told["kind"] == Correction.Kind.RETRACTION for told in edition.corrections)


def _live_at(path: str) -> EditionQuerySet:
    return Edition.objects.live().with_history().filter(path=path).order_by()


def _of_story_at(path: str) -> EditionQuerySet:
    return Edition.objects.opened().filter(story=Subquery(_live_at(path).values("story")[:1]))
