"""Moments as people write them in commands and files: ISO 8601, in the site's zone unless they name another."""

from datetime import UTC, date, datetime

from django.conf import settings

# The first printed newspaper is of 1605; at the other end UTC itself runs out of years.
YEARS = range(1600, 9999)


class NoSuchMoment(ValueError):
    """What was written is no moment, or two of them. The message says how to write the one that is meant."""


def moment(written: str) -> datetime:
    """The moment that somebody wrote: `2026-11-22T06:00` (the site's wall clock), or with an offset, as given.

    A day alone means its first minute in the site's zone. Returns an aware datetime in UTC.

    Raises NoSuchMoment for what is no date, for an hour that clocks skip in spring, and for one that comes twice
    in autumn: which of the two is not for the house to guess.
    """
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        raise NoSuchMoment(f"“{written}” is no moment: write it like 2026-11-22T06:00.") from None
    if found.year not in YEARS:
        raise NoSuchMoment(f"“{written}” lies outside the years {YEARS.start} to {YEARS.stop - 1}.")
    if found.tzinfo is None:
        found = found.replace(tzinfo=settings.SITE_ZONE) if _is_a_day(written) else _on_the_wall(found)
    return found.astimezone(UTC)


def _is_a_day(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written.strip()))
    except ValueError:
        return False


def _on_the_wall(naive: datetime) -> datetime:
    """The one moment at which the site's clocks show this."""
    zone = settings.SITE_ZONE
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.timestamp() == second.timestamp():
        return first
    said = f"{naive:%H:%M} on {naive.day} {naive:%B %Y}"
    if first.timestamp() > second.timestamp():
        raise NoSuchMoment(f"In {zone} there is no {said}: clocks go forward over it. Choose another hour.")
    raise NoSuchMoment(
        f"In {zone} {said} comes twice, as clocks go back. Say which: {first.isoformat()} or {second.isoformat()}."
    )
