"""Files that arrive: five kinds are kept, by what is in them; everything else is refused in one sentence, at once."""

import json
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image

from pictures import child, files, intake, kinds
from pictures.darkroom import xmp as darkroom_xmp
from pictures.kinds import NotKept
from pictures.models import Crop, LikenessPart, Picture, Rendition
from tests.factories import make_user
from tests.picture_files import draw, exif, png_of_nothing, upload, with_iptc, written, xmp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
REAL = Path(__file__).parents[2] / "shared" / "data" / "images"


@pytest.fixture
def by():
    return make_user()


def arrived(content: bytes, by, name: str = "flood.jpg") -> intake.Arrival:
    return intake.take_in(upload(content, name), by=by)


def refusal(content: bytes, by, name: str = "flood.jpg") -> str:
    with pytest.raises(NotKept) as refused:
        arrived(content, by, name)
    assert not Picture.objects.exists()
    return str(refused.value)


# What is kept


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_five_kinds_are_kept_whatever_they_are_called(by, kind):
    picture = arrived(written(kind=kind), by, "report.html").picture
    assert (picture.kind, picture.size, picture.title) == (kind, (800, 600), "report")
    assert files.original(picture.digest) == written(kind=kind)


def test_the_same_file_is_there_once(by):
    first, again = arrived(written(), by), arrived(written(), by, "again.jpg")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.picture == first.picture == Picture.objects.get()


def test_of_what_moves_the_first_frame_is_kept_and_that_is_told(by):
    frames = [draw(number=number) for number in range(3)]
    arrival = arrived(written(frames[0], "GIF", save_all=True, append_images=frames[1:]), by)
    assert arrival.is_moving
    assert not arrived(written(), by).is_moving


