"""Credentials of a file go on in its prints, signed by the house: its chain, and nothing that stays behind.

What signs is c2pa-python, in the darkroom's own process: tests of that are skipped where it is not installed.
"""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO, StringIO
from shutil import which

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command

from pictures import checks, child, developing, files, imprinting, made, names, sealing, seals
from pictures.child import darkroom
from pictures.darkroom import carried, chain, credentials
from pictures.darkroom import sealing as sealing_inside
from pictures.kinds import AVIF, JPEG, KINDS, WEBP
from pictures.models import Crop, Picture
from pictures.shapes import Box
from tests.certificates import by_itself, pair, signed
from tests.desk_pages import page_of, signed_in, typed
from tests.picture_files import draw, in_library, take_in, written
from tests.test_picture_provenance import SIGNED, STORE
from tests.time_authority import time_authority

HOLDS = {"checked": [["C2PA:Validation", "valid"]], "credentials": [["C2PA", "in the file"]]}
CLAIM = (
    b"\x84\x6aSignature1\x43\xa1\x01\x26\x40\x58\x2a\xa2\x69signature\x70self#jumbf=/c2pa\x6ainstanceID\x62id"
)


@cache
def has_c2pa() -> bool:
    """Whether the darkroom's process finds c2pa-python, which starts with an empty environment."""
    return subprocess.run([sys.executable, "-c", "import c2pa"], env={}, capture_output=True).returncode == 0


needs_c2pa = pytest.mark.skipif(
    not has_c2pa(), reason="c2pa-python is not installed where the darkroom can find it"
)


@pytest.fixture
def house(tmp_path, settings):
    """The house has a certificate and its key."""
    ours = pair()
    ours.write(tmp_path, settings)
    return ours


def read(content: bytes, extension: str) -> tuple[str, dict]:
    """What c2pa says of a print: whether it holds, and all that is in its credentials."""
    import c2pa

    media_type = next(kind.media_type for kind in (JPEG, WEBP, AVIF) if kind.extension == extension)
    with (
        c2pa.Context(c2pa.Settings.from_dict(credentials.SETTINGS)) as context,
        c2pa.Reader(media_type, BytesIO(content), context=context) as reader,
    ):
        return reader.get_validation_state(), json.loads(reader.json())


def acts_of(manifest: dict) -> list[dict]:
    return next(
        one["data"]["actions"] for one in manifest["assertions"] if one["label"].startswith("c2pa.actions")
    )


def developed(picture: Picture, shape: str = "lead", width: int = 1280, extension: str = "jpg") -> bytes:
    developing.develop(picture, {shape})
    return files.rendition(names.rendition(picture.current(shape).key, width, extension))


def store_in(content: bytes, extension: str) -> bytes:
    return carried.credentials(
        content, next(kind.name for kind in KINDS.values() if kind.extension == extension)
    )


# Prints that carry them


@needs_c2pa
@pytest.mark.django_db
@pytest.mark.usefixtures("house", "media")
def test_a_print_carries_the_chain_of_its_file_on_in_every_format(staff):
    original = signed()
    picture = take_in(original, by=staff.editor)
    _, before = read(original, "jpg")
    for extension in names.EXTENSIONS:
        content = developed(picture, extension=extension)
        state, said = read(content, extension)
        ours = said["manifests"][said["active_manifest"]]
        assert state == "Valid"
        assert ours["signature_info"]["issuer"] == "The Meridian"
        (parent,) = ours["ingredients"]
        assert (parent["relationship"], parent["active_manifest"]) == ("parentOf", before["active_manifest"])
        assert said["manifests"][before["active_manifest"]]["signature_info"]["issuer"] == "Camera Works"
        done = [act["action"] for act in acts_of(ours)]
        converted = [] if extension == "jpg" else ["c2pa.converted"]
        assert done[:-2] == [
            "c2pa.opened",
            "c2pa.cropped",
            "c2pa.resized",
            *converted,
            "c2pa.edited.metadata",
        ]
        assert done[-2:] == ["c2pa.redacted"] * 2
        assert b"GPS" in original
        assert b"GPS" not in content
        assert chain.left_out(store_in(content, extension)) == []


