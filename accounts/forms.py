"""What people type about themselves: how they sign in, what they chose. The fields say what they want in our words."""

from zoneinfo import available_timezones

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code"}
_LONG_ENOUGH = "Eight letters or more, and none that everybody takes. Three plain words are good."


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"There is no zone “{name}”: write it like Europe/Paris.")


class InOurWords:
    """Says a field's own label and help. A placeholder is no label, and there is none."""

    words: dict[str, tuple[str, str]] = {}
    attrs: dict[str, dict[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs |= self.attrs.get(name, {})
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignIn(InOurWords, account.LoginForm):
    words = {"login": ("E-mail", ""), "password": ("Password", "")}
    attrs = {"login": {"autocomplete": "username webauthn", "autofocus": ""}}


class ForgottenPassword(InOurWords, account.ResetPasswordForm):
    words = {"email": ("E-mail", "The address with which you sign in.")}

    def clean_email(self):
        """The address is the one that stands with the person, and no other."""
        email = self.cleaned_data["email"]
        self.users = [user for user in User.objects.filter(email=email) if user.may_sign_in]
        return email


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": ("New password", _LONG_ENOUGH), "password2": ("The same again", "")}


class ChosenPassword(InOurWords, account.SetPasswordForm):
    """The first password of somebody who was invited."""

    words = {"password1": ("Your password", _LONG_ENOUGH), "password2": ("The same again", "")}


class ChangedPassword(InOurWords, account.ChangePasswordForm):
    words = {
        "oldpassword": ("The password you have now", ""),
        "password1": ("New password", _LONG_ENOUGH),
        "password2": ("The same again", ""),
    }


class PasswordAgain(InOurWords, account.ReauthenticateForm):
    words = {"password": ("Password", "")}


class Code(InOurWords, mfa.AuthenticateForm):
    words = {"code": ("Six figures from your app", "Or one of your recovery codes.")}
    attrs = {"code": _CODE | {"autofocus": ""}}


class CodeAgain(InOurWords, mfa.ReauthenticateForm):
    words = {"code": ("Six figures from your app", "Or one of your recovery codes.")}
    attrs = {"code": _CODE}


class NewApp(InOurWords, ActivateTOTPForm):
    words = {"code": ("Six figures from your app", "They change every half minute.")}
    attrs = {"code": _CODE}


class NewPasskey(InOurWords, webauthn.AddWebAuthnForm):
    words = {
        "name": ("Name", "So that you know it again on your list."),
        "passwordless": (
            "Signs me in alone, without the password",
            "It then asks for your finger, your face or its number. Leave it out for a key that asks for none.",
        ),
    }

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)


class PasskeyName(InOurWords, webauthn.EditWebAuthnForm):
    words = {"name": ("Name", "So that you know it again on your list.")}


class Preferences(forms.ModelForm):
    """What somebody decides for themselves."""

    time_zone = forms.CharField(
        required=False,
        max_length=64,
        validators=[known_zone],
        help_text=f"Such as Europe/Paris. Empty means the paper’s own, {settings.TIME_ZONE}.",
        widget=forms.TextInput(attrs={"list": "zones"}),
    )

    class Meta:
        model = User
        fields = ("name", "time_zone", "letter_keys")
