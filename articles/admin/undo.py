"""Taking back what was just said: the next page offers it once, on a button and on Z."""

from datetime import datetime
from math import floor

from django.utils import timezone

KEY = "undo"


def offer(request, said: str, url: str, **fields) -> None:
    """Say what was done, and offer to POST these fields to an address in order to take it back."""
    fields = {name: value or "" for name, value in fields.items()}
    request.session[KEY] = {"said": said, "url": url, "fields": fields}


def offer_until(request, said: str, url: str, *, until: datetime, small: str) -> None:
    """The same, while it can be taken back at all: `until` (aware). `small` is what else is to be known."""
    offer(request, said, url)
    request.session[KEY] |= {"small": small, "until": until.isoformat()}


def taken_from(request) -> dict | None:
    """What can be taken back on this page, with how many seconds are left for it. It is offered once."""
    offered = request.session.pop(KEY, None) if KEY in request.session else None
    if offered is None or not offered.get("until"):
        return offered
    left = floor((datetime.fromisoformat(offered["until"]) - timezone.now()).total_seconds())
    return offered | {"left": left} if left > 0 else None
