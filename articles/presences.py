"""Who else is in a story, and in which field: known from signs of life, and forgotten within a minute."""

from datetime import datetime, timedelta

from articles.models import Presence, Story

FORGOTTEN_AFTER = timedelta(seconds=60)


def sign(story: Story, *, user, run: str, field: str, version: int, at: datetime) -> None:
    """Note that somebody's page is open, and in which field they are."""
    row = Presence(story=story, user=user, run=run, field=field, version=version, seen_at=at)
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["story", "run"],
        update_fields=["user", "field", "version", "seen_at"],
    )


def forget(*, at: datetime) -> None:
    """Let go of those who gave no sign of life for a minute."""
    Presence.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()


def leave(story: Story, *, user, run: str) -> None:
    """Note that a page was closed."""
    Presence.objects.filter(story=story, user=user, run=run).delete()


def others(story: Story, *, user, at: datetime) -> list[Presence]:
    """The signs of everybody else, one a person: where they were last."""
    rows = story.presences.filter(seen_at__gte=at - FORGOTTEN_AFTER).exclude(user=user)
    latest = {row.user_id: row for row in rows.select_related("user").order_by("seen_at")}
    return sorted(latest.values(), key=lambda row: str(row.user))
