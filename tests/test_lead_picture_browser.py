"""The lead picture in a browser: chosen, brought, written under, kept by itself, taken out and taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import workflow
from pictures.models import Picture
from tests.editor_browser import open_desk
from tests.factories import make_story
from tests.paper_browser import comes_true
from tests.picture_files import draw, take_in, written
from tests.test_picture_nodes_browser import bring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


@pytest.fixture
def desk(page, live_server, staff):
    return lambda story=None: open_desk(page, live_server, staff.editor, story)


@pytest.fixture
def bridge(staff) -> Picture:
    content = written(draw((1600, 1200)))
    said = {"title": "The old bridge", "caption": "The bridge at six.", "alt": "A bridge\nof iron."}
    return take_in(content, by=staff.editor, **said)


def kept(window, story, holds) -> dict:
    """The lead picture that the server has, once it is as it should be."""
    for _ in range(100):
        story.refresh_from_db()
        if holds(story.lead_picture):
            return story.lead_picture
        window.page.wait_for_timeout(100)
    raise AssertionError(story.lead_picture)


def test_it_is_chosen_shown_in_its_crop_written_under_and_kept_by_itself(desk, bridge):
    story = make_story()
    window = desk(story)
    box = window.page.get_by_role("group", name="Picture", exact=True)
    expect(box.get_by_label("Caption")).to_be_hidden()
    box.get_by_role("button", name="Choose a picture…").click()
    window.page.locator(".chooser [role=option]").wait_for()
    window.keys("ArrowDown", "Enter")
    comes_true(window.page, "() => document.querySelector('.lead__print img').naturalWidth > 0")
    ratio = box.locator("img").evaluate("image => image.clientWidth / image.clientHeight")
    assert ratio == pytest.approx(16 / 9, abs=0.02)
    expect(box.get_by_label("Caption")).to_have_attribute("placeholder", "The bridge at six.")
    expect(box.get_by_text("It may not be used. It has no credit")).to_be_visible()
    window.type("At noon.")
    box.get_by_label("Decorative").check()
    expect(box.get_by_label("In words")).to_be_hidden()
    found = kept(window, story, lambda lead: lead.get("is_decorative"))
    assert found == {
        "picture": bridge.pk,
        "alt": "A bridge of iron.",
        "is_decorative": True,
        "caption": "At noon.",
        "credit": "",
    }
    box.get_by_role("button", name="Take the lead picture out").click()
    kept(window, story, lambda lead: lead == {})
    window.page.get_by_role("button", name="Take it back").click()
    assert kept(window, story, bool) == found


def test_a_file_that_is_dropped_on_it_is_the_lead_picture_and_a_refusal_leaves_the_one_before(desk):
    story = make_story()
    window = desk(story)
    bring(window, "drop", {"dam.jpg": written()}, ".lead__add")
    number = Picture.objects.get().pk if kept(window, story, bool) else None
    assert story.lead_picture["picture"] == number
    expect(
        window.page.get_by_text("Describe the picture for someone who cannot see it").first
    ).to_be_visible()
    bring(window, "drop", {"logo.svg": b"<svg/>"}, ".lead__print")
    window.page.get_by_text("logo.svg was not taken in.").wait_for()
    assert window.page.input_value("#id_lead_picture") == str(number)
    assert "figure" not in window.body


def test_what_somebody_else_chose_is_shown_with_the_next_save(desk, bridge, staff):
    story = make_story()
    workflow.revise(story, by=staff.editor, ednote="So that there is a version to begin from.")
    window = desk(story)
    workflow.revise(
        story,
        by=staff.publisher,
        lead_picture={
            "picture": bridge.pk,
            "alt": "Iron.",
            "is_decorative": False,
            "caption": "",
            "credit": "",
        },
    )
    window.page.fill("#id_headline", "Another headline")
    comes_true(window.page, "() => document.querySelector('.lead__print img').naturalWidth > 0")
    assert window.page.input_value("#id_lead_picture_alt") == "Iron."
    story.refresh_from_db()
    assert (story.headline, story.lead_picture["picture"]) == ("Another headline", bridge.pk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, desk, bridge, scheme):
    page.emulate_media(color_scheme=scheme)
    for lead in ({}, {"picture": bridge.pk}):
        window = desk(make_story(lead_picture=lead))
        comes_true(
            page,
            "() => !document.querySelector('[data-add]').hidden || document.querySelector('[data-title]').textContent",
        )
        violations = Axe().run(window.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in violations] == []
