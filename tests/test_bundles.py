"""Bundles: stories that go out in one second, all of them or none."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from articles import bundles, clock, holds, invariants, workflow
from articles.models import Bundle, Edition, Notice, Story
from tests.factories import DAY, HOUR, TICK, make_story


@pytest.fixture
def soon(db):
    return clock.now() + DAY


def bundle_of(staff, *stories, at=None) -> Bundle:
    made = bundles.make(by=staff.publisher, name="Dam report", stories=stories)
    return bundles.set_hour(made, by=staff.publisher, at=at) if at else made


def three(staff) -> list[Story]:
    return [staff.cleared() for _ in range(3)]


def opens(*stories) -> set:
    return set(Edition.objects.filter(story__in=stories).values_list("live_from", flat=True))


def test_all_open_in_one_moment_and_none_before(staff, soon):
    stories = three(staff)
    bundle_of(staff, *stories, at=soon)
    assert not Edition.objects.live(soon - TICK).exists()
    assert Edition.objects.live(soon).count() == 3
    assert list(invariants.breaches()) == []


def test_if_one_cannot_go_none_goes_and_every_reason_is_said(staff, soon):
    well, draft = staff.cleared(), make_story(headline="Not ready")
    embargoed = staff.cleared(headline="Too early", embargoed_until=soon + DAY)
    made = bundle_of(staff, well, draft, embargoed)
    with pytest.raises(workflow.PreflightFailed) as refusal:
        bundles.set_hour(made, by=staff.publisher, at=soon)
    said = str(refusal.value)
    assert "“Not ready”: It is a draft" in said
    assert "“Too early”: It is under embargo until" in said
    assert not Edition.objects.exists()
    made.refresh_from_db()
    assert made.set_at is None


def send_back(story, staff, soon):
    workflow.send_back(story, by=staff.editor, note="Ask the mayor.")


def change(story, staff, soon):
    workflow.revise(story, by=staff.reporter, body="<p>Otherwise.</p>")


def spike(story, staff, soon):
    workflow.spike(story, by=staff.editor, note="Old.")


def embargo(story, staff, soon):
    workflow.revise(story, by=staff.publisher, embargoed_until=soon + HOUR)


def embargo_without_an_end(story, staff, soon):
    workflow.revise(story, by=staff.publisher, embargoed_until=holds.NEVER)


@pytest.mark.parametrize("stops", [send_back, change, spike, embargo, embargo_without_an_end])
def test_what_stops_one_takes_the_windows_of_all_away_and_the_desk_is_told(staff, soon, stops):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    stops(stories[1], staff, soon)
    made.refresh_from_db()
    assert not Edition.objects.exists()
    assert made.set_at is None
    assert made.opens_at == soon
    assert str(stories[1]) in made.fell_because
    assert Story.objects.get(pk=stories[0].pk).is_in_work
    if stops in (send_back, change, spike):
        told = Notice.objects.get(user=staff.publisher)
        assert "Dam report" in told.words
        assert "stopped a bundle with" in str(told)
    assert list(invariants.breaches()) == []


def test_a_kill_of_one_stops_the_others(staff, soon):
    ran = staff.rewritten(staff.published())
    other = staff.cleared()
    bundle_of(staff, ran, other, at=soon)
    workflow.kill(ran, by=staff.publisher, notice="It was not so.")
    assert not Edition.objects.live(soon).exists()
    assert not other.editions.exists()
    assert list(invariants.breaches()) == []


def test_a_change_by_who_may_clear_keeps_the_slot_and_newer_copy_takes_it(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    workflow.revise(stories[0], by=staff.publisher, body="<p>A comma, put right.</p>")
    assert Edition.objects.live(soon).count() == 3
    workflow.clear(stories[0], by=staff.copy_editor)
    workflow.publish(stories[0], by=staff.publisher, at=soon)
    assert "A comma" in Edition.objects.live(soon).get(story=stories[0]).body
    assert made.members.filter(edition=None).count() == 0
    assert list(invariants.breaches()) == []


def at_once(story, staff, soon):
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher)


def earlier(story, staff, soon):
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=soon - HOUR)


def moved(story, staff, soon):
    workflow.reschedule(story, by=staff.producer, at=soon + HOUR)


def taken_back(story, staff, soon):
    workflow.unschedule(story, by=staff.producer)


def emergency(story, staff, soon):
    workflow.revise(story, by=staff.publisher, body="<p>Now.</p>")
    workflow.emergency(story, by=staff.publisher, reason="Now.")


@pytest.mark.parametrize("alone", [at_once, earlier, moved, taken_back, emergency])
def test_none_is_moved_on_its_own_and_the_refusal_says_which_bundle(staff, soon, alone):
    stories = three(staff)
    bundle_of(staff, *stories, at=soon)
    with pytest.raises(workflow.IllegalMove, match="goes out with the bundle “Dam report”"):
        alone(stories[0], staff, soon)
    assert Edition.objects.live(soon).count() == 3
    assert list(invariants.breaches()) == []


def test_the_hour_of_all_moves_at_once_also_with_newer_copy(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    workflow.revise(stories[0], by=staff.publisher, body="<p>Newer.</p>")
    workflow.clear(stories[0], by=staff.copy_editor)
    for hour in (soon + HOUR, soon - HOUR):
        bundles.set_hour(made, by=staff.publisher, at=hour)
        assert opens(*stories) == {hour}
        assert Edition.objects.count() == 3
        assert list(invariants.breaches()) == []
    assert "Newer." in Edition.objects.get(story=stories[0]).body


def test_a_producer_moves_and_takes_back_what_a_publisher_set(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories)
    with pytest.raises(PermissionDenied):
        bundles.set_hour(made, by=staff.producer, at=soon)
    bundles.set_hour(made, by=staff.publisher, at=soon)
    bundles.set_hour(made, by=staff.producer, at=soon + HOUR)
    assert opens(*stories) == {soon + HOUR}
    bundles.take_back(made, by=staff.producer)
    assert not Edition.objects.exists()
    assert list(invariants.breaches()) == []


def test_it_goes_out_at_once_as_one(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    bundles.release(made, by=staff.publisher)
    assert len(opens(*stories)) == 1
    assert Edition.objects.live().count() == 3
    assert list(invariants.breaches()) == []
    with pytest.raises(workflow.IllegalMove, match="is out"):
        bundles.take_back(made, by=staff.publisher)


def test_what_is_out_is_free_again(staff, soon):
    stories = three(staff)
    bundles.release(bundle_of(staff, *stories), by=staff.publisher)
    staff.rewritten(stories[0])
    workflow.publish(stories[0], by=staff.publisher)
    workflow.kill(stories[1], by=staff.publisher, notice="It was not so.")
    assert Edition.objects.live().count() == 2


def test_stories_come_and_go_while_it_waits(staff, soon):
    first, second, third = three(staff)
    made = bundle_of(staff, first, second, at=soon)
    bundles.add(made, third, by=staff.publisher)
    assert opens(first, second, third) == {soon}
    bundles.remove(made, first, by=staff.publisher)
    assert not first.editions.exists()
    with pytest.raises(workflow.PreflightFailed, match="It is a draft"):
        bundles.add(made, make_story(), by=staff.publisher)
    assert made.members.count() == 2
    assert list(invariants.breaches()) == []


def test_a_story_waits_in_one_bundle_alone(staff, soon):
    story = staff.cleared()
    bundle_of(staff, story, at=soon)
    with pytest.raises(workflow.PreflightFailed, match="goes out with the bundle"):
        bundle_of(staff, story, at=soon + HOUR)


def test_a_story_that_was_scheduled_alone_joins_with_its_edition(staff, soon):
    story = staff.published(at=soon - HOUR)
    bundle_of(staff, story, staff.cleared(), at=soon)
    assert opens(story) == {soon}
    assert story.editions.count() == 1


def test_a_hold_holds_all_of_it_and_a_release_opens_it_as_one(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    assert list(invariants.breaches()) == []
    with pytest.raises(workflow.IllegalMove, match="goes out with the bundle"):
        workflow.unschedule(stories[0], by=staff.producer)
    holds.release(by=staff.producer, now=soon + HOUR)
    assert opens(*stories) == {soon + HOUR}
    made.refresh_from_db()
    assert made.opens_at == soon + HOUR
    assert list(invariants.breaches()) == []


def test_it_goes_out_at_once_while_everything_is_held(staff, soon):
    stories = three(staff)
    made = bundle_of(staff, *stories, at=soon)
    holds.hold(by=staff.producer, reason="The bridge is down.")
    bundles.release(made, by=staff.publisher)
    assert Edition.objects.live().count() == 3
    assert list(invariants.breaches()) == []


def test_an_hour_that_has_passed_and_an_empty_bundle_are_refused(staff, soon):
    with pytest.raises(workflow.PreflightFailed, match="has passed"):
        bundle_of(staff, staff.cleared(), at=clock.now() - HOUR)
    with pytest.raises(workflow.PreflightFailed, match="no story in it"):
        bundle_of(staff, at=soon)
    with pytest.raises(workflow.PreflightFailed, match="Give it a name"):
        bundles.make(by=staff.publisher, name=" ")


def test_verify_sees_a_story_that_strayed(staff, soon):
    stories = three(staff)
    bundle_of(staff, *stories, at=soon)
    Edition.objects.filter(story=stories[0]).update(live_from=soon + HOUR)
    assert any("does not open with the others" in breach for breach in invariants.breaches())


def test_the_hour_is_kept_as_the_wall_showed_it_to_whoever_set_it(staff, soon):
    first, second, late = three(staff)
    paris = ZoneInfo("Europe/Paris")
    made = bundle_of(staff, first, second, at=soon.astimezone(paris))
    bundles.add(made, late, by=staff.publisher)
    kept = set(Edition.objects.values_list("opens_as", flat=True))
    assert len(kept) == 1
    assert kept.pop().endswith("[Europe/Paris]")
    bundles.set_hour(made, by=staff.publisher, at=soon + HOUR)
    assert opens(first, second, late) == {soon + HOUR}
    assert all("[UTC]" in said for said in Edition.objects.values_list("opens_as", flat=True))


def test_an_hour_that_comes_twice_is_one_moment_for_all(staff):
    first, second = staff.cleared(), staff.cleared()
    twice = datetime(2030, 10, 27, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=1)
    made = bundle_of(staff, first, second, at=twice)
    workflow.keep(first, by=staff.editor, note="As it goes out")
    bundles.set_hour(made, by=staff.publisher, at=twice)
    assert opens(first, second) == {twice.astimezone(UTC)}
    assert list(invariants.breaches()) == []
