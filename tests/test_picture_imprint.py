"""Prints say whose they are and how they were made, and nothing else; other words are other prints."""

from io import BytesIO

import pytest
from PIL import Image

from pictures import crops, developing, files, imprinting, imprints, made, names
from pictures.darkroom import xmp as darkroom_xmp
from pictures.models import Crop, Picture, Rendition
from pictures.shapes import SHAPES, Box
from tests.desk_pages import signed_in, typed
from tests.picture_files import draw, exif, take_in, with_iptc, written, xmp

pytestmark = pytest.mark.django_db
CREDIT, RIGHTS, SOURCE = "XMP-photoshop:Credit", "XMP-dc:Rights", "XMP-iptcExt:DigitalSourceType"
AGENCY = [
    (2, 110, b"Mugwum & <Press>"),
    (2, 116, "© Mugwum".encode()),
    (2, 120, b"A caption."),
    (2, 90, b"Beira"),
]
AI = f"{made.CODES}compositeWithTrainedAlgorithmicMedia"


@pytest.fixture
def picture(staff, media) -> Picture:
    content = with_iptc(
        written(draw((1200, 900)), exif=exif(gps=True, Artist="Li Wei", Make="Canon")), AGENCY
    )
    return take_in(content, by=staff.editor)


def told(crop: Crop, extension: str = "jpg", width: int = 320) -> dict:
    """What a print's file says of itself."""
    image = Image.open(BytesIO(files.rendition(names.rendition(crop.key, width, extension))))
    assert not image.getexif()
    assert not {"icc_profile", "photoshop", "comment", "exif"} & set(image.info)
    return darkroom_xmp.tags(image)


def label(client, picture: Picture, **said) -> None:
    where = f"/admin/pictures/picture/{picture.pk}/change/"
    assert client.post(where, typed(client.get(where), "#picture", **said)).status_code == 302


@pytest.mark.parametrize("extension", names.EXTENSIONS)
def test_the_first_prints_say_whose_they_are_and_nothing_else(picture, extension):
    for crop in picture.crops.all():
        assert told(crop, extension) == {CREDIT: "Mugwum & <Press>", RIGHTS: "© Mugwum"}
        assert crop.said == picture.imprint


@pytest.mark.usefixtures("media")
def test_of_a_file_that_says_nothing_nothing_is_said(staff):
    plain = take_in(written(exif=exif(gps=True)), by=staff.editor)
    assert told(plain.current("whole")) == {}


@pytest.mark.usefixtures("media")
def test_a_file_that_says_how_it_was_made_says_so_in_its_prints(staff):
    code = f"{made.CODES}trainedAlgorithmicMedia"
    drawn = take_in(written(xmp=xmp(attributes=f" ext:DigitalSourceType='{code}'")), by=staff.editor)
    assert told(drawn.current("card"), "avif") == {SOURCE: code}


def test_a_label_that_an_editor_sets_is_printed_by_the_worker_under_other_names(staff, picture):
    before = {crop.shape: crop for crop in picture.crops.filter(is_current=True)}
    label(signed_in(staff.editor), picture, label="ai", credit="The Meridian")
    assert {crop.shape: crop for crop in picture.crops.filter(is_current=True)} == before
    assert imprinting.imprint_due() == 1
    assert imprinting.imprint_due() == 0
    now = {crop.shape: crop for crop in picture.crops.filter(is_current=True)}
    assert set(now) == set(SHAPES)
    for shape, crop in now.items():
        assert crop.key != before[shape].key
        assert crop.box == before[shape].box
        assert told(crop) == {CREDIT: "The Meridian", RIGHTS: "© Mugwum", SOURCE: AI}
        assert told(before[shape]) == {CREDIT: "Mugwum & <Press>", RIGHTS: "© Mugwum"}
    while developing.develop_due():
        pass
    assert told(now["whole"], "webp", 960)[SOURCE] == AI


def test_a_crop_laid_by_hand_stays_where_it_was_laid(staff, picture):
    crops.lay(picture, SHAPES["square"], Box(10, 20, 400, 400), is_own=True)
    label(signed_in(staff.editor), picture, label="edited")
    imprinting.imprint_due()
    square = picture.crops.get(shape="square", is_current=True)
    assert (square.is_own, square.box) == (True, Box(10, 20, 400, 400))


def test_what_changes_no_word_in_them_prints_nothing_anew(staff, picture):
    label(signed_in(staff.editor), picture, caption="Another caption.", place="Beira")
    assert imprinting.imprint_due() == 0


def test_words_that_come_back_find_the_prints_they_had(staff, picture):
    editor, made_before = signed_in(staff.editor), set(Rendition.objects.values_list("pk", flat=True))
    label(editor, picture, label="ai")
    imprinting.imprint_due()
    label(editor, picture, label="")
    imprinting.imprint_due()
    whole = picture.crops.get(shape="whole", is_current=True)
    assert set(whole.renditions.values_list("pk", flat=True)) <= made_before


def test_many_that_are_labelled_at_once_wait_for_the_worker(staff, picture):
    other = take_in(written(draw(number=3)), by=staff.editor)
    where = f"/admin/pictures/picture/many/?picture={picture.pk}&picture={other.pk}"
    signed_in(staff.editor).post(where, {"label": "ai"})
    assert [imprinting.imprint_due() for _ in range(3)] == [1, 1, 0]
    assert told(other.crops.get(shape="whole", is_current=True)) == {SOURCE: AI}


def test_a_file_that_is_gone_leaves_the_prints_there_are(staff, picture, media, caplog):
    label(signed_in(staff.editor), picture, label="ai")
    next(media.rglob(picture.digest)).unlink()
    before = set(picture.crops.filter(is_current=True))
    assert imprinting.imprint_due() == 0
    assert set(picture.crops.filter(is_current=True)) == before
    assert "No prints with other words" in caplog.text


def test_what_is_said_is_part_of_a_name_and_order_is_not():
    box = Box(0, 0, 16, 9)
    plain = names.key("d" * 64, "lead", box)
    assert names.key("d" * 64, "lead", box, {}) == plain
    said = names.key("d" * 64, "lead", box, {"credit": "AP", "copyright": "AP"})
    assert said == names.key("d" * 64, "lead", box, {"copyright": "AP", "credit": "AP"})
    assert len({plain, said, names.key("d" * 64, "lead", box, {"credit": "PA"})}) == 3


def test_a_packet_is_sound_whatever_is_said():
    said = imprints.imprint(credit="a </rdf:li> & \x22 \n b", copyright="", label="", made_as=[])
    image = Image.new("RGB", (8, 8))
    image.info["xmp"] = imprints.packet(said)
    assert darkroom_xmp.tags(image) == {CREDIT: 'a </rdf:li> & " b'}
