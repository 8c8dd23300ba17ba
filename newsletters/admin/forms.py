"""What is typed on the page of an issue: its words, its hour, whom a test goes to."""

from django import forms
from django.conf import settings

from articles import body, hours
from articles.admin.schedule.forms import ClocksForm
from articles.admin.story_form import PlainText, StoryText
from articles.admin.wall_time import KeptTimeField
from articles.models.story import RIGHT_TO_LEFT
from articles.preflight import spoken
from newsletters import audience
from newsletters.composing import WORDS
from newsletters.models import Issue, Newsletter

LONGEST_INTRO = 12_000  # bytes, with their markup: of more a letter would leave the end out
MOST_TESTERS = 5
MEANWHILE = "Somebody wrote here meanwhile: “{}”. Yours is in the field: keep it again to replace theirs."


class BeginForm(forms.Form):
    newsletter = forms.ModelChoiceField(Newsletter.objects.all(), empty_label=None)


class OneLine(PlainText):
    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class WordsForm(forms.Form):
    """An issue's own words. It remembers what stood in each place when the page was made, and tells what was written.

    Where somebody else wrote in the same place meanwhile, nothing is kept and both can be read.
    """

    subject = OneLine(
        required=False, max_length=Issue._meta.get_field("subject").max_length, show_hidden_initial=True
    )
    preheader = OneLine(
        label="After the subject",
        required=False,
        max_length=Issue._meta.get_field("preheader").max_length,
        help_text=Issue._meta.get_field("preheader").help_text,
        show_hidden_initial=True,
    )
    intro = StoryText(label="What it says first", required=False, show_hidden_initial=True)

    def __init__(self, data=None, *, issue: Issue):
        self.issue = issue
        super().__init__(data and data.copy(), initial={name: getattr(issue, name) for name in WORDS})
        language = issue.newsletter.language
        for field in self.fields.values():
            field.widget.attrs |= {"dir": "auto", "lang": language}
        self.fields["subject"].help_text = "Empty: the headline of its first story."
        self.fields["intro"].widget.attrs |= {"rows": 6, "data-rtl": " ".join(sorted(RIGHT_TO_LEFT))}

    def clean_intro(self) -> str:
        cleaned = body.clean(self.cleaned_data["intro"])
        if len(cleaned.encode()) > LONGEST_INTRO:
            raise forms.ValidationError("It is too long for a letter: leave some of it to the stories.")
        return cleaned

    def clean(self):
        super().clean()
        for name in self.written:
            stands = getattr(self.issue, name)
            if stands not in (self._seen(name), self.cleaned_data[name]):
                self.add_error(name, MEANWHILE.format(body.text(stands) if name == "intro" else stands))
                self.data[self[name].html_initial_name] = stands

    @property
    def written(self) -> dict[str, str]:
        """What was written, by the names of its places."""
        return {
            name: self.cleaned_data[name]
            for name in WORDS
            if name in self.cleaned_data and self.cleaned_data[name] != self._seen(name)
        }

    @property
    def seen(self) -> dict[str, str]:
        """What the writer saw in the places of what they wrote."""
        return {name: self._seen(name) for name in WORDS}

    def _seen(self, name: str) -> str:
        seen = self.fields[name].clean(self.data.get(self[name].html_initial_name, "")) or ""
        return body.clean(seen) if name == "intro" else seen


class LeavesForm(ClocksForm):
    """The hour at which an issue leaves. `was` is what the page showed when somebody set out to change it."""

    sends_at = KeptTimeField(label="Leaves")
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ("sends_at", "zone", "was")

    def __init__(self, data=None, *, by, issue: Issue):
        self.issue = issue
        own = [issue.newsletter.own_zone, settings.SITE_ZONE, hours.zone_of(by)]
        super().__init__(data, by=by, choices=list(dict.fromkeys(own)), stands={"sends_at": issue.sends_at})
        self.initial["was"] = hour_of(issue)

    def clean(self):
        super().clean()
        was = self.cleaned_data.get("was")
        if was and was != hour_of(self.issue):
            stands = f"for {spoken(self.issue.sends_at)}" if self.issue.sends_at else "for no hour"
            self.add_error("sends_at", f"Somebody moved it since you looked: it is set {stands} now.")


def hour_of(issue: Issue) -> str:
    """An issue's hour in a word, to tell whether it is still the same."""
    return issue.sends_at.isoformat() if issue.sends_at else "none"


class ReasonForm(forms.Form):
    note = forms.CharField(label="Why", max_length=300, help_text="For colleagues. Readers do not see it.")


class TestForm(forms.Form):
    """Whom a test goes to: oneself, and colleagues by name."""

    __test__ = False  # for whoever collects tests

    to = forms.ModelMultipleChoiceField(
        audience.staff(),
        label="To",
        help_text=f"You, and up to {MOST_TESTERS - 1} colleagues.",
    )

    def __init__(self, data=None, *, by):
        super().__init__(data, initial={"to": [by.pk]})

    def clean_to(self):
        chosen = list(self.cleaned_data["to"])
        if len(chosen) > MOST_TESTERS:
            raise forms.ValidationError(f"Choose {MOST_TESTERS} at most: a test is no letter to all.")
        return chosen
