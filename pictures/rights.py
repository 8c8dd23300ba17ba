"""What the desk may do with a picture: in a word, one state of five; and for one use, every reason against it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Q, TextChoices
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.timezone import localtime

SOON = timedelta(days=7)
Moment = datetime | Now  # or the database's own


class Rights(TextChoices):
    ENDED = "ended", "Lease over"
    COMING = "coming", "Not yet"
    UNCREDITED = "uncredited", "No credit"
    ENDING = "ending", "Ends soon"
    FREE = "free", "May be used"


class Use(TextChoices):
    """What a picture can be used for. Terms name those that they deny."""

    LEAD = "lead", "At the head of a story"
    BODY = "body", "In a story’s text"
    GALLERY = "gallery", "In a gallery"
    SOCIAL = "social", "As a share image"
    NEWSLETTER = "newsletter", "In a newsletter"


class Leased(Protocol):
    credit: str
    allowed_from: datetime | None
    allowed_until: datetime | None


class Termed(Leased, Protocol):
    denied_sections: list[str]
    denied_uses: list[str]


def may_be_used(picture: Termed, *, now: datetime, sections: Mapping[str, str], use: str) -> list[str]:
    """Why a picture may not be used anew, each reason a sentence for an editor; none where it may.

    `sections` are the section it would stand in and the one that is a part of: slug → name. `use` is one of `Use`.
    """
    return [*_lease(picture, now), *uncredited(picture), *denials(picture, sections=sections, use=use)]


def denials(picture: Termed, *, sections: Mapping[str, str], use: str) -> list[str]:
    """What its terms have against one use, whatever its lease and its credit; the rest is as in `may_be_used`."""
    denied = [sections[slug] for slug in picture.denied_sections if slug in sections]
    return [*(f"Its terms deny it to {name}." for name in denied), *_use(picture, use)]


def _lease(picture: Leased, now: datetime) -> list[str]:
    begins, ends = picture.allowed_from, picture.allowed_until
    if ends is not None and ends <= now:
        return [f"Its lease ended on {hour(ends)}."]
    if begins is not None and begins > now:
        return [f"It may be used from {hour(begins)}, and not before."]
    return []


def uncredited(picture: Leased) -> list[str]:
    """What to do about a picture without a credit. A story may give it one for its own use."""
    return [] if picture.credit else ["It has no credit: say in the library how it is printed."]


def _use(picture: Termed, use: str) -> list[str]:
    if use not in picture.denied_uses:
        return []
    label = str(Use(use).label)
    return [f"Its terms deny this use: {label[:1].lower()}{label[1:]}."]


def hour(moment: datetime) -> str:
    """An hour as the desk reads it, with its zone."""
    return date_format(localtime(moment), "j F Y, H:i e")


def lasting(now: Moment, of: str = "") -> Q:
    """The condition under which a lease goes on, of a picture or of one that it leads to: `of="fallback__"`."""
    begun = Q(**{f"{of}allowed_from": None}) | Q(**{f"{of}allowed_from__lte": now})
    return begun & (Q(**{f"{of}allowed_until": None}) | Q(**{f"{of}allowed_until__gt": now}))


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
