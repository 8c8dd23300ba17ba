"""The adverts that run now, remembered for a minute, so that the places of a page cost it no query."""

from collections import defaultdict
from datetime import datetime, timedelta
from time import monotonic

from django.core.cache import cache

from adverts.models import Creative
from articles import clock, freshness

KEY = "running-adverts"
LONGEST = timedelta(minutes=1)


def running() -> list[Creative]:
    """What runs now by the database's clock, each with the sections in which it may stand.

    Remembered for a minute, but never past the next beginning or end of a campaign.
    """
    if clock.stands_at():
        return _asked()[0]
    known = cache.get(KEY)
    if known is None:
        asked = monotonic()
        known = creatives, until, holds_for = _asked()
        cache.set(KEY, known, max(0.0, holds_for.total_seconds() - (monotonic() - asked)))
    creatives, until, _ = known
    if until:
        freshness.holds_until(until)
    return creatives


def forget() -> None:
    """Let what runs be asked anew, and pages be made anew, after a campaign has changed."""
    cache.delete(KEY)
    freshness.touch(freshness.EVERY_PAGE)


def _asked() -> tuple[list[Creative], datetime | None, timedelta]:
    """What runs now, until when by the database's clock, and for how long from now that is at most a minute.

    No hour is known of a paper in which nothing runs or is about to. One query, a row for each creative and section.
    """
    rows = list(Creative.objects.within(LONGEST))
    turns = {moment - row.now for row in rows for moment in _turns(row) if moment > row.now}
    holds_for = min({LONGEST, *turns})
    until = rows[0].now + holds_for if turns else None
    return _gathered(row for row in rows if row.campaign.live_from <= row.now), until, holds_for


def _turns(creative: Creative) -> list[datetime]:
    campaign = creative.campaign
    return [moment for moment in (campaign.live_from, campaign.live_until) if moment]


def _gathered(rows) -> list[Creative]:
    """Each creative once, with all its sections."""
    found, sections = {}, defaultdict(set)
    for row in rows:
        found[row.pk] = row
        sections[row.pk].add(row.section_id)
    for creative in found.values():
        creative.section_ids = frozenset(sections[creative.pk] - {None})
    return list(found.values())
