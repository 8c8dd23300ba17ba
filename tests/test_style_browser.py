"""House style and notes on words where a story is written, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import noting
from articles.models import Note, StyleWaiver
from tests.editor_browser import COMPLAINTS, READY, open_desk
from tests.factories import make_story
from tests.paper_browser import comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>He sailed amidst 😀 it, prior to noon.</p>\n<blockquote><p>Amidst it all.</p></blockquote>"


@pytest.fixture
def desk(page, live_server, staff):
    return lambda story: open_desk(page, live_server, staff.editor, story)


def test_the_house_asks_at_the_words_and_is_answered_from_the_keyboard(desk):
    story = make_story(headline="It ends.", body=BODY)
    window = desk(story)
    page = window.page
    pin = page.locator("#pins .pin--hint")
    expect(page.locator("#house-style [data-says]")).to_contain_text("3 to look at")
    expect(page.locator(".ProseMirror .hint")).to_have_text(["amidst", "prior to"])
    expect(pin).to_have_count(0)
    window.cursor("start")
    window.keys("F7")
    expect(page.locator(".hint--open")).to_have_text("amidst")
    expect(pin).to_contain_text("“amidst” → amid")
    window.keys("Tab")
    comes_true(
        page,
        "document.getElementById('id_body').value.startsWith('<p>He sailed amid 😀 it, prior to noon.</p>')",
    )
    window.keys("F7")
    expect(page.locator(".hint--open")).to_have_text("prior to")
    window.keys("Escape")
    expect(pin).to_have_count(0)
    window.keys("Shift+F7")
    window.keys("Control+Alt+h")
    expect(page.locator(".ProseMirror .hint")).to_have_count(0)
    assert StyleWaiver.objects.get().words == "prior to"
    window.keys("F7")
    expect(page.locator("#id_headline")).to_be_focused()
    window.keys("Tab")
    expect(page.locator("#id_headline")).to_have_value("It ends")
    expect(page.locator("#house-style [data-says]")).to_contain_text("nothing to ask")
    assert not [said for said in window.said if any(word in said for word in COMPLAINTS)]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_pin_stands_at_its_words_and_within_the_page(desk, width):
    window = desk(make_story(body=f"<p>{'He sailed on. ' * 30}</p>\n<p>It sank amidst the ice.</p>"))
    page = window.page
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(".hint").click()
    pin, words = page.locator("#pins .pin--hint").bounding_box(), page.locator(".hint--open").bounding_box()
    if width == 1440:
        assert pin["x"] > words["x"] + words["width"]
        assert abs(pin["y"] - words["y"]) < 20
    else:
        assert words["y"] + words["height"] <= pin["y"] < words["y"] + words["height"] + 20
    assert pin["x"] + pin["width"] <= width
    page.get_by_role("button", name="Change it").click()
    assert "amid the ice" in window.body


def test_a_language_without_a_sheet_is_said_to_have_none(desk):
    window = desk(make_story(body="<p>Il navigua amidst les glaces.</p>", language="fr"))
    expect(window.page.locator("#house-style [data-says]")).to_have_text(
        "nothing to ask of quotes, dashes and spaces: the house has no sheet for this language"
    )
    expect(window.page.locator(".hint")).to_have_count(0)


def test_a_note_on_words_is_written_where_one_writes(desk, staff):
    story = make_story(body="<p>The leak at the bow door was known.</p>")
    window = desk(story)
    page = window.page
    page.locator(".ProseMirror p").click(click_count=3)
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("On these words")).to_have_value("The leak at the bow door was known.")
    page.keyboard.type("Is the report in the bundle?")
    page.get_by_label("Must be answered before a clear").check()
    page.get_by_role("button", name="Write the note").click()
    expect(page.get_by_role("region", name="Notes")).to_contain_text("Is the report in the bundle?")
    expect(page.locator(".ProseMirror .noted")).to_have_text("The leak at the bow door was known.")
    note = Note.objects.get()
    assert (note.is_blocking, note.by) == (True, staff.editor)
    assert not [said for said in window.said if any(word in said for word in COMPLAINTS)]


TWICE = "<p>The wall held on Friday.</p>\n<p>On Sunday the wall held no more.</p>"


@pytest.mark.parametrize(
    ("text", "marked", "paragraph"),
    [
        (TWICE, "the wall held", 1),
        ("<p>Before that, the wall held.</p>\n" + TWICE, "the wall held", 2),
        (TWICE.replace("Sunday the wall held no", "Sunday the weir gave way no"), "the weir gave way", 1),
        (TWICE.split("\n")[0], None, 0),
    ],
)
def test_a_note_stays_at_its_own_place_through_rewriting(desk, staff, text, marked, paragraph):
    """Of several places where the words stand, at the one between the same words; and there when they are others."""
    story = make_story(body=text.replace("The wall", "the wall"))
    place = {"before": "the wall held on Friday. On Sunday", "after": "no more."}
    noting.write(story, "Who says so?", by=staff.copy_editor, passage="the wall held", **place)
    page = desk(story).page
    noted = page.locator(".ProseMirror .noted")
    if marked is None:
        expect(noted).to_have_text(["the wall held"])  # The words stand once: that is their place now.
        return
    expect(noted).to_have_text([marked])
    expect(page.locator(".ProseMirror > p").nth(paragraph).locator(".noted")).to_have_count(1)


def test_a_note_on_the_second_of_the_same_words_is_kept_with_what_is_around_them(desk):
    window = desk(make_story(body="<p>It held, and held, and held.</p>"))
    page = window.page
    page.evaluate(f"{READY}.commands.setTextSelection({{ from: 14, to: 18 }})")
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("On these words")).to_have_value("held")
    page.keyboard.type("The second.")
    page.get_by_role("button", name="Write the note").click()
    expect(page.locator("#pins .pin--note")).to_contain_text("The second.")
    note = Note.objects.get()
    assert (note.before, note.passage, note.after) == ("It held, and", "held", ", and held.")
    at = f"{READY}.view.posAtDOM(document.querySelector('.noted'), 0)"
    assert page.evaluate(at) == 14
    window.cursor("start")
    page.keyboard.type("Yesterday it held. ")
    assert page.evaluate(at) == 14 + len("Yesterday it held. ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_what_stands_beside_the_words(desk, staff, scheme, width):
    story = make_story(body="<p>It sank amidst the ice. The wall held.</p>")
    noting.write(story, "Who says so? @Editor", by=staff.copy_editor, passage="The wall held")
    page = desk(story).page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.locator(".hint").click()
    expect(page.locator("#pins .pin--hint")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
