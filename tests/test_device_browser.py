"""What a reader's device keeps, tried in a real browser: saved stories, the paper without a network, places, links."""

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.models import Story
from tests.paper_browser import DESK, PHONE, comes_true
from tests.picture_files import draw, take_in, written

pytestmark = pytest.mark.browser
WORKER_IS_READY = "navigator.serviceWorker.ready.then(() => true)"
IS_KEPT = "async (path) => Boolean(await (await caches.open('paper-shelf')).match(path))"
PICTURE_IS_KEPT = """async () => {
  const picture = document.querySelector(".article__lead img");
  return !picture || Boolean(await (await caches.open("paper-files")).match(picture.src));
}"""

PICTURES_ARE_KEPT = """async () => {
  const files = await (await caches.open("paper-files")).keys();
  return files.filter(({ url }) => url.includes("/pictures/")).length > 1;
}"""


def saved(page, address: str) -> None:
    """Save the story at an address, and wait until the device has it."""
    page.goto(address)
    page.evaluate(WORKER_IS_READY)
    page.get_by_role("button", name="Save for later").click()
    page.get_by_role("button", name="Saved: remove").wait_for()
    comes_true(page, IS_KEPT, address)
    comes_true(page, PICTURE_IS_KEPT)


def test_a_saved_story_stands_on_the_shelf_until_it_is_taken_off(paper, reader):
    page = reader(PHONE)
    page.goto("/saved/")
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    saved(page, paper.story)
    saved(page, paper.arabic)
    page.goto("/saved/")
    expect(page.locator(".shelf__headline")).to_have_count(2)
    headlines = page.locator(".shelf__headline").all_inner_texts()
    assert [headline[:6] for headline in headlines] == ["في الر", "The se"]
    page.get_by_role("button", name="Remove “The sea wall held").click()
    expect(page.locator(".shelf__headline")).to_have_count(1)
    page.goto(paper.story)
    expect(page.get_by_role("button", name="Save for later")).to_be_visible()
    assert not page.evaluate(IS_KEPT, paper.story)


def test_without_a_network_saved_stories_are_read_and_nothing_old_passes_for_new(paper, reader):
    page = reader(DESK)
    saved(page, paper.story)
    page.goto("/")
    page.context.set_offline(True)
    page.goto(paper.story)
    assert page.get_by_role("heading", level=1).inner_text().startswith("The sea wall held")
    expect(page.get_by_text("This is the copy kept on your device")).to_be_visible()
    assert page.locator(".article__lead img").evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Newsreader")
    for address in ("/", "/world/", paper.arabic):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("You are away from the news")
    page.get_by_role("link", name="your saved stories").click()
    assert page.locator(".shelf__headline").first.inner_text().startswith("The sea wall held")
    page.context.set_offline(False)
    page.goto(paper.story)
    expect(page.get_by_text("This is the copy kept on your device")).to_be_hidden()


@pytest.mark.usefixtures("media")
def test_the_pictures_of_a_saved_story_are_kept_with_it_and_outlive_a_turn_of_the_device(reader, staff):
    picture = take_in(written(draw((1600, 1200))), by=staff.publisher, credit="Ana Reyes")
    story = staff.published(lead_picture={"picture": picture.pk, "alt": "A wall under a pale sun."})
    page = reader(PHONE)
    saved(page, story.editions.get().path)
    comes_true(page, PICTURES_ARE_KEPT)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    for turned in (PHONE, {"width": 844, "height": 390}):
        page.set_viewport_size(turned)
        page.reload()
        expect(page.get_by_text("This is the copy kept on your device")).to_be_visible()
        comes_true(page, "() => document.querySelector('.article__lead img').naturalWidth > 0")


def test_a_correction_reaches_the_kept_copy_when_the_story_is_next_seen(paper, reader, staff):
    page = reader(DESK)
    saved(page, paper.story)
    story = Story.objects.get(slug="sea-wall")
    staff.rewritten(story, body="<p>The wall is shorter than we said.</p>")
    workflow.correct(story, by=staff.publisher, kind="correction", note="Shorter.")
    page.goto(paper.story)
    expect(page.get_by_text("The wall is shorter than we said.")).to_be_visible()
    comes_true(
        page,
        "async (path) => (await (await (await caches.open('paper-shelf')).match(path)).text()).includes('shorter')",
        paper.story,
    )


