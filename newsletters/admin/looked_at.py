"""An issue as it will be read: in HTML and as text, on a phone and wide, in light and in dark; and a test by mail."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.admin.doors import REFUSALS
from articles.admin.preview import framed
from articles.admin.verbs import refusal
from newsletters import composing, letters, trials
from newsletters.admin.composed import must_compose
from newsletters.admin.forms import TestForm
from newsletters.admin.page import address, mark_of, shown
from newsletters.models import Issue

# What the frames may show: a letter as it is. It fetches the paper's own pictures, runs nothing and leads nowhere.
FRAMED_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
LIGHTS = {"light": "not all", "dark": "all"}
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\)")


@require_safe
def room(request, issue: Issue, *, admin):
    """The letter on every screen, and how a mailbox lists it."""
    light, now = request.GET.get("light", ""), _letter(issue)
    context = {
        **admin.admin_site.each_context(request),
        "title": f"Preview of {issue}",
        "issue": issue,
        "mark": mark_of(issue),
        "letter": now,
        "kilobytes": f"{len(now.html.encode()) / 1000:.0f}",
        "light": light if light in LIGHTS else "",
    }
    return render(request, "admin/newsletters/issue/preview.html", context)


@require_safe
def letter(request, issue: Issue, *, admin):
    """The letter's HTML, for the frames: in the light that is asked for, or in that of whoever looks."""
    html = _letter(issue).html
    if query := LIGHTS.get(request.GET.get("light", "")):
        html = _DARK.sub(f"@media {query}", html)
    return framed(HttpResponse(html), FRAMED_POLICY)


def test(request, issue: Issue, *, admin):
    """A test by mail, to oneself or colleagues."""
    if request.method != "POST":
        return redirect(address(issue))
    must_compose(request, admin)
    form = TestForm(request.POST, by=request.user)
    if not form.is_valid():
        return shown(request, issue, admin=admin, test=form)
    try:
        trials.send(issue, form.cleaned_data["to"], by=request.user)
    except REFUSALS as error:
        return shown(request, issue, admin=admin, test=form, refused=refusal(error))
    names = ", ".join(str(one) for one in form.cleaned_data["to"])
    messages.success(request, f"A test is on its way to {names}.")
    return redirect(address(issue))


def _letter(issue: Issue) -> letters.Letter:
    """As it would be now; of what has left, as it is still sent. Nobody's own addresses stand in it."""
    is_open = issue.state in composing.OPEN
    whole = letters.letter(issue, letters.drafted(issue) if is_open else letters.still(issue))
    return letters.addressed(whole, unsubscription="#", preferences="#")
