"""What the frame of every desk page says: what somebody was told and has not looked at, and who holds everything."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from accounts.models import User
from articles.models import Hold, Notice

_OF_A_HOLD = ("by_name", "at", "reason")


@dataclass(frozen=True)
class Told:
    unseen: int
    hold: Hold | None


def told(user: User) -> Told:
    """What to tell somebody, asked once for a page."""
    if not hasattr(user, "_told"):
        unseen = Notice.objects.filter(user=OuterRef("pk"), seen_at=None).order_by().values("user")
        hold = Hold.objects.filter(released_at=None)
        asked = User.objects.filter(pk=user.pk).annotate(
            unseen=Subquery(unseen.annotate(count=Count("pk")).values("count")),
            **{f"hold_{name}": Subquery(hold.values(name)[:1]) for name in _OF_A_HOLD},
        )
        names = ("unseen", *(f"hold_{name}" for name in _OF_A_HOLD))
        count, *facts = asked.values_list(*names).first() or (0, None, None, None)
        stands = Hold(**dict(zip(_OF_A_HOLD, facts, strict=True))) if facts[1] else None
        user._told = Told(count or 0, stands)  # type: ignore[attr-defined]
    return user._told  # type: ignore[attr-defined]
