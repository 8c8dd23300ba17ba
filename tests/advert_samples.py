"""Campaigns for tests: plain functions with overrides."""

from functools import cache
from io import BytesIO

from PIL import Image

from adverts import pictures
from adverts.models import Campaign, Creative
from articles import clock
from tests.factories import DAY, make_story

BREAK = '<div data-node="advert"></div>'
BODY = f"<p>The water came before dawn.</p>{BREAK}<p>By noon it had gone.</p>"
WORDS = {"headline": "Slow news, on paper.", "text": "Forty pages.", "call": "Have it sent to you"}


def make_campaign(name: str = "The Saturday edition", *, sections=(), **fields) -> Campaign:
    """A campaign that began a day ago and has no end."""
    campaign = Campaign.objects.create(name=name, **{"live_from": clock.now() - DAY} | fields)
    campaign.sections.set(sections)
    return campaign


def make_advert(campaign: Campaign | None = None, placement: str = "text", **fields) -> Creative:
    """An advert in words, of a campaign that runs."""
    fields = {"link": "/series/the-keepers/"} | WORDS | fields
    return (campaign or make_campaign()).creatives.create(placement=placement, **fields)


def make_picture(campaign: Campaign | None = None, placement: str = "text", **fields) -> Creative:
    kept = _kept()
    picture = {"picture": kept.content, "picture_width": kept.width, "picture_height": kept.height}
    blank = {"headline": "", "text": "", "call": "", "alt": "Twenty-four strokes."}
    return make_advert(campaign, placement, **blank | picture | fields)


@cache
def _kept() -> pictures.Picture:
    """Made once: each takes a process of its own."""
    return pictures.remade(drawn())


def drawn(kind: str = "PNG", size: tuple[int, int] = (600, 500), **saved) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, kind, **saved)
    return file.getvalue()


def make_story_with_a_break(**fields):
    return make_story(**{"body": BODY} | fields)
