"""What readers get in the place of pictures that may not be seen any more: others, where the desk has said so."""

from collections.abc import Collection, Iterable
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
    others = _others(barred)
    return [_with(edition, others) if edition.barred else edition for edition in editions]


def foreseen(edition: Edition) -> Edition:
    """An edition that is never saved, with its pictures as readers would get them now."""
    edition.stand_ins = _others({number for number, _ in edition.pictures_shown})
    edition.barred = _listed(edition.stand_ins)
    return edition


def only_public(edition: Edition) -> Edition:
    """An edition that is not live, as readers may look at it: what no live one shows they cannot fetch."""
    numbers = {number for number, _ in edition.pictures_shown}
    if not numbers:
        return edition
    public = set(Picture.objects.public().filter(pk__in=numbers).values_list("pk", flat=True))
    found = copy(edition)
    found.barred = _listed(numbers - public)
    return found


def _others(numbers: Collection[int]) -> dict[int, Print | None]:
    """What stands in the place of those of some pictures that do not stand themselves."""
    found = in_place_of(numbers, DatabaseNow())
    return {number: print_of(other) if other else None for number, other in found.items()}


def _listed(numbers: Iterable[int]) -> str:
    """Numbers as `Edition.barred` has them."""
    return ",".join(str(number) for number in sorted(numbers))


def _with(edition: Edition, others: dict[int, Print | None]) -> Edition:
    """A copy, for what came from a prepared question is others' too; and it is printed anew, whatever its row says."""
    found = copy(edition)
    found.row, found.stand_ins = None, others
    return found
