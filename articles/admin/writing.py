"""What the story's page asks while somebody writes: a pasted text read, a dateline recognised, topics found.

Each answers in JSON, to those who may write. Typing never waits for any of them.
"""

from collections.abc import Iterable
from datetime import date
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.utils import formats, translation
from django.views.decorators.http import require_http_methods, require_POST

from articles import body, datelines, gazetteer, slugs
from articles.admin import reach
from articles.admin.named import one_line
from articles.models import Author, Dateline, Tag, TagSynonym
from articles.text import read_article, suggest_tags
from articles.text.blocks import as_html
from articles.text.byline import Credit
from articles.text.dateline import Dateline as PrintedDateline
from articles.text.dateline import find_dateline
from articles.text.encoding import normalise
from articles.text.markup import read_page
from articles.text.typography import repair_html


def for_writers(view):
    """A door that opens to those who write stories, and to nobody else."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if not (reach.may(request, "articles.add_story") or reach.may(request, "articles.change_story")):
            raise PermissionDenied("Only those who write stories may ask this.")
        return view(request, *args, **kwargs)

    return door


# Datelines in a text


@require_http_methods(["GET", "POST"])
def dateline(request) -> JsonResponse:
    """GET: how the fields of a dateline will be printed. POST: the dateline that some words begin with."""
    if request.method == "POST":
        return JsonResponse(_recognised(request, request.POST.get("text", "")[:400]))
    asked = request.GET
    typed = one_line(asked.get("place", ""))
    row = Dateline.objects.filter(_called(typed)).order_by("pk").first() if typed else None
    day = asked.get("date", "")
    printed = asked.get("text") or (row.printed if row else typed)
    return JsonResponse({"printed": printed, "says": day_said(day, asked.get("language"))})


def _called(typed: str) -> Q:
    number = Q(pk=int(typed)) if typed.isdecimal() and len(typed) < 19 else Q()
    return number | Q(full_place__iexact=typed) | Q(place__iexact=typed) | Q(slug=typed)


def _recognised(request, text: str) -> dict:
    read = as_typed(text)
    if not read or not read.place:
        return {"found": False}
    found = find_dateline(text) or find_dateline(f"{text} The")
    length = min(found[1], len(text)) if found else len(text)
    return {"found": True, "typed": text[:length].rstrip()} | _offered(request, read)


def as_typed(text: str) -> PrintedDateline | None:
    """A dateline that may still lack the words behind it, or its dash."""
    for ending in ("", " The", " — The"):
        if found := find_dateline(f"{text}{ending}"):
            return found[0]
    return None


def _offered(request, read: PrintedDateline) -> dict:
    """A dateline that has a place, as the page's fields take it; `is_new` where that is on no list yet."""
    printed = read.place or ""
    row = datelines.known([printed])[printed]
    place = None if row else gazetteer.find(printed)
    return {
        "label": ", ".join(filter(None, [row.printed if row else printed, read.date_text])),
        "name": printed,
        "place": str(row) if row else "",
        "date": day_of(read),
        "text": "" if row and not read.note else ", ".join(filter(None, [printed, read.note])),
        "is_new": row is None and place is not None,
        "may_make": reach.may(request, "articles.add_dateline"),
    }


def day_of(read: PrintedDateline | None) -> str:
    """The day that is printed, in the year that it must be about now; empty if none is."""
    printed = read.printed_date if read else None
    day = printed.near(date.today()) if printed else None
    return day.isoformat() if day else ""


def day_said(day: str, language: str | None = None) -> str:
    """A day as datelines print it, in the story's language."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return ""
    with translation.override(language or "en"):
        return formats.date_format(read, "MONTH_DAY_FORMAT")


# Texts


@require_POST
def reading(request) -> JsonResponse:
    """A pasted text in the grammar; a whole article with its headline, deck, bylines and dateline apart."""
    raw, language = request.POST.get("text", ""), request.POST.get("language") or None
    is_html = bool(request.POST.get("is_html"))
    if not request.POST.get("whole"):
        return JsonResponse({"body": _piece(raw, is_html=is_html, language=language)})
    found = read_article(raw, is_html=is_html, language=language)
    return JsonResponse(
        {
            "headline": found.headline,
            "kicker": found.kicker,
            "deck": found.deck,
            "bylines": _credits(found.byline),
            "dateline": _offered(request, found.dateline)
            if found.dateline and found.dateline.place
            else None,
            "body": body.clean(found.body_html),
        }
    )


def _piece(raw: str, *, is_html: bool, language: str | None) -> str:
    """A piece of a text: nothing is taken from its head, for it has none."""
    if not is_html:
        return body.from_paragraphs([line for line in normalise(raw).split("\n") if line.strip()])
    blocks = read_page(normalise(raw)).blocks
    return body.clean("\n".join(repair_html(as_html(block), language) for block in blocks))


def _credits(credits: Iterable[Credit]) -> list[dict]:
    """The names of a byline, each with whether the paper lists it. JANE DOE is Jane Doe."""
    credits = list(credits)
    spelt = {slugs.slugify(credit.name) for credit in credits}
    rows = Author.objects.filter(slug__in=spelt) if credits else ()
    known = {row.slug: row for row in rows}
    return [
        {
            "name": known[slug].name if slug in known else credit.name,
            "role": credit.role,
            "is_known": slug in known,
        }
        for credit in credits
        for slug in [slugs.slugify(credit.name)]
    ]


@require_POST
def tags(request) -> JsonResponse:
    """The tags that a text names, of those that exist."""
    text = body.text(body.clean(request.POST.get("text", "")))
    known = dict(TagSynonym.objects.values_list("name", "tag__name"))
    known |= {name: name for name in Tag.objects.values_list("name", flat=True)}
    return JsonResponse({"found": list(dict.fromkeys(known[name] for name in suggest_tags(text, known)))})
