"""What a story's page sends by itself while somebody writes: their text, and a sign that they are there."""

from datetime import datetime
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, BadRequest, PermissionDenied
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import clock, merging, presences, revisions, workflow
from articles.admin import reach, room
from articles.admin.byline import as_rows
from articles.admin.copies import label
from articles.admin.doors import story_url
from articles.admin.panel import says
from articles.admin.sent import Sent, follow_the_headline, last_sent
from articles.hours import local
from articles.models import Revision, Story
from articles.models.revision import desk_of

LONGEST_RUN, LONGEST_FIELD = 36, 40


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request, *, admin: ModelAdmin):
    """Keep the first that a page sends of a new story: it is a draft from here on, with an address of its own.

    Whoever asks by a sitting is told where the story is saved that was begun in it, if one was.
    """
    if not reach.may(request, "articles.add_story"):
        raise PermissionDenied(f"{request.user} may not begin a story.")
    if request.method != "POST" and "run" not in request.GET:
        return redirect("admin:articles_story_add")
    begun = _begun(request)
    if request.method != "POST":
        return JsonResponse({"autosave": _autosave_url(begun)} if begun else {})
    if begun:
        return autosave(request, begun.pk, admin=admin)
    sent = Sent(request, admin, None, request.POST)
    if NON_FIELD_ERRORS in sent.errors:
        return JsonResponse({"nothing": True})
    with transaction.atomic():
        story = Story.objects.create(created_by=request.user)
        return _kept(request, admin, story, sent)