@needs_c2pa
@pytest.mark.django_db
@pytest.mark.usefixtures("house", "media")
def test_what_an_editor_says_of_how_it_was_made_is_signed_too(staff):
    picture = take_in(signed(), by=staff.editor, label="edited")
    imprinting.imprint_later(picture)
    imprinting.imprint_due()
    _, said = read(developed(picture, "whole", extension="webp"), "webp")
    opened, *done = acts_of(said["manifests"][said["active_manifest"]])
    assert opened["digitalSourceType"].endswith("/composite")
    assert "c2pa.cropped" not in [act["action"] for act in done]


@needs_c2pa
@pytest.mark.django_db
@pytest.mark.usefixtures("house", "media")
def test_small_prints_and_those_of_files_without_credentials_carry_none(staff):
    picture = take_in(signed(), by=staff.editor)
    assert store_in(developed(picture, width=1280), "jpg")
    for width in (320, 640, 960):
        assert not store_in(developed(picture, width=width), "jpg")
    plain = take_in(written(draw((1600, 1200), number=5)), by=staff.editor)
    assert not store_in(developed(plain), "jpg")
    assert "seal" not in plain.current("lead").said


@needs_c2pa
@pytest.mark.usefixtures("house")
def test_a_chain_of_several_is_carried_on_whole_and_bare():
    camera = signed()
    agency = signed(written(draw((1400, 1000))), by=pair("Agency"), parent=camera)
    sealed, said = _sealed(agency)
    assert said["why"] == ""
    state, told = read(sealed, "jpg")
    issuers = {one["signature_info"]["issuer"] for one in told["manifests"].values()}
    assert (state, issuers) == ("Valid", {"Camera Works", "Agency", "The Meridian"})
    assert b"GPS" not in sealed
    assert chain.is_bare(store_in(sealed, "jpg"))


@needs_c2pa
@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("act", ["latitude", "exif:GPSAltitude"])
def test_a_place_that_cannot_be_left_out_keeps_the_whole_chain_back(act):
    taken = {"action": "c2pa.created", "digitalSourceType": f"{made.CODES}digitalCapture"}
    actions = [taken | {"parameters": {"org.example": {act: "19.84"}}}]
    original = signed(assertions=[{"label": "c2pa.actions.v2", "data": {"actions": actions}}])
    sealed, said = _sealed(original)
    assert "a place" in said["why"]
    assert not store_in(sealed, "jpg")
    assert credentials.tags(original, "JPEG")["C2PA:Withheld"] == chain.PLACE


@needs_c2pa
@pytest.mark.usefixtures("house")
def test_credentials_that_do_not_hold_are_not_carried_on():
    original = bytearray(signed())
    original[-40] ^= 1
    sealed, said = _sealed(bytes(original))
    assert "do not hold" in said["why"]
    assert not store_in(sealed, "jpg")


@needs_c2pa
@pytest.mark.usefixtures("house")
def test_what_is_asked_of_the_house_is_a_claim():
    asked: list[bytes] = []
    _sealed(signed(), asked)
    assert len(asked) == 1
    assert seals._is_claim(asked[0])


@needs_c2pa
@pytest.mark.slow
@pytest.mark.skipif(which("openssl") is None, reason="openssl is not there to witness an hour")
def test_a_signature_outlives_its_certificate_where_somebody_witnessed_its_hour(tmp_path, settings):
    import c2pa

    lasts = timedelta(seconds=12)
    ends = datetime.now(UTC) + lasts
    pair(lasts=lasts).write(tmp_path, settings)
    with time_authority(tmp_path) as (address, trusted):
        witnessed, said = _sealed(signed(), time_authority=address)
    assert said["why"] == ""
    plain, _ = _sealed(signed())
    assert credentials.checked(witnessed, "image/jpeg") == credentials.checked(plain, "image/jpeg") == "valid"
    while datetime.now(UTC) <= ends + timedelta(seconds=1):
        time.sleep(0.2)
    context = c2pa.Context(
        c2pa.Settings.from_dict(credentials.SETTINGS | {"trust": {"user_anchors": trusted}})
    )
    with context, c2pa.Reader("image/jpeg", BytesIO(witnessed), context=context) as reader:
        assert reader.get_validation_state() == "Valid"
    assert credentials.checked(plain, "image/jpeg") == "invalid"


