"""A story's form as a page sends it by itself, whether or not all of it is complete."""

import re
from copy import copy
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from articles import revisions, slugs
from articles.admin.story_form import StoryForm
from articles.models import Story

WAS = "was_"  # Before the names of fields as the page last sent them, where it could not show what others changed.


class Sent:
    """A story's form as a page sent it. Some of it may be refused: what is right is kept all the same."""

    def __init__(self, request, admin: ModelAdmin, story: Story | None, data: QueryDict):
        form_class = admin.get_form(request, story, change=story is not None)
        instance = copy(story) if story else Story()
        self.form: StoryForm = form_class(data, instance=instance)  # type: ignore[assignment]
        ((formset_class, inline),) = admin.get_formsets_with_inlines(request, story)
        bylines = formset_class(data, instance=instance, queryset=inline.get_queryset(request))
        self.errors = {name: " ".join(map(str, found)) for name, found in self.form.errors.items()}
        self.fields: dict[str, Any] = self.form.typed()
        if bylines.management_form.is_valid() and bylines.is_valid():
            self.fields["bylines"] = bylines.rows()
        elif bylines.management_form.is_valid():
            self.errors["bylines"] = "A row is not complete yet."
        if NON_FIELD_ERRORS in self.errors and story:
            self.leave_out("slug", self.errors.pop(NON_FIELD_ERRORS))

    def leave_out(self, name: str, reason: str) -> None:
        self.fields.pop(name, None)
        self.errors[name] = reason


def last_sent(request, admin: ModelAdmin, story: Story) -> dict:
    """The fields that the page could not show yet, as it last sent them: what its writer goes on from."""
    data = request.POST.copy()
    old = {name.removeprefix(WAS): values for name, values in data.lists() if name.startswith(WAS)}
    if not old:
        return {}
    for name, values in old.items():
        data.setlist(name, values)
    names = {"bylines" if name.startswith("bylines-") else name for name in old}
    stands = revisions.copy_of(story)
    typed = revisions.typed(story, Sent(request, admin, story, data).fields, stands=stands)
    return {name: typed[name] for name in names & typed.keys()}


def follow_the_headline(story: Story, fields: dict, version: int) -> None:
    """An address that was made of the headline follows it, as long as no readers have had it."""
    if version == story.version and fields.get("headline") == story.headline:
        return
    began = revisions.began_from(story, version)
    if began is None or not {"slug", "headline"} <= fields.keys():
        return
    headline, slug = began.content["headline"], began.content["slug"]
    is_made = re.fullmatch(rf"{re.escape(slugs.slugify(headline))}(-\d+)?", slug)
    if fields["headline"] != headline and fields["slug"] == slug and is_made and not story.editions.exists():
        fields["slug"] = ""
