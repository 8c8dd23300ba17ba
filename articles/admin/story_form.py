"""The form on which a story is written: the text for readers, the desk's own notes, the version it began from."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q

from articles.admin.wall_time import WallTimeField, set_zone
from articles.models import Tag
from articles.preflight import Reason

# Any of these makes it a story.
_A_BEGINNING = ("headline", "slugline", "body")


class PlainText(forms.CharField):
    """Text of several lines. Browsers send their own line ends, and that is no change of the text."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class SectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, section):
        return f"{section.parent} › {section}" if section.parent_id else str(section)


class SectionsChoice(forms.ModelMultipleChoiceField):
    label_from_instance = SectionChoice.label_from_instance


def colleagues(of_old: int | None = None):
    """Those whom a story can be given to: everybody at the desk, and whoever has it already."""
    return get_user_model().objects.filter(Q(is_active=True, is_staff=True) | Q(pk=of_old))


class StoryForm(forms.ModelForm):
    """`by` is who writes; `refusals` are the reasons for which the workflow did not take what was typed."""

    by = None
    refusals: tuple[Reason, ...] = ()

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    due_at = WallTimeField(label="Due", required=False)
    embargoed_until = WallTimeField(required=False, help_text="No path publishes before this moment.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        set_zone(self, self.by)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.widget.attrs["dir"] = "auto"  # A story may be in any script, and its notes in another.
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