@needs_c2pa
@pytest.mark.usefixtures("house")
def test_an_authority_that_does_not_answer_costs_the_signature_and_not_the_print():
    print_, said = _sealed(signed(), time_authority="http://127.0.0.1:9/")
    assert said["sealed"] == []
    assert said["why"]
    assert print_.startswith(b"\xff\xd8")


def _sealed(original: bytes, asked: list | None = None, time_authority: str = "") -> tuple[bytes, dict]:
    """A print of an original as the darkroom signs it, and what it says of it."""
    seal, print_ = seals.load(), written(draw((1280, 960)))

    def answer(question: bytes) -> bytes:
        if asked is not None:
            asked.append(question)
        return seal.sign(question)

    how = {
        "certificates": seal.certificates,
        "algorithm": seal.algorithm,
        "time_authority": time_authority,
    }
    prints = {"print.jpg": {"kind": "JPEG", "acts": ["c2pa.resized"], "source_type": ""}}
    with darkroom(
        "seal",
        original,
        JPEG,
        seconds=60,
        beside={"print.jpg": print_},
        answer=answer,
        prints=prints,
        house=how,
    ) as (said, folder):
        return (folder / "print.jpg").read_bytes(), said


# Where it fails


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("lacks", ["credentials", "the key", "the other key"])
def test_no_print_is_lost_where_the_house_cannot_sign(staff, house, settings, caplog, tmp_path, lacks):
    """“credentials”: the file has none that hold, whatever was once found of it; or the package is missing."""
    picture = take_in(written(draw((1600, 1200))), by=staff.editor)
    Picture.objects.filter(pk=picture.pk).update(metadata=HOLDS)
    picture.refresh_from_db()
    imprinting.imprint_later(picture)
    assert imprinting.imprint_due() == 1
    if lacks == "the key":
        settings.C2PA_KEY = str(tmp_path / "none")
    if lacks == "the other key":
        (tmp_path / "C2PA_KEY").write_bytes(pair().key)
    content = developed(picture)
    assert content.startswith(b"\xff\xd8")
    assert "seal" in picture.current("lead").said
    assert not store_in(content, "jpg")
    assert "go without Content Credentials" in caplog.text
    assert picture.current("lead").developed_at


def test_without_the_package_the_darkroom_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(sealing_inside.Unsealed, match=sealing_inside.NO_PACKAGE):
        sealing_inside.check(SIGNED, AVIF)


def test_the_darkroom_asks_back_and_is_answered_only_so_often():
    answer = sealing._so_often(2, lambda asked: asked * 2)
    assert [answer(b"a"), answer(b"b"), answer(b"c")] == [b"aa", b"bb", b""]


def test_what_comes_in_on_the_line_is_answered_until_it_is_no_question():
    with child._answering(lambda asked: asked[::-1]) as line:
        assert sealing_inside.by_line(line)(b"abc") == b"cba"
        line.sendall(b"a\n")
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.recv(1)


@pytest.mark.usefixtures("house")
def test_the_house_signs_claims_and_nothing_else():
    seal = seals.load()
    assert seal.sign(CLAIM)
    for asked in (b"", b"Pay the bearer.", CLAIM.replace(b"Signature1", b"Signature2"), CLAIM[:-3], b"\x80"):
        assert seal.sign(asked) == b""


# What goes along


def test_what_describes_a_picture_stays_behind():
    assert chain.left_out(STORE) == []
    assert chain.withheld(STORE) == ""
    assert chain.is_bare(STORE)
    named = STORE.replace(b"c2pa.actions", b"c2pa.factual")
    (address,) = chain.left_out(named)
    assert address.startswith("self#jumbf=/c2pa/")
    assert "/c2pa.assertions/c2pa.factual" in address
    assert not chain.is_bare(named)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (b"", chain.UNKNOWN),
        (STORE[:-200], chain.UNKNOWN),
        (STORE.replace(b"c2pa.assertions\0", b"c2pa.assertioms\0"), chain.UNKNOWN),
        (STORE + STORE, chain.UNKNOWN),
        (STORE.replace(b"digitalSourceType", b"exif:GPSLatitudes"), chain.PLACE),
        (STORE.replace(b"claim_generator_info", b"my longitude of 1234"), chain.PLACE),
    ],
)
def test_what_cannot_be_read_to_the_end_or_tells_a_place_is_kept_back(wrong, what):
    assert wrong != STORE
    assert chain.withheld(wrong) == what
    assert not chain.is_bare(wrong)


