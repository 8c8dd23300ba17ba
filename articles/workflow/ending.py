"""Ending: a story is stopped before it runs, is withdrawn, or has its day and no more."""

from datetime import datetime, timedelta

from accounts.models import User
from articles import bundled, effects, freshness, preflight, search, slots, windows
from articles.acts import IllegalMove, must_be_ready
from articles.models import Correction, Edition, Story
from articles.preflight import Reason, spoken
from articles.workflow.moves import CLEARED, DRAFT, KILLED, SPIKED, move


def spike(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Stop a story that never ran. It stays findable at the desk."""
    with move(story, "spike", by=by, now=now, note=note) as act:
        bundled.fall_apart_with(act, "was spiked")
        if story.editions.coming(act.at).exists():
            raise IllegalMove(f"“{story}” is scheduled: take it back first.")
        if story.editions.exists():
            raise IllegalMove(f"“{story}” has run: kill it, or let it stand.")
        story.status = SPIKED
        act.record()
    return story


def unspike(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Take a spiked story up again, as a draft."""
    with move(story, "unspike", by=by, now=now, note=note) as act:
        story.status = DRAFT
        act.record()
    return story


def kill(
    story: Story, *, by: User, notice: str, at: datetime | None = None, now: datetime | None = None
) -> Story:
    """Withdraw a story that ran, for good, with a public notice at its address (410): at once, or from an hour.

    Until then (`at` is aware) readers have what they have, and nothing more of it opens; `spare` takes it back.
    Raises IllegalMove if it never ran; PreflightFailed for an hour that has passed or that it does not live to see.
    """
    with move(story, "kill", by=by, now=now, note=notice) as act:
        ran = story.editions.filter(live_from__lte=act.at).order_by("live_from").last()
        if not ran:
            raise IllegalMove(f"“{story}” never ran: spike it instead.")
        bundled.fall_apart_with(act, "was killed")
        for coming in story.editions.coming(act.at).reverse():
            windows.take_back(coming, at=act.at)
        ran.refresh_from_db()
        at = windows.in_utc(at)
        if at:
            must_be_ready(preflight.end_reasons(ran, at=at, now=act.at))
            windows.end(ran, at=at)
        else:
            if ran.live_until is None or ran.live_until > act.at:
                windows.end(ran, at=max(act.at, ran.live_from + timedelta(milliseconds=1)))
            search.forget(story.editions.all())
        Correction.objects.create(
            story=story, edition=ran, kind=Correction.Kind.RETRACTION, note=act.note, at=at or act.at
        )
        story.status, story.killed_from = KILLED, at
        act.record(edition=ran)
        freshness.touch_story(story, at=act.at)
        effects.queue_kill(ran, at=at or act.at)
    return story


def spare(story: Story, *, by: User, now: datetime | None = None) -> Story:
    """Take back a kill whose hour has not come: readers keep the story, and its copy is as far as it was.

    What was to open of it, and was taken back with the kill, stays so.
    """
    with move(story, "spare", by=by, now=now) as act:
        if story.killed_from is None or story.killed_from <= act.at:
            raise IllegalMove(f"Readers have “{story}” no more: it was killed, and stays so.")
        said = story.events.filter(verb="kill").latest("at", "pk")
        passed = story.events.filter(verb__in=("clear", "emergency")).order_by("at", "pk").last()
        story.status, story.killed_from = said.status_before, None
        if story.status == CLEARED:
            assert passed, "what was cleared was passed by somebody"
            story.cleared_revision = passed.revision
        story.corrections.filter(kind=Correction.Kind.RETRACTION, at__gt=act.at).delete()
        live = story.editions.live(act.at).get()
        windows.expire(live, closes=live.closes_at, at=act.at)
        act.record(edition=live)
        effects.forget_kill(story)
        slots.settle(story, at=act.at)
    return story


def expire(story: Story, *, by: User, at: datetime | None, now: datetime | None = None) -> Edition:
    """Give what readers have an end, another one, or none (None). Where a later edition opens before, that ends it.

    Raises IllegalMove if nothing is live, PreflightFailed for an hour that has passed.
    """
    with move(story, "expire", by=by, now=now) as act:
        live = story.editions.live(act.at).first()
        if not live:
            raise IllegalMove(f"“{story}” is not live: the end of what is coming is set where it is moved.")
        if at and at <= act.at:
            must_be_ready([Reason("at", f"{spoken(at)} has passed: choose a later hour.")])
        live.ends_as = windows.kept(at)
        windows.expire(live, closes=windows.in_utc(at), at=act.at)
        act.record(edition=live)
        slots.settle(story, at=act.at)
    return live
