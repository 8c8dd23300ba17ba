"""Content Credentials and IPTC's source types: read, bounded, shown, and asking for a label.

`data/pictures/credentials.avif` was signed by c2pa-python 0.38, for a Mugwum Press that vouches for itself.
"""

from pathlib import Path
from struct import pack
from zlib import crc32

import pytest

from pictures import made
from pictures.darkroom import carried, cbor, credentials, jumbf
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in
from tests.factories import make_user
from tests.picture_files import draw, take_in, written, xmp

SIGNED = (Path(__file__).parent / "data" / "pictures" / "credentials.avif").read_bytes()
STORE = SIGNED[SIGNED.index(b"manifest\0") + 17 :][
    : int.from_bytes(SIGNED[SIGNED.index(b"jumb") - 4 :][:4], "big")
]
SAID = {
    "C2PA": "in the file",
    "C2PA:Validation": credentials.checked(SIGNED, "image/avif"),
    "C2PA:Signature": "Mugwum Press",
    "C2PA:ClaimGenerator": "Darkroom Maker 2.1",
    "C2PA:Actions": [f"{made.CODES}trainedAlgorithmicMedia"],
}


def in_jpeg(store: bytes, most: int = 5000) -> bytes:
    """A JPEG that carries credentials, in segments that are told in the wrong order."""
    jpeg, head = written(), store[:8]
    parts = [store[:most], *(head + store[at : at + most] for at in range(most, len(store), most))]
    segments = [
        b"\xff\xeb" + pack(">H", len(part) + 10) + b"JP\0\x01" + pack(">I", number) + part
        for number, part in enumerate(parts, 1)
    ]
    return jpeg[:2] + b"".join(reversed(segments)) + jpeg[2:]


def in_png(store: bytes) -> bytes:
    png = written(kind="PNG")
    chunk = pack(">I", len(store)) + b"caBX" + store + pack(">I", crc32(b"caBX" + store))
    return png[:33] + chunk + png[33:]


def in_webp(store: bytes) -> bytes:
    webp = written(kind="WEBP") + b"C2PA" + pack("<I", len(store)) + store + b"\0" * (len(store) % 2)
    return webp[:4] + pack("<I", len(webp) - 8) + webp[8:]


# What is read


@pytest.mark.parametrize(
    ("kind", "content"),
    [("AVIF", SIGNED), ("JPEG", in_jpeg(STORE)), ("PNG", in_png(STORE)), ("WEBP", in_webp(STORE))],
)
def test_credentials_are_found_in_every_kind_that_can_carry_them(kind, content):
    assert carried.credentials(content, kind) == STORE
    found = credentials.tags(content, kind)
    assert found | {"C2PA:Validation": ""} == SAID | {"C2PA:Validation": ""}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_file_without_credentials_says_nothing_of_them(kind):
    assert credentials.tags(written(kind=kind), kind) == {}


def test_credentials_that_break_off_are_there_and_say_what_they_can():
    for length in range(0, len(STORE), 97):
        found = credentials.tags(in_png(STORE[:length]), "PNG")
        assert found.get("C2PA") == ("in the file" if length else None)
        assert set(found) <= set(SAID)


def test_every_byte_of_them_may_be_wrong():
    for at in range(0, len(STORE), 211):
        wrong = STORE[:at] + bytes([STORE[at] ^ 0xFF]) + STORE[at + 1 :]
        assert credentials.tags(in_png(wrong), "PNG")["C2PA"] == "in the file"


