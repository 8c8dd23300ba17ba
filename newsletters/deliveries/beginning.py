"""An issue's hour: it is frozen, everybody who has the newsletter gets a row, and in the end it was sent.

All of it in steps that anybody may be killed in: what is not done is done at the next look, by whichever worker.
"""

import logging
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from articles import clock
from newsletters import audience, sending
from newsletters.deliveries import mailing
from newsletters.deliveries.waiting import LONG_PAST
from newsletters.models import Delivery, Issue

log = logging.getLogger(__name__)

AT_ONCE = 1000


class NotYet(Exception):
    """An issue cannot leave as it is. The message says why, to the editor who will look at it."""


def begin_due(freeze: Callable[[Issue], dict]) -> int:
    """Freeze one issue whose hour has come; returns how many were looked at. An hour long past waits for somebody, and
    while everything is held, any hour for the release.

    `freeze` says what is sent, from what readers have at this moment; it raises NotYet where that is nothing.
    """
    with transaction.atomic():
        free = Issue.objects.due().not_held()
        issue = _locked(free.select_related("newsletter").order_by("sends_at", "pk"))
        if issue is None:
            return 0
        assert issue.sends_at, "what is due has an hour"
        if not _is_early_by_the_wall(issue):
            _begin(issue, freeze, late=clock.now() - issue.sends_at > LONG_PAST)
    return 1


def _begin(issue: Issue, freeze: Callable[[Issue], dict], *, late: bool) -> None:
    if late:
        sending.put_off(issue, why="Its hour had long passed when a worker came to it: give it another.")
        return
    try:
        with transaction.atomic():
            content = freeze(issue)
    except NotYet as why:
        sending.put_off(issue, why=str(why))
    except Exception as fault:
        log.exception("Issue %s cannot be frozen", issue.pk)
        sending.put_off(issue, why=f"It cannot be put together: {type(fault).__name__}: {fault}")
    else:
        sending.begin(issue, content=content)


def _is_early_by_the_wall(issue: Issue) -> bool:
    """Where the rules of its zone have changed so that clocks show its hour later, it waits until they do."""
    said = sending.hour_as_said(issue)
    shown = said.shown_at if said and said.has_strayed else []
    later = [moment for moment in shown if moment > clock.now()]
    if later and len(later) == len(shown):
        Issue.objects.filter(pk=issue.pk).update(sends_at=later[0])
        return True
    return False


def list_readers() -> int:
    """Make a delivery for each of the next thousand who had it when it was frozen; returns how many were made."""
    with transaction.atomic():
        unlisted = Issue.objects.leaving().filter(is_listed=False).select_related("newsletter")
        issue = _locked(unlisted.order_by("frozen_at", "pk"))
        if issue is None:
            return 0
        if issue.newsletter.is_for_staff and not issue.listed_to:
            audience.enroll(issue)
        reached = audience.reached(issue.newsletter)
        having = reached.filter(pk__gt=issue.listed_to, confirmed_at__lte=issue.frozen_at)
        found = list(having.select_related("subscriber").order_by("pk")[:AT_ONCE])
        now = clock.now()
        Delivery.objects.bulk_create(
            [
                Delivery(
                    issue=issue,
                    subscriber=one.subscriber,
                    message_id=mailing.message_id(issue, one.subscriber),
                    domain=one.subscriber.mailbox.rpartition("@")[2],
                    offered_at=now,
                )
                for one in found
            ],
            ignore_conflicts=True,
        )
        last = found[-1].pk if found else issue.listed_to
        Issue.objects.filter(pk=issue.pk).update(listed_to=last, is_listed=len(found) < AT_ONCE, moved_at=now)
    return len(found)


def finish_done() -> int:
    """Say that issues are sent of which nothing waits any more; returns how many."""
    waiting = Delivery.objects.waiting().filter(issue=OuterRef("pk"))
    done = list(Issue.objects.leaving().filter(~Exists(waiting), is_listed=True))
    for issue in done:
        try:
            sending.finish(issue)
        except sending.IllegalMove:
            continue  # Another worker, or somebody at the desk, was quicker.
    return len(done)


def _locked(issues) -> Issue | None:
    """The first of them that nobody else has in hand."""
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    return issues.select_for_update(of=("self",), **lock).first()