def test_a_story_that_was_withdrawn_leaves_the_shelf_when_the_device_is_next_online(paper, reader, staff):
    page = reader(DESK)
    saved(page, paper.story)
    saved(page, paper.arabic)
    workflow.kill(Story.objects.get(slug="sea-wall"), by=staff.publisher, notice="We could not stand by it.")
    workflow.kill(Story.objects.get(slug="rustaq"), by=staff.publisher, notice="Nor by this.")
    page.goto(paper.story)
    expect(page.get_by_text("We could not stand by it.")).to_be_visible()
    comes_true(page, f"async (path) => !(await ({IS_KEPT})(path))", paper.story)
    page.goto("/saved/")
    page.get_by_text("has been withdrawn by the paper").wait_for()
    page.wait_for_function("() => document.querySelectorAll('.shelf li').length === 0")
    assert page.evaluate("localStorage.getItem('paper:shelf')") == "[]"
    assert not page.evaluate(IS_KEPT, paper.arabic)


def test_a_reader_is_offered_the_place_where_they_stopped_and_is_not_taken_there(paper, reader):
    page = reader(PHONE)
    page.goto(paper.story)
    expect(page.get_by_role("button", name="Continue where you left off")).to_be_hidden()
    page.get_by_role("heading", name="What the gauges would have said").evaluate(
        "node => node.scrollIntoView({ behavior: 'instant' })"
    )
    page.goto("/")
    page.goto(paper.story)
    assert page.evaluate("scrollY") == 0
    page.get_by_role("button", name="Continue where you left off").click()
    page.wait_for_function("() => scrollY > 1000")
    page.wait_for_function(
        "() => Math.abs(document.querySelector('[id^=at-what-the-gauges]').getBoundingClientRect().top) < 300"
    )
    page.get_by_text("The very last words stand here.").scroll_into_view_if_needed()
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.goto("/")
    page.goto(paper.story)
    expect(page.get_by_role("button", name="Continue where you left off")).to_be_hidden()


def test_a_link_is_copied_to_the_story_or_to_the_words_that_were_selected(paper, reader, live_server):
    page = reader(DESK, permissions=["clipboard-read", "clipboard-write"])
    page.goto(paper.story)
    copied = "navigator.clipboard.readText()"
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate(copied) == live_server.url + paper.story
    page.get_by_text("The very last words stand here.").select_text()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied: a link to the words you selected.").wait_for()
    link = page.evaluate(copied)
    assert link.endswith("#:~:text=The%20very%20last%20words%20stand%20here.")
    other = reader(DESK)
    other.goto(link)
    other.wait_for_function("() => scrollY > 1000")


def test_low_data_keeps_fonts_and_pictures_back_until_they_are_asked_for(paper, reader):
    asked: list[str] = []
    page = reader(DESK, extra_http_headers={"Save-Data": "on"})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(paper.story)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith((".woff2", "flood.svg"))] == []
    expect(page.locator(".article__lead img")).to_be_hidden()
    page.get_by_role("link", name="Show them").click()
    page.locator(".article__lead img").wait_for()
    page.wait_for_function("() => document.querySelector('.article__lead img').naturalWidth > 0")


def test_low_data_chosen_on_the_device_is_told_to_the_server_by_the_worker(paper, reader):
    page = reader(DESK)
    page.goto("/settings/")
    page.evaluate(WORKER_IS_READY)
    page.get_by_role("radio", name="Spare it").check()
    comes_true(page, "async () => Boolean(await (await caches.open('paper-settings')).match('/low-data'))")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(paper.story)
    page.wait_for_load_state("networkidle")
    expect(page.locator("link[rel=preload][as=font]")).to_have_count(0)
    assert [url for url in asked if url.endswith((".woff2", "flood.svg"))] == []
