"""A picture told to the scripts of the desk: what a story’s boxes show of it, and what may be said against its use."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.http import HttpRequest, JsonResponse

from pictures import rights
from pictures.admin.shown import Shown, file_url
from pictures.models import Crop, Picture
from pictures.rights import Rights

PRINT = 640  # pixels: as wide as the column in which stories are written
USES = ("lead", "body", "gallery")
_AGAINST = {
    Rights.ENDED: "Its lease is over.",
    Rights.COMING: "Its lease has not begun.",
    Rights.UNCREDITED: "It has no credit: say in the library how it is printed.",
}


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, and wants no page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def told(one: Shown, *, now: datetime, sections: Collection[str] = ()) -> dict:
    """A picture as plain data. `sections` are the slugs of where it would stand."""
    picture = one.picture
    return {
        "number": picture.pk,
        **{name: getattr(picture, name) for name in ("title", "caption", "credit", "alt")},
        "thumb": _print(picture.current("whole"), 0),
        "whole": _print(picture.current("whole"), PRINT),
        "lead": _print(picture.current("lead"), PRINT),
        "url": one.url,
        "sign": one.sign,
        "rights": one.rights.label,
        "against": {use: against(picture, now=now, sections=sections, use=use) for use in USES},
    }


def against(picture: Picture, *, now: datetime, sections: Collection[str], use: str) -> list[str]:
    """Why a picture may not be used anew, each reason a sentence for an editor."""
    state = rights.state_of(picture, now)
    return [_AGAINST[state]] if state in _AGAINST else []


def answer(pictures: Iterable[Shown], *, now: datetime, sections: Collection[str], more: int) -> JsonResponse:
    """Some pictures, and the number of the page that goes on; 0 where none does."""
    return JsonResponse({"found": [told(one, now=now, sections=sections) for one in pictures], "more": more})


def _print(crop: Crop, width: int) -> dict:
    """A rendition so wide or less; the smallest at least. What is not made yet gives way to what is."""
    wide, high = max((size for size in crop.sizes if size[0] <= width), default=crop.sizes[0])
    return {"url": file_url(crop, wide), "width": wide, "height": high}
