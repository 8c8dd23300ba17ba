"""The picture of an advert as it is kept: made anew from what came, at most twice as large as any place shows it."""

from dataclasses import dataclass

from pictures import kinds
from pictures.child import darkroom
from pictures.kinds import JPEG, PNG, WEBP, Kind, NotKept

FORMATS = (JPEG, PNG, WEBP)
KEPT_AS = WEBP.media_type
LARGEST_FILE = 5_000_000  # bytes
MOST_PIXELS = 25_000_000
BOX = (1456, 1200)  # pixels
SECONDS = 10
TOO_LARGE = "The file is larger than five megabytes."
UNREADABLE = "That is no picture we can read: send a JPEG, PNG or WebP."


class NotAPicture(Exception):
    """What came is no picture that we can keep. The message says why."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def remade(content: bytes) -> Picture:
    """A picture as WebP, upright, without what its file says beside it (place, camera, profile).

    It is unpacked in the darkroom, like every other. Raises NotAPicture for what is too large, or no JPEG, PNG or WebP.
    """
    if len(content) > LARGEST_FILE:
        raise NotAPicture(TOO_LARGE)
    kind = _kind(content)
    try:
        with darkroom("remake", content, kind, seconds=SECONDS, pixels=MOST_PIXELS, box=BOX) as (
            said,
            folder,
        ):
            return Picture((folder / "made").read_bytes(), *said["size"])
    except NotKept as refused:
        raise NotAPicture(str(refused)) from refused


def _kind(content: bytes) -> Kind:
    try:
        kind = kinds.kind_of(content[: kinds.HEAD])
    except NotKept as refused:
        raise NotAPicture(UNREADABLE) from refused
    if kind not in FORMATS:
        raise NotAPicture(UNREADABLE)
    return kind
