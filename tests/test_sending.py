"""The verbs by which an issue's state changes: who may, from where, and what is written down."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from articles import clock, wall
from newsletters import sending
from newsletters.models import Delivery, Issue
from newsletters.sending import MOVES, IllegalMove, PreflightFailed
from tests.factories import HOUR, NOON, make_section, make_user
from tests.sending_samples import CONTENT, make_issue, make_newsletter, make_readers

pytestmark = pytest.mark.django_db
State = Issue.State

# What each verb wants beside the issue and who says it.
SAID = {
    "schedule": {"at": NOON + HOUR},
    "stop": {"note": "Wrong list."},
    "begin": {"content": CONTENT},
    "put_off": {"why": "Its hour has passed."},
    "halt": {"why": "The mail server refuses us."},
}


def issue_in(state: str) -> Issue:
    issue = make_issue()
    issue.state = state
    if state == State.SCHEDULED:
        issue.sends_at = NOON
    if state not in (State.DRAFT, State.SCHEDULED):
        issue.frozen_at = NOON
    issue.save()
    return issue


def say(verb: str, issue: Issue, by) -> None:
    who = {} if MOVES[verb].is_the_house else {"by": by}
    getattr(sending, verb)(issue, now=NOON, **SAID.get(verb, {}), **who)


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", State.values)
def test_a_verb_leaves_the_states_of_its_move_and_reaches_its_own(staff, verb, state):
    issue = issue_in(state)
    if state not in MOVES[verb].leaves:
        with pytest.raises(IllegalMove):
            say(verb, issue, staff.producer)
        assert Issue.objects.get(pk=issue.pk).state == state
        assert not issue.events.exists()
        return
    say(verb, issue, staff.producer)
    issue.refresh_from_db()
    assert issue.state == MOVES[verb].reaches
    event = issue.events.get()
    assert (event.verb, event.at, event.state_before, event.state_after) == (verb, NOON, state, issue.state)
    assert event.by == (None if MOVES[verb].is_the_house else staff.producer)


@pytest.mark.parametrize(
    "role", ["reporter", "editor", "copy_editor", "producer", "publisher", "administrator"]
)
@pytest.mark.parametrize("verb", [verb for verb, move in MOVES.items() if not move.is_the_house])
def test_those_send_who_schedule(staff, role, verb):
    issue = issue_in(next(iter(MOVES[verb].leaves)))
    by = getattr(staff, role)
    if role in ("producer", "publisher"):
        assert verb in sending.sayable(issue, by)
        say(verb, issue, by)
        return
    assert sending.sayable(issue, by) == []
    with pytest.raises(PermissionDenied):
        say(verb, issue, by)
    assert not issue.events.exists()


def test_who_works_in_some_sections_sends_what_is_filled_from_those(staff):
    world, sport = make_section("World"), make_section("Sport")
    narrowed = make_user("Producer")
    narrowed.sections.add(world)
    everything, of_both = make_newsletter(), make_newsletter()
    of_both.sections.set([world, sport])
    of_theirs = make_newsletter()
    of_theirs.sections.set([world])
    for newsletter in (everything, of_both):
        with pytest.raises(PermissionDenied):
            sending.send_now(make_issue(newsletter), by=narrowed)
    assert sending.send_now(make_issue(of_theirs), by=narrowed).state == State.SCHEDULED


def test_an_hour_is_kept_as_the_wall_shows_it(staff):
    newsletter = make_newsletter(zone="Europe/Paris")
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=1)
    issue = sending.schedule(make_issue(newsletter), at=twice, by=staff.producer, now=NOON)
    issue.refresh_from_db()
    assert issue.sends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert issue.sends_as == "2026-10-25T02:30:00+01:00[Europe/Paris]"
    assert sending.hour_as_said(issue) == wall.Kept.of(twice, ZoneInfo("UTC"))


@pytest.mark.parametrize("at", [NOON - HOUR, NOON])
def test_an_hour_that_has_passed_is_refused(staff, at):
    issue = make_issue()
    with pytest.raises(PreflightFailed, match="has passed"):
        sending.schedule(issue, at=at, by=staff.producer, now=NOON)
    assert issue.state == State.DRAFT


def test_an_issue_with_nothing_in_it_does_not_leave(staff):
    with pytest.raises(PreflightFailed, match="choose a story"):
        sending.send_now(make_issue(is_filled=False), by=staff.producer)


@pytest.mark.parametrize("words", ["Good\r\nBcc: everybody@example.org", "Good\nmorning", "Good\rmorning"])
@pytest.mark.parametrize("field", ["subject", "preheader", "sender_name"])
def test_a_line_break_in_a_letters_head_is_refused(staff, field, words):
    on_newsletter = {field: words} if field == "sender_name" else {}
    on_issue = {} if on_newsletter else {field: words}
    issue = make_issue(make_newsletter(**on_newsletter), **on_issue)
    with pytest.raises(PreflightFailed, match="line break"):
        sending.schedule(issue, at=NOON + HOUR, by=staff.producer, now=NOON)


def test_what_is_sent_now_can_be_taken_back_for_a_moment(staff, settings):
    settings.UNDO_SECONDS = 20
    issue = sending.send_now(make_issue(), by=staff.producer)
    assert not Issue.objects.due().filter(pk=issue.pk).exists()
    assert issue.sends_at - clock.now() <= timedelta(seconds=20)
    sending.unschedule(issue, by=staff.producer)
    assert (issue.state, issue.sends_at, issue.sends_as) == (State.DRAFT, None, "")


def test_stopping_says_why_and_leaves_the_others_out(staff):
    newsletter = make_newsletter()
    issue = sending.begin(
        sending.send_now(make_issue(newsletter), by=staff.producer, now=NOON), content=CONTENT, now=NOON
    )
    first, second = make_readers(newsletter, 2)
    had, waits = (
        Delivery.objects.create(
            issue=issue, subscriber=reader, message_id=reader.key, domain="example.org", offered_at=NOON
        )
        for reader in (first, second)
    )
    Delivery.objects.filter(pk=had.pk).update(state="sent")
    with pytest.raises(PreflightFailed, match="Say why"):
        sending.stop(issue, by=staff.producer, note=" ")
    sending.stop(issue, by=staff.producer, note="Wrong\r\nlist")
    assert (issue.state, issue.said, issue.events.last().note) == (State.STOPPED, "Wrong list", "Wrong list")
    assert [Delivery.objects.get(pk=row.pk).state for row in (had, waits)] == ["sent", "left_out"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_too_late(transactional_db):
    from articles.roles import make_groups
    from tests.factories import Staff

    make_groups()
    staff = Staff()
    people = [staff.producer, staff.publisher]
    issue, refused = issue_in(State.SENDING), []

    def pause(by):
        try:
            sending.pause(Issue.objects.get(pk=issue.pk), by=by)
        except IllegalMove as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=pause, args=[by]) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert issue.events.count() == 1
