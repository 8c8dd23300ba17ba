"""Where things stand on the schedule: the clocks of any zone, the columns of a week, the rows of a day."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import wall
from articles.admin.line import Mark
from articles.admin.schedule import ruler, walls
from articles.admin.schedule.timed import Timed

PARIS, LONDON, LORD_HOWE = (
    ZoneInfo(name) for name in ("Europe/Paris", "Europe/London", "Australia/Lord_Howe")
)
BACK, FORWARD, PLAIN = date(2026, 10, 25), date(2027, 3, 28), date(2026, 10, 24)
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: date = PLAIN, zone: ZoneInfo = PARIS) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def thing(moment: datetime, key: int = 0) -> Timed:
    story = SimpleNamespace(pk=key)
    return Timed(moment, "due", Mark("draft", "due"), story)


def things(*moments: datetime) -> list[Timed]:
    return [thing(moment, number) for number, moment in enumerate(moments)]


# Clocks


@pytest.mark.parametrize(
    ("day", "zone", "minutes", "said"),
    [
        (PLAIN, PARIS, 1440, ""),
        (BACK, PARIS, 1500, "25 hours"),
        (FORWARD, PARIS, 1380, "23 hours"),
        (date(2027, 4, 4), LORD_HOWE, 1470, "24.5 hours"),
        (date(2027, 10, 3), LORD_HOWE, 1410, "23.5 hours"),
    ],
)
def test_days_are_as_long_as_their_clocks_make_them(day, zone, minutes, said):
    assert (wall.minutes(day, zone), wall.length(day, zone)) == (minutes, said)


def test_what_clocks_do_is_said():
    back, forward = wall.change_of(BACK, PARIS), wall.change_of(FORWARD, PARIS)
    assert (back.said, back.goes) == ("02:00–03:00 comes twice", "back on Sunday at 03:00")
    assert (forward.said, forward.goes) == ("There is no 02:00–03:00", "forward on Sunday at 02:00")
    assert wall.change_of(PLAIN, PARIS) is None


def test_changes_of_clocks_are_those_of_the_tables():
    """Of zones of every kind, for two years: the data that the project is checked with, taken from IANA."""
    rows = json.loads((Path(__file__).parent / "data" / "clock-changes.json").read_text())
    assert len(rows) > 20
    for name, utc, kind, first, last in rows:
        zone, moment = ZoneInfo(name), datetime.fromisoformat(utc)
        days = {moment.astimezone(zone).date(), (moment - MINUTE).astimezone(zone).date()}
        found = [change for day in days if (change := wall.change_of(day, zone))]
        assert [
            (
                change.at,
                "overlap" if change.is_twice else "gap",
                f"{change.first:%FT%R}",
                f"{change.last:%FT%R}",
            )
            for change in found
        ] == [(moment, kind, first, last)], (name, utc)


@pytest.mark.parametrize(
    ("zone", "first", "last", "is_twice"),
    [
        ("Africa/Cairo", datetime(2027, 4, 30, 0), datetime(2027, 4, 30, 1), False),
        ("Africa/Cairo", datetime(2027, 10, 28, 23), datetime(2027, 10, 29, 0), True),
        ("America/Havana", datetime(2027, 3, 14, 0), datetime(2027, 3, 14, 1), False),
        ("America/Havana", datetime(2027, 11, 7, 0), datetime(2027, 11, 7, 1), True),
        ("Asia/Beirut", datetime(2027, 3, 28, 0), datetime(2027, 3, 28, 1), False),
        ("Atlantic/Azores", datetime(2027, 3, 28, 0), datetime(2027, 3, 28, 1), False),
    ],
)
def test_a_change_at_midnight_is_told_on_the_day_that_it_makes_longer_or_shorter(zone, first, last, is_twice):
    clocks, day = ZoneInfo(zone), first.date()
    change = wall.change_of(day, clocks)
    assert change is not None
    assert (change.first, change.last, change.is_twice) == (first, last, is_twice)
    assert wall.length(day, clocks)
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert (wall.change_of(other, clocks), wall.length(other, clocks)) == (None, "")
    evening = datetime(day.year, day.month, day.day, 20, tzinfo=clocks)
    assert walls.sentence(evening, clocks, clocks, evening)[1:] == ["clocks change that night"]


def test_browsers_are_told_how_clocks_go_as_they_do():
    now = datetime(2026, 11, 26, tzinfo=UTC)
    zones = [PARIS, LORD_HOWE, ZoneInfo("Africa/Casablanca"), ZoneInfo("UTC")]
    told = json.loads(walls.clocks(zones, now))
    until = datetime.fromtimestamp(told["until"] / 1000, UTC)
    assert until > now + timedelta(days=2 * 365)
    assert [len(told["rules"][zone]) for zone in ("Europe/Paris", "UTC")] == [1 + 2 * 4, 1]
    for zone in zones:
        rules = [(datetime.fromtimestamp(at / 1000, UTC), away) for at, away in told["rules"][zone.key]]
        for (begins, away), (ends, _) in zip(rules, [*rules[1:], (until, 0)], strict=True):
            for moment in (begins, begins + (ends - begins) / 2, ends - MINUTE):
                assert moment.astimezone(zone).utcoffset() == timedelta(milliseconds=away), (zone, moment)


def test_an_hour_that_comes_twice_names_its_clocks():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert walls.hour(first, PARIS) == "02:30 CEST"
    assert walls.hour(first + timedelta(hours=1), PARIS) == "02:30 CET"
    assert walls.hour(first + timedelta(hours=2), PARIS) == "03:30"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, ""), (-5, ""), (0.5, "now"), (18, "18 min"), (78, "1 h 18"), (858, "14 h 18"), (60 * 100, "4 days")],
)
def test_a_countdown_says_how_long_it_is(minutes, said):
    assert walls.countdown(at(16) + minutes * MINUTE, at(16)) == said


def test_a_moment_is_a_sentence(settings):
    settings.SITE_ZONE = PARIS
    said = walls.sentence(at(6, day=BACK), PARIS, LONDON, at(16, 42))
    assert said == ["Sun 06:00 Paris", "05:00 for you", "clocks change that night"]
    assert walls.sentence(at(18), PARIS, PARIS, at(16, 42)) == ["18:00 Paris"]
    assert walls.sentence(at(18), LONDON, PARIS, at(16, 42)) == ["17:00 London", "18:00 Paris"]
    late = walls.sentence(at(23, 30), PARIS, ZoneInfo("Asia/Kolkata"), at(16, 42))
    assert late == ["23:30 Paris", "Sun 03:00 for you"]


@pytest.mark.parametrize(
    ("year", "month", "day", "said"),
    [
        (2026, 10, 30, "Fri 06:00 Paris"),
        (2026, 11, 30, "Mon 30 Nov 06:00 Paris"),
        (2062, 11, 30, "Thu 30 Nov 2062 06:00 Paris"),
        (2025, 11, 30, "Sun 30 Nov 2025 06:00 Paris"),
    ],
)
def test_a_year_that_is_not_this_one_is_told(year, month, day, said):
    """A slip of the finger makes 2062 of 2026."""
    assert walls.sentence(at(6, day=date(year, month, day)), PARIS, PARIS, at(16, 42)) == [said]


# The week


def placed(*moments: datetime, columns: int = 2) -> list[tuple[int, int, int, int]]:
    """Slot, span, side and how many, of each block."""
    return [
        (block.slot, block.span, block.side, len(block.things))
        for block in ruler.blocks(things(*moments), PARIS, columns=columns)
    ]


def test_what_stands_alone_is_as_wide_as_the_day():
    assert placed(at(6), at(9)) == [(24, 4, 0, 1), (36, 4, 0, 1)]


def test_two_at_one_minute_stand_beside_each_other_and_three_in_one_block():
    assert placed(at(18, 45), at(18, 45)) == [(75, 4, 1, 1), (75, 4, 2, 1)]
    (block,) = ruler.blocks(things(at(6), at(6), at(6)), PARIS)
    assert (block.slot, block.side, block.is_at_once, block.more) == (24, 0, True, 0)


def test_in_one_column_what_is_close_gets_one_line_and_what_is_closer_shares_a_block():
    assert placed(at(12), at(12, 30), columns=1) == [(48, 2, 0, 1), (50, 4, 0, 1)]
    assert [row[3] for row in placed(at(12), at(12, 15), columns=1)] == [2]


def test_a_block_tells_how_many_it_does_not_show():
    (block,) = ruler.blocks(things(*[at(6)] * 9), PARIS)
    assert (len(block.shown), block.more) == (ruler.LINES, 9 - ruler.LINES)


def test_the_last_minutes_of_a_day_stay_on_it():
    assert placed(at(23, 50)) == [(94, 2, 0, 1)]


moments_of_a_day = st.lists(st.integers(0, 1439), max_size=40).map(sorted)


@given(moments_of_a_day, st.sampled_from([1, 2]), st.sampled_from([PLAIN, BACK, FORWARD]))
def test_blocks_keep_every_thing_and_never_lie_over_each_other(minutes, columns, day):
    begins = wall.begins(day, PARIS)
    on_day = [
        thing(begins + minute * MINUTE, n)
        for n, minute in enumerate(minutes)
        if minute < wall.minutes(day, PARIS)
    ]
    blocks = ruler.blocks(on_day, PARIS, columns=columns)
    assert sorted(one.key for block in blocks for one in block.things) == sorted(one.key for one in on_day)
    taken = set()
    for block in blocks:
        assert block.span > 0
        sides = (1, 2) if block.side == 0 else (block.side,)
        cells = {(row, side) for row in range(block.slot, block.slot + block.span) for side in sides}
        assert block.slot + block.span <= ruler.QUARTERS
        assert not cells & taken
        taken |= cells


# The day


def test_a_day_of_25_hours_has_a_place_for_each_of_them():
    scale = ruler.Scale(BACK, PARIS)
    assert (scale.slots, scale.night, scale.rest) == (300, 72, 228)
    words = [(slot, word, twice) for slot, word, twice in scale.marks][:5]
    assert words == [
        (0, "00", False),
        (12, "01", False),
        (24, "02", True),
        (36, "02", True),
        (48, "03", False),
    ]
    assert scale.slot(at(6, day=BACK)) == 84


def test_a_day_of_23_hours_has_none_for_the_hour_that_is_skipped():
    scale = ruler.Scale(FORWARD, PARIS)
    assert (scale.slots, scale.night, scale.rest) == (276, 48, 228)
    assert [word for _, word, _ in scale.marks][:4] == ["00", "01", "03", "04"]


def test_things_of_a_lane_take_the_first_row_with_room_and_late_ones_stand_before_their_hour():
    lane = ruler.Lane(ruler.Scale(PLAIN, PARIS))
    for one in things(at(9), at(9, 30), at(14), at(23)):
        lane.put(one)
    assert [(one.row, one.is_before) for one in lane.stood] == [(1, False), (2, False), (1, False), (1, True)]
    late = lane.stood[-1]
    assert late.slot + late.span == lane.scale.slot(at(23))


def test_a_lane_counts_what_finds_no_row():
    lane = ruler.Lane(ruler.Scale(PLAIN, PARIS))
    for one in things(*[at(9)] * (ruler.ROWS + 3)):
        lane.put(one)
    assert (len(lane.stood), lane.left_out) == (ruler.ROWS, 3)
