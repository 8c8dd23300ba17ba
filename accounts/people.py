"""What is done with the people of the desk, beside giving them roles. Who may do it, the doors ask."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User

# How exact "last seen" is. It spares a write with each page.
TO_WITHIN = timedelta(minutes=5)


def sign_out_everywhere(user: User) -> None:
    """End every session of somebody's, on whatever device: each is held to the round it was begun in."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])


def switch_off(user: User) -> None:
    """Close the desk to somebody who leaves: at once, wherever they are signed in. Their history stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    sign_out_everywhere(user)


def switch_on(user: User) -> None:
    """Let somebody in again, with the password they had. The sessions from before stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])


def take_second_factor(user: User) -> None:
    """For who lost their phone: app, passkeys and recovery codes are gone, and every session with them."""
    Authenticator.objects.filter(user=user).delete()
    sign_out_everywhere(user)


def see(user: User) -> None:
    """Note that somebody is here, at most once in a while."""
    now = timezone.now()
    if user.last_seen_at and now - user.last_seen_at < TO_WITHIN:
        return
    is_due = Q(last_seen_at=None) | Q(last_seen_at__lt=now - TO_WITHIN)
    User.objects.filter(is_due, pk=user.pk).update(last_seen_at=now)
    user.last_seen_at = now
