"""Moments as people write them in commands and files: ISO 8601, in the site's zone unless they name another.

Some nights the clocks of a zone show an hour twice, or never: neither is guessed at.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from articles import wall

# The first printed newspaper is of 1605; at the other end UTC itself runs out of years.
YEARS = range(1600, 9999)
# Later than any hour that somebody plans: where what is held waits, and the end of an embargo until further notice.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class NoSuchMoment(ValueError):
    """What was written is no moment, or two of them. The message says how to write the one that is meant."""


def moment(written: str) -> datetime:
    """The moment that somebody wrote: `2026-11-22T06:00` (the site's wall clock), or with an offset, as given.

    `2026-11-22T06:00[America/New_York]` is on the clocks of the zone that it names (RFC 9557), and comes back in it;
    everything else in UTC. A day alone means its first minute in the site's zone.

    Raises NoSuchMoment for what is no date, for an hour that clocks skip in spring, and for one that comes twice
    in autumn: which of the two is not for the house to guess.
    """
    hour, zone = _parted(written)
    found = _read(hour)
    if found.tzinfo is None:
        is_a_day = zone is None and _is_a_day(hour)
        found = found.replace(tzinfo=settings.SITE_ZONE) if is_a_day else _on_the_wall(found, zone)
    return found.astimezone(zone or UTC)


def _parted(written: str) -> tuple[str, ZoneInfo | None]:
    """What was written without the zone that it names, and that zone."""
    hour, bracket, named = written.partition("[")
    if not bracket:
        return hour.strip(), None
    name = named.strip().removesuffix("]")
    zone = wall.zone_called(name)
    if zone is None:
        raise NoSuchMoment(f"Nobody knows the zone “{name}”: name one such as Europe/Paris.")
    return hour.strip(), zone


def _read(written: str) -> datetime:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise NoSuchMoment(f"“{written}” is no moment: write it like 2026-11-22T06:00.") from None
    if found.year not in YEARS:
        raise NoSuchMoment(f"“{written}” lies outside the years {YEARS.start} to {YEARS.stop - 1}.")
    return found


def _is_a_day(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written))
    except ValueError:
        return False


def _on_the_wall(hour: datetime, zone: ZoneInfo | None) -> datetime:
    """The one moment at which the clocks of a zone (None: the site's) show this."""
    zone = zone or settings.SITE_ZONE
    found = wall.moments(hour, zone)
    if len(found) == 1:
        return found[0]
    said = f"{hour:%H:%M} on {hour.day} {hour:%B %Y}"
    if not found:
        before, after = (f"{one:%H:%M}" for one in wall.beside_the_gap(hour, zone))
        raise NoSuchMoment(
            f"In {zone} there is no {said}: clocks go forward over it. Choose another hour; nearest are {before} "
            f"before it and {after} after it."
        )
    first, second = (one.astimezone(zone).isoformat() for one in found)
    raise NoSuchMoment(f"In {zone} {said} comes twice, as clocks go back. Say which: {first} or {second}.")
