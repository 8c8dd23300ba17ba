"""What the parts of a dateline look like: the place, the agency, and how the text after it begins."""

import re
from dataclasses import dataclass
from functools import cache

from articles import gazetteer
from articles.text import dates, tables

DASH = re.compile(r"\s*(?:-{2,3}|\.\s?(?:--?|[–—])|[–—―]|(?<=\s)[-_]|[-_](?=\s))\s*")
_COLON = re.compile(r"(?<=[^\W\d_a-z]{3}):\s")
GROUP = re.compile(r"\s*[,.]?\s*(?:\((?P<round>[^()]{1,60})\)|(?<![^\s.,])/(?P<slash>[^/]{2,40})/)")
UNCASED = re.compile(r"[\u0590-\u06ff\u3040-\u9fff\uac00-\ud7af]")
_NAME = re.compile(r"(?:[^\W\d_]|['’‘`´.\-/ \u00a0\u200c])+")
_REGION_IN_BRACKETS = re.compile(r"\s*[\[(]([^\])]{2,30})[\])]$")
_ROUND_REGION = re.compile(rf"{_NAME.pattern}\(([^()]{{2,30}})\)")
_LONGEST_PLACE = 64


@dataclass(frozen=True)
class PlaceReading:
    """How a printed place reads: could it be one at all, is it set in capitals or in small letters, is it known.

    `likely` stands for names that no gazetteer has, but that end in a known state or country, or say what they
    are (“HANDY TOWNSHIP”, “ABOARD THE …”).
    """

    printed: str
    possible: bool = False
    found: bool = False
    likely: bool = False
    capitals: bool = False
    small: bool = False
    stands_alone: bool = False


def where_place_ends(text: str) -> int | None:
    """Where the date, the bracket or the dash begins that ends the place; None where nothing of that comes soon."""
    begun = _end_of_region(text)
    ends = [found.start() for pattern in (DASH, GROUP, _COLON) if (found := pattern.search(text, begun))]
    limit = min([*ends, _LONGEST_PLACE])
    # A date before the dash ends the place; its own full stops and commas are not the place's.
    if (at := dates.search(text, limit)) is not None:
        return at or None
    if not ends or not 1 < limit < _LONGEST_PLACE:
        return None
    # The full stop of “Ill. --” is the state's, that of “10.—” belongs to the dash.
    is_short = text.startswith(".", limit) and gazetteer.is_region(text[:limit].rpartition(",")[2])
    return limit + 1 if is_short else limit


def _end_of_region(text: str) -> int:
    """Where a place ends at the soonest: behind its country, if that stands in brackets (“BERGEN (Norway) –”)."""
    region = _ROUND_REGION.match(text)
    is_one = region and gazetteer.is_region(region[1]) and not is_agency(region[1])
    return region.end() if region and is_one else 1


def read_place(text: str) -> PlaceReading:
    """What is to be thought of the words before the date, the bracket or the dash."""
    printed = " ".join(text.split()).rstrip(",;:'’ ")
    if printed.endswith(".") and not gazetteer.is_region(printed.rpartition(",")[2]):
        printed = printed.rstrip(".")
    name, _, region = _REGION_IN_BRACKETS.sub(r", \1", printed).partition(",")
    regions = [part.strip() for part in region.split(",") if part.strip()]
    if not _could_be_place(name) or not all(_NAME.fullmatch(part) for part in regions):
        return PlaceReading(printed)
    letters = [letter for letter in name if letter.isalpha()]
    places = [gazetteer.find(", ".join([one, *regions])) for one in name.split("/")]
    found, small = all(places), all(letter.islower() for letter in letters)
    in_region = bool(regions) and all(gazetteer.is_region(part) for part in regions)
    likely = not small and (in_region or _says_it_is_a_place(name))
    if not found and not likely and (small or name.split()[0].capitalize() in _openers()):
        return PlaceReading(printed)
    return PlaceReading(
        printed,
        possible=True,
        found=found,
        likely=likely,
        capitals=not UNCASED.search(name)
        and all(letter.isupper() for letter in letters if letter not in "cß"),
        small=small,
        stands_alone=all(place and place.stands_alone for place in places),
    )


def is_agency(name: str | None) -> bool:
    """Is it a news agency that the table knows, spelled as it spells itself?"""
    first = " ".join((name or "").split()).strip(" .").removeprefix("Корр. ").partition("/")
    return bool(name) and (name in agencies() or first[0] in agencies())


def begins_a_sentence(rest: str) -> bool:
    """A dateline is followed by a capital, a figure, a quotation mark or a bracket; a remark after a dash is not."""
    first = rest.lstrip()[:1]
    return bool(first) and not first.islower() and (first.isalnum() or first in "\"'“‘«„‹(<[¿¡$€£#@…")


def begins_with_small_word(rest: str) -> bool:
    """Does the text go on with an article, a preposition or the like, in a capital: so with a new sentence?"""
    return any(re.match(rf"{re.escape(word)}(?!\w)", rest) or _elided(word, rest) for word in _openers())


def _elided(word: str, rest: str) -> bool:
    return word[-1] in "'’" and rest.startswith(word)


def _could_be_place(name: str) -> bool:
    """Words of a name, not too many, and no label (“EXCLUSIVE”), agency, month or weekday among them."""
    words = name.split()
    if not words or len(words) > 6 or not _NAME.fullmatch(name) or len(name.strip()) < 2:
        return False
    if words[0] == "By" or not (name[0].isupper() or name.islower() or UNCASED.search(name)):
        return False
    if name.strip().casefold() in _labels() or any(dates.is_month_or_weekday(word) for word in words):
        return False
    return not is_agency(name.strip()) or gazetteer.find(name) is not None


def _says_it_is_a_place(name: str) -> bool:
    words = name.upper().split()
    tails = {" ".join(words[index:]) for index in range(1, len(words))} | {words[0]} - {words[-1]}
    return name.isupper() and (bool(tails & _place_words("place")) or _begins_with_position(words))


def _begins_with_position(words: list[str]) -> bool:
    heads = {" ".join(words[:index]) for index in range(1, len(words))}
    return bool(heads & _place_words("before"))


@cache
def agencies() -> dict[str, None]:
    """Names of agencies, the longest first."""
    names = {name for row in tables.rows("agencies") for name in row["forms"].split("|")}
    return dict.fromkeys(sorted(names, key=len, reverse=True))


@cache
def _labels() -> frozenset[str]:
    return frozenset(label.casefold() for row in tables.rows("labels") for label in row["labels"].split("|"))


@cache
def _openers() -> tuple[str, ...]:
    rows = (row["words"] for row in tables.rows("dateline_words") if row["kind"] == "opener")
    return tuple({word for words in rows for word in words.split("|")})


@cache
def _place_words(kind: str) -> frozenset[str]:
    rows = (row["words"] for row in tables.rows("dateline_words") if row["kind"] == kind)
    return frozenset(word for words in rows for word in words.split("|"))
