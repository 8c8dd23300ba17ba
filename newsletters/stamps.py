"""When a page with a box was made, signed, so that what comes from no page of ours, or from a very old one, is known.

Pages are kept, and the same to the byte for everybody: what they bear names the day and no moment, and tells only that
somebody has read the paper lately. The page that asks a second time is made for one reader; its stamp tells how long
they looked at it. Nothing is refused for its stamp: it is asked about once more.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.core import signing
from django.utils.crypto import constant_time_compare

GOOD_FOR_DAYS = 3
SOONEST, LATEST = timedelta(seconds=1), timedelta(hours=1)
_DAY, _MOMENT = "newsletters.day", "newsletters.moment"


def of_day(moment: datetime) -> str:
    """What a page that is kept bears; `moment` is aware, and its day in UTC counts."""
    return _day_signed(moment.astimezone(UTC).date())


def of_moment() -> str:
    """What a page bears that is made for one reader, who is asked a second time."""
    return signing.TimestampSigner(salt=_MOMENT).sign("again")


def is_good(stamp: str, *, now: datetime) -> bool:
    """Whether somebody has a page of the last days, or looked at the one that asked them again, but not for hours."""
    days = [now.astimezone(UTC) - timedelta(days=back) for back in range(-1, GOOD_FOR_DAYS)]
    return any(constant_time_compare(stamp, of_day(day)) for day in days) or _was_looked_at(stamp)


def _was_looked_at(stamp: str) -> bool:
    signer = signing.TimestampSigner(salt=_MOMENT)
    try:
        signer.unsign(stamp, max_age=LATEST)
    except signing.BadSignature:
        return False
    try:
        signer.unsign(stamp, max_age=SOONEST)
    except signing.SignatureExpired:
        return True
    return False


@lru_cache(8)
def _day_signed(day: date) -> str:
    return signing.Signer(salt=_DAY).sign(day.isoformat())
