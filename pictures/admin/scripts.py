"""A picture told to the scripts of the desk: what a story’s boxes show of it, and why it may not be used."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from datetime import datetime
from functools import partial
from types import MappingProxyType

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from pictures import rights
from pictures import sections as paper
from pictures.admin.shown import SIGNS, file_url
from pictures.models import Crop, Picture
from pictures.rights import Use

PRINT = 640  # pixels: as wide as the column in which stories are written
USES = (Use.LEAD, Use.BODY, Use.GALLERY)


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, and wants no page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def told(picture: Picture, *, now: datetime, sections: Mapping[str, str] = MappingProxyType({})) -> dict:
    """A picture that came `with_thumbs`, as plain data: what is `against` each use, and apart what a credit would mend.

    `sections` are those where it would stand: slug → name.
    """
    state = rights.state_of(picture, now)
    credited = copy(picture)
    credited.credit = picture.credit or "of the story"
    judged = partial(rights.may_be_used, credited, now=now, sections=sections)
    return {
        "number": picture.pk,
        **{name: getattr(picture, name) for name in ("title", "caption", "credit", "alt")},
        "thumb": _print(picture.current("whole"), 0),
        "whole": _print(picture.current("whole"), PRINT),
        "lead": _print(picture.current("lead"), PRINT),
        "url": reverse("admin:pictures_picture_change", args=[picture.pk]),
        "sign": SIGNS[state],
        "rights": state.label,
        "against": {use.value: judged(use=use) for use in USES},
        "uncredited": rights.uncredited(picture),
    }


def answer(pictures: Iterable[Picture], *, now: datetime, slugs: Collection[str], more: int) -> JsonResponse:
    """Some pictures, and the number of the page that goes on; 0 where none does. `slugs` say where they would stand."""
    called = paper.names()
    sections = {slug: called.get(slug, slug) for slug in slugs}
    found = [told(one, now=now, sections=sections) for one in pictures]
    return JsonResponse({"found": found, "more": more})


def _print(crop: Crop, width: int) -> dict:
    """A rendition so wide or less; the smallest at least. What is not made yet gives way to what is."""
    wide, high = max((size for size in crop.sizes if size[0] <= width), default=crop.sizes[0])
    return {"url": file_url(crop, wide), "width": wide, "height": high}
