"""What is planned of a story on the budget: who has it; for when, how urgent, how long, saying what; and its rank."""

from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model

from articles.admin.story_form import colleagues
from articles.admin.wall_time import WallTimeField, set_zone
from articles.models import Story
from articles.models.story import StoryQuerySet
from articles.workflow import PLANNED


class GiveForm(forms.Form):
    assignee = forms.ModelChoiceField(get_user_model().objects.none(), required=False)

    def __init__(self, data=None, *, story: Story):
        super().__init__(data)
        self.story = story
        choice = cast(forms.ModelChoiceField, self.fields["assignee"])
        choice.queryset = colleagues(story.assignee_id)


class PlanForm(forms.Form):
    """`only` are the fields that were offered; `by` says in whose zone hours are typed."""

    due_at = WallTimeField(label="Due", required=False)
    urgency = forms.IntegerField(min_value=1, max_value=9, label="Urgency")
    commissioned_words = forms.IntegerField(min_value=1, max_value=100_000, required=False, label="Words")
    budget_line = forms.CharField(max_length=200, required=False, label="What it says")

    def __init__(self, data=None, *, story: Story, by, only: tuple[str, ...]):
        super().__init__(data)
        self.story = story
        for name in set(self.fields) - set(only):
            del self.fields[name]
        set_zone(self, by)
        self.initial = {name: getattr(story, name) for name in self.fields}

    @staticmethod
    def offered(story: Story, sent) -> tuple[str, ...]:
        """The fields that were sent of those that may be planned.

        Urgency is part of the copy: what is filed or cleared keeps it, or it would have to be passed anew.
        """
        fields = (*PLANNED, "urgency") if story.status == Story.Status.DRAFT else PLANNED
        return tuple(name for name in fields if name in sent)

    def as_typed(self) -> dict[str, str]:
        """What the story says now, as a browser would send it: what takes a change back."""
        typed = {}
        for name, field in self.fields.items():
            value = field.prepare_value(self.initial[name])
            if isinstance(field, WallTimeField):
                typed[name], typed[f"{name}_which"] = value or ("", "")
            else:
                typed[name] = "" if value is None else str(value)
        return typed


class RankForm(forms.Form):
    """A story's place among its section's on the budget of its day, counted from 1."""

    place = forms.IntegerField(min_value=1, max_value=10_000)

    def __init__(self, data=None, *, stories: StoryQuerySet, story: Story):
        super().__init__(data)
        self.stories, self.story = stories, story

    def clean(self):
        if not self.story.due_at:
            raise forms.ValidationError("It is due at no hour, and so on no day's budget.")

    def move(self) -> int:
        """Put it there, and count its section through. Returns where it stood."""
        story = self.story
        assert story.due_at, "what is due at no hour was refused"
        day = story.due_at.astimezone(settings.SITE_ZONE).date()
        row = list(self.stories.budgeted_for(day).filter(section=story.section).only("pk", "rank"))
        was = row.index(story)
        row.insert(min(self.cleaned_data["place"], len(row)) - 1, row.pop(was))
        for number, one in enumerate(row, start=1):
            one.rank = number
        Story.objects.bulk_update(row, ["rank"])
        return was + 1
