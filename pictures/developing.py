"""Making the renditions of crops: the smallest when a picture comes or its crop is laid, the rest by the worker."""

import logging
from collections.abc import Collection, Iterable
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from pictures import files, names, sealing
from pictures.child import darkroom
from pictures.kinds import KINDS, NotKept
from pictures.models import Crop, Picture, Rendition

SECONDS = 60  # for all that is made of a crop
MOST_TRIES = 3
AT_ONCE = 20  # crops looked at, of which one is made

log = logging.getLogger(__name__)


def keep(crop: Crop, size: tuple[int, int], written: Iterable[str], folder: Path, stem: str) -> None:
    """Keep what the darkroom made of a crop at a size: STEM.EXTENSION in a folder, for each that was written."""
    width, height = size
    for extension in written:
        content = (folder / f"{stem}.{extension}").read_bytes()
        files.keep_rendition(names.rendition(crop.key, width, extension), content)
        Rendition.objects.get_or_create(
            crop=crop, width=width, extension=extension, defaults={"height": height, "bytes": len(content)}
        )


def develop_due() -> int:
    """Make what lacks of one crop, the first that waits: how many were finished, one or none.

    One at a time, so that whoever does this has other things to do in between. What fails is tried again later, and
    not for ever. Two workers at once at most make the same files, under the same names.
    """
    due = Crop.objects.filter(developed_at=None, tries__lt=MOST_TRIES).order_by("tries", "made_at", "pk")
    return next((1 for crop in due.select_related("picture")[:AT_ONCE] if _develop_whole(crop)), 0)


def develop_smallest(picture: Picture) -> None:
    """Make the first rendition of crops that were just laid, so that there is something to be shown of each."""
    develop_first(picture, picture.crops.filter(is_current=True))


def develop_first(picture: Picture, crops: Iterable[Crop]) -> None:
    """Make the first rendition of some of its crops, where there is none."""
    without = picture.crops.filter(pk__in=[crop.pk for crop in crops], renditions=None)
    _develop(picture, {crop: crop.sizes[:1] for crop in without})


def develop(picture: Picture, shapes: Collection[str]) -> None:
    """Make all renditions of a picture's crops of some shapes, now and in one go. Raises NotKept."""
    crops = picture.crops.filter(is_current=True, shape__in=shapes, developed_at=None)
    _develop(picture, {crop: _lacking(crop) for crop in crops})
    crops.update(developed_at=timezone.now())


def _lacking(crop: Crop) -> list[tuple[int, int]]:
    """The sizes of a crop that are not made yet."""
    made = set(crop.renditions.values_list("width", flat=True))
    return [size for size in crop.sizes if size[0] not in made]


def _develop_whole(crop: Crop) -> bool:
    """Make all that lacks of a crop; whether it is finished now."""
    row = Crop.objects.filter(pk=crop.pk)
    row.update(tries=F("tries") + 1)
    try:
        _develop(crop.picture, {crop: _lacking(crop)})
    except (NotKept, OSError) as fault:
        log.error("No renditions of a crop of picture %s: %s", crop.picture_id, fault)
        return False
    return bool(row.update(developed_at=timezone.now()))


def _develop(picture: Picture, wanted: dict[Crop, list[tuple[int, int]]]) -> None:
    wanted = {crop: sizes for crop, sizes in wanted.items() if sizes}
    if not wanted:
        return
    by_key = {crop.key: crop for crop in wanted}
    cuts = {
        crop.key: {"corners": crop.box.corners, "sizes": sizes, "said": crop.said}
        for crop, sizes in wanted.items()
    }
    content, kind = files.original(picture.digest), KINDS[picture.kind]
    with darkroom("print_cuts", content, kind, seconds=SECONDS, size=picture.size, cuts=cuts) as (
        said,
        folder,
    ):
        sealing.seal(picture, content, by_key, said["made"], folder)
        for one in said["made"]:
            keep(
                by_key[one["name"]],
                tuple(one["size"]),
                one["bytes"],
                folder,
                f"{one['name']}-{one['size'][0]}",
            )
