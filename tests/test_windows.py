"""Scheduling: windows that move, are taken back, and give way."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import clock, holds, invariants, workflow
from articles.models import Edition, Story
from tests.factories import DAY, HOUR, make_story


@pytest.fixture
def soon(db):
    return clock.now() + DAY


def test_a_scheduled_story_moves_with_its_address(staff, soon):
    story = staff.published(at=soon)
    edition = workflow.reschedule(story, by=staff.producer, at=soon + 2 * DAY, until=soon + 3 * DAY)
    edition.refresh_from_db()
    assert (edition.live_from, edition.live_until, edition.expires_at) == (
        soon + 2 * DAY,
        soon + 3 * DAY,
        soon + 3 * DAY,
    )
    assert edition.first_published_at == soon + 2 * DAY
    assert edition.path == f"/{soon + 2 * DAY:%Y/%m/%d}/{story.slug}/"
    assert {link.first_published_at for link in edition.author_links.all()} == {soon + 2 * DAY}


def test_what_is_taken_back_never_existed(staff, soon):
    story = staff.published(at=soon)
    workflow.unschedule(story, by=staff.producer)
    assert not Edition.objects.exists()
    assert story.events.get(verb="unschedule").live_from == soon


def test_taking_a_coming_edition_back_gives_the_one_before_it_its_own_end_again(staff, soon):
    story = staff.rewritten(staff.published(until=soon + DAY))
    workflow.publish(story, by=staff.publisher, at=soon)
    first = story.editions.get(number=1)
    assert first.live_until == soon
    workflow.unschedule(story, by=staff.producer)
    first.refresh_from_db()
    assert first.live_until == soon + DAY


@pytest.mark.parametrize("shift", [-HOUR, HOUR])
def test_moving_an_update_moves_the_end_of_what_it_replaces(staff, soon, shift):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=soon)
    workflow.reschedule(story, by=staff.producer, at=soon + shift)
    assert story.editions.get(number=1).live_until == soon + shift


def test_several_timed_editions_wait_at_once(staff, soon):
    story = staff.published(at=soon)
    for hours in (1, 2):
        staff.rewritten(story)
        workflow.publish(story, by=staff.publisher, at=soon + hours * HOUR)
    assert [edition.number for edition in story.editions.order_by("live_from")] == [1, 2, 3]
    middle = story.editions.get(number=2)
    workflow.unschedule(story, by=staff.producer, edition=middle)
    assert story.editions.get(number=1).live_until == soon + 2 * HOUR


def test_newer_copy_that_opens_earlier_takes_the_place_of_older_copy_that_waits(staff, soon):
    story = staff.rewritten(staff.published(at=soon))
    workflow.publish(story, by=staff.publisher)
    assert [edition.number for edition in story.editions.all()] == [1]
    assert story.events.filter(verb="unschedule", note__contains="takes its place").exists()


def test_copy_passed_again_keeps_its_slot(staff, soon):
    story = staff.published(at=soon, body="<p>Old.</p>")
    staff.rewritten(story, body="<p>New.</p>")
    assert "Old." in Edition.objects.live(at=soon).get().body
    workflow.publish(story, by=staff.publisher, at=soon)
    assert "New." in Edition.objects.live(at=soon).get().body


def test_a_correction_that_waits_is_not_lost_when_newer_copy_takes_its_place(staff, soon):
    story = staff.rewritten(staff.published())
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.", at=soon)
    staff.rewritten(story)
    edition = workflow.publish(story, by=staff.publisher)
    assert [told["text"] for told in edition.corrections_told] == ["It was a dyke."]
    assert story.corrections.get().at == edition.live_from


def test_older_copy_cannot_be_moved_behind_newer(staff, soon):
    story = staff.published(at=soon)
    staff.rewritten(story)
    second = workflow.publish(story, by=staff.publisher, at=soon + HOUR)
    with pytest.raises(workflow.IllegalMove, match="older copy after newer"):
        workflow.reschedule(story, by=staff.producer, at=soon + 2 * HOUR)
    with pytest.raises(workflow.IllegalMove, match="older copy after newer"):
        workflow.reschedule(story, by=staff.producer, edition=second, at=soon)


def test_an_hour_that_has_passed_is_refused(staff, soon):
    story = staff.published(at=soon)
    with pytest.raises(workflow.PreflightFailed) as refusal:
        workflow.reschedule(story, by=staff.producer, at=clock.now())
    assert [reason.field for reason in refusal.value.reasons] == ["at"]


def test_nothing_scheduled_can_be_neither_moved_nor_taken_back(staff, soon):
    story = staff.published()
    for verb, more in ((workflow.unschedule, {}), (workflow.reschedule, {"at": soon})):
        with pytest.raises(workflow.IllegalMove, match="is scheduled"):
            verb(story, by=staff.producer, **more)


STEPS = st.lists(
    st.tuples(
        st.sampled_from("publish rewrite correct reschedule unschedule expire hold release".split()),
        st.integers(-3, 12),
        st.none() | st.integers(1, 20),
    ),
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_said_in_whatever_order_every_invariant_holds(staff, steps):
    story = staff.cleared(make_story())
    start = clock.now()
    for verb, hours, length in steps:
        at = start + hours * HOUR if hours > 0 else None
        until = (at or start) + length * HOUR if length else None
        try:
            match verb:
                case "publish":
                    workflow.publish(story, by=staff.publisher, at=at, until=until)
                case "rewrite":
                    staff.rewritten(story)
                case "correct":
                    workflow.correct(
                        story, by=staff.publisher, kind="correction", note="It was a dyke.", at=at
                    )
                case "reschedule":
                    workflow.reschedule(story, by=staff.publisher, at=at or start, until=until)
                case "unschedule":
                    workflow.unschedule(story, by=staff.publisher)
                case "expire":
                    workflow.expire(story, by=staff.publisher, at=at)
                case "hold":
                    holds.hold(by=staff.publisher, reason="The bridge is down.")
                case "release":
                    holds.release(by=staff.publisher, now=at)
        except (workflow.IllegalMove, workflow.PreflightFailed):
            continue
    assert list(invariants.breaches()) == []
    for hours in range(25):
        assert Edition.objects.live(at=start + hours * HOUR).filter(story=story).count() <= 1
    assert Story.objects.get(pk=story.pk).status == "cleared"
