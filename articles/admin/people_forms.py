"""What is asked of whoever invites somebody, or gives them another role."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from accounts.models import HOUSE, User
from articles.models import Desk, Section
from articles.roles import ROLES


class _Ticks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class _Parts(_Ticks):
    def label_from_instance(self, section):
        return f"{section.parent}: {section}" if section.parent else str(section)


class PersonForm(forms.ModelForm):
    """A person with their roles and where they work. Without a role the desk is shut to them."""

    roles = _Ticks(Group.objects.none(), required=False)
    desks = _Ticks(Desk.objects.all(), required=False, help_text="None: all desks.")
    sections = _Parts(
        Section.objects.select_related("parent"),
        required=False,
        help_text="With their parts. None: all sections.",
    )

    class Meta:
        model = User
        fields = ("name", "email")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["roles"].queryset = Group.objects.filter(name__in=ROLES).order_by("pk")
        if self.instance.pk:
            self.initial |= {
                "roles": self.instance.groups.all(),
                "desks": self.instance.desks.all(),
                "sections": self.instance.sections.all(),
            }

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        user = self.instance
        user.is_staff = user.is_superuser or bool(self.cleaned_data["roles"])
        if user.pk is None:
            user.set_unusable_password()
        user.save()
        user.groups.set(self.cleaned_data["roles"])
        user.desks.set(self.cleaned_data["desks"])
        user.sections.set(self.cleaned_data["sections"])
        return user


class InvitationForm(PersonForm):
    """Somebody new; or somebody who was invited before and never came, who is asked once more."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True

    def clean_email(self):
        email = super().clean_email()
        known = User.objects.filter(email=email).first()
        if email == HOUSE or (known and known.is_superuser):
            raise ValidationError("Whoever has this address is not invited here.")
        if known and known.has_usable_password():
            raise ValidationError(f"{known} signs in with this address already.")
        if known and not known.may_sign_in and known.last_login:
            raise ValidationError(f"{known} was here before, and is switched off.")
        if known:
            self.instance = known
            known.is_active = True
        return email
