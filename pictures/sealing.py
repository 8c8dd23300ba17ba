"""Having prints carry on the credentials of the file that they were made of, signed by the house."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from pictures import names, prints, seals
from pictures.child import darkroom
from pictures.kinds import AVIF, JPEG, KINDS, WEBP, Kind, NotKept
from pictures.models import Crop, Picture

FROM = prints.LARGE  # pixels: to narrower prints credentials would add a third of their weight, or more
SECONDS = 60  # for all that is made of a crop
_KINDS = {kind.extension: kind for kind in (AVIF, JPEG, WEBP)}

log = logging.getLogger(__name__)


def seal(picture: Picture, content: bytes, crops: Mapping[str, Crop], made: list[dict], folder: Path) -> None:
    """Have those prints in a folder that are to carry on the credentials in `content`, of which they are, do so.

    `made` is what the darkroom says of them, `crops` are theirs by key. No print is lost where signing fails: it stays
    as it is, and whoever runs the house is told.
    """
    asked = {
        names.rendition(one["name"], one["size"][0], extension): _asked(
            picture, crops[one["name"]], one, kind
        )
        for one in made
        for extension, kind in _KINDS.items()
        if "seal" in crops[one["name"]].said and one["size"][0] >= FROM
    }
    if not asked:
        return
    try:
        why = _seal(content, KINDS[picture.kind], asked, folder)
    except (seals.NoSeal, NotKept, OSError) as fault:
        why = str(fault)
    if why:
        log.error("Prints of picture %s go without Content Credentials: %s", picture.pk, why)


def _asked(picture: Picture, crop: Crop, one: dict, kind: Kind) -> dict[str, Any]:
    source_type = crop.said.get("source_type", "")
    return {
        "kind": kind.name,
        "acts": acts(picture, crop, tuple(one["size"]), kind),
        "source_type": source_type,
    }


def acts(picture: Picture, crop: Crop, size: tuple[int, int], kind: Kind) -> list[str]:
    """What was done to the picture on its way into a print, in the words of C2PA (2.2, “Actions”)."""
    box = crop.box
    done = {
        "c2pa.cropped": (box.width, box.height) != picture.size,
        "c2pa.resized": (box.width, box.height) != size,
        "c2pa.converted": kind.name != picture.kind,
        "c2pa.edited.metadata": True,  # What the file says of itself stays behind, but for its credentials.
    }
    return [act for act, is_done in done.items() if is_done]


def _seal(content: bytes, kind: Kind, asked: dict[str, dict], folder: Path) -> str:
    """Sign what can be signed; why the rest was not. The file is not unpacked where that is done, and the key is not
    there: it signs as many claims as there are prints, and nothing else.
    """
    seal = seals.load()
    house = {
        "certificates": seal.certificates,
        "algorithm": seal.algorithm,
        "time_authority": settings.C2PA_TIME_AUTHORITY,
    }
    beside = {name: (folder / name).read_bytes() for name in asked}
    answer = _so_often(len(asked), seal.sign)
    with darkroom(
        "seal", content, kind, seconds=SECONDS, beside=beside, answer=answer, prints=asked, house=house
    ) as (said, sealed):
        for name in asked:
            if name in said["sealed"]:
                (folder / name).write_bytes((sealed / name).read_bytes())
        return said["why"]


def _so_often(times: int, answer: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    left = iter(range(times))
    return lambda asked: b"" if next(left, None) is None else answer(asked)
