"""Counting how often adverts are followed: by day, without a cookie, and without a trace of who it was."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F

from adverts.models import Campaign, ClickCount, Creative
from articles import clock

log = logging.getLogger(__name__)


def count(creative: Creative) -> None:
    """Count one click on an advert that runs, today in the paper's zone. A count that fails keeps no reader waiting."""
    try:
        if Campaign.objects.live().filter(pk=creative.campaign_id).exists():
            today = clock.now().astimezone(settings.SITE_ZONE).date()
            row, _ = ClickCount.objects.get_or_create(creative=creative, day=today)
            ClickCount.objects.filter(pk=row.pk).update(clicks=F("clicks") + 1)
    except DatabaseError:
        log.exception("A click on advert %s was not counted.", creative.pk)
