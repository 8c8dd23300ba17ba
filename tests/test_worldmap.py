"""The map of places: where marks stand, how large they are, and that each can be reached."""

from itertools import combinations
from math import hypot
from types import SimpleNamespace

import pytest

from articles import worldmap
from articles.worldmap import Mark, marks, project


def place(name: str = "Beira", latitude=-19.8, longitude=34.8, count=1):
    return SimpleNamespace(place=name, latitude=latitude, longitude=longitude, count=count)


def heap(number: int, counts=(1,)) -> list:
    """So many places within a few miles of each other."""
    return [place(f"Town {n}", 51 + n / 100, 4 + n / 90, counts[n % len(counts)]) for n in range(number)]


# Worked out with d3's geoNaturalEarth1 at the sheet's scale, rotated to 11° E.
@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [
        (0, 0, 469.444, 252.678),
        (55.75204, 37.61781, 562.44, 74.376),
        (-46.5285, 172.9271, 901.928, 402.474),
        (-13.856, -117.0209, 147.558, 297.241),
        (83.1948, 134.091, 720.8, 1.52),
        (65, -169, 106.597, 47.351),
        (66, -170, 887.911, 44.539),
    ],
)
def test_a_place_stands_where_the_projection_puts_it(latitude, longitude, x, y):
    assert project(latitude, longitude) == pytest.approx((x, y), abs=0.001)


def test_both_names_of_the_date_line_are_one_meridian():
    assert project(-17, 180) == project(-17, -180)
    fiji, tonga = project(-18.1, 178.4), project(-21.1, -175.2)
    assert 0 < tonga.x - fiji.x < 25


def test_the_sheet_has_all_of_the_land_and_the_land_is_small():
    assert worldmap.land().startswith("M")
    assert len(worldmap.land()) < 6_000
    assert not any(letter in worldmap.land() for letter in "\"<>'&")


def test_what_the_sheet_does_not_show_has_no_mark():
    nowhere, mcmurdo = place(latitude=None, longitude=None), place(latitude=-77.85, longitude=166.67)
    assert marks([nowhere, mcmurdo]) == []
    assert [mark.place.place for mark in marks([mcmurdo, place("Ushuaia", -54.8, -68.3)])] == ["Ushuaia"]


def test_the_area_of_a_mark_tells_how_many_stories_there_are():
    busy, calm = marks([place("Busy", 0, 0, 400), place("Calm", 40, 90, 100)])
    assert busy.r == pytest.approx(2 * calm.r, abs=0.1)
    assert marks([place(count=10_000), place("One", 40, 90, 1)])[1].r == worldmap.SMALLEST
    assert marks([place(count=1)])[0].r < 6, "a single story is no great city"


def test_small_marks_lie_on_large_ones():
    drawn = marks([place("Small", 0, 0, 1), place("Large", 0.1, 0.1, 90)])
    assert [mark.place.place for mark in drawn] == ["Large", "Small"]


@pytest.mark.parametrize("counts", [(1,), (1, 40, 900), (7, 7, 7)])
def test_marks_in_a_heap_can_all_be_reached(counts):
    """Of each mark, some point lies in no other that is drawn after it."""
    drawn = marks(heap(12, counts))
    for number, mark in enumerate(drawn):
        over = drawn[number + 1 :]
        free = [
            (mark.x + dx * mark.r / 10, mark.y + dy * mark.r / 10)
            for dx in range(-9, 10)
            for dy in range(-9, 10)
            if hypot(dx, dy) <= 9
        ]
        assert any(all(hypot(x - one.x, y - one.y) > one.r for one in over) for x, y in free), mark


def test_places_at_one_point_are_parted_and_far_ones_stay():
    same = [place(f"Town {n}", 10, 10) for n in range(6)]
    far = place("Far", -30, 140)
    drawn = {mark.place.place: mark for mark in marks([*same, far])}
    assert (drawn["Far"].x, drawn["Far"].y) == pytest.approx(project(-30, 140), abs=0.06)
    for one, other in combinations([drawn[town.place] for town in same], 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.r


def test_no_mark_leaves_the_sheet():
    edge = [place(f"Town {n}", 66 - n / 10, -169.5, 50) for n in range(12)]
    for mark in marks(edge):
        assert mark.r <= mark.x <= worldmap.WIDTH - mark.r
        assert mark.r <= mark.y <= worldmap.HEIGHT - mark.r


def test_names_stand_where_there_is_room_and_on_no_other_mark():
    drawn = marks([*heap(40), place("Lima", -12, -77, 5), place("Suva", -18.1, 178.4, 5)])
    named = [mark for mark in drawn if mark.name]
    assert {"Lima", "Suva"} <= {mark.place.place for mark in named}
    assert len(named) < len(drawn)
    suva = next(mark for mark in named if mark.place.place == "Suva")
    assert suva.name == "end", "beside the edge a name runs inwards"
    assert sum(mark.on_a_phone for mark in drawn) <= worldmap.NAMES_ON_A_PHONE
    for mark in named:
        left, right = sorted((mark.name_x, mark.name_x + (40 if mark.name == "start" else -40)))
        inside = [
            one for one in drawn if one is not mark and left < one.x < right and abs(one.y - mark.y) < 4
        ]
        assert inside == []


def test_what_is_drawn_is_the_same_each_time():
    assert marks(heap(30)) == marks(heap(30))
    assert isinstance(marks(heap(1))[0], Mark)
