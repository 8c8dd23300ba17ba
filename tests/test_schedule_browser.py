"""The schedule in a real browser: hours set, dragged and taken back by a producer, and the same by key alone."""

import json
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import clock, roles, workflow
from articles.models import Story
from tests.desk_pages import signed_in
from tests.factories import DAY, HOUR, make_section, make_story, make_user
from tests.paper_browser import ARABIC, DESK, LOOKS, OTHER_RULES, PHONE, comes_true
from tests.test_desk_browser import LONG, TOO_WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCHEDULE = "/admin/schedule/"
MINUTE = timedelta(minutes=1)


def tomorrow(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(clock.now().date() + DAY, time(hour, minute), UTC)


@pytest.fixture
def producer():
    return make_user(roles.PRODUCER, name="Noor Haddad", time_zone="Asia/Kolkata")


@pytest.fixture
def story(staff):
    return staff.published(headline="Marathon moves to dawn", at=tomorrow(12))


@pytest.fixture
def busy(staff, story):
    """Two days with something of everything on them."""
    world, culture = make_section("World"), make_section("Culture")
    now = clock.now()
    staff.published(headline="Went out")
    staff.published(headline=LONG, at=tomorrow(9), section=culture)
    staff.published(at=tomorrow(15), slug="rustaq", **ARABIC)
    for headline in ("Bank", "Map"):
        staff.published(headline=headline, at=tomorrow(18, 45), urgency=1, section=world)
    for number in range(6):
        staff.published(headline=f"Together {number}", at=tomorrow(6))
    valley = staff.published(headline="Alder valley", at=now, until=tomorrow(19, 45))
    staff.rewritten(valley)
    workflow.publish(valley, by=staff.publisher, at=tomorrow(22))
    make_story(headline="Museum", embargoed_until=tomorrow(0, 1))
    make_story(headline="Captain", due_at=now + HOUR / 2, assignee=staff.reporter)
    staff.filed(headline="Bees", due_at=tomorrow(8, 30))


@pytest.fixture
def desk(reader, live_server, producer):
    """Opens windows in which a producer is signed in, or somebody else."""

    def open_window(viewport=DESK, by=producer, **how):
        page = reader(viewport, **how)
        session = signed_in(by).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_default_timeout(20_000)
        return page

    return open_window


def sign_in(page, live_server, user):
    """In another window of the same browser: another session, and another token."""
    client = signed_in(user)
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": "N" * 32}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )


def opens(story: Story) -> datetime:
    return story.editions.order_by("live_from").last().live_from


def thing(page, headline: str):
    return page.locator("#schedule [data-move]", has_text=headline)


def drag(page, headline: str, *, right: float = 0, down: float = 0):
    """Press on a thing and carry it so many pixels; it is not let go of."""
    event = thing(page, headline)
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    x, y = box["x"] + 12, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=4)
    page.mouse.move(x + right, y + down, steps=4)


def moving(page) -> str:
    return page.locator("#moving [role=status]").inner_text()


