"""Bundles at the desk: which there are, what is in one, who of it cannot go and why, and a door for each thing done."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from articles import bundles, clock, workflow
from articles.admin import reach
from articles.admin.doors import REFUSALS
from articles.admin.line import Line, Mark, for_lines
from articles.admin.verbs import refusal
from articles.admin.wall_time import KeptTimeField, set_zone
from articles.hours import hour
from articles.models import Bundle, BundledStory, Edition, Story
from articles.preflight import Reason

MOST = 50


class NameForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, help_text="What the desk calls it.")


class HourForm(forms.Form):
    at = KeptTimeField(label="From")

    def __init__(self, data=None, *, by, bundle: Bundle):
        super().__init__(data, initial={"at": bundle.opens_at})
        set_zone(self, by)


class StoryChoice(forms.Form):
    story = forms.ModelChoiceField(Story.objects.none(), label="Story")

    def __init__(self, data=None, *, by, bundle: Bundle):
        super().__init__(data)
        self.fields["story"].queryset = _may_join(by, bundle)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Place:
    """A story of a bundle as its page shows it, with what stands against its going."""

    line: Line
    against: list[Reason]
    waits: Mark | None


def urls(site: AdminSite) -> list:
    """The addresses of bundles, each behind the door of the desk."""

    def door(view, **known):
        return site.admin_view(partial(_asked, view=partial(view, **known), site=site))

    return [
        path("schedule/bundles/", door(everything), name="bundles"),
        path("schedule/bundles/<int:pk>/", door(one), name="bundle"),
        path("schedule/bundles/<int:pk>/stories/", door(said, say=_add), name="bundle_stories"),
        path(
            "schedule/bundles/<int:pk>/stories/<int:story>/removal/",
            door(said, say=_remove),
            name="bundle_removal",
        ),
        path("schedule/bundles/<int:pk>/hour/", door(said, say=_set_hour), name="bundle_hour"),
        path("schedule/bundles/<int:pk>/publication/", door(said, say=_release), name="bundle_publication"),
        path(
            "schedule/bundles/<int:pk>/unscheduling/", door(said, say=_take_back), name="bundle_unscheduling"
        ),
    ]


def _asked(request, *, view, site: AdminSite, **at):
    """Who neither schedules nor publishes has nothing to do with bundles."""
    if not (request.user.has_perm(bundles.SCHEDULE) or request.user.has_perm(bundles.PUBLISH)):
        raise PermissionDenied("Producers and publishers keep the bundles.")
    return view(request, site=site, **at)


@require_http_methods(["GET", "HEAD", "POST"])
def everything(request, *, site: AdminSite):
    """The bundles whose stories are all in reach, the newest first; POST makes one."""
    if request.method == "POST" and not request.user.has_perm(bundles.PUBLISH):
        raise PermissionDenied("A publisher makes bundles.")
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return redirect("admin:bundle", bundles.make(by=request.user, name=form.cleaned_data["name"]).pk)
    now = clock.now()
    found = list(in_reach(request.user).prefetch_related("members__edition")[:MOST])
    context = {
        "title": "Bundles",
        "rows": [(bundle, _mark(bundle, now), len(bundle.members.all())) for bundle in found],
        "form": form,
        "may_make": request.user.has_perm(bundles.PUBLISH),
    }
    return render(request, "admin/bundles/list.html", site.each_context(request) | context)


@require_http_methods(["GET", "HEAD"])
def one(request, pk: int, *, site: AdminSite):
    return _page(request, site, _bundle_or_404(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def said(request, pk: int, *, site: AdminSite, say, **at):
    """Say one thing of a bundle; where it is refused, its page comes again with every reason."""
    bundle = _bundle_or_404(request, pk)
    if request.method != "POST":
        return redirect("admin:bundle", pk)
    try:
        refused = say(request, bundle, **at)
    except REFUSALS as error:
        refused = refusal(error)
    if refused:
        return _page(request, site, _bundle_or_404(request, pk), refused=refused)
    return redirect("admin:bundle", pk)


def _add(request, bundle: Bundle) -> list[str]:
    form = StoryChoice(request.POST, by=request.user, bundle=bundle)
    if not form.is_valid():
        return ["Choose a story that is not in it."]
    bundles.add(bundle, form.cleaned_data["story"], by=request.user)
    messages.success(request, f"“{form.cleaned_data['story']}” goes along.")
    return []


def _remove(request, bundle: Bundle, story: int) -> list[str]:
    place = bundle.members.select_related("story").filter(story=story).first()
    if place is None:
        return ["It is not in the bundle."]
    bundles.remove(bundle, place.story, by=request.user)
    messages.success(request, f"“{place.story}” does not go along.")
    return []


def _set_hour(request, bundle: Bundle) -> list[str]:
    form = HourForm(request.POST, by=request.user, bundle=bundle)
    if not form.is_valid():
        return [str(error) for errors in form.errors.values() for error in errors]
    opens = form.cleaned_data["at"]
    bundles.set_hour(bundle, by=request.user, at=opens)
    messages.success(request, f"All of “{bundle}” goes out {hour(opens, clock.now())}.")
    return []


def _release(request, bundle: Bundle) -> list[str]:
    bundles.release(bundle, by=request.user)
    messages.success(request, f"All of “{bundle}” is out.")
    return []


def _take_back(request, bundle: Bundle) -> list[str]:
    bundles.take_back(bundle, by=request.user)
    messages.success(request, f"Nothing of “{bundle}” waits any more.")
    return []


def in_reach(user):
    """Bundles without a story that somebody may not see."""
    beyond = BundledStory.objects.exclude(story__in=reach.stories(user).order_by().values("pk"))
    return Bundle.objects.exclude(pk__in=beyond.values("bundle"))


def _bundle_or_404(request, pk: int) -> Bundle:
    found = in_reach(request.user).filter(pk=pk).prefetch_related("members__edition").first()
    if found is None:
        raise Http404("There is no such bundle at your desk.")
    return found


def _may_join(user, bundle: Bundle):
    """What could go along: copy on its way of which readers have nothing newer, or that waits for an hour already."""
    coming = Edition.objects.coming().order_by().values("story")
    on_its_way = Q(status__in=workflow.ON_ITS_WAY) & (Q(is_in_work=True) | Q(pk__in=coming))
    return reach.stories(user).filter(on_its_way).exclude(bundled__bundle=bundle).order_by("-modified_at")


def _mark(bundle: Bundle, now) -> Mark:
    """How far a bundle is. Wants its members' editions."""
    editions = [place.edition for place in bundle.members.all() if place.edition]
    if not bundle.set_at:
        return Mark("spiked", "Does not go") if bundle.fell_because else Mark("draft", "Being made")
    if not any(edition.live_from > now for edition in editions):
        return Mark("live", "Out")
    opens = hour(bundle.opens_at, now) if bundle.opens_at else ""
    is_held = any(edition.is_held for edition in editions)
    return Mark("held", f"Held, {opens}") if is_held else Mark("scheduled", opens)


