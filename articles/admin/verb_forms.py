"""What a verb asks before it is said. The fields bear the names of the verb's own arguments."""

from django import forms

from articles import workflow
from articles.admin.out import Out
from articles.admin.story_form import colleagues
from articles.admin.wall_time import WallTimeField, set_zone
from articles.models import Correction, Edition
from articles.preflight import spoken


def _words(verb: str, label: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=workflow.MOVES[verb].note, widget=forms.Textarea(attrs={"rows": 3})
    )


class EditionChoice(forms.ModelChoiceField):
    def label_from_instance(self, edition):
        return f"Edition {edition.number}, opens {spoken(edition.live_from)}"


class VerbForm(forms.Form):
    """A verb that asks nothing. `by` says in whose zone hours are typed; `out` is None where many stories are meant."""

    def __init__(self, data=None, *, by, out: Out | None = None):
        super().__init__(data)
        set_zone(self, by)
        self.offer(out)

    def offer(self, out: Out | None) -> None:
        """Fill in what is known of the story. Nothing, if nothing is asked."""


class SendBack(VerbForm):
    note = _words("send_back", "Note")


class Give(VerbForm):
    to = forms.ModelChoiceField(colleagues(), label="To", required=False, empty_label="Nobody by name")


class Spike(VerbForm):
    note = _words("spike", "Note")


class Unspike(VerbForm):
    note = _words("unspike", "Note")


class Kill(VerbForm):
    notice = _words("kill", "Public notice")


class Emergency(VerbForm):
    reason = _words("emergency", "Reason")


class Publish(VerbForm):
    at = WallTimeField(label="From", required=False, help_text="Empty: at once.")
    until = WallTimeField(label="Until", required=False, help_text="Empty: for good.")


class Correct(VerbForm):
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in Correction.Kind if kind != Correction.Kind.RETRACTION],
        help_text="A factual error put right is called a correction.",
    )
    note = _words("correct", "What readers read")
    at = WallTimeField(label="From", required=False, help_text="Empty: at once.")


class Unschedule(VerbForm):
    edition = EditionChoice(queryset=Edition.objects.none())

    def offer(self, out):
        """Say which edition is meant, and ask where several wait: by the time it is said, the next may have opened."""
        if out is None:
            del self.fields["edition"]
            return
        self.fields["edition"].queryset = out.story.editions.order_by("live_from")
        self.initial["edition"] = out.coming[0] if out.coming else None
        if len(out.coming) < 2:
            self.fields["edition"].widget = forms.HiddenInput()
        else:
            self.fields["edition"].queryset = out.story.editions.filter(pk__in=[one.pk for one in out.coming])


class Reschedule(Unschedule):
    at = WallTimeField(label="From")
    until = WallTimeField(label="Until", required=False, help_text="Empty: for good.")

    def offer(self, out):
        super().offer(out)
        if out and out.coming:
            self.initial |= {"at": out.coming[0].live_from, "until": out.coming[0].expires_at}
