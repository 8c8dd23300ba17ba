"""Newsletters and their issues for tests."""

from itertools import count

from articles.models import Edition, Story
from newsletters.models import Issue, IssueStory, Newsletter
from tests.factories import NOON

_numbers = count(1)


def make_newsletter(name: str = "Morning briefing", *, sections=(), topics=(), **fields) -> Newsletter:
    facts = {
        "slug": name.lower().replace(" ", "-"),
        "promise": "What happened, each morning.",
        "sender_name": "The Meridian",
        "sender_address": "letters@newsroom.example",
    }
    newsletter = Newsletter.objects.create(name=name, **facts | fields)
    newsletter.sections.set(sections)
    newsletter.topics.set(topics)
    return newsletter


def make_issue(newsletter: Newsletter | None = None, *stories: Story, **fields) -> Issue:
    """A draft, which holds stories in the order in which they are named."""
    newsletter = newsletter or make_newsletter()
    issue = Issue.objects.create(newsletter=newsletter, **{"number": next(_numbers)} | fields)
    for position, story in enumerate(stories, start=1):
        IssueStory.objects.create(issue=issue, story=story, position=position)
    return issue


def sent_issue(newsletter: Newsletter, *stories: Story, at=NOON) -> Issue:
    """An issue that went out at a moment, with what readers had of the stories then."""
    issue = make_issue(newsletter, *stories, state=Issue.State.SENT, frozen_at=at, ended_at=at)
    for place in issue.stories.all():
        place.edition = Edition.objects.live(at).get(story=place.story)
        place.save()
    return issue
