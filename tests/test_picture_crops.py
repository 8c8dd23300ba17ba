"""Crops follow the point that matters, stay inside, keep their proportions; renditions have names that never change."""

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from PIL import Image

from pictures import crops, developing, files, likeness, names, shapes
from pictures.models import Crop, Picture, Rendition
from pictures.shapes import SHAPES, Box
from tests.factories import make_user
from tests.picture_files import draw, exif, take_in, written

SIZES = [(1600, 900), (900, 1600), (1000, 1000), (4000, 300), (7, 5), (1, 1)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("shape", shapes.CROPPED, ids=lambda shape: shape.name)
def test_a_crop_lies_inside_and_has_its_proportions_wherever_the_point_is(shape, size):
    for point in ((0, 0), (500, 500), (1000, 1000), (137, 871)):
        for zoom in (100, 250):
            box = shapes.box_around(shape, size, point, zoom)
            left, top, right, bottom = box.corners
            assert left >= 0
            assert top >= 0
            assert right <= size[0]
            assert bottom <= size[1]
            assert abs(box.width * shape.ratio[1] - box.height * shape.ratio[0]) <= sum(shape.ratio)


def test_the_point_is_in_the_middle_of_its_crop_unless_an_edge_is_near():
    square, size = SHAPES["square"], (1600, 900)
    assert shapes.box_around(square, size, (500, 500)) == Box(350, 0, 900, 900)
    assert shapes.box_around(square, size, (600, 0)) == Box(510, 0, 900, 900)
    assert shapes.box_around(square, size, (950, 0)) == Box(700, 0, 900, 900)
    assert shapes.box_around(square, size, (600, 500), zoom=200) == Box(735, 225, 450, 450)


def test_the_ladder_has_no_rung_above_the_picture_and_always_one():
    assert shapes.widths(SHAPES["whole"], Box(0, 0, 1300, 900)) == [320, 640, 960, 1280]
    assert shapes.widths(SHAPES["whole"], Box(0, 0, 9000, 900))[-1] == 2560
    assert shapes.widths(SHAPES["card"], Box(0, 0, 9000, 6000)) == [320, 640, 960]
    assert shapes.widths(SHAPES["card"], Box(0, 0, 90, 60)) == [90]


def test_a_name_follows_from_what_is_in_it_alone():
    box = Box(0, 0, 16, 9)
    name = names.key("d" * 64, "lead", box)
    assert name == names.key("d" * 64, "lead", Box(0, 0, 16, 9))
    others = {
        names.key("e" * 64, "lead", box),
        names.key("d" * 64, "card", box),
        names.key("d" * 64, "lead", Box(1, 0, 16, 9)),
    }
    assert len(others | {name}) == 4


# In the library


@pytest.fixture
def picture(db, media) -> Picture:
    return take_in(written(draw((1600, 1200), 5)), by=make_user())


def current(picture: Picture) -> dict[str, Crop]:
    return {crop.shape: crop for crop in picture.crops.filter(is_current=True)}


def test_when_the_point_moves_crops_follow_and_what_was_published_keeps_its_own(picture):
    before = current(picture)
    Picture.objects.filter(pk=picture.pk).update(focal_x=0)
    crops.follow(Picture.objects.get(pk=picture.pk))
    after = current(picture)
    assert {shape for shape in before if before[shape] != after[shape]} == {"square", "portrait"}
    assert after["square"].box == Box(0, 0, 1200, 1200)
    assert picture.crops.filter(pk=before["square"].pk, is_current=False).exists()


def test_a_crop_laid_before_comes_back_under_its_names(picture):
    square, first = SHAPES["square"], current(picture)["square"]
    crops.lay(picture, square, Box(0, 0, 900, 900))
    assert crops.lay(picture, square, first.box) == first
    assert current(picture)["square"] == first


def test_a_crop_laid_by_hand_stays_where_it_is(picture):
    own = crops.lay(picture, SHAPES["square"], Box(10, 20, 400, 400), is_own=True)
    picture.focal_x = 1000
    picture.save()
    crops.follow(picture)
    assert current(picture)["square"] == own


def develop_all() -> int:
    """Do it as long as there is something to do; how many crops were finished."""
    return sum(iter(developing.develop_due, 0))


def test_all_that_lacks_is_made_by_the_worker_and_once(picture):
    picture.crops.filter(shape="lead").update(tries=2)
    call_command("work", once=True, verbosity=0, stdout=StringIO())
    assert not picture.crops.filter(developed_at=None).exists()
    made = Rendition.objects.filter(crop__picture=picture)
    wanted = {
        (crop.pk, width, ext)
        for crop in picture.crops.all()
        for width, _ in crop.sizes
        for ext in ("avif", "webp", "jpg")
    }
    assert set(made.values_list("crop", "width", "extension")) == wanted
    for one in made.filter(crop__shape__in=("square", "whole"), extension="webp"):
        print_ = Image.open(BytesIO(files.rendition(one.name)))
        assert (print_.size, print_.mode) == ((one.width, one.height), "RGB")
        assert one.height == round(one.width * one.crop.height / one.crop.width)
    assert developing.develop_due() == 0


def test_prints_show_the_part_that_the_crop_is(picture):
    """The post is red, and in the left tenth."""
    left, right = Box(0, 0, 1200, 1200), Box(400, 0, 1200, 1200)
    for box, is_red in ((left, True), (right, False)):
        crop = crops.lay(picture, SHAPES["square"], box)
        develop_all()
        red, _, blue = Image.open(BytesIO(files.rendition(names.rendition(crop.key, 640, "jpg")))).getpixel(
            (10, 10)
        )
        assert (red > 150 > blue) is is_red


def test_nothing_of_where_and_by_what_it_was_taken_goes_along(db, media):
    camera = exif(6, gps=True, Artist="Ana Reyes", Make="Camera")
    picture = take_in(written(draw((1600, 1200)), exif=camera), by=make_user())
    assert develop_all() == 5
    for one in Rendition.objects.filter(crop__picture=picture):
        content = files.rendition(one.name)
        assert dict(Image.open(BytesIO(content)).getexif()) == {}
        assert b"Exif" not in content
        assert b"Camera" not in content


def test_what_cannot_be_made_is_tried_three_times_and_holds_nothing_up(picture, media):
    other = take_in(written(draw((1600, 1200), 6)), by=make_user())
    next(media.rglob(picture.digest)).unlink()
    assert develop_all() == 5
    assert [developing.develop_due() for _ in range(4)] == [0, 0, 0, 0]
    assert set(picture.crops.values_list("tries", "developed_at")) == {(3, None)}
    assert not other.crops.filter(developed_at=None).exists()


def test_crops_that_were_just_laid_have_something_to_show(picture):
    crop = crops.lay(picture, SHAPES["lead"], Box(100, 100, 800, 450))
    developing.develop_smallest(picture)
    assert set(crop.renditions.values_list("width", flat=True)) == {320}


# What resembles


def test_the_same_picture_smaller_lighter_or_saved_again_is_found_and_another_is_not(db, media):
    by, image = make_user(), draw((1600, 1200), 1)
    first = take_in(written(image), by=by)
    other = take_in(written(draw((1600, 1200), 4)), by=by)
    smaller = take_in(written(image.resize((700, 525)), quality=60), by=by)
    lighter = take_in(written(image.point(lambda value: min(255, value + 15)), "PNG"), by=by)
    assert likeness.resembling(first) == [smaller, lighter] or likeness.resembling(first) == [
        lighter,
        smaller,
    ]
    assert first in likeness.resembling(lighter)
    assert likeness.resembling(other) == []


def test_a_picture_of_one_colour_resembles_none(db, media):
    by = make_user()
    pair = [take_in(written(Image.new("RGB", (400, 300), colour)), by=by) for colour in ("navy", "white")]
    assert [likeness.resembling(one) for one in pair] == [[], []]


def test_looking_for_what_resembles_asks_as_much_however_many_there_are(picture, django_assert_num_queries):
    for number in range(6):
        take_in(written(draw((800, 600), number)), by=picture.by)
    with django_assert_num_queries(3):
        likeness.resembling(picture)


def test_laying_crops_leaves_alone_what_somebody_else_just_wrote(picture):
    Picture.objects.filter(pk=picture.pk).update(caption="The old bridge.")
    crops.arrange(picture, (0, 0), {SHAPES["lead"]: ((500, 500), 200)})
    picture = Picture.objects.get(pk=picture.pk)
    assert (picture.caption, picture.point) == ("The old bridge.", (0, 0))
    assert (current(picture)["lead"].is_own, current(picture)["lead"].width) == (True, 800)
    assert not current(picture)["square"].is_own
