"""Pictures in the editor, in a browser: brought, chosen, written to, put in order, and what the form then holds."""

from base64 import b64encode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.body import clean
from pictures.models import Picture
from tests.editor_browser import COMPLAINTS, Desk, open_desk
from tests.factories import make_story
from tests.paper_browser import comes_true
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]

BRING = """([kind, files, place, html, text]) => {
  const data = new DataTransfer();
  for (const [name, content, type] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  const target = document.querySelector(place);
  const { left, bottom } = target.getBoundingClientRect();
  const how = { bubbles: true, cancelable: true, clientX: left + 5, clientY: bottom - 2 };
  target.dispatchEvent(kind === "paste"
    ? new ClipboardEvent(kind, { ...how, clipboardData: data })
    : new DragEvent(kind, { ...how, dataTransfer: data }));
}"""
TEXT = "<p>One.</p>\n<p>Two.</p>"


@pytest.fixture
def desk(page, live_server, staff):
    return lambda story=None: open_desk(page, live_server, staff.editor, story)


@pytest.fixture
def shelf(staff) -> list[Picture]:
    """Three pictures in the library, the last of them the newest there."""
    return [
        take_in(
            written(draw(number=number)),
            by=staff.editor,
            title=title,
            caption=f"{title} at six.",
            credit="Ana Reyes",
            alt=f"A drawing of a {title.lower()}.",
        )
        for number, title in enumerate(["Bridge", "Harbour", "Sea"])
    ]


def bring(window: Desk, kind: str, files: dict[str, bytes], place=".ProseMirror", html="", text="") -> None:
    sent = [[name, b64encode(content).decode(), "image/jpeg"] for name, content in files.items()]
    window.page.evaluate(BRING, [kind, sent, place, html, text])


def holds(window: Desk, words: str) -> None:
    comes_true(window.page, "(words) => document.getElementById('id_body').value.includes(words)", words)


def figure(picture: Picture, said: str = "") -> str:
    return f'<figure data-node="picture" data-picture="{picture.pk}"{said}></figure>'


def test_a_picture_that_is_dropped_stands_where_it_fell_and_takes_its_words(desk):
    window = desk(make_story(body=TEXT))
    bring(window, "drop", {"dam.jpg": written()}, ".ProseMirror p:first-child")
    holds(window, "figure")
    picture = Picture.objects.get()
    assert window.body == f"<p>One.</p>\n{figure(picture)}\n<p>Two.</p>"
    box = window.page.get_by_role("group", name="Picture: dam")
    expect(box.locator(".field__error", has_text="Describe the picture")).to_be_visible()
    box.get_by_label("Caption").fill("The wall, on Saturday.")
    box.get_by_label("In words").fill("A wall with a breach.")
    box.get_by_label("Credit").fill("Rui Tembe")
    box.get_by_role("button", name="Wide").click()
    said = (
        ' data-size="wide" data-caption="The wall, on Saturday." data-credit="Rui Tembe"'
        ' data-alt="A wall with a breach."'
    )
    assert window.body == f"<p>One.</p>\n{figure(picture, said)}\n<p>Two.</p>"
    expect(box.locator(".field__error", has_text="Describe the picture")).to_be_hidden()
    box.get_by_label("Decorative").check()
    assert 'data-decorative="yes"' in window.body
    assert clean(window.body) == window.body
    assert [one for one in window.said if any(word in one for word in COMPLAINTS)] == []


def test_what_may_not_be_used_says_so_in_its_box(desk, shelf):
    Picture.objects.filter(pk=shelf[0].pk).update(credit="")
    window = desk(
        make_story(body=f"{TEXT}\n{figure(shelf[0])}\n{figure(shelf[1])}\n{figure(Picture(pk=999))}")
    )
    said = window.page.locator(".node--picture .node__against")
    comes_true(window.page, "() => document.querySelectorAll('.node__print img[src]').length === 2")
    comes_true(
        window.page,
        "() => document.querySelectorAll('.node--picture .node__against:not([hidden])').length === 2",
    )
    assert said.nth(0).inner_text().startswith("It may not be used. It has no credit")
    window.page.locator(".node--picture").first.get_by_label("Credit").fill("Rui Tembe")
    expect(said.nth(0)).to_be_hidden()
    expect(said.nth(2)).to_have_text("There is no picture 999 in the library.")


