"""Undoing a publication in a real browser: the page counts down, Z takes back, and the offer goes with its time."""

import pytest
from playwright.sync_api import expect

from tests.desk_pages import signed_in, story_url
from tests.paper_browser import DESK, comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def published(reader, live_server, staff):
    """A window in which somebody has just published a story, and the story."""

    def publish():
        story = staff.cleared(headline="Dam bursts")
        page = reader(DESK)
        session = signed_in(staff.publisher).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_default_timeout(20_000)
        page.goto(story_url(story, "publication"))
        page.fill("[name=note]", "It is right so.")
        page.click(".door button[type=submit]")
        page.wait_for_selector(".toast")
        return page, story

    return publish


def test_a_publication_is_undone_by_key_while_the_page_counts_down(published, settings):
    settings.UNDO_SECONDS = 60
    page, story = published()
    toast = page.locator(".toast")
    expect(toast).to_be_visible()
    assert toast.bounding_box()["y"] < DESK["height"], "it stands over the page, not under it"
    first = int(page.locator(".toast__count").text_content())
    comes_true(page, "(first) => Number(document.querySelector('.toast__count').textContent) < first", first)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("z")
    page.wait_for_selector(".messagelist")
    assert "was recalled. Nobody outside was told." in page.locator(".messagelist").text_content()
    assert not story.editions.exists()


def test_the_offer_goes_when_it_can_no_longer_be_kept(published, settings):
    settings.UNDO_SECONDS = 10
    page, story = published()
    comes_true(page, "() => !document.querySelector('.toast')")
    assert story.editions.exists()
