"""The clock on the wall, in every zone: what it shows once, twice or never, and how a moment is kept with it."""

import json
import zoneinfo
from datetime import UTC, datetime, timedelta, timezone
from importlib.util import find_spec
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import wall
from articles.wall import Kept
from tests.text_data import SHARED, needs_shared

ZONES = sorted(zoneinfo.available_timezones())
PARIS, UTC_ZONE = ZoneInfo("Europe/Paris"), ZoneInfo("UTC")
MINUTE = timedelta(minutes=1)
QUARTER, SPAN = 15 * MINUTE, 4 * 27
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2035, 12, 31, 23, 59), timezones=st.just(UTC))


def changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments of a year at which a zone's clocks are put forward or back, found by asking it hour by hour."""
    found, hour = [], datetime(year, 1, 1, tzinfo=UTC)
    offset = hour.astimezone(zone).utcoffset()
    while hour.year == year:
        following = hour + timedelta(days=5)
        if following.astimezone(zone).utcoffset() != offset:
            found.append(_bisect(zone, hour, following))
            offset = following.astimezone(zone).utcoffset()
        hour = following
    return found


def _bisect(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


@settings(max_examples=1500, deadline=None)
@given(zones, moments)
def test_the_wall_shows_each_moment_and_leads_back_to_it(zone, moment):
    shown = moment.astimezone(zone).replace(tzinfo=None, fold=0)
    found = wall.moments(shown, zone)
    assert moment in found
    assert found == sorted(set(found))
    assert all(one.astimezone(zone).replace(tzinfo=None) == shown for one in found)


@settings(max_examples=1500, deadline=None)
@given(zones, moments)
def test_what_is_kept_of_a_moment_is_the_moment(zone, moment):
    kept = Kept.of(moment.astimezone(zone), UTC_ZONE)
    again = Kept.read(str(kept))
    assert again == kept
    assert (again.moment, again.zone) == (moment, zone.key)
    assert not again.has_strayed
    assert len(str(kept)) <= 80


@settings(max_examples=60, deadline=None)
@given(zones, st.integers(2025, 2035))
def test_around_every_change_hours_are_skipped_or_come_twice_and_no_others(zone, year):
    """Clocks are read every quarter of an hour around it, and what they showed is counted by hand."""
    for change in changes(zone, year):
        shown: dict[datetime, list[datetime]] = {}
        for number in range(-SPAN, SPAN):
            moment = change + number * QUARTER
            shown.setdefault(moment.astimezone(zone).replace(tzinfo=None, fold=0), []).append(moment)
        hour = min(shown) + 4 * QUARTER  # Of the first and the last hour not all was read.
        while hour <= max(shown) - 4 * QUARTER:
            assert wall.moments(hour, zone) == shown.get(hour, [])
            hour += QUARTER


@settings(max_examples=300, deadline=None)
@given(zones, st.integers(2025, 2035), st.floats(0, 1, exclude_max=True))
def test_beside_a_skipped_hour_lie_the_last_before_it_and_the_first_after_it(zone, year, part):
    for change in changes(zone, year):
        before, after = (one.astimezone(zone) for one in (change - timedelta(seconds=1), change))
        gap = after.utcoffset() - before.utcoffset()
        if gap <= timedelta(0):
            continue
        first_missing = after.replace(tzinfo=None) - gap
        skipped = first_missing + int(part * (gap // MINUTE)) * MINUTE
        assert wall.moments(skipped, zone) == []
        last, first = wall.beside_the_gap(skipped, zone)
        assert (last + MINUTE, first) == (first_missing, after.replace(tzinfo=None))
        assert len(wall.moments(last, zone)) == len(wall.moments(first, zone)) == 1


@pytest.fixture
def newest_rules():
    """The rules that are installed with the house, whatever the machine's own are."""
    if find_spec("tzdata") is None:
        pytest.skip("the rules of zones are the machine's own: no tzdata is installed")
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


@needs_shared
def test_the_nights_of_the_next_years_are_those_that_are_known(newest_rules):
    told = json.loads((SHARED / "places" / "zones-dst.json").read_text())
    import tzdata

    if told["tzdata"] != tzdata.IANA_VERSION:
        pytest.skip(f"rules of {tzdata.IANA_VERSION} are installed, and those of {told['tzdata']} known")
    asked = 0
    for name, known in told["zones"].items():
        zone = ZoneInfo(name)
        for night in known["transitions"]:
            begins, ends = (datetime.fromisoformat(night[side]) for side in ("local_from", "local_to"))
            for hour in (begins, begins + (ends - begins) / 2, ends - MINUTE):
                found = wall.moments(hour, zone)
                offsets = [one.astimezone(zone).utcoffset() for one in found]
                expected = [_offset(night[f"offset_{side}"]) for side in ("before", "after")]
                assert offsets == ([] if night["kind"] == "gap" else expected), (name, hour)
                asked += 1
            assert len(wall.moments(begins - MINUTE, zone)) == len(wall.moments(ends, zone)) == 1
            if night["kind"] == "gap":
                assert wall.beside_the_gap(begins, zone) == (begins - MINUTE, ends)
    assert asked > 1000


def _offset(written: str) -> timedelta:
    return datetime.fromisoformat(f"2026-01-01T00:00{written}").utcoffset()


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30:00+02:00[Europe/Paris]"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30:00+01:00[Europe/Paris]"),
        (
            datetime(2026, 5, 3, 6, tzinfo=ZoneInfo("Asia/Kathmandu")),
            "2026-05-03T06:00:00+05:45[Asia/Kathmandu]",
        ),
        (
            datetime(2026, 5, 3, 6, tzinfo=timezone(timedelta(hours=-3))),
            "2026-05-03T11:00:00+02:00[Europe/Paris]",
        ),
    ],
)
def test_a_moment_is_kept_on_its_own_wall_or_else_on_the_papers(moment, kept):
    assert str(Kept.of(moment, PARIS)) == kept


def test_an_hour_strays_when_the_rules_of_its_zone_change(monkeypatch):
    kept = Kept.of(datetime(2026, 7, 1, 6, tzinfo=PARIS), UTC_ZONE)
    winter = Kept.of(datetime(2026, 12, 1, 6, tzinfo=PARIS), UTC_ZONE)
    assert not kept.has_strayed
    monkeypatch.setattr(wall, "zone_called", {"Europe/Paris": ZoneInfo("Africa/Lagos")}.get)  # no summer time
    assert kept.has_strayed
    assert kept.shown_at == [datetime(2026, 7, 1, 5, tzinfo=UTC)]
    assert not winter.has_strayed
    monkeypatch.setattr(wall, "zone_called", lambda name: None)
    assert kept.has_strayed
    assert kept.shown_at == []


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "Europe", "../etc/passwd", "Europe/Paris\0"])
def test_what_is_no_zone_is_none(name):
    assert wall.zone_called(name) is None