def test_whether_a_signature_holds_is_asked_of_the_package_that_can_tell():
    pytest.importorskip("c2pa")
    changed = SIGNED[:-30] + bytes([SIGNED[-30] ^ 1]) + SIGNED[-29:]
    assert credentials.checked(SIGNED, "image/avif") == "valid"
    assert credentials.checked(changed, "image/avif") == "invalid"
    assert credentials.checked(written(kind="AVIF"), "image/avif") == ""


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"\x00", 0),
        (b"\x18\x64", 100),
        (b"\x39\x01\xf3", -500),
        (b"\x43\x01\x02\x03", b"\x01\x02\x03"),
        (b"\x64IETF", "IETF"),
        (b"\x83\x01\x82\x02\x03\x80", [1, [2, 3], []]),
        (b"\xa2\x61a\x01\x61b\xf5", {"a": 1, "b": True}),
        (b"\xd2\x84\x40\xa0\xf6\x40", [b"", {}, None, b""]),
    ],
)
def test_cbor_is_read_as_its_standard_has_it(raw, value):
    assert cbor.read(raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x5f\x41\x00\xff",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x7b\x00\x00\x00\x01\x00\x00\x00\x00x",
        b"\x81" * 5000 + b"\x00",
        b"\x9a\x00\x00\x20\x00" + b"\x99\x1f\xff" * 3000,
    ],
)
def test_cbor_that_is_endless_deep_or_a_lie_is_unreadable(raw):
    with pytest.raises(cbor.Unreadable):
        cbor.read(raw)


def test_boxes_in_boxes_are_followed_only_so_far():
    box = b""
    for _ in range(40):
        box = pack(">I", len(box) + 8) + b"jumb" + box
    found, depth = jumbf.read(box), 0
    while found.boxes:
        found, depth = found.boxes[0], depth + 1
    assert depth < 10
    assert len(jumbf.read(pack(">I", 8) + b"jumb" * 1).boxes) == 1
    assert len(jumbf.read((pack(">I", 8) + b"jumb") * 5000).boxes) <= 500


# What it asks for


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ([], ""),
        (["digitalCapture"], ""),
        (["humanEdits"], ""),
        (["digitalArt"], ""),
        (["trainedAlgorithmicMedia"], "ai"),
        (["http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"], "ai"),
        (["digsrctype:compositeSynthetic"], "edited"),
        (["compositeCapture", "trainedAlgorithmicMedia"], "ai"),
        (["what nobody knows"], ""),
    ],
)
def test_source_types_ask_for_a_label(said, label):
    assert made.label_for(said) == label


def test_of_a_labelled_picture_is_written_what_its_file_said_or_the_least_that_is_true():
    assert made.source_type("", ["trainedAlgorithmicMedia"]) == ""
    assert made.source_type("ai", ["trainedAlgorithmicMedia"]).endswith("/trainedAlgorithmicMedia")
    assert made.source_type("ai", []).endswith("/compositeWithTrainedAlgorithmicMedia")
    assert made.source_type("edited", ["trainedAlgorithmicMedia"]).endswith("/composite")


def test_the_labels_are_those_of_a_picture():
    assert {made.AI, made.EDITED, ""} == set(Picture.Label.values) == {"", *made.WRITTEN_FOR}
    assert set(made.ASKS_FOR) | set(made.WRITTEN_FOR.values()) <= set(made.WORDS)


# In the library


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_a_picture_begins_with_the_label_that_its_file_asks_for(staff):
    arrived = take_in(SIGNED, by=staff.editor, name="flood.avif")
    assert arrived.label == "ai"
    assert arrived.metadata["signed"] == [["C2PA:Signature", "Mugwum Press"]]
    code = f"{made.CODES}compositeCapture"
    for said in (
        xmp(attributes=f" ext:DigitalSourceType='{code}'"),
        xmp(f"<ext:DigitalSourceType rdf:resource='{code}'/>"),
    ):
        drawn = take_in(written(draw(number=len(said)), xmp=said), by=staff.editor)
        assert (drawn.label, drawn.metadata["made"]) == ("edited", [["XMP-iptcExt:DigitalSourceType", code]])


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_the_page_tells_where_a_picture_comes_from_and_what_that_asks_for(staff):
    picture = take_in(SIGNED, by=staff.editor, name="flood.avif", label="")
    client = signed_in(staff.editor)

    def told(one: Picture) -> str:
        page = page_of(client.get(f"/admin/pictures/picture/{one.pk}/change/"))
        return " ".join(page.css_first("[aria-labelledby=provenance]").text().split())

    said = told(picture)
    assert "signed in the name of Mugwum Press , made with Darkroom Maker 2.1" in said.replace(
        "Press,", "Press ,"
    )
    assert "The file says that it was made by AI." in said
    assert "That asks for the label “Made with AI”." in said
    assert "No Content Credentials are in the file." in told(take_in(written(), by=make_user()))
