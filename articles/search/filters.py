"""What a search is narrowed to, and the marks by which the index knows it. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import md5

from django.conf import settings


@dataclass(frozen=True)
class Filters:
    """The slugs of a section, a writer and a place; the first and the last day, in the site's zone; the order.

    Empty means all. A slug that nothing has finds nothing.
    """

    section: str = ""
    author: str = ""
    dateline: str = ""
    first: date | None = None
    last: date | None = None
    newest_first: bool = False

    @property
    def marks(self) -> list[str]:
        """The words that the index has for just these stories."""
        nouns = ("section", "author", "dateline")
        return [mark(noun, slug) for noun in nouns if (slug := getattr(self, noun))]

    @property
    def begins(self) -> datetime | None:
        """The first moment (aware) at which a story may have appeared first."""
        return _midnight(self.first) if self.first else None

    @property
    def ends(self) -> datetime | None:
        """The moment (aware) before which it must have."""
        return _midnight(self.last + timedelta(days=1)) if self.last else None


EVERYTHING = Filters()


def mark(noun: str, slug: str) -> str:
    """One word for a section, a writer or a place, whatever its slug holds."""
    return noun + md5(slug.encode(), usedforsecurity=False).hexdigest()[:16]


def marks_of(*, sections: Iterable[str], authors: Iterable[str], dateline: str) -> tuple[str, ...]:
    """The marks of an edition, from the slugs of its sections, its writers and its place."""
    return (
        *(mark("section", slug) for slug in sections),
        *(mark("author", slug) for slug in authors),
        *([mark("dateline", dateline)] if dateline else []),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, settings.SITE_ZONE)
