"""The library in a real browser: pictures are dropped and pasted in, the point is set by keys, every crop shows it."""

from base64 import b64encode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pictures.models import Picture
from tests.desk_pages import signed_in
from tests.paper_browser import DESK, LOOKS, PHONE, comes_true
from tests.picture_files import draw, take_in, with_iptc, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]

LIBRARY = "/admin/pictures/picture/"
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
  .map((one) => one.outerHTML.slice(0, 90))"""
BRING = """([kind, files]) => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name));
  }
  const how = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent(kind, { ...how, clipboardData: data })
    : new DragEvent(kind, { ...how, dataTransfer: data });
  document.querySelector("main").dispatchEvent(event);
}"""


@pytest.fixture
def picture(staff) -> Picture:
    agency = with_iptc(written(draw((1600, 1200))), [(2, 110, b"Mugwum Press"), (2, 105, b"The old bridge")])
    return take_in(agency, by=staff.editor)


@pytest.fixture
def desk(reader, live_server, staff):
    """Opens windows in which an editor is signed in."""
    session = signed_in(staff.editor).cookies["sessionid"].value

    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_default_timeout(20_000)
        return page

    return open_window


def pages(picture: Picture) -> list[str]:
    one = f"{LIBRARY}{picture.pk}/change/"
    many = f"{LIBRARY}many/?picture={picture.pk}"
    chooser = f"{LIBRARY}{picture.pk}/fallback/"
    return [
        LIBRARY,
        f"{LIBRARY}?as=list",
        f"{LIBRARY}?q=nothing-says-this",
        f"{LIBRARY}add/",
        one,
        many,
        chooser,
    ]


@LOOKS
def test_axe_finds_nothing(desk, picture, scheme, viewport):
    page, found = desk(viewport, color_scheme=scheme), {}
    for address in pages(picture):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:120]) for one in violations]
    assert found == {}


def test_no_page_breaks_the_policy_for_scripts_and_styles(desk, picture):
    page, told = desk(), []
    page.on("console", lambda message: message.type == "error" and told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    for address in pages(picture):
        page.goto(address)
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    page.locator("#point").press("ArrowLeft")
    expect(page.locator(".view__print--live")).to_have_count(4)
    assert told == []


@pytest.mark.parametrize("width", [1280, 800, 480])
def test_the_ways_to_ask_stand_in_one_line(desk, picture, width):
    page = desk({"width": width, "height": 640})
    page.goto(f"{LIBRARY}?q=bridge")
    find, all_of_them = page.get_by_role("search", name="The library").locator(".button").all()
    middles = [box["y"] + box["height"] / 2 for one in (find, all_of_them) if (box := one.bounding_box())]
    assert middles[0] == pytest.approx(middles[1], abs=3)


def test_nothing_is_wider_than_a_small_phone(desk, picture):
    Picture.objects.update(
        title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    )
    page = desk({"width": 320, "height": 640})
    for address in pages(picture):
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == [], address


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_pictures_are_brought_and_each_is_told_of(desk, kind):
    page = desk()
    page.goto(LIBRARY)
    files = [
        ("dam.jpg", written(draw(number=1))),
        ("logo.svg", b"<svg/>"),
        ("sea.png", written(draw(number=4), "PNG")),
    ]
    page.evaluate(BRING, [kind, [(name, b64encode(content).decode()) for name, content in files]])
    comes_true(
        page, "() => document.querySelectorAll('#arrivals .arrived:not(.arrived--waiting)').length === 3"
    )
    lines = page.locator("#arrivals > li").all_inner_texts()
    assert lines[0].startswith("sea")
    assert "logo.svg was not taken in. It is a drawing" in lines[1]
    assert lines[2].startswith("dam")
    assert set(Picture.objects.values_list("title", flat=True)) == {"dam", "sea"}
    page.locator("#arrivals a", has_text="dam").click()
    page.wait_for_url("**/change/")


def test_who_was_signed_out_is_told_so_and_sends_again_without_losing_the_page(desk, staff):
    page = desk()
    page.goto(LIBRARY)
    sea = ["drop", [("sea.png", b64encode(written(draw(number=4), "PNG")).decode())]]
    page.context.clear_cookies()
    page.evaluate(BRING, sea)
    expect(page.locator("#arrivals > li")).to_contain_text(
        "sea.png was not taken in, for you are signed out."
    )
    session = signed_in(staff.editor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    other = page.context.new_page()
    other.goto(page.url)
    page.evaluate(BRING, sea)
    expect(page.locator("#arrivals .headline a")).to_have_text("sea")


def test_the_point_is_set_by_keys_and_every_crop_shows_it_before_it_is_sent(desk, picture):
    page = desk()
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    page.locator("#point").focus()
    for key in ("Shift+ArrowLeft",) * 9 + ("ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    assert [page.locator(f"[name=point_{side}]").input_value() for side in "xy"] == ["6", "49"]
    square = page.locator("[data-view=square] img")
    assert square.evaluate("image => image.style.left") == "0%"
    assert page.locator("[data-view=lead] img").evaluate("image => image.style.left") == "0%"
    page.locator("[data-view=portrait] .view__print").focus()
    for key in ("+", "+", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("[data-view=portrait] summary")).to_have_text("Laid by hand")
    page.get_by_role("button", name="Lay the crops").click()
    page.get_by_text("The crops are laid.").wait_for()
    picture = Picture.objects.get()
    assert picture.point == (60, 490)
    assert picture.current("square").left == 0
    assert (picture.current("portrait").is_own, picture.current("portrait").width) == (True, 750)
    comes_true(
        page,
        "() => [...document.querySelectorAll('.view img')].every((one) => one.complete && one.naturalWidth)",
    )


def test_what_is_typed_stays_while_crops_are_laid_and_what_is_moved_is_laid_with_it(desk, picture):
    page, asked = desk(), []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    page.get_by_label("Caption").fill("Half a caption")
    page.locator("#point").press("Shift+ArrowLeft")
    page.get_by_role("button", name="Lay the crops").click()
    expect(page.locator("#laying [role=status]")).to_contain_text("The crops are laid.")
    expect(page.get_by_label("Caption")).to_have_value("Half a caption")
    page.locator("#point").press("Shift+ArrowLeft")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".messagelist")).to_have_text("Kept.")
    picture.refresh_from_db()
    assert (picture.caption, picture.point) == ("Half a caption", (400, 500))
    assert asked == []
    page.get_by_label("Caption").fill("Another")
    page.get_by_role("link", name="Budget").click()
    page.wait_for_url("**/budget/")
    assert asked == ["beforeunload"]


def test_a_click_sets_the_point_where_it_falls(desk, picture):
    page = desk(PHONE)
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    box = page.locator("#point").bounding_box()
    page.locator("#point").click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    typed = [float(page.locator(f"[name=point_{side}]").input_value()) for side in "xy"]
    assert typed == pytest.approx([75, 25], abs=1)


def test_one_walks_along_pictures_by_letters_and_changes_the_chosen(desk, picture, staff):
    take_in(written(draw(number=4)), by=staff.editor, title="Sea")
    page = desk()
    page.goto(LIBRARY)
    expect(page.locator(".chosenbar")).to_be_hidden()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Captions and rights…").click()
    page.wait_for_url("**/many/?**")
    page.get_by_label("Credit").fill("The Meridian")
    page.get_by_role("button", name="Change all of them").click()
    page.get_by_text("2 of 2 changed.").wait_for()
    assert set(Picture.objects.values_list("credit", flat=True)) == {"The Meridian"}


def test_one_walks_on_by_letters_from_what_was_just_taken_in(desk, picture):
    page = desk()
    page.goto(LIBRARY)
    sea = ("sea.png", b64encode(written(draw(number=4), "PNG")).decode())
    page.evaluate(BRING, ["drop", [sea]])
    expect(page.locator("#arrivals .headline a")).to_have_text("sea")
    for title in ("sea", "The old bridge"):
        page.keyboard.press("j")
        expect(page.locator(":focus")).to_have_text(title)


def test_who_goes_back_to_a_picture_finds_what_is_said_of_it_now(desk, picture):
    page = desk()
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    page.get_by_label("Credit").fill("The Meridian")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/")
    Picture.objects.update(credit="Rui Tembe")
    page.go_back()
    expect(page.get_by_label("Credit")).to_have_value("Rui Tembe")


def test_it_all_works_without_scripts(desk, picture):
    page = desk(java_script_enabled=False)
    page.goto(f"{LIBRARY}{picture.pk}/change/")
    page.locator("[name=point_x]").fill("12.5")
    page.get_by_role("button", name="Lay the crops").click()
    assert Picture.objects.get().point == (125, 500)
    page.goto(LIBRARY)
    page.locator("#files").set_input_files(
        {"name": "sea.png", "mimeType": "image/png", "buffer": written(draw(number=4), "PNG")}
    )
    page.get_by_role("button", name="Take them in").click()
    expect(page.locator("#arrivals a", has_text="sea")).to_be_visible()
