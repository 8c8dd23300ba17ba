"""Readers who come back: what is new to them is known on their device, and nowhere else."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import workflow
from tests.factories import make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD = "<p>The water came before dawn.</p><h2>A city</h2><ul><li>It held.</li></ul><p>Nobody was hurt.</p>"
NEW = OLD.replace("It held.", "It broke.").replace("</p><h2>", "</p><p>The mayor spoke.</p><h2>", 1)


class Story:
    """A story on a site that runs, and how its text becomes another."""

    def __init__(self, staff, url: str, **fields):
        self.staff = staff
        self.story = staff.published(make_story(body=OLD, **fields))
        self.path = self.story.editions.get().path
        self.address = f"{url}{self.path}"

    def becomes(self, body: str) -> None:
        self.staff.rewritten(self.story, body=body)
        workflow.publish(self.story, by=self.staff.publisher)


@pytest.fixture
def story(live_server, staff):
    return Story(staff, live_server.url)


def marked(page) -> list[str]:
    return page.eval_on_selector_all(".is-new", "nodes => nodes.map((node) => node.textContent.trim())")


def test_a_first_visit_and_one_without_news_say_nothing(page, story):
    for _ in range(2):
        page.goto(story.address)
        expect(page.locator("[data-since]")).to_be_hidden()
        assert marked(page) == []


def test_what_is_new_is_marked_by_a_word_and_counted_once(page, story):
    page.goto(story.address)
    story.becomes(NEW)
    page.goto(story.address)
    assert marked(page) == ["New The mayor spoke.", "New It broke."]
    line = page.locator("[data-since]")
    expect(line).to_be_visible()
    assert "2 paragraphs are new since you read this on " in line.text_content()
    line.locator("a").click()
    expect(page).to_have_url(f"{story.address}history/")
    page.goto(story.address)
    assert marked(page) == [], "it has been seen now"


def test_one_paragraph_is_one(page, story):
    page.goto(story.address)
    story.becomes(OLD.replace("Nobody", "Somebody"))
    page.goto(story.address)
    assert "1 paragraph is new since you read this on " in page.locator("[data-since]").text_content()


def test_the_marks_move_no_text(page, story):
    page.set_viewport_size({"width": 390, "height": 800})
    place = """document.fonts.ready.then(() => {
        const top = (name) => document.querySelector(name).getBoundingClientRect().top;
        return top(".prose > h2") - top(".prose > p");
    })"""
    page.goto(story.address)
    before = page.evaluate(place)
    story.becomes(OLD.replace("before dawn", "after dark"))
    page.goto(story.address)
    assert marked(page)
    assert page.evaluate(place) == pytest.approx(before, abs=0.1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_device_keeps_no_word_of_what_was_read_and_a_hundred_stories_at_most(page, story):
    page.goto(story.address)
    kept = page.evaluate("localStorage.getItem('read')")
    assert "water" not in kept
    assert len(kept) < 200
    many = "JSON.stringify(Array.from({ length: 150 }, (_, n) => [`/${n}/`, [1, []]]))"
    page.evaluate(f"localStorage.setItem('read', {many})")
    page.goto(story.address)
    stories = page.evaluate("JSON.parse(localStorage.getItem('read')).map(([path]) => path)")
    assert len(stories) == 100
    assert stories[-1] == story.path


def test_nothing_of_it_is_sent_anywhere(page, story):
    page.goto(story.address)
    story.becomes(NEW)
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
    page.goto(story.address)
    assert marked(page)
    assert {method for method, _, _ in sent} == {"GET"}
    assert not [url for _, url, body in sent if "?" in url or body]
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    "broken",
    [
        "localStorage.setItem('read', 'nonsense')",
        "localStorage.setItem('read', '{\"a\": 1}')",
        "localStorage.setItem('read', JSON.stringify([[location.pathname, 7]]))",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
    ],
)
def test_a_device_that_keeps_nothing_or_nonsense_reads_the_story(page, story, broken):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(broken)
    page.goto(story.address)
    assert errors == []
    expect(page.locator("[data-since]")).to_be_hidden()
    expect(page.locator(".prose p").first).to_be_visible()


def test_without_script_nothing_is_missing(browser, story):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    story.becomes(NEW)
    page.goto(story.address)
    expect(page.locator("[data-since]")).to_be_hidden()
    page.get_by_text("History: two editions").click()
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_label("Compare").select_option("1")
    page.get_by_role("button", name="Show the difference").click()
    expect(page).to_have_url(f"{story.address}history/?from=1&to=2")
    expect(page.get_by_role("heading", name="First edition to second edition")).to_be_visible()
    page.get_by_text("Read the first edition as it stood").click()
    expect(page).to_have_url(f"{story.address}history/1/")
    expect(page.get_by_text("You are reading an earlier edition.")).to_be_visible()
    expect(page.get_by_text("The mayor spoke.")).to_have_count(0)
    page.get_by_text("read the story as it is now").click()
    expect(page).to_have_url(story.address)
    context.close()


def test_who_reads_an_old_edition_is_not_taken_to_have_read_the_story(page, story):
    page.goto(story.address)
    kept = page.evaluate("localStorage.getItem('read')")
    story.becomes(NEW)
    page.goto(f"{story.address}history/1/")
    assert page.evaluate("localStorage.getItem('read')") == kept


def test_an_old_edition_is_printed_with_what_it_is(page, story):
    story.becomes(NEW)
    page.goto(f"{story.address}history/1/")
    page.emulate_media(media="print")
    expect(page.get_by_text("You are reading an earlier edition.")).to_be_visible()
    expect(page.get_by_text(f"{story.path}history/1/")).to_be_visible()
    expect(page.get_by_text("All editions")).to_be_hidden()
    page.goto(f"{story.address}history/?from=1&to=2")
    expect(page.locator(".compare")).to_be_hidden()
    expect(page.locator(".difference ins").first).to_be_visible()
    expect(page.get_by_text(f"{story.path}history/?from=1&to=2")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.get_by_text(f"{story.path}history/?from=1&to=2")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(page, live_server, staff, scheme):
    story = Story(staff, live_server.url, language="ar", headline="السد يصمد")
    page.emulate_media(color_scheme=scheme)
    page.goto(story.address)
    story.becomes(NEW)
    for looked_back in ("", "history/", "history/?show=material", "history/?from=1&to=2", "history/1/"):
        address = f"{story.address}{looked_back}"
        page.goto(address)
        assert Axe().run(page).response["violations"] == [], address


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_history_runs_over_no_edge(page, story, width):
    story.becomes(NEW.replace("mayor", "m" * 90))
    page.set_viewport_size({"width": width, "height": 800})
    for looked_back in ("history/", "history/?from=1&to=2", "history/1/"):
        page.goto(f"{story.address}{looked_back}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, looked_back
