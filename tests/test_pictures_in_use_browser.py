"""Pictures on the paper's pages in a real browser: each window gets the crop and the width that it needs."""

import pytest

from articles.models import Edition
from pictures import crops, developing
from pictures.models import Picture
from tests.paper_browser import DESK, PHONE
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]
SHOWN = """() => { const image = document.querySelector(".article__lead img");
  return image.complete ? image.currentSrc.split("/").pop() : "" }"""
SHIFTS = """() => new Promise((tell) => { new PerformanceObserver((list) => tell(list.getEntries().length))
  .observe({ type: "layout-shift", buffered: true }); setTimeout(() => tell(0), 300) })"""


@pytest.fixture
def picture(staff) -> Picture:
    """One of which what matters is at the left."""
    picture = take_in(written(draw((1600, 1200))), by=staff.editor, credit="Ana Reyes")
    crops.arrange(picture, (100, 500), {})
    developing.develop_smallest(picture)
    return picture


@pytest.fixture
def path(staff, picture) -> str:
    staff.published(lead_picture={"picture": picture.pk, "alt": "A red post."})
    return Edition.objects.get().path


@pytest.mark.parametrize(("viewport", "shape"), [(DESK, "lead"), (PHONE, "card")])
def test_the_head_of_a_page_shows_the_crop_for_the_window_and_nothing_moves(
    reader, live_server, path, picture, viewport, shape
):
    page = reader(viewport)
    page.goto(f"{live_server.url}{path}", wait_until="networkidle")
    page.wait_for_function(f"({SHOWN})() !== ''")
    shown = page.evaluate(SHOWN)
    assert shown.startswith(picture.current(shape).key)
    assert shown.endswith(".avif")
    assert page.evaluate(SHIFTS) == 0
