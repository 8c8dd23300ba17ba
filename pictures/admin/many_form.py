"""What the desk types about many pictures at once."""

from typing import Any

from django import forms

from pictures.admin.agreeing import Agreeing
from pictures.admin.fields import Prose, Sections, Uses, day, hour, run_by_their_letters
from pictures.admin.forms import LABELLED, LEASED
from pictures.models import Picture

_NO_LABEL = "none"
_BY_TICK = {
    "sets_lease": ("allowed_from", "allowed_until"),
    "sets_limits": ("denied_uses", "denied_sections"),
}
_TICKED = {*_BY_TICK, *(name for names in _BY_TICK.values() for name in names)}


class ManyForm(Agreeing, forms.Form):
    """What is said of many pictures at once. What is left empty stays as it is with each."""

    caption = Prose(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    credit = forms.CharField(required=False, max_length=200)
    byline = forms.CharField(label="Photographer", required=False, max_length=200)
    source = forms.CharField(required=False, max_length=200)
    copyright = forms.CharField(required=False, max_length=300)
    place = forms.CharField(required=False, max_length=200)
    taken_on = forms.DateField(required=False, widget=day())
    keywords = forms.CharField(
        label="Keywords to add", required=False, help_text="With commas between them; those it has stay."
    )
    terms = Prose(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sets_lease = forms.BooleanField(
        label="Give all of them this lease",
        required=False,
        help_text="An empty hour means no beginning, or no end.",
    )
    allowed_from = forms.DateTimeField(label="May be used from", required=False, widget=hour())
    allowed_until = forms.DateTimeField(label="Until", required=False, widget=hour())
    sets_limits = forms.BooleanField(
        label="Give all of them these limits",
        required=False,
        help_text="Nothing ticked means no limits.",
    )
    denied_uses = Uses()
    denied_sections = Sections()
    label = forms.ChoiceField(
        label="How they were made",
        required=False,
        choices=[
            ("", "As each says"),
            *((name or _NO_LABEL, words) for name, words in Picture.Label.choices),
        ],
    )

    def __init__(self, *args, may_lease: bool, **kwargs):
        super().__init__(*args, **kwargs)
        run_by_their_letters(self.fields)
        if not may_lease:
            for name in self.fields.keys() & {*LEASED, *LABELLED, "sets_lease", "sets_limits"}:
                del self.fields[name]

    def clean(self):
        said = super().clean()
        begins, ends = said.get("allowed_from"), said.get("allowed_until")
        if begins and ends and ends <= begins:
            self.add_error("allowed_until", "It must end after it begins.")
        if (begins or ends) and not said.get("sets_lease"):
            self.add_error("sets_lease", "Tick this, so that the hours hold for all of them.")
        if (said.get("denied_uses") or said.get("denied_sections")) and not said.get("sets_limits"):
            self.add_error("sets_limits", "Tick this, so that the limits hold for all of them.")
        return said

    def put_on(self, picture: Picture) -> list[str]:
        """Say all of it of a picture, unsaved; the fields that are now others."""
        said = self._said()
        if "keywords" in said:
            both = [word.strip() for word in f"{picture.keywords},{said['keywords']}".split(",")]
            said["keywords"] = ", ".join(dict.fromkeys(filter(None, both)))
        changed = [name for name, value in said.items() if getattr(picture, name) != value]
        for name in changed:
            setattr(picture, name, said[name])
        return changed

    def _said(self) -> dict[str, Any]:
        """Field → what is said of all of them. An empty one is said only where its tick says so."""
        typed = self.cleaned_data
        said = {name: typed[name] for name in self.fields if name not in _TICKED and typed[name]}
        for tick, names in _BY_TICK.items():
            if typed.get(tick):
                said |= {name: typed[name] for name in names}
        if "label" in said:
            said["label"] = said["label"].removeprefix(_NO_LABEL)
        return said
