"""Where somebody is signed in: a seat for each device, which goes with its session and is given up from elsewhere."""

import re
from datetime import datetime

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Seat, User
from accounts.people import TO_WITHIN

KEY = "seat"
# The first that fits names it: browsers call themselves by their forebears' names too.
_BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"(?:Firefox|FxiOS)/",
    "Chrome": r"(?:Chrome|CriOS|Chromium)/",
    "Safari": r"Safari/",
}
_SYSTEMS = {
    "an iPhone": r"iPhone",
    "an iPad": r"iPad",
    "Android": r"Android",
    "Windows": r"Windows",
    "a Chromebook": r"CrOS",
    "a Mac": r"Macintosh|Mac OS X",
    "Linux": r"Linux|X11",
}


def take(request) -> None:
    """Note that somebody is at this device, at most once in a while, and whenever their session is another's heir."""
    now, user, session = timezone.now(), request.user, request.session
    sits = {"key": session.session_key, "held_to": user.get_session_auth_hash()}
    known = session.get(KEY, {})
    is_same = sits.items() <= known.items()
    if is_same and now - datetime.fromisoformat(known["at"]) < TO_WITHIN:
        return
    facts = {"session_key": sits["key"], "held_to": sits["held_to"], "seen_at": now}
    seat = known.get("pk")
    if not Seat.objects.filter(pk=seat, user=user).update(**facts):
        device = device_of(request.headers.get("User-Agent", ""))
        facts |= {"user": user, "device": device, "since": now}
        # A page asks for others beside it: what the first of them noted, the next finds.
        seat = Seat.objects.update_or_create(facts, session_key=sits["key"])[0].pk
        user.seats.exclude(pk__in=user.seats.kept(now)).delete()
    session[KEY] = {**sits, "pk": seat, "at": now.isoformat()}


def of(user: User) -> list[Seat]:
    """Where somebody is signed in now, the last seen first."""
    return held(user, Seat.objects.filter(user=user).kept(timezone.now()))


def held(user: User, seats) -> list[Seat]:
    """Of some seats those whose session is held to what the user's are held to now."""
    held_to = user.get_session_auth_hash()
    return [seat for seat in seats if seat.held_to == held_to]


def give_up(seat: Seat) -> None:
    """Sign somebody out on one device."""
    Session.objects.filter(session_key=seat.session_key).delete()
    seat.delete()


def device_of(agent: str) -> str:
    """What a browser says of itself, as people say it: “Firefox on Linux”."""
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    if not (browser or system):
        return "A device that does not say what it is"
    return f"{browser or 'A browser'} on {system}" if system else str(browser)


def _first(names: dict[str, str], agent: str) -> str | None:
    return next((name for name, pattern in names.items() if re.search(pattern, agent)), None)
