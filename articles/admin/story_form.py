"""The form on which a story is written: the text for readers, the desk's own notes, the version it began from."""

import re

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q

from articles import body
from articles.admin.lead import LeadPictureField
from articles.admin.named import FoundAlready, NamedChoice, StandingChoice
from articles.admin.wall_time import EmbargoField, WallTimeField, set_zone
from articles.body.grammar import LISTED
from articles.models import Dateline, Story, Tag
from articles.models.story import RIGHT_TO_LEFT
from articles.preflight import Reason

# Any of these makes it a story.
_A_BEGINNING = ("headline", "slugline", "body")
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")


class PlainText(forms.CharField):
    """Text of several lines. Browsers send their own line ends, and that is no change of the text."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class Line(PlainText):
    """A line of the story, written as it will be read: the field grows with it, and holds no line ends."""

    def __init__(self, *, max_length=None, css: str, **kwargs):
        attrs = {"rows": 1, "class": f"own own--{css}", "data-line": css, "placeholder": " "}
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs=attrs), required=False, **kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).splitlines())


class StoryText(PlainText):
    """The text. It comes as the editor or a plain field sends it, and counts as changed if its stored form does."""

    widget = forms.Textarea(attrs={"class": "own own--text", "rows": 24, "spellcheck": "true"})

    def to_python(self, value):
        """Where no editor lies over the field, an empty line begins a paragraph, as in any letter."""
        return _EMPTY_LINES.sub("<br><br>", super().to_python(value))

    def prepare_value(self, value):
        """A gallery of the old spelling, which editors do not know, is shown as it would be stored now."""
        return body.clean(value) if value and LISTED in value else value

    def has_changed(self, initial, data):
        stood = self.prepare_value(initial) or ""
        return super().has_changed(initial, data) and body.clean(self.to_python(data)) != stood


class SectionChoice(StandingChoice):
    def label_from_instance(self, section):
        return f"{section.parent} › {section}" if section.parent_id else str(section)


class SectionsChoice(forms.ModelMultipleChoiceField):
    label_from_instance = SectionChoice.label_from_instance


def colleagues(of_old: int | None = None):
    """Those whom a story can be given to: everybody at the desk, and whoever has it already."""
    return get_user_model().objects.filter(Q(is_active=True, is_staff=True) | Q(pk=of_old))


class StoryForm(FoundAlready, forms.ModelForm):
    """`by` is who writes; `refusals` are the reasons for which the workflow did not take what was typed."""

    by = None
    refusals: tuple[Reason, ...] = ()

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kicker = Line(css="kicker", max_length=Story._meta.get_field("kicker").max_length)
    headline = Line(css="headline", max_length=Story._meta.get_field("headline").max_length)
    deck = PlainText(
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "class": "own own--deck", "data-line": "deck", "placeholder": " "}
        ),
    )
    body = StoryText(label="Text", required=False)
    dateline = NamedChoice(
        Dateline.objects.all(),
        names=("full_place", "place"),
        required=False,
        help_text="A place on the list of datelines, where the reporter was.",
    )
    lead_picture = LeadPictureField(required=False)
    due_at = WallTimeField(label="Due", required=False)
    embargoed_until = EmbargoField(required=False, help_text="No path publishes before this moment.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_zone(self, self.by)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.widget.attrs["dir"] = "auto"  # A story may be in any script, and its notes in another.
        for name, field in self.fields.items():
            if isinstance(field, StandingChoice) and (stands := getattr(self.instance, name)):
                field.stands = [stands]
        if self.instance.dateline_id and "dateline" in self.fields:
            self.initial["dateline"] = self.instance.dateline
        if "body" in self.fields:
            self.fields["body"].widget.attrs["data-rtl"] = " ".join(sorted(RIGHT_TO_LEFT))
        for name in ("kicker", "headline", "deck", "body"):
            if name in self.fields:
                self.fields[name].widget.attrs["lang"] = self.instance.language
        if "lead_picture" in self.fields:
            self.initial["lead_picture"] = self.fields["lead_picture"].stands = self.instance.lead_picture
        if self.instance.pk:
            self.fields["version"].required = True
            self.initial["version"] = self.instance.version
        if "assignee" in self.fields:
            self.fields["assignee"].queryset = colleagues(self.instance.assignee_id)

    def clean_tags(self):
        longest = Tag._meta.get_field("name").max_length
        too_long = [name for name in self.cleaned_data["tags"] if len(name) > longest]
        if too_long:
            raise ValidationError(
                f"“{too_long[0]}” is longer than {longest} letters: put commas between tags."
            )
        return self.cleaned_data["tags"]

    def clean(self):
        super().clean()
        # What was refused was at least typed.
        if not self.instance.pk and not any(self.cleaned_data.get(name, "refused") for name in _A_BEGINNING):
            self.add_error(None, "There is nothing to keep yet: write a headline, a slugline or some text.")
        for reason in self.refusals:
            self.add_error(reason.field if reason.field in self.fields else None, reason.message)

    @property
    def is_rewritten(self) -> bool:
        """Whether anything was typed that the story does not say already."""
        return bool(set(self.changed_data) - {"version"})

    def typed(self) -> dict:
        """What was written, as `workflow.revise` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
