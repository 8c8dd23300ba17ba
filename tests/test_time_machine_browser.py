"""The time machine in a real browser: a producer walks through what is to come, by mouse, key and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import clock
from tests.desk_pages import signed_in
from tests.factories import DAY, HOUR, make_story
from tests.paper_browser import DESK, PHONE, comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
MACHINE = "/admin/time-machine/"


@pytest.fixture
def at_desk(reader, live_server, staff):
    """Opens windows in which the producer is signed in."""
    session = signed_in(staff.producer).cookies["sessionid"].value

    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_window


@pytest.fixture
def coming(staff):
    """A story that opens in an hour, one that is out, and one that ends in two."""
    staff.published(headline="Out already")
    staff.published(headline="Ends soon", until=clock.now() + 2 * HOUR)
    return staff.published(make_story(headline="Captain asked twice"), at=clock.now() + HOUR).editions.get()


def paper_in(page):
    page.wait_for_load_state()
    return page.frame_locator("#then")


def test_a_producer_steps_through_what_is_to_come_with_keys(at_desk, coming):
    page = at_desk()
    page.goto(MACHINE)
    paper_in(page).get_by_role("link", name="Out already").first.wait_for()
    expect(paper_in(page).get_by_text("Captain asked twice")).to_have_count(0)
    page.keyboard.press("]")
    paper_in(page).get_by_role("link", name="Captain asked twice").first.wait_for()
    assert paper_in(page).locator(f"[data-then='opens {coming.live_from:%H:%M}']").count() > 0
    page.get_by_role("button", name="Marks").click()
    assert page.frames[1].evaluate("document.documentElement.hasAttribute('data-unmarked')")
    paper_in(page).locator("body").press("]")
    page.get_by_text("Nothing is to come.").wait_for()
    expect(paper_in(page).get_by_text("Ends soon")).to_have_count(0)
    page.keyboard.press("[")
    page.get_by_role("link", name="Next change").wait_for()
    page.keyboard.press("0")
    page.get_by_text("what readers have now").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_url("**/admin/schedule/")


def test_links_and_questions_on_the_page_stay_at_the_moment(at_desk, coming):
    page = at_desk()
    page.goto(f"{MACHINE}?at={(clock.now() + DAY).strftime('%Y-%m-%dT%H:%MZ')}")
    paper_in(page).get_by_role("link", name="Captain asked twice").first.click()
    page.wait_for_url(lambda url: "captain-asked-twice" in url)
    expect(page.locator("#look [name=path]")).to_have_value(coming.path)
    expect(paper_in(page).get_by_role("heading", level=1)).to_have_text("Captain asked twice")
    paper_in(page).get_by_role("link", name="Search").first.click()
    page.wait_for_url(lambda url: "search" in url)
    paper_in(page).locator("main input[name=q]").fill("captain")
    paper_in(page).locator("main input[name=q]").press("Enter")
    page.wait_for_url(lambda url: "captain" in url)
    paper_in(page).get_by_role("link", name="Captain asked twice").first.wait_for()
    page.go_back()
    page.wait_for_url(lambda url: "captain" not in url)


def test_letters_that_are_typed_are_no_keys(at_desk, coming):
    page = at_desk()
    page.goto(MACHINE)
    paper_in(page).get_by_role("link", name="Out already").first.wait_for()
    field = page.locator("#look [name=path]")
    field.fill("")
    field.press_sequentially("/world/0]")
    expect(field).to_have_value("/world/0]")
    field.fill("/world/")
    field.press("Enter")
    page.wait_for_url(lambda url: "world" in url)


def test_it_does_all_of_it_without_scripts_but_follow_links(at_desk, coming):
    page = at_desk(java_script_enabled=False)
    page.goto(MACHINE)
    page.get_by_role("link", name="Next change").click()
    page.locator("#look [name=path]").fill(coming.path)
    page.get_by_role("button", name="Look").click()
    expect(page.frame_locator("#then").get_by_role("heading", level=1)).to_have_text("Captain asked twice")


def test_nothing_of_a_look_is_kept_on_the_device(at_desk, coming):
    page = at_desk()
    page.goto(MACHINE)
    page.keyboard.press("]")
    paper_in(page).get_by_role("link", name="Captain asked twice").first.wait_for()
    kept = "Object.keys(localStorage).filter((name) => name !== 'theme').length"  # which is the desk's
    workers = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert (page.evaluate(kept), page.evaluate(workers)) == (0, 0)
    page.goto("/")  # as a reader, whose device keeps the paper
    comes_true(page, f"() => {workers}")


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_bar_is_sound_for_every_eye_and_window(at_desk, coming, viewport, light):
    page = at_desk(viewport, color_scheme=light)
    page.goto(f"{MACHINE}?at={(clock.now() + DAY).strftime('%Y-%m-%dT%H:%MZ')}")
    paper_in(page).get_by_role("link", name="Captain asked twice").first.wait_for()
    page.locator("summary").click()
    assert page.evaluate(TOO_WIDE) <= 0
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, found.generate_report()
