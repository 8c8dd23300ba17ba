"""The clock in a real browser: a producer schedules, moves, undoes, holds everything and releases it."""

from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import bundles, clock, holds
from tests.desk_pages import signed_in
from tests.factories import DAY, HOUR
from tests.paper_browser import LOOKS
from tests.test_desk_browser import TOO_WIDE
from tests.test_schedule_browser import SCHEDULE, desk, opens, producer, thing, tomorrow  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "The bridge is down, and we check every line."


def wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def test_a_producer_moves_undoes_holds_everything_and_releases_it(desk, staff, client):  # noqa: F811
    story = staff.published(headline="Marathon moves to dawn", at=tomorrow(12))
    page = desk()
    page.goto(SCHEDULE)
    thing(page, "Marathon").locator("a").click()
    page.locator("dialog #id_at").fill(wall(tomorrow(13)))
    page.get_by_role("button", name="Move it").click()
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    page.keyboard.press("z")
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:00")

    page.get_by_role("link", name="Hold everything…").click()
    page.get_by_label("Why?").fill(WHY)
    page.get_by_role("button", name="Hold 1 thing").click()
    expect(page.locator(".banner--held")).to_contain_text(WHY)
    page.goto(SCHEDULE)
    expect(page.locator(".banner--held")).to_contain_text(WHY)
    expect(thing(page, "Marathon")).to_contain_text("held")
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:00")
    staff.published(headline="Set meanwhile", at=clock.now() + timedelta(seconds=2))
    page.wait_for_timeout(2500)
    assert "Set meanwhile" not in client.get("/").text
    assert signed_in(staff.reporter).get("/admin/").text.count(WHY) == 1

    page.reload()
    thing(page, "Marathon").locator("a").focus()
    for key in ("m", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".toast")).to_contain_text("is held, and planned for")
    assert (story.editions.get().opens_at, story.editions.get().is_held) == (tomorrow(12, 15), True)

    page.get_by_role("link", name="Release…").click()
    expect(page.locator("#content")).to_contain_text("Set meanwhile")
    page.get_by_role("button", name="Release").click()
    page.wait_for_url("**/admin/schedule/")
    assert "Set meanwhile" in client.get("/").text
    page.goto(SCHEDULE)
    expect(page.locator(".banner--held")).to_have_count(0)
    assert opens(story) == tomorrow(12, 15)


def test_the_same_by_key_alone(desk, staff):  # noqa: F811
    story = staff.published(headline="Marathon moves to dawn", at=tomorrow(12))
    page = desk()
    page.goto(SCHEDULE)
    for key in ("j", "m", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:15")
    page.keyboard.press("z")
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:00")
    page.get_by_role("link", name="Hold everything…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why?").focus()
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Hold 1 thing"
    page.keyboard.press("Enter")
    expect(page.locator(".banner--held")).to_contain_text(WHY)
    assert story.editions.get().is_held
    page.goto(SCHEDULE)
    page.get_by_role("link", name="Release…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Release").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/schedule/")
    assert opens(story) == tomorrow(12)


def test_the_end_of_what_is_live_is_moved_by_key(desk, staff):  # noqa: F811
    story = staff.published(headline="Marathon moves to dawn", until=tomorrow(12))
    page = desk()
    page.goto(SCHEDULE)
    thing(page, "Marathon").locator("a").focus()
    for key in ("m", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".toast")).to_contain_text("ends")
    assert story.editions.get().live_until == tomorrow(12, 15)
    page.keyboard.press("z")
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:00")
    assert story.editions.get().live_until == tomorrow(12)


@pytest.fixture
def waiting(staff):
    """A bundle, something alone, and an hour that strayed: all of it held."""
    staff.published(headline="Marathon moves to dawn", at=tomorrow(9), until=tomorrow(20))
    made = bundles.make(
        by=staff.publisher, name="Dam report", stories=[staff.cleared(headline=f"Part {one}") for one in "ab"]
    )
    bundles.set_hour(made, by=staff.publisher, at=tomorrow(12))
    astray = staff.published(headline="Bank closes its last branch", at=tomorrow(16))
    astray.editions.update(opens_as=f"{wall(tomorrow(17))}:00+01:00[UTC]")
    staff.published(headline="Went out", until=clock.now() + DAY + HOUR)


@LOOKS
@pytest.mark.parametrize("is_held", [False, True], ids=["", "held"])
def test_axe_finds_nothing_on_what_waits(desk, staff, waiting, viewport, scheme, is_held):  # noqa: F811
    if is_held:
        holds.hold(by=staff.producer, reason=WHY)
    page = desk(viewport, color_scheme=scheme)
    for address in (SCHEDULE, f"{SCHEDULE}?view=day&day={tomorrow(0):%Y-%m-%d}"):
        page.goto(address)
        expect(page.locator(".stray")).to_contain_text("whose rules have changed")
        expect(page.locator("#schedule")).to_contain_text("Dam report")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
        assert page.evaluate(TOO_WIDE) == []
