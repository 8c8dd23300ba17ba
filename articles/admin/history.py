"""The history of a story at the desk: look through it, compare any two moments as prose, bring back what was better."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import body, revisions, workflow
from articles.admin import reach, readings
from articles.admin.copies import Telling, label
from articles.admin.doors import GONE_SINCE, REFUSALS, say_if_reopened
from articles.admin.timeline import timeline, whose
from articles.admin.verbs import refusal
from articles.models import Revision, Story


class KeepForm(forms.Form):
    note = forms.CharField(
        label="Keep it as it is now, under a name",
        max_length=200,
        error_messages={
            "required": "Give it a name.",
            "max_length": "A name has at most %(limit_value)d characters; this one has %(show_value)d.",
        },
    )


@dataclass
class Comparison:
    """Two moments of a story, the older first."""

    story: Story
    old: Revision
    new: Revision

    @cached_property
    def together(self):
        return readings.compared(self.old.copy, self.new.copy)

    @cached_property
    def is_now(self) -> bool:
        """Whether the newer is the copy as it stands: only there can something be brought back."""
        return self.new.copy == revisions.copy_of(self.story)

    def page(self) -> dict:
        """What the page shows of it."""
        telling = Telling([self.old.copy, self.new.copy])
        wrote = whose(self.story, self.old, self.new, self.together.changes)
        fields = list(readings.fields(self.together, telling, wrote))
        text = readings.paragraphs(self.together, telling, wrote)
        prose = [row for row in fields if row.part.name in readings.PROSE]
        return {
            "old": self.old,
            "new": self.new,
            "is_now": self.is_now,
            "prose": prose,
            "fields": [row for row in fields if row.part.name not in readings.PROSE],
            "text": text,
            "tally": readings.tally([*prose, *text]),
        }


def history(request, story: Story, *, site: AdminSite):
    """The page: the timeline, and two of its moments side by side. Who may only read the story may look."""
    if not reach.may(request, "articles.view_story", story):
        raise PermissionDenied(f"{request.user} may not look at “{story}”.")
    days, further = timeline(story, _number(request.GET.get("before")))
    chosen = _chosen(request, story)
    may_change, shown = reach.may(request, "articles.change_story", story), request.GET.get("show", "")
    page = {
        **site.each_context(request),
        "title": "History",
        "story": story,
        "days": days,
        "further": further,
        "saves": story.revisions.count(),
        "milestones": story.revisions.filter(milestone=True).count(),
        "keep": KeepForm() if may_change else None,
        "may_change": may_change and bool(chosen and chosen.is_now),
        "show": shown if shown in ("a", "b") else "",
        **(chosen.page() if chosen else {}),
    }
    if chosen and page["show"]:
        revision = chosen.old if shown == "a" else chosen.new
        page["whole"] = revision
        page["whole_text"] = [body.told(block) for block in revision.content["body"].split("\n") if block]
    return render(request, "admin/articles/story/history.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request, pk: int, number: int, *, site: AdminSite):
    """Bring back all of a revision, or one part of it: a new revision, made by the verb that every save is."""
    story = reach.story_to_change(request, pk)
    revision = get_object_or_404(story.revisions, number=number)
    if request.method != "POST":
        return redirect(_compared_with(story, number))
    version, key, was = _number(request.POST.get("version")), request.POST.get("part", ""), story.status
    if version is None:
        raise Http404("The page lost the version it began from.")
    try:
        part, fields = _brought_back(story, revision, key)
        workflow.revise(
            story, by=request.user, version=version, note=f"{part} as in revision {number}.", **fields
        )
    except workflow.StaleVersion as stale:
        return conflict(request, stale)
    except IntegrityError:
        messages.error(request, GONE_SINCE)
    except REFUSALS as error:
        for reason in refusal(error):
            messages.error(request, reason)
    else:
        messages.success(request, f"{part} reads as in revision {number} again.")
        say_if_reopened(request, story, was)
    return redirect(_compared_with(story, number))


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, pk: int, *, site: AdminSite):
    """Keep the copy as it stands under a name."""
    story = reach.story_to_change(request, pk)
    if request.method != "POST":
        return redirect("admin:articles_story_history", story.pk)
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["note"])))
        return redirect("admin:articles_story_history", story.pk)
    try:
        workflow.keep(story, by=request.user, note=form.cleaned_data["note"])
    except REFUSALS as error:
        for reason in refusal(error):
            messages.error(request, reason)
    else:
        messages.success(request, "Kept for ever under that name.")
    return redirect("admin:articles_story_history", story.pk)


def _compared_with(story: Story, number: int) -> str:
    return f"{reverse('admin:articles_story_history', args=[story.pk])}?a={number}"


def conflict(request, stale: workflow.StaleVersion):
    """To the page on which both texts come together."""
    messages.warning(request, str(stale))
    return redirect("admin:articles_story_conflict", pk=stale.story.pk, number=stale.refused.number)


def _brought_back(story: Story, revision: Revision, key: str) -> tuple[str, dict]:
    """What is brought back, in words, and the fields that it takes."""
    if not key:
        return "All of it", revisions.restored(revision)
    together = readings.compared(revision.copy, revisions.copy_of(story))
    part = next((part for part in together.changes if part.key == key), None)
    if part is None:
        raise workflow.IllegalMove("That has changed since you looked. Look once more.")
    name = "The paragraph" if part.is_text else label(part.name)
    return name, revisions.fields_of(readings.changed_back(together, part))


def _chosen(request, story: Story) -> Comparison | None:
    """The two moments that are asked for; by default the last that was passed on, and now."""
    rows = story.revisions
    new = rows.filter(number=_number(request.GET.get("b")) or 0).first() or revisions.kept(story).first()
    if new is None:
        return None
    old = rows.filter(number=_number(request.GET.get("a")) or 0).first()
    if old is None:
        earlier = rows.exclude(kind=Revision.Kind.REFUSED).filter(number__lt=new.number).order_by("-number")
        old = earlier.filter(milestone=True).first() or earlier.first() or new
    if old.number > new.number:
        old, new = new, old
    return Comparison(story, old, new)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) <= 9 else None
