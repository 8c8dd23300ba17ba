"""What stands in a picture's place: its replacement, or what it falls back on when its lease is over, or nothing."""

from collections.abc import Collection

from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from pictures import ways
from pictures.models import Picture
from pictures.rights import Moment, lasting


def in_place_of(pictures: Collection[int], at: Moment | None = None) -> dict[int, Picture | None]:
    """For those of some pictures that do not stand themselves: what does, with its crops, or nothing.

    At a moment, or by the database's own clock. Mostly there are none, and that is one query.
    """
    now = Now() if at is None else at
    led = [When(left & ways.ending_well(way, now), then=F(way)) for way, left in ways.taken(now).items()]
    standing = Case(When(Q(replaced_by=None) & lasting(now), then=F("pk")), *led)
    found = dict(
        Picture.objects.filter(pk__in=pictures).annotate(standing=standing).values_list("pk", "standing")
    )
    others = {pk: other for pk, other in found.items() if other != pk}
    there = {
        one.pk: one for one in Picture.objects.with_thumbs().filter(pk__in=filter(None, others.values()))
    }
    return {pk: there.get(other) for pk, other in others.items()}
