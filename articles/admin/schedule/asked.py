"""What the address of the schedule asks for: a week or a day, in whose time, of which section, of whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from articles import hours, wall
from articles.admin.base import day_asked, is_key
from articles.models import Section

A_DAY = timedelta(days=1)
A_WEEK = 7


@dataclass(frozen=True)
class Asked:
    """A view of the schedule. A week begins the day before the day that is asked for."""

    user: object
    now: datetime
    is_day: bool
    day: date
    is_mine: bool  # My hours first, the paper's beside them.
    section: str = ""
    person: int | None = None

    @classmethod
    def of(cls, user, query: QueryDict, now: datetime) -> "Asked":
        """What is asked for; what makes no sense is not asked."""
        is_mine = query.get("zone") == "mine"
        zone = hours.zone_of(user) if is_mine else settings.SITE_ZONE
        person = query.get("person", "")
        return cls(
            user,
            now,
            query.get("view") == "day",
            day_asked(query.get("day", "")) or now.astimezone(zone).date(),
            is_mine,
            query.get("section", ""),
            int(person) if is_key(person) else None,
        )

    def among(self, sections: Sequence[Section]) -> "Asked":
        """The same without a section that nobody knows, or knows no more."""
        return self if self.of_section(sections) else replace(self, section="")

    @property
    def zone(self) -> ZoneInfo:
        return hours.zone_of(self.user) if self.is_mine else settings.SITE_ZONE

    @property
    def other(self) -> ZoneInfo:
        """The zone that is told beside it."""
        return settings.SITE_ZONE if self.is_mine else hours.zone_of(self.user)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def days(self) -> list[date]:
        return [self.day] if self.is_day else [self.day + number * A_DAY for number in range(-1, A_WEEK - 1)]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From the first moment of its days to the first after them."""
        return wall.begins(self.days[0], self.zone), wall.begins(self.days[-1] + A_DAY, self.zone)

    def address(self, **changes) -> str:
        """The same with something else."""
        other = replace(self, **changes)
        query = {
            "view": "day" if other.is_day else "",
            "day": other.day.isoformat() if other.day != other.today else "",
            "zone": "mine" if other.is_mine else "",
            "section": other.section,
            "person": other.person or "",
        }
        return reverse("admin:schedule", query={name: value for name, value in query.items() if value})

    @property
    def here(self) -> str:
        return self.address()

    @property
    def shows_today(self) -> bool:
        return self.today in self.days

    @property
    def earlier(self) -> str:
        return self.address(day=self.day - (1 if self.is_day else A_WEEK) * A_DAY)

    @property
    def later(self) -> str:
        return self.address(day=self.day + (1 if self.is_day else A_WEEK) * A_DAY)

    @property
    def as_now(self) -> str:
        return self.address(day=self.today)

    @property
    def as_day(self) -> str:
        return self.address(is_day=True)

    @property
    def as_week(self) -> str:
        return self.address(is_day=False)

    @property
    def turned(self) -> str:
        """With the other zone first."""
        return self.address(is_mine=not self.is_mine)

    def of_section(self, sections: Sequence[Section]) -> list[int]:
        """The section that is asked for, with its parts; all that are known, if none is."""
        return [
            one.pk
            for one in sections
            if not self.section or self.section in (one.slug, one.parent and one.parent.slug)
        ]
