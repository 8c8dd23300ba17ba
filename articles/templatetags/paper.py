"""What the paper's templates say often: names, numbers, places, languages, addresses and style sheets.

Pure: no filter or tag asks the database. Where there is nothing to say they say nothing.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.renditions import absolute

register = template.Library()
register.filter(absolute)

NOTHING = SafeString("")
SMALL_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
NTH = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
# What a body may hold that has a style sheet of its own: the class that gives it away, and the sheets.
BODY_SHEETS = {
    "figure": ("components/caption",),
    "gallery": ("components/caption", "components/gallery"),
    "aside": ("components/aside",),
    "note": ("components/aside",),
    "table": ("components/table",),
    "embed": ("components/form", "components/embed"),
    "related": ("components/related",),
    "advert": ("components/advert",),
}


# Names and numbers


@register.filter
def names(bylines: list[dict] | None) -> str:
    """Who wrote it, in a line, each linked: “Inês Macamo and Tomás Reve”. Words go before pictures."""
    return _line("", bylines or [])


@register.filter
def names_beside(bylines: list[dict] | None, slug: str) -> str:
    """The same on the page of one of them, by their slug: “With Tomás Reve”."""
    return _line("With ", [byline for byline in bylines or [] if byline["slug"] != slug])


@register.filter
def counted(number: int, noun: str = "story,stories") -> str:
    """How many, as a paper says it: “Four stories”, “1,648 stories”. `noun` is one and many, with a comma."""
    one, many = noun.split(",")
    figure = SMALL_NUMBERS[number] if number < len(SMALL_NUMBERS) else f"{number:,}"
    return f"{figure} {one if number == 1 else many}"


@register.filter
def nth(number: int, noun: str) -> str:
    """Which one in a row: “Fourth edition”, “Edition 11”."""
    return f"{NTH[number - 1]} {noun}" if number <= len(NTH) else f"{noun.capitalize()} {number:,}"


@register.filter
def day_tint(count: int) -> str:
    """The class of a day in the calendar: the fuller the day, the stronger its tint."""
    return "day-3" if count >= 25 else "day-2" if count >= 10 else "day-1"


# Places


@register.filter
def coordinates(place: object) -> str:
    """Where a place is, “19° 50′ S, 34° 50′ E”, as far as its latitude and longitude are known."""
    latitude, longitude = getattr(place, "latitude", None), getattr(place, "longitude", None)
    if latitude is None or longitude is None:
        return ""
    return f"{_degrees(latitude, 'NS')}, {_degrees(longitude, 'EW')}"


@register.filter
def across(longitude: float) -> str:
    """How far along the round of 360 degrees a longitude stands, in hundredths: Greenwich is at 50."""
    return f"{(longitude + 180) / 3.6:.2f}"


@register.filter
def parts_in(section: Any, sections: Iterable) -> list:
    """The parts of a section, as the navigation's `sections` have them."""
    return next((one.parts for one in sections or () if one.slug == section.slug), [])


# Languages, addresses and style sheets


@register.filter
def furniture(language: str) -> str:
    """Attributes for the paper's own English words inside another language; inside English, none."""
    is_english = not language or language.partition("-")[0].lower() == "en"
    return NOTHING if is_english else mark_safe(' lang="en" dir="ltr"')


@register.filter
@lru_cache
def written_in(language: str, direction: str) -> str:
    """Attributes for copy with a language of its own. Left to right goes without saying."""
    if not language:
        return NOTHING
    return format_html(' lang="{}"{}', language, mark_safe(' dir="rtl"') if direction == "rtl" else "")


@register.filter
@lru_cache(10_000)
def address_of(slug: str, page: str) -> str:
    """The address of a topic or an author by the slug: {{ tag.slug|address_of:"topic" }}. Addresses are promises."""
    return reverse(page, args=[slug])


@register.filter
def bare_address(url: str) -> str:
    """A web address as one says it: without its scheme and its last stroke."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


@register.filter
def sheets_for(body: str) -> str:
    """The style sheets of what stands in a body, so that its page links only what it uses."""
    found = [sheets for mark, sheets in BODY_SHEETS.items() if f'class="{mark}' in (body or "")]
    return " ".join(dict.fromkeys(chain.from_iterable(found)))


@register.simple_tag
@cache
def asset(path: str) -> str:
    """The address of a static file, as `static` has it, but asked for once: what a file is called does not change."""
    return static(path)


@register.simple_tag
@cache
def sheets(names: str) -> str:
    """Links to style sheets by their paths in static/paper, in the order given: {% sheets "base components/card" %}."""
    links = ((asset(f"paper/{name}.css"),) for name in names.split())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


def _degrees(value: float, halves: str) -> str:
    """Degrees and minutes; the equator and Greenwich belong to no half."""
    degrees, minutes = divmod(round(abs(value) * 60), 60)
    half = f" {halves[value < 0]}" if degrees or minutes else ""
    return f"{degrees}° {minutes:02}′{half}"


def _line(before: str, bylines: list[dict]) -> str:
    """A line of names: those of the words, or all where nobody wrote words; past three, how many more."""
    credits = [byline for byline in bylines if not byline["role"]] or bylines
    linked = [_linked(byline) for byline in credits]
    if len(linked) > 3:
        linked = [*linked[:2], f"{len(linked) - 2} others"]
    if not linked:
        return NOTHING
    *early, last = linked
    joined = format_html_join(", ", "{}", ((name,) for name in early))
    return format_html("<span>{}{}{}{}</span>", before, joined, " and " if early else "", last)


def _linked(byline: dict) -> str:
    if not byline["slug"]:
        return byline["name"]
    return format_html('<a href="{}">{}</a>', address_of(byline["slug"], "author"), byline["name"])