def test_a_picture_has_a_small_print_of_every_crop_at_once(by):
    picture = arrived(written(draw((1600, 1200))), by).picture
    made = Rendition.objects.filter(crop__picture=picture)
    assert {(one.crop.shape, one.extension, one.width) for one in made} == {
        (shape, extension, 320)
        for shape in ("whole", "lead", "card", "square", "portrait")
        for extension in ("avif", "webp", "jpg")
    }
    for one in made:
        content = files.rendition(one.name)
        assert Image.open(BytesIO(content)).size == (one.width, one.height)
        assert len(content) == one.bytes


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_whatever_colours_it_has_its_prints_are_rgb(by, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.linear_gradient("L")
    image = (
        grey.convert("I").point(lambda value: value * 256).convert("I;16")
        if mode == "I;16"
        else grey.convert(mode)
    )
    picture = arrived(written(image, kind), by).picture
    (made,) = Rendition.objects.filter(crop__picture=picture, crop__shape="whole", extension="jpg")
    print_ = Image.open(BytesIO(files.rendition(made.name))).copy()
    assert print_.mode == "RGB"
    assert print_.getpixel((128, 10))[0] < 60 < 190 < print_.getpixel((128, 250))[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_whichever_way_the_camera_was_held(by, orientation):
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = draw((400, 300))
    lying = image.transpose(Image.Transpose(back[orientation])) if orientation > 1 else image
    picture = arrived(written(lying, exif=exif(orientation)), by).picture
    assert picture.size == (400, 300)
    made = Rendition.objects.get(crop__picture=picture, crop__shape="whole", extension="jpg")
    red, _, blue = Image.open(BytesIO(files.rendition(made.name))).getpixel((8, 10))
    assert red > 150 > blue


def test_a_tiny_picture_is_made_no_larger(by):
    picture = arrived(written(draw((40, 30))), by).picture
    assert max(Rendition.objects.filter(crop__picture=picture).values_list("width", flat=True)) == 40


# What is refused


def test_other_files_are_refused_by_name(by):
    tiff = written(kind="TIFF")
    assert (
        refusal(tiff, by) == "It is a TIFF, which is not kept here: save it as a JPEG or PNG, and send that."
    )
    assert "HEIC" in refusal(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 600, by)
    assert "PDF" in refusal(b"%PDF-1.7", by)
    for code in (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xef\xbb\xbf \n<!doctype html>",
        b"<?xml?><svg/>",
    ):
        assert "can hold scripts" in refusal(code, by, "flood.jpg")
    assert "no picture" in refusal(b"MZ\x90\0", by)
    assert refusal(b"", by) == "There is nothing in it."


def test_a_file_that_only_begins_like_a_picture_is_refused(by):
    for kind in kinds.KINDS:
        broken = written(kind=kind)
        assert "breaks off" in refusal(broken[: len(broken) // 2], by), kind
    assert "breaks off" in refusal(b"\xff\xd8\xff<script>alert(1)</script>", by)
    assert "breaks off" in refusal(b"GIF89a<script>alert(1)</script>", by)


def test_a_file_may_have_no_more_bytes_than_is_set(by, settings):
    settings.PICTURE_BYTES = 1_500_000
    assert refusal(b"\xff\xd8\xff" + b"\0" * 2_000_000, by) == (
        "It has 2 megabytes, and 1.5 are the most: send a smaller one."
    )


def test_a_file_may_have_no_more_pixels_than_is_set(by, settings):
    settings.PICTURE_PIXELS = 1_000_000
    assert refusal(written(Image.new("L", (1001, 1000)), "PNG"), by) == (
        "It has more than 1 million pixels: send a smaller one."
    )
    assert arrived(written(Image.new("L", (1000, 1000)), "PNG"), by).is_new
    Picture.objects.all().delete()
    assert "16,383 pixels" in refusal(written(Image.new("L", (16_384, 2)), "PNG"), by)


@pytest.mark.parametrize(
    "size", [(16_000, 15_000), (8_000, 8_000)], ids=["too many pixels", "too much memory"]
)
def test_a_bomb_costs_a_sentence(by, size):
    bomb, began = png_of_nothing(*size), monotonic()
    said = refusal(bomb, by)
    assert said.endswith(": send a smaller one.")
    assert monotonic() - began < intake.SECONDS + 1


def test_the_darkroom_is_stopped_at_its_time(by, monkeypatch):
    monkeypatch.setattr(intake, "SECONDS", 0.01)
    assert refusal(written(), by) == (
        "It took longer than 0.01 seconds to unpack: try once more, or send a smaller one."
    )


def test_the_darkroom_cannot_take_more_memory_than_it_is_given(by, monkeypatch):
    monkeypatch.setattr(child, "MEMORY", 48 * 1024 * 1024)
    assert refusal(written(draw((6000, 4000))), by)


def test_what_is_left_of_a_refused_file_is_nothing(by, media):
    refusal(written()[:2000], by)
    assert not list(media.rglob("*"))
    assert not LikenessPart.objects.exists()
    assert not Crop.objects.exists()


# What a file says beside the picture cannot harm


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "packet",
    [
        f"<!DOCTYPE x [{LAUGHS}]>".encode() + xmp("<dc:title>&a9;</dc:title>"),
        b'<!doctype x [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + xmp("<dc:title>&f;</dc:title>"),
        b"<x:xmpmeta",
        b"\xff\xfe" + xmp().decode().encode("utf-16-le"),
        xmp("<dc:title>" + "long " * 400_000 + "</dc:title>"),
    ],
    ids=["laughs", "a file", "broken", "other letters", "endless"],
)
def test_hostile_xmp_says_nothing(by, packet):
    picture = arrived(written(kind="WEBP", xmp=packet), by, "dam.webp").picture
    assert (picture.title, picture.metadata) == ("dam", {})


def test_text_in_a_file_is_text_and_never_longer_than_its_field(by):
    long = with_iptc(
        written(), [(2, 5, b"<b>" * 5000), (2, 110, b"Re\0uters" * 500), (2, 120, b"a" * 30_000)]
    )
    picture = arrived(long, by).picture
    assert (len(picture.title), len(picture.credit), len(picture.caption)) == (200, 200, 10_000)
    assert "\0" not in picture.credit


# The real and hostile files that are kept beside the project


def oracle() -> list:
    if not REAL.is_dir():
        absent = pytest.mark.skip(reason="the shared pictures do not lie beside the checkout")
        return [pytest.param({}, marks=absent)]
    lines = (REAL / "expected.jsonl").read_text().splitlines()
    return [pytest.param(one, id=one["file"]) for one in map(json.loads, lines)]


READ = ("IPTC", "XMP-dc", "XMP-photoshop", "XMP-iptcCore")
READ_SINGLY = {"IFD0:Artist", "IFD0:Copyright", "IFD0:ImageDescription", "ExifIFD:DateTimeOriginal"}


@pytest.mark.slow
@pytest.mark.parametrize("expected", oracle())
def test_every_real_file_is_read_as_exiftool_reads_it_and_every_hostile_one_refused(by, expected):
    content, began = (REAL / expected["file"]).read_bytes(), monotonic()
    if not expected["pillow"]["ok"] or expected["pillow"]["format"] not in kinds.KINDS:
        assert refusal(content, by).count(".") == 1
        assert monotonic() - began < intake.SECONDS + 1
        return
    picture = arrived(content, by, expected["file"]).picture
    assert sorted(picture.size) == sorted(expected["pillow"]["size"])
    said = {tag: value for statements in picture.metadata.values() for tag, value in statements}
    for tag, value in expected["exiftool"].items():
        if tag.partition(":")[0] in READ or tag in READ_SINGLY:
            assert said.get(tag, "") == like_ours(value, said.get(tag)), tag
    assert "GPS" not in json.dumps(picture.metadata)
    for rendition in Rendition.objects.filter(crop__picture=picture):
        print_ = Image.open(BytesIO(files.rendition(rendition.name)))
        assert (print_.mode, dict(print_.getexif())) == ("RGB", {})
        assert not {"exif", "photoshop", "icc_profile"} & set(print_.info)
        assert set(darkroom_xmp.tags(print_).values()) == set(picture.imprint.values())
        assert b"GPS" not in print_.info.get("xmp", b"")


def like_ours(value, ours):
    """ExifTool keeps blanks, reads numbers as numbers, and says one of a list alone."""
    if isinstance(value, list):
        return list(dict.fromkeys(map(str, value)))
    return [value] if isinstance(ours, list) else str(value).strip()


@pytest.mark.parametrize(("colour", "tone"), [("#ff0000", "411"), ("#3f40bf", "123"), ("#000000", "111")])
def test_the_colour_of_a_picture_is_kept_in_three_figures(by, colour, tone):
    content = written(Image.new("RGB", (640, 480), colour), "PNG")
    assert intake.take_in(upload(content), by=by).picture.tone == tone
