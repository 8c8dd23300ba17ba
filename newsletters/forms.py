"""What readers type: where letters are to go, and which."""

from collections.abc import Sequence
from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from newsletters import mailboxes
from newsletters.offered import Offer
from newsletters.words import LANGUAGES

LONGEST_TYPED = 1_000


class NewsletterChoice(forms.MultipleChoiceField):
    """Newsletters by their names in addresses, each with its promise beside its box."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choose at least one newsletter.",
        "invalid_choice": "Choose among the newsletters on this page.",
    }
    offers: Sequence[Offer] = ()


class WithNewsletters(forms.Form):
    """A form in which some of the newsletters in `offers` are chosen."""

    def __init__(self, offers: list[Offer], *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(NewsletterChoice, self.fields["newsletters"])
        field.offers, field.choices = offers, [(one.slug, one.name) for one in offers]


class SignUpForm(WithNewsletters):
    """Signing up. `website` is a trap: people do not see it, and programs that fill in everything do."""

    newsletters = NewsletterChoice(label="Which of them")
    email = forms.CharField(
        label="Your e-mail address",
        max_length=LONGEST_TYPED,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": mailboxes.LONGEST}),
    )
    website = forms.CharField(label="Leave this empty", required=False)
    stamp = forms.CharField(required=False, max_length=LONGEST_TYPED, widget=forms.HiddenInput)

    def __init__(self, offers: list[Offer], *args, **kwargs):
        super().__init__(offers, *args, **kwargs)
        self.fields["email"].error_messages["required"] = "Type your e-mail address, such as you@example.org."
        self.helper = _helper(
            Field("newsletters", template="newsletters/_choices.html"),
            Field("email", css_class="field__input", template="newsletters/_field.html"),
            Field("website", template="newsletters/_trap.html"),
            "stamp",
        )

    def clean_email(self) -> str:
        try:
            address, _ = mailboxes.address_of(self.cleaned_data["email"])
        except mailboxes.NotAnAddress as fault:
            raise ValidationError(str(fault)) from fault
        return address


class PreferencesForm(WithNewsletters):
    """Which letters somebody wants, and in which language the house writes to them."""

    newsletters = NewsletterChoice(label="What comes to you", required=False)
    language = forms.ChoiceField(label="We write to you in", choices=list(LANGUAGES.items()))

    def __init__(self, offers: list[Offer], *args, **kwargs):
        super().__init__(offers, *args, **kwargs)
        self.helper = _helper(
            Field("newsletters", template="newsletters/_choices.html"),
            Field("language", css_class="field__input", template="newsletters/_field.html"),
        )


def _helper(*fields) -> FormHelper:
    """The fields alone, as the paper's own partials print them."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(*fields)
    return helper
