"""What the picture of a shared link is drawn on."""

from PIL import ImageDraw

from articles.renditions.setting_type import Line, can_be_set, fitted

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
INK, PAPER = "#171511", "#fffefb"


class Sheet:
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

    def paragraph_over(
        self, bottom: int, words: str, *, sizes: tuple[int, ...], colour: str, height: int
    ) -> None:
        """The same, standing on its last line."""
        lines = fitted(words, sizes, WIDTH - 2 * MARGIN, height, self.language, self.direction)
        top = bottom - sum(line.leading for line in lines)
        for line in lines:
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
