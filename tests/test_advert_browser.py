"""Adverts as a person meets them: nothing moves, nothing is printed, and a network comes only after a yes."""

import pytest
from playwright.sync_api import expect

from articles.models import Story
from tests.advert_samples import make_advert, make_campaign, make_picture, make_story_with_a_break

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHIFTS = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) moved += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 400);
})"""


@pytest.fixture
def address(staff, live_server):
    staff.published(make_story_with_a_break())
    return live_server.url + Story.objects.get().editions.get().path


@pytest.fixture
def fetched(page):
    """What the page asked of the network, whose server answers with a script that says that it is here."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(content_type="text/javascript", body="document.documentElement.dataset.here = 'yes'")

    page.route("https://ads.example.net/**", answer)
    return asked


@pytest.fixture
def network(settings):
    settings.ADVERT_NETWORK_TAG = "https://ads.example.net/tag.js"
    settings.ADVERT_NETWORK_NAME = "Example Ads"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("make", [make_advert, make_picture])
def test_nothing_moves_when_an_advert_arrives(page, staff, live_server, address, width, make):
    """Letters that arrive late are the type's own business, so the page is set in what is there."""
    page.route("**/*.woff2", lambda route: route.abort())
    campaign = make_campaign()
    for placement in ("masthead", "between-sections", "text"):
        make(campaign, placement)
    for _ in range(9):
        staff.published()
    page.set_viewport_size({"width": width, "height": 900})
    for where in (f"{live_server.url}/", address):
        page.goto(where)
        assert page.locator(".advert").count() >= 1
        page.locator(".advert").last.scroll_into_view_if_needed()
        assert page.evaluate(SHIFTS) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_adverts_are_not_printed(page, address):
    make_advert()
    page.goto(address)
    expect(page.locator(".advert")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".advert")).to_be_hidden()


@pytest.mark.usefixtures("network")
def test_a_network_comes_after_a_yes_and_stays_away_after_a_no(page, address, fetched):
    make_advert(headline="Ours")
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert fetched == []
    expect(page.locator(".house__line")).to_have_text("Ours")
    yes = page.get_by_role("button", name="Allow Example Ads")
    no = page.get_by_role("button", name="Only the paper’s own")
    assert (yes.get_attribute("aria-pressed"), no.get_attribute("aria-pressed")) == ("false", "true")
    yes.click()
    page.wait_for_selector("[data-here=yes]", state="attached")
    expect(yes).to_have_attribute("aria-pressed", "true")
    page.reload()
    page.wait_for_selector("[data-here=yes]", state="attached")
    assert len(fetched) == 2
    page.get_by_role("button", name="Only the paper’s own").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("html:not([data-here])", state="attached")
    assert len(fetched) == 2
    assert refused == []


@pytest.mark.usefixtures("network")
def test_without_scripts_there_is_no_choice_to_make(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".network-choice")).to_be_hidden()
    context.close()
