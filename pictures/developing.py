"""Making the renditions of crops: the smallest when a picture comes or its crop is laid, the rest by the worker."""

import logging
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from pictures import files, names
from pictures.child import darkroom
from pictures.kinds import KINDS, NotKept
from pictures.models import Crop, Picture, Rendition

SECONDS = 60  # for all that is made of one picture
MOST_TRIES = 3

log = logging.getLogger(__name__)


def keep(crop: Crop, size: tuple[int, int], written: dict[str, int], folder: Path, stem: str) -> None:
    """Keep what the darkroom made of a crop at a size: STEM.EXTENSION in a folder, of so many bytes each."""
    width, height = size
    for extension, length in written.items():
        content = (folder / f"{stem}.{extension}").read_bytes()
        files.keep_rendition(names.rendition(crop.key, width, extension), content)
        Rendition.objects.get_or_create(
            crop=crop, width=width, extension=extension, defaults={"height": height, "bytes": length}
        )


def develop_due(most: int = 20) -> int:
    """Make what is to be made of some pictures, the earliest first: how many crops are finished.

    Two workers at once make the same files, under the same names: that costs time and nothing else.
    """
    due = Crop.objects.filter(developed_at=None, tries__lt=MOST_TRIES).order_by("tries", "made_at")
    pictures = list(dict.fromkeys(due.values_list("picture", flat=True)[:most]))
    return sum(_develop_all(picture) for picture in Picture.objects.filter(pk__in=pictures))


def develop_smallest(picture: Picture) -> None:
    """Make the first rendition of crops that were just laid, so that there is something to be shown of each."""
    without = picture.crops.filter(is_current=True, renditions=None)
    wanted = {crop: crop.sizes[:1] for crop in without}
    if wanted:
        _develop(picture, wanted)


def _develop_all(picture: Picture) -> int:
    """All that lacks of a picture, unpacked once. What fails is tried again later, and not for ever."""
    due = list(picture.crops.filter(developed_at=None, tries__lt=MOST_TRIES))
    picture.crops.filter(pk__in=[crop.pk for crop in due]).update(tries=F("tries") + 1)
    made = set(Rendition.objects.filter(crop__in=due).values_list("crop", "width"))
    wanted = {crop: [size for size in crop.sizes if (crop.pk, size[0]) not in made] for crop in due}
    try:
        _develop(picture, {crop: sizes for crop, sizes in wanted.items() if sizes})
    except (NotKept, OSError) as fault:
        log.error("No renditions of picture %s: %s", picture.pk, fault)
        return 0
    return picture.crops.filter(pk__in=[crop.pk for crop in due]).update(developed_at=timezone.now())


def _develop(picture: Picture, wanted: dict[Crop, list[tuple[int, int]]]) -> None:
    if not wanted:
        return
    by_key = {crop.key: crop for crop in wanted}
    cuts = {crop.key: {"corners": crop.box.corners, "sizes": sizes} for crop, sizes in wanted.items()}
    content, kind = files.original(picture.digest), KINDS[picture.kind]
    with darkroom("print_cuts", content, kind, seconds=SECONDS, size=picture.size, cuts=cuts) as (
        said,
        folder,
    ):
        for one in said["made"]:
            keep(
                by_key[one["name"]],
                tuple(one["size"]),
                one["bytes"],
                folder,
                f"{one['name']}-{one['size'][0]}",
            )
