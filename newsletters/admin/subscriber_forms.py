"""What the desk types of a reader: that they want something, or less."""

from django import forms
from django.core.exceptions import ValidationError

from newsletters import mailboxes, suppressing
from newsletters.models import Newsletter, Subscriber, Subscription


class Why(forms.CharField):
    def __init__(self, **said):
        super().__init__(
            label="Why",
            max_length=200,
            help_text="For colleagues: who asked for it, and how. Readers do not see it.",
            **said,
        )


class AskForm(forms.ModelForm):
    """Somebody wants letters and said so to the desk: they are asked to confirm it, as whoever signs up is."""

    address = forms.CharField(max_length=mailboxes.LONGEST, label="E-mail address")
    newsletters = forms.ModelMultipleChoiceField(
        Newsletter.objects.filter(is_offered=True), widget=forms.CheckboxSelectMultiple
    )
    reason = Why()

    class Meta:
        model = Subscriber
        fields = ()

    def clean_address(self) -> str:
        try:
            address, mailbox = mailboxes.address_of(self.cleaned_data["address"])
        except mailboxes.NotAnAddress as fault:
            raise ValidationError(str(fault)) from fault
        if not suppressing.may_be_asked(mailbox):
            raise ValidationError("Nothing is sent to that address: see who is kept out, and why.")
        if found := Subscriber.objects.filter(mailbox=mailbox).first():
            raise ValidationError(
                f"{found.address} is known already: they choose by the link in their letters."
            )
        return address


class TakeOffForm(forms.ModelForm):
    """Somebody wants less, or nothing more at all."""

    taken_off = forms.ModelMultipleChoiceField(
        Newsletter.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Take off",
        help_text="These end at once.",
    )
    keep_out = forms.BooleanField(
        required=False, label="Keep this address out", help_text="All ends, and nothing is sent there again."
    )
    reason = Why()

    class Meta:
        model = Subscriber
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "taken_off" in self.fields:
            has = Subscription.objects.in_force().filter(subscriber=self.instance)
            field = self.fields["taken_off"]
            field.queryset = Newsletter.objects.filter(subscriptions__in=has)

    def clean(self):
        said = super().clean() or {}
        if not (said.get("taken_off") or said.get("keep_out")):
            raise ValidationError("Choose what ends.")
        return said
