"""Pictures are before readers while something live shows them and their lease goes on, by the database's clock."""

import re
import time
from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef
from django.test import Client

from articles import clock, workflow
from articles.models import Edition, Story
from pictures import crops, developing, names, uses
from pictures.models import Picture, Rendition
from pictures.shapes import SHAPES, Box
from tests.factories import DAY, HOUR, make_story
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "nothing_declared")]
UNKNOWN = f"/pictures/{'0' * 24}-320.webp"


@pytest.fixture
def nothing_declared(monkeypatch):
    """As if no room had said what it does with pictures; what a test declares goes with it."""
    monkeypatch.setattr(uses, "_SHOWN", [])


@pytest.fixture
def shown_by_editions(nothing_declared):
    """Editions say which pictures readers have, as they do in the house."""
    uses.declare(shown=Exists(Edition.objects.live().filter(picture_links__picture=OuterRef("pk"))))


@pytest.fixture
def picture(staff) -> Picture:
    return take_in(written(draw((1600, 1200))), by=staff.editor, credit="Ana Reyes")


@pytest.fixture
def public(picture, nothing_declared) -> Picture:
    uses.declare(shown=uses.Q(pk=picture.pk))
    return picture


def address(picture: Picture, shape: str = "whole", width: int = 320, extension: str = "webp") -> str:
    crop = picture.crops.get(shape=shape, is_current=True)
    return f"/pictures/{names.rendition(crop.key, width, extension)}"


def status(where: str) -> int:
    return Client().get(where).status_code


def kept_for(answer) -> int:
    return int(re.search(r"max-age=(\d+)", answer["Cache-Control"])[1])


def make_story_with(picture: Picture, **fields) -> Story:
    return make_story(lead_picture={"picture": picture.pk, "alt": "A red post."}, **fields)


# What is public


def test_by_default_nothing_is(picture):
    unpublished, unknown = Client().get(address(picture)), Client().get(UNKNOWN)
    assert (unpublished.status_code, unpublished.content) == (404, unknown.content)
    assert sorted(unpublished.items()) == sorted(unknown.items())


@pytest.mark.usefixtures("shown_by_editions")
def test_a_picture_comes_with_its_story_and_goes_with_it(staff, picture):
    story, where = make_story_with(picture), address(picture)
    assert status(where) == 404
    staff.published(story, at=clock.now() + DAY)
    assert status(where) == 404
    workflow.unschedule(story, by=staff.publisher)
    workflow.publish(story, by=staff.publisher)
    assert status(where) == 200
    workflow.kill(story, by=staff.publisher, notice="We could not stand by it.")
    assert status(where) == 404


@pytest.mark.usefixtures("shown_by_editions")
def test_a_picture_that_only_the_working_copy_has_is_not_public(staff, picture):
    story = staff.published()
    workflow.revise(story, by=staff.publisher, lead_picture={"picture": picture.pk})
    assert status(address(picture)) == 404


@pytest.mark.usefixtures("shown_by_editions")
def test_a_picture_goes_with_its_story_to_the_second_and_nothing_running(staff, picture):
    story = staff.cleared(make_story_with(picture))
    ends = clock.now() + timedelta(seconds=3)
    workflow.publish(story, by=staff.publisher, until=ends)
    assert status(address(picture)) == 200
    time.sleep(max(0, (ends - clock.now()).total_seconds()) + 0.1)
    assert status(address(picture)) == 404


# Leases


@pytest.mark.parametrize(
    ("window", "is_public"),
    [
        ((None, None), True),
        ((-HOUR, None), True),
        ((-HOUR, HOUR), True),
        ((None, -HOUR), False),
        ((HOUR, None), False),
        ((-2 * HOUR, -HOUR), False),
    ],
)
def test_a_picture_is_before_readers_while_its_lease_goes_on(public, window, is_public):
    now = clock.now()
    begins, ends = (side and now + side for side in window)
    Picture.objects.update(allowed_from=begins, allowed_until=ends)
    assert (status(address(public)) == 200) is is_public


