"""A reader's whole way, in a browser and a mailbox: from the box beside a story to being forgotten."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from newsletters import reports, signing_up, suppressing
from newsletters.models import Subscriber
from tests.newsletter_samples import links_in, make_newsletter
from tests.paper_browser import DESK, PHONE
from tests.test_paper_browser import WITH_TARGET_SIZE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(staff, live_server, settings):
    """A story with a box, on a paper whose letters lead here."""
    settings.SITE_URL = live_server.url
    make_newsletter("Morning briefing", is_suggested=True)
    make_newsletter("World", position=2)
    return staff.published().editions.get().path


def letter_link(post, where: str) -> str:
    letter = post.letters[-1]
    return next(link for link in links_in(letter) if f"/newsletter/{where}/" in link)


def is_clean(page) -> bool:
    """For everybody: nothing that axe finds, and nothing beside the page."""
    violations = Axe().run(page, options=WITH_TARGET_SIZE).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def has(address: str) -> set[str]:
    rows = Subscriber.objects.get(address=address).subscriptions.in_force().select_related("newsletter")
    return {row.newsletter.name for row in rows}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_box_to_the_last_letter_as_a_person(reader, story, post, viewport, scheme):
    page = reader(viewport, color_scheme=scheme)
    page.goto(story)
    box = page.get_by_role("region", name="Morning briefing")
    assert is_clean(page)
    box.get_by_label("Your e-mail address").fill("ana@example.org")
    box.get_by_role("button", name="Send me the letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    assert is_clean(page)
    assert signing_up.answer_due() == 1

    page.goto(letter_link(post, "yes"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Was it you?")
    assert is_clean(page)
    assert has("ana@example.org") == set()
    page.get_by_role("button", name="Yes, send it to me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It will come")
    assert has("ana@example.org") == {"Morning briefing"}

    page.get_by_role("link", name="What comes to you, and how it ends").click()
    assert is_clean(page)
    page.get_by_role("checkbox", name="World").check()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("status")).to_have_text("Kept.")
    assert has("ana@example.org") == {"Morning briefing", "World"}

    with page.expect_download() as taken:
        page.get_by_role("button", name="What we know of you, as a file").click()
    assert "ana@example.org" in taken.value.path().read_text()

    page.get_by_role("button", name="Unsubscribe from all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing comes to you any more")
    assert has("ana@example.org") == set()
    page.go_back()
    page.get_by_role("link", name="Be forgotten").click()
    assert is_clean(page)
    page.get_by_role("button", name="Delete my address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are forgotten")
    assert not Subscriber.objects.exists()
    assert suppressing.is_suppressed("ana@example.org")


def test_without_script_and_by_keyboard_alone(browser, live_server, story, post):
    """At /newsletter/, where somebody mistypes first; and the trap lies on nobody's way."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/newsletter/")
    page.get_by_role("checkbox", name="Morning briefing").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("ana@localhost")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("look at what stands after the @")
    field = page.get_by_label("Your e-mail address")
    expect(field).to_have_value("ana@localhost")
    expect(page.get_by_role("checkbox", name="World")).to_be_checked()
    field.fill("ana@example.org")
    page.wait_for_timeout(1_100)
    field.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    signing_up.answer_due()
    page.goto(letter_link(post, "yes"))
    page.get_by_role("button", name="Yes, send it to me").press("Enter")
    assert has("ana@example.org") == {"Morning briefing", "World"}
    context.close()


def test_a_form_on_another_site_signs_nobody_up(browser, live_server, story):
    """Two hosts of one machine are two sites to a browser."""
    context = browser.new_context()
    page = context.new_page()
    form = f"""<form method="post" action="{live_server.url}/newsletter/"><input name="email" value="ana@example.org">
    <input name="newsletters" value="morning-briefing"><button>Win a prize</button></form>"""
    page.route("http://elsewhere.example/", lambda route: route.fulfill(content_type="text/html", body=form))
    page.goto("http://elsewhere.example/")
    page.get_by_role("button", name="Win a prize").click()
    expect(page.get_by_role("alert")).to_contain_text("That came from another site")
    assert signing_up.answer_due() == 0
    context.close()


def test_nothing_of_the_box_is_printed(reader, story):
    page = reader(DESK)
    page.goto(story)
    expect(page.locator(".newsletter")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".newsletter")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_by_its_link_and_back_after_letters_came_back_by_keyboard_alone(
    browser, live_server, story, post, viewport, scheme
):
    evenings = make_newsletter("Evenings with us", audience="link", language="ar", promise="مساء معنا.")
    context = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    page.goto(evenings.get_absolute_url())
    assert is_clean(page)
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type("ana@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/newsletter/asked/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    signing_up.answer_due()
    page.goto(letter_link(post, "yes"))
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Yes, send it to me").press("Enter")
    page.get_by_role("link", name="What comes to you, and how it ends").press("Enter")
    page.wait_for_url("**/newsletter/yours/**")

    ana = Subscriber.objects.get()
    reports.hear("a bounce", "hard", address=ana.address)
    Subscriber.objects.update(asked_at=None)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Letters to it came back")
    expect(page.get_by_role("checkbox", name="Evenings with us")).to_be_checked()
    assert is_clean(page)
    page.get_by_label("We write to you in").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask me by letter"
    page.keyboard.press("Enter")
    page.wait_for_url("**?asked")
    expect(page.get_by_role("status")).to_contain_text("Look into your mailbox")
    assert has("ana@example.org") == set()
    signing_up.answer_due()
    page.goto(letter_link(post, "yes"))
    page.get_by_role("button", name="Yes, send it to me").press("Enter")
    page.get_by_role("heading", name="It will come").wait_for()
    assert has("ana@example.org") == {"Evenings with us"}
    context.close()
