"""Telling the desk that readers do not see what they should: those who publish and schedule, once for each window."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import User
from articles import notices
from articles.models import Notice, Receipt, Story

# Where the whole paper is away, a few letters say so as well as hundreds; the front door of the desk counts them all.
MOST, WITHIN = 5, timedelta(hours=1)
TOLD = ("publish_story", "schedule_story")


def ring(late: Iterable[Receipt], *, at: datetime) -> None:
    """Leave word of what is late, unless word was left of the same window already, or of many others just now."""
    late = sorted(late, key=lambda receipt: (receipt.due_at, receipt.pk))
    if not late:
        return
    rung = list(
        Notice.objects.filter(receipt__isnull=False)
        .filter(Q(at__gt=at - WITHIN) | Q(receipt__edition__in={one.edition_id for one in late}))
        .values_list("receipt__edition", "receipt__kind", "at")
        .distinct()
    )
    known = {(edition, kind) for edition, kind, _ in rung}
    lately = {(edition, kind) for edition, kind, when in rung if when > at - WITHIN}
    for receipt in late:
        window = (receipt.edition_id, receipt.kind)
        if window in known or len(lately) >= MOST:
            continue
        known.add(window)
        lately.add(window)
        notices.tell(whom(receipt.edition.story), receipt.edition.story, receipt=receipt)


def whom(story: Story) -> list[User]:
    """Who puts things before readers, and sees this story."""
    theirs = Q(groups__permissions__codename__in=TOLD) | Q(user_permissions__codename__in=TOLD)
    people = User.objects.filter(theirs, is_active=True, is_staff=True).distinct().order_by("pk")
    return [user for user in people if user.has_perm("articles.view_story", story)]
