"""A real browser reads the paper as people do: on a phone and at a desk, without scripts, in the dark, by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.paper_browser import DESK, LOOKS, PHONE

pytestmark = pytest.mark.browser
# What moved without anybody having touched the page, and how little nobody sees: a font that comes a blink late takes
# the place of a stand-in with its own measures, and that may be out by a pixel.
SHIFT = """() => new Promise((done) => {
  let sum = 0
  const add = (entry) => { if (!entry.hadRecentInput) sum += entry.value }
  const watch = new PerformanceObserver((list) => list.getEntries().forEach(add))
  watch.observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(sum), 150)
})"""
UNSEEN = 0.001

# Axe leaves out by itself whether fingers can tell links from each other (WCAG 2.2, 2.5.8).
WITH_TARGET_SIZE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@LOOKS
def test_axe_finds_nothing_on_any_kind_of_page(paper, reader, scheme, viewport):
    page = reader(viewport, color_scheme=scheme)
    found = {}
    for address in paper.pages:
        page.goto(address)
        violations = Axe().run(page, options=WITH_TARGET_SIZE).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:120]) for one in violations]
    assert found == {}


# What makes a page wider than its window: what sticks out, and in nothing that slides by itself.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest(".sections, table"))
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("fonts", ["ours", "the device's"])
def test_nothing_is_wider_than_a_small_phone_even_with_letters_twice_as_large(paper, reader, fonts):
    page = reader({"width": 320, "height": 640})
    if fonts != "ours":
        page.route("**/*.woff2", lambda route: route.abort())
    for address in paper.pages:
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == [], address
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(TOO_WIDE) == [], f"{address}, with larger letters"


def test_nothing_moves_while_a_page_loads(paper, reader):
    for viewport in (PHONE, DESK):
        page = reader(viewport)
        for address in paper.pages:
            page.goto(address)
            assert page.evaluate(SHIFT) < UNSEEN, address


def test_the_paper_reads_whole_without_scripts(paper, reader):
    page = reader(PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="World").click()
    page.get_by_role("link", name="The sea wall held").click()
    expect(page.get_by_text("The very last words stand here.")).to_be_visible()
    expect(page.get_by_role("img", name="A man poles")).to_be_visible()
    for tool in ("Save for later", "Copy link", "Continue where you left off"):
        expect(page.get_by_role("button", name=tool)).to_be_hidden()
    for address in ("/saved/", "/settings/"):
        page.goto(address)
        expect(page.locator(".unscripted")).to_be_visible()
        expect(page.locator(".settings, .shelf__room")).to_be_hidden()


def test_a_keyboard_goes_past_the_furniture_and_through_the_page_and_is_always_seen(paper, reader):
    page = reader()
    page.goto(paper.story)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the news")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    seen = set()
    for _ in range(120):
        where = page.evaluate(
            """() => {
              const at = document.activeElement, card = at.closest(".card"), style = getComputedStyle(at)
              const shown = style.outlineStyle !== "none" || (card && getComputedStyle(card).outlineStyle !== "none")
              return at === document.body ? null : [at.outerHTML.slice(0, 160), shown]
            }"""
        )
        if where is None:
            break
        assert where[1], f"focus cannot be seen on {where[0]}"
        seen.add(where[0])
        page.keyboard.press("Tab")
    assert where is None, "the keyboard is caught"
    assert len(seen) > 20


def test_an_arabic_story_runs_from_the_right(paper, reader):
    page = reader()
    page.goto(paper.arabic)
    headline, meta = page.locator("#headline"), page.locator(".article__meta")
    assert headline.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert meta.bounding_box()["x"] > headline.bounding_box()["x"]
    assert "Naskh" in headline.evaluate("node => getComputedStyle(node).fontFamily")


def test_the_system_s_wishes_are_heard(paper, reader):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = reader(color_scheme="light"), reader(color_scheme="dark")
    for page in (light, dark):
        page.goto("/")
    assert light.evaluate(ground) == "rgb(255, 254, 251)"
    assert dark.evaluate(ground) == "rgb(20, 19, 15)"
    still = reader(reduced_motion="reduce")
    still.goto(paper.story)
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    strong = reader(contrast="more")
    strong.goto("/")
    assert strong.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_what_a_reader_chose_is_kept_on_the_device_and_stands_before_the_first_paint(paper, reader):
    page = reader(color_scheme="light")
    page.goto("/settings/")
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("radio", name="Largest").check()
    page.goto(paper.story)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 19, 15)"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "21px"
    script = page.locator('head > script[src*="settings"]')
    assert script.evaluate("node => !node.async && !node.defer && node.type !== 'module'")
    page.goto("/settings/")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("group", name="Paper").get_by_role("radio", name="As the system").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 254, 251)"


def test_a_story_prints_as_a_clipping_with_its_address_and_date(paper, reader, live_server, tmp_path):
    page = reader(color_scheme="dark")
    page.goto(paper.story)
    file = tmp_path / "clipping.pdf"
    page.pdf(path=file)
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert "The sea wall held" in printed
    assert "The very last words stand here." in printed
    assert f"{paper.story}" in printed
    assert "Published" in printed
    for furniture in ("Save for later", "Read next", "Advertisement", "More about"):
        assert furniture not in printed
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert file.read_bytes().startswith(b"%PDF")
