"""Moments as people write them: what is plain is taken, what is none or two is refused with the way on."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.moments import NoSuchMoment, moment


@pytest.fixture
def in_paris(settings):
    settings.SITE_ZONE = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-07-01T06:00", datetime(2026, 7, 1, 4, tzinfo=UTC)),
        ("2026-07-01 06:00:30", datetime(2026, 7, 1, 4, 0, 30, tzinfo=UTC)),
        (" 2026-01-01T06:00 ", datetime(2026, 1, 1, 5, tzinfo=UTC)),
        ("2026-07-01T06:00Z", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        ("2026-07-01T06:00-07:00", datetime(2026, 7, 1, 13, tzinfo=UTC)),
        ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 22, tzinfo=UTC)),
    ],
)
def test_a_moment_is_on_the_sites_clocks_unless_it_says_otherwise(in_paris, written, meant):
    assert moment(written) == meant
    assert moment(written).tzinfo is UTC


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-07-01T06:00[Asia/Tokyo]", datetime(2026, 6, 30, 21, tzinfo=UTC)),
        ("2026-07-01 06:00 [Asia/Tokyo]", datetime(2026, 6, 30, 21, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00[Europe/Paris]", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_may_name_the_zone_on_whose_clocks_it_is(in_paris, written, meant):
    found = moment(written)
    assert found.astimezone(UTC) == meant
    assert written.endswith(f"[{found.tzinfo.key}]")


@pytest.mark.parametrize("written", ["2026-07-01T06:00[Mars/Olympus]", "2026-07-01T06:00[]", "[Asia/Tokyo]"])
def test_a_zone_that_nobody_knows_is_refused(written):
    with pytest.raises(NoSuchMoment):
        moment(written)


def test_other_zones_have_nights_of_their_own(in_paris):
    with pytest.raises(NoSuchMoment, match=r"nearest are 01:59 before it and 03:00 after it"):
        moment("2026-03-08T02:30[America/New_York]")
    with pytest.raises(NoSuchMoment, match=r"2026-11-01T01:30:00-04:00 or 2026-11-01T01:30:00-05:00"):
        moment("2026-11-01T01:30[America/New_York]")


def test_an_hour_that_clocks_skip_in_spring_is_refused(in_paris):
    with pytest.raises(
        NoSuchMoment, match=r"In Europe/Paris there is no 02:30 on 29 March 2026.*Choose another hour"
    ):
        moment("2026-03-29T02:30")


def test_an_hour_that_comes_twice_in_autumn_is_refused_with_both(in_paris):
    with pytest.raises(NoSuchMoment) as refusal:
        moment("2026-10-25T02:30")
    assert "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00" in str(refusal.value)


def test_a_day_begins_even_where_its_midnight_is_skipped(settings):
    settings.SITE_ZONE = ZoneInfo("Africa/Cairo")
    assert moment("2024-04-26") == datetime(2024, 4, 25, 22, tzinfo=UTC)
    assert moment("2024-04-26").astimezone(settings.SITE_ZONE).hour == 1


@pytest.mark.parametrize(
    "written", ["", "tomorrow", "2026-13-01", "2026-02-30T06:00", "06:00", "0001-01-01", "9999-12-31T23:59"]
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(NoSuchMoment):
        moment(written)
