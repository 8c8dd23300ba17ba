"""The demo's drawn pictures, on the way that every picture takes: through the library, into a story."""

from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from newsroom.demo import moments, nouns
from pictures import crops, developing, intake
from pictures.models import Picture

FOLDER = Path(__file__).parent / "pictures"
# The crops that the paper's pages show, made at once: nobody who tries the demo needs a worker.
SHOWN = ("lead", "card", "square")


class Shelf:
    """The pictures of the demo in the library, taken in when a story first wants one."""

    def __init__(self, by: User, *, now: datetime) -> None:
        self.by, self.moment = by, partial(moments.read, now=now, zone=settings.SITE_ZONE)
        self._here: dict[str, Picture] = {}

    def lead(self, wanted: nouns.Picture) -> dict:
        """A picture as `Story.lead_picture` names it. Caption and credit are the library's."""
        return {"picture": self._taken_in(wanted).pk, "alt": wanted.alt, "is_decorative": False}

    def gallery(self, wanted: nouns.Gallery) -> str:
        """A gallery as a text holds it."""
        figures = (
            f'<figure data-node="picture" data-picture="{self._taken_in(one).pk}"'
            f' data-caption="{escape(one.caption)}" data-alt="{escape(one.alt)}"></figure>'
            for one in wanted.pictures
        )
        return f'<div data-node="gallery" data-title="{escape(wanted.title)}">{"".join(figures)}</div>'

    def _taken_in(self, wanted: nouns.Picture) -> Picture:
        if wanted.file not in self._here:
            self._here[wanted.file] = self._arrived(wanted)
        return self._here[wanted.file]

    def _arrived(self, wanted: nouns.Picture) -> Picture:
        """The picture, as it lies in the library already, or with all that is said of it."""
        content = (FOLDER / wanted.file).read_bytes()
        arrival = intake.take_in(SimpleUploadedFile(wanted.file, content), by=self.by)
        picture = arrival.picture
        if arrival.is_new:
            picture.title = wanted.file.removesuffix(".webp").capitalize()
            picture.alt, picture.caption, picture.credit = wanted.alt, wanted.caption, wanted.credit
            picture.allowed_until = self.moment(wanted.until) if wanted.until else None
            picture.save()
            crops.follow(picture)
            developing.develop_smallest(picture)
            developing.develop(picture, SHOWN)
        return picture