@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request, pk: int, *, admin: ModelAdmin):
    """Keep what a page sends of a story. Who comes here by its address is led to the story."""
    story = reach.story_to_change(request, pk)
    if request.method != "POST":
        return redirect(story_url(story))
    return _kept(request, admin, story, Sent(request, admin, story, request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
def presence(request, pk: int, *, admin: ModelAdmin):
    """Take a sign of life, and tell who else is here and how far the story is."""
    story = reach.story_to_change(request, pk)
    if request.method != "POST":
        return redirect(story_url(story))
    run = _run(request)
    if "gone" in request.POST:
        presences.leave(story, user=request.user, run=run)
    else:
        now = clock.now()
        presences.forget(at=now)
        _sign(request, story, run, _number(request.POST.get("version") or str(story.version)), at=now)
    return JsonResponse(_here(request, story, at=clock.now()))


def _kept(request, admin: ModelAdmin, story: Story, sent: Sent) -> JsonResponse:
    """Keep what was sent, and answer with what became of it."""
    run, status = _run(request), story.status
    others_saved = story.version > _began_at(request, story)
    try:
        revision = _keep(request, admin, story, sent, run)
    except workflow.StaleVersion as stale:
        return JsonResponse(_conflict(request, stale), status=409)
    except workflow.IllegalMove as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    answer = _answer(request, admin, story, sent, revision, status)
    return JsonResponse(answer | {"others_saved": others_saved})


def _run(request) -> str:
    run = (request.POST if request.method == "POST" else request.GET).get("run", "")
    if not run or len(run) > LONGEST_RUN:
        raise BadRequest("A page that saves by itself says which sitting it is of.")
    return run


def _autosave_url(story: Story) -> str:
    return reverse("admin:articles_story_autosave", args=[story.pk])


def _begun(request) -> Story | None:
    """The story that this page has begun already, where the answer to that was lost on its way."""
    began = Revision.objects.filter(run=_run(request), by=request.user, story__created_by=request.user)
    first = began.order_by("number").select_related("story").first()
    return first.story if first else None


def _keep(request, admin: ModelAdmin, story: Story, sent: Sent, run: str) -> Revision:
    """Say `autosave`; what an embargo forbids is left out of it. Returns the revision that holds the copy."""
    version = _began_at(request, story)
    follow_the_headline(story, sent.fields, version)
    was = last_sent(request, admin, story)
    try:
        return _say(request, story, sent, version=version, run=run, was=was)
    except workflow.PreflightFailed as refusal:
        for reason in refusal.reasons:
            sent.leave_out(reason.field, reason.message)
        return _say(request, story, sent, version=version, run=run, was=was)


def _say(request, story: Story, sent: Sent, **how) -> Revision:
    return workflow.autosave(story, by=request.user, **how, **sent.fields)


def _began_at(request, story: Story) -> int:
    """The version of the copy that the page began from."""
    typed = request.POST.get("version")
    return _number(typed) if typed else story.version


def _number(typed: str) -> int:
    if not typed.isdecimal() or len(typed) > 9:
        raise BadRequest("The page lost the version it began from.")
    return int(typed)


def _sign(request, story: Story, run: str, version: int, *, at: datetime) -> None:
    field = request.POST.get("field", "")[:LONGEST_FIELD]
    presences.sign(story, user=request.user, run=run, field=field, version=version, at=at)


def _here(request, story: Story, *, at: datetime) -> dict:
    """Who else is in the story, and how far it is."""
    others = [
        {"name": str(row.user), "field": label(row.field) if row.field else ""}
        for row in presences.others(story, user=request.user, at=at)
    ]
    return {
        "others": others,
        "version": story.version,
        "status": story.status,
        "status_said": story.get_status_display(),
    }


def _conflict(request, stale: workflow.StaleVersion) -> dict:
    newest = revisions.newest(stale.story)
    is_me = newest is not None and newest.by == request.user
    who = "You, in another window," if is_me else newest.by_name if newest else ""
    return {
        "conflict": reverse("admin:articles_story_conflict", args=[stale.story.pk, stale.refused.number]),
        "who": who,
        "at": _hour(stale.refused.at),
    }


def _answer(
    request, admin: ModelAdmin, story: Story, sent: Sent, revision: Revision, status: str
) -> dict[str, Any]:
    """When it was saved and as what, what could not be, and what stands otherwise than it was typed.

    That is what others changed meanwhile, or what follows from what was typed, as the slug does from a headline.
    """
    now, stands = clock.now(), revision.content | desk_of(story)
    typed = revisions.typed(story, sent.fields, stands=stands)
    shown = {*sent.form.fields, "bylines"} & typed.keys()
    changed = [
        name
        for name in sorted(shown)
        if merging.in_order(name, typed[name]) != merging.in_order(name, stands[name])
    ]
    _sign(request, story, _run(request), story.version, at=now)
    return _here(request, story, at=now) | {
        "saved_at": _hour(revision.at),
        "reopened": story.status != status,
        "not_saved": {name: reason for name, reason in sent.errors.items() if name != "version"},
        "merged": _as_typed(request, admin, story, changed) if changed else {},
        "panel": says(story, revision.content),
        "addresses": room.addresses_of(story),
        "address": reverse("admin:articles_story_change", args=[story.pk]),
        "autosave": _autosave_url(story),
        "presence": reverse("admin:articles_story_presence", args=[story.pk]),
        "versions": reverse("admin:articles_story_keep", args=[story.pk]),
    }


def _as_typed(request, admin: ModelAdmin, story: Story, names: list[str]) -> dict[str, Any]:
    """What others changed, as the form’s fields say it; credits as rows. None where only a fresh page can show it."""
    form = admin.get_form(request, story, change=True)(instance=story)
    shown: dict[str, Any] = {}
    for name in names:
        if name == "bylines":
            shown[name] = as_rows(story)
            continue
        value = form[name].value()
        value = value[0] if isinstance(value, tuple) else value
        field = form.fields.get(name)
        shown[name] = (
            field.widget.format_value(value) if field and hasattr(field.widget, "format_value") else value
        )
    return shown


def _hour(at: datetime) -> str:
    """To the second, on the paper's clocks, as the page says every hour that names no other zone."""
    return f"{local(at):%H:%M:%S}"
