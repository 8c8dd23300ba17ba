"""What readers may look back on: the issues that left, each with what is live of it now."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import freshness, reading
from articles.models import Edition
from newsletters import letters
from newsletters.letters.page import Page
from newsletters.models import Issue, Newsletter
from newsletters.models.newsletter import PAST_ISSUES

PER_PAGE = 20
MOST_TO_BE_FOUND = 1_000  # issues, the newest, in a sitemap of 50,000 pages at most


def issues_of(slug: str, request) -> dict[str, Any] | None:
    """A newsletter with one page of its issues; None where there is none such.

    One that is offered has a page before its first issue.
    """
    newsletter = Newsletter.objects.for_readers().filter(slug=slug).first()
    if newsletter is None or not (newsletter.is_offered or newsletter.issues.past().exists()):
        return None
    freshness.depends_on(newsletter.tag)
    left = newsletter.issues.past().order_by("-frozen_at", "-pk")
    page = reading.page_of(left, request, PER_PAGE)
    if page is None and "page" in request.GET:
        return None
    issues = page.editions if page else []
    live = _live({story for issue in issues for story in _stories(issue)})
    return {"newsletter": newsletter, "page": page, "issues": [_told(issue, live) for issue in issues]}


def issue_at(slug: str, number: int) -> dict[str, Any] | None:
    """An issue that left, with the live editions of its stories in its order; None where there is none such."""
    left = Issue.objects.past().for_readers().select_related("newsletter")
    issue = left.filter(newsletter__slug=slug, number=number).first()
    if issue is None:
        return None
    freshness.depends_on(issue.newsletter.tag)
    return _told(issue, _live(_stories(issue)))


def to_be_found() -> list[tuple[str, datetime | None]]:
    """What robots are led to: newsletters for every reader, and their last issues, each with when it left."""
    freshness.depends_on(PAST_ISSUES)
    offered = Newsletter.objects.in_the_open().filter(is_offered=True).order_by("pk")
    left = Issue.objects.past().filter(newsletter__audience=Newsletter.Audience.OPEN)
    newest = left.order_by("-frozen_at", "-pk").values_list("newsletter__slug", "number", "frozen_at")
    issues = [
        (reverse("newsletter_issue", args=[slug, number]), at)
        for slug, number, at in newest[:MOST_TO_BE_FOUND]
    ]
    lists = [(newsletter.get_absolute_url(), None) for newsletter in offered]
    return [(reverse("newsletters"), None), *lists, *issues]


def _stories(issue: Issue) -> list[int]:
    return [entry["story"] for entry in issue.content["stories"]]


def _live(stories: Collection[int]) -> dict[int, Edition]:
    """The live editions of some stories. Others leave no trace, but the page is made anew if they come to be live."""
    freshness.would_show(stories)
    live = Edition.objects.live().filter(story__in=stories).order_by().for_cards()
    found = {edition.story_id: edition for edition in live}
    freshness.shows(found.values())
    return found


def _told(issue: Issue, live: dict[int, Edition]) -> dict[str, Any]:
    """An issue as readers are told of it: by words of its own that speak of what is live, and by headlines of now."""
    content = letters.only(issue.content, live)
    editions = [live[story] for story in _stories(issue) if story in live]
    stories = [{"headline": edition.headline} for edition in editions]
    title = Page(issue, content, stories).subject
    return {"issue": issue, "title": title, "intro": mark_safe(content["intro"]), "editions": editions}
