"""What leads to a page of another moment: signed, for one person and one moment, and not for long."""

from datetime import datetime, timedelta

from django.core import signing
from django.core.signing import BadSignature, SignatureExpired

from articles import moments

__all__ = ["LASTS", "SignatureExpired", "moment_of", "ticket"]

LASTS = timedelta(minutes=30)
_SALT = "newsroom.time-machine"


def ticket(user, at: datetime) -> str:
    return signing.dumps([user.pk, at.isoformat()], salt=_SALT)


def moment_of(signed: str, user) -> datetime | None:
    """The moment that a ticket is for; None where it is not this person's, or nobody's.

    Raises SignatureExpired for one of theirs that has run out.
    """
    try:
        whose, at = signing.loads(signed, salt=_SALT)
        if whose != user.pk:
            return None
        signing.loads(signed, salt=_SALT, max_age=LASTS)
    except SignatureExpired:
        raise
    except BadSignature:
        return None
    return moments.moment(at)
