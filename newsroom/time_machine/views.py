"""The bar, which is a page of the desk, and the door through which its frame gets the paper of another moment."""

from functools import wraps

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import clock
from articles.rules import may_walk_in_time
from newsroom.time_machine import changes, looking, telling, tickets
from newsroom.time_machine.form import LookForm
from newsroom.time_machine.track import Track

# The page as it is, without its scripts: what readers' devices keep (where they were last, what they saved, the paper
# away from the network) is of now. The bar's own script listens from outside.
POLICY = (
    "default-src 'self'; script-src 'none'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_SHOWN_AS_THEY_ARE = ("text/html", "image/")


def for_who_walks(view):
    """Whoever may not walk through time learns nothing here, whatever they ask for."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if not may_walk_in_time(request.user):
            raise PermissionDenied(
                "The time machine shows what all desks have coming: it is for those whose role plans the whole paper."
            )
        return view(request, *args, **kwargs)

    return door


@for_who_walks
@require_safe
def bar(request, *, site: AdminSite):
    """The bar over the paper of a moment: now, unless the address names another."""
    now = clock.now()
    asked = LookForm(request.GET, by=request.user)
    asked.full_clean()
    known = asked.cleaned_data
    at, path = known.get("at") or now, known.get("path") or "/"
    place = telling.Place(path, asked.chosen.key)
    before, after = changes.last_before(at), changes.next_after(at)
    difference = changes.difference(now, at)
    context = {
        **site.each_context(request),
        "title": "Time machine",
        "form": asked
        if asked.errors
        else LookForm(by=request.user, initial={**known, "at": at, "path": path}),
        "now": now,
        "at": at,
        "path": path,
        "moment": telling.moment(at),
        "clocks": telling.clocks(at),
        "away": telling.away(at, now),
        "frame": _door(tickets.ticket(request.user, at)) + path,
        "ends_at": now + tickets.LASTS,
        "before": before and (before, place.at(before)),
        "after": after and (after, place.at(after)),
        "now_url": place.at(None),
        "track": Track.around(at, now, place),
        "counted": telling.counted(difference, is_ahead=at > now),
        "told": list(telling.told(difference, place, at=at, now=now)),
        "are_more": difference.are_more,
    }
    return render(request, "admin/time_machine.html", context)


@for_who_walks
@require_safe
def page(request, ticket: str, path: str = "", *, site: AdminSite):
    """A page of the paper, for the frame of whoever the ticket was signed for, and for nobody else."""
    try:
        at = tickets.moment_of(ticket, request.user)
    except tickets.SignatureExpired:
        return _framed(HttpResponse("This look has ended: press Look above for another.", status=410))
    if at is None or not looking.is_of_the_paper(f"/{path}"):
        raise Http404("No look leads here.")
    answer = looking.look(request, f"/{path}", request.META.get("QUERY_STRING", ""), at=at)
    return _framed(_as_it_is(request, answer, _door(ticket)))


def _door(ticket: str) -> str:
    """What stands before the address of every page of a look."""
    return reverse("admin:time_machine_page", args=[ticket]).rstrip("/")


def _as_it_is(request: HttpRequest, answer: HttpResponseBase, door: str) -> HttpResponse:
    """The same bytes under the same status, and nothing of the headers but what shows them.

    What a browser would offer to keep (feeds, Markdown) is shown as plain text. Who is led on within the paper is led
    on within the look.
    """
    kind = answer.get("Content-Type", "")
    shown = kind if kind.startswith(_SHOWN_AS_THEY_ARE) else "text/plain; charset=utf-8"
    same = HttpResponse(b"".join(answer), status=answer.status_code, content_type=shown)
    if answer.has_header("Location"):
        leads = answer["Location"].removeprefix(f"{request.scheme}://{request.get_host()}")
        same["Location"] = f"{door}{leads}" if leads.startswith("/") and leads[1:2] != "/" else leads
    return same


def _framed(response: HttpResponse) -> HttpResponse:
    """What the bar's own frame alone may show, and nobody keeps."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
