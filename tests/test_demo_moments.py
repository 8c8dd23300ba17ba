"""The times of the demo paper: how they are told, and that they keep their order on whatever day it is made."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from newsroom.demo import moments, paper

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 5, 3, 12, 30, tzinfo=UTC)
DEMO = paper.read()


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("90 minutes ago", "2026-05-03 12:00"),
        ("3 hours ago", "2026-05-03 10:30"),
        ("in 20 minutes", "2026-05-03 13:50"),
        ("in 3 hours", "2026-05-03 16:30"),
        ("yesterday 18:40", "2026-05-02 18:40"),
        ("3 days ago 07:00", "2026-04-30 07:00"),
        ("tomorrow 00:01", "2026-05-04 00:01"),
        ("in 3 days 06:30", "2026-05-06 06:30"),
        ("2023-12-02 10:00", "2023-12-02 10:00"),
    ],
)
def test_a_moment_is_told_from_now_by_the_clocks_of_the_zone(words, local):
    read = moments.read(words, now=NOW, zone=LONDON)
    assert read == datetime.fromisoformat(local).replace(tzinfo=LONDON)


def test_days_are_counted_where_the_paper_is():
    late_in_london = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
    assert moments.read("tomorrow 06:00", now=late_in_london, zone=LONDON) == datetime(
        2026, 5, 5, 5, tzinfo=UTC
    )


def test_an_hour_that_clocks_skip_is_the_hour_after():
    assert moments.read("2026-03-29 01:30", now=NOW, zone=LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["", "soon", "3 days ago", "90 minutes", "today 12:00", "in 2 days 6:00", "2023-02-30 10:00"]
)
def test_other_words_are_no_moment(words):
    with pytest.raises(ValueError, match=r"no moment|day is out of range"):
        moments.read(words, now=NOW, zone=LONDON)


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/Lima"])
@pytest.mark.parametrize(
    "hour", ["2026-05-03T00:00", "2026-05-03T23:59", "2027-03-28T01:30", "2028-02-29T12:00"]
)
def test_whenever_it_is_made_the_past_is_past_and_the_coming_comes(zone, hour):
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    for story in DEMO.stories:
        told = [story.published, *(change.at for change in story.changes), story.until, story.killed]
        hours = [moments.read(words, now=now, zone=ZoneInfo(zone)) for words in told if words]
        coming = [moments.read(words, now=now, zone=ZoneInfo(zone)) for words in [story.due] if words]
        if story.state == "scheduled":
            coming, hours = coming + hours, []
        assert hours == sorted(set(hours)), story.slug
        assert not hours or hours[-1] < now, story.slug
        assert all(hour > now for hour in coming), story.slug


def test_each_change_leaves_half_an_hour_to_pass_it():
    for story in DEMO.stories:
        told = [story.published, *(change.at for change in story.changes)] if story.changes else []
        hours = [moments.read(words, now=NOW, zone=LONDON) for words in told]
        assert all(after - before > timedelta(minutes=30) for before, after in pairwise(hours))


def test_an_embargo_is_kept():
    under_embargo = [story for story in DEMO.stories if story.embargoed_until]
    assert under_embargo
    for story in under_embargo:
        opens, floor = (
            moments.read(words, now=NOW, zone=LONDON) for words in (story.published, story.embargoed_until)
        )
        assert opens >= floor > NOW
