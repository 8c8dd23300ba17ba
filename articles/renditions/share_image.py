"""The picture that goes with a shared link: the headline in the paper's own type, in whichever script it has."""

from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw

from articles.models import Edition
from articles.renditions.setting_type import can_be_set, without_signs
from articles.renditions.share_photograph import over_photograph
from articles.renditions.sheet import HEIGHT, INK, MARGIN, PAPER, WIDTH, Sheet

QUIET, ACCENT, RULE = "#5d574b", "#a3200d", "#dcd6c9"
COLOURS = 32  # Enough for three inks with smooth edges, and a fifth of the bytes.

_HEADLINE_TOP, _FOOT = 214, HEIGHT - 76


def as_share_image(edition: Edition, photograph: bytes = b"") -> bytes:
    """A picture of 1200 × 630 pixels: a JPEG over a photograph, where there is one, and else a PNG of letters alone.

    What nobody here has the letters for is left out: then the paper's name is large.
    """
    if photograph:
        return over_photograph(edition, photograph)
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = Sheet(ImageDraw.Draw(picture), edition.language, edition.direction)
    headline = without_signs(edition.social_title)
    if headline and can_be_set(headline):
        _head(sheet)
        _say_what(sheet, edition, headline)
    elif can_be_set(name := without_signs(settings.SITE_NAME)):
        sheet.paragraph(name, _HEADLINE_TOP, sizes=(120, 96, 72), colour=INK)
    written = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def kind_of(share_image: bytes) -> str:
    """Which kind of picture it is, as browsers call it."""
    return "image/jpeg" if share_image.startswith(b"\xff\xd8") else "image/png"


def _head(sheet: Sheet) -> None:
    sheet.words(without_signs(settings.SITE_NAME), 54, 40, INK)
    for top in (122, 128):
        sheet.draw.line((MARGIN, top, WIDTH - MARGIN, top), fill=INK if top == 122 else RULE, width=2)


def _say_what(sheet: Sheet, edition: Edition, headline: str) -> None:
    sheet.words(without_signs(edition.kicker or edition.section.name), 156, 30, ACCENT)
    sheet.paragraph(
        headline, _HEADLINE_TOP, sizes=(84, 76, 68, 60, 54, 48, 42), colour=INK, bottom=_FOOT - 24
    )
    day = edition.published_on
    where = without_signs(edition.dateline_text)
    date = f"{day.day} {day:%B %Y}" if edition.direction == "ltr" else f"{day:%Y/%m/%d}"
    sheet.words(" · ".join(filter(None, (where if can_be_set(where) else "", date))), _FOOT, 28, QUIET)
