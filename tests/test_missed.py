"""What came to pass while no worker was at work: told when one is back, to those whose stories it was."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, roles, shifts, workflow
from articles.models import Desk, Edition, Effect, Notice, Receipt, Shift, Story
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, HOUR, TICK, make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/schedule/missed/"
MINUTE = timedelta(minutes=1)


def page_for(user, address: str = PAGE):
    return page_of(signed_in(user).get(address))


def headlines(page, block: str) -> list[str]:
    section = next(node for node in page.css("section") if node.attributes.get("aria-labelledby") == block)
    return [node.text(strip=True) for node in section.css(".changes em")]


def was_at_work(*, until) -> Shift:
    return Shift.objects.create(worker="another", began_at=until - HOUR, seen_at=until)


# Shifts


def test_the_first_worker_there_ever_was_has_missed_nothing():
    shift = shifts.clock_in()
    assert (shift.away_since, shift.before) == (None, shift.began_at)
    assert not shifts.is_long_ago(None, clock.now())


def test_a_worker_that_wakes_keeps_since_when_nobody_was_at_work():
    left_at = clock.now() - HOUR
    was_at_work(until=left_at)
    shift = shifts.clock_in()
    assert shift.away_since == shift.before == left_at
    assert shift.away >= HOUR


def test_a_worker_that_is_started_again_at_once_was_not_away():
    was_at_work(until=clock.now() - MINUTE)
    assert shifts.clock_in().away_since is None


def test_while_one_is_at_work_nobody_is_away():
    was_at_work(until=clock.now() - HOUR)
    first = shifts.clock_in()
    assert shifts.clock_in().away_since is None
    assert shifts.clock_in(first) is first
    assert Shift.objects.count() == 3


def test_a_machine_that_slept_begins_another_shift_when_it_wakes():
    shift = shifts.clock_in()
    an_hour_ago = clock.now() - HOUR
    Shift.objects.update(began_at=an_hour_ago - HOUR, seen_at=an_hour_ago)
    woken = shifts.clock_in(shift)
    assert woken != shift
    assert woken.away_since == an_hour_ago


def test_shifts_of_long_ago_are_let_go():
    was_at_work(until=clock.now() - 2 * shifts.KEPT)
    shifts.clock_in()
    assert Shift.objects.count() == 1


# The page


@pytest.fixture
def away(staff):
    """Nobody at work from two hours ago until one hour ago: one story opened and another ended."""
    left_at = clock.now() - 2 * HOUR
    was_at_work(until=left_at)
    middle = left_at + HOUR / 2
    early = {"now": left_at - DAY, "at": left_at - DAY}
    staff.published(headline="Opened meanwhile", now=left_at - DAY, at=middle)
    staff.published(headline="Ended meanwhile", until=middle, **early)
    staff.published(headline="Was there before", **early)
    went_on = staff.published(headline="Went on", **early)
    staff.rewritten(went_on, now=left_at - HOUR)
    workflow.correct(
        went_on, by=staff.publisher, kind="correction", note="A dyke.", now=left_at - HOUR, at=middle
    )
    shift = Shift.objects.create(
        worker="this", began_at=left_at + HOUR, seen_at=clock.now(), away_since=left_at
    )
    return shift


def test_the_page_says_what_opened_and_ended_while_nobody_was_at_work(staff, away):
    page = page_for(staff.reporter)
    assert sorted(headlines(page, "absence")) == ["Ended meanwhile", "Opened meanwhile", "Went on"]
    said = page.css_first("main").text()
    assert "No worker was at work for 1 hour" in " ".join(said.split()).replace("\xa0", " ")
    assert "2 editions went live without one, to the second." in " ".join(said.split())
    assert "1 ended so." in " ".join(said.split())
    assert "A worker is at work" in said


def due_meanwhile(away: Shift, number: int, *, delivered: bool = True, attempts: int = 1, **fields) -> Effect:
    """One thing to tell that was due while nobody was at work."""
    due_at = away.away_since + 10 * MINUTE
    edition = Edition.objects.get(headline="Opened meanwhile")
    return Effect.objects.create(
        **{
            "story": edition.story,
            "edition": edition,
            "occasion": "opening",
            "channel": "webhook",
            "recipient": f"{number}",
            "due_at": due_at,
            "offered_at": due_at,
            "attempts": attempts,
            "delivered_at": away.began_at + MINUTE if delivered else None,
        }
        | fields
    )


def said_of(page) -> str:
    return " ".join(page.css_first("main").text().split())


def test_the_page_says_what_was_told_to_others_only_afterwards_and_that_each_was_told_once(staff, away):
    for number in range(3):
        due_meanwhile(away, number, attempts=number + 1)
    due_meanwhile(away, 8, due_at=away.began_at + MINUTE)  # Its hour came when somebody was there.
    due_meanwhile(away, 9, delivered_at=away.away_since + 11 * MINUTE)  # Somebody was there after all.
    said = said_of(page_for(staff.reporter))
    assert "3 Webhook: late, each once, with up to 3 tries." in said
    assert "Missed nothing" in said


def test_what_still_waits_and_what_was_given_up_is_not_hidden(staff, away):
    due_meanwhile(away, 1)
    due_meanwhile(away, 2, delivered=False)
    due_meanwhile(away, 3, delivered=False, dead_at=clock.now())
    said = said_of(page_for(staff.reporter))
    assert "1 Webhook: late, each once. 1 still waits. 1 was given up." in said
    assert "Not all is made up for yet" in said
    assert "Missed nothing" not in said


def test_letters_that_came_late_are_counted_for_whom_they_were_to(staff, away):
    story = Story.objects.get(headline="Went on")
    for user in (staff.editor, staff.copy_editor):
        Notice.objects.create(
            user=user,
            story=story,
            event=story.events.first(),
            at=away.away_since + MINUTE,
            mailed_at=away.began_at + MINUTE,
        )
    assert "1 Letter to you: late, each once." in said_of(page_for(staff.editor))
    assert "Letter" not in said_of(page_for(staff.reporter))


def test_what_another_desk_had_is_not_told(staff, away):
    here, elsewhere = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    Story.objects.update(desk=here, created_by=staff.reporter)
    theirs = make_user(roles.PUBLISHER)
    theirs.desks.add(elsewhere)
    due_meanwhile(away, 1)
    page = page_for(theirs)
    assert headlines(page, "absence") == []
    assert "Webhook" not in page.css_first("main").text()
    assert "Nothing was to open or end." in page.css_first("main").text()


def test_other_absences_have_addresses_of_their_own(staff, away):
    older = Shift.objects.create(
        worker="x",
        began_at=away.began_at - DAY,
        seen_at=away.away_since - HOUR,
        away_since=away.began_at - 2 * DAY,
    )
    page = page_for(staff.reporter)
    link = next(node for node in page.css("main a") if node.attributes.get("href") == f"?shift={older.pk}")
    assert page_for(staff.reporter, PAGE + link.attributes["href"]).css_first("#absence")
    for wrong in ("0", "x", "9" * 30):
        assert signed_in(staff.reporter).get(f"{PAGE}?shift={wrong}").status_code == 404


def test_an_import_of_old_stories_is_no_opening_that_anybody_missed(staff, away):
    Edition.objects.filter(headline="Opened meanwhile").update(made_at=clock.now())
    assert "Opened meanwhile" not in headlines(page_for(staff.reporter), "absence")


def test_a_paper_that_never_had_a_worker_says_so(staff):
    assert "No worker was ever at work here." in page_for(staff.reporter).css_first("main").text()


def test_when_nobody_is_at_work_the_page_and_today_say_since_when(staff):
    was_at_work(until=clock.now() - HOUR)
    assert "No worker has been at work since" in page_for(staff.reporter).css_first("main").text()
    assert "No worker since" in page_for(staff.reporter, "/admin/").css_first(".room__said").text()
    call_command("work", "--once")
    assert "No worker" not in page_for(staff.reporter, "/admin/").css_first(".room__said").text()


def test_today_counts_what_was_late_for_readers_and_leads_to_it(staff):
    now = clock.now()
    edition = staff.published(headline="Late").editions.get()
    Receipt.objects.create(
        edition=edition,
        kind="opening",
        surface="article",
        due_at=edition.live_from,
        state="awaited",
        next_look_at=now,
        missed_at=now,
        late_at=now,
    )
    line = page_for(staff.reporter, "/admin/").css_first(".room__said a.late")
    assert line.text() == "1 edition was late for readers."
    page = page_for(staff.reporter, line.attributes["href"].partition("#")[0])
    assert headlines(page, "late") == ["Late"]
    Receipt.objects.update(late_at=now - DAY - TICK)
    assert page_for(staff.reporter, "/admin/").css_first(".room__said a.late") is None


def test_the_page_asks_the_same_of_the_database_however_much_was_missed(staff, away):
    due_meanwhile(away, 0)
    client = signed_in(staff.reporter)
    client.get(PAGE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    before = asked()
    for number in range(8):
        staff.published(now=away.away_since - DAY, at=away.away_since + MINUTE)
        due_meanwhile(away, number + 1)
    assert asked() == before <= 20
