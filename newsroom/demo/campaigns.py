"""The demo paper's own adverts, made where they are missing. A campaign that is there already is left alone."""

from datetime import datetime
from functools import partial
from io import BytesIO

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from adverts import pictures, running
from adverts.models import Campaign
from newsroom.demo import moments, nouns
from newsroom.demo.house import House

PAPER, INK, ACCENT = "#efebe1", "#171511", "#a3200d"
TYPE = settings.BASE_DIR / "static/paper/fonts/newsreader-display-latin.woff2"


def make(copies: tuple[nouns.Campaign, ...], house: House, *, now: datetime) -> int:
    """Make the campaigns that are missing, with their adverts. Returns how many there were."""
    here = set(Campaign.objects.values_list("name", flat=True))
    missing = [copy for copy in copies if copy.name not in here]
    for copy in missing:
        _make(copy, house, now)
    if missing:
        running.forget()
    return len(missing)


@transaction.atomic
def _make(copy: nouns.Campaign, house: House, now: datetime) -> None:
    moment = partial(moments.read, now=now, zone=settings.SITE_ZONE)
    campaign = Campaign.objects.create(
        name=copy.name,
        weight=copy.weight,
        live_from=moment(copy.live_from),
        live_until=moment(copy.live_until) if copy.live_until else None,
    )
    campaign.sections.set(house.sections[slug] for slug in copy.sections)
    for advert in copy.creatives:
        words = ("placement", "link", "headline", "text", "call", "alt")
        campaign.creatives.create(
            **{name: getattr(advert, name) for name in words}, **(_picture() if advert.is_drawn else {})
        )


def _picture() -> dict:
    """The sign of the paper, as a poster: a line, twenty-four strokes for the hours, and ours."""
    image = Image.new("RGB", (600, 500), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((58, 56), "What’s the time?\nIt depends.", INK, ImageFont.truetype(TYPE, 64), spacing=14)
    for hour in range(25):
        x, noon = 60 + hour * 20, hour == 12
        pen.rectangle((x - 3 * noon, 290 if noon else 370, x + 2 + 3 * noon, 430), ACCENT if noon else INK)
    pen.rectangle((60, 430, 542, 434), INK)
    drawn = BytesIO()
    image.save(drawn, "PNG")
    made = pictures.remade(drawn.getvalue())
    return {"picture": made.content, "picture_width": made.width, "picture_height": made.height}
