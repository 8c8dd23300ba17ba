"""The names of renditions: made from what is in them alone, so that whoever knows a crop knows them all."""

import json
from collections.abc import Mapping
from hashlib import sha256

from pictures.shapes import Box

KEY = 24  # figures
EXTENSIONS = ("avif", "webp", "jpg")  # the formats that browsers choose among, the smallest first
# How renditions are made. Another way to make them needs another number here, for what has a name never changes.
RECIPE = 1
PLACE = "pictures/"  # Where readers fetch them.


def key(digest: str, shape: str, box: Box, said: Mapping[str, str] | None = None) -> str:
    """What the names of a crop's renditions begin with. `said` is what they say of themselves (`pictures.imprints`)."""
    made_of = f"{digest}:{shape}:{box.left},{box.top},{box.width},{box.height}:{RECIPE}"
    if said:
        made_of += f":{json.dumps(said, sort_keys=True)}"
    return sha256(made_of.encode()).hexdigest()[:KEY]


def rendition(key: str, width: int, extension: str) -> str:
    return f"{key}-{width}.{extension}"


def address(key: str, width: int, extension: str) -> str:
    """Where readers fetch a rendition."""
    return f"/{PLACE}{rendition(key, width, extension)}"
