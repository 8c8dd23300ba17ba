"""The dateline at the head of a story: where the reporter was, on what day, for which agency.

A dateline is a promise that somebody was there, so one is read only where the print leaves no doubt; a text that
merely begins with a place and a dash keeps its words.
"""

import datetime
import re
from dataclasses import dataclass

from articles.text import dates
from articles.text.dateline_chinese import find_chinese
from articles.text.dateline_parts import (
    UNCASED,
    PlaceReading,
    begins_a_sentence,
    begins_with_small_word,
    is_agency,
    read_place,
    where_place_ends,
)
from articles.text.dateline_tail import Tail, read_tail
from articles.text.dates import PrintedDate

_LEADING_AGENCY = re.compile(r"\(\s*(?:By\s+)?(?P<agency>[^()]{2,40}?)\s*\)\s*(?P<dash>\.?--?|[–—_])?\s*")
_LEADING_BYLINE = re.compile(r"By\s+(?P<name>[A-Z][\w.'’ -]{3,40}?)[.,]\s+(?=[A-Z])")
_LEADING_SPECIAL = re.compile(r"Special(?: [A-Z]\w+)? to [Tt]he [A-Z][\w.]+\s+(?=[A-Z])")
_NEXT_WORD = re.compile(r"[A-Z][\w.]*\s+")
_LONE_AGENCY = re.compile(r"(?P<agency>[^\s(–—_-][^(–—_]{0,30}?)\s*(?:--|[-–—_])\s+")
_DASH_BETWEEN_WORDS = re.compile(r"\s[–—-]+\s")
_END_OF_SPAN = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?:[:;)]|,(?!\d))")
_NEXT_IN_LIST = re.compile(r"\. [^\W\d_a-z]{3,}: ")  # “LONDON: 12 C. PARIS: 14 C.”
_HEAD = 180
_LONGEST_UNKNOWN = 4


@dataclass(frozen=True)
class Dateline:
    """Where, when and for whom a story was filed, each as printed; None where it is not printed.

    `note` is what else stands there, such as “via London”.
    """

    place: str | None = None
    printed_date: PrintedDate | None = None
    agency: str | None = None
    note: str | None = None

    @property
    def date_text(self) -> str | None:
        """The day as printed: “Sept. 8”."""
        return self.printed_date.text if self.printed_date else None

    @property
    def date(self) -> datetime.date | None:
        """The day itself, where the year is printed too."""
        return self.printed_date.date if self.printed_date else None


Found = tuple[Dateline, int]


def split_dateline(paragraph: str) -> tuple[Dateline | None, str]:
    """The dateline of a story's first paragraph, and the paragraph without it.

    A dateline may have no place (“AP – …”, “9 June (Reuters) – …”). Where there is none: None and the whole text.
    """
    found = find_dateline(paragraph)
    return (found[0], paragraph[found[1] :]) if found else (None, paragraph)


def find_dateline(paragraph: str) -> Found | None:
    """The dateline that a paragraph begins with, and how many of its characters it takes."""
    start = len(paragraph) - len(paragraph.lstrip())
    text = paragraph[start : start + _HEAD]
    found = _chinese(text) or _after_lead(text) or _with_place(text) or _without_place(text)
    return (found[0], start + found[1]) if found else None


def _chinese(text: str) -> Found | None:
    found = find_chinese(text)
    return (Dateline(*found[0]), found[1]) if found else None


def _after_lead(text: str) -> Found | None:
    """“(ANSA) - ROME, JUL 11 - ”, “By DANTE BARTON. WASHINGTON, June 24.—”, “Special to the Globe PARIS, May 3. ”"""
    if lead := _LEADING_AGENCY.match(text):
        if found := _with_lead(text, lead.end(), lead["agency"]):
            return found
        if is_agency(lead["agency"]) and lead["dash"] and begins_a_sentence(text[lead.end() :]):
            return Dateline(agency=lead["agency"]), lead.end()
    if (lead := _LEADING_BYLINE.match(text)) and (is_agency(lead["name"]) or lead["name"].isupper()):
        return _with_lead(text, lead.end(), lead["name"] if is_agency(lead["name"]) else None)
    if lead := _LEADING_SPECIAL.match(text):
        return _after_special(text, lead.end())
    return None


