"""The demo's drawn pictures, as a story's page prints them, until pictures have a room of their own."""

import re
from pathlib import Path

from django.conf import settings

from newsroom.demo.nouns import Picture

FOLDER = Path(settings.BASE_DIR) / "static" / "demo"
_SIZE = re.compile(r' (?:width|height)="(\d+)"')


def printed(picture: Picture) -> dict:
    """A picture as `Story.lead_picture` holds it. Its size is read from the drawing, so that no page shifts."""
    drawing = (FOLDER / picture.file).read_text(encoding="utf-8")
    width, height = _SIZE.findall(drawing)[:2]
    return {
        "url": f"{settings.STATIC_URL}demo/{picture.file}",
        "width": int(width),
        "height": int(height),
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }
