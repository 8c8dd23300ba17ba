"""Replacing a picture everywhere by another, and taking that back.

What readers have gives way at once, wherever the picture stands (`pictures.standing`); working copies are rewritten by
the rooms that have them (decision 22).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from pictures import places, rights, telling
from pictures.models import Picture, Replacement

UNDESCRIBED = "It has no description: readers who cannot see it would get none."


class NotReplaced(Exception):
    """It stays as it is. The message says why, in sentences for an editor."""


def reasons(picture: Picture, other: Picture, now: datetime) -> list[str]:
    """Why another picture cannot take the place of one, each in a sentence; none where it can.

    Readers have it at that moment, so it has to be ready for them.
    """
    if picture.replaced_by_id:
        return [f"“{picture}” was replaced by “{picture.replaced_by}”: take that back first."]
    if other == picture:
        return ["It is the same picture: choose another."]
    if other.replaced_by_id:
        return [f"“{other}” was replaced itself, by “{other.replaced_by}”: choose that one."]
    found = rights.may_be_used(other, now=now, sections={}, use="")
    return found if other.alt else [*found, UNDESCRIBED]


@transaction.atomic
def replace(picture: Picture, other: Picture, *, by: User) -> Replacement:
    """Put a picture in the place of another everywhere, for readers at once. Raises NotReplaced."""
    locked = Picture.objects.select_for_update().in_bulk([picture.pk, other.pk])
    picture, other = locked[picture.pk], locked[other.pk]
    if against := reasons(picture, other, timezone.now()):
        raise NotReplaced(" ".join(against))
    Picture.objects.filter(replaced_by=picture).update(replaced_by=other)
    Picture.objects.filter(pk=picture.pk).update(replaced_by=other)
    telling.tell([picture.pk, other.pk])
    return Replacement.objects.create(
        picture=picture, other=other, by=by, rewritten=places.rewrite(picture, other, by)
    )


@transaction.atomic
def take_back(replacement: Replacement, *, by: User) -> Replacement:
    """Put a picture where it was. What was rewritten for it is, too, where nobody has gone on writing since."""
    replacement = Replacement.objects.select_for_update().get(pk=replacement.pk)
    if replacement.undone_at:
        raise NotReplaced("That was taken back already.")
    replacement.undone_at = timezone.now()
    replacement.save(update_fields=["undone_at"])
    picture = replacement.picture
    Picture.objects.filter(pk=picture.pk).update(replaced_by=None)
    Picture.objects.filter(pk__in=_leading_to(picture.pk)).update(replaced_by=picture)
    telling.tell([picture.pk, replacement.other_id])
    places.put_back(replacement.rewritten, picture, replacement.other, by)
    return replacement


def _leading_to(picture: int) -> set[int]:
    """The pictures that were replaced by one, or by one that was replaced by it."""
    found: set[int] = set()
    ahead: Iterable[int] = [picture]
    while ahead:
        earlier = Replacement.objects.in_force().filter(other__in=ahead).exclude(picture__in=found)
        ahead = list(earlier.values_list("picture", flat=True))
        found.update(ahead)
    return found
