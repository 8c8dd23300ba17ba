"""The desk in a real browser: sound for eyes and hands, small and large, light and dark; and by key alone."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import clock, roles, workflow
from articles.models import Desk, Story
from tests.desk_pages import signed_in
from tests.factories import HOUR, make_section, make_story, make_user
from tests.paper_browser import ARABIC, DESK, LOOKS, OTHER_RULES, comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/articles/story/"
ROOMS = (
    "/admin/",
    "/admin/budget/",
    LIST,
    f"{LIST}?status__exact=filed&q=dam",
    f"{LIST}?q=nothing-says-this",
)
PLAIN = (
    "/admin/settings/",
    "/admin/articles/tag/",
    "/admin/articles/tag/add/",
    "/admin/articles/author/add/?_popup=1",
    "/admin/articles/edition/",
    "/admin/articles/effect/",
    "/admin/following/",
    "/admin/articles/storyevent/",
    "/admin/password_change/",
)
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
  .map((one) => one.outerHTML.slice(0, 90))"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft bursts"


@pytest.fixture
def newsroom(staff):
    """A day with something of everything on it."""
    now, world = clock.now(), Desk.objects.create(name="World", slug="world")
    person = make_user(roles.PUBLISHER, name="Inès Delacroix", time_zone="Asia/Kolkata")
    day = {"desk": world, "due_at": now + HOUR / 2, "commissioned_words": 500}
    make_story(headline="Dam waits", slugline="dam-waits", assignee=person, **day)
    make_story(slugline="rustaq", created_by=person, section=make_section("Climate"), **day | ARABIC)
    for headline in ("Dam is filed", LONG):
        staff.filed(headline=headline, created_by=staff.reporter, **day)
    back = make_story(headline="Came back", assignee=person, **day | {"due_at": now - HOUR})
    workflow.file(back, by=staff.publisher)
    workflow.send_back(back, by=staff.publisher, note="Who says so?")
    for hours in (1, 2, 30):
        staff.published(headline=f"Opens in {hours}", at=now + timedelta(hours=hours), created_by=person)
    staff.published(headline="Ends", until=now + 3 * HOUR)
    workflow.revise(staff.published(headline="Changed"), by=staff.publisher, deck="Anew.")
    workflow.emergency(make_story(headline="Siren", tags=["Floods"]), by=staff.publisher, reason="Water.")
    return person


@pytest.fixture
def desk(reader, live_server, newsroom):
    """Opens windows in which somebody is signed in."""
    session = signed_in(newsroom).cookies["sessionid"].value

    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_default_timeout(20_000)
        return page

    return open_window


@LOOKS
def test_axe_finds_nothing_in_any_room(desk, scheme, viewport):
    page, found = desk(viewport, color_scheme=scheme), {}
    for address in ROOMS + PLAIN:
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:120]) for one in violations]
    assert found == {}


def test_axe_finds_nothing_in_what_opens_over_a_room(desk):
    page = desk()
    page.goto("/admin/budget/")
    page.locator(".plan summary").first.click()
    page.locator("#footer button").click()
    assert Axe().run(page).response["violations"] == []
    page.goto(LIST)
    page.locator(".asked__more summary").click()
    page.locator("#result_list tbody input").first.check()
    assert Axe().run(page).response["violations"] == []


def test_nothing_is_wider_than_a_small_phone_even_with_letters_twice_as_large(desk):
    page = desk({"width": 320, "height": 640})
    for address in ROOMS + PLAIN:
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == [], address
    page = desk({"width": 640, "height": 450})  # A window of 1280 at 200 %.
    for address in ROOMS:
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == [], f"{address}, zoomed"


def test_no_page_breaks_the_policy_for_scripts_and_styles(desk):
    page, told = desk(), []
    page.on("console", lambda message: message.type == "error" and told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for address in ROOMS + PLAIN:
        page.goto(address)
    assert told == []


def test_rooms_are_reached_by_letters_and_the_sheet_tells_them(desk):
    page = desk()
    page.goto("/admin/")
    for letter, address in (
        ("b", "/admin/budget/"),
        ("s", LIST),
        ("c", "/admin/schedule/"),
        ("l", "/admin/settings/"),
        ("t", "/admin/"),
    ):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(f"**{address}")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("gb?n")
    expect(page.locator("#find")).to_have_value("gb?n")
    assert page.url.endswith("/admin/")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/add/")


def test_letters_can_be_switched_off(desk):
    page = desk()
    page.goto("/admin/")
    page.evaluate("document.body.dataset.letterKeys = 'off'")
    for letter in "?gbnjx":
        page.keyboard.press(letter)
    expect(page.locator("#keys")).to_be_hidden()
    assert page.url.endswith("/admin/")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "find"


def test_a_list_is_walked_chosen_from_and_come_back_to_by_key(desk):
    page = desk({"width": 1280, "height": 500})
    page.goto(LIST)
    for key in "jjjx":
        page.keyboard.press(key)
    expect(page.locator("#bulk-count")).to_have_text("1 chosen")
    chosen = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    page.go_back()
    comes_true(page, "(text) => Promise.resolve(document.activeElement.textContent === text)", chosen)


def test_the_bar_of_verbs_says_what_cannot_be_said_and_does_not_say_it(desk):
    page = desk()
    page.goto(f"{LIST}?status__exact=draft")
    page.locator("#choose-all").check()
    clear = page.locator("#bulk [value=clear]")
    expect(clear).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#bulk-why")).to_contain_text("Clear")
    clear.click(force=True)
    page.wait_for_timeout(300)
    assert not page.locator(".results").count()
    page.locator("#bulk [value=file]").click()
    page.locator("[name=note]").fill("The desk knows.")
    page.get_by_role("button", name="File").click()
    page.wait_for_selector(".results li")


def test_a_story_is_taken_and_the_taking_undone_by_key(desk, newsroom):
    page = desk()
    page.goto("/admin/")
    page.get_by_role("button", name="Take it: Dam is filed").click()
    page.wait_for_selector(".toast")
    story = Story.objects.get(headline="Dam is filed")
    assert story.assignee == newsroom
    page.keyboard.press("z")
    page.wait_for_selector(".toast", state="detached")
    story.refresh_from_db()
    assert story.assignee is None


def test_the_budget_is_planned_by_key_without_a_page_of_its_own(desk, staff):
    other = staff.reporter
    page = desk()
    page.goto("/admin/budget/")
    page.evaluate("window.stillHere = true")
    story = Story.objects.get(slugline="dam-waits")
    page.locator(f"#who-{story.pk}").focus()
    page.locator(f"#who-{story.pk}").select_option(str(other.pk))
    page.wait_for_selector(".toast")
    story.refresh_from_db()
    assert story.assignee == other
    assert page.evaluate("document.activeElement.id") == f"who-{story.pk}"
    rows = page.locator("#budget tbody").filter(has_text="World")
    last = rows.locator(".slug a").last
    name = last.inner_text()
    last.focus()
    page.keyboard.press("Alt+ArrowUp")
    above = rows.locator("tr:nth-last-child(2) .slug a")
    comes_true(
        page,
        "([name]) => Promise.resolve([...document.querySelectorAll('#budget .slug a')].some((link) =>"
        " link.textContent === name && link.closest('tr').nextElementSibling))",
        [name],
    )
    expect(above).to_have_text(name)
    assert page.evaluate("window.stillHere")


def test_arrows_over_people_give_a_story_to_nobody_on_the_way(desk):
    page = desk()
    page.goto("/admin/budget/")
    story = Story.objects.get(slugline="dam-waits")
    picker = page.locator(f"#who-{story.pk}")
    picker.focus()
    chosen = picker.input_value()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(400)
    assert not page.locator(".toast").count()
    assert picker.input_value() != chosen
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast")
    assert story.events.filter(verb="give").count() == 1


def test_the_rooms_work_without_scripts(desk, staff, newsroom):
    page = desk(java_script_enabled=False)
    page.goto("/admin/budget/")
    story = Story.objects.get(slugline="dam-waits")
    row = page.locator(f"#story-{story.pk}")
    row.locator("select[name=assignee]").select_option(str(staff.reporter.pk))
    row.get_by_role("button", name="Give").click()
    expect(page.locator(".toast")).to_contain_text("has “Dam waits” now.")
    page.goto(f"{LIST}?status__exact=draft")
    page.locator("#result_list tbody input").first.check()
    page.locator("#bulk [value=file]").click()
    page.locator("[name=note]").fill("The desk knows.")
    page.get_by_role("button", name="File").click()
    expect(page.locator(".results li")).to_have_count(1)


def test_the_clock_ticks_in_the_papers_zone_and_in_mine(desk):
    page = desk()
    page.goto("/admin/")
    shown = page.locator("#clock time")
    comes_true(
        page,
        "() => Promise.resolve(/^\\d\\d:\\d\\d:\\d\\d$/.test(document.querySelector('#clock time').textContent))",
    )
    expect(shown.nth(1)).to_have_attribute("data-zone", "Asia/Kolkata")
    first = shown.first.inner_text()
    comes_true(
        page, "(text) => Promise.resolve(document.querySelector('#clock time').textContent !== text)", first
    )


def test_the_clock_goes_by_the_papers_rules_where_a_browser_has_others(desk):
    page = desk()
    page.add_init_script(OTHER_RULES)
    page.goto("/admin/")
    expect(page.locator("#clock time").first).to_have_text(re.compile(r"^\d\d:\d\d:\d\d$"))
    minutes = [
        int(hour) * 60 + int(minute)
        for hour, minute, *_ in (shown.split(":") for shown in page.locator("#clock time").all_inner_texts())
    ]
    assert (minutes[1] - minutes[0]) % (24 * 60) == 5 * 60 + 30


def test_a_full_day_prints_on_one_sheet_of_a4_with_nothing_to_press(desk, newsroom):
    for number in range(24):
        make_story(
            headline=f"Dam {number} bursts above a town",
            slugline=f"dam-{number}",
            due_at=clock.now() + HOUR / 4,
        )
    page = desk()
    page.goto("/admin/budget/")
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    for gone in (".deskbar", ".room__tools", ".rank__form", ".plan__form"):
        expect(page.locator(gone).first, gone).to_be_hidden()
