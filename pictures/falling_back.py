"""What the desk is told of what will stand in a picture's place when its lease is over, and what is wrong with it."""

from datetime import datetime

from pictures import rights
from pictures.models import Picture
from pictures.rights import Rights

_BARRED = {Rights.ENDED: "is over by then", Rights.COMING: "has not begun by then"}


def instead(picture: Picture, at: datetime) -> str:
    """What stands there from a moment on (aware), in words that go on a sentence."""
    if picture.fallback is None:
        return "nothing stands in its place"
    other = picture.fallback.latest
    if barred := _BARRED.get(rights.state_of(other, at)):
        return f"nothing stands in its place, for the lease of “{other}” {barred}"
    until = f", until {rights.hour(other.allowed_until)} only" if other.allowed_until else ""
    return f"“{other}” stands in its place{until}"


def wrong(picture: Picture, now: datetime) -> str:
    """What is amiss with a fallback that was chosen: readers would get nothing, another, or it for a while only."""
    other = picture.fallback
    if other is None:
        return ""
    ends = picture.allowed_until
    then = max(ends or now, now)
    if not (other.replaced_by or other.allowed_until or rights.state_of(other, then) in _BARRED):
        return ""
    given_way = f"“{other}” was replaced by “{other.replaced_by}”. " if other.replaced_by else ""
    when = "Now that its lease is over" if ends and ends <= now else "When its lease is over"
    return f"{given_way}{when}, {instead(picture, then)}."
