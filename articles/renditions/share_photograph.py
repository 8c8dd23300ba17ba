"""The picture of a shared link where the story has a photograph: that, and over its foot the headline."""

from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageOps

from articles.models import Edition
from articles.renditions.setting_type import can_be_set, without_signs
from articles.renditions.sheet import HEIGHT, INK, PAPER, WIDTH, Sheet

QUALITY = 84
SHADE = 0.88  # How dark it is at the foot, where letters stand on whatever was photographed.
_SHADED_FROM, _FOOT, _TALLEST = 150, HEIGHT - 64, 250
_PALE = "#e9e4d8"


def over_photograph(edition: Edition, photograph: bytes) -> bytes:
    """A JPEG of 1200 × 630 pixels. `photograph` is a print of the house's own."""
    with Image.open(BytesIO(photograph), formats=["JPEG"]) as printed:
        picture = ImageOps.fit(printed.convert("RGB"), (WIDTH, HEIGHT))
    _shade(picture)
    sheet = Sheet(ImageDraw.Draw(picture), edition.language, edition.direction)
    headline = without_signs(edition.social_title)
    if headline and can_be_set(headline):
        sheet.paragraph_over(_FOOT - 22, headline, sizes=(64, 56, 50, 44, 38), colour=PAPER, height=_TALLEST)
    foot = (settings.SITE_NAME, edition.picture.get("credit", ""), edition.picture.get("label", ""))
    named = [words for words in map(without_signs, foot) if words and can_be_set(words)]
    sheet.words(" · ".join(named), _FOOT, 26, _PALE)
    written = BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _shade(picture: Image.Image) -> None:
    """Let the picture grow dark towards its foot."""
    height = HEIGHT - _SHADED_FROM
    dark = (
        Image.linear_gradient("L")
        .resize((WIDTH, height))
        .point(lambda value: int(min(255, value * 1.7) * SHADE))
    )
    picture.paste(Image.new("RGB", (WIDTH, height), INK), (0, _SHADED_FROM), dark)
