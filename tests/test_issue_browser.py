"""An issue put together in a real browser: by dragging, by key alone, without scripts; its letter on every screen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import roles
from newsletters import composing, filling, letters
from tests.desk_pages import signed_in
from tests.factories import make_user
from tests.issue_samples import make_issue, make_newsletter
from tests.paper_browser import ARABIC, DESK, LOOKS
from tests.test_desk_browser import LONG, TOO_WIDE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def publisher():
    return make_user(roles.PUBLISHER, name="Theodora Vance")


@pytest.fixture
def stories(staff):
    return [staff.published(headline=f"Story {number}") for number in (1, 2, 3, 4)]


@pytest.fixture
def issue(stories):
    return make_issue(make_newsletter(), *stories[:3], number=1)


@pytest.fixture
def desk(reader, live_server, publisher):
    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        session = signed_in(publisher).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_default_timeout(20_000)
        return page

    return open_window


def url(issue, noun="change") -> str:
    return f"/admin/newsletters/issue/{issue.pk}/{noun}/"


def names(page) -> list[str]:
    return page.locator(".issue .line__head").all_inner_texts()


def is_in(page, *headlines: str) -> None:
    expect(page.locator(".issue .line__head")).to_have_text(list(headlines))


def line(page, headline: str, where: str = ".issue"):
    return page.locator(f"{where} .line", has_text=headline)


def test_stories_are_dragged_into_their_order_and_from_beside_and_taken_back_with_z(desk, issue, stories):
    page = desk()
    page.goto(url(issue))
    line(page, "Story 3").drag_to(line(page, "Story 1"), target_position={"x": 40, "y": 3})
    is_in(page, "Story 3", "Story 1", "Story 2")
    expect(page.locator(".toast")).to_contain_text("stands elsewhere")
    page.locator("h1").click()
    page.keyboard.press("z")
    is_in(page, "Story 1", "Story 2", "Story 3")
    line(page, "Story 4", "#candidates").drag_to(line(page, "Story 2"), target_position={"x": 40, "y": 3})
    is_in(page, "Story 1", "Story 4", "Story 2", "Story 3")
    assert [pick.story for pick in filling.holds(issue)][1] == stories[3].pk


def test_the_same_by_key_alone(desk, issue):
    page = desk()
    page.goto(url(issue))
    page.get_by_role("button", name="Raise Story 3").focus()
    page.keyboard.press("Alt+ArrowUp")
    is_in(page, "Story 1", "Story 3", "Story 2")
    expect(page.get_by_role("button", name="Raise Story 3")).to_be_focused()
    page.keyboard.press("Enter")
    is_in(page, "Story 3", "Story 1", "Story 2")
    page.get_by_role("button", name="Put it in: Story 4").press("Enter")
    is_in(page, "Story 3", "Story 1", "Story 2", "Story 4")
    page.get_by_role("button", name="Take out Story 1").press("Enter")
    is_in(page, "Story 3", "Story 2", "Story 4")


def test_it_works_without_scripts(desk, issue):
    page = desk(java_script_enabled=False)
    page.goto(url(issue))
    page.get_by_role("button", name="Lower Story 1").click()
    assert names(page) == ["Story 2", "Story 1", "Story 3"]
    page.get_by_role("button", name="Undo").click()
    assert names(page) == ["Story 1", "Story 2", "Story 3"]
    page.get_by_label("Subject", exact=True).fill("Rain")
    page.get_by_label("What it says first").fill("<p>Good morning.</p>")
    page.get_by_role("button", name="Keep it").click()
    issue.refresh_from_db()
    assert (issue.subject, issue.intro) == ("Rain", "<p>Good morning.</p>")


def test_what_is_being_written_stays_while_stories_move_and_is_kept_in_the_grammar(desk, issue):
    page, said = desk(), []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.goto(url(issue))
    page.get_by_role("textbox", name="What it says first").click()
    page.keyboard.type("Good ")
    page.keyboard.press("Control+b")
    page.keyboard.type("morning")
    page.get_by_role("button", name="Lower Story 1").click()
    is_in(page, "Story 2", "Story 1", "Story 3")
    page.get_by_label("Subject", exact=True).fill("Rain")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
    issue.refresh_from_db()
    assert (issue.subject, issue.intro) == ("Rain", "<p>Good <strong>morning</strong></p>")
    assert said == []


def test_the_preview_shows_the_letter_wide_and_narrow_and_in_either_light(desk, issue):
    page, said = desk(), []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.goto(url(issue, "preview"))
    for title in ("As on a phone", "As on a wide screen"):
        expect(page.frame_locator(f"[title='{title}']").get_by_text("Story 1").first).to_be_visible()
    page.get_by_role("link", name="Dark").click()
    sheet = page.frame_locator("[title='As on a phone']").locator(".sheet")
    expect(sheet).to_have_css("background-color", "rgb(20, 19, 15)")
    page.get_by_role("link", name="Light", exact=True).click()
    expect(sheet).to_have_css("background-color", "rgb(255, 254, 251)")
    assert [text for text in said if "sandbox" not in text.lower()] == []


@LOOKS
def test_the_pages_are_no_wider_than_their_window_and_can_be_used_by_all(
    desk, staff, issue, publisher, viewport, scheme
):
    for fields in ({"headline": LONG}, ARABIC | {"slug": "rustaq"}):
        composing.put_in(issue, staff.published(**fields), by=publisher)
    page = desk(viewport, color_scheme=scheme)
    for noun in ("change", "preview"):
        page.goto(url(issue, noun))
        assert page.evaluate(TOO_WIDE) == []
        found = Axe().run(page, context="body", options={"iframes": False})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_letter_fits_every_screen(reader, staff, width, language):
    """With headlines of many letters, in a script from the right, and without any sheet of its own."""
    stories = [staff.published(headline=LONG), staff.published(**ARABIC)]
    newsletter = make_newsletter("Letter", language=language)
    html = letters.letter(issue := make_issue(newsletter, *stories), letters.drafted(issue)).html
    page = reader({"width": width, "height": 800})
    for shown in (html, re.sub("<style.*?</style>", "", html, flags=re.S)):
        page.set_content(shown)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".sheet").bounding_box()["width"] == min(width, 600)
