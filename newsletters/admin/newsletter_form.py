"""What the desk types of a newsletter, and what of it cannot be."""

from zoneinfo import available_timezones

from django import forms

from newsletters import mailboxes
from newsletters.models import Newsletter
from newsletters.models.newsletter import DAYS

STAFF = Newsletter.Audience.STAFF


class DaysField(forms.MultipleChoiceField):
    """Days of the week as boxes; kept as their figures in order, `01234` for weekdays."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **said):
        super().__init__(choices=[(str(number), day) for number, day in enumerate(DAYS)], **said)

    def prepare_value(self, value):
        return list(value or ())

    def clean(self, value):
        return "".join(sorted(super().clean(value)))

    def has_changed(self, initial, data):
        return "".join(sorted(data or ())) != "".join(initial or ())


class NewsletterForm(forms.ModelForm):
    days = DaysField(required=False, help_text="None: it leaves when an editor says so.")
    zone = forms.ChoiceField(help_text="Whose clocks show that hour.")

    class Meta:
        model = Newsletter
        fields = ()
        widgets = {"promise": forms.TextInput(attrs={"size": 80, "maxlength": 200})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "zone" in self.fields:
            zones = [(zone, zone) for zone in sorted({*available_timezones(), self.instance.zone})]
            self.fields["zone"].choices = zones

    def clean_audience(self) -> str:
        """What readers were told would stay among colleagues, or colleagues of readers, is not turned round."""
        chosen = self.cleaned_data["audience"]
        if self.instance.pk and (chosen == STAFF) != self.instance.is_for_staff:
            raise forms.ValidationError(
                "The newsroom’s own stays its own, and readers’ stays theirs: make another newsletter."
            )
        return chosen

    def clean_sender_address(self) -> str:
        return self._an_address("sender_address")

    def clean_reply_to(self) -> str:
        return self._an_address("reply_to") if self.cleaned_data["reply_to"] else ""

    def clean(self):
        said = super().clean() or {}
        if said.get("least_stories", 0) > said.get("most_stories", 0):
            self.add_error("least_stories", "It cannot want more stories than it may have.")
        if said.get("audience") == STAFF:
            said |= {"is_offered": False, "is_suggested": False}
            if said.get("counts_clicks"):
                self.add_error("counts_clicks", "What colleagues follow is not counted.")
        return said

    def _an_address(self, name: str) -> str:
        try:
            return mailboxes.address_of(self.cleaned_data[name])[0]
        except mailboxes.NotAnAddress as fault:
            raise forms.ValidationError(str(fault)) from fault
