"""The notes of a story: its threads, a box for a new one, answers, and saying that one is done with."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_POST

from articles import notices, noting
from articles.admin import reach
from articles.admin.doors import story_url
from articles.models import Note, Story


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("text", "passage", "before", "after", "is_blocking")
        labels = {"text": "A note to the desk", "passage": "On these words"}
        help_texts = {"text": "@ calls a person or a desk. Readers never see it."}
        widgets = {
            "text": forms.Textarea({"rows": 3, "dir": "auto"}),
            "passage": forms.TextInput({"dir": "auto"}),
            "before": forms.HiddenInput,
            "after": forms.HiddenInput,
        }


class AnswerForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("text",)
        labels = {"text": "Answer"}
        widgets = {"text": forms.Textarea({"rows": 2, "dir": "auto"})}


def addresses(door) -> list:
    """The addresses of a story's notes, each wrapped by the desk's door."""
    return [
        path("<int:pk>/notes/", door(room), name="articles_story_notes"),
        path("<int:pk>/notes/<int:note>/answers/", door(answer), name="articles_story_answers"),
        path("<int:pk>/notes/<int:note>/resolution/", door(resolution), name="articles_story_resolution"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def room(request, pk: int, *, site: AdminSite):
    """All threads, the open ones first; POST writes a new note. Who looks has seen what they were told of it."""
    story = reach.story_or_404(request, pk)
    may_write = reach.may(request, "articles.add_note")
    form = NoteForm(request.POST or None, initial={"passage": request.GET.get("passage", "")[:300]})
    if request.method == "POST":
        _must_may(request, story)
        if form.is_valid():
            noting.write(story, by=request.user, **form.cleaned_data)
            messages.success(request, f"Your note stands beside “{story}”.")
            return redirect("admin:articles_story_notes", pk=story.pk)
    notices.see(request.user, story)
    threads = story.notes.filter(parent=None).prefetch_related(
        Prefetch("replies", Note.objects.order_by("at", "pk"))
    )
    context = {
        **site.each_context(request),
        "title": "Notes",
        "subtitle": str(story),
        "story": story,
        "story_url": story_url(story),
        "open": [note for note in threads if not note.resolved_at],
        "resolved": [note for note in reversed(threads) if note.resolved_at],
        "form": form if may_write else None,
        "known": SimpleLazyObject(noting.known),
        "answer": AnswerForm(auto_id=False) if may_write else None,
    }
    return render(request, "admin/articles/story/notes.html", context)


@require_POST
def answer(request, pk: int, note: int, *, site: AdminSite):
    """An answer in a thread."""
    story, parent = _thread(request, pk, note)
    form = AnswerForm(request.POST)
    if form.is_valid():
        noting.write(story, by=request.user, parent=parent, text=form.cleaned_data["text"])
    else:
        messages.warning(request, "An answer has words.")
    return redirect("admin:articles_story_notes", pk=story.pk)


@require_POST
def resolution(request, pk: int, note: int, *, site: AdminSite):
    """A thread is done with; said once more, it is open again."""
    story, thread = _thread(request, pk, note)
    if thread.resolved_at:
        noting.reopen(thread)
    else:
        noting.resolve(thread, by=request.user)
    return redirect("admin:articles_story_notes", pk=story.pk)


def _thread(request, pk: int, note: int) -> tuple[Story, Note]:
    story = reach.story_or_404(request, pk)
    _must_may(request, story)
    return story, get_object_or_404(story.notes.filter(parent=None), pk=note)


def _must_may(request, story: Story) -> None:
    if not reach.may(request, "articles.add_note"):
        raise PermissionDenied(f"{request.user} may not write notes on “{story}”.")
