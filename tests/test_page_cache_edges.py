"""The page cache at the hour: nothing early, nothing late, by the database's clock and to the millisecond."""

from datetime import timedelta
from time import sleep

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles import bundles, clock, freshness, workflow
from articles.models import Edition, Touch
from newsroom.page_cache.pulse import Pulse
from tests.factories import DAY, HOUR, make_section
from tests.test_page_cache import was_kept

SOON = timedelta(milliseconds=1500)


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture
def reader(db):
    return Client()


def readings(reader, address: str, words: str, *, until) -> list[tuple]:
    """What a reader got again and again: the database's time before and after each answer, and whether it had words."""
    seen = []
    while not seen or seen[-1][1] < until:
        before = clock.now()
        answer = reader.get(address)
        seen.append((before, clock.now(), words in answer.content.decode(), was_kept(answer)))
    return seen


def wrong(seen, hour, *, shown_before: bool) -> list[tuple]:
    """The answers that were too early or too late, where the database's clock leaves no doubt."""
    return [
        row
        for row in seen
        if (row[1] < hour and row[2] != shown_before) or (row[0] >= hour and row[2] == shown_before)
    ]


@pytest.mark.slow
def test_a_page_shows_a_story_from_its_millisecond_on(staff, reader):
    staff.published()
    story = staff.cleared(headline="The gates open")
    reader.get("/")
    hour = clock.now() + SOON
    workflow.publish(story, by=staff.publisher, at=hour)
    seen = readings(reader, "/", "The gates open", until=hour + SOON)
    assert wrong(seen, hour, shown_before=False) == []
    assert sum(kept for *_, kept in seen) > len(seen) * 0.9


@pytest.mark.slow
def test_a_page_shows_a_story_until_its_millisecond(staff, reader):
    make_section()
    hour = clock.now() + SOON
    staff.published(headline="The gates are open", until=hour)
    seen = readings(reader, "/world/", "The gates are open", until=hour + SOON)
    assert wrong(seen, hour, shown_before=True) == []
    assert sum(kept for *_, kept in seen) > len(seen) * 0.9


@pytest.mark.slow
def test_an_update_takes_the_place_of_what_was_at_its_millisecond(staff, reader):
    story = staff.published(body="<p>The first text.</p>")
    path = story.editions.get().path
    staff.rewritten(story, body="<p>The second text.</p>")
    hour = clock.now() + SOON
    workflow.publish(story, by=staff.publisher, at=hour)
    seen = readings(reader, path, "The first text.", until=hour + SOON)
    assert wrong(seen, hour, shown_before=True) == []


def test_an_hour_that_was_moved_is_kept_to(staff, reader):
    staff.published()
    story = staff.published(headline="The gates open", at=clock.now() + DAY)
    reader.get("/")
    workflow.reschedule(story, by=staff.publisher, at=clock.now() + timedelta(milliseconds=1200))
    sleep(1.3)
    assert "The gates open" in reader.get("/").content.decode()


def test_a_bundle_that_is_moved_near_is_not_missed(reader, staff):
    staff.published()
    story = staff.cleared(headline="The gates open")
    made = bundles.make(by=staff.publisher, name="Gates", stories=[story])
    bundles.set_hour(made, by=staff.publisher, at=clock.now() + DAY)
    reader.get("/")
    bundles.set_hour(made, by=staff.publisher, at=clock.now() + timedelta(milliseconds=1500))
    sleep(1.6)
    assert "The gates open" in reader.get("/").content.decode()


def test_a_scheduled_story_shows_in_no_header_until_the_last_seconds(staff):
    staff.published()
    before = sorted(Client().get("/corrections/").items())
    story = staff.published(at=clock.now() + HOUR)
    cache.clear()
    assert sorted(Client().get("/corrections/").items()) == before
    workflow.reschedule(story, by=staff.publisher, at=clock.now() + timedelta(seconds=8))
    assert (
        "max-age=5, s-maxage=5, stale-while-revalidate=2," in Client().get("/corrections/")["Cache-Control"]
    )


def test_hours_that_a_verb_made_on_the_spot_are_no_hours_of_change(staff):
    now = clock.now()
    staff.published()
    ended = staff.published()
    workflow.kill(ended, by=staff.publisher, notice="It was not so.")
    assert freshness.hours_of_change(clock.now()) == (None, None)
    coming = staff.published(at=now + HOUR, until=now + DAY).editions.get()
    assert freshness.hours_of_change(clock.now()) == (None, coming.live_from)
    assert freshness.hours_of_change(coming.live_from) == (coming.live_from, coming.live_until)
    assert freshness.hours_of_change(coming.live_until) == (coming.live_until, None)


@pytest.mark.parametrize(
    ("name", "index"), [("live_from", "edition_by_opening"), ("live_until", "edition_by_ending")]
)
def test_the_next_hour_is_found_by_an_index(db, name, index):
    """On PostgreSQL the planner reads a table as small as this one from end to end."""
    rows = Edition.objects.filter(**{f"{name}__gt": clock.now()}).order_by(name)[:1]
    assert connection.vendor == "postgresql" or index in rows.explain()


def test_what_is_known_of_the_clock_is_never_behind_it(db):
    pulse = Pulse()
    for _ in range(50):
        known = pulse.feel(None)
        there = clock.now()
        assert known.now >= there
        sleep(0.002)


def test_two_readings_of_the_clock_in_one_millisecond_are_one_after_the_other(db):
    """Or else a page made between them would pass for newer than what was touched between them."""
    pulse = Pulse()
    first = pulse.feel(None)
    for signal in "abcdefgh":
        again = pulse.feel(signal)
        assert again.at > first.at
        first = again


def test_when_the_database_s_clock_is_put_back_nothing_from_before_holds(staff, reader, monkeypatch):
    staff.published(at=clock.now() - DAY)
    reader.get("/")
    assert was_kept(reader.get("/"))
    earlier = clock.now() - HOUR
    monkeypatch.setattr(clock, "now", lambda: earlier)
    sleep(1.1)
    assert not was_kept(reader.get("/"))
    assert was_kept(reader.get("/"))


def test_a_touch_counts_from_when_it_was_first_seen(staff):
    """Its transaction may have ended long after its own moment, and a page in between was made without it."""
    pulse = Pulse()
    page_made = pulse.feel(None)
    Touch.objects.create(tags=["front"], at=page_made.at - timedelta(seconds=30))
    later = pulse.feel("somebody touched it")
    assert later.touched["front"] == later.at > page_made.at


def test_what_was_touched_is_remembered_from_one_asking_to_the_next(staff):
    pulse = Pulse()
    freshness.touch("front")
    seen = pulse.feel("one").touched["front"]
    freshness.touch("topics")
    after = pulse.feel("two").touched
    assert (after["front"], after["topics"] > seen) == (seen, True)


def test_a_process_that_starts_knows_what_was_touched_today(staff):
    Touch.objects.create(tags=["front"], at=clock.now() - HOUR)
    assert "front" in Pulse().feel(None).touched
