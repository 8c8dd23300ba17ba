"""The picture at the head of a story in other forms: one file of it, for whoever does not choose among many."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.models import Edition
from articles.renditions.addresses import absolute
from pictures import prints
from pictures.prints import Layout, Print

MEDIA_TYPE = "image/jpeg"
_PLAIN = Layout("lead", "100vw")


class File(NamedTuple):
    """Where a file is, and its width and height in pixels."""

    url: str
    width: int
    height: int


def lead_files(edition: Edition, *shapes: str) -> list[File]:
    """The picture at the head of an edition, as readers may see it now, in some crops; nothing where there is none."""
    crops = edition.picture.get("crops", {})
    return [_file(crops[shape]) for shape in shapes if shape in crops]


def lead_as_html(edition: Edition) -> SafeString:
    """The picture at the head with its caption, for elsewhere."""
    if "crops" not in edition.picture:
        return SafeString("")
    figure = f"<figure>{prints.figure(Print(**edition.picture), _PLAIN)}</figure>\n"
    return mark_safe(body.lent(figure, absolute(edition.path)))


def _file(crop: dict[str, Any]) -> File:
    return File(absolute(prints.address(crop, prints.LARGE)), *prints.size(crop, prints.LARGE))
