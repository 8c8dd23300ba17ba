"""The picture that goes with a shared link: the headline in the paper's own type, in whichever script it has."""

from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw

from articles.models import Edition
from articles.renditions.setting_type import Line, can_be_set, fitted, without_signs

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
INK, QUIET, ACCENT, RULE, PAPER = "#171511", "#5d574b", "#a3200d", "#dcd6c9", "#fffefb"
COLOURS = 32  # Enough for three inks with smooth edges, and a fifth of the bytes.

_HEADLINE_TOP, _FOOT = 214, HEIGHT - 76


def as_share_image(edition: Edition) -> bytes:
    """A PNG of 1200 × 630 pixels. What nobody here has the letters for is left out: then the paper's name is large."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = _Sheet(ImageDraw.Draw(picture), edition.language, edition.direction)
    headline = without_signs(edition.social_title)
    if headline and can_be_set(headline):
        _head(sheet)
        _say_what(sheet, edition, headline)
    elif can_be_set(name := without_signs(settings.SITE_NAME)):
        sheet.paragraph(name, _HEADLINE_TOP, sizes=(120, 96, 72), colour=INK)
    written = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


class _Sheet:
    """What is drawn on, from the side on which its language begins."""

    def __init__(self, draw: ImageDraw.ImageDraw, language: str, direction: str) -> None:
        self.draw, self.language, self.direction = draw, language, direction

    def paragraph(
        self, words: str, top: int, *, sizes: tuple[int, ...], colour: str, bottom: int = HEIGHT - MARGIN
    ) -> None:
        """Words in the largest of the sizes in which they fit between top and bottom; cut, if in none."""
        for line in fitted(words, sizes, WIDTH - 2 * MARGIN, bottom - top, self.language, self.direction):
            self.line(line, top, colour)
            top += line.leading

    def line(self, line: Line, top: int, colour: str) -> None:
        left = WIDTH - MARGIN - line.width if self.direction == "rtl" else MARGIN
        self.draw.text((left, top), line.words, font=line.font, fill=colour, **line.shaping)

    def words(self, words: str, top: int, size: int, colour: str) -> None:
        """One line, cut where it has to be; nothing where there are no letters for it."""
        if words and can_be_set(words):
            one = fitted(words, (size,), WIDTH - 2 * MARGIN, size, self.language, self.direction)
            self.line(one[0], top, colour)


def _head(sheet: _Sheet) -> None:
    sheet.words(without_signs(settings.SITE_NAME), 54, 40, INK)
    for top in (122, 128):
        sheet.draw.line((MARGIN, top, WIDTH - MARGIN, top), fill=INK if top == 122 else RULE, width=2)


def _say_what(sheet: _Sheet, edition: Edition, headline: str) -> None:
    sheet.words(without_signs(edition.kicker or edition.section.name), 156, 30, ACCENT)
    sheet.paragraph(
        headline, _HEADLINE_TOP, sizes=(84, 76, 68, 60, 54, 48, 42), colour=INK, bottom=_FOOT - 24
    )
    day = edition.published_on
    where = without_signs(edition.dateline_text)
    date = f"{day.day} {day:%B %Y}" if edition.direction == "ltr" else f"{day:%Y/%m/%d}"
    sheet.words(" · ".join(filter(None, (where if can_be_set(where) else "", date))), _FOOT, 28, QUIET)
