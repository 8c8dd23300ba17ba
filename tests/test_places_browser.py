"""Places in a real browser: the map by keyboard and on a phone, the clocks of a place, and all of it without script."""

import re
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories import make_dateline, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(live_server, staff):
    """A paper that has been in Beira twice and in Lima; its address."""
    beira = make_dateline("Beira", latitude=-19.84, longitude=34.84)
    lima = make_dateline(
        "Lima", full_place="Lima, Peru", country="PE", latitude=-12, longitude=-77, time_zone="America/Lima"
    )
    for dateline in (beira, beira, lima):
        staff.published(make_story(dateline=dateline))
    return live_server.url


def test_the_map_is_walked_by_keyboard(page, paper):
    page.goto(f"{paper}/from/")
    page.focus(".map__skip")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == ["Beira, Mozambique: 2 stories", "Lima, Peru: 1 story"]
    ink = "getComputedStyle(document.querySelector('.map__place circle')).stroke"
    at_rest = page.evaluate(ink)
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(ink) != at_rest, "where one is on the map can be seen"
    page.keyboard.press("Enter")
    page.wait_for_url("**/from/beira-mozambique/")


def test_the_map_can_be_passed_over(page, paper):
    page.goto(f"{paper}/from/")
    page.focus(".map__skip")
    assert page.locator(".map__skip").bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.gazetteer') !== null")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_over_the_edge(page, paper, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/from/", "/from/lima-peru/"):
        page.goto(paper + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(page, paper, scheme):
    page.emulate_media(color_scheme=scheme)
    for address in ("/from/", "/from/lima-peru/"):
        page.goto(paper + address)
        assert Axe().run(page).response["violations"] == []


def test_the_clock_of_a_place_runs(page, paper):
    page.clock.install(time=datetime(2026, 11, 22, 12, 59, 30, tzinfo=UTC))
    page.goto(f"{paper}/from/lima-peru/")
    clock = page.locator("[data-zone]")
    expect(clock).to_have_text("Sunday 07:59 there now, UTC−5")
    page.clock.run_for(31_000)
    expect(clock).to_have_text("Sunday 08:00 there now, UTC−5")


def test_a_dateline_tells_the_time_there_to_who_points_at_it(page, paper):
    page.goto(f"{paper}/from/lima-peru/")
    page.click(".card a")
    for place in (".article__kicker .coordinates", ".prose .dateline"):
        page.hover(place)
        assert re.fullmatch(r"\w+day \d\d:\d\d there now, UTC−5", page.get_attribute(place, "title"))


def test_without_script_the_map_is_whole_and_the_zone_is_told(browser, paper):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{paper}/from/")
    page.locator(".map__place").first.locator("circle").click()
    assert page.url.endswith("/from/beira-mozambique/")
    expect(page.locator("[data-zone]")).to_have_text("Clocks at UTC+2")
    context.close()
