"""House style and notes on words where a story is written, in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Note, StyleWaiver
from tests.editor_browser import COMPLAINTS, open_desk
from tests.factories import make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>He sailed amidst 😀 it, prior to noon.</p>\n<blockquote><p>Amidst it all.</p></blockquote>"


@pytest.fixture
def desk(page, live_server, staff):
    return lambda story: open_desk(page, live_server, staff.editor, story)


def test_the_house_asks_changes_and_lets_stand(desk):
    story = make_story(headline="It ends.", body=BODY)
    window = desk(story)
    page = window.page
    page.get_by_text("House style").click()
    hints = page.locator("#house-style li")
    expect(hints).to_have_count(3)
    expect(page.locator(".ProseMirror .hint")).to_have_text(["amidst", "prior to"])
    hints.filter(has_text="amidst").get_by_role("button", name="Change it").click()
    assert window.body.startswith("<p>He sailed amid 😀 it, prior to noon.</p>")
    hints.filter(has_text="prior to").get_by_role("button", name="Not here").click()
    expect(page.locator(".ProseMirror .hint")).to_have_count(0)
    assert StyleWaiver.objects.get().words == "prior to"
    hints.first.get_by_role("button", name="Change it").click()
    expect(page.locator("#id_headline")).to_have_value("It ends")
    expect(page.locator("#house-style [data-says]")).to_contain_text("nothing to ask")
    assert not [said for said in window.said if any(word in said for word in COMPLAINTS)]


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
