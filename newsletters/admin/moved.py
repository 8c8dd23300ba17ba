"""When an issue leaves, and whether it goes on: the verbs of `newsletters.sending`, each behind a door of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin import undo
from articles.admin.doors import REFUSALS
from articles.admin.verbs import refusal
from articles.preflight import spoken
from newsletters import sending
from newsletters.admin.forms import LeavesForm, ReasonForm, hour_of
from newsletters.admin.page import address, shown
from newsletters.models import Issue

# The nouns under an issue's address, and the verb that each says.
NOUNS = {
    "departure": "send_now",
    "unscheduling": "unschedule",
    "pause": "pause",
    "resumption": "resume",
    "stop": "stop",
}
_SAID = {
    "unschedule": "It is a draft again.",
    "pause": "It waits: nobody else gets it for now.",
    "resume": "It goes on.",
    "stop": "It is stopped: nobody else gets it.",
}


def hour(request, issue: Issue, *, admin):
    """Its hour, set or moved: from its own page or on the schedule."""
    if request.method != "POST":
        return redirect(address(issue))
    _must_send(request, issue)
    form = LeavesForm(request.POST, by=request.user, issue=issue)
    if not form.is_valid():
        return _refused(request, issue, admin, form, [])
    before, had = form.as_typed() if issue.sends_at else {}, issue.sends_at
    try:
        sending.schedule(issue, at=form.cleaned_data["sends_at"], by=request.user)
    except REFUSALS as error:
        return _refused(request, issue, admin, form, refusal(error))
    said = f"{issue} leaves at {spoken(form.cleaned_data['sends_at'])}."
    if had:
        undo.offer(request, said, address(issue, "hour"), **before, was=hour_of(issue))
    else:
        undo.offer(request, said, address(issue, "unscheduling"))
    return redirect(_back(request, issue))


def said(request, issue: Issue, *, admin, verb: str):
    """One verb, said of an issue."""
    if request.method != "POST":
        return redirect(address(issue))
    _must_send(request, issue)
    form = ReasonForm(request.POST, auto_id="stop_%s")
    why = {"note": form.data.get("note", "")} if verb in ("pause", "stop") else {}
    try:
        getattr(sending, verb)(issue, by=request.user, **why)
    except REFUSALS as error:
        issue.refresh_from_db()
        return shown(request, issue, admin=admin, refused=refusal(error), reason=form)
    if verb == "send_now" and issue.sends_at:
        way_back, small = address(issue, "unscheduling"), "Until then it can be taken back."
        undo.offer_until(request, f"{issue} leaves.", way_back, until=issue.sends_at, small=small)
    else:
        messages.success(request, f"{issue}: {_SAID[verb]}")
    return redirect(_back(request, issue))


def _refused(request, issue: Issue, admin, form: LeavesForm, reasons: list[str]):
    """The page again; sent from the schedule, which shows messages, the reasons as messages there."""
    if request.POST.get("next"):
        for reason in reasons or [str(error) for errors in form.errors.values() for error in errors]:
            messages.error(request, f"{issue}: {reason}")
        return redirect(_back(request, issue))
    issue.refresh_from_db()
    return shown(request, issue, admin=admin, leaves=form, refused=reasons)


def _back(request, issue: Issue) -> str:
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if is_ours else address(issue)


def _must_send(request, issue: Issue) -> None:
    if not request.user.has_perm(sending.PERMISSION, issue):
        raise PermissionDenied("Producers and publishers say when an issue leaves.")
