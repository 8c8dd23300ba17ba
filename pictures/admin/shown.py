"""A picture as lists and pages of the library show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pictures import rights
from pictures.models import Crop, Picture
from pictures.rights import Rights

# The desk's signs (components/mark.css) for what may be done with a picture.
SIGNS = {
    Rights.ENDED: "must",
    Rights.COMING: "scheduled",
    Rights.UNCREDITED: "must",
    Rights.ENDING: "weigh",
    Rights.FREE: "done",
}


@dataclass(frozen=True)
class Shown:
    """A picture with its smallest print, what may be done with it, and whether readers have it now."""

    picture: Picture
    thumb: str
    size: tuple[int, int]
    rights: Rights
    is_public: bool

    @property
    def sign(self) -> str:
        return SIGNS[self.rights]

    @property
    def url(self) -> str:
        return reverse("admin:pictures_picture_change", args=[self.picture.pk])


def file_url(crop: Crop, width: int, extension: str = "webp") -> str:
    """Where the desk fetches a rendition."""
    return reverse("admin:pictures_picture_file", args=[crop.key, width, extension])


def shown(pictures: Iterable[Picture], now: datetime) -> list[Shown]:
    """Pictures that came `with_thumbs`, as lists show them. One query, for what readers have."""
    found = list(pictures)
    public = set(
        Picture.objects.public().filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [_shown(one, now, one.pk in public) for one in found]


def _shown(picture: Picture, now: datetime, is_public: bool) -> Shown:
    crop = picture.current("whole")
    size = crop.sizes[0]
    return Shown(picture, file_url(crop, size[0]), size, rights.state_of(picture, now), is_public)
