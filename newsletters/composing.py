"""Putting an issue together: its stories and its words, as long as it has not left.

Each verb is one transaction: lock the issue, permit, check, change. Several may compose one issue: stories are put in,
taken out and moved one by one, so that nobody undoes what somebody else did. What an editor takes out that came by
itself does not come back. Raises PermissionDenied, and IllegalMove for an issue that has left.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from articles.acts import IllegalMove
from articles.models import Edition, Story
from newsletters import filling
from newsletters.models import Issue, IssueStory, Newsletter
from newsletters.models.newsletter import MOST

PERMISSION = "newsletters.change_issue"
OPEN = frozenset({Issue.State.DRAFT, Issue.State.SCHEDULED})
WORDS = ("subject", "preheader", "intro")
Why = IssueStory.Why


class WrittenMeanwhile(Exception):
    """Somebody else has written something else in the same place. The message is the name of the place."""


def begin(newsletter: Newsletter, *, by: User) -> Issue:
    """A new draft, with the next number; by its newsletter's rule, if that has one."""
    if not by.has_perm("newsletters.add_issue"):
        raise PermissionDenied(f"{by} may not begin an issue.")
    with transaction.atomic():
        Newsletter.objects.select_for_update().get(pk=newsletter.pk)
        return Issue.objects.create(
            newsletter=newsletter,
            number=newsletter.next_number(),
            is_filled=newsletter.fills_itself,
            by=by,
        )


def put_in(issue: Issue, story: Story, *, by: User, place: int | None = None) -> None:
    """Put a story into an issue, at a place (from 1) or at its end. Raises IllegalMove for what readers do not have."""
    with _changing(issue, by):
        if not Edition.objects.live().filter(story=story).exists():
            raise IllegalMove(f"Readers do not have “{story}”: only what is live goes into an issue.")
        there = issue.stories.filter(is_left_out=False)
        if there.filter(story=story).exists():
            raise IllegalMove(f"“{story}” is in it already.")
        if there.count() >= MOST:
            raise IllegalMove(
                f"There are {MOST} stories in it, and no letter holds more: take one out first."
            )
        issue.stories.filter(story=story).delete()
        row = IssueStory.objects.create(issue=issue, story=story, position=_end(issue))
        if place is not None:
            _place(issue, row, place)


def take_out(issue: Issue, story: Story, *, by: User) -> int:
    """Take a story out of an issue; returns the place where it stood. Raises IllegalMove if it is not in it."""
    with _changing(issue, by):
        picks = [pick.story for pick in filling.holds(issue)]
        if story.pk not in picks:
            raise IllegalMove(f"“{story}” is not in it.")
        row = issue.stories.filter(story=story).first()
        if row is not None and row.why == Why.CHOSEN and not issue.is_filled:
            row.delete()
        else:
            IssueStory.objects.update_or_create(
                issue=issue, story=story, defaults={"is_left_out": True}, create_defaults=_left_out(issue)
            )
    return picks.index(story.pk) + 1


def move(issue: Issue, story: Story, *, by: User, place: int) -> int:
    """Let a story stand at a place (from 1) among the others; returns the place where it stood."""
    with _changing(issue, by):
        row = issue.stories.filter(story=story, is_left_out=False).first()
        if row is None:
            raise IllegalMove(f"“{story}” is not in it.")
        return _place(issue, row, place)


def choose(issue: Issue, *, by: User) -> None:
    """Take what the rule picks as it is now, and choose from here on by hand."""
    with _changing(issue, by):
        filling.settle(issue)
        issue.is_filled = False


def leave_to_rule(issue: Issue, *, by: User) -> None:
    """Let the rule fill it when it leaves, after what was chosen by hand."""
    with _changing(issue, by):
        if not issue.newsletter.fills_itself:
            raise IllegalMove(f"“{issue.newsletter}” has no rule: an editor chooses.")
        issue.is_filled = True


def say(issue: Issue, *, by: User, over: Mapping[str, str] | None = None, **words: str) -> None:
    """Write its subject, the line after it, or what it says first; what is not named stays as it is.

    `over` is what the writer saw there. Raises WrittenMeanwhile, and writes nothing, where it says something else now.
    """
    with _changing(issue, by):
        for name, said in words.items():
            assert name in WORDS, f"{name} is none of an issue's own words"
            if over and name in over and getattr(issue, name) not in (over[name], said):
                raise WrittenMeanwhile(name)
            setattr(issue, name, said)


@contextmanager
def _changing(issue: Issue, by: User) -> Iterator[None]:
    with transaction.atomic():
        rows = Issue.objects.select_related("newsletter").select_for_update(of=("self",))
        issue.refresh_from_db(from_queryset=rows)
        if not by.has_perm(PERMISSION):
            raise PermissionDenied(f"{by} may not change “{issue}”.")
        if issue.state not in OPEN:
            raise IllegalMove(f"“{issue}” has left: what it says stays as it is.")
        if not issue.is_filled:
            filling.settle(issue)
        yield
        issue.version += 1
        issue.save(update_fields=[*WORDS, "is_filled", "version"])


def _end(issue: Issue) -> int:
    last = issue.stories.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _left_out(issue: Issue) -> dict:
    return {"is_left_out": True, "position": _end(issue), "why": Why.CORRECTED}


def _place(issue: Issue, row: IssueStory, place: int) -> int:
    """Put a row at a place among those that are in, and count them anew; returns where it stood."""
    rows = list(issue.stories.filter(is_left_out=False))
    stood = next(number for number, one in enumerate(rows) if one.pk == row.pk)
    rows.insert(min(max(place, 1), len(rows)) - 1, rows.pop(stood))
    for position, one in enumerate(rows, start=1):
        one.position = position
    IssueStory.objects.bulk_update(rows, ("position",))
    return stood + 1
