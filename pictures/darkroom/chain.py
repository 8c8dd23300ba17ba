"""What of a file's credentials goes along into prints: who did what, in whose name, with which tool.

No place does, and no small picture of what a crop leaves out. Most of it can be left out of a chain of credentials
without breaking it (C2PA 2.2, “Redaction of assertions”); a file of whose credentials the rest may tell a place, or
cannot be read here to its last box, keeps them to itself.
"""

import re

from pictures.darkroom import jumbf
from pictures.darkroom.jumbf import Box

PLACE, UNKNOWN = "a place", "what cannot be read here"
_ASSERTIONS = "c2pa.assertions"
_GOES_ALONG = (
    "c2pa.actions",
    "c2pa.certificate-status",
    "c2pa.hash.",
    "c2pa.ingredient",
    "c2pa.time-stamp",
    "c2pa.training-mining",
    "cawg.training-mining",
)
_PARTS = (_ASSERTIONS, "c2pa.claim", "c2pa.signature")
_TELLS_A_PLACE = re.compile(rb"latitude|longitude|exif:gps|gpsinfo", re.IGNORECASE)
_EACH_BOX_HAS = b"jumd"


def withheld(raw: bytes) -> str:
    """What may be in credentials that no leaving out takes away: `PLACE` or `UNKNOWN`, or nothing."""
    store = jumbf.read(raw)
    manifests = _manifests(store)
    if not manifests or _count(store) != raw.count(_EACH_BOX_HAS) or not all(map(_is_plain, manifests)):
        return UNKNOWN
    stays = [box for one in manifests for box in (*one.boxes, *filter(_goes_along, _assertions(one)))]
    return PLACE if any(_TELLS_A_PLACE.search(box.content) for box in stays) else ""


def left_out(raw: bytes) -> list[str]:
    """What stays behind, by the addresses of C2PA: all assertions but those that a chain is made of."""
    return [
        f"self#jumbf=/c2pa/{manifest.label}/{_ASSERTIONS}/{box.label}"
        for manifest in _manifests(jumbf.read(raw))
        for box in _assertions(manifest)
        if not _goes_along(box)
    ]


def is_bare(raw: bytes) -> bool:
    """Whether these credentials hold nothing that stays behind."""
    return not (withheld(raw) or left_out(raw) or _TELLS_A_PLACE.search(raw))


def _manifests(store: Box) -> list[Box]:
    found = store.inner("c2pa")
    return found.boxes if found and len(store.boxes) == 1 else []


def _assertions(manifest: Box) -> list[Box]:
    found = manifest.inner(_ASSERTIONS)
    return found.boxes if found else []


def _is_plain(manifest: Box) -> bool:
    """Whether it has its three parts and no other: nothing is packed tight in it, and nothing lies beside them."""
    labels = [box.label for box in manifest.boxes]
    return len(labels) == len(_PARTS) and all(any(one.startswith(part) for one in labels) for part in _PARTS)


def _goes_along(assertion: Box) -> bool:
    return assertion.label.startswith(_GOES_ALONG)


def _count(box: Box) -> int:
    return sum(1 + _count(inner) for inner in box.boxes)
