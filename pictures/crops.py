"""Laying the crops of a picture: around the point that matters, or by hand."""

from typing import Any

from django.db import transaction

from pictures import names, shapes
from pictures.models import Crop, Picture
from pictures.shapes import SHAPES, Box, Shape


@transaction.atomic
def arrange(picture: Picture, point: tuple[int, int], own: dict[Shape, tuple[tuple[int, int], int]]) -> None:
    """Put the point where what matters is, and crops by hand where their own middle and zoom say; the others follow."""
    Picture.objects.select_for_update().get(pk=picture.pk)
    picture.focal_x, picture.focal_y = point
    picture.save(update_fields=["focal_x", "focal_y"])
    picture.crops.filter(is_current=True).update(is_own=False)
    for shape, (middle, zoom) in own.items():
        lay(picture, shape, shapes.box_around(shape, picture.size, middle, zoom), is_own=True)
    follow(picture)


@transaction.atomic
def follow(picture: Picture) -> None:
    """Lay every crop around the picture's point but those that were laid by hand."""
    own = set(picture.crops.filter(is_current=True, is_own=True).values_list("shape", flat=True))
    for shape in SHAPES.values():
        if shape.name not in own:
            lay(picture, shape, shapes.box_around(shape, picture.size, picture.point))


@transaction.atomic
def lay(picture: Picture, shape: Shape, box: Box, *, is_own: bool = False) -> Crop:
    """Put a crop in force. What it takes the place of stays for what was published with it.

    A part that was laid before comes back under the names it had.
    """
    key = names.key(picture.digest, shape.name, box, picture.imprint)
    picture.crops.filter(shape=shape.name, is_current=True).exclude(key=key).update(is_current=False)
    state = {"is_current": True, "is_own": is_own}
    crop, _ = Crop.objects.update_or_create(
        key=key, defaults=state, create_defaults=_row(picture, shape, box) | state
    )
    return crop


def imprinted(picture: Picture) -> list[Crop]:
    """The parts that are in force as crops that say what is true of the picture now; not in force yet."""
    found = []
    for crop in picture.crops.filter(is_current=True):
        row = _row(picture, SHAPES[crop.shape], crop.box)
        key = names.key(picture.digest, crop.shape, crop.box, row["said"])
        found.append(Crop.objects.get_or_create(key=key, defaults=row | {"is_current": False})[0])
    return found


@transaction.atomic
def imprint(picture: Picture) -> None:
    """Put them in force: the parts stay where they lie at that moment."""
    Picture.objects.select_for_update().get(pk=picture.pk)
    for crop in picture.crops.filter(is_current=True):
        lay(picture, SHAPES[crop.shape], crop.box, is_own=crop.is_own)


def _row(picture: Picture, shape: Shape, box: Box) -> dict[str, Any]:
    place = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
    return {"picture": picture, "shape": shape.name, "said": picture.imprint} | place