def test_a_producer_sets_an_hour_drags_it_and_undoes_it(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    thing(page, "Marathon").locator("a").click()
    page.locator("dialog #id_at").fill(f"{tomorrow(13):%Y-%m-%dT%H:%M}")
    expect(page.locator("dialog [data-resolves]")).to_contain_text("13:00 UTC")
    expect(page.locator("dialog [data-resolves]")).to_contain_text("18:30 Kolkata")
    page.get_by_role("button", name="Move it").click()
    page.wait_for_selector(".toast")
    assert opens(story) == tomorrow(13)
    hour = page.locator(".day__track").first.evaluate(
        "track => Number.parseFloat(getComputedStyle(track).gridTemplateRows.split(' ').at(-1)) * 4"
    )
    drag(page, "Marathon", down=2 * hour)
    assert re.search(r"13:00.* → .*15:00 UTC, 20:30 for you, in \d+ h \d\d", moving(page).replace("\n", " "))
    assert opens(story) == tomorrow(13)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("15:00 UTC, 20:30 for you")
    assert opens(story) == tomorrow(15)
    expect(thing(page, "Marathon").locator("time")).to_have_text("15:00")
    page.keyboard.press("z")
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    assert opens(story) == tomorrow(13)


def test_the_same_by_key_alone(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Marathon moves to dawn"
    page.keyboard.press("e")
    expect(page.locator("dialog #id_at")).to_be_focused()
    page.locator("dialog #id_at").fill(f"{tomorrow(13):%Y-%m-%dT%H:%M}")
    page.keyboard.press("Enter")
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    assert page.evaluate("document.activeElement.textContent") == "Marathon moves to dawn"
    page.keyboard.press("m")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "Shift+ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert "13:16 UTC, 18:46 for you" in moving(page)
    page.keyboard.press("ArrowLeft")
    assert "13:16 UTC, 18:46 for you" in moving(page)
    assert opens(story) == tomorrow(13)
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("13:16 UTC")
    assert opens(story) == tomorrow(13, 16)
    assert page.evaluate("document.activeElement.textContent") == "Marathon moves to dawn"
    page.keyboard.press("z")
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    assert opens(story) == tomorrow(13)
    page.keyboard.press("m")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#moving")).to_be_hidden()
    expect(page.locator(".event--picked, .event--ghost")).to_have_count(0)
    assert (opens(story), story.events.filter(verb="reschedule").count()) == (tomorrow(13), 3)


def test_days_and_weeks_are_walked_by_key(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**?day=*")
    page.keyboard.press("d")
    page.wait_for_url("**view=day*")
    page.keyboard.press("0")
    page.wait_for_url(f"**{SCHEDULE}?view=day")
    page.keyboard.press("w")
    page.wait_for_url(f"**{SCHEDULE}")
    page.locator("#find").focus()
    page.keyboard.type("d0w")
    assert page.url.endswith(SCHEDULE)


def test_a_move_that_is_refused_goes_back_and_says_why(desk, staff, story):
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=tomorrow(16))
    page = desk()
    page.goto(SCHEDULE)
    page.locator("#schedule [data-thing]", has_text="Marathon").last.focus()
    page.keyboard.press("m")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_contain_text(
        "It stays where it was. That would put older copy after newer: move the other edition first."
    )
    assert [node.inner_text() for node in thing(page, "Marathon").locator("time").all()] == ["12:00", "16:00"]
    assert opens(story) == tomorrow(16)


def test_what_has_passed_is_not_put_down(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("j")
    page.keyboard.press("m")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert "which has passed" in moving(page)
    page.keyboard.press("Enter")
    expect(page.locator("#moving")).to_be_visible()
    assert opens(story) == tomorrow(12)


def test_a_day_is_dragged_along_its_hours(desk, story):
    page = desk({"width": 1440, "height": 900})
    page.goto(f"{SCHEDULE}?view=day&day={tomorrow(0):%Y-%m-%d}")
    hour = page.locator(".lane").first.evaluate(
        "lane => Number.parseFloat(getComputedStyle(lane).gridTemplateColumns.split(' ').at(-1)) * 12"
    )
    drag(page, "Marathon", right=-3 * hour)
    assert "09:00 UTC" in moving(page)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("09:00 UTC")
    assert opens(story) == tomorrow(9)


def test_what_shares_a_block_with_others_is_dragged_by_itself(desk, staff, busy):
    page = desk()
    page.goto(SCHEDULE)
    drag(page, "Together 2", down=150)
    page.mouse.up()
    expect(page.locator(".toast")).to_contain_text("“Together 2” opens")
    assert opens(Story.objects.get(headline="Together 2")) > tomorrow(8)
    assert opens(Story.objects.get(headline="Together 1")) == tomorrow(6)


def test_an_embargo_and_a_due_hour_are_moved_by_who_edits(desk, staff):
    story = staff.published(headline="Museum", at=tomorrow(12), embargoed_until=tomorrow(11))
    due = make_story(headline="Captain", due_at=tomorrow(15))
    page = desk(by=staff.publisher)
    page.goto(SCHEDULE)
    page.locator("[data-field=embargoed_until] [data-thing]").focus()
    for key in ("m", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#refused")).to_contain_text("move it or take it back first")
    page.locator("[data-field=embargoed_until] [data-thing]").focus()
    for key in ("m", "Shift+ArrowUp", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-field=embargoed_until] time")).to_have_text("10:45")
    page.locator("[data-field=due_at] [data-thing]").focus()
    for key in ("m", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-field=due_at] time")).to_have_text("15:15")
    story.refresh_from_db()
    due.refresh_from_db()
    assert (story.embargoed_until, due.due_at) == (tomorrow(10, 45), tomorrow(15, 15))


def test_a_second_press_moves_nothing_twice(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("dialog #id_at").fill(f"{tomorrow(13):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Move it").dblclick()
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    expect(page.locator("#refused")).to_be_hidden()
    assert story.events.filter(verb="reschedule").count() == 1


def test_who_was_signed_out_is_told_and_goes_on_once_signed_in_again(desk, live_server, producer, story):
    page = desk()
    page.goto(SCHEDULE)
    page.context.clear_cookies(name="sessionid")
    for key in ("j", "m", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#refused")).to_have_text(
        "It stays where it was. You are signed out: sign in again in another window, then move it again."
    )
    sign_in(page, live_server, producer)
    for key in ("m", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(thing(page, "Marathon").locator("time")).to_have_text("12:01")
    expect(page.locator("#refused")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("dialog #id_at")).to_be_focused()
    page.context.clear_cookies(name="sessionid")
    page.locator("dialog #id_at").fill(f"{tomorrow(13):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("dialog [data-resolves]")).to_contain_text("You are signed out")
    sign_in(page, live_server, producer)
    page.get_by_role("button", name="Move it").click()
    expect(thing(page, "Marathon").locator("time")).to_have_text("13:00")
    assert opens(story) == tomorrow(13)


def test_what_the_desk_does_not_take_is_not_laid_on_the_line(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.route("**/slot/**", lambda route: route.fulfill(status=500, body="No."))
    for key in ("j", "m", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#refused")).to_contain_text("It was not taken, and stays where it was.")
    page.unroute("**/slot/**")
    page.route("**/slot/**", lambda route: route.abort())
    for key in ("m", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#refused")).to_contain_text("Move it again once the line is back.")


def test_what_a_colleague_moved_shows_up(desk, staff, story):
    page = desk()
    page.goto(SCHEDULE)
    page.evaluate("window.stillHere = true")
    workflow.reschedule(story, by=staff.publisher, at=tomorrow(20))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(thing(page, "Marathon").locator("time")).to_have_text("20:00")
    assert page.evaluate("window.stillHere")


def test_nothing_is_swapped_under_who_moves_something(desk, staff, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("j")
    page.keyboard.press("m")
    workflow.reschedule(story, by=staff.publisher, at=tomorrow(20))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#refused")).to_contain_text("Somebody moved it since you looked")
    assert opens(story) == tomorrow(20)


def test_it_works_without_scripts(desk, busy, story):
    page = desk(java_script_enabled=False)
    page.goto(SCHEDULE)
    page.locator("#f-section").select_option("world")
    page.get_by_role("button", name="Show").click()
    assert "section=world" in page.url
    page.locator(".event a", has_text="Marathon").click()
    page.locator("#id_at").fill(f"{tomorrow(13):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Move it").click()
    assert "section=world" in page.url
    expect(page.locator(".toast")).to_contain_text("13:00 UTC")
    page.locator(".toast button").click()
    assert opens(story) == tomorrow(12)
    page.locator(".wrongs button").click()
    assert opens(Story.objects.get(headline="Map")) == tomorrow(18, 50)


def test_the_clocks_of_browsers_are_those_of_the_tables(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    rows = json.loads((Path(__file__).parent / "data" / "clock-changes.json").read_text())
    wrong = page.evaluate(
        """async (rows) => {
          const { momentsOf, wallOf } = await import("/static/desk/schedule/walls.js");
          const wall = (text) => Date.parse(`${text}Z`);
          return rows.filter(([zone, utc, kind, first, last]) => {
            const inside = momentsOf((wall(first) + wall(last)) / 2, zone).length;
            const around = [wall(first) - 60000, wall(last) + 60000].map((one) => momentsOf(one, zone).length);
            const shown = wallOf(Date.parse(utc), zone);
            const right = kind === "gap" ? inside === 0 && shown === wall(last) : inside === 2 && shown === wall(first);
            return !right || around.some((count) => count !== 1);
          });
        }""",
        rows,
    )
    assert wrong == []


def test_on_a_phone_no_night_lies_over_the_list_of_a_day(desk, story):
    page = desk(PHONE)
    page.goto(f"{SCHEDULE}?view=day")
    expect(page.locator(".lane").first).to_have_css("background-image", "none")


def test_where_there_is_nothing_a_list_has_no_mark(desk):
    page = desk()
    page.goto("/admin/schedule/bundles/")
    expect(page.locator(".empty")).to_have_css("list-style-type", "none")


def test_nights_on_which_clocks_change_are_told_while_something_is_moved(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    rows = json.loads((Path(__file__).parent / "data" / "clock-changes.json").read_text())
    days = [
        (name, f"{datetime.fromisoformat(first) + day * DAY:%F}", day == 0)
        for name, _, _, first, _ in rows
        for day in (-1, 0, 1)
    ]
    wrong = page.evaluate(
        """async (days) => {
          const { sentence } = await import("/static/desk/schedule/words.js");
          const { momentsOf } = await import("/static/desk/schedule/walls.js");
          return days.filter(([zone, day, isChange]) => {
            const [noon] = momentsOf(Date.parse(`${day}T12:00Z`), zone);
            const [, more] = sentence(noon, { zone, city: "", other: zone, otherWord: "" }, noon);
            return more.includes("clocks change that night") !== isChange;
          });
        }""",
        days,
    )
    assert wrong == []


def test_an_hour_far_off_is_told_with_its_day_and_year(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    said = page.evaluate(
        """async () => {
          const { sentence } = await import("/static/desk/schedule/words.js");
          const place = { zone: "UTC", city: "UTC", other: "Asia/Kolkata", otherWord: "for you" };
          const now = Date.parse("2026-11-26T12:00Z");
          const hours = ["2026-11-26T20:00Z", "2026-12-24T09:00Z", "2062-11-30T20:00Z"];
          return hours.map((one) => sentence(Date.parse(one), place, now));
        }"""
    )
    assert [hour.replace(",", "") for hour, _ in said] == [
        "20:00 UTC",
        "Thu 24 Dec 09:00 UTC",
        "Thu 30 Nov 2062 20:00 UTC",
    ]
    assert [more.split(",")[0] for _, more in said] == [
        "Fri 01:30 for you",
        "14:30 for you",
        "Fri 01:30 for you",
    ]


def test_a_browser_with_other_rules_of_clocks_moves_nothing_by_an_hour(desk, story):
    """Governments change them, and browsers hear of it late, or sooner than servers do."""
    page = desk()
    page.add_init_script(OTHER_RULES)
    page.goto(f"{SCHEDULE}?zone=mine")
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    assert re.search(r"17:30 → .*17:31 Kolkata, 12:01 UTC", moving(page).replace("\n", " "))
    page.keyboard.press("Enter")
    expect(thing(page, "Marathon").locator("time")).to_have_text("17:31")
    assert opens(story) == tomorrow(12, 1)
    page.keyboard.press("e")
    page.locator("dialog #id_zone").select_option("Asia/Kolkata")
    page.locator("dialog #id_at").fill(f"{tomorrow(18):%Y-%m-%dT%H:%M}")
    expect(page.locator("dialog [data-resolves]")).to_contain_text("18:00 Kolkata")
    expect(page.locator("dialog [data-resolves]")).to_contain_text("12:30 UTC")


@LOOKS
def test_axe_finds_nothing_on_the_schedule(desk, busy, staff, scheme, viewport):
    page, found = desk(viewport, by=staff.publisher, color_scheme=scheme), {}
    slot = f"/admin/articles/story/{Story.objects.get(headline='Bank').pk}/slot/"
    edition = Story.objects.get(headline="Bank").editions.get().pk
    for address in (SCHEDULE, f"{SCHEDULE}?view=day", f"{SCHEDULE}?day=2026-10-25", f"{slot}{edition}/"):
        page.goto(address)
        if violations := Axe().run(page).response["violations"]:
            found[address] = [(one["id"], one["nodes"][0]["html"][:120]) for one in violations]
    assert found == {}


def test_axe_finds_nothing_while_something_moves_or_is_set(desk, story):
    page = desk()
    page.goto(SCHEDULE)
    page.keyboard.press("j")
    page.keyboard.press("m")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_selector("dialog[open]")
    assert Axe().run(page).response["violations"] == []


def test_nothing_is_wider_than_a_small_phone_even_with_letters_twice_as_large(desk, busy):
    for viewport in ({"width": 320, "height": 640}, {"width": 640, "height": 450}):
        page = desk(viewport)
        for address in (SCHEDULE, f"{SCHEDULE}?view=day"):
            page.goto(address)
            assert page.evaluate(TOO_WIDE) == [], address


def test_no_page_breaks_the_policy_for_scripts_and_styles(desk, busy, staff):
    page, told = desk(by=staff.publisher), []
    page.on("console", lambda message: message.type in ("error", "warning") and told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for address in (SCHEDULE, f"{SCHEDULE}?view=day"):
        page.goto(address)
        page.keyboard.press("j")
        page.keyboard.press("m")
        page.keyboard.press("Escape")
    assert told == []


@pytest.mark.parametrize("view", ["", "?view=day"])
def test_a_busy_week_and_a_busy_day_print_on_one_sheet_of_a4_with_nothing_to_press(desk, busy, view):
    page = desk()
    page.goto(SCHEDULE + view)
    comes_true(page, "() => Promise.resolve(document.documentElement.classList.contains('is-scripted'))")
    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheets)) == 1
    page.emulate_media(media="print")
    for gone in (".deskbar", ".room__tools", ".wrongs form", "#print", ".zones a"):
        expect(page.locator(gone).first, gone).to_be_hidden()
    expect(page.locator(".day__track .event, .lane .event").first).to_be_visible()
