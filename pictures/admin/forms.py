"""What the desk types about a picture: one at a time, or of many."""

from django import forms
from django.conf import settings

from pictures.models import Picture

SAID = (
    "title",
    "alt",
    "caption",
    "credit",
    "byline",
    "source",
    "copyright",
    "place",
    "people",
    "keywords",
    "taken_on",
)
LEASED = ("terms", "allowed_from", "allowed_until")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _hour() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local", "step": "any"}, format="%Y-%m-%dT%H:%M:%S")


class PictureForm(forms.ModelForm):
    """`may_lease` says whether whoever types may say what it may be used for."""

    class Meta:
        model = Picture
        fields = (*SAID, *LEASED)
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 3}),
            "caption": forms.Textarea(attrs={"rows": 4}),
            "people": forms.TextInput,
            "keywords": forms.Textarea(attrs={"rows": 2}),
            "terms": forms.Textarea(attrs={"rows": 2}),
            "taken_on": _DAY,
            "allowed_from": _hour(),
            "allowed_until": _hour(),
        }

    def __init__(self, *args, may_lease: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_lease:
            for name in LEASED:
                del self.fields[name]
        for name in ("allowed_from", "allowed_until"):
            if name in self.fields:
                told = self.fields[name]
                told.help_text = f"{told.help_text} By the clock in {settings.TIME_ZONE}.".strip()


class ManyForm(forms.Form):
    """What is said of many pictures at once. What is left empty stays as it is with each."""

    caption = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    credit = forms.CharField(required=False, max_length=200)
    byline = forms.CharField(label="Photographer", required=False, max_length=200)
    source = forms.CharField(required=False, max_length=200)
    copyright = forms.CharField(required=False, max_length=300)
    place = forms.CharField(required=False, max_length=200)
    taken_on = forms.DateField(required=False, widget=_DAY)
    keywords = forms.CharField(
        label="Keywords to add", required=False, help_text="With commas between them; those it has stay."
    )
    terms = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sets_lease = forms.BooleanField(
        label="Give all of them this lease",
        required=False,
        help_text="An empty hour means no beginning, or no end.",
    )
    allowed_from = forms.DateTimeField(label="May be used from", required=False, widget=_hour())
    allowed_until = forms.DateTimeField(label="Until", required=False, widget=_hour())

    def __init__(self, *args, may_lease: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_lease:
            for name in (*LEASED, "sets_lease"):
                del self.fields[name]

    def clean(self):
        said = super().clean()
        begins, ends = said.get("allowed_from"), said.get("allowed_until")
        if begins and ends and ends <= begins:
            self.add_error("allowed_until", "It must end after it begins.")
        if (begins or ends) and not said.get("sets_lease"):
            self.add_error("sets_lease", "Tick this, so that the hours hold for all of them.")
        return said

    def put_on(self, picture: Picture) -> list[str]:
        """Say all of it of a picture, unsaved; the fields that are now others."""
        said = {name: value for name, value in self.cleaned_data.items() if value and name != "sets_lease"}
        if self.cleaned_data.get("sets_lease"):
            said |= {name: self.cleaned_data[name] for name in ("allowed_from", "allowed_until")}
        if "keywords" in said:
            both = [word.strip() for word in f"{picture.keywords},{said['keywords']}".split(",")]
            said["keywords"] = ", ".join(dict.fromkeys(filter(None, both)))
        changed = [name for name, value in said.items() if getattr(picture, name) != value]
        for name in changed:
            setattr(picture, name, said[name])
        return changed