def test_what_was_done_is_told_as_it_was():
    picture = Picture(width=1600, height=1200, kind="JPEG")
    whole = Crop(left=0, top=0, width=1600, height=1200, shape="whole")
    lead = Crop(left=0, top=0, width=1600, height=900, shape="lead")
    metadata = "c2pa.edited.metadata"
    assert sealing.acts(picture, whole, (1600, 1200), JPEG) == [metadata]
    assert sealing.acts(picture, whole, (1280, 960), JPEG) == ["c2pa.resized", metadata]
    assert sealing.acts(picture, lead, (1600, 900), WEBP) == ["c2pa.cropped", "c2pa.converted", metadata]


# The seal and the names


@pytest.mark.django_db
def test_another_seal_is_another_name_and_none_is_the_name_it_always_was(house, settings, tmp_path):
    picture = in_library(metadata=HOLDS)
    box, digest = Box(0, 0, 1600, 900), picture.digest
    ours = names.key(digest, "lead", box, picture.imprint)
    pair().write(tmp_path, settings)
    renewed = names.key(digest, "lead", box, picture.imprint)
    settings.C2PA_TIME_AUTHORITY = "https://clock.example"
    witnessed = names.key(digest, "lead", box, picture.imprint)
    settings.C2PA_CERTIFICATE = ""
    without = names.key(digest, "lead", box, picture.imprint)
    assert len({ours, renewed, witnessed, without}) == 4
    assert without == names.key(digest, "lead", box, {"credit": "Ana Reyes"})


@pytest.mark.django_db
@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("metadata", "is_sealed"),
    [
        ({}, False),
        (HOLDS, True),
        (HOLDS | {"checked": [["C2PA:Validation", "trusted"]]}, True),
        (HOLDS | {"checked": [["C2PA:Validation", "invalid"]]}, False),
        ({"credentials": HOLDS["credentials"]}, False),
        (HOLDS | {"withheld": [["C2PA:Withheld", chain.PLACE]]}, False),
    ],
)
def test_only_what_holds_is_to_be_carried_on(metadata, is_sealed):
    assert ("seal" in in_library(metadata=metadata).imprint) is is_sealed


@pytest.mark.django_db
@pytest.mark.usefixtures("house", "media")
def test_the_desk_can_keep_them_back_and_the_worker_prints_without(staff):
    picture = take_in(written(draw((1600, 1200))), by=staff.editor)
    Picture.objects.filter(pk=picture.pk).update(metadata=HOLDS)
    client, where = signed_in(staff.producer), f"/admin/pictures/picture/{picture.pk}/change/"
    imprinting.imprint_later(Picture.objects.get(pk=picture.pk))
    imprinting.imprint_due()
    assert "seal" in picture.current("lead").said
    answer = client.post(where, typed(client.get(where), "#picture", hides_credentials="on"))
    assert answer.status_code == 302
    imprinting.imprint_due()
    assert "seal" not in picture.current("lead").said
    page = page_of(client.get(where))
    assert "the desk keeps them back" in page.css_first("[aria-labelledby=provenance]").text()
    assert "checked" in page.css_first("[name=hides_credentials]").attributes
    client.post(where, typed(client.get(where), "#picture", hides_credentials=None))
    assert not Picture.objects.get(pk=picture.pk).hides_credentials


@pytest.mark.django_db
def test_of_a_file_without_credentials_nobody_is_asked_about_them(staff):
    page = page_of(
        signed_in(staff.producer).get(f"/admin/pictures/picture/{in_library(look='f' * 16).pk}/change/")
    )
    assert page.css_first("[name=label]")
    assert page.css_first("[name=hides_credentials]") is None


