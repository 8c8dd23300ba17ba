"""The hours at which a newsletter leaves by its own rule, and the issues that are made for those that come."""

from datetime import datetime, timedelta

from articles import clock, wall
from newsletters import sending
from newsletters.models import Newsletter

# How long before its hour an issue stands on the schedule, so that somebody can look at it.
AHEAD = timedelta(hours=12)


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

    Only of hours to come: what a restored or a sleeping house has missed is not sent after it.
    """
    now = now or clock.now()
    made = 0
    for newsletter in Newsletter.objects.exclude(rule=Newsletter.Rule.CHOSEN).exclude(days=""):
        coming = hours(newsletter, after=now, until=now + AHEAD)
        there = set(newsletter.issues.filter(planned_for__in=coming).values_list("planned_for", flat=True))
        made += sum(sending.plan(newsletter, at=at, now=now) is not None for at in coming if at not in there)
    return made


def _on(newsletter: Newsletter, hour: datetime) -> datetime:
    zone = newsletter.own_zone
    if found := wall.moments(hour, zone):
        return found[0]
    return wall.moments(wall.beside_the_gap(hour, zone)[1], zone)[0]
