"""Everything that has not opened is held, and released: what readers have, and get, meanwhile and afterwards."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from articles import clock, freshness, holds, invariants, receipts, search, workflow
from articles.models import Correction, Edition, Effect
from tests.factories import DAY, HOUR, make_story

MS = timedelta(milliseconds=1)


@pytest.fixture
def now(db):
    return clock.now()


def live_at(moment) -> list[str]:
    return [edition.headline for edition in Edition.objects.live(moment).order_by("-live_from")]


def hold(staff, now=None):
    return holds.hold(by=staff.producer, reason="The bridge is down.", now=now)


def release(staff, now=None):
    return holds.release(by=staff.publisher, note="We know what happened.", now=now)


def test_what_waits_does_not_open_while_everything_is_held(staff, now):
    staff.published(headline="Out already")
    staff.published(headline="Waits", at=now + HOUR)
    hold(staff)
    assert live_at(now + DAY) == ["Out already"]
    assert list(invariants.breaches()) == []


def test_a_release_gives_each_its_hour_back(staff, now):
    story = staff.published(at=now + HOUR, until=now + DAY)
    before = Edition.objects.values().get()
    hold(staff)
    held = story.editions.get()
    assert (held.opens_at, held.closes_at) == (now + HOUR, now + DAY)
    assert held.live_from >= holds.NEVER
    assert held.path == before["path"]
    release(staff)
    assert Edition.objects.values().get() == before
    assert list(invariants.breaches()) == []


def test_what_is_overdue_opens_at_the_release_in_the_order_of_its_hours(staff, now):
    for headline, hours in (("Third", 3), ("First", 1), ("Second", 2), ("Later", 9)):
        staff.published(headline=headline, at=now + hours * HOUR)
    hold(staff, now)
    released = now + 5 * HOUR
    release(staff, released)
    assert live_at(released - MS) == []
    assert live_at(released + DAY) == ["Later", "Third", "Second", "First"]
    first, second, third = Edition.objects.live(released + HOUR).order_by("live_from")
    assert [one.live_from - released for one in (first, second, third)] == [0 * MS, MS, 2 * MS]
    assert first.first_published_at == released
    assert first.path.startswith(f"/{released:%Y/%m/%d}/")


def test_what_was_planned_for_one_hour_opens_in_one_moment(staff, now):
    for _ in range(3):
        staff.published(at=now + HOUR)
    hold(staff, now)
    release(staff, now + 2 * HOUR)
    assert Edition.objects.values("live_from").distinct().count() == 1


def test_several_that_wait_of_one_story_come_one_after_the_other(staff, now):
    story = staff.published(at=now + HOUR)
    for hours in (2, 30):
        staff.rewritten(story)
        workflow.publish(story, by=staff.publisher, at=now + hours * HOUR)
    hold(staff, now)
    assert list(invariants.breaches()) == []
    release(staff, now + 5 * HOUR)
    opens = list(story.editions.order_by("number").values_list("live_from", flat=True))
    assert opens == [now + 5 * HOUR, now + 5 * HOUR + MS, now + 30 * HOUR]
    assert list(invariants.breaches()) == []


def test_what_is_scheduled_meanwhile_is_held_too_and_what_is_published_at_once_goes_out(staff, now):
    hold(staff)
    later = staff.published(headline="Later", at=now + HOUR)
    staff.published(headline="At once")
    assert live_at(now + DAY) == ["At once"]
    assert later.editions.get().opens_at == now + HOUR
    assert list(invariants.breaches()) == []
    release(staff)
    assert live_at(now + DAY) == ["Later", "At once"]


def test_an_end_comes_by_itself_while_everything_is_held(staff, now):
    staff.published(until=now + HOUR)
    hold(staff)
    assert live_at(now + HOUR) == []


def test_readers_keep_what_they_have_where_what_was_to_follow_it_is_held(staff, now):
    story = staff.published(headline="Before", until=now + 2 * HOUR, now=now)
    staff.rewritten(story, headline="After")
    workflow.publish(story, by=staff.publisher, at=now + HOUR)
    hold(staff, now)
    assert live_at(now + 3 * HOUR) == ["Before"]
    assert list(invariants.breaches()) == []
    release(staff, now + 5 * HOUR)
    assert live_at(now + 5 * HOUR - MS) == ["Before"]
    assert live_at(now + 5 * HOUR) == ["After"]
    assert list(invariants.breaches()) == []


def test_a_wished_end_that_was_put_off_comes_when_what_was_to_follow_is_taken_back(staff, now):
    story = staff.published(until=now + 2 * HOUR, now=now)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=now + HOUR)
    hold(staff, now)
    workflow.unschedule(story, by=staff.producer, now=now + 3 * HOUR)
    assert story.editions.get().live_until == now + 3 * HOUR


def test_what_would_have_ended_by_the_release_is_taken_back(staff, now):
    story = staff.published(at=now + HOUR, until=now + 2 * HOUR)
    hold(staff, now)
    release(staff, now + 3 * HOUR)
    assert not Edition.objects.exists()
    story.refresh_from_db()
    assert story.is_in_work
    assert list(invariants.breaches()) == []


def test_what_is_held_can_be_moved_and_taken_back(staff, now):
    story = staff.published(at=now + HOUR)
    hold(staff)
    edition = workflow.reschedule(story, by=staff.producer, at=now + 2 * DAY, until=now + 3 * DAY)
    assert edition.is_held
    assert (edition.opens_at, edition.closes_at) == (now + 2 * DAY, now + 3 * DAY)
    assert edition.path.startswith(f"/{now + 2 * DAY:%Y/%m/%d}/")
    assert list(invariants.breaches()) == []
    workflow.unschedule(story, by=staff.producer)
    assert not story.editions.exists()


def test_held_editions_of_a_story_keep_their_order_by_hours(staff, now):
    story = staff.published(at=now + 4 * HOUR)
    hold(staff)
    staff.rewritten(story)
    second = workflow.publish(story, by=staff.publisher, at=now + 6 * HOUR)
    with pytest.raises(workflow.IllegalMove, match="older copy after newer"):
        workflow.reschedule(story, by=staff.producer, at=now + 7 * HOUR)
    with pytest.raises(workflow.IllegalMove, match="older copy after newer"):
        workflow.reschedule(story, by=staff.producer, edition=second, at=now + 3 * HOUR)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=now + 5 * HOUR)
    assert [one.opens_at - now for one in story.editions.order_by("live_from")] == [4 * HOUR, 5 * HOUR]
    assert list(invariants.breaches()) == []


def test_a_correction_that_is_held_is_not_told(staff, now):
    story = staff.rewritten(staff.published(now=now))
    workflow.correct(story, by=staff.publisher, kind="correction", note="It was a dyke.", at=now + HOUR)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=now + 2 * HOUR)
    hold(staff, now)
    assert not Correction.objects.filter(at__lte=now + DAY).exists()
    release(staff, now + 5 * HOUR)
    told = Correction.objects.get()
    assert told.at == now + 5 * HOUR
    later = story.editions.order_by("live_from").last()
    assert [one["at"] for one in later.corrections_told] == [told.at]
    assert list(invariants.breaches()) == []


def test_what_is_held_gives_way_to_newer_copy_at_once(staff, now):
    story = staff.published(at=now + HOUR)
    hold(staff)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher)
    assert [one.is_held for one in story.editions.all()] == [False]
    assert list(invariants.breaches()) == []


def test_killing_takes_back_what_is_held(staff, now):
    story = staff.rewritten(staff.published())
    workflow.publish(story, by=staff.publisher, at=now + HOUR)
    hold(staff)
    workflow.kill(story, by=staff.publisher, notice="It was not so.")
    assert live_at(now + DAY) == []
    assert list(invariants.breaches()) == []


def test_an_embargo_is_held_against_the_hour_that_is_planned(staff, now):
    story = staff.published(at=now + HOUR)
    hold(staff)
    with pytest.raises(workflow.PreflightFailed, match="move it or take it back first"):
        workflow.revise(story, by=staff.publisher, embargoed_until=now + DAY)


def test_one_hold_stands_at_a_time_with_a_reason_and_a_name(staff):
    with pytest.raises(workflow.PreflightFailed, match="Say why"):
        holds.hold(by=staff.producer, reason="  ")
    with pytest.raises(workflow.IllegalMove, match="Nothing is held"):
        release(staff)
    placed = hold(staff)
    assert (placed.by_name, placed.reason) == ("Producer", "The bridge is down.")
    with pytest.raises(workflow.IllegalMove, match="Producer holds everything since"):
        hold(staff)
    released = release(staff)
    assert (released.released_by_name, released.note) == ("Publisher", "We know what happened.")
    assert holds.standing() is None
    hold(staff)


def test_the_database_itself_lets_one_hold_stand(staff, now):
    from django.db import IntegrityError, transaction

    from articles.models import Hold

    hold(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(by_name="Somebody", at=now, reason="Again.")


@pytest.mark.parametrize("role", ["reporter", "editor", "copy_editor", "administrator"])
def test_who_neither_produces_nor_publishes_may_not_hold(staff, role):
    with pytest.raises(PermissionDenied):
        holds.hold(by=getattr(staff, role), reason="Why.")
    hold(staff)
    with pytest.raises(PermissionDenied):
        holds.release(by=getattr(staff, role))


def test_the_ledger_says_who_held_and_released_what(staff, now):
    story = staff.published(at=now + HOUR)
    hold(staff)
    release(staff)
    held, released = story.events.filter(verb__in=("hold", "release")).order_by("pk")
    assert (held.by_name, held.note, held.live_from) == ("Producer", "The bridge is down.", now + HOUR)
    assert (released.by_name, released.live_from) == ("Publisher", now + HOUR)


def test_verify_sees_what_escaped_a_hold_and_what_was_forgotten(staff, now):
    from articles.models import Hold

    make_story()
    staff.published(headline="Forgotten", at=now + HOUR)
    placed = hold(staff)
    Hold.objects.update(released_at=now + HOUR)
    assert any("no hold stands" in breach for breach in invariants.breaches())
    Hold.objects.filter(pk=placed.pk).update(released_at=None)
    Edition.objects.update(held_from=None, live_from=now + HOUR)
    assert any("while everything is held" in breach for breach in invariants.breaches())


@pytest.mark.django_db(transaction=True)
def test_lines_brought_in_meanwhile_are_held_as_well(staff, now, tmp_path):
    import json

    from django.core.management import call_command

    from tests.factories import make_section

    make_section()
    hold(staff)
    lines = [
        {"headline": name, "section": "world", "body_html": "<p>Text.</p>", "published_at": hour.isoformat()}
        for name, hour in (("Ran before", now - DAY), ("Runs later", now + HOUR))
    ]
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    call_command("ingest", str(file), publish=True, verbosity=0)
    assert live_at(now + DAY) == ["Ran before"]
    release(staff)
    assert live_at(now + DAY) == ["Runs later", "Ran before"]
    assert list(invariants.breaches()) == []


def test_nobody_takes_where_it_lies_for_an_hour(staff, now):
    """Neither whoever waits for the next window, nor what is due to others, nor readers' search."""
    story = staff.published(headline="Out", until=now + DAY)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=now + HOUR)
    staff.published(headline="Lighthouse", at=now + HOUR)
    hold(staff)
    assert (freshness.hours_of_change(clock.now())[1], receipts.next_look(clock.now())) == (None, None)
    assert (
        not Effect.objects.waiting()
        .filter(due_at__gt=now + 2 * HOUR, due_at__lte=now + 10_000 * DAY)
        .exists()
    )
    search.index(Edition.objects.all())
    assert search.find("lighthouse", at=now + 2 * HOUR).hits == []
    release(staff)
    assert freshness.hours_of_change(clock.now())[1] == now + HOUR
    assert [hit.edition.headline for hit in search.find("lighthouse", at=now + 2 * HOUR).hits] == [
        "Lighthouse"
    ]
