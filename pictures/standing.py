"""What stands in a picture's place: its replacement, or what it falls back on when its lease is over, or nothing."""

from collections.abc import Collection

from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from pictures.models import Picture
from pictures.rights import Moment, lasting


def in_place_of(pictures: Collection[int], at: Moment | None = None) -> dict[int, Picture | None]:
    """For those of some pictures that do not stand themselves: what does, with its crops, or nothing.

    At a moment, or by the database's own clock. Mostly there are none, and that is one query.
    """
    now = Now() if at is None else at
    own = Q(replaced_by=None)
    standing = Case(
        When(own & lasting(now), then=F("pk")),
        When(own & _there("fallback", now), then=F("fallback")),
        When(~own & lasting(now, "replaced_by__"), then=F("replaced_by")),
        When(_there("replaced_by__fallback", now), then=F("replaced_by__fallback")),
    )
    found = dict(
        Picture.objects.filter(pk__in=pictures).annotate(standing=standing).values_list("pk", "standing")
    )
    others = {pk: other for pk, other in found.items() if other != pk}
    there = {
        one.pk: one for one in Picture.objects.with_thumbs().filter(pk__in=filter(None, others.values()))
    }
    return {pk: there.get(other) for pk, other in others.items()}


def _there(way: str, now: Moment) -> Q:
    """Whether what a picture falls back on can stand itself: it was not replaced, and its own lease goes on."""
    can = {f"{way}__isnull": False, f"{way}__replaced_by": None}
    return Q(**can) & lasting(now, f"{way}__")
