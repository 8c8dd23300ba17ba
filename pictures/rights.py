"""What the desk may do with a picture at a moment, in a word: one state of five, the gravest first."""

from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Q, TextChoices

SOON = timedelta(days=7)


class Rights(TextChoices):
    ENDED = "ended", "Lease over"
    COMING = "coming", "Not yet"
    UNCREDITED = "uncredited", "No credit"
    ENDING = "ending", "Ends soon"
    FREE = "free", "May be used"


class Leased(Protocol):
    credit: str
    allowed_from: datetime | None
    allowed_until: datetime | None


def state_of(picture: Leased, now: datetime) -> Rights:
    """The state of a picture. It only words things: what readers may fetch, the database says by its own clock."""
    begins, ends = picture.allowed_from, picture.allowed_until
    if ends is not None and ends <= now:
        return Rights.ENDED
    if begins is not None and begins > now:
        return Rights.COMING
    if not picture.credit:
        return Rights.UNCREDITED
    return Rights.ENDING if ends is not None and ends <= now + SOON else Rights.FREE


def being(state: str, now: datetime) -> Q:
    """The condition under which a picture is in a state."""
    is_ = {
        Rights.ENDED: Q(allowed_until__isnull=False, allowed_until__lte=now),
        Rights.COMING: Q(allowed_from__isnull=False, allowed_from__gt=now),
        Rights.UNCREDITED: Q(credit=""),
        Rights.ENDING: Q(allowed_until__isnull=False, allowed_until__lte=now + SOON),
    }
    graver = list(Rights)[: list(Rights).index(Rights(state))]
    found = is_.get(Rights(state), Q())
    for one in graver:
        found &= ~is_[one]
    return found
