"""What a file says of itself becomes what an editor begins with, and where it was said is kept."""

from datetime import date

import pytest

from tests.factories import make_user
from tests.picture_files import exif, take_in, with_iptc, written, xmp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def arrive():
    by = make_user()
    return lambda content, name="dsc_0042.jpg": take_in(content, by=by, name=name)


FULL = xmp(
    "<dc:description><rdf:Alt><rdf:li xml:lang='fr'>L’eau.</rdf:li><rdf:li xml:lang='x-default'>The water.</rdf:li>"
    "</rdf:Alt></dc:description>"
    "<dc:creator><rdf:Seq><rdf:li>Ana Reyes</rdf:li><rdf:li>Li Wei</rdf:li></rdf:Seq></dc:creator>"
    "<dc:subject><rdf:Bag><rdf:li>floods</rdf:li><rdf:li>rivers</rdf:li><rdf:li>floods</rdf:li></rdf:Bag></dc:subject>"
    "<core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>A man in a boat.</rdf:li></rdf:Alt>"
    "</core:AltTextAccessibility>"
    "<ext:PersonInImage><rdf:Bag><rdf:li>Rosa Mucavele</rdf:li></rdf:Bag></ext:PersonInImage>"
    "<xapRights:UsageTerms><rdf:Alt><rdf:li xml:lang='x-default'>Once, not in print.</rdf:li></rdf:Alt>"
    "</xapRights:UsageTerms>",
    " photoshop:Credit='A long credit that IPTC has to cut off' photoshop:City='Beira' photoshop:Country='Mozambique'"
    " core:Location='The old bridge' photoshop:Headline='Beira, 3 May'"
    " photoshop:DateCreated='2026-05-03T07:10:00+02:00'",
)


def test_everything_an_agency_says_is_in_its_field(arrive):
    picture = arrive(written(xmp=FULL))
    assert (picture.title, picture.caption, picture.alt) == ("Beira, 3 May", "The water.", "A man in a boat.")
    assert (picture.byline, picture.people) == ("Ana Reyes, Li Wei", "Rosa Mucavele")
    assert picture.credit == "A long credit that IPTC has to cut off"
    assert picture.place == "The old bridge, Beira, Mozambique"
    assert (picture.keywords, picture.terms) == ("floods, rivers", "Once, not in print.")
    assert picture.taken_on == date(2026, 5, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_and_exif_are_read_out_of_every_kind_that_has_them(arrive, kind):
    how = {"exif": exif(Artist="Li Wei", Copyright="Li Wei"), "xmp": FULL}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", FULL.decode())
        how = {"exif": how["exif"], "pnginfo": info}
    picture = arrive(written(kind=kind, **how), "beira")
    assert picture.metadata["byline"] == [
        ["XMP-dc:Creator", ["Ana Reyes", "Li Wei"]],
        ["IFD0:Artist", "Li Wei"],
    ]
    assert (picture.caption, picture.copyright) == ("The water.", "Li Wei")


def test_xmp_goes_before_iptc_and_iptc_before_the_camera_and_all_of_it_is_kept(arrive):
    iptc = [(2, 110, b"A long credit that IPTC has to c"), (2, 120, "Água.".encode()), (2, 80, b"Rosa")]
    camera = exif(Artist="owner of the camera", ImageDescription="DCIM")
    picture = arrive(
        with_iptc(written(exif=camera, xmp=xmp(attributes=" photoshop:Credit='A long credit'")), iptc)
    )
    assert picture.metadata["credit"] == [
        ["XMP-photoshop:Credit", "A long credit"],
        ["IPTC:Credit", "A long credit that IPTC has to c"],
    ]
    assert picture.metadata["caption"] == [
        ["IPTC:Caption-Abstract", "Água."],
        ["IFD0:ImageDescription", "DCIM"],
    ]
    assert (picture.credit, picture.caption, picture.byline) == ("A long credit", "Água.", "Rosa")


@pytest.mark.parametrize(
    ("datasets", "caption"),
    [
        ([(1, 90, b"\x1b%G"), (2, 120, "Müller – São".encode())], "Müller – São"),
        ([(2, 120, "Müller – São".encode())], "Müller – São"),
        ([(2, 120, "Müller – São".encode("cp1252"))], "Müller – São"),
        ([(1, 90, b"\x1b%G"), (2, 120, b"M\xfcller")], "M\ufffdller"),
    ],
)
def test_iptc_is_read_in_the_letters_it_was_written_in(arrive, datasets, caption):
    assert arrive(with_iptc(written(), datasets)).caption == caption


@pytest.mark.parametrize("head", [b"\x1b\x02\x78\x00\x05", b"\x1c\x02\x78\xff\xff", b"\x1c\x09\x78\x00\x05"])
def test_a_block_that_makes_no_sense_says_nothing(arrive, head):
    """No mark, a length of lengths, a record that is not known."""
    whole = with_iptc(written(), [(2, 120, b"Beira")])
    assert arrive(whole.replace(b"\x1c\x02\x78\x00\x05", head)).metadata == {}


@pytest.mark.parametrize(
    ("written_as", "day"),
    [
        ("2026:05:03 07:10:00", date(2026, 5, 3)),
        ("0000:00:00 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_day_it_was_taken_is_a_day_or_nothing(arrive, written_as, day):
    camera = exif()
    camera.get_ifd(0x8769)[0x9003] = written_as
    assert arrive(written(exif=camera)).taken_on == day


def test_a_file_that_says_nothing_is_called_by_its_name(arrive):
    picture = arrive(written(), "folder/dam at\tdawn.JPG")
    assert (picture.title, picture.caption, picture.credit, picture.metadata) == ("dam at dawn", "", "", {})


def test_where_the_camera_stood_is_not_read(arrive):
    picture = arrive(written(exif=exif(gps=True, Artist="Ana Reyes")))
    assert picture.metadata == {"byline": [["IFD0:Artist", "Ana Reyes"]]}