def test_a_refusal_is_told_once_and_what_was_typed_stays(desk):
    window = desk(make_story(body=TEXT))
    window.cursor("end")
    window.type(" More")
    bring(window, "drop", {"logo.svg": b"<svg/>", "sheet.pdf": b"%PDF-1.7"})
    window.page.get_by_text("logo.svg was not taken in. It is a drawing").wait_for()
    expect(window.page.locator("#offers")).to_contain_text("sheet.pdf was not taken in.")
    expect(window.page.locator(".ProseMirror .bringing")).to_have_count(0)
    assert window.body == "<p>One.</p>\n<p>Two. More</p>"


def test_one_that_looks_like_another_is_told_of_where_it_is_brought(desk, shelf):
    window = desk(make_story(body=TEXT))
    bring(window, "drop", {"again.jpg": written(draw(number=1), quality=60)})
    expect(window.page.locator("#offers")).to_contain_text("again.jpg looks much like “Harbour”")
    bring(window, "drop", {"once-more.jpg": written(draw(number=2), quality=60)}, ".lead__add")
    expect(window.page.locator("#offers")).to_contain_text("once-more.jpg looks much like “Sea”")


def test_what_was_put_right_in_the_library_is_seen_by_whoever_comes_back(desk, shelf):
    bridge = Picture.objects.filter(pk=shelf[0].pk)
    bridge.update(credit="")
    lead = {"picture": shelf[0].pk, "alt": "A bridge."}
    page = desk(make_story(lead_picture=lead, body=f"{TEXT}\n{figure(shelf[0])}")).page
    said = page.locator("[data-against]:visible, .node__against:visible")
    expect(said).to_have_count(2)
    bridge.update(credit="Rui Tembe", caption="The bridge at dawn.")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(said).to_have_count(0)
    for box in page.get_by_label("Caption").all():
        expect(box).to_have_attribute("placeholder", "The bridge at dawn.")


def test_a_picture_is_chosen_by_keys_alone_and_undone(desk, shelf):
    window = desk(make_story(body=TEXT))
    window.cursor(1)
    window.type("/pict")
    window.page.wait_for_selector(".slash [aria-selected=true]")
    window.keys("Enter")
    window.page.get_by_role("dialog", name="Choose a picture").wait_for()
    window.type("harbour")
    comes_true(window.page, "() => document.querySelectorAll('.chooser [role=option]').length === 1")
    window.keys("ArrowDown", "Enter")
    holds(window, "figure")
    said = ' data-alt="A drawing of a harbour."'
    assert window.body == f"<p>One.</p>\n{figure(shelf[1], said)}\n<p>Two.</p>"
    comes_true(window.page, "() => document.activeElement.matches('.node--picture textarea')")
    assert window.page.evaluate("document.activeElement.placeholder") == "Harbour at six."
    window.type("At noon.")
    assert 'data-caption="At noon."' in window.body
    window.cursor("end")
    window.keys("Control+z")
    assert window.body == f"<p>One.</p>\n{figure(shelf[1], said)}\n<p>Two.</p>"
    window.keys("Control+z")
    assert window.body == TEXT
    window.keys("Control+Shift+z")
    assert "figure" in window.body


def test_nothing_is_put_in_where_nothing_was_chosen(desk, shelf):
    window = desk(make_story(body=TEXT))
    window.cursor(3)
    window.keys("Control+Alt+p")
    window.page.get_by_role("dialog").wait_for()
    window.keys("Escape")
    window.page.locator(".chooser").wait_for(state="detached")
    window.cursor(3)
    window.type("!")
    holds(window, "!")
    assert window.body == TEXT.replace("One", "On!e")


