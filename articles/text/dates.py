"""Days as papers print them, in a dozen languages: “Sept. 8”, “31 dez 2008”, “13 ноября”, “9 يونيو”, “6月14日”."""

import datetime
import re
from dataclasses import dataclass
from functools import cache

from articles.text import tables

_ORDINAL = r"(?:st|nd|rd|th|er|ère|º|ª|\.)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_CHINESE = re.compile(r"(?:(?P<year>\d{4})\s?年\s?)?(?:(?P<month>\d{1,2})\s?月\s?)?(?P<day>\d{1,2})\s?日")
_ISO = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_FIRST_WORD = re.compile(r"[\s.,]")
_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)"
)


@dataclass(frozen=True)
class PrintedDate:
    """A day as it was printed, and what is sure of it. A figure that is not there is None."""

    text: str
    year: int | None
    month: int | None
    day: int | None

    @property
    def has_weekday(self) -> bool:
        """Is the day of the week printed before it?"""
        return _FIRST_WORD.split(self.text.casefold())[0] in _weekdays()

    @property
    def date(self) -> datetime.date | None:
        """The day itself, where year, month and day are all printed and unambiguous."""
        if self.year and self.month and self.day:
            return _day(self.year, self.month, self.day)
        return None

    def near(self, reference: datetime.date) -> datetime.date | None:
        """The day it must be for a text of about `reference`: the last such day, not more than a week ahead of it."""
        if self.date or not self.month or not self.day:
            return self.date
        days = (
            _day(year, self.month, self.day) for year in range(reference.year + 1, reference.year - 9, -1)
        )
        return next((day for day in days if day and day <= reference + datetime.timedelta(days=7)), None)


def match(text: str, at: int = 0) -> tuple[PrintedDate, int] | None:
    """The date that begins exactly at a place in the text, and where it ends."""
    for pattern in (_words()[0], _words()[1], _ISO, _CHINESE):
        if found := pattern.match(text, at):
            return _printed(found), found.end()
    if found := _NUMBERS.match(text, at):
        return _from_numbers(found), found.end()
    return None


def search(text: str, end: int) -> int | None:
    """Where the first date before `end` begins; only at the start of a word."""
    starts = [0, *(space.end() for space in re.finditer(r"[\s,(\[]", text[:end]))]
    return next((at for at in starts if at < len(text) and match(text, at)), None)


def is_month_or_weekday(word: str) -> bool:
    """“March”, “Tuesday”: words that begin a date, and name no place."""
    return word.strip(".,").casefold() in _months() or word.strip(".,").casefold() in _weekdays()


def _printed(found: re.Match[str]) -> PrintedDate:
    parts = found.groupdict()
    name = parts.get("name")
    month = _months()[name.casefold()] if name else int(parts["month"]) if parts.get("month") else None
    return PrintedDate(
        found[0].strip(), int(parts["year"]) if parts["year"] else None, month, int(parts["day"])
    )


def _from_numbers(found: re.Match[str]) -> PrintedDate:
    """03.05.2024 is the third of May; 03/05/2024 is that or the fifth of March, and nobody knows which."""
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if len(found["year"]) == 4 else None
    if found["mark"] == "." or first > 12 or first == second:
        return PrintedDate(found[0], year, second, first)
    if second > 12:
        return PrintedDate(found[0], year, first, second)
    return PrintedDate(found[0], year, None, None)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for row in tables.rows("months"):
        for number in range(1, 13):
            months.update(dict.fromkeys(row[str(number)].casefold().split("|"), number))
    return months


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for row in tables.rows("weekdays") for name in row["names"].split("|"))


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Dates with the month in words: before the day, and after it."""
    month = rf"(?P<name>{_any_of(_months())})(?!\w)"
    weekday = rf"(?:(?:{_any_of(_weekdays())})(?!\w)\.?,?\s+)?"
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])"
    month_first = rf"{weekday}{month}\.?\s+{day}(?:st|nd|rd|th)?(?!\w)(?:,?\s+{_YEAR}(?!\d))?"
    second_name = rf"(?:/(?:{_any_of(_months())}))?"
    after = rf"(?:\.?,?\s+(?:del?\s+)?{_YEAR}(?!\d))?"
    day_first = rf"{weekday}{day}{_ORDINAL}\s+(?:de\s+|of\s+)?{month}{second_name}{after}"
    return re.compile(month_first, re.IGNORECASE), re.compile(day_first, re.IGNORECASE)


def _any_of(words: dict[str, int] | frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