def test_a_lease_ends_to_the_second_with_nothing_running(public):
    Picture.objects.update(allowed_until=clock.now() + timedelta(seconds=1))
    assert status(address(public)) == 200
    time.sleep(1.2)
    assert status(address(public)) == 404


def test_what_is_allowed_can_be_asked_of_any_moment(picture):
    now = clock.now()
    Picture.objects.update(allowed_from=now, allowed_until=now + HOUR)
    found = [Picture.objects.allowed(at).exists() for at in (now - HOUR, now, now + HOUR / 2, now + HOUR)]
    assert found == [False, True, True, False]


# How it is answered


def test_a_rendition_is_kept_for_good_by_readers_and_asked_for_again_by_caches_between(public):
    answer = Client().get(address(public, "lead", extension="avif"))
    made = Rendition.objects.get(crop__shape="lead", extension="avif")
    assert answer.content[4:12] == b"ftypavif"
    assert (answer["Content-Type"], answer["Content-Length"]) == ("image/avif", str(made.bytes))
    assert answer["Cache-Control"] == "public, max-age=31536000, s-maxage=60, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_whoever_has_it_is_told_so_but_only_while_it_is_public(public):
    where = address(public)
    etag = Client().get(where)["ETag"]
    again = Client().get(where, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    Picture.objects.update(allowed_until=clock.now() - HOUR)
    assert Client().get(where, headers={"if-none-match": etag}).status_code == 404


def test_nobody_keeps_a_picture_past_the_end_of_its_lease(public):
    Picture.objects.update(allowed_until=clock.now() + timedelta(seconds=30))
    answer = Client().get(address(public))
    assert 25 < kept_for(answer) <= 30
    assert "s-maxage=30" in answer["Cache-Control"] or "s-maxage=29" in answer["Cache-Control"]


def test_no_page_waits_for_a_rendition_that_is_not_made_yet(public):
    where = address(public, width=1280)
    small = Client().get(where)
    assert (small.status_code, small["Cache-Control"]) == (200, "public, max-age=5")
    while developing.develop_due():
        pass
    large = Client().get(where)
    assert int(large["Content-Length"]) > int(small["Content-Length"])
    assert kept_for(large) == 31_536_000
    assert small["ETag"] != large["ETag"]


def test_names_that_no_crop_has_are_unknown(public):
    key = public.crops.get(shape="whole").key
    for name in (
        f"{key}-321.webp",
        f"{key}-100.webp",
        f"{key}-2560.webp",
        f"{key}-{10**30}.webp",
        f"{'0' * 24}-320.webp",
    ):
        assert status(f"/pictures/{name}") == 404, name
    for name in (
        f"{key}-320.png",
        f"{key}.webp",
        f"../{public.digest}",
        public.digest,
        f"{key.upper()}-320.webp",
    ):
        assert status(f"/pictures/{name}") == 404, name


def test_the_original_has_no_address(public, media):
    original = next(media.rglob(public.digest)).relative_to(media)
    for where in (
        f"/media/{original}",
        f"/pictures/{original}",
        f"/{original}",
        f"/pictures/{public.digest}",
    ):
        assert status(where) == 404


def test_it_is_only_looked_at(public):
    assert Client().post(address(public)).status_code == 405
    assert Client().head(address(public)).status_code == 200


def test_what_was_published_stays_when_the_desk_crops_anew(public):
    before = address(public, "square")
    crops.lay(public, SHAPES["square"], Box(0, 0, 500, 500))
    developing.develop_smallest(public)
    assert status(before) == 200
    assert address(public, "square") != before
    assert status(address(public, "square")) == 200


def test_a_rendition_costs_one_query(public, django_assert_num_queries):
    where = address(public)
    with django_assert_num_queries(1):
        Client().get(where)


def test_a_file_that_is_gone_is_not_found(public, media):
    for file in media.rglob("*.webp"):
        file.unlink()
    assert status(address(public)) == 404
