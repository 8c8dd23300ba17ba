"""The demo paper's newsletters, made where they are missing. One that is there already is left alone."""

from datetime import time

from django.conf import settings
from django.db import transaction

from newsletters import offered
from newsletters.models import Newsletter
from newsroom.demo import nouns
from newsroom.demo.house import House

SENDER = "letters@newsroom.example"
PLAIN = ("slug", "name", "promise", "days", "rule", "most_stories", "audience", "is_suggested")


@transaction.atomic
def make(copies: tuple[nouns.Newsletter, ...], house: House) -> int:
    """Make the newsletters that are missing. Returns how many there were."""
    here = set(Newsletter.objects.values_list("slug", flat=True))
    missing = [(place, copy) for place, copy in enumerate(copies, start=1) if copy.slug not in here]
    for place, copy in missing:
        newsletter = Newsletter.objects.create(
            **{name: getattr(copy, name) for name in PLAIN},
            position=place,
            is_offered=copy.audience != Newsletter.Audience.STAFF,
            hour=time.fromisoformat(copy.hour),
            zone=settings.TIME_ZONE,
            sender_name=settings.SITE_NAME,
            sender_address=SENDER,
        )
        newsletter.sections.set(house.sections[slug] for slug in copy.sections)
    if missing:
        transaction.on_commit(offered.forget)
    return len(missing)
