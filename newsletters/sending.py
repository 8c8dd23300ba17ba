"""Every way in which an issue's state changes: said by somebody who may, or, where it says so, by the house itself.

Each verb is one transaction: lock the row, permit, check, change, write it down. `by` is who acts, `now` is when, by
default the database's clock. Every verb raises PermissionDenied where the person may not, and IllegalMove where the
issue is not in the place for it. None of them sends anything: `newsletters.deliveries` does, as the state allows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from articles import clock, freshness, wall
from articles.acts import IllegalMove, PreflightFailed, must_be_ready
from articles.moments import NEVER
from articles.preflight import Reason
from articles.revisions import name_of
from newsletters.models import Delivery, Issue, IssueEvent, Newsletter
from newsletters.models.newsletter import PAST_ISSUES

__all__ = ["MOVES", "PERMISSION", "IllegalMove", "PreflightFailed"]

PERMISSION = "newsletters.send_issue"
DRAFT, SCHEDULED, SENDING, PAUSED, STOPPED, SENT = Issue.State


@dataclass(frozen=True)
class Move:
    """The states a verb leaves, the one it reaches, whose it is, and what to ask for where it wants a word of why."""

    leaves: frozenset[str]
    reaches: str
    is_the_house: bool = False
    note: str = ""


MOVES = {
    "schedule": Move(frozenset({DRAFT, SCHEDULED}), SCHEDULED),
    "send_now": Move(frozenset({DRAFT, SCHEDULED}), SCHEDULED),
    "unschedule": Move(frozenset({SCHEDULED}), DRAFT),
    "pause": Move(frozenset({SENDING}), PAUSED),
    "resume": Move(frozenset({PAUSED}), SENDING),
    "stop": Move(frozenset({SENDING, PAUSED}), STOPPED, note="Say why nobody else is to get it."),
    "begin": Move(frozenset({SCHEDULED}), SENDING, is_the_house=True),
    "put_off": Move(frozenset({SCHEDULED}), DRAFT, is_the_house=True),
    "halt": Move(frozenset({SENDING}), PAUSED, is_the_house=True),
    "finish": Move(frozenset({SENDING}), SENT, is_the_house=True),
}
_WHERE_IT_IS: dict[str, str] = {
    DRAFT: "It is a draft: give it an hour, or send it now.",
    SCHEDULED: "It is scheduled, and nothing has left yet.",
    SENDING: "It is being sent: pause or stop it.",
    PAUSED: "It is paused: resume or stop it.",
    STOPPED: "It was stopped, and stays so.",
    SENT: "It was sent, and cannot be fetched back.",
}


@dataclass
class _Saying:
    issue: Issue
    at: datetime
    note: str


@contextmanager
def _moving(
    issue: Issue, verb: str, *, by: User | None, now: datetime | None, note: str = ""
) -> Iterator[_Saying]:
    """One move in one transaction. Whatever is refused inside it leaves the issue as it was."""
    move, said = MOVES[verb], verb.replace("_", " ")
    with transaction.atomic():
        rows = Issue.objects.select_related("newsletter").select_for_update(of=("self",))
        issue.refresh_from_db(from_queryset=rows)
        if not (move.is_the_house if by is None else by.has_perm(PERMISSION, issue)):
            raise PermissionDenied(f"{by} may not {said} “{issue}”.")
        if issue.state not in move.leaves:
            raise IllegalMove(f"You cannot {said} “{issue}”. {_WHERE_IT_IS[issue.state]}")
        if move.note and not note.strip():
            raise PreflightFailed([Reason("note", move.note)])
        saying, before = _Saying(issue, now or clock.now(), " ".join(note.split())[:300]), issue.state
        yield saying
        issue.state, issue.said = move.reaches, saying.note
        issue.save()
        _record(issue, verb, by=by, at=saying.at, before=before)


def schedule(issue: Issue, *, at: datetime, by: User, now: datetime | None = None) -> Issue:
    """Let it leave at an hour to come, aware; on the clocks of its own zone, or else of the newsletter's.

    Raises PreflightFailed for an hour that has passed, and with all that would keep it from leaving.
    """
    with _moving(issue, "schedule", by=by, now=now) as saying:
        if not saying.at < at < NEVER:
            must_be_ready([Reason("sends_at", "That hour has passed: choose one to come, or send it now.")])
        must_be_ready(missing(issue))
        _set_hour(issue, at)
    return issue


def send_now(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Let it leave at once: after UNDO_SECONDS, until which it can be taken back."""
    with _moving(issue, "send_now", by=by, now=now) as saying:
        must_be_ready(missing(issue))
        _set_hour(issue, saying.at + timedelta(seconds=settings.UNDO_SECONDS))
    return issue


