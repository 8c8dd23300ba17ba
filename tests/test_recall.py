"""What was published at once can be taken back for a while: then it never existed, here or anywhere else."""

from datetime import timedelta

import pytest
from django.test import Client

from articles import invariants, workflow
from articles.models import Correction, Edition, Effect, Story
from tests.effect_samples import deliver_all, hurry, make_webhook, told
from tests.factories import DAY, HOUR, NOON, make_story
from tests.web_server import say, serving

IN_TIME, TOO_LATE = NOON + timedelta(seconds=19), NOON + timedelta(seconds=20)


@pytest.fixture(autouse=True)
def twenty_seconds(settings):
    settings.UNDO_SECONDS = 20


def test_it_never_existed(staff):
    nothing = Client().get("/2026/05/03/the-dam/").content
    story = staff.published(slug="the-dam", now=NOON)
    assert Client().get("/2026/05/03/the-dam/").status_code == 200
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    answer = Client().get("/2026/05/03/the-dam/")
    assert (answer.status_code, answer.content) == (404, nothing)
    assert not Edition.objects.exists()
    assert story.status == Story.Status.CLEARED
    assert story.is_in_work
    assert not list(invariants.breaches())


def test_it_can_be_published_again_under_its_own_hour(staff):
    story = staff.published(now=NOON)
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    edition = workflow.publish(story, by=staff.publisher, now=NOON + HOUR)
    assert (edition.number, edition.first_published_at) == (1, NOON + HOUR)
    assert not list(invariants.breaches())


def test_the_edition_before_has_its_own_end_again(staff):
    make_webhook()
    story = staff.published(until=NOON + DAY, now=NOON - HOUR)
    first = story.editions.get()
    workflow.publish(staff.rewritten(story, now=NOON), by=staff.publisher, now=NOON)
    first.refresh_from_db()
    assert first.live_until == NOON
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    first.refresh_from_db()
    assert (first.live_until, story.editions.count()) == (NOON + DAY, 1)
    assert told(first.effects.all()) == [("opening", "webhook", 20), ("ending", "webhook", 25 * 3600)]
    assert not list(invariants.breaches())


def test_a_correction_is_recalled_with_what_it_told(staff):
    story = staff.rewritten(staff.published(now=NOON - HOUR), now=NOON)
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.", now=NOON)
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    assert not Correction.objects.exists()
    assert story.editions.get().number == 1


def test_after_the_time_it_is_too_late_and_the_way_on_is_said(staff):
    story = staff.published(now=NOON)
    with pytest.raises(workflow.IllegalMove, match="can no longer be recalled: correct it, or kill it"):
        workflow.recall(story, by=staff.publisher, now=TOO_LATE)
    assert story.editions.exists()


def test_what_opened_at_its_hour_is_not_recalled(staff):
    story = staff.published(at=NOON, now=NOON - HOUR)
    with pytest.raises(workflow.IllegalMove, match="kill it"):
        workflow.recall(story, by=staff.publisher, now=NOON + timedelta(seconds=1))


def test_what_never_ran_is_not_recalled(staff):
    with pytest.raises(workflow.IllegalMove, match="nothing to recall"):
        workflow.recall(staff.cleared(), by=staff.publisher)


def test_with_no_time_to_undo_nothing_is_recalled_and_everything_told_at_once(staff, settings):
    settings.UNDO_SECONDS = 0
    make_webhook()
    story = staff.published(now=NOON)
    assert told() == [("opening", "webhook", 0)]
    with pytest.raises(workflow.IllegalMove):
        workflow.recall(story, by=staff.publisher, now=NOON)


def test_nobody_outside_hears_of_what_is_recalled(staff, settings):
    with serving(say) as receiver:
        settings.OUTGOING_HOSTS = [receiver.host]
        make_webhook(receiver.url)
        story = staff.published()
        assert deliver_all() == 0
        workflow.recall(story, by=staff.publisher)
        hurry()
        assert deliver_all() == 0
        assert receiver.asked == []


def test_what_was_told_cannot_be_recalled_whatever_the_clock_says(staff, settings):
    with serving(say) as receiver:
        settings.OUTGOING_HOSTS = [receiver.host]
        make_webhook(receiver.url)
        story = staff.published()
        hurry()
        assert deliver_all() == 1
        with pytest.raises(workflow.IllegalMove):
            workflow.recall(story, by=staff.publisher)


def test_what_is_in_somebodys_hand_cannot_be_recalled(staff):
    make_webhook()
    story = staff.published()
    Effect.objects.update(attempts=1)
    with pytest.raises(workflow.IllegalMove):
        workflow.recall(story, by=staff.publisher)


def test_a_cache_outside_is_purged_of_it(staff, settings):
    with serving(say) as cdn:
        settings.OUTGOING_HOSTS, settings.CDN_PURGE_URL = [cdn.host], f"{cdn.url}/purge"
        story = staff.published(tags=["Floods"])
        path = story.editions.get().path
        assert deliver_all() == 1
        workflow.recall(story, by=staff.publisher)
        assert deliver_all() == 1
    first, second = (body for _, _, _, body in cdn.asked)
    assert path.encode() in second
    assert first == second
    assert cdn.asked[0][2]["Idempotency-Key"] != cdn.asked[1][2]["Idempotency-Key"]


def test_copy_that_nobody_cleared_is_as_little_cleared_as_before(staff):
    story = make_story()
    workflow.emergency(story, by=staff.publisher, reason="A storm.", now=NOON)
    assert story.after_review_owed
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    story.refresh_from_db()
    assert (story.status, story.after_review_owed, story.cleared_revision) == ("draft", False, None)
    assert not list(invariants.breaches())
    workflow.emergency(story, by=staff.publisher, reason="A storm after all.", now=NOON + HOUR)
    assert story.after_review_owed
    assert not list(invariants.breaches())


def test_an_after_review_that_was_owed_before_is_owed_still(staff):
    story = make_story()
    workflow.emergency(story, by=staff.publisher, reason="A storm.", now=NOON - HOUR)
    workflow.publish(staff.rewritten(story, now=NOON), by=staff.publisher, now=NOON)
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    assert story.after_review_owed
    assert not list(invariants.breaches())


def test_copy_that_was_changed_since_stays_changed(staff):
    story = staff.published(now=NOON)
    workflow.revise(story, by=staff.reporter, headline="Another", now=NOON)
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    assert (story.status, story.headline) == ("draft", "Another")


def test_the_ledger_keeps_it(staff):
    story = staff.published(now=NOON)
    workflow.recall(story, by=staff.publisher, now=IN_TIME)
    event = story.events.latest("pk")
    assert (event.verb, event.edition_number, event.live_from) == ("recall", 1, NOON)


def test_pages_that_showed_it_are_made_anew_without_it(staff, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60
    reader = Client()
    before = reader.get("/").content
    with django_capture_on_commit_callbacks(execute=True):
        story = staff.published(headline="A headline of no length")
    assert b"A headline of no length" in reader.get("/").content
    with django_capture_on_commit_callbacks(execute=True):
        workflow.recall(story, by=staff.publisher)
    assert reader.get("/").content == before
