"""The pictures of a letter: those that readers may fetch at the public door, and that may stand in a newsletter."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.models import Edition
from articles.renditions.addresses import absolute
from pictures import rights
from pictures.models import Picture

LARGE, SMALL = 600, 120  # How wide a letter shows them, in pixels.


def pictures_of(editions: Collection[Edition], now: datetime) -> dict[int, dict[str, Any]]:
    """What a letter keeps of the lead picture of each edition that has one, by the edition's number.

    What its terms keep out of newsletters, or its lease for now, stays out. One query, or none.
    """
    leads = {one: one.lead_picture for one in editions if "card" in one.lead_picture.get("crops", {})}
    wanted = [lead["picture"] for lead in leads.values()]
    public = Picture.objects.public().in_bulk(wanted) if wanted else {}
    return {
        edition.pk: {"alt": lead["alt"], "credit": lead["credit"], **lead["crops"]["card"]}
        for edition, lead in leads.items()
        if (picture := public.get(lead["picture"])) and _may_be_mailed(picture, edition, now)
    }


def _may_be_mailed(picture: Picture, edition: Edition, now: datetime) -> bool:
    """Whether its terms let it go into a newsletter. The story may have said the credit that the picture lacks."""
    picture.credit = picture.credit or edition.lead_picture["credit"]
    sections = edition.section.lineage
    return not rights.may_be_used(picture, now=now, sections=sections, use=rights.Use.NEWSLETTER)


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
    drawn = min(width, wide)
    return {"url": url, "width": drawn, "height": round(high * drawn / wide), "alt": picture["alt"]}
