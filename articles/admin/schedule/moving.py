"""Giving something another hour, from the schedule: the doors of a slot, an end and an embargo, with ways back."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles import bundled, clock, workflow
from articles.admin import foretold, modules, reach, undo
from articles.admin.base import is_key
from articles.admin.doors import REFUSALS, story_url
from articles.admin.out import Out
from articles.admin.planning import back
from articles.admin.schedule import walls
from articles.admin.schedule.forms import EmbargoForm, EndingForm, HourForm, SlotForm, zones
from articles.admin.schedule.timed import window_of
from articles.admin.verbs import refusal
from articles.hours import zone_of
from articles.models import Edition, Story
from articles.moments import NEVER
from articles.rules import may_walk_in_time

MOVE, EXPIRE = (workflow.MOVES[verb].permission for verb in ("reschedule", "expire"))


def urls(door):
    """The doors. `door` is how the story's admin wraps its views."""
    return [
        path("<int:pk>/slot/<int:edition>/", door(slot), name="articles_story_slot"),
        path("<int:pk>/ending/<int:edition>/", door(ending), name="articles_story_ending"),
        path("<int:pk>/embargo/", door(embargo), name="articles_story_embargo"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def slot(request, pk: int, edition: int, *, site: AdminSite):
    """The window of an edition that waits: read, and moved. What is refused stays on the page, with every reason."""
    story = reach.story_or_404(request, pk)
    coming = get_object_or_404(story.editions.select_related("revision"), pk=edition)
    coming.story = story
    if not reach.may(request, MOVE, story):
        raise PermissionDenied(f"{request.user} may not move “{story}”.")
    if request.method != "POST" and coming.live_from <= clock.now():
        messages.warning(request, f"Edition {coming.number} of “{story}” has opened: its hour stays.")
        return redirect(story_url(story))
    place = bundled.place_of(story, clock.now()) if request.method != "POST" else None
    if place and place.edition_id == coming.pk:
        messages.warning(
            request, f"“{story}” goes out with the bundle “{place.bundle}”: move that, or take it out."
        )
        return redirect(story_url(story))
    form = SlotForm(request.POST if request.method == "POST" else None, by=request.user, edition=coming)
    if form.is_bound and form.is_valid() and _moved(request, form):
        return redirect(back(request, story))
    return render(request, "admin/schedule/slot.html", _slot_page(request, site, form, coming))


def _moved(request, form: SlotForm) -> bool:
    """Say it, and offer the way back. Otherwise the form says why not."""
    before = form.as_typed()
    try:
        edition = workflow.reschedule(form.story, by=request.user, edition=form.edition, **form.wish)
    except workflow.PreflightFailed as error:
        for reason in error.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, reason.message)
        return False
    except REFUSALS as error:
        form.add_error(None, str(error))
        return False
    here = reverse("admin:articles_story_slot", args=[form.story.pk, edition.pk])
    undo.offer(request, _said(edition, request.user), here, **before, was=window_of(edition))
    return True


def _said(edition: Edition, user) -> str:
    when, until = _when(edition.opens_at, user), edition.closes_at
    ends = f", until {_sentence(until, user)[0]}" if until else ""
    if edition.is_held:
        return f"“{edition.headline}” is held, and planned for {when}{ends}."
    return f"“{edition.headline}” opens {when}{ends}."


def _slot_page(request, site: AdminSite, form: SlotForm, edition: Edition) -> dict:
    story, now, out = edition.story, clock.now(), Out.of(edition.story)
    content = edition.revision.content
    may_change = reach.may(request, "articles.change_story", story)
    return {
        **site.each_context(request),
        "title": "Set its hour",
        "story": story,
        "edition": edition,
        "form": form,
        "embargo": EmbargoForm(by=request.user, story=story) if may_change else None,
        "resolved": _sentence(edition.opens_at, request.user),
        "countdown": "" if edition.is_held else walls.countdown(edition.opens_at, now),
        "then": _then(request, edition),
        "says": foretold.said_of("reschedule", story, out, user=request.user, content=content),
        "places": foretold.places(story, content),
        "hearers": out.listening.opening,
        "out": out,
        "clocks": walls.clocks(zones(request.user, story), now),
        "next": request.POST.get("next") or request.GET.get("next") or reverse("admin:schedule"),
        "import_map": modules.import_map(request, "schedule"),
    }


def _then(request, edition: Edition) -> str:
    """The address of the front as it will be when an edition opens, for who may see it."""
    query = {"at": edition.opens_at.isoformat(), "path": "/"}
    return reverse("admin:time_machine", query=query) if may_walk_in_time(request.user) else ""


@require_POST
def ending(request, pk: int, edition: int, *, site: AdminSite):
    """The end of what readers have, set, moved or taken away."""
    story = reach.story_or_404(request, pk)
    if not reach.may(request, EXPIRE, story):
        raise PermissionDenied(f"{request.user} may not set when readers lose “{story}”.")
    live = story.editions.live().filter(pk=edition).first()
    if live is None:
        messages.warning(request, f"Readers of “{story}” have another edition now, or none: look again.")
        return redirect(back(request, story))
    live.story = story
    form = EndingForm(request.POST, by=request.user, edition=live)
    if form.is_valid():
        _end(request, form)
    _say_what_is_wrong(request, form)
    return redirect(back(request, story))


def _end(request, form: EndingForm) -> None:
    story, before = form.story, form.as_typed()
    try:
        edition = workflow.expire(story, by=request.user, at=form.wish["until"])
    except REFUSALS as error:
        messages.error(request, " ".join(refusal(error)))
        return
    until = edition.closes_at
    said = f"ends {_when(until, request.user)}" if until else "stays for good"
    here = reverse("admin:articles_story_ending", args=[story.pk, edition.pk])
    undo.offer(request, f"“{edition.headline}” {said}.", here, **before, was=window_of(edition))


def _say_what_is_wrong(request, form: HourForm) -> None:
    for error in [error for errors in form.errors.values() for error in errors]:
        messages.error(request, f"“{form.story}”: {error}")


@require_POST
def embargo(request, pk: int, *, site: AdminSite):
    """The floor under a story, laid, moved or lifted. An hour that is refused stays where it was typed."""
    story = reach.story_to_change(request, pk)
    form = EmbargoForm(request.POST, by=request.user, story=story)
    if form.is_valid():
        _lay(request, story, form)
    elif edition := _typed_beside(request, story):
        slot_form = SlotForm(by=request.user, edition=edition)
        page = _slot_page(request, site, slot_form, edition) | {"embargo": form}
        return render(request, "admin/schedule/slot.html", page)
    _say_what_is_wrong(request, form)
    return redirect(back(request, story))


def _typed_beside(request, story: Story) -> Edition | None:
    """The edition on whose page an embargo was typed, as long as it waits, for who may move it."""
    pk = request.POST.get("slot", "")
    if not is_key(pk) or not reach.may(request, MOVE, story):
        return None
    edition = story.editions.coming().select_related("revision").filter(pk=pk).first()
    if edition:
        edition.story = story
    return edition


def _lay(request, story: Story, form: EmbargoForm) -> None:
    before = form.as_typed()
    try:
        workflow.revise(story, by=request.user, **form.wish)
    except REFUSALS as error:
        messages.error(request, " ".join(refusal(error)))
        return
    until = story.embargoed_until
    said = "no more"
    if until:
        said = f"until {'further notice' if until >= NEVER else _when(until, request.user)}"
    here = reverse("admin:articles_story_embargo", args=[story.pk])
    undo.offer(request, f"“{story}” is under embargo {said}.", here, **before)


def _when(moment: datetime, user) -> str:
    """A moment in full, by the paper's clocks and mine."""
    return ", ".join(_sentence(moment, user))


def _sentence(moment: datetime, user) -> list[str]:
    return walls.sentence(moment, settings.SITE_ZONE, zone_of(user), clock.now())
