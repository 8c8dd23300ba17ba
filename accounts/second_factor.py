"""The second factor: an app's six figures or a passkey, beside the password. Who has one, and who must."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.models import User

# Recovery codes stand in for one of these; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WORDS = {Authenticator.Type.TOTP: "App", Authenticator.Type.WEBAUTHN: "Passkey"}


def has_one(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_asked_of(user: User) -> bool:
    """Whether the house asks it of somebody: of all whose rights are in `SECOND_FACTOR_FOR`."""
    return any(user.has_perm(permission) for permission in settings.SECOND_FACTOR_FOR)


def is_owed(user: User) -> bool:
    """Whether somebody must set one up before the desk opens. Asked each time: the last one may have gone since."""
    return is_asked_of(user) and not has_one(user)
