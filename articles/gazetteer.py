"""Where in the world a dateline is: places by the names they are printed under, in any of a dozen languages.

`find` answers for a place as a reporter printed it (“WESTPORT, Conn”, “Kiev”, “МОСКВА”, “北京”); it never
answers with a near guess. The tables are in `data/places/` and are loaded once, when first asked for.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "data" / "places"

_APOSTROPHES = re.compile(r"['’‘ʼʻ`´.]")
_MARKS_ON_LATIN = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_ARABIC_SPELLING = str.maketrans("أإآٱىي\u0649", "ااااييي", "ـًٌٍَُِّْ")
_LATIN_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е"}
)
_SAINTLY = re.compile(r"\b(?:saint|(sainte)|mount|fort)\b")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_BETWEEN_WORDS = re.compile(r"[\s\-‐‑–/]+")
_BRACKETED_REGION = re.compile(r"\s*[\[(]([^\])]+)[\])]\s*$")


@dataclass(frozen=True)
class Place:
    """A town or city of the gazetteer, named as a paper in English prints it.

    `country` is ISO 3166 letters (empty for the United Nations, which is in none); `region` the letters of a
    state, province or nation where datelines name it, else empty; coordinates are decimal degrees, north and
    east positive; `time_zone` an IANA name; `geonameid` the number at geonames.org, 0 where it has none.
    """

    name: str
    full_name: str
    country: str
    region: str
    latitude: float
    longitude: float
    time_zone: str
    population: int
    stands_alone: bool
    geonameid: int


def find(place: str) -> Place | None:
    """The place that a dateline names, or None where the gazetteer does not know it.

    A country, state or province after a comma is respected (“Paris, Texas”); one that has no such town gives
    None. A bare name that several places bear means the one that stands alone in datelines, or else the most
    populous (AP dateline rule: what readers will think of first).
    """
    name, regions = _name_and_regions(place)
    if regions == []:
        return None
    rows = (_tables().row(number) for number in _tables().numbers(key(name)))
    fitting = [row for row in rows if regions is None or _lies_in(row, regions)]
    if not fitting:
        return None
    return _place(min(fitting, key=lambda row: row[0] not in _tables().stand_alone))


def as_printed(place: Place) -> str:
    """How a dateline names the place: “Moscow” alone, but “Beira, Mozambique” and “Westport, Conn.” (AP)."""
    return place.name if place.stands_alone else place.full_name


def country(name: str) -> str | None:
    """ISO 3166 letters of a country by one of its printed names (“Ivory Coast”, “Irak”), or None.

    Nations of the United Kingdom and the parts of the Palestinian territories answer for the whole.
    """
    found = _tables().regions.get(_region_key(name), ())
    countries = [code for code, part in found if not part or code in ("GB", "PS")]
    return countries[0] if countries else None


def country_name(code: str) -> str:
    """How a country of ISO 3166 letters is printed; empty if no country has them."""
    return _tables().printed.get((code, ""), "")


def is_region(name: str) -> bool:
    """Does a dateline name this after a city: a country, a state or a province, in full or shortened?"""
    return _region_key(name) in _tables().regions


def key(name: str) -> str:
    """A printed name without what printers differ in: case, accents, apostrophes, full stops, “Saint” or “St.”."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = unicodedata.normalize("NFC", _MARKS_ON_LATIN.sub("", text)).translate(_LATIN_LETTERS)
    text = _APOSTROPHES.sub("", text.translate(_ARABIC_SPELLING))
    return _SAINTLY.sub(lambda word: _SHORT[word[0]], _BETWEEN_WORDS.sub(" ", text)).strip()


def _region_key(name: str) -> str:
    """States are also printed “N. M” and “W. VA.”: spaces do not count."""
    return key(name).replace(" ", "")


def _name_and_regions(place: str) -> tuple[str, list[tuple[str, str]] | None]:
    """The town and the (country, region) pairs that may follow it; None where nothing follows, [] if unknown."""
    place = _BRACKETED_REGION.sub(r", \1", place.strip().strip(".,;:"))
    name, comma, rest = place.partition(",")
    if not comma:
        return name, None
    if (name + rest).strip() and _tables().numbers(key(name + rest)):
        return name + rest, None
    known: list[tuple[str, str]] = []
    for part in rest.split(","):
        meant = _tables().regions.get(_region_key(part), ())
        if not meant:
            return name, []
        known = (
            [pair for pair in known if any(_agree(pair, other) for other in meant)] if known else list(meant)
        )
    return name, known


def _agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """“Mo.” and “USA” speak of the same ground; “Texas” and “France” do not."""
    return one[0] == other[0] and (not one[1] or not other[1] or one[1] == other[1])


def _lies_in(row: list[str], regions: list[tuple[str, str]]) -> bool:
    return any(row[2] == country and (not region or row[3] == region) for country, region in regions)


def _place(row: list[str]) -> Place:
    number, name, iso, region, latitude, longitude, zone, population = row[:8]
    where = _tables().printed.get((iso, region)) or _tables().printed.get((iso, ""), "")
    return Place(
        name=name,
        full_name=f"{name}, {where}" if where and where != name else name,
        country=iso,
        region=region,
        latitude=float(latitude),
        longitude=float(longitude),
        time_zone=zone,
        population=int(population),
        stands_alone=number in _tables().stand_alone,
        geonameid=int(number),
    )


class _Tables:
    """The tables as they lie in memory: lines of text, and an index from name to line numbers."""

    def __init__(self) -> None:
        self.lines: list[str] = (TABLES / "cities.tsv").read_text(encoding="utf-8").splitlines()[1:]
        self.index: dict[str, int | list[int]] = {}
        for number, line in enumerate(self.lines):
            for name in line[line.rindex("\t") + 1 :].split("|"):
                self._enter(name, number)
        self.stand_alone = {row["geonameid"] for row in _rows("stands-alone.tsv")}
        self.regions: dict[str, list[tuple[str, str]]] = {}
        self.printed: dict[tuple[str, str], str] = {}
        self._enter_regions()

    def row(self, number: int) -> list[str]:
        return self.lines[number].split("\t")

    def numbers(self, name: str) -> list[int]:
        """Line numbers of all that bear a name; the most populous first, as they stand in the table."""
        found = self.index.get(name, [])
        return [found] if isinstance(found, int) else found

    def _enter(self, name: str, number: int) -> None:
        # Nearly every name belongs to one place: a bare number there is a third of the memory of a list.
        first = self.index.setdefault(name, number)
        if isinstance(first, list):
            first.append(number)
        elif first != number:
            self.index[name] = [first, number]

    def _enter_regions(self) -> None:
        for row in _rows("countries.tsv"):
            self.printed[row["iso2"], ""] = row["printed"]
            self._enter_region((row["iso2"], ""), row["printed"], row["forms"])
        for row in _rows("regions.tsv"):
            # AP prints the state or province in North America and the nation in Britain, but not elsewhere.
            if row["country"] != "AU":
                self.printed[row["country"], row["code"]] = row["printed"]
            self._enter_region((row["country"], row["code"]), row["printed"], row["forms"])

    def _enter_region(self, pair: tuple[str, str], printed: str, forms: str) -> None:
        for form in {_region_key(form) for form in [printed, *forms.split("|")] if form}:
            self.regions.setdefault(form, []).append(pair)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with open(TABLES / name, encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def _tables() -> _Tables:
    return _Tables()
