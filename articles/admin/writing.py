"""What the story's page asks while somebody writes: names to choose from, a pasted text read, a dateline recognised.

Each answers in JSON, to those who may write. Typing never waits for any of them.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import formats, translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles import body, datelines, gazetteer, slugs
from articles.admin import reach
from articles.models import Author, Dateline, Story, Tag, TagSynonym
from articles.text import read_article, suggest_tags
from articles.text.blocks import as_html
from articles.text.byline import Credit, read_byline
from articles.text.dateline import Dateline as PrintedDateline
from articles.text.dateline import find_dateline
from articles.text.encoding import normalise
from articles.text.markup import read_page
from articles.text.typography import repair_html

MOST = 8
_LONGEST_NAME = 120


def may_write(request) -> None:
    """Refuse whoever writes nothing."""
    if not (reach.may(request, "articles.add_story") or reach.may(request, "articles.change_story")):
        raise PermissionDenied("Only those who write stories may ask this.")


# Names to choose from


@require_GET
def suggestions(request, noun: str) -> JsonResponse:
    """What may be meant by a few letters: authors, datelines, tags or stories, at most eight."""
    may_write(request)
    if noun not in _OFFERS:
        raise Http404(f"Nothing is called {noun}.")
    typed = " ".join(request.GET.get("q", "").split())[:_LONGEST_NAME]
    return JsonResponse({"found": _OFFERS[noun](request, typed)})


def _authors(request, typed: str) -> list[dict]:
    """“Photographs by Jonas” names a role too. A name that nobody has yet is offered to be made."""
    credit = next(iter(read_byline(typed)), Credit(typed)) if typed else Credit("")
    rows = Author.objects.filter(_begins(credit.name)).order_by("name", "pk")[:MOST]
    found = [
        {
            "label": row.name,
            "name": row.name,
            "role": credit.role,
            "says": credit.role or ("has a sign-in" if row.user_id else ""),
        }
        for row in rows
    ]
    if len(credit.name) > 2 and all(row.name.casefold() != credit.name.casefold() for row in rows):
        may = reach.may(request, "articles.add_author")
        says = (
            "Nobody is called so yet: make the author" if may else "Not listed yet: ask an editor to add it"
        )
        found.append(
            {"label": credit.name, "name": credit.name if may else "", "role": credit.role, "is_new": may}
            | {"says": says}
        )
    return found


def _datelines(request, typed: str) -> list[dict]:
    """“Paris, May 3” names a day too. A place that only the gazetteer knows is offered to be made."""
    read = _as_typed(typed)
    name = (read.place if read else None) or typed
    rows = Dateline.objects.filter(Q(place__istartswith=name) | Q(full_place__istartswith=name))
    day = _day_of(read)
    found = [
        {"label": row.printed, "place": str(row), "date": day, "says": _day_said(day, request)}
        for row in rows.order_by("place", "pk")[:MOST]
    ]
    place = gazetteer.find(name) if name else None
    if place and not datelines.known([name])[name]:
        may = reach.may(request, "articles.add_dateline")
        says = "Not written from yet: make the dateline" if may else "Not listed yet: ask an editor to add it"
        found.append(
            {"label": place.full_name, "name": name, "place": "", "date": day, "says": says, "is_new": may}
        )
    return found


def _tags(request, typed: str) -> list[dict]:
    synonyms = Q(synonyms__name__istartswith=typed)
    rows = Tag.objects.filter(_begins(typed) | synonyms).order_by("name").distinct()[:MOST]
    return [{"label": row.name, "value": row.name, "says": row.description[:60]} for row in rows]


def _stories(request, typed: str) -> list[dict]:
    """By words of the headline or slugline, the last touched first; or the one with a number."""
    rows = reach.stories(request.user).order_by("-modified_at")
    number = request.GET.get("number", "")
    if number.isdecimal() and len(number) < 19:
        rows = rows.filter(pk=number)
    else:
        for word in typed.split()[:MOST]:
            rows = rows.filter(Q(headline__icontains=word) | Q(slugline__icontains=word))
    shown = rows.only("headline", "slugline", "status")[:MOST] if typed or number else ()
    return [{"label": str(row), "value": row.pk, "says": row.get_status_display()} for row in shown]


_OFFERS: dict[str, Callable[[HttpRequest, str], list[dict]]] = {
    "authors": _authors,
    "datelines": _datelines,
    "tags": _tags,
    "stories": _stories,
}


def _begins(typed: str) -> Q:
    """Names of which any word begins as typed."""
    return Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")


# What is not there yet


@require_POST
def make_author(request) -> JsonResponse:
    """Put a new name on the list of authors, or find it there."""
    may_write(request)
    name = " ".join(request.POST.get("name", "").split())
    row = Author.objects.filter(name__iexact=name).order_by("pk").first() if name else None
    if row is None:
        if not reach.may(request, "articles.add_author"):
            raise PermissionDenied("Editors keep the list of authors.")
        if not name or len(name) > _LONGEST_NAME:
            return JsonResponse({"reason": "A name of 1 to 120 letters."}, status=400)
        row = Author.objects.create(name=name)
    return JsonResponse({"name": row.name})


@require_POST
def make_dateline(request) -> JsonResponse:
    """Put a place of the gazetteer on the list of datelines, or find it there."""
    may_write(request)
    place = " ".join(request.POST.get("place", "").split())
    row = datelines.known([place])[place]
    if row is None:
        if not reach.may(request, "articles.add_dateline"):
            raise PermissionDenied("Editors keep the list of datelines.")
        row = datelines.known_or_made([place])[place]
    if row is None:
        return JsonResponse({"reason": "The gazetteer does not know this place."}, status=400)
    return JsonResponse({"place": str(row)})


# Datelines in a text


@require_http_methods(["GET", "POST"])
def dateline(request) -> JsonResponse:
    """GET: how the fields of a dateline will be printed. POST: the dateline that some words begin with."""
    may_write(request)
    if request.method == "POST":
        return JsonResponse(_recognised(request, request.POST.get("text", "")[:400]))
    asked = request.GET
    typed = " ".join(asked.get("place", "").split())
    row = Dateline.objects.filter(_called(typed)).order_by("pk").first() if typed else None
    day = asked.get("date", "")
    printed = asked.get("text") or (row.printed if row else typed)
    return JsonResponse({"printed": printed, "says": _day_said(day, request, asked.get("language"))})


def _called(typed: str) -> Q:
    number = Q(pk=int(typed)) if typed.isdecimal() and len(typed) < 19 else Q()
    return number | Q(full_place__iexact=typed) | Q(place__iexact=typed) | Q(slug=typed)


def _recognised(request, text: str) -> dict:
    read = _as_typed(text)
    if not read or not read.place:
        return {"found": False}
    found = find_dateline(text) or find_dateline(f"{text} The")
    length = min(found[1], len(text)) if found else len(text)
    return {"found": True, "typed": text[:length].rstrip()} | _offered(request, read)


def _as_typed(text: str) -> PrintedDateline | None:
    """A dateline that may still lack the words behind it, or its dash."""
    for ending in ("", " The", " — The"):
        if found := find_dateline(f"{text}{ending}"):
            return found[0]
    return None


def _offered(request, read: PrintedDateline) -> dict:
    """A dateline as the page's fields take it; `is_new` where its place is on no list yet."""
    row = datelines.known([read.place])[read.place]
    place = None if row else gazetteer.find(read.place)
    return {
        "label": ", ".join(filter(None, [row.printed if row else read.place, read.date_text])),
        "name": read.place,
        "place": str(row) if row else "",
        "date": _day_of(read),
        "text": "" if row and not read.note else ", ".join(filter(None, [read.place, read.note])),
        "is_new": row is None and place is not None,
        "may_make": reach.may(request, "articles.add_dateline"),
    }


def _day_of(read: PrintedDateline | None) -> str:
    """The day that is printed, in the year that it must be about now; empty if none is."""
    printed = read.printed_date if read else None
    day = printed.near(date.today()) if printed else None
    return day.isoformat() if day else ""


def _day_said(day: str, request, language: str | None = None) -> str:
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
    may_write(request)
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
    may_write(request)
    text = body.text(body.clean(request.POST.get("text", "")))
    known = dict(TagSynonym.objects.values_list("name", "tag__name"))
    known |= {name: name for name in Tag.objects.values_list("name", flat=True)}
    return JsonResponse({"found": list(dict.fromkeys(known[name] for name in suggest_tags(text, known)))})