def _after_special(text: str, end: int) -> Found | None:
    """The name of the paper may have more words than one: the place begins where one can be read."""
    for _ in range(3):
        if found := _with_lead(text, end, text[:end].rstrip(" .")):
            return found
        word = _NEXT_WORD.match(text, end)
        if not word:
            return None
        end = word.end()
    return None


def _with_lead(text: str, end: int, agency: str | None) -> Found | None:
    found = _with_place(text[end:])
    if not found:
        return None
    own, length = found
    return Dateline(own.place, own.printed_date, own.agency or agency, own.note), end + length


def _with_place(text: str) -> Found | None:
    cut = where_place_ends(text)
    if cut is None:
        return None
    place, tail = read_place(text[:cut]), read_tail(text, cut)
    if not place.possible or not tail.ends:
        return None
    if _is_agency_with_date(place, tail, text[cut:]):
        return Dateline(None, tail.date, place.printed, tail.note), tail.end
    if not _is_sure(place, tail, text[tail.end :]):
        return None
    return Dateline(place.printed, tail.date, tail.agency, tail.note), tail.end


def _is_agency_with_date(place: PlaceReading, tail: Tail, rest: str) -> bool:
    """“ISN SECURITY WATCH (05/11/04) - ”: no place, but who sent it, and the day in brackets."""
    bracketed = bool(tail.date) and rest.lstrip(", ").startswith("(")
    return bracketed and not tail.agency and not place.found and place.capitals and " " in place.printed


def _is_sure(place: PlaceReading, tail: Tail, rest: str) -> bool:
    """Does the print leave no doubt? The less stands beside the place, the more of a place it must be."""
    if tail.date and (dates.match(rest) or _END_OF_SPAN.match(rest)):
        return (
            False  # “March 21 - April 19” is a span of days, as horoscopes have; so is “May 3 - 5: the show”
        )
    known = place.found or place.likely
    if not known and len(place.printed.split()) > _LONGEST_UNKNOWN:
        return False  # more likely a headline in capitals that ran into the dateline
    if tail.ends == "stop" and tail.date and tail.date.has_weekday:
        return False  # “Columbia, Tuesday, July 4.” is an appointment, or the head of a newspaper
    if tail.ends in ("stop", "note"):
        sure = bool(tail.date) and (known or place.capitals or is_agency(tail.agency))
        return (sure or (known and is_agency(tail.agency))) and begins_a_sentence(rest)
    if tail.ends == "bracket":
        return place.found and begins_a_sentence(rest)
    if tail.ends == "colon":
        # “ISLAMABAD: The prime minister …”, as papers of South Asia and the Gulf print it.
        alone = not tail.agency and not tail.date and place.capitals and place.found
        alone = alone and not _NEXT_IN_LIST.search(rest)
        return (alone and begins_a_sentence(rest) and len(rest.split()) > 7) or (
            is_agency(tail.agency) and known
        )
    if tail.date:
        return known or place.capitals or is_agency(tail.agency)
    if tail.agency:
        return known or (place.capitals and is_agency(tail.agency))
    if not known or not begins_a_sentence(rest):
        return False
    return place.capitals or (not place.small and _is_new_sentence(place, rest))


def _is_new_sentence(place: PlaceReading, rest: str) -> bool:
    """“Washington – The Senate …” is a dateline; “Paris – the city of light – …” and “Berlin – Leipzig” are not."""
    one_dash = not _DASH_BETWEEN_WORDS.search(rest.split(". ")[0])
    return one_dash and (place.stands_alone or place.likely) and begins_with_small_word(rest)


def _without_place(text: str) -> Found | None:
    """“SEPTEMBER 13, 2004 (IDG NEWS SERVICE) - ”, “9 يونيو (رويترز) - ”, “AP - ”."""
    if first := dates.match(text):
        tail = read_tail(text, first[1])
        if tail.ends and _reads_as_agency(tail.agency) and not tail.date:
            return Dateline(None, first[0], tail.agency, tail.note), tail.end
        return None
    lone = _LONE_AGENCY.match(text)
    if lone and is_agency(lone["agency"]) and begins_a_sentence(text[lone.end() :]):
        return Dateline(agency=lone["agency"].strip()), lone.end()
    return None


def _reads_as_agency(name: str | None) -> bool:
    """Beside a day alone, “(Budget day)” is as likely as an agency that no table knows."""
    return name is not None and (is_agency(name) or name.isupper() or bool(UNCASED.search(name)))
