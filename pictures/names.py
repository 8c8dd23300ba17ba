"""The names of renditions: made from what is in them alone, so that whoever knows a crop knows them all."""

from hashlib import sha256

from pictures.shapes import Box

KEY = 24  # figures
EXTENSIONS = ("avif", "webp", "jpg")  # the formats that browsers choose among, the smallest first
# How renditions are made. Another way to make them needs another number here, for what has a name never changes.
RECIPE = 1
PLACE = "pictures/"  # Where readers fetch them.


def key(digest: str, shape: str, box: Box) -> str:
    """What the names of a crop's renditions begin with."""
    made_of = f"{digest}:{shape}:{box.left},{box.top},{box.width},{box.height}:{RECIPE}"
    return sha256(made_of.encode()).hexdigest()[:KEY]


def rendition(key: str, width: int, extension: str) -> str:
    return f"{key}-{width}.{extension}"


def address(key: str, width: int, extension: str) -> str:
    """Where readers fetch a rendition."""
    return f"/{PLACE}{rendition(key, width, extension)}"
