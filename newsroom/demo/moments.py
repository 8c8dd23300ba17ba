"""When things happen in the demo paper: moments told from today, so that the paper always looks fresh."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FROM_NOW = re.compile(
    r"(?P<ago>\d+) (?P<past>minutes|hours) ago|in (?P<coming>\d+) (?P<future>minutes|hours)"
)
_ON_A_DAY = re.compile(
    r"(?:(?P<ago>\d+) days ago|in (?P<coming>\d+) days|(?P<near>yesterday|tomorrow)|(?P<date>\d{4}-\d\d-\d\d))"
    r" (?P<clock>\d\d:\d\d)"
)
_NEAR = {"yesterday": -1, "tomorrow": 1}


def read(words: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that a few words mean.

    Either a distance, “90 minutes ago”, “in 3 hours”; or a day and the time on its clocks in `zone`, “2 days ago
    07:00”, “yesterday 18:40”, “tomorrow 06:00”, “in 3 days 09:15”, “2023-05-16 18:00”. Days are counted from
    today in `zone`. A time that clocks skip in spring means what they show instead, an hour on.

    `now` is aware; so is the answer. Raises ValueError for other words.
    """
    if distance := _FROM_NOW.fullmatch(words):
        return now + _distance(distance)
    if day := _ON_A_DAY.fullmatch(words):
        local = datetime.combine(
            _day(day, now.astimezone(zone).date()), time.fromisoformat(day["clock"]), zone
        )
        return datetime.fromtimestamp(local.timestamp(), zone)
    raise ValueError(
        f"“{words}” is no moment: write “90 minutes ago”, “tomorrow 06:00” or “2023-05-16 18:00”."
    )


def _distance(words: re.Match) -> timedelta:
    count, unit = words["ago"] or words["coming"], words["past"] or words["future"]
    distance = timedelta(**{unit: int(count)})
    return -distance if words["ago"] else distance


def _day(words: re.Match, today: date) -> date:
    if words["date"]:
        return date.fromisoformat(words["date"])
    if words["near"]:
        return today + timedelta(days=_NEAR[words["near"]])
    return today + timedelta(days=int(words["coming"] or 0) - int(words["ago"] or 0))
