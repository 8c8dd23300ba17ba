"""Counting how often adverts are followed: by day, without a cookie, and without a trace of who it was."""

import logging
import re

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F

from adverts.models import Campaign, ClickCount, Creative
from articles import clock

# Those who say what they are. They say it in many ways, and most of them in one of these words.
_MACHINES = re.compile(
    r"bot|crawl|spider|slurp|scan|monitor|preview|headless|lighthouse|fetch|curl|wget|python|java/|httpclient|okhttp"
    r"|facebookexternalhit|whatsapp|feed|archive",
    re.IGNORECASE,
)
# What browsers send with a page that nobody has asked for yet: the Fetch standard's name, and older ones.
_AHEAD_OF_TIME = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")

log = logging.getLogger(__name__)


def is_a_reader(request) -> bool:
    """Whether somebody followed a link: with GET, not ahead of time, and not a machine that says so."""
    ahead = any(
        word in request.headers.get(header, "").lower()
        for header in _AHEAD_OF_TIME
        for word in ("prefetch", "prerender", "preview")
    )
    browser = request.headers.get("User-Agent", "")
    return request.method == "GET" and not ahead and bool(browser) and not _MACHINES.search(browser)


def count(creative: Creative) -> None:
    """Count one click on an advert that runs, today in the paper's zone. A count that fails keeps no reader waiting."""
    try:
        if Campaign.objects.live().filter(pk=creative.campaign_id).exists():
            today = clock.now().astimezone(settings.SITE_ZONE).date()
            row, _ = ClickCount.objects.get_or_create(creative=creative, day=today)
            ClickCount.objects.filter(pk=row.pk).update(clicks=F("clicks") + 1)
    except DatabaseError:
        log.exception("A click on advert %s was not counted.", creative.pk)
