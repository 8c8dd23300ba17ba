"""The two doors of the switch that holds everything: GET tells what will wait or open, POST does it."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from articles import clock, holds
from articles.admin import reach
from articles.admin.doors import REFUSALS
from articles.admin.verbs import refusal
from articles.models import Edition

MOST = 50


class HoldForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        help_text="Everybody at the desk reads it beside your name.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReleaseForm(forms.Form):
    note = forms.CharField(
        label="Note",
        help_text="It stands in the ledger.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def urls(site: AdminSite) -> list:
    def door(view):
        return site.admin_view(lambda request: view(request, site=site))

    return [
        path("schedule/hold/", door(place), name="hold"),
        path("schedule/hold/release/", door(release), name="release"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def place(request, *, site: AdminSite):
    """Stop everything that has not opened, with a reason."""
    _must_be_allowed(request)
    if request.method != "POST" and holds.standing():
        return redirect("admin:release")
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _done(form, holds.hold, request):
        messages.success(request, "Everything that has not opened is held.")
        return redirect("admin:schedule")
    waiting = Edition.objects.coming().filter(held_from=None)
    return _page(site, request, "hold", form, "Hold everything", waiting.count())


@require_http_methods(["GET", "HEAD", "POST"])
def release(request, *, site: AdminSite):
    """Give everything that is held its hour again."""
    _must_be_allowed(request)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _done(form, holds.release, request):
        messages.success(request, "Everything has its hour again. What was overdue is out.")
        return redirect("admin:schedule")
    held = Edition.objects.filter(held_from__isnull=False)
    now = clock.now()
    overdue = held.filter(held_from__lte=now).exclude(held_until__lte=now).order_by("held_from")
    context = {
        "overdue": overdue.count(),
        "overdue_seen": list(reach.of_stories(overdue, request.user)[:MOST]),
        "past": held.filter(held_until__lte=now).count(),
    }
    return _page(site, request, "release", form, "Release everything", held.count(), **context)


def _must_be_allowed(request) -> None:
    if not request.user.has_perm(holds.PERMISSION):
        raise PermissionDenied(f"{request.user} may not hold or release what is scheduled.")


def _done(form, verb, request) -> bool:
    try:
        verb(by=request.user, **form.cleaned_data)
    except REFUSALS as error:
        for reason in refusal(error):
            form.add_error(None, reason)
        return False
    return True


def _page(site, request, name: str, form, title: str, count: int, **more):
    context = site.each_context(request) | {"title": title, "form": form, "count": count} | more
    return render(request, f"admin/schedule/{name}.html", context)
