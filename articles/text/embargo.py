"""Lines that forbid to publish before an hour: “EMBARGOED UNTIL 0001 GMT SUNDAY 22 NOV”, “Not for release before …”.

A line counts only if it says nothing else, so that a report on an embargo stays a report. Where the hour cannot be
known for sure, nothing is guessed: the embargo holds until further notice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from articles.text import dates
from articles.text.blocks import Block
from articles.text.dates import PrintedDate

_LONGEST = 25  # words
_AT_EITHER_END = 8  # blocks
_BEGINS = re.compile(
    r"^[\s*\-–—(\[]*(?:(?:strictly|under|news|press|media)\s+)*"
    r"(?:(?P<sure>embargoed\b|sperrfrist\b|sous\s+embargo\b|"
    r"(?:not|hold|held)\s+for\s+(?:publication|release|broadcast|use)\b)|(?P<word>embargo\b))",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?P<four>[01]\d|2[0-3])(?P<minutes>[0-5]\d)|"
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)|(?P<bare>1[0-2]|0?[1-9])(?=\s*[ap]\.?\s?m\b))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:hrs|hours|uhr|h)\b\.?)?",
    re.IGNORECASE,
)
# Letters that stand for one offset wherever they are printed; CST or IST stand for several, and for none here.
_OFFSETS = {
    **{"GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3},
    **{"MSK": 3, "JST": 9, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "PST": -8, "PDT": -7},
}
_ZONE = re.compile(r"\b(?P<zone>[A-Z]{1,4}T?Z?|local\s+time)\b")
_NO_END = re.compile(r"\b(?:until|till|pending)\s+(?:further|other)\s+(?:notice|word)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:until|till|to|before|prior|for|from|at|on|or|and|the|not|release|released|publication|broadcast|use|online|"
    r"print|media|web|hold|bis|um|le|à|jusqu['’]au|jusqu['’]à|am|copy|this|story|is|text)\b|[\W_]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Embargo:
    """What a line forbids. `on` and `at` are the day and the wall clock as printed, `offset` that of a named zone.

    Without a day it holds until further notice; without an offset the clock is that of whoever publishes.
    """

    line: str
    on: PrintedDate | None = None
    at: time | None = None
    offset: timedelta | None = None

    def wall(self, reference: date) -> datetime | None:
        """The moment as the wall clock shows it, for a text of about `reference`; None where that is not sure."""
        day = self.on and _nearest(self.on, reference)
        return datetime.combine(day, self.at or time.min) if day else None

    def moment(self, reference: date) -> datetime | None:
        """The moment itself, in UTC, where the line names its zone."""
        wall = self.wall(reference)
        return None if wall is None or self.offset is None else (wall - self.offset).replace(tzinfo=UTC)


def take_out(blocks: Sequence[Block]) -> tuple[list[Block], list[Embargo]]:
    """The text without its lines of embargo, and what they say. They stand at its head or at its foot."""
    rest, found = [], []
    for place, block in enumerate(blocks):
        is_near_an_end = min(place, len(blocks) - 1 - place) < _AT_EITHER_END
        said = embargo_of(block.text) if is_near_an_end else None
        if said:
            found.append(said)
        else:
            rest.append(block)
    return rest, found


def embargo_of(line: str) -> Embargo | None:
    """What a line forbids; None for one that is no embargo, or says more."""
    begins = _BEGINS.match(line)
    if not begins or len(line.split()) > _LONGEST:
        return None
    rest = line[begins.end() :]
    is_label = bool(begins["sure"]) and not _FILLER.sub("", rest)
    found = _read(line.strip(), rest)
    if found or is_label or _NO_END.fullmatch(rest.strip(" .:;,)]*–—-")):
        return found or Embargo(line.strip())
    # Nobody knows when, but everybody sees that it is one.
    is_shouted = line.upper() == line and (begins["sure"] or rest.lstrip().startswith(":"))
    return Embargo(line.strip()) if is_shouted else None


def _read(line: str, rest: str) -> Embargo | None:
    """The day, the hour and the zone of a line, if it says them and nothing else."""
    start = next((at for at in range(len(rest)) if _is_a_start(rest, at) and dates.match(rest, at)), None)
    if start is None:
        return None
    on, end = dates.match(rest, start)  # type: ignore[misc]
    others = f"{rest[:start]} {rest[end:]}"
    clock = _TIME.search(others)
    at = _clock(clock) if clock else None
    others = f"{others[: clock.start()]} {others[clock.end() :]}" if clock else others
    zone = next((one for one in _ZONE.finditer(others) if one["zone"] in _OFFSETS), None)
    others = f"{others[: zone.start()]} {others[zone.end() :]}" if zone else others
    if _FILLER.sub("", others) or (clock and at is None) or (zone and at is None):
        return None
    return Embargo(line, on, at, timedelta(hours=_OFFSETS[zone["zone"]]) if zone else None)


def _is_a_start(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _clock(found: re.Match[str]) -> time | None:
    """The hour of the wall clock; None for one that is neither of twelve nor of twenty-four hours."""
    hour = int(found["four"] or found["hour"] or found["bare"])
    minute = int(found["minutes"] or found["minute"] or 0)
    if not found["half"]:
        return time(hour, minute)
    if not 1 <= hour <= 12 or found["four"]:
        return None
    return time(hour % 12 + (12 if found["half"].lower() == "p" else 0), minute)


def _nearest(printed: PrintedDate, reference: date) -> date | None:
    """The day of that name that lies nearest; an embargo may lie ahead, into the next year."""
    if printed.date or not printed.month or not printed.day:
        return printed.date
    days = []
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            days.append(date(year, printed.month, printed.day))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - reference), default=None)
