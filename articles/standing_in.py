"""What readers get in the place of pictures that may not be seen any more: others, where the desk has said so."""

from collections.abc import Iterable
from copy import copy

from articles.clock import DatabaseNow
from articles.models import Edition
from articles.models.prints import print_of
from pictures.models import Picture
from pictures.prints import Print
from pictures.standing import in_place_of


def settled(editions: Iterable[Edition]) -> list[Edition]:
    """Editions as readers are to see them. Asked is only where one of them has a picture that may not be seen."""
    editions = list(editions)
    barred = {number for edition in editions for number in edition.barred_pictures}
    if not barred:
        return editions
    found = in_place_of(barred, DatabaseNow())
    others = {number: print_of(other) if other else None for number, other in found.items()}
    return [_with(edition, others) if edition.barred else edition for edition in editions]


def only_public(edition: Edition) -> Edition:
    """An edition that is not live, as readers may look at it: what no live one shows they cannot fetch."""
    numbers = {number for number, _ in edition.pictures_shown}
    if not numbers:
        return edition
    public = set(Picture.objects.public().filter(pk__in=numbers).values_list("pk", flat=True))
    found = copy(edition)
    found.barred = ",".join(str(number) for number in sorted(numbers - public))
    return found


def _with(edition: Edition, others: dict[int, Print | None]) -> Edition:
    """A copy, for what came from a prepared question is others' too; and it is printed anew, whatever its row says."""
    found = copy(edition)
    found.row, found.stand_ins = None, others
    return found
