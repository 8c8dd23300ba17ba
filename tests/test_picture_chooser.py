"""Choosing a picture: what is found, how it is told to scripts and to whoever has none, and who may ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock
from pictures.admin import chooser
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, HOUR, make_user
from tests.picture_files import draw, take_in, upload, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIBRARY = "/admin/pictures/picture/"
CHOOSER = f"{LIBRARY}chooser/"
DATA = {"Accept": "application/json"}


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


def asked(client, **query) -> dict:
    return client.get(CHOOSER, query, headers=DATA).json()


def test_pictures_are_found_by_words_the_newest_first_and_told_whole(editor, staff):
    take_in(written(draw(number=1)), by=staff.editor, title="Sea", credit="AP")
    bridge = take_in(
        written(draw((1600, 1200), number=2)),
        by=staff.editor,
        title="Bridge",
        caption="The old bridge.",
        alt="A bridge.",
    )
    assert [one["title"] for one in asked(editor)["found"]] == ["Bridge", "Sea"]
    (found,) = asked(editor, q="OLD bridge")["found"]
    assert (found["number"], found["caption"], found["alt"]) == (bridge.pk, "The old bridge.", "A bridge.")
    assert (found["whole"]["width"], found["whole"]["height"]) == (640, 480)
    assert (found["lead"]["width"], found["lead"]["height"]) == (640, 360)
    for print_ in ("thumb", "whole", "lead"):
        assert editor.get(found[print_]["url"]).status_code == 200
    assert editor.get(found["url"]).status_code == 200


def test_a_sign_that_no_database_takes_is_left_out_of_what_is_asked(editor, staff):
    take_in(by=staff.editor, title="Bridge")
    assert [one["title"] for one in asked(editor, q="bri\x00dge")["found"]] == ["Bridge"]


def test_what_is_said_against_a_use_is_said_in_words(editor, staff):
    now = clock.now()
    fields = {
        "free": {"credit": "AP"},
        "ended": {"credit": "AP", "allowed_until": now - HOUR},
        "coming": {"credit": "AP", "allowed_from": now + DAY},
        "uncredited": {},
    }
    for number, (title, said) in enumerate(fields.items()):
        take_in(written(draw(number=number)), by=staff.editor, title=title, **said)
    told = {one["title"]: one for one in asked(editor)["found"]}
    assert told["free"]["against"] == {"lead": [], "body": [], "gallery": []}
    assert told["free"]["rights"] == "May be used"
    assert [len(told[title]["against"]["lead"]) for title in ("ended", "coming", "uncredited")] == [1, 1, 0]
    assert [len(told[title]["uncredited"]) for title in fields] == [0, 0, 0, 1]
    assert told["ended"]["rights"] == "Lease over"


def test_terms_are_asked_of_the_use_and_of_where_it_would_stand(editor, staff):
    take_in(by=staff.editor, credit="AP", denied_uses=["gallery"], denied_sections=["world"])
    (told,) = asked(editor)["found"]
    assert [len(told["against"][use]) for use in ("lead", "body", "gallery")] == [0, 0, 1]
    (told,) = asked(editor, section=["africa", "world"])["found"]
    assert [len(told["against"][use]) for use in ("lead", "body", "gallery")] == [1, 1, 2]


def test_pictures_are_asked_for_by_their_numbers_and_what_is_none_is_left_out(editor, staff):
    first, second = (take_in(written(draw(number=number)), by=staff.editor) for number in (1, 2))
    told = asked(editor, picture=[first.pk, second.pk, 999, "x", "9" * 30])
    assert {one["number"] for one in told["found"]} == {first.pk, second.pk}
    assert asked(editor, picture="x") == {"found": [], "more": 0}


def test_pages_follow_each_other_until_the_last(editor, staff, monkeypatch):
    monkeypatch.setattr(chooser, "ON_A_PAGE", 2)
    for number in range(3):
        take_in(written(draw(number=number)), by=staff.editor, title=str(number))
    first = asked(editor)
    last = asked(editor, page=first["more"])
    assert [one["title"] for one in first["found"] + last["found"]] == ["2", "1", "0"]
    assert (first["more"], last["more"]) == (2, 0)
    assert asked(editor, page="-1") == first


def test_many_pictures_cost_no_more_queries_than_one(editor, staff):
    counts = []
    for number in range(6):
        take_in(written(draw(number=number)), by=staff.editor, denied_sections=["world"])
        with CaptureQueriesContext(connection) as queries:
            asked(editor, section="world")
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1


def test_without_scripts_a_page_tells_the_numbers(editor, staff):
    picture = take_in(by=staff.editor, title="Sea")
    page = page_of(editor.get(CHOOSER, {"q": "sea"}))
    assert f"Number {picture.pk}" in page.css_first(".shot").text()
    assert "No picture is like this" in page_of(editor.get(CHOOSER, {"q": "nothing"})).text()


def test_who_may_not_look_at_the_library_gets_nothing_here(staff):
    nobody = signed_in(make_user(is_staff=True))
    assert nobody.get(CHOOSER, headers=DATA).status_code == 403
    assert nobody.get(CHOOSER).status_code == 403


def test_a_file_that_is_sent_is_told_as_a_chosen_one_is(editor):
    files = [upload(written(), "dam.jpg"), upload(b"<svg/>", "logo.svg")]
    taken, refused = editor.post(f"{LIBRARY}add/", {"files": files}, headers=DATA).json()["arrivals"]
    assert taken["picture"] == asked(editor, picture=Picture.objects.get().pk)["found"][0]
    assert taken["is_new"] is True
    assert refused["name"] == "logo.svg"
    assert "drawing" in refused["refused"]
    again = editor.post(f"{LIBRARY}add/", {"files": [upload(written(), "d.jpg")]}, headers=DATA).json()
    assert again["arrivals"][0]["is_new"] is False
