"""The adverts that run now, remembered for a minute, so that the places of a page cost it no query."""

from collections import defaultdict
from datetime import datetime, timedelta
from time import monotonic

from django.core.cache import cache

from adverts.models import Creative

KEY = "running-adverts"
LONGEST = timedelta(minutes=1)


def running() -> list[Creative]:
    """What runs now by the database's clock, each with the sections in which it may stand.

    Remembered for a minute, but never past the next beginning or end of a campaign.
    """
    known = cache.get(KEY)
    if known is None:
        asked = monotonic()
        known, holds_for = _asked()
        cache.set(KEY, known, max(0.0, holds_for.total_seconds() - (monotonic() - asked)))
    return known


def forget() -> None:
    """Let what runs be asked anew, after a campaign has changed."""
    cache.delete(KEY)


def _asked() -> tuple[list[Creative], timedelta]:
    """What runs now, and for how long this holds. One query, which gives each creative once for each section."""
    rows = list(Creative.objects.within(LONGEST))
    turns = {moment - row.now for row in rows for moment in _turns(row) if moment > row.now}
    return _gathered(row for row in rows if row.campaign.live_from <= row.now), min({LONGEST, *turns})


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
