"""How somebody joins: an administrator invites them, and they choose a password. There is no other way in.

The link in the letter is signed, ends after a week, works once, and not after a later letter.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts import people
from accounts.models import Invitation, User

GOOD_FOR = timedelta(days=7)
_SALT = "accounts.invitations"


def invite(user: User, *, by: User) -> Invitation:
    """Make the letter for somebody who has no password yet. A letter from before no longer works; `send` sends it."""
    said = {"by": by, "sent_at": timezone.now(), "accepted_at": None}
    return Invitation.objects.update_or_create(user=user, defaults=said)[0]


def send(invitation: Invitation) -> None:
    """Send the letter. Raises OSError if no server takes it."""
    letter = {"invitation": invitation, "link": link(invitation), "site": settings.SITE_NAME}
    send_mail(
        subject=f"{invitation.by or settings.SITE_NAME} invites you to the desk of {settings.SITE_NAME}",
        message=render_to_string("accounts/email/invitation.txt", letter | {"days": GOOD_FOR.days}),
        from_email=settings.DEFAULT_FROM_EMAIL,
        recipient_list=[invitation.user.email],
    )


def link(invitation: Invitation) -> str:
    signed = signing.dumps([invitation.pk, invitation.sent_at.timestamp()], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('invitation', args=[signed])}"


def read(signed: str) -> Invitation | None:
    """The invitation behind a link that still works, or None: whatever is wrong with it, the answer is the same."""
    try:
        pk, sent_at = signing.loads(signed, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    invitation = Invitation.objects.select_related("user", "by").filter(pk=pk, accepted_at=None).first()
    if invitation is None or invitation.sent_at.timestamp() != sent_at or not invitation.user.may_sign_in:
        return None
    return invitation


def accept(invitation: Invitation, *, password: str) -> bool:
    """Let somebody in with the password they chose. False if the link was used up in between."""
    with transaction.atomic():
        waiting = Invitation.objects.filter(pk=invitation.pk, sent_at=invitation.sent_at, accepted_at=None)
        if not waiting.update(accepted_at=timezone.now()):
            return False
        invitation.user.set_password(password)
        invitation.user.save(update_fields=["password"])
    return True


def withdraw(invitation: Invitation) -> None:
    """Take an invitation back that nobody has accepted: its link is dead, and its person is switched off."""
    people.switch_off(invitation.user)
    invitation.delete()
