"""One article handed in at the desk, and sent up the staircase, verb by verb."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from articles import clock, datelines, revisions, workflow
from articles.models import Edition, Revision, Story
from articles.workflow import IllegalMove, PreflightFailed
from wires import lists
from wires.incoming import Incoming, Outcome, Wishes
from wires.models import Arrival

# What publishing straight from a wire takes: each step as if a person had pressed its button.
WAY_UP = ("file", "clear", "publish")


def must_be_allowed(wishes: Wishes) -> None:
    """Raise PermissionDenied if whoever hands in may not begin stories, or not take them all the way that is wished."""
    if not wishes.by.has_perm("articles.add_story"):
        raise PermissionDenied(f"{wishes.by} may not begin stories.")
    for verb in WAY_UP if wishes.publish else ():
        if not wishes.by.has_perm(workflow.MOVES[verb].permission):
            raise PermissionDenied(f"{wishes.by} may not {verb} stories.")


def bring_in(article: Incoming, wishes: Wishes) -> Outcome:
    """Put an article on the desk, and before readers if that is wished. What came in before does not come in again."""
    arrival = Arrival.objects.filter(fingerprint=article.fingerprint).select_related("story").first()
    if arrival:
        return again(article, arrival.story, wishes)
    return _up(article, enter(article, wishes), wishes, is_new=True)


@transaction.atomic
def enter(article: Incoming, wishes: Wishes) -> Story:
    """Put an article on the desk as a draft. Its first revision is nobody's: four eyes may be the sender's two."""
    now = clock.now()
    dateline = datelines.known_or_made(filter(None, [article.place])).get(article.place)
    story = article.as_story(dateline, created_by=wishes.writer)
    story.save()
    revisions.set_bylines(story, article.bylines(lists.authors(article.names)))
    story.tags.set(dict.fromkeys(lists.tags(article.tags).values()))
    revisions.snapshot(story, by=None, at=now, kind=Revision.Kind.IMPORTED)
    Arrival.objects.create(story=story, fingerprint=article.fingerprint, origin=article.origin, at=now)
    return story


def again(article: Incoming, story: Story, wishes: Wishes) -> Outcome:
    """What came in before: left alone, or taken on from where it was left, if nobody at the desk has touched it."""
    out = story.editions.order_by("live_from").last()
    if out:
        return Outcome(article, story, out.path)
    if _is_untouched(story):
        _complete(story, wishes)
        return _up(article, story, wishes, is_new=False)
    note = (
        "It came in before, and the desk has worked on it since: publish it from there."
        if wishes.publish
        else ""
    )
    return Outcome(article, story, note=note)


def send_up(story: Story, *, by: User, at: datetime | None) -> Edition:
    """File, clear and publish: all of it, or nothing. Raises what the verbs raise, with the story as it was."""
    try:
        with transaction.atomic():
            workflow.file(story, by=by)
            workflow.clear(story, by=by)
            return workflow.publish(story, by=by, at=at)
    except (IllegalMove, PreflightFailed, PermissionDenied):
        story.refresh_from_db()
        raise


def url_of(story: Story, path: str | None) -> str:
    """Where a story is or will be: its address on the site, or for one that has none its page at the desk."""
    return settings.SITE_URL + (path or reverse("admin:articles_story_change", args=[story.pk]))


def _up(article: Incoming, story: Story, wishes: Wishes, *, is_new: bool) -> Outcome:
    if not wishes.publish:
        return Outcome(article, story, is_new=is_new)
    try:
        edition = send_up(story, by=wishes.by, at=article.published_at or wishes.opens)
    except PreflightFailed as refusal:
        return Outcome(
            article, story, is_new=is_new, reason="\n".join(str(reason) for reason in refusal.reasons)
        )
    except (IllegalMove, PermissionDenied) as refusal:
        return Outcome(article, story, is_new=is_new, reason=str(refusal))
    return Outcome(article, story, edition.path, is_new=is_new)


def _is_untouched(story: Story) -> bool:
    """Whether the desk has left a story as it came: a draft, with what came in as its newest revision."""
    newest = revisions.newest(story)
    return story.status == Story.Status.DRAFT and newest is not None and newest.kind == Revision.Kind.IMPORTED


@transaction.atomic
def _complete(story: Story, wishes: Wishes) -> None:
    """Fill in what was missing when a story came in, and is known now: its section, its writer."""
    needs_writer = wishes.byline and not story.bylines.exists()
    if wishes.section and not story.section:
        story.section = wishes.section
        story.save()
    elif not needs_writer:
        return
    if needs_writer:
        revisions.set_bylines(story, [{"author": lists.authors([wishes.byline])[wishes.byline]}])
    revisions.snapshot(story, by=None, at=clock.now(), kind=Revision.Kind.IMPORTED)
