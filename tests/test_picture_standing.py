"""What readers have in a picture's place: its replacement, what it falls back on, or nothing; to the second."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles import clock
from pictures import names, uses
from pictures.models import Picture
from pictures.standing import in_place_of
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
OVER = {"allowed_until": datetime(2020, 1, 1, tzinfo=UTC)}
COMING = {"allowed_from": datetime(2120, 1, 1, tzinfo=UTC)}


@pytest.fixture
def shelf(staff, monkeypatch) -> list[Picture]:
    """Four pictures, of which something live shows the first."""
    found = [
        take_in(written(draw(number=number)), by=staff.editor, title=f"No {number}") for number in range(4)
    ]
    monkeypatch.setattr(uses, "_SHOWN", [uses.Q(pk=found[0].pk)])
    return found


def say(picture: Picture, **fields) -> None:
    Picture.objects.filter(pk=picture.pk).update(**fields)


def public() -> set[str]:
    return set(Picture.objects.public().values_list("title", flat=True))


def standing(picture: Picture, at=None) -> str | None:
    found = in_place_of([picture.pk], at)
    if picture.pk not in found:
        return picture.title
    other = found[picture.pk]
    return other and other.title


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({}, "No 0"),
        ({0: {"fallback": 1}}, "No 0"),
        ({0: OVER}, None),
        ({0: OVER | {"fallback": 1}}, "No 1"),
        ({0: COMING | {"fallback": 1}}, "No 1"),
        ({0: OVER | {"fallback": 1}, 1: OVER}, None),
        ({0: {"replaced_by": 2}}, "No 2"),
        ({0: OVER | {"fallback": 1, "replaced_by": 2}}, "No 2"),
        ({0: {"fallback": 1, "replaced_by": 2}, 2: OVER}, None),
        ({0: {"replaced_by": 2}, 2: OVER | {"fallback": 3}}, "No 3"),
        ({0: {"replaced_by": 2}, 2: {"fallback": 3}}, "No 2"),
        ({0: {"replaced_by": 2}, 2: OVER | {"fallback": 3}, 3: OVER}, None),
        ({0: OVER | {"fallback": 1}, 1: {"replaced_by": 2}}, "No 2"),
        ({0: OVER | {"fallback": 1}, 1: OVER | {"replaced_by": 2}}, "No 2"),
        ({0: OVER | {"fallback": 1}, 1: {"replaced_by": 2}, 2: OVER | {"fallback": 3}}, None),
        ({0: {"fallback": 1}, 1: {"replaced_by": 2}}, "No 0"),
        ({0: {"replaced_by": 2}, 2: OVER | {"fallback": 3}, 3: {"replaced_by": 1}}, "No 1"),
        ({0: {"replaced_by": 2}, 2: {"fallback": 3}, 3: {"replaced_by": 1}}, "No 2"),
    ],
)
def test_what_stands_in_a_picture_s_place_is_what_readers_can_fetch_and_nothing_else(shelf, said, stands):
    for number, fields in said.items():
        led = {name: shelf[value] for name, value in fields.items() if name in ("fallback", "replaced_by")}
        say(shelf[number], **fields | led)
    assert standing(shelf[0]) == stands
    assert public() == ({stands} if stands else set())


def test_a_fallback_comes_at_the_second_at_which_a_lease_ends(shelf):
    ends = clock.now() + timedelta(seconds=1)
    say(shelf[0], allowed_until=ends, fallback=shelf[1])
    crop = shelf[1].crops.get(shape="lead", is_current=True)
    where = f"/pictures/{names.rendition(crop.key, crop.sizes[0][0], 'webp')}"
    assert (standing(shelf[0]), Client().get(where).status_code) == ("No 0", 404)
    assert standing(shelf[0], ends) == "No 1"
    time.sleep(1.1)
    assert (standing(shelf[0]), Client().get(where).status_code) == ("No 1", 200)


def test_where_all_stand_themselves_one_query_tells(shelf, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert in_place_of([one.pk for one in shelf]) == {}


def test_what_stands_in_comes_with_its_crops(shelf, django_assert_num_queries):
    say(shelf[0], replaced_by=shelf[1])
    (found,) = in_place_of([shelf[0].pk]).values()
    with django_assert_num_queries(0):
        assert found.current("lead").picture_id == shelf[1].pk
