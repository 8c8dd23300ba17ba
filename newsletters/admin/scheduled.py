"""Issues on the schedule: what is to leave, and what has left, at its hour."""

from collections.abc import Iterable

from django.db.models import Q

from articles.admin.line import Mark
from articles.admin.schedule.beside import Beside, Span
from newsletters import sending
from newsletters.admin.forms import hour_of
from newsletters.admin.page import address
from newsletters.models import Issue

_LEFT = {
    Issue.State.SENDING: Mark("live", "letter, being sent"),
    Issue.State.PAUSED: Mark("held", "letter, paused"),
    Issue.State.STOPPED: Mark("killed", "letter, stopped"),
    Issue.State.SENT: Mark("live", "letter, sent"),
}


def issues(user, spans: list[Span]) -> Iterable[Beside]:
    """Those that leave or left in some spans of time, for who may see issues. One query."""
    if not user.has_perm("newsletters.view_issue"):
        return
    condition = Q()
    for begins, ends in spans:
        condition |= Q(state=Issue.State.SCHEDULED, sends_at__gte=begins, sends_at__lt=ends)
        condition |= Q(frozen_at__gte=begins, frozen_at__lt=ends)
    found = Issue.objects.filter(condition).with_hold().select_related("newsletter", "by")
    for issue in found.order_by("pk"):
        yield _shown(issue, user)


def _shown(issue, user) -> Beside:
    """An issue `with_hold`."""
    waiting = Mark("held", "held, letter") if issue.is_held else Mark("scheduled", "letter")
    at = issue.frozen_at or issue.sends_at
    assert at is not None, "what is scheduled has an hour, and what left has one too"
    may_move = issue.frozen_at is None and user.has_perm(sending.PERMISSION, issue)
    return Beside(
        at,
        "letter",
        _LEFT.get(Issue.State(issue.state), waiting),
        None,
        field="sends_at",
        pk=issue.pk,
        lane="Newsletters",
        called=str(issue),
        leads_to=address(issue),
        written=issue.newsletter.language,
        whose=issue.by,
        sent_to=address(issue, "hour") if may_move else "",
        stands=hour_of(issue),
        is_over=issue.frozen_at is not None,
        drawn="event--held" if issue.is_held else "event--letter",
        waits=issue.is_held,
    )
