"""Where the links in letters lead. Whoever has a link has the mailbox, and needs no sign-in; looking does nothing.

What a link is good for is done by POST alone: mail programs and scanners look at every link before anybody reads.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletters import audience, choices, links, networks, signing_up, suppressing
from newsletters.forms import PreferencesForm
from newsletters.models import Newsletter, Subscriber, Subscription
from newsletters.offered import Offer, offer_of, offered


def _by_link(read: Callable[[str], Any]):
    """A page that is somebody's own, by a secret address: kept by nobody, found by nobody, and told to nobody.

    `read` says whom a link means, or whom and what; the page gets that beside what was signed. Whatever is wrong with a
    link, the answer is the same. The link is the proof that a form was sent by who may; there is no cookie that another
    site could misuse, and a mail program that unsubscribes has no token either (RFC 8058).
    """

    def by_link(view):
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def page(request: HttpRequest, signed: str) -> HttpResponse:
            meant = read(signed)
            if meant is None:
                answer = render(request, "newsletters/link_ended.html", status=404)
            else:
                answer = view(request, meant, signed)
            answer["Cache-Control"] = "private, no-store"
            answer["Referrer-Policy"] = "no-referrer"
            answer["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return page

    return by_link


@_by_link(links.read_confirmation)
def newsletter_confirmation(
    request: HttpRequest, asked: tuple[Subscriber, list[Newsletter]], signed: str
) -> HttpResponse:
    """Was it you? One button says so."""
    subscriber, newsletters = asked
    said = {"subscriber": subscriber, "newsletters": newsletters}
    if request.method == "POST":
        said |= {
            "has": choices.confirm(subscriber, newsletters),
            "preferences": links.preferences(subscriber),
        }
        return render(request, "newsletters/confirmed.html", said)
    return render(request, "newsletters/confirmation.html", said)


@_by_link(links.read_refusal)
def newsletter_refusal(request: HttpRequest, subscriber: Subscriber, signed: str) -> HttpResponse:
    """It was not you, and we are not to ask again. One button says so."""
    if request.method == "POST":
        choices.refuse(subscriber)
    return render(request, "newsletters/refusal.html", {"is_done": request.method == "POST"})


@_by_link(links.read_unsubscription)
def newsletter_end(request: HttpRequest, meant: tuple[Subscriber, Newsletter], signed: str) -> HttpResponse:
    """Unsubscribe from one newsletter: a mail program by its own button, anybody else by the one here.

    Whatever is posted means it; a mail program posts `List-Unsubscribe=One-Click` (RFC 8058).
    """
    subscriber, newsletter = meant
    subscription = subscriber.subscriptions.filter(newsletter=newsletter).first()
    if subscription and request.method == "POST":
        choices.end(subscription)
    is_done = request.method == "POST" or not (subscription and subscription.is_in_force)
    return render(request, "newsletters/end.html", {"newsletter": newsletter, "is_done": is_done})


@_by_link(links.read_preferences)
def newsletter_preferences(request: HttpRequest, subscriber: Subscriber, signed: str) -> HttpResponse:
    """Which letters somebody wants, and all else that is theirs to decide.

    Where nothing is sent to them, they are told why. What they choose is then asked by letter, as if they were new.
    """
    theirs, stopped = audience.open_to(subscriber), suppressing.what_stops(subscriber.mailbox)
    may_come_back = stopped is not None and suppressing.may_be_asked_back(subscriber.mailbox)
    form = _preferences(request, subscriber, theirs, may_come_back=may_come_back)
    status, said = 422 if form.is_bound else 200, ""
    if form.is_bound and form.is_valid():
        try:
            done = (_come_back if may_come_back else _choose)(request, subscriber, form.cleaned_data)
            return redirect(f"{request.path}?{done}")
        except signing_up.TooMany as refused:
            status, said = 429, str(refused)
    context = {
        "form": form,
        "subscriber": subscriber,
        "signed": signed,
        "has": any(row.is_in_force for row in theirs),
        "stopped": stopped,
        "may_come_back": may_come_back,
        "done": request.GET.keys() & {"kept", "asked"},
        "said": said,
    }
    return render(request, "newsletters/preferences.html", context, status=status)


@_by_link(links.read_preferences)
def newsletter_end_all(request: HttpRequest, subscriber: Subscriber, signed: str) -> HttpResponse:
    """Unsubscribe from everything."""
    if request.method == "POST":
        choices.end_all(subscriber)
    return render(request, "newsletters/end.html", {"newsletter": None, "is_done": request.method == "POST"})


@_by_link(links.read_preferences)
def newsletter_data(request: HttpRequest, subscriber: Subscriber, signed: str) -> HttpResponse:
    """All that the house knows of somebody, as a file. Scanners that follow links are not given it."""
    if request.method != "POST":
        return redirect("newsletter_preferences", signed)
    answer = JsonResponse(
        choices.known_of(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="newsletters.json"'
    return answer


@_by_link(links.read_preferences)
def newsletter_erasure(request: HttpRequest, subscriber: Subscriber, signed: str) -> HttpResponse:
    """Be forgotten. One button says so."""
    if request.method == "POST":
        choices.erase(subscriber)
    said = {"subscriber": subscriber, "signed": signed, "is_done": request.method == "POST"}
    return render(request, "newsletters/erasure.html", said)


def _preferences(
    request: HttpRequest, subscriber: Subscriber, theirs: list[Subscription], *, may_come_back: bool
) -> PreferencesForm:
    """What they have is ticked; where letters to them have ended by the mail, what they had until then."""
    ticked = [
        row for row in theirs if row.is_in_force or (may_come_back and row.ended_by in audience.BY_THE_MAIL)
    ]
    initial = {"newsletters": [row.newsletter.slug for row in ticked], "language": subscriber.language}
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(_offers_with(theirs), data, initial=initial)
    if may_come_back:
        form.fields["newsletters"].required, form.fields["newsletters"].label = True, "What you want again"
    return form


def _choose(request: HttpRequest, subscriber: Subscriber, said: dict[str, Any]) -> str:
    choices.choose(subscriber, _named(said), language=said["language"])
    return "kept"


def _come_back(request: HttpRequest, subscriber: Subscriber, said: dict[str, Any]) -> str:
    choices.write_in(subscriber, said["language"])
    wanted = [newsletter.pk for newsletter in _named(said)]
    signing_up.come_back(subscriber, wanted, network=networks.network_of(request))
    return "asked"


def _named(said: dict[str, Any]) -> QuerySet[Newsletter]:
    return Newsletter.objects.filter(slug__in=said["newsletters"])


def _offers_with(theirs: list[Subscription]) -> list[Offer]:
    """What anybody may have, and what is theirs though it takes nobody else now."""
    offers = offered()
    known = {one.pk for one in offers}
    return [*offers, *(offer_of(row.newsletter) for row in theirs if row.newsletter_id not in known)]
