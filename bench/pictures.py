"""Measure the picture desk: uploads, and renditions that the worker makes, a second of one core. Prints a line each.

The pictures are of twenty-four million pixels, as cameras make them, with much in them.
"""

import resource
from io import BytesIO
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from accounts.models import User
from pictures import developing, intake
from pictures.models import Picture, Rendition

PICTURES = 2
SIZE = (6000, 4000)
DETAIL = 8  # The noise that is drawn is so much coarser than the picture.


def main() -> None:
    by = User.objects.get_or_create(email="bench@newsroom.example", defaults={"name": "The bench"})[0]
    with TemporaryDirectory(prefix="newsroom-bench-") as folder, override_settings(MEDIA_ROOT=folder):
        files = [_drawn(number) for number in range(PICTURES)]
        began = _seconds()
        pictures = [intake.take_in(file, by=by).picture for file in files]
        came, small = _seconds(), Rendition.objects.filter(crop__picture__in=pictures).count()
        while developing.develop_due():
            pass
        made, large = _seconds(), Rendition.objects.filter(crop__picture__in=pictures).count() - small
    wide, phone = _weight(pictures[0], "lead", 1280), _weight(pictures[0], "card", 640)
    for picture in pictures:
        picture.delete()
    print(
        f"uploads: {PICTURES / (came - began):.1f} a second per core, with {small // PICTURES} renditions each"
    )
    print(
        f"renditions by the worker: {large / (made - came):.1f} a second per core, {large // PICTURES} of a picture"
    )
    print(
        f"the picture at the head of a page, full of noise: {wide:.0f} kB on a desk, {phone:.0f} kB on a phone"
    )


def _weight(picture: Picture, shape: str, width: int) -> float:
    """Kilobytes that a reader's browser fetches of a picture in a place: AVIF, and no wider than it stands there."""
    made = Rendition.objects.filter(crop__picture=picture, crop__shape=shape, extension="avif")
    return made.filter(width__lte=width).latest("width").bytes / 1000


def _drawn(number: int) -> SimpleUploadedFile:
    noise = [Image.effect_noise((SIZE[0] // DETAIL, SIZE[1] // DETAIL), 40 + 5 * number) for _ in range(3)]
    file = BytesIO()
    Image.merge("RGB", noise).resize(SIZE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
    return SimpleUploadedFile(f"bench-{number}.jpg", file.getvalue())


def _seconds() -> float:
    """Processor time so far, of this process and of those it started and waited for."""
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)
