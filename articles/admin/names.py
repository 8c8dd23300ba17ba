"""Names that the story's page offers while they are typed, and new ones put on the house's lists."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from articles import datelines, gazetteer
from articles.admin import reach
from articles.admin.named import one_line
from articles.admin.writing import as_typed, day_of, day_said
from articles.models import Author, Dateline, Tag
from articles.text.byline import Credit, read_byline

MOST = 8
_LONGEST_NAME = 120


@require_GET
def suggestions(request, noun: str) -> JsonResponse:
    """What may be meant by a few letters: authors, datelines, tags or stories, at most eight."""
    if noun not in _OFFERS:
        raise Http404(f"Nothing is called {noun}.")
    typed = one_line(request.GET.get("q", ""))[:_LONGEST_NAME]
    return JsonResponse({"found": _OFFERS[noun](request, typed)})


def _authors(request, typed: str) -> list[dict]:
    """“Photographs by Jonas” names a role too. A name that nobody has yet is offered to be made."""
    credit = next(iter(read_byline(typed)), Credit(typed)) if typed else Credit("")
    rows = Author.objects.filter(_begins(credit.name)).order_by("name", "pk")[:MOST]
    found: list[dict] = [
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
    read = as_typed(typed)
    name = (read.place if read else None) or typed
    rows = Dateline.objects.filter(Q(place__istartswith=name) | Q(full_place__istartswith=name))
    day = day_of(read)
    found: list[dict] = [
        {"label": row.printed, "place": str(row), "date": day, "says": day_said(day)}
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
    name = one_line(request.POST.get("name", ""))
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
    place = one_line(request.POST.get("place", ""))
    row = datelines.known([place])[place]
    if row is None:
        if not reach.may(request, "articles.add_dateline"):
            raise PermissionDenied("Editors keep the list of datelines.")
        row = datelines.known_or_made([place])[place]
    if row is None:
        return JsonResponse({"reason": "The gazetteer does not know this place."}, status=400)
    return JsonResponse({"place": str(row)})
