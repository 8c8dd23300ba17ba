"""The archive: on which days something appeared that is still live, and how much of it; through the one gate."""

from calendar import Calendar, monthrange
from datetime import date

from django.db.models import Count

from articles import freshness
from articles.models import Edition


def months_of(year: int) -> list[dict]:
    """The months of a year in which something appeared that is still live: `date`, `url`, `count` and `weeks`."""
    counts = _counts(date(year, 1, 1), date(year, 12, 31))
    firsts = sorted({day.replace(day=1) for day in counts})
    return [
        {
            "date": first,
            "url": f"/{first:%Y/%m}/",
            "count": sum(count for day, count in counts.items() if day.month == first.month),
            "weeks": _weeks(first, counts),
        }
        for first in firsts
    ]


def weeks_of(year: int, month: int) -> list[list[dict]] | None:
    """A month as a calendar, with what appeared each day and is still live; None if nothing did."""
    first, last = (date(year, month, day) for day in (1, monthrange(year, month)[1]))
    counts = _counts(first, last)
    return _weeks(first, counts) if counts else None


def neighbours_of(first: date, last: date) -> tuple[date | None, date | None]:
    """The nearest days before one day and after another on which something appeared that is still live."""
    freshness.counts("archive")
    days = Edition.objects.live().order_by("published_on").values_list("published_on", flat=True)
    return days.filter(published_on__lt=first).last(), days.filter(published_on__gt=last).first()


def _counts(first: date, last: date) -> dict[date, int]:
    """How many stories that are still live appeared on each day from one to another."""
    days = Edition.objects.live().filter(published_on__range=(first, last)).order_by()
    return dict(days.values_list("published_on").annotate(count=Count("*")))


def _weeks(first: date, counts: dict[date, int]) -> list[list[dict]]:
    return [
        [
            {
                "date": day,
                "in_month": day.month == first.month,
                "count": counts.get(day, 0),
                "url": f"/{day:%Y/%m/%d}/" if day in counts else None,
            }
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
