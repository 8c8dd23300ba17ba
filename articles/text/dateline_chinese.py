"""Datelines of the Chinese agencies, which are one word: 新华社北京6月14日电."""

import re

from articles import gazetteer
from articles.text import dates
from articles.text.dates import PrintedDate

_HEADED = re.compile(
    r"[（(【\[]?(?P<agency>[\u4e00-\u9fff]{1,6}?(?:社|网|報|报)|本报|本報)[,，]?\s*"
    r"(?P<middle>[^\d０-９，。,.]{0,16}?)"
    r"(?P<day>(?:[\d０-９]{4}年)?(?:[\d０-９]{1,2}月)?[\d０-９]{1,2}日)\s*"
    r"(?P<end>[电電讯訊])[）)】\]]?\s*"
)
_REPORTERS = re.compile(r"[（(](?P<note>(?:记者|記者|特派)[^（()）]{1,60})[）)]\s*")
_REPORTER = re.compile(r"^(?:记者|記者)")
_MARKS = re.compile(r"^[\s:：,，]+")


def find_chinese(
    text: str,
) -> tuple[tuple[str | None, PrintedDate | None, str | None, str | None], int] | None:
    """Place, date, agency and the reporters in brackets; and where the dateline ends. None where it is none.

    The place must be known: with a reporter's name before it (記者王小明台北) nothing else tells them apart.
    """
    found = _HEADED.match(text)
    if not found:
        return None
    day = dates.match(found["day"].translate(_PLAIN_FIGURES))
    if not day:
        return None
    place, note, end = _place_in(found["middle"]), None, found.end()
    if reporters := _REPORTERS.match(text, end):
        note, end = reporters["note"], reporters.end()
    if marks := _MARKS.match(text[end:]):
        end += marks.end()
    printed = PrintedDate(found["day"], day[0].year, day[0].month, day[0].day)
    return (place, printed, found["agency"], note), end


def _place_in(middle: str) -> str | None:
    """The words between agency and date, if they are a place or, after a reporter's name, end with a known one."""
    middle = middle.strip()
    if not _REPORTER.match(middle):
        return middle or None
    for start in range(2, len(middle)):
        if gazetteer.find(middle[start:]):
            return middle[start:]
    return None


_PLAIN_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
