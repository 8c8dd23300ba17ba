"""Which saves are let go in time: a pure question of their moments."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from articles.thinning import MOST, let_go

NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)
AGES = st.lists(st.integers(0, 400 * 24 * 60), max_size=300).map(sorted)


def saves(*minutes: float):
    return [(age, NOW - timedelta(minutes=age)) for age in minutes]


def test_of_the_last_ten_minutes_everything_stays():
    assert let_go(saves(*(n / 30 for n in range(300))), NOW) == []


def test_of_the_day_the_last_of_each_ten_minutes_stays_and_of_older_days_the_last_of_each_hour():
    assert let_go(saves(1, 25, 26, 27, 35), NOW) == [26, 27]
    hours = saves(1, 60 * 49, 60 * 49 + 20, 60 * 49 + 59, 60 * 50)
    assert let_go(hours, NOW) == [60 * 49 + 59, 60 * 50]
    day = 24 * 60
    assert let_go(saves(1, 200 * day, 200 * day + 60, 201 * day), NOW) == [200 * day + 60]


def test_there_is_an_end_to_them_however_far_they_lie_apart():
    years = saves(*(day * 24 * 60 for day in range(4_000)))
    assert len(let_go(years, NOW)) == 4_000 - MOST


@given(AGES)
def test_the_newest_stays_and_what_was_thinned_out_once_stays_thinned_out(ages):
    found = saves(*dict.fromkeys(ages))
    gone = set(let_go(found, NOW))
    left = [save for save in found if save[0] not in gone]
    assert left[:1] == found[:1]
    assert let_go(left, NOW) == []
