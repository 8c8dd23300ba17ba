"""Previews, links for others and notes in a real browser: a lawyer's way through, sound for every eye and window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import clock, noting, preview_links, workflow
from articles.models import Note, PreviewLink
from tests.desk_pages import signed_in, story_url
from tests.factories import DAY, make_story
from tests.paper_browser import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def story(staff):
    story = make_story(
        headline="Captain asked twice to stay in port, ferry inquiry hears", created_by=staff.reporter
    )
    note = noting.write(
        story, "Is it in the bundle? @Reporter", by=staff.editor, passage="The water", is_blocking=True
    )
    noting.write(story, "It is.", by=staff.copy_editor, parent=note)
    return story


@pytest.fixture
def link(story, staff):
    return preview_links.make(
        story,
        by=staff.reporter,
        for_whom="Lena Groth, legal",
        expires_at=clock.now() + DAY,
        newest=False,
        may_comment=True,
        until_published=False,
    )


@pytest.fixture
def at_desk(reader, live_server, staff):
    """Opens windows in which the reporter is signed in."""
    session = signed_in(staff.reporter).cookies["sessionid"].value

    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_window


def test_a_lawyer_reads_what_is_not_out_and_writes_to_the_desk(reader, link):
    page = reader(DESK)
    page.goto(link.get_absolute_url())
    expect(page.get_by_text("Not published.")).to_be_visible()
    page.get_by_role("link", name="Write to the desk").click()
    page.get_by_label("A note to the desk").fill("The second quotation is from a closed hearing.")
    page.get_by_role("button", name="Send the note").click()
    page.get_by_text("The desk has your note.").wait_for()
    assert Note.objects.get(by=None).by_name == "Lena Groth, legal, by link"
    page.goto("/admin/")
    assert page.url.endswith("/accounts/login/?next=/admin/")


def test_a_lawyer_writes_on_words_that_stand_twice_and_the_desk_finds_the_place(reader, at_desk, link, story):
    workflow.revise(
        story, by=story.created_by, body="<p>The sea rose.</p>\n<p>At dusk the sea rose again.</p>"
    )
    PreviewLink.objects.update(revision=None)
    page = reader(DESK)
    page.goto(link.get_absolute_url())
    words = "document.querySelectorAll('.article__body p')[1].firstChild"
    page.evaluate(f"getSelection().setBaseAndExtent({words}, 8, {words}, 20)")
    page.get_by_role("button", name="Write a note on these words").click()
    expect(page.get_by_label("On these words")).to_have_value("the sea rose")
    page.keyboard.type("Says who?")
    page.get_by_role("button", name="Send the note").click()
    page.get_by_text("The desk has your note.").wait_for()
    note = Note.objects.get(by=None)
    assert (note.passage, note.after) == ("the sea rose", "again.")
    assert note.before.endswith("The sea rose. At dusk")
    desk = at_desk()
    desk.goto(story_url(story))
    noted = desk.locator(".ProseMirror p").nth(1).locator(".noted")
    noted.wait_for()
    expect(noted).to_have_text("the sea rose")


def test_the_previews_are_as_wide_as_their_screens_and_as_dark_as_asked(at_desk, story):
    page = at_desk()
    page.goto(story_url(story, "preview"))
    phone = page.frame_locator('iframe[title="As on a phone"]')
    assert phone.locator("body").evaluate("() => innerWidth") == 375
    page.get_by_role("button", name="Dark").click()
    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Tablet").click()
    tablet = page.frame_locator('iframe[title="As on a tablet"]')
    assert tablet.locator("h1").inner_text().startswith("Captain asked twice")
    assert tablet.locator("body").evaluate("() => innerWidth") == 768


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide(at_desk, story, link, scheme):
    found = {}
    for width in (320, 1280):
        page = at_desk({"width": width, "height": 900}, color_scheme=scheme)
        rooms = [story_url(story, room) for room in ("preview", "notes")]
        for address in (*rooms, "/admin/articles/notice/", link.get_absolute_url()):
            page.goto(address)
            violations = [
                (one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"]
            ]
            if violations or page.evaluate(TOO_WIDE) > 0:
                found[f"{address} at {width}"] = violations or "wider than the window"
    assert found == {}
