"""The story's own doors: one for each verb, and one to take a text up again. GET tells what will be, POST does it."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import noting, preflight, revisions, workflow
from articles.admin import foretold, reach, side_by_side
from articles.admin.out import Out
from articles.admin.room import NAMED
from articles.admin.verbs import VERBS, outcome, refusal, sayable
from articles.models import Revision, Story
from articles.models.revision import content_of
from articles.preflight import Reason

REFUSALS = (workflow.IllegalMove, workflow.PreflightFailed, PermissionDenied)
_LOOKS_AT_COPY = frozenset({"file", "clear", "publish", "emergency"})
_SEEN_BY_READERS = frozenset({"publish", "correct", "kill", "emergency"})


def story_url(story: Story) -> str:
    return reverse("admin:articles_story_change", args=[story.pk])


def _story_or_404(request, pk: int) -> Story:
    return get_object_or_404(reach.stories(request.user).select_related(*NAMED), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request, pk: int, *, site: AdminSite, name: str):
    """A verb's door. What was typed stays on the page when the verb is refused, with every reason."""
    story = _story_or_404(request, pk)
    if not reach.may(request, workflow.MOVES[name].permission, story):
        raise PermissionDenied(f"{request.user} may not say this of “{story}”.")
    out = Out.of(story)
    if request.method != "POST" and name not in sayable(request, out):
        status = story.get_status_display().lower()
        messages.warning(request, f"“{story}” is {status} now: this cannot be said of it.")
        return redirect(story_url(story))
    content = content_of(story)
    form = VERBS[name].form(
        request.POST if request.method == "POST" else None,
        by=request.user,
        out=out,
        weigh=_to_weigh(name, story, content),
    )
    if form.is_bound and form.is_valid() and _said(request, story, name, form):
        return redirect(story_url(story))
    if form.is_bound and not form.non_field_errors() and name not in sayable(request, out):
        form.add_error(
            None, f"It is {story.get_status_display().lower()} now, and this cannot be said of it."
        )
    page = _verb_page(site, request, name, form, out, content)
    return render(request, "admin/articles/story/verb.html", page)


def _to_weigh(name: str, story: Story, content: dict) -> list[Reason]:
    """What is to be weighed before a verb that looks at the copy. What was answered at the clear is not asked again."""
    if name not in _LOOKS_AT_COPY:
        return []
    cleared = story.events.filter(verb="clear", revision=story.cleared_revision_id).exclude(note="")
    if name == "publish" and cleared.exists():
        return []
    return preflight.warnings(content)


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
        return True
    story.refresh_from_db()
    return False


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
        "out": out,
        "is_for_readers": name in _SEEN_BY_READERS,
        "withdraws": name == "kill",
        "missing": _missing(name, story, content),
        "weigh": form.weigh,
    }


def _missing(name: str, story: Story, content: dict) -> list[Reason]:
    """What must be right first: of the copy, and for a clear every note that is to be answered."""
    if name not in _LOOKS_AT_COPY:
        return []
    return preflight.copy_reasons(content) + (noting.reasons(story) if name == "clear" else [])


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request, pk: int, number: int, *, site: AdminSite):
    """Both texts where they differ, and the choice: a refused text after all, or an older one again."""
    story = _story_or_404(request, pk)
    revision = get_object_or_404(story.revisions, number=number)
    if not reach.may(request, "articles.change_story", story):
        raise PermissionDenied(f"{request.user} may not change “{story}”.")
    beside = side_by_side.unpack(request.session.get(_key(revision), {}))
    if request.method == "POST":
        answer = _taken_up(request, story, revision, beside)
        if answer:
            return answer
    context = {
        **site.each_context(request),
        "title": "Two texts" if revision.kind == Revision.Kind.REFUSED else f"Bring {revision} back",
        "subtitle": str(story),
        "story": story,
        "story_url": story_url(story),
        "revision": revision,
        "refused": revision.kind == Revision.Kind.REFUSED,
        "rows": side_by_side.differences(story, revision, beside),
    }
    return render(request, "admin/articles/story/two_texts.html", context)


def _taken_up(request, story: Story, revision: Revision, beside: dict):
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise Http404("The page lost the version it began from.")
    fields = revisions.restored(revision) | beside
    try:
        workflow.revise(story, by=request.user, version=int(version), note=f"{revision} taken up.", **fields)
    except workflow.StaleVersion as stale:
        return conflict(request, stale, beside)
    except IntegrityError:
        reason = "Something it names is gone since, or its slug is another story’s: write what you need of it anew."
        messages.error(request, reason)
    except REFUSALS as error:
        for reason in refusal(error):
            messages.error(request, reason)
    else:
        request.session.pop(_key(revision), None)
        messages.success(request, f"“{story}” reads as in {str(revision).lower()} again.")
        return redirect(story_url(story))
    story.refresh_from_db()
    return None


def conflict(request, stale: workflow.StaleVersion, fields: dict):
    """To the page with both texts. What revisions do not keep is kept until then, too."""
    request.session[_key(stale.refused)] = side_by_side.pack(fields)
    messages.warning(request, str(stale))
    return redirect("admin:articles_story_conflict", pk=stale.story.pk, number=stale.refused.number)


def _key(revision: Revision) -> str:
    return f"typed-beside-revision-{revision.pk}"
