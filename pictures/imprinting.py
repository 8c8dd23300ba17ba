"""Printing crops anew when what they say of themselves has changed: a credit, a copyright, a label.

What has a name never changes, so other words are other crops: the same parts, with other names. They are put in force
when there is something to be shown of each, and what was published keeps those it had.
"""

import logging

from pictures import crops, developing
from pictures.kinds import NotKept
from pictures.models import Picture

log = logging.getLogger(__name__)


def imprint_later(picture: Picture) -> None:
    """Have the worker print a picture's crops anew, if they do not say what is true of it now."""
    current = picture.crops.filter(is_current=True)
    is_due = any(crop.said != picture.imprint for crop in current)
    Picture.objects.filter(pk=picture.pk).update(imprint_due=is_due)


def imprint_due() -> int:
    """Print anew what lies first: how many pictures, one or none."""
    picture = Picture.objects.filter(imprint_due=True).order_by("pk").first()
    if picture is None:
        return 0
    row = Picture.objects.filter(pk=picture.pk)
    row.update(imprint_due=False)  # Before it is read again: whoever changes it from here on says so again.
    picture.refresh_from_db()
    try:
        developing.develop_first(picture, crops.imprinted(picture))
    except (NotKept, OSError) as fault:
        log.error("No prints with other words of picture %s: %s", picture.pk, fault)
        return 0
    crops.imprint(picture)
    return 1
