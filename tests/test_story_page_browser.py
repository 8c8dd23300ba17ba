"""How the story's page holds: for screen readers, in the dark, on a phone, with large letters, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import workflow
from articles.models import Story
from tests.editor_browser import READY, open_desk
from tests.factories import make_dateline, make_story
from tests.paper_browser import ARABIC, BODY, comes_true
from tests.test_editor_schema import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def a_full_story(**fields) -> Story:
    return make_story(
        headline="The sea wall held. The river came in by the other door",
        kicker="Floods",
        deck="Ten years of concrete kept the ocean out of Beira.",
        body=f"{BODY}\n{SAMPLES['references']}",
        dateline=make_dateline(),
        tags=["Rivers"],
        commissioned_words=900,
        **fields,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_story_and_its_doors(page, live_server, staff, scheme):
    page.emulate_media(color_scheme=scheme)
    story = staff.filed(a_full_story())
    staff.cleared(story)
    workflow.publish(story, by=staff.publisher)
    found = {}
    window = open_desk(page, live_server, staff.publisher, story)
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    addresses = ["", "correction/", "killing/", "return/"]
    for address in addresses:
        if address:
            page.goto(f"{live_server.url}/admin/articles/story/{story.pk}/{address}")
        page.wait_for_timeout(200)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[address] = [
                (one["id"], [node["html"][:140] for node in one["nodes"][:3]]) for one in violations
            ]
    page.goto(f"{live_server.url}/admin/articles/story/add/")
    comes_true(page, f"Boolean({READY})")
    window.cursor(1)
    window.type("/")
    if violations := Axe().run(page).response["violations"]:
        found["add"] = [(one["id"], [node["html"][:140] for node in one["nodes"][:3]]) for one in violations]
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 640, 820, 1100])
def test_nothing_is_wider_than_the_window(page, live_server, staff, width):
    """640 is a common window at 200 %."""
    page.set_viewport_size({"width": width, "height": 800})
    open_desk(page, live_server, staff.publisher, a_full_story())
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    page.wait_for_timeout(300)
    assert page.evaluate(WIDER) == 0
    page.goto(page.url.replace("change/", "filing/"))
    assert page.evaluate(WIDER) == 0


def test_a_story_in_arabic_is_written_from_the_right(page, live_server, staff):
    open_desk(page, live_server, staff.editor, make_story(**ARABIC))
    text = page.locator(".ProseMirror")
    assert (text.get_attribute("dir"), text.get_attribute("lang")) == ("rtl", "ar")
    expect(text).to_have_attribute("spellcheck", "true")


def test_without_scripts_the_same_form_writes_the_story(browser, live_server, staff):
    from tests.desk_pages import signed_in, story_url

    story = make_story(headline="Dam bursts", authors=[])
    context = browser.new_context(java_script_enabled=False)
    session = signed_in(staff.editor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + story_url(story))
    make_dateline("Rome", full_place="Rome, Italy")
    from tests.factories import make_author

    make_author("Ben Okri")
    page.fill("#id_body", "<p>Plain.</p>")
    page.fill("[name=bylines-0-author]", "ben okri")
    page.fill("#id_dateline", "Rome")
    page.click("#keep")
    story.refresh_from_db()
    assert (story.body, str(story.dateline)) == ("<p>Plain.</p>", "Rome, Italy")
    assert [byline.author.name for byline in story.bylines.all()] == ["Ben Okri"]
    context.close()
