"""Which stories stand in which sitemap: by the month in which what readers have now opened.

A story that is corrected moves to the sitemap of this month, so that past months only ever shrink, and the index knows
when each changed last. Nothing here costs more as the archive grows but the number of months.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection

from articles import freshness, machine_use, standing_in
from articles.models import Edition
from articles.models.edition_queryset import EditionQuerySet, barred_pictures

MOST_IN_A_SITEMAP = 50_000  # sitemaps.org; of a fuller month the newest stand in it
MOST_IN_NEWS = 1_000  # Google News
NEWS_LASTS = timedelta(hours=48)

# From the last opening to the last before its month, and so on: a look into the index of openings for each month, and
# past it only over what has ended. The gate is asked of each opening by its key: asked for openings itself, it would
# bring a bound of its own, and SQLite begin at that one each time.
_WALK = """
    WITH RECURSIVE months (opening) AS (
        SELECT ({last})
        UNION ALL
        SELECT ({last_before}) FROM months WHERE opening IS NOT NULL
    )
    SELECT opening FROM months WHERE opening IS NOT NULL
"""
_LAST = """
    SELECT opened.live_from FROM articles_edition AS opened
    WHERE EXISTS (SELECT 1 FROM ({gate}) AS seen WHERE seen.id = opened.id) {bound}
    ORDER BY opened.live_from DESC LIMIT 1
"""
_MONTH = {
    "sqlite": "strftime('%%Y-%%m-01 00:00:00', months.opening)",
    "postgresql": "date_trunc('month', months.opening, 'UTC')",
}


def months(at: datetime | None = None) -> list[datetime]:
    """The last opening in each month that has any, newest first: aware, in UTC, as months here are."""
    freshness.counts("archive")
    gate, given = _listed(at).order_by().values("id").query.sql_with_params()
    before = f"AND opened.live_from < {_MONTH[connection.vendor]}"
    last, last_before = (_LAST.format(gate=gate, bound=bound) for bound in ("", before))
    with connection.cursor() as cursor:
        cursor.execute(_WALK.format(last=last, last_before=last_before), given * 2)
        return [_aware(opening) for (opening,) in cursor.fetchall()]


def in_month(first: datetime, at: datetime | None = None) -> list[tuple[str, datetime]]:
    """What opened in the month that begins at a moment and is live: addresses with their openings, newest first."""
    freshness.counts("archive")
    after = (first + timedelta(days=32)).replace(day=1)
    found = _listed(at).filter(live_from__gte=first, live_from__lt=after)
    return list(found.order_by("-live_from", "-pk").values_list("path", "live_from")[:MOST_IN_A_SITEMAP])


def news(at: datetime) -> list[Edition]:
    """What first appeared within 48 hours before a moment, and is live at it."""
    fresh = _listed(at).filter(first_published_at__gt=at - NEWS_LASTS)
    shown = ("path", "headline", "language", "first_published_at", "live_from", "lead_picture")
    fresh = fresh.newest_first().only(*shown).annotate(barred=barred_pictures())
    found = standing_in.settled(fresh[:MOST_IN_NEWS])
    freshness.counts("archive")
    if found:
        freshness.holds_until(found[-1].first_published_at + NEWS_LASTS)
    return found


def _listed(at: datetime | None) -> EditionQuerySet:
    return machine_use.for_search(Edition.objects.live(at))


def _aware(opening: datetime | str) -> datetime:
    """SQLite tells moments as text."""
    if isinstance(opening, str):
        return datetime.fromisoformat(opening).replace(tzinfo=UTC)
    return opening.astimezone(UTC)
