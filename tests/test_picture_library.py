"""The library at the desk: what comes in, what is found, what is said of a picture, and who may."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock
from pictures import uses
from pictures.models import Picture
from pictures.shapes import CROPPED
from tests.desk_pages import messages_of, page_of, signed_in, typed
from tests.factories import DAY, HOUR
from tests.picture_files import draw, take_in, upload, with_iptc, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIBRARY = "/admin/pictures/picture/"
ADD = f"{LIBRARY}add/"


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


@pytest.fixture
def picture(staff) -> Picture:
    return take_in(written(draw((1600, 1200))), by=staff.editor, title="The old bridge", credit="Ana Reyes")


@pytest.fixture
def shelf(staff) -> dict[str, Picture]:
    """Pictures of every kind, by what they are called."""
    now = clock.now()
    fields = {
        "bridge": {
            "place": "Beira, Mozambique",
            "people": "Rosa Mucavele",
            "taken_on": "2026-05-03",
            "credit": "AP",
        },
        "harbour": {"caption": "Nets dry in Beira.", "byline": "Ana Reyes", "credit": "The Meridian"},
        "ended": {"credit": "AP", "allowed_until": now - HOUR},
        "ending": {"credit": "AP", "allowed_until": now + DAY},
        "coming": {"credit": "AP", "allowed_from": now + DAY},
        "uncredited": {},
    }
    return {
        title: take_in(written(draw(number=number)), by=staff.editor, title=title, **said)
        for number, (title, said) in enumerate(fields.items())
    }


def url(picture: Picture, door: str = "change") -> str:
    return f"{LIBRARY}{picture.pk}/{door}/"


def found(client, asked: str) -> set[str]:
    return {node.text() for node in page_of(client.get(f"{LIBRARY}?{asked}")).css(".headline a")}


def send(client, *files, **headers):
    return client.post(ADD, {"files": list(files)}, headers=headers)


# What comes in


def test_many_come_in_at_once_and_each_is_told_what_became_of_it(editor, picture):
    agency = with_iptc(written(draw(number=3)), [(2, 110, b"Mugwum Press"), (2, 105, b"Lincoln")])
    answer = send(
        editor,
        upload(agency, "lincoln.jpg"),
        upload(b"<svg/>", "logo.svg"),
        upload(written(draw((1600, 1200))), "again.jpg"),
        upload(written(draw((800, 600))), "smaller.jpg"),
    )
    lines = [" ".join(node.text().split()) for node in page_of(answer).css("#arrivals > li")]
    assert lines[0] == "Lincoln Taken in. Credit: Mugwum Press"
    assert lines[1].startswith("logo.svg was not taken in. It is a drawing")
    assert "here already, since" in lines[2]
    assert "It has no credit yet" in lines[3]
    assert "Much like The old bridge, which is here already" in lines[3]
    assert Picture.objects.count() == 3
    assert LogEntry.objects.filter(action_flag=1).count() == 2


def test_a_script_gets_the_lines_alone(editor):
    answer = send(editor, upload(written()), **{"x-part": "arrivals"})
    assert answer.content.decode().strip().startswith("<li")


def test_whoever_sends_nothing_is_told_so(editor):
    assert "Choose some pictures first" in editor.post(ADD, {}).content.decode()


def test_what_a_file_is_called_is_text(editor):
    answer = send(editor, upload(b"nothing", "<b>x</b>.jpg")).content.decode()
    assert "&lt;b&gt;x&lt;" in answer or "<b>b&gt;.jpg" in answer
    assert "<b>x</b>" not in answer


# What is found


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("q=beira", {"bridge", "harbour"}),
        ("q=BEIRA+nets", {"harbour"}),
        ("q=nobody", set()),
        ("person=mucavele", {"bridge"}),
        ("place=mozambique", {"bridge"}),
        ("credit=ana", {"harbour"}),
        ("since=2026-05-03&until=2026-05-03", {"bridge"}),
        ("since=2026-05-04", set()),
        ("rights=ended", {"ended"}),
        ("rights=ending", {"ending"}),
        ("rights=coming", {"coming"}),
        ("rights=uncredited", {"uncredited"}),
        ("rights=free", {"bridge", "harbour"}),
        ("rights=nonsense&q=bridge", {"bridge"}),
        ("readers=have", set()),
        ("page=99&q=beira", {"bridge", "harbour"}),
    ],
)
def test_pictures_are_found_by_what_is_said_of_them_in_grid_and_list_alike(editor, shelf, asked, titles):
    for way in ("grid", "list"):
        assert found(editor, f"{asked}&as={way}") == titles


@pytest.mark.parametrize(
    "asked", ["person=éva+łukasik", "place=МОСКВА", "credit=ÇELIK+(ap)", "credit=éva", "q=łukasik+москва"]
)
def test_capitals_make_no_difference_in_any_script(editor, staff, asked):
    said = {"people": "Éva Łukasik", "place": "Москва", "credit": "Çelik (AP)", "byline": "Éva"}
    take_in(written(draw(number=9)), by=staff.editor, title="there", **said)
    take_in(written(draw(number=4)), by=staff.editor, title="other", caption=" ".join(said.values()))
    assert found(editor, asked) == ({"there", "other"} if asked.startswith("q=") else {"there"})


def test_what_readers_have_is_marked_and_can_be_asked_for(editor, shelf, monkeypatch):
    monkeypatch.setattr(uses, "_SHOWN", [uses.Q(pk__in=[shelf["bridge"].pk, shelf["ended"].pk])])
    assert found(editor, "readers=have") == {"bridge"}
    assert "ended" in found(editor, "readers=not")
    assert editor.get(LIBRARY).content.decode().count("Readers have it") == 1


def test_the_library_asks_as_much_however_many_pictures_there_are(editor, staff, picture):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LIBRARY).status_code == 200
        return len(queries)

    asked()
    one = asked()
    for number in range(5):
        take_in(written(draw(number=number)), by=staff.editor)
    assert asked() == one <= 12


def test_an_empty_library_says_what_to_do(editor):
    assert "There are no pictures yet" in editor.get(LIBRARY).content.decode()


# What is said of a picture


def test_a_page_says_what_the_file_says_and_where_it_says_so(editor, staff):
    agency = with_iptc(written(), [(2, 110, b"Mugwum Press"), (2, 116, b"Mugwum")])
    page = page_of(editor.get(url(take_in(agency, by=staff.editor))))
    said = {
        row.css_first("th").text(strip=True): row.css_first("td").text(strip=True)
        for row in page.css(".statements tr")
    }
    assert said == {"Credit": "Mugwum PressIPTC:Credit", "Copyright": "MugwumIPTC:CopyrightNotice"}
    assert page.css_first("[name=credit]").attributes["value"] == "Mugwum Press"


def test_what_is_said_of_a_picture_runs_in_the_direction_of_its_letters(editor, staff):
    agency = with_iptc(written(draw(number=3)), [(2, 120, "جسر قديم".encode())])
    picture = take_in(agency, by=staff.editor, title="الجسر القديم", credit="وكالة", place="بيروت")
    for address, said in {
        url(picture): ["الجسر القديم", "جسر قديم"],
        f"{LIBRARY}?as=grid": ["الجسر القديم", "وكالة"],
        f"{LIBRARY}?as=list": ["الجسر القديم", "وكالة", "بيروت", "جسر قديم"],
        f"{LIBRARY}chooser/": ["الجسر القديم", "وكالة"],
    }.items():
        page = page_of(editor.get(address))
        running = {node.text(deep=True, strip=True) for node in page.css("main [dir=auto]")}
        assert set(said) <= running, address
    for address, form in ((url(picture), "#picture"), (f"{LIBRARY}many/?picture={picture.pk}", "#many")):
        page = page_of(editor.get(address))
        for name in ("caption", "credit", "keywords", "place", "terms"):
            assert page.css_first(f"{form} [name={name}]").attributes["dir"] == "auto", name


def test_what_is_typed_is_kept_and_recorded(editor, picture):
    form = typed(editor.get(url(picture)), "#picture", alt="A bridge.", allowed_until="2030-01-01T10:00")
    answer = editor.post(url(picture), form, follow=True)
    assert messages_of(answer) == ["Kept."]
    picture.refresh_from_db()
    assert (picture.alt, picture.allowed_until.year) == ("A bridge.", 2030)
    assert LogEntry.objects.get(action_flag=2).get_change_message() == "Changed Description and Until."


def test_a_lease_ends_after_it_begins(editor, picture):
    form = typed(
        editor.get(url(picture)),
        "#picture",
        allowed_from="2030-01-01T10:00",
        allowed_until="2030-01-01T10:00",
    )
    assert "It must end after it begins." in editor.post(url(picture), form).content.decode()


def test_who_brings_a_picture_captions_it_and_an_editor_says_what_it_may_be_used_for(staff, picture):
    reporter = signed_in(staff.reporter)
    page = reporter.get(url(picture))
    assert page_of(page).css_first("[name=terms]") is None
    form = typed(page, "#picture", caption="The bridge.") | {
        "terms": "None",
        "allowed_until": "2030-01-01T10:00",
    }
    assert reporter.post(url(picture), form).status_code == 302
    picture.refresh_from_db()
    assert (picture.caption, picture.terms, picture.allowed_until) == ("The bridge.", "", None)


def test_who_only_looks_changes_nothing(staff, picture):
    looker = signed_in(staff.administrator)
    page = looker.get(url(picture))
    assert page_of(page).css("fieldset[disabled]")
    for door in ("change", "crops", "delete"):
        assert looker.post(url(picture, door), {"title": "x"}).status_code == 403
    assert looker.get(url(picture, "original")).status_code == 403


@pytest.mark.parametrize("number", ["0", "999", "9" * 30, "nobody"])
def test_a_picture_that_is_not_there_is_not_found(editor, number):
    assert editor.get(f"{LIBRARY}{number}/change/").status_code == 404


# Many at once


def test_captions_and_rights_of_many_are_said_at_once(editor, shelf):
    chosen = [shelf["bridge"], shelf["uncredited"]]
    where = f"{LIBRARY}many/?" + "&".join(f"picture={one.pk}" for one in chosen)
    shelf["bridge"].keywords = "bridges"
    shelf["bridge"].save()
    form = typed(
        editor.get(where),
        ".picture__form",
        credit="The Meridian",
        keywords="floods, bridges",
        sets_lease="on",
        allowed_until="2030-01-01T10:00",
    )
    assert messages_of(editor.post(where, form, follow=True)) == ["2 of 2 changed."]
    bridge, plain = (Picture.objects.get(pk=one.pk) for one in chosen)
    assert (bridge.credit, bridge.keywords, bridge.place) == (
        "The Meridian",
        "bridges, floods",
        "Beira, Mozambique",
    )
    assert (plain.credit, plain.keywords, plain.allowed_until.year) == (
        "The Meridian",
        "floods, bridges",
        2030,
    )
    assert Picture.objects.get(title="harbour").keywords == ""
    assert found(editor, "q=floods") == {"bridge", "uncredited"}


def test_an_hour_without_the_tick_and_a_lease_that_ends_first_are_refused(editor, picture):
    where = f"{LIBRARY}many/?picture={picture.pk}"
    answer = editor.post(where, {"allowed_until": "2030-01-01T10:00"}).content.decode()
    assert "Tick this" in answer
    hours = {"sets_lease": "on", "allowed_from": "2030-01-01T10:00", "allowed_until": "2029-01-01T10:00"}
    assert "It must end after it begins." in editor.post(where, hours).content.decode()


def test_without_a_choice_one_is_led_back(editor):
    for chosen in ("", "?picture=0", "?picture=x", f"?picture={'9' * 30}"):
        assert messages_of(editor.get(f"{LIBRARY}many/{chosen}", follow=True)) == [
            "Choose some pictures first."
        ]


# Point and crops


def figures(response, **changes) -> dict:
    return typed(response, "#laying", **changes)


def test_the_point_is_set_by_figures_and_crops_follow(editor, picture):
    form = figures(editor.get(url(picture)), point_x="10", point_y="80.5")
    answer = editor.post(url(picture, "crops"), form, follow=True)
    assert messages_of(answer) == ["The crops are laid. What is out keeps those it had."]
    picture = Picture.objects.get(pk=picture.pk)
    assert picture.point == (100, 805)
    assert picture.current("square").left == 0
    assert page_of(answer).css_first("[name=point_y]").attributes["value"] == "80.5"


def test_a_crop_laid_by_hand_keeps_its_place_until_it_is_let_follow(editor, picture):
    form = figures(editor.get(url(picture)), square_own="on", square_x="20", square_y="30", square_zoom="200")
    editor.post(url(picture, "crops"), form)
    square = Picture.objects.get(pk=picture.pk).current("square")
    assert (square.is_own, square.box.width, square.left, square.top) == (True, 600, 20, 60)
    page = editor.get(url(picture))
    moved = figures(page, point_x="100")
    assert (moved["square_x"], moved["square_zoom"]) == ("20.0", "200")
    editor.post(url(picture, "crops"), moved)
    assert Picture.objects.get(pk=picture.pk).current("square") == square
    editor.post(url(picture, "crops"), moved | {"square_own": ""})
    assert not Picture.objects.get(pk=picture.pk).current("square").is_own


def test_every_crop_is_on_the_page_and_can_be_seen(editor, picture):
    images = page_of(editor.get(url(picture))).css(".view img")
    assert len(images) == len(CROPPED)
    for image in images:
        answer = editor.get(image.attributes["src"])
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "typed_over", [{"point_x": "101"}, {"point_y": ""}, {"lead_zoom": "9000"}, {"card_x": "left"}]
)
def test_figures_that_make_no_sense_change_nothing(editor, picture, typed_over):
    form = figures(editor.get(url(picture))) | typed_over
    answer = editor.post(url(picture, "crops"), form, follow=True)
    assert messages_of(answer)[0].startswith("The crops stay as they were")
    assert Picture.objects.get(pk=picture.pk).point == (500, 500)


# The file


def test_the_file_as_it_came_is_put_away_and_never_shown(editor, staff):
    content = written(draw(number=2), kind="PNG")
    answer = editor.get(url(take_in(content, by=staff.editor, name="x.html"), "original"))
    assert answer.content == content
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_picture_is_deleted_with_its_files_unless_readers_have_it(
    editor, picture, media, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(uses, "_SHOWN", [uses.Q(pk=picture.pk)])
    assert editor.post(url(picture, "delete"), {"post": "yes"}).status_code == 403
    monkeypatch.setattr(uses, "_SHOWN", [])
    assert editor.get(url(picture, "delete")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(url(picture, "delete"), {"post": "yes"}).status_code == 302
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_hour_of_a_lease_is_typed_by_the_clock_that_the_page_names(editor, picture, settings):
    settings.TIME_ZONE = "Europe/London"
    form = typed(editor.get(url(picture)), "#picture", allowed_until="2030-07-01T10:00")
    editor.post(url(picture), form)
    picture.refresh_from_db()
    assert picture.allowed_until.astimezone(None) - picture.allowed_until == timedelta(0)
    assert picture.allowed_until.hour == 9
