"""A picture from a device to readers: dropped on a story, its point set by keys, published, and seen in its crops."""

import pytest
from playwright.sync_api import expect

from articles.models import Edition
from pictures.models import Picture
from tests.editor_browser import READY, open_desk
from tests.factories import make_story
from tests.paper_browser import DESK, PHONE, comes_true
from tests.picture_files import draw, with_iptc, written
from tests.test_desk_walk_browser import say
from tests.test_picture_nodes_browser import bring, holds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]

SHOWN = """(place) => {
  const image = document.querySelector(`${place} img`);
  image?.scrollIntoView();
  return image?.complete && image.naturalWidth && image.currentSrc;
}"""
RATIO = "image => image.naturalWidth / image.naturalHeight"


def shown_in(page, place: str) -> tuple[str, float]:
    """Which file a browser took in a place, and the proportions of what came."""
    comes_true(page, SHOWN, place)
    return page.evaluate(SHOWN, place), page.locator(f"{place} img").evaluate(RATIO)


def keeps(page, story, words: str) -> None:
    """Wait until the server has something of a text."""
    for _ in range(100):
        story.refresh_from_db()
        if words in story.body:
            return
        page.wait_for_timeout(100)
    raise AssertionError(story.body)


def test_a_picture_goes_from_a_device_to_readers_in_the_right_crop(page, reader, live_server, staff):
    story = make_story(headline="Dam holds", body="<p>The wall held on Friday.</p>")
    window = open_desk(page, live_server, staff.publisher, story)
    agency = with_iptc(
        written(draw((1600, 1200))), [(2, 110, b"Mugwum Press"), (2, 120, b"The wall at six.")]
    )
    bring(window, "drop", {"dam.jpg": agency}, ".lead__add")
    box = page.get_by_role("group", name="Picture", exact=True)
    box.get_by_label("In words").fill("A wall under a pale sun.")

    with page.expect_popup() as opened:
        box.get_by_role("link", name="Crop “dam” in the library, in a new tab").click()
    library = opened.value
    library.locator("#point").focus()
    for _ in range(10):
        library.keyboard.press("Shift+ArrowUp")
    library.get_by_role("button", name="Lay the crops").click()
    library.get_by_text("The crops are laid.").wait_for()
    library.close()

    window.cursor("end")
    window.keys("Control+Alt+p")
    page.locator(".chooser [role=option]").wait_for()
    window.keys("ArrowDown", "Enter")
    holds(window, "<figure")
    window.type("The wall, from the road.")
    page.get_by_role("group", name="Picture: dam").get_by_label("Decorative").check()
    keeps(page, story, "data-decorative")

    staff.cleared(story)
    page.reload()
    comes_true(page, f"Boolean({READY})")
    say(page, "Publish", why="Nobody was there.")
    path = Edition.objects.live().get().path
    picture = Picture.objects.get()
    assert picture.focal_y == 0
    whole, lead, card = (picture.current(shape) for shape in ("whole", "lead", "card"))
    assert (lead.top, card.top) == (0, 0)
    for viewport, crop, ratio in ((PHONE, card, 3 / 2), (DESK, lead, 16 / 9)):
        paper = reader(viewport)
        paper.goto(path)
        address, proportions = shown_in(paper, ".article__lead")
        assert crop.key in address
        assert proportions == pytest.approx(ratio, abs=0.02)
        expect(paper.locator(".article__lead img")).to_have_attribute("alt", "A wall under a pale sun.")
        said = paper.locator(".article__lead figcaption").inner_text().split("\n")
        assert said == ["The wall at six.", "Mugwum Press"]
        assert whole.key in shown_in(paper, ".prose figure")[0]
        expect(paper.locator(".prose figure img")).to_have_attribute("alt", "")
        expect(paper.locator(".prose figcaption")).to_contain_text("The wall, from the road.")
