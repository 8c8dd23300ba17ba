"""What is the house's own way in allauth's: nobody signs up, and secrets are kept unreadable."""

import logging
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from accounts import second_factor, secrets

logger = logging.getLogger(__name__)


class SignInAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That e-mail and password do not belong together. After five wrong tries there is "
        "a pause of five minutes; a passkey always works.",
        "too_many_login_attempts": "Too many wrong tries: wait five minutes. A passkey always works.",
        "rate_limited": "Too many tries: wait a few minutes.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_code": "That code is not right, or no longer: take the next one.",
    }

    def is_open_for_signup(self, request):
        """People join by invitation (`accounts.invitations`)."""
        return False

    def pre_login(self, request, user, **said):
        return (
            super().pre_login(request, user, **said)
            if user.may_sign_in
            else self.respond_user_inactive(request, user)
        )

    def send_mail(self, template_prefix, email, context):
        """Whether or not a letter goes out, what was done is done and who is known is not told: that is for the log."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("No letter went to %s: %s", email, template_prefix)

    def send_password_reset_mail(self, user, email, context):
        """Only to who has a password. Who was invited has a letter already, and the house has none to lose."""
        if user.may_sign_in and user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def is_reauthentication_required(self, *, app, **more):
        """Who signed in a moment ago need not say it again: this session's own record tells when."""
        signed_in = get_authentication_records(self.request, self.request.user)
        if signed_in and time.time() - signed_in[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **more)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": SignInAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": "Your role needs a second factor: set up another before this one goes.",
    }

    def encrypt(self, text):
        return secrets.seal(text)

    def decrypt(self, encrypted_text):
        return secrets.unseal(encrypted_text)

    def get_totp_issuer(self):
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def generate_authenticator_name(self, user, type):
        return "This device"

    def can_delete_authenticator(self, authenticator):
        """The last one stays where the house asks for one."""
        if not second_factor.is_asked_of(authenticator.user):
            return True
        others = type(authenticator).objects.filter(user=authenticator.user, type__in=second_factor.FACTORS)
        return others.exclude(pk=authenticator.pk).exists()
