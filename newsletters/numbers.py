"""How newsletters fare, in numbers by list and day. They are counted as it happens, so that whoever is erased leaves
them as they were, and they hold nothing of anybody."""

from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from articles import clock
from newsletters.models import ListCount, Newsletter, Subscription

What = Literal["asked", "confirmed", "ended"]
DAYS = 28


def count(newsletter: Newsletter, what: What) -> None:
    """One more today, in the paper's zone."""
    row, _ = ListCount.objects.get_or_create(newsletter=newsletter, day=_today())
    ListCount.objects.filter(pk=row.pk).update(**{what: F(what) + 1})


def lists(*, days: int = DAYS) -> QuerySet[Newsletter]:
    """Every newsletter with how many have it now, and how many came and went in the days up to today."""
    since = Q(counts__day__gt=_today() - timedelta(days=days))
    counted = Newsletter.objects.annotate(
        **{what: Sum(f"counts__{what}", filter=since, default=0) for what in ("asked", "confirmed", "ended")}
    )
    in_force = Subscription.objects.in_force().filter(newsletter=OuterRef("pk")).order_by()
    having = in_force.values("newsletter").annotate(number=Count("pk")).values("number")
    return counted.annotate(having=Coalesce(Subquery(having), 0)).order_by("position", "name")


def _today():
    return clock.now().astimezone(settings.SITE_ZONE).date()
