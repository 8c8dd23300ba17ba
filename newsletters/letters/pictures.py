"""The pictures of a letter: those that readers may fetch at the public door, and that may stand in a newsletter."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.models import Edition
from articles.renditions.addresses import absolute
from pictures.models import Picture

LARGE, SMALL = 600, 120  # How wide a letter shows them, in pixels.


def picture_of(editions: Sequence[Edition], now: datetime) -> dict[int, dict[str, Any]]:
    """What a letter keeps of the lead picture of each edition that has one, by the edition's number."""
    leads = {one.pk: one.lead_picture for one in editions if "card" in one.lead_picture.get("crops", {})}
    wanted = [lead["picture"] for lead in leads.values()]
    public = (
        set(Picture.objects.public().filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else ()
    )
    return {
        pk: {"alt": lead.get("alt", ""), "credit": lead.get("credit", ""), **lead["crops"]["card"]}
        for pk, lead in leads.items()
        if lead["picture"] in public
    }


def shown(picture: dict[str, Any], width: int) -> dict[str, Any]:
    """A picture at a width: the address of a file that is large enough and no larger, with its size in the letter."""
    if not picture:
        return {}
    wide, high = min(
        (size for size in picture["sizes"] if size[0] >= width),
        default=max(picture["sizes"]),
        key=lambda size: size[0],
    )
    url = absolute(reverse("picture", args=[picture["key"], wide, "jpg"]))
    shown = min(width, wide)
    return {"url": url, "width": shown, "height": round(high * shown / wide)} | {
        name: picture[name] for name in ("alt", "credit")
    }