@pytest.mark.django_db
def test_when_a_seal_comes_the_worker_prints_anew_what_it_is_for(tmp_path, settings):
    picture, plain = in_library(metadata=HOLDS), in_library()
    said = StringIO()
    call_command("reprint", stdout=said)
    assert "To be printed anew: 0." in said.getvalue()
    pair().write(tmp_path, settings)
    call_command("reprint", stdout=said)
    assert "To be printed anew: 1." in said.getvalue()
    assert list(Picture.objects.filter(imprint_due=True)) == [picture]
    assert plain.current("whole").said == plain.imprint


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_a_pair_that_fits_is_a_seal(tmp_path, settings, curve):
    pair(curve=curve).write(tmp_path, settings)
    seal = seals.load()
    assert seal.algorithm == {"secp256r1": "ES256", "secp384r1": "ES384"}[curve.name]
    assert seal.certificates.count("BEGIN CERTIFICATE") == 2


@pytest.mark.parametrize(
    ("certificates", "key", "sentence"),
    [
        (None, pair().key, "C2PA_CERTIFICATE: "),
        (b"nothing", pair().key, seals.NO_CERTIFICATE[:40]),
        (pair().certificates, None, "C2PA_KEY: "),
        (pair().certificates, b"nothing", "C2PA_KEY: there is no private key"),
        (pair().certificates, pair().key, seals.NOT_A_PAIR),
    ],
)
def test_what_is_wrong_with_the_files_is_one_sentence(tmp_path, settings, certificates, key, sentence):
    for setting, content in (("C2PA_CERTIFICATE", certificates), ("C2PA_KEY", key)):
        setattr(settings, setting, str(tmp_path / setting))
        if content is not None:
            (tmp_path / setting).write_bytes(content)
    assert _warned(sentence)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (pair(lasts=timedelta(0)), "C2PA_CERTIFICATE holds from "),
        (pair(curve=ec.SECP521R1()), seals.OTHER_KIND),
        (pair(purpose=None), seals.NO_PURPOSE),
        (by_itself(), seals.BY_ITSELF),
    ],
)
def test_what_is_wrong_with_a_certificate_is_one_sentence(tmp_path, settings, bad, sentence):
    bad.write(tmp_path, settings)
    assert _warned(sentence)


@pytest.mark.usefixtures("house")
def test_an_authority_has_an_address(settings):
    settings.C2PA_TIME_AUTHORITY = "clock.example"
    assert _warned("C2PA_TIME_AUTHORITY: clock.example is no address")


def _warned(sentence: str) -> bool:
    """Whether whoever runs the house is told so, where the package is there."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(checks, "find_spec", lambda name: object())
        (warning,) = checks.the_house_can_sign()
    assert (warning.id, warning.msg.count(". ")) == ("pictures.W001", 0)
    return warning.msg.startswith(sentence)


def test_a_house_without_a_certificate_is_not_asked_for_one(settings):
    settings.C2PA_CERTIFICATE = ""
    assert checks.the_house_can_sign() == []


@pytest.mark.usefixtures("house")
def test_a_certificate_without_the_package_is_told(monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    (warning,) = checks.the_house_can_sign()
    assert warning.msg == checks.NO_PACKAGE
    monkeypatch.setattr(checks, "find_spec", lambda name: object())
    assert checks.the_house_can_sign() == []


# What the desk is told


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_the_page_says_what_becomes_of_them_in_prints(staff, tmp_path, settings):
    picture = take_in(SIGNED, by=staff.editor, name="flood.avif")
    client = signed_in(staff.editor)

    def told(metadata: dict) -> str:
        Picture.objects.filter(pk=picture.pk).update(metadata=metadata)
        page = page_of(client.get(f"/admin/pictures/picture/{picture.pk}/change/"))
        return " ".join(page.css_first("[aria-labelledby=provenance]").text().split())

    assert "the house has no certificate to sign them with" in told(HOLDS)
    pair().write(tmp_path, settings)
    assert "if they are 1,280 pixels wide or more" in told(HOLDS)
    assert "nobody has found that these hold" in told(HOLDS | {"checked": [["C2PA:Validation", "invalid"]]})
    assert "these may hold a place" in told(HOLDS | {"withheld": [["C2PA:Withheld", chain.PLACE]]})