def unschedule(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Take its hour from it: it is a draft again, and nobody has had it."""
    with _moving(issue, "unschedule", by=by, now=now):
        issue.sends_at, issue.sends_as = None, ""
    return issue


def pause(issue: Issue, *, by: User, note: str = "", now: datetime | None = None) -> Issue:
    """Let what has not left wait. What a worker is saying to a mail server at this moment still leaves."""
    with _moving(issue, "pause", by=by, now=now, note=note):
        return issue


def resume(issue: Issue, *, by: User, now: datetime | None = None) -> Issue:
    """Go on with those who have not had it."""
    with _moving(issue, "resume", by=by, now=now) as saying:
        issue.moved_at = saying.at
    return issue


def stop(issue: Issue, *, by: User, note: str, now: datetime | None = None) -> Issue:
    """Nobody else gets it, now or later; where nobody has, readers find it nowhere.

    Raises PreflightFailed without a reason.
    """
    with _moving(issue, "stop", by=by, now=now, note=note) as saying:
        issue.ended_at, issue.is_listed = saying.at, True
        freshness.touch(issue.newsletter.tag, PAST_ISSUES)
        left = Delivery.objects.waiting().filter(issue=issue)
        left.update(state=Delivery.State.LEFT_OUT, said="The issue was stopped.")
    return issue


# What the house itself does


def plan(newsletter: Newsletter, *, at: datetime, now: datetime | None = None) -> Issue | None:
    """Make the issue that a newsletter's rule fills for an hour, and let it leave then; None if it was made before.

    Whoever unschedules or stops it has said that there is none for that hour.
    """
    with transaction.atomic():
        newsletter = Newsletter.objects.select_for_update().get(pk=newsletter.pk)
        if newsletter.issues.filter(planned_for=at).exists():
            return None
        issue = Issue(newsletter=newsletter, number=newsletter.next_number(), is_filled=True, planned_for=at)
        issue.state = SCHEDULED
        _set_hour(issue, at)
        issue.save()
        _record(issue, "plan", by=None, at=now or clock.now(), before="")
    return issue


def begin(issue: Issue, *, content: dict, now: datetime | None = None) -> Issue:
    """Its hour has come: it is frozen, and workers may send it. `content` is what is sent."""
    with _moving(issue, "begin", by=None, now=now) as saying:
        issue.content, issue.frozen_at, issue.moved_at = content, saying.at, saying.at
    return issue


def put_off(issue: Issue, *, why: str, now: datetime | None = None) -> Issue:
    """It does not leave by itself: somebody looks at it, and gives it another hour."""
    with _moving(issue, "put_off", by=None, now=now, note=why):
        issue.sends_at, issue.sends_as = None, ""
    return issue


def halt(issue: Issue, *, why: str, now: datetime | None = None) -> Issue:
    """Sending waits for somebody to look at it."""
    with _moving(issue, "halt", by=None, now=now, note=why):
        return issue


def finish(issue: Issue, *, now: datetime | None = None) -> Issue:
    """Everybody has had their turn."""
    with _moving(issue, "finish", by=None, now=now) as saying:
        issue.ended_at = saying.at
    return issue


# What is asked before


def sayable(issue: Issue, by: User) -> list[str]:
    """The verbs that somebody may say of an issue as it stands."""
    if not by.has_perm(PERMISSION, issue):
        return []
    return [verb for verb, move in MOVES.items() if issue.state in move.leaves and not move.is_the_house]


def missing(issue: Issue) -> list[Reason]:
    """What would keep an issue from leaving, each with the field where it is put right."""
    newsletter, reasons = issue.newsletter, []
    if not issue.is_filled and not issue.stories.filter(is_left_out=False).exists():
        reasons.append(Reason("stories", "There is nothing in it: choose a story."))
    words = {"subject": issue.subject, "preheader": issue.preheader, "newsletter": newsletter.sender_name}
    for field, said in words.items():
        if any(sign in said for sign in "\r\n\0"):
            reasons.append(Reason(field, "It has a line break in it, which no letter's head can have."))
    if "@" not in newsletter.sender_address or any(map(str.isspace, newsletter.sender_address)):
        reasons.append(Reason("newsletter", f"“{newsletter.sender_address}” is no address to send from."))
    return reasons


def hour_as_said(issue: Issue) -> wall.Kept | None:
    """The hour on the wall for which it was set."""
    return wall.Kept.read(issue.sends_as) if issue.sends_as else None


def _record(issue: Issue, verb: str, *, by: User | None, at: datetime, before: str) -> None:
    IssueEvent.objects.create(
        issue=issue,
        verb=verb,
        by=by,
        by_name=name_of(by),
        at=at,
        note=issue.said,
        state_before=before,
        state_after=issue.state,
        sends_at=issue.sends_at,
    )


def _set_hour(issue: Issue, at: datetime) -> None:
    issue.sends_at = at
    issue.sends_as = str(wall.Kept.of(at, ZoneInfo(issue.newsletter.zone)))
