"""Taking in a file: what it is, what stands in it, how it looks; kept as it came, with a small print of each crop."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from accounts.models import User
from pictures import crops, developing, files, kinds, likeness, statements
from pictures.child import darkroom
from pictures.kinds import NotKept
from pictures.models import Picture

SECONDS = 5
TOO_LARGE = "It has {came} megabytes, and {most} are the most: send a smaller one."
EMPTY = "There is nothing in it."


@dataclass(frozen=True)
class Arrival:
    """A picture that came, whether it was here before, and the earlier ones that look like it."""

    picture: Picture
    is_new: bool = True
    is_moving: bool = False
    resembling: list[Picture] = field(default_factory=list)


def take_in(upload: UploadedFile, *, by: User) -> Arrival:
    """Put a file into the library. The very same file is never there twice: whoever sends it again gets the first.

    Raises NotKept, with a sentence for whoever sent it, for what is no picture that is kept here.
    """
    content = _content(upload)
    digest = sha256(content).hexdigest()
    if known := Picture.objects.filter(digest=digest).first():
        return Arrival(known, is_new=False)
    kind = kinds.kind_of(content[: kinds.HEAD])
    with darkroom("arrive", content, kind, seconds=SECONDS) as (said, folder):
        picture = Picture(
            digest=digest,
            kind=kind.name,
            file_name=_file_name(upload),
            bytes=len(content),
            width=said["size"][0],
            height=said["size"][1],
            look=said["look"],
            tone=said["tone"],
            by=by,
            **statements.fields(said["metadata"], _file_name(upload)),
        )
        try:
            _keep(picture, content, said["made"], folder)
        except IntegrityError:  # The same file came a second time while this one was unpacked.
            return Arrival(Picture.objects.get(digest=digest), is_new=False)
    return Arrival(picture, is_moving=said["is_moving"], resembling=likeness.resembling(picture))


@transaction.atomic
def _keep(picture: Picture, content: bytes, made: list[dict], folder: Path) -> None:
    """The row and what hangs on it. A file without a row is found again under its name, and never seen before."""
    picture.save()
    likeness.keep(picture)
    crops.follow(picture)
    by_shape = {crop.shape: crop for crop in picture.crops.all()}
    for one in made:
        crop = by_shape[one["shape"]]
        developing.keep(crop, crop.sizes[0], one["bytes"], folder, one["shape"])
    files.keep_original(picture.digest, content)


def _content(upload: UploadedFile) -> bytes:
    """The file, its size looked at before it is read."""
    if not upload.size:
        raise NotKept(EMPTY)
    if upload.size > settings.PICTURE_BYTES:
        came, most = (
            f"{number / 1_000_000:.1f}".removesuffix(".0") for number in (upload.size, settings.PICTURE_BYTES)
        )
        raise NotKept(TOO_LARGE.format(came=came, most=most))
    return upload.read()


def _file_name(upload: UploadedFile) -> str:
    return PurePath((upload.name or "").replace("\x00", "")).name[-255:] or "picture"