def test_a_gallery_is_made_filled_and_put_in_order_by_keys(desk, shelf):
    window = desk(make_story(body="<p>One.</p>"))
    window.cursor("end")
    window.keys("Control+Alt+g")
    window.page.locator(".chooser [role=option]").nth(2).wait_for()
    window.keys("ArrowDown", "Space", "ArrowRight", "Space")
    expect(window.page.get_by_role("button", name="Put 2 in")).to_be_visible()
    window.keys("Enter")
    holds(window, "gallery")
    assert window.body.index("of a sea") < window.body.index("of a harbour")
    window.type("Three mornings")
    assert '<div data-node="gallery" data-title="Three mornings">' in window.body
    first = window.page.locator(".node--held").first
    first.get_by_role("button", name="Move the picture later").focus()
    window.keys("Enter")
    assert window.body.index("of a sea") > window.body.index("of a harbour")
    comes_true(
        window.page,
        "() => document.activeElement.closest('[data-box]')?.getAttribute('aria-label') === 'Picture: Sea'",
    )
    window.page.get_by_role("group", name="Picture: Sea").get_by_label("Caption").focus()
    window.keys("Alt+ArrowUp")
    assert window.body.index("of a sea") < window.body.index("of a harbour")
    window.type("Dawn")
    assert 'data-caption="Dawn" data-alt="A drawing of a sea."' in window.body
    window.page.get_by_role("button", name="Add pictures to the gallery").click()
    window.page.locator(".chooser [role=option]", has_text="Bridge").dblclick()
    holds(window, "of a bridge")
    assert window.body.index("of a harbour") < window.body.index("of a bridge")
    assert clean(window.body) == window.body
    for _ in range(3):
        window.page.locator(".node--held").first.get_by_role("button", name="Take the picture out").click()
    assert window.body == "<p>One.</p>"
    window.keys("Control+z")
    assert "gallery" in window.body


def test_several_that_are_dropped_are_a_gallery_and_more_go_into_it(desk):
    window = desk(make_story(body=TEXT))
    files = {f"{number}.jpg": written(draw(number=number)) for number in (1, 2)}
    bring(window, "drop", files, ".ProseMirror p:last-child")
    holds(window, "gallery")
    bring(window, "drop", {"3.jpg": written(draw(number=3))}, ".node--gallery .node__print")
    comes_true(window.page, "() => document.querySelectorAll('.node--held').length === 3")
    stood = [str(Picture.objects.get(title=title).pk) for title in "123"]
    assert [part.split('"')[0] for part in window.body.split('data-picture="')[1:]] == stood
    window.page.set_viewport_size({"width": 1280, "height": 1800})
    drag = window.page.locator(".node--held .node__print")
    drag.nth(0).drag_to(drag.nth(2))
    now = [part.split('"')[0] for part in window.body.split('data-picture="')[1:]]
    assert now == [stood[1], stood[2], stood[0]]


def test_a_pasted_picture_is_taken_in_and_pasted_words_bring_theirs(desk):
    window = desk(make_story(body=TEXT))
    window.cursor(2)
    bring(
        window,
        "paste",
        {"image.png": written(draw(number=1))},
        html='<img src="https://elsewhere.example/1.png">',
    )
    holds(window, "figure")
    assert Picture.objects.count() == 1
    inline = b64encode(written(draw(number=2))).decode()
    words = (
        f'<p>Pasted words.</p><img src="data:image/jpeg;base64,{inline}"><p>And more.</p>'
        '<img src="https://elsewhere.example/2.png"><img src="file:///C:/3.png">'
    )
    window.cursor("end")
    bring(window, "paste", {}, html=words, text="Pasted words.\nAnd more.")
    holds(window, "Pasted words")
    window.page.get_by_text("2 pictures in it stayed where they were").wait_for()
    comes_true(window.page, "() => document.getElementById('id_body').value.split('<figure').length === 3")
    assert "elsewhere.example" not in window.body
    assert Picture.objects.count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_boxes_and_chooser(page, live_server, staff, shelf, scheme):
    page.emulate_media(color_scheme=scheme)
    gallery = f'<div data-node="gallery" data-title="Two">{figure(shelf[0])}{figure(shelf[2])}</div>'
    window = open_desk(
        page, live_server, staff.editor, make_story(body=f"{TEXT}\n{figure(shelf[1])}\n{gallery}")
    )
    comes_true(page, "() => document.querySelectorAll('.node__print img[src]').length === 3")
    found = {"boxes": Axe().run(page).response["violations"]}
    window.cursor(2)
    window.keys("Control+Alt+g")
    page.locator(".chooser [role=option]").nth(2).wait_for()
    found["chooser"] = Axe().run(page).response["violations"]
    said = {
        where: [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
        for where, violations in found.items()
        if violations
    }
    assert said == {}
