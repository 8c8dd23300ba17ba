"""What a verb asks before it is said. The fields bear the names of the verb's own arguments."""

from collections.abc import Callable, Sequence

from django import forms

from articles import describing, workflow
from articles.admin.out import Out
from articles.admin.story_form import colleagues
from articles.admin.wall_time import KeptTimeField, set_zone
from articles.describing import Undescribed
from articles.models import Correction, Edition, Story
from articles.models.revision import columns_of
from articles.moments import NEVER
from articles.preflight import Reason, spoken


def _words(verb: str, label: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=workflow.MOVES[verb].note, widget=forms.Textarea(attrs={"rows": 3})
    )


class EditionChoice(forms.ModelChoiceField):
    def label_from_instance(self, edition):
        return f"Edition {edition.number}, opens {spoken(edition.opens_at)}"


class VerbForm(forms.Form):
    """A verb that asks nothing. `by` says in whose zone hours are typed; `out` is None where many stories are meant.

    `weigh` is what an editor should weigh before the verb is said: some verbs ask why it is left so.
    """

    def __init__(self, data=None, *, by, out: Out | None = None, weigh: Sequence[Reason] = ()):
        super().__init__(data)
        self.weigh = weigh
        set_zone(self, by)
        self.offer(out)

    def offer(self, out: Out | None) -> None:
        """Fill in what is known of the story. Nothing, if nothing is asked."""


class Weighed(VerbForm):
    """A verb that asks for a reason where something is to be weighed; the ledger keeps it."""

    note = forms.CharField(
        label="Leave it so, because",
        help_text="It stands in the ledger.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def offer(self, out):
        if not self.weigh:
            del self.fields["note"]


class SendBack(VerbForm):
    note = _words("send_back", "What is to be done?")


class Give(VerbForm):
    to = forms.ModelChoiceField(colleagues(), label="To", required=False, empty_label="Nobody by name")


class Spike(VerbForm):
    note = _words("spike", "Note")


class Unspike(VerbForm):
    note = _words("unspike", "Note")


class OfPictures(VerbForm):
    """A verb that is said of some of a story's undescribed pictures: those that `find` finds in its copy."""

    find: Callable[[Story, dict], list[Undescribed]]

    uses = forms.MultipleChoiceField(label="Which", widget=forms.CheckboxSelectMultiple)

    def offer(self, out):
        """Of one picture it is known which is meant."""
        found = self.find(out.story, columns_of(out.story)) if out else []
        self.fields["uses"].choices = [(one.key, one.called) for one in found]
        if len(found) == 1:
            self.initial["uses"] = [found[0].key]


class Waive(OfPictures):
    find = staticmethod(describing.missing)
    note = _words("waive", "Why does nobody describe it?")


class Unwaive(OfPictures):
    find = staticmethod(describing.waived)


class Kill(VerbForm):
    notice = _words("kill", "The notice readers find instead")
    at = KeptTimeField(label="From", required=False, help_text="Empty: at once.")


class Expire(VerbForm):
    at = KeptTimeField(label="Until", required=False, help_text="Empty: for good.")

    def offer(self, out):
        if out and out.live:
            self.initial["at"] = out.live.closes_at


class Emergency(VerbForm):
    reason = _words("emergency", "Why can it not wait for a clear?")


class Publish(Weighed):
    at = KeptTimeField(label="From", required=False, help_text="Empty: at once.")
    until = KeptTimeField(label="Until", required=False, help_text="Empty: for good.")

    def offer(self, out):
        """Where older copy waits, its slot is offered: newer copy takes it without anybody typing the hour again."""
        super().offer(out)
        if out and out.coming:
            slot = out.coming[-1]
            self.initial |= {"at": slot.opens_at, "until": slot.closes_at}
            self.fields[
                "at"
            ].help_text = f"The hour of edition {slot.number}, which gives way. Empty: at once."
        elif out and out.story.is_embargoed and out.story.embargoed_until < NEVER:
            self.initial["at"] = out.story.embargoed_until


class Correct(VerbForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, kind.label) for kind in Correction.Kind if kind != Correction.Kind.RETRACTION],
        help_text="A factual error put right is called a correction.",
        widget=forms.RadioSelect,
        initial=Correction.Kind.CORRECTION,
    )
    note = _words("correct", "What readers will read")
    at_top = forms.TypedChoiceField(
        label="Where it shows",
        choices=[("", "Under the text, with a line over it that leads there"), ("1", "Over the text")],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    is_slight = forms.BooleanField(
        label="It is slight: a comma, a letter",
        required=False,
        help_text="The hour at which the story says it was updated stays.",
    )
    at = KeptTimeField(label="From", required=False, help_text="Empty: at once.")


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
    at = KeptTimeField(label="From")
    until = KeptTimeField(label="Until", required=False, help_text="Empty: for good.")

    def offer(self, out):
        super().offer(out)
        if out and out.coming:
            self.initial |= {"at": out.coming[0].opens_at, "until": out.coming[0].closes_at}
