"""The story's own doors, one for each verb. GET tells what will be, POST does it."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import effects, workflow
from articles.admin import foretold, reach, undo, weighing
from articles.admin.out import Out
from articles.admin.verbs import VERBS, outcome, sayable
from articles.hours import local
from articles.models import Edition, Story
from articles.models.revision import content_of

REFUSALS = (workflow.IllegalMove, workflow.PreflightFailed, PermissionDenied)
GONE_SINCE = (
    "Something it names is gone since, or its slug is another story’s: write what you need of it anew."
)
_SEEN_BY_READERS = frozenset({"publish", "recall", "correct", "kill", "emergency"})


def story_url(story: Story) -> str:
    return reverse("admin:articles_story_change", args=[story.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def say(request, pk: int, *, site: AdminSite, name: str):
    """A verb's door. What was typed stays on the page when the verb is refused, with every reason."""
    story = reach.story_or_404(request, pk)
    if not reach.may(request, workflow.MOVES[name].permission, story):
        raise PermissionDenied(f"{request.user} may not say this of “{story}”.")
    out = Out.of(story)
    if request.method != "POST" and name not in sayable(request, out):
        status = story.get_status_display().lower()
        messages.warning(request, f"“{story}” is {status} now: this cannot be said of it.")
        return redirect(story_url(story))
    content = content_of(story)
    before = weighing.before(name, story, content)
    form = VERBS[name].form(
        request.POST if request.method == "POST" else None,
        by=request.user,
        out=out,
        weigh=before.weigh,
    )
    if form.is_bound and form.is_valid() and _said(request, story, name, form):
        return redirect(story_url(story))
    if form.is_bound and not form.non_field_errors() and name not in sayable(request, out):
        form.add_error(
            None, f"It is {story.get_status_display().lower()} now, and this cannot be said of it."
        )
    page = _verb_page(site, request, name, form, out, content) | {
        "missing": before.must,
        "weigh": before.weigh,
    }
    return render(request, "admin/articles/story/verb.html", page)


def _said(request, story: Story, name: str, form) -> bool:
    try:
        result = getattr(workflow, name)(story, by=request.user, **form.cleaned_data)
    except workflow.PreflightFailed as error:
        for reason in error.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, reason.message)
    except REFUSALS as error:
        form.add_error(None, str(error))
    else:
        messages.success(request, outcome(name, story, result))
        if isinstance(result, Edition):
            _offer_recall(request, result)
        return True
    story.refresh_from_db()
    return False


def _offer_recall(request, edition: Edition) -> None:
    """What was published at once can be undone until somebody outside is told."""
    until = effects.recallable_until(edition)
    if until:
        said = f"Readers have “{edition.headline}” since {local(edition.live_from):%H:%M:%S}."
        small = f"Nobody outside hears of it before {local(until):%H:%M:%S}: until then Undo leaves no trace."
        address = reverse("admin:articles_story_recall", args=[edition.story_id])
        undo.offer_until(request, said, address, until=until, small=small)


def _verb_page(site, request, name: str, form, out: Out, content: dict) -> dict:
    story = out.story
    shows = foretold.places(story, content) if name in _SEEN_BY_READERS else None
    return {
        **site.each_context(request),
        "title": VERBS[name].label,
        "subtitle": str(story),
        "story": story,
        "story_url": story_url(story),
        "verb": VERBS[name],
        "form": form,
        "says": foretold.said_of(name, story, out, user=request.user, content=content),
        "places": shows,
        "hearers": out.listening.of(name) if shows else None,
        "out": out,
        "is_for_readers": name in _SEEN_BY_READERS,
        "withdraws": name == "kill",
    }


def say_if_reopened(request, story: Story, was: str) -> None:
    """Tell somebody that their change took the copy back to where somebody passes it."""
    if story.status != was:
        messages.warning(request, f"Copy that is changed is passed again: “{story}” is {story.status} now.")
