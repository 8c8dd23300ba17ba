"""The page of an issue: what it holds, what could go into it, what it says, when it leaves."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from articles import clock, reading, search
from articles.admin import modules
from articles.admin.line import Mark
from articles.body import schema
from articles.models import Edition, Section
from articles.search.filters import Filters
from newsletters import audience, composing, filling, sending
from newsletters.admin import done, under_way
from newsletters.admin.forms import LeavesForm, ReasonForm, TestForm, WordsForm
from newsletters.models import Issue, IssueStory

CANDIDATES = 20
_EDITOR = {"django-prose-editor/editor": "django_prose_editor/editor.js"}
_KINDS = {
    Issue.State.DRAFT: "draft",
    Issue.State.SCHEDULED: "scheduled",
    Issue.State.SENDING: "live",
    Issue.State.PAUSED: "held",
    Issue.State.STOPPED: "killed",
    Issue.State.SENT: "expired",
}
_WHY = {
    IssueStory.Why.FILLED: Mark("cleared", "By the rule"),
    IssueStory.Why.CORRECTED: Mark("changed", "Put right since it was sent"),
    IssueStory.Why.UPDATED: Mark("changed", "Updated since it was sent"),
}
_GONE = Mark("killed", "Readers have it no more: no letter will say it")


@dataclass(frozen=True)
class Place:
    """A story of an issue, as readers have it or, where they have it no more, had it last."""

    number: int
    edition: Edition
    why: str
    is_live: bool
    is_kept: bool  # Whether it has a place of its own, or comes by itself when the issue leaves.

    @property
    def marks(self) -> list[Mark]:
        why = _WHY.get(IssueStory.Why(self.why))
        return [mark for mark in (why, None if self.is_live else _GONE) if mark]


def mark_of(issue: Issue) -> Mark:
    return Mark(_KINDS[Issue.State(issue.state)], issue.get_state_display())


def address(issue: Issue, noun: str = "change") -> str:
    return reverse(f"admin:newsletters_issue_{noun}", args=[issue.pk])


def shown(
    request: HttpRequest, issue: Issue, *, admin, refused: list[str] | None = None, **forms: Any
) -> HttpResponse:
    """The page, with what was refused and the forms as they were filled in."""
    user, may_change = request.user, admin.has_change_permission(request)
    is_open = issue.state in composing.OPEN
    places = _places(issue)
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "title": str(issue),
        "issue": issue,
        "mark": mark_of(issue),
        "has_page": not is_open and Issue.objects.past().for_readers().filter(pk=issue.pk).exists(),
        "now": clock.now(),
        "here": request.get_full_path(),
        "refused": refused or [],
        "places": places,
        "gone": sum(not place.is_live for place in places),
        "taken_out": _taken_out(issue) if is_open else [],
        "may_compose": may_change and is_open,
        "verbs": sending.sayable(issue, cast(User, user)),
        "words": WordsForm(issue=issue),
        "done": done.told(issue),
        "reaches": audience.in_words(issue.newsletter) if is_open else "",
        "leaves": LeavesForm(by=user, issue=issue),
        "reason": ReasonForm(auto_id="stop_%s"),
        "test": TestForm(by=user),
        "candidates": _candidates(request, [place.edition.story_id for place in places]) if is_open else [],
        "under_way": under_way.told(issue),
        "asked": {name: request.GET.get(name, "") for name in ("q", "section")},
        "sections": Section.objects.order_by("position", "name"),
        "grammar": schema.as_data(),
        "import_map": modules.import_map(request, "editor", _EDITOR),
    }
    return render(request, "admin/newsletters/issue/page.html", context | forms)


def _places(issue: Issue) -> list[Place]:
    """What it holds: of an issue that has left, what was sent."""
    if issue.state in composing.OPEN:
        picks = [(pick.story, pick.why) for pick in filling.holds(issue)]
    else:
        picks = [(entry["story"], entry["why"]) for entry in issue.content["stories"]]
    stories = [story for story, _ in picks]
    live = _by_story(Edition.objects.live().filter(story__in=stories))
    gone = [story for story in stories if story not in live]
    last = _by_story(Edition.objects.opened().filter(story__in=gone).order_by("live_from")) if gone else {}
    kept = set(issue.stories.filter(is_left_out=False).values_list("story", flat=True))
    found = [(story, why) for story, why in picks if story in live or story in last]
    return [
        Place(number, live.get(story) or last[story], why, story in live, story in kept)
        for number, (story, why) in enumerate(found, start=1)
    ]


def _taken_out(issue: Issue) -> list[Edition]:
    """What came by itself and was taken out, as far as readers have it."""
    left_out = issue.stories.filter(is_left_out=True).values("story")
    return list(Edition.objects.live().filter(story__in=left_out).for_cards())


def _candidates(request: HttpRequest, there: list[int]) -> list[Edition]:
    """What readers have and the issue does not, as it was asked for: the newest first, or what was searched for."""
    words, slug = request.GET.get("q", "").strip(), request.GET.get("section", "")
    if words:
        hits = search.find(words, filters=Filters(section=slug), limit=CANDIDATES).hits
        return [hit.edition for hit in hits if hit.edition.story_id not in there]
    live = Edition.objects.live().exclude(story__in=there).newest_first().for_cards()
    section = reading.section(slug) if slug else None
    return list((live.in_section(section) if section else live)[:CANDIDATES])


def _by_story(editions) -> dict[int, Edition]:
    return {edition.story_id: edition for edition in editions.for_cards()}
