"""The demo paper's newsletters and their first issues, made where they are missing. What is there is left alone."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction

from newsletters import deliveries, offered, planning, sending, work
from newsletters.models import Newsletter
from newsroom.demo import nouns
from newsroom.demo.house import House

SENDER = "letters@newsroom.example"
A_WEEK = timedelta(days=7)
PLAIN = ("slug", "name", "promise", "days", "rule", "most_stories", "audience", "is_suggested")


@transaction.atomic
def make(copies: tuple[nouns.Newsletter, ...], house: House, *, now: datetime) -> int:
    """Make the newsletters that are missing, each with its issue. Returns how many there were."""
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
        if copy.has_gone_out:
            _bring_out(newsletter, now)
        elif newsletter.fills_itself and newsletter.is_in_the_open:
            coming = planning.hours(newsletter, after=now, until=now + A_WEEK)
            sending.plan(newsletter, at=coming[0], now=now)
    if missing:
        transaction.on_commit(offered.forget)
    return len(missing)


def _bring_out(newsletter: Newsletter, now: datetime) -> None:
    """An issue has just left, to nobody yet: readers find it among past issues."""
    issue = sending.plan(newsletter, at=now, now=now)
    assert issue, "a newsletter that was just made has none for any hour"
    sending.begin(issue, content=work.freeze(issue), now=now)
    deliveries.list_readers()
    deliveries.finish_done()
