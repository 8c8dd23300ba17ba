"""From the first word to a correction: four people take a story to its readers, and none of them has a mouse."""

import pytest
from playwright.sync_api import expect

from articles.models import Correction, Edition, Note, Story
from tests.desk_pages import signed_in
from tests.editor_browser import READY
from tests.factories import make_story
from tests.paper_browser import comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = "selector => Boolean(document.activeElement?.matches(selector))"
MOST_TABS = 40


@pytest.fixture
def at_the_keyboard(browser, live_server):
    """Opens a window for somebody who is signed in: `at_the_keyboard(staff.reporter)`."""
    contexts = []

    def open_window(user):
        context = browser.new_context(base_url=live_server.url)
        context.set_default_timeout(20_000)
        session = signed_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto("/admin/")
        return page

    yield open_window
    for context in contexts:
        context.close()


def tab_to(page, selector: str) -> None:
    """Press Tab until something has the focus that a selector names."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, selector):
            return
    raise AssertionError(f"{selector} is not reached in {MOST_TABS} steps")


def open_story(page, headline: str) -> None:
    """From whichever room: to the list, down to the story, and in."""
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("s")
    for _ in range(MOST_TABS):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.textContent.trim()") == headline:
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    comes_true(page, f"Boolean({READY})")


def say(page, verb: str, *, why: str = "", field: str = "[name=note]") -> None:
    """The main verb, its reason if it asks for one, and its button."""
    expect(page.locator("[data-main-verb]")).to_contain_text(verb)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    if why:
        tab_to(page, field)
        page.keyboard.type(why)
    if not page.evaluate(FOCUSED, ".dialog__foot button"):
        tab_to(page, ".dialog__foot button")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, words: str, at: str = "end") -> None:
    page.evaluate(f"(at) => {READY}.commands.focus(at)", at)
    comes_true(page, "document.activeElement.matches('.ProseMirror')")
    page.keyboard.type(words)
    page.wait_for_selector(".storybar__saved .mark--done")


def test_a_story_goes_from_the_first_word_to_a_correction_without_a_mouse(at_the_keyboard, staff):
    make_story(headline="Dam holds", body="", created_by=staff.reporter)
    headline = "Dam holds"

    reporter = at_the_keyboard(staff.reporter)
    open_story(reporter, headline)
    write(reporter, "The wall held on Friday.")
    say(reporter, "File", why="Nobody was there.")

    copy_editor = at_the_keyboard(staff.copy_editor)
    open_story(copy_editor, headline)
    with copy_editor.expect_navigation():
        copy_editor.keyboard.press("Alt+3")
    expect(copy_editor.get_by_role("heading", name="History")).to_be_visible()
    with copy_editor.expect_navigation():
        tab_to(copy_editor, '[data-key="1"]')
        copy_editor.keyboard.press("Enter")
    comes_true(copy_editor, f"Boolean({READY})")
    copy_editor.keyboard.press("Control+Alt+m")
    copy_editor.keyboard.type("Who says so?")
    tab_to(copy_editor, "#note-on-words [type=submit]")
    copy_editor.keyboard.press("Enter")
    expect(copy_editor.get_by_role("region", name="Notes")).to_contain_text("Who says so?")
    say(copy_editor, "Clear", why="The engineers said it.")
    assert Note.objects.get().by == staff.copy_editor
    assert not Edition.objects.exists()

    publisher = at_the_keyboard(staff.publisher)
    open_story(publisher, headline)
    say(publisher, "Publish")
    assert "held on Friday" in Edition.objects.live().get().body

    write(publisher, " It held on Saturday too.")
    expect(publisher.locator("[data-main-verb]")).to_contain_text("Clear")
    say(publisher, "Clear", why="Seen.")
    say(publisher, "Correct", why="An earlier version left out Saturday.")
    assert "Saturday too" in Edition.objects.live().get().body
    assert Correction.objects.get().note == "An earlier version left out Saturday."
    assert [event.verb for event in Story.objects.get().events.order_by("at", "pk")] == [
        "file",
        "clear",
        "publish",
        "revise",
        "clear",
        "correct",
    ]