def _places(request, bundle: Bundle, now) -> list[Place]:
    known = ("story__cleared_revision", "story__section", "edition__revision")
    rows = list(bundle.members.select_related(*known).prefetch_related("story__alt_waivers").order_by("pk"))
    lines = for_lines(Story.objects.filter(bundled__bundle=bundle)).in_bulk()
    opens = bundle.opens_at if bundle.opens_at and bundle.opens_at > now else None
    found, shelf = [], bundles.shelf_of(rows, now)
    for row in rows:
        line = Line(lines[row.story_id], request.user, now)
        waits = row.edition is not None and row.edition.live_from > now
        against = [] if _is_out(row, now) else bundles.reasons_against(row, opens, now, shelf)
        mark = (
            Mark("held" if row.edition.is_held else "scheduled", "waits") if waits and row.edition else None
        )
        found.append(Place(line, against, mark))
    return found


def _is_out(row: BundledStory, now) -> bool:
    return row.edition is not None and row.edition.live_from <= now


def _page(request, site: AdminSite, bundle: Bundle, *, refused: list[str] | None = None):
    now = clock.now()
    places = _places(request, bundle, now)
    mark = _mark(bundle, now)
    context: dict[str, Any] = {
        "title": str(bundle),
        "bundle": bundle,
        "mark": mark,
        "places": places,
        "cannot": sum(bool(place.against) for place in places),
        "refused": refused or [],
        "is_out": mark.kind == "live",
        "hour_form": HourForm(request.POST if "at" in request.POST else None, by=request.user, bundle=bundle),
        "story_form": StoryChoice(by=request.user, bundle=bundle),
        "may_publish": request.user.has_perm(bundles.PUBLISH),
        "now": now,
    }
    return render(request, "admin/bundles/page.html", site.each_context(request) | context)
