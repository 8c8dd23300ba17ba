"""The hours at which a newsletter leaves by its own rule, and the issues that are made for those that come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from articles import clock, wall
from newsletters import sending
from newsletters.models import Issue, Newsletter

# How long before its hour an issue stands on the schedule, so that somebody can look at it.
AHEAD = timedelta(hours=12)
_STRAY = "Its newsletter does not leave at that hour any more: give it another, or leave this one out."


def hours(newsletter: Newsletter, *, after: datetime, until: datetime) -> list[datetime]:
    """When it leaves, in UTC, after one moment and up to another.

    An hour that clocks skip in spring is the first minute after it, and of one that comes twice it is the first.
    """
    if not newsletter.days:
        return []
    zone, found = newsletter.own_zone, []
    day, last = after.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        if str(day.weekday()) in newsletter.days:
            found.append(_on(newsletter, datetime.combine(day, newsletter.hour)))
        day += wall.A_DAY
    return [moment for moment in found if after < moment <= until]


def plan_coming(*, now: datetime | None = None) -> int:
    """Make the issues of the coming hours, for newsletters that fill themselves; returns how many.

    Only of hours to come: what a restored or a sleeping house has missed is not sent after it. What was made for an
    hour that its newsletter has left since is a draft again, or readers would get both.
    """
    now = now or clock.now()
    _put_off_strays(now)
    made = 0
    for newsletter in Newsletter.objects.exclude(rule=Newsletter.Rule.CHOSEN).exclude(days=""):
        coming = hours(newsletter, after=now, until=now + AHEAD)
        there = set(newsletter.issues.filter(planned_for__in=coming).values_list("planned_for", flat=True))
        made += sum(sending.plan(newsletter, at=at, now=now) is not None for at in coming if at not in there)
    return made


def _put_off_strays(now: datetime) -> None:
    """Where an editor moved or wrote one, it is the editor's hour that counts, or the draft that stays."""
    coming = Issue.objects.filter(state=Issue.State.SCHEDULED, planned_for=F("sends_at"), sends_at__gt=now)
    for issue in coming.select_related("newsletter"):
        if not _is_at_its_hour(issue):
            _put_off(issue)


@transaction.atomic
def _put_off(issue: Issue) -> None:
    still = Issue.objects.filter(pk=issue.pk, state=Issue.State.SCHEDULED, sends_at=issue.sends_at)
    if still.select_for_update().exists():
        sending.put_off(issue, why=_STRAY)
        # If the hour comes back, so does an issue.
        Issue.objects.filter(pk=issue.pk).update(planned_for=None)


def _is_at_its_hour(issue: Issue) -> bool:
    newsletter, leaves = issue.newsletter, issue.sends_at
    assert leaves, "what is scheduled has an hour"
    just_before = leaves - timedelta(microseconds=1)
    return newsletter.fills_itself and bool(hours(newsletter, after=just_before, until=leaves))


def _on(newsletter: Newsletter, hour: datetime) -> datetime:
    zone = newsletter.own_zone
    if found := wall.moments(hour, zone):
        return found[0]
    return wall.moments(wall.beside_the_gap(hour, zone)[1], zone)[0]
