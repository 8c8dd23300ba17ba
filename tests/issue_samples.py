"""Issues of newsletters for tests."""

from itertools import count

from articles import clock
from articles.models import Edition, Story
from newsletters import letters
from newsletters.models import Issue, IssueStory, Newsletter
from tests.factories import NOON
from tests.newsletter_samples import make_newsletter

_numbers = count(1)


def make_issue(newsletter: Newsletter | None = None, *stories: Story, **fields) -> Issue:
    """A draft, which holds stories in the order in which they are named."""
    newsletter = newsletter or make_newsletter()
    issue = Issue.objects.create(newsletter=newsletter, **{"number": next(_numbers)} | fields)
    for position, story in enumerate(stories, start=1):
        IssueStory.objects.create(issue=issue, story=story, position=position)
    return issue


def leave(issue: Issue, *, now=None) -> Issue:
    """Let an issue be frozen as it is when it leaves, and be sent."""
    issue.content = letters.freeze(issue, now=now)
    issue.state, issue.frozen_at = Issue.State.SENT, now or clock.now()
    issue.save()
    return issue


def sent_issue(newsletter: Newsletter, *stories: Story, at=NOON) -> Issue:
    """An issue that went out at a moment, with what readers had of the stories then."""
    issue = make_issue(newsletter, *stories, state=Issue.State.SENT, frozen_at=at, ended_at=at)
    for place in issue.stories.all():
        place.edition = Edition.objects.live(at).get(story=place.story)
        place.save()
    return issue
