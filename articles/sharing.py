"""The photograph behind the headline of a shared link: which it is, and whether it may go so far."""

from copy import copy

from django.utils import timezone

from articles.models import Edition
from pictures import files, rights
from pictures.models import Rendition

WIDEST, NARROWEST = 1280, 640  # Pixels: what is narrower is drawn too large.


def photograph_of(edition: Edition) -> Rendition | None:
    """The widest print, of those that are made, of what readers see at the head of an edition now.

    None where that is no picture of the library, or one whose terms keep it from other sites. One query, or none.
    """
    crop = edition.picture.get("crops", {}).get("lead")
    made = Rendition.objects.nearest(crop["key"], WIDEST, "jpg").first() if crop else None
    if made is None or made.width < NARROWEST:
        return None
    picture = copy(made.crop.picture)
    picture.credit = picture.credit or edition.picture.get("credit", "")
    sections = edition.section.lineage
    against = rights.may_be_used(picture, now=timezone.now(), sections=sections, use=rights.Use.SOCIAL)
    return None if against else made


def bytes_of(photograph: Rendition | None) -> bytes:
    """The file, or nothing where there is none any more."""
    try:
        return files.rendition(photograph.name) if photograph else b""
    except FileNotFoundError:
        return b""


def seconds_left(photograph: Rendition | None, most: int) -> int:
    """How long it may be kept: no longer than the lease of its photograph goes on, and no longer than so many."""
    until = photograph and photograph.crop.picture.allowed_until
    return max(0, min(most, int((until - timezone.now()).total_seconds()))) if until else most
