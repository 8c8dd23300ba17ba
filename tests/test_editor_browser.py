"""The editor in a real browser: what keys, pastes and menus do to a text, and what the form then holds."""

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.body import clean, text, word_count
from articles.models import Author, Dateline, Story
from tests.editor_browser import COMPLAINTS, open_desk
from tests.factories import make_author, make_dateline, make_section, make_story
from tests.paper_browser import comes_true
from tests.text_data import SHARED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What goes in with a typed name, and what the form then holds.
INSERTED = {
    "editor": '<aside data-node="note"><p>Words</p></aside>',
    "fact": '<aside data-node="factbox"><p>Words</p></aside>',
    "terms": '<aside data-node="factbox"><dl><dt>Words</dt><dd></dd></dl></aside>',
    "pull": '<aside data-node="pullquote"><p>Words</p></aside>',
    "advert": '<div data-node="advert"></div>\n<p>Words</p>',
    "smaller": "<h3>Words</h3>",
    "quotation": "<blockquote><p>Words</p></blockquote>",
    "numbered": "<ol><li>Words</li></ol>",
    "table": '<table><thead><tr><th scope="col">Words</th><th scope="col"></th></tr></thead><tbody>'
    "<tr><td></td><td></td></tr><tr><td></td><td></td></tr></tbody></table>",
}
KEYS = {
    "Control+Alt+n": INSERTED["editor"],
    "Control+Alt+f": INSERTED["fact"],
    "Control+Alt+q": INSERTED["pull"],
    "Control+Alt+2": "<h2>Words</h2>",
    "Control+Alt+t": INSERTED["table"],
    "Control+Shift+b": INSERTED["quotation"],
    "Control+Shift+8": "<ul><li>Words</li></ul>",
}
# By the table of quotation marks: what two kinds of straight marks become.
PRINTED = {
    "en": "“So ‘it’ is” – it’s".replace("–", "—"),
    "de": "„So ‚it‘ is“ – it’s",
    "fr": "«\u202fSo “it” is\u202f» — it’s",
    "es": "“So ‘it’ is” — it’s",
    "ru": "«So „it“ is» — it’s",
    "pl": "„So ‚it’ is” – it’s",
    "sv": "”So ’it’ is” – it’s",
    "ar": "«So ‹it› is» — it’s",
}
ARTICLE = """<meta charset="utf-8"><h1>Dam bursts above Beira</h1><p>By Ana Reyes</p>
<p class="MsoNormal" style="margin:0cm">BEIRA, Mozambique, May 3 — The water came before dawn, and it took the
<b style="font-weight:normal">road</b> with <b>all</b> that stood on it, people who saw it said on Sunday.</p>
<p>It <i>had</i> been raining for a week, and nobody was asked to leave the houses.<script>alert(1)</script></p>"""


@pytest.fixture
def desk(page, live_server, staff):
    return lambda story=None, user=None: open_desk(page, live_server, user or staff.editor, story)


def test_each_thing_is_put_in_by_its_name_after_a_slash(desk):
    window = desk(make_story())
    found = {}
    for name in INSERTED:
        window.set("")
        window.cursor(1)
        window.type(f"/{name}")
        window.page.wait_for_selector(".slash [aria-selected=true]")
        window.keys("Enter")
        window.type("Words")
        found[name] = window.body
    assert found == INSERTED


def test_each_key_puts_in_what_the_menu_says(desk):
    window = desk(make_story())
    found = {}
    for key in KEYS:
        window.set("")
        window.cursor(1)
        window.keys(key)
        window.type("Words")
        found[key] = window.body
    assert found == KEYS


def test_the_menu_is_a_listbox_that_the_arrows_go_through_and_esc_leaves_the_slash(desk):
    window = desk(make_story())
    window.set("")
    window.cursor(1)
    window.type("/")
    options = window.page.locator(".slash [role=option]")
    assert int(options.first.get_attribute("aria-setsize") or 0) > options.count() == 7
    text = window.page.locator(".ProseMirror")
    first = text.get_attribute("aria-activedescendant")
    window.keys("ArrowDown")
    assert text.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id") != first
    window.keys("Escape")
    expect(window.page.locator(".slash")).to_be_hidden()
    window.type("x and/or y")
    assert window.body == "<p>/x and/or y</p>"
    expect(window.page.locator(".slash")).to_be_hidden()


def test_esc_leads_from_a_field_of_a_box_back_into_the_text(desk):
    window = desk(make_story(body="<p>One.</p>"))
    window.cursor("end")
    window.keys("Enter")
    window.type("/embed")
    window.keys("Enter")
    comes_true(window.page, "document.activeElement.matches('.node textarea')")
    window.keys("Escape")
    comes_true(window.page, "document.activeElement.matches('.ProseMirror')")
    window.type("Two.")
    comes_true(window.page, "document.getElementById('id_body').value.endsWith('<p>Two.</p>')")


def test_pictures_and_galleries_survive_an_edit_of_the_text_around_them(desk):
    stored = clean(
        '<p>One.</p><figure data-node="picture" data-picture="12" data-size="wide" data-caption="The quay"></figure>'
        '<div data-node="gallery"><figure data-node="picture" data-picture="3"></figure></div><p>Two.</p>'
    )
    window = desk(make_story(body=stored))
    window.cursor(5)
    window.type("!")
    assert window.body == stored.replace("One.", "One.!")


@pytest.mark.parametrize("language", sorted(PRINTED))
def test_quotes_and_dashes_are_typed_as_the_language_prints_them(language, desk):
    window = desk(make_story(language=language))
    window.set("")
    window.cursor(1)
    window.type("\"So 'it' is\" -- it's")
    assert window.body.removeprefix("<p>").removesuffix("</p>") == PRINTED[language]


@pytest.mark.parametrize("key", ["Backspace", "Control+z"])
def test_one_key_gives_back_what_was_typed(key, desk):
    window = desk(make_story())
    window.set("")
    window.cursor(1)
    window.type('He said "')
    assert window.body == "<p>He said “</p>"
    window.keys(key)
    assert window.body == '<p>He said "</p>'


def test_a_paragraph_moves_past_its_neighbours(desk):
    window = desk(make_story(body="<p>One.</p>\n<h2>Two</h2>\n<p>Three.</p>"))
    window.cursor(2)
    window.keys("Alt+ArrowDown", "Alt+ArrowDown")
    window.type("!")
    assert window.body == "<h2>Two</h2>\n<p>Three.</p>\n<p>O!ne.</p>"
    window.keys("Alt+ArrowUp")
    assert window.body == "<h2>Two</h2>\n<p>O!ne.</p>\n<p>Three.</p>"


def test_words_are_found_counted_and_replaced(desk):
    window = desk(make_story(body="<p>The dam, the Dam and <strong>the d</strong>am.</p>\n<h2>Dam</h2>"))
    window.cursor(1)
    window.keys("Control+f")
    window.type("dam")
    count = window.page.locator(".finder output")
    expect(count).to_have_text("1 of 4")
    assert window.page.locator(".found").count() >= 4
    window.keys("Enter")
    expect(count).to_have_text("2 of 4")
    window.page.fill("#find-other", "dyke")
    window.page.get_by_role("button", name="Replace", exact=True).click()
    assert "The dam, the dyke and" in window.body
    window.page.get_by_role("button", name="Replace all").click()
    assert "dam" not in window.body.lower()
    expect(count).to_have_text("3 replaced")
    window.page.locator("#find-words").press("Escape")
    comes_true(window.page, "document.activeElement.matches('.ProseMirror')")
    window.keys("Control+z")
    assert window.page.locator(".ProseMirror").inner_text().lower().count("dam") == 3


def test_words_are_linked_with_a_key_and_only_where_links_may_lead(desk):
    window = desk(make_story(body="<p>The report</p>"))
    window.cursor(1)
    window.keys("Control+a", "Control+l")
    window.type("javascript:alert(1)")
    window.keys("Enter")
    expect(window.page.locator(".linking .field__error")).to_be_visible()
    window.page.fill("#link-address", "example.org/report")
    window.keys("Enter")
    assert window.body == '<p><a href="https://example.org/report">The report</a></p>'


def test_the_length_is_counted_while_it_is_typed_as_the_server_counts_it(desk):
    window = desk(make_story(body="<p>One two.</p>", commissioned_words=6))
    window.cursor("end")
    window.type(" Three — four U.S. 11.2 cease-fire")
    said = int(window.page.locator("[data-words]").inner_text())
    assert said == word_count(clean(window.body)) == 7
    expect(window.page.locator("#gauge meter")).to_have_attribute("value", "7")


def test_a_pasted_article_comes_clean_with_its_head_in_its_own_fields(desk):
    make_author()
    make_dateline()
    window = desk()
    window.cursor(1)
    window.paste(ARTICLE)
    window.page.get_by_text("The text was pasted clean.").wait_for()
    assert window.page.input_value("#id_headline") == "Dam bursts above Beira"
    assert window.page.input_value("#id_dateline") == "Beira, Mozambique"
    assert window.page.locator("#byline-chips .chip").first.inner_text().startswith("Ana Reyes")
    assert window.body.startswith(
        "<p>The water came before dawn, and it took the road with <strong>all</strong> that"
    )
    assert clean(window.body) == window.body
    window.page.get_by_role("button", name="Take it back").click()
    assert (
        window.body,
        window.page.input_value("#id_headline"),
        window.page.input_value("#id_dateline"),
    ) == ("", "", "")
    assert window.page.input_value("[name=bylines-0-author]") == ""


def test_a_piece_that_is_pasted_into_a_text_changes_nothing_beside_it(desk):
    window = desk(make_story(headline="Stays", body="<p>Before .</p>"))
    window.cursor(8)
    window.paste('<span style="color:red" onclick="x()">the <b>very</b> middle </span>', "the very middle ")
    comes_true(window.page, "document.getElementById('id_body').value.includes('very')")
    assert window.body == "<p>Before the <strong>very</strong> middle.</p>"
    assert window.page.input_value("#id_headline") == "Stays"


@pytest.mark.skipif(
    not (SHARED / "paste" / "cc-html").is_dir(), reason="the shared pastes do not lie beside the checkout"
)
def test_whole_pages_are_pasted_within_the_grammar(desk):
    window = desk()
    for path in sorted((SHARED / "paste" / "cc-html").glob("*.html"))[:3]:
        window.set("")
        window.cursor(1)
        html = path.read_text(encoding="utf-8", errors="replace")
        window.paste(html, "several\nlines")
        comes_true(window.page, "document.getElementById('id_body').value.length > 400")
        kept = clean(window.body)
        assert "".join(text(kept).split()) == "".join(text(window.body).split()), path.name
        assert clean(window.set(kept)) == kept, path.name


def test_a_dateline_that_is_typed_is_offered_taken_and_given_back(desk):
    place = make_dateline(
        "Paris", full_place="Paris, France", country="FR", time_zone="Europe/Paris", stands_alone=True
    )
    window = desk(make_story(body=""))
    window.cursor(1)
    window.type("PARIS, May 3 -- ")
    window.page.get_by_text("reads like the dateline").wait_for()
    window.keys("Tab")
    window.page.locator("#dateline-chip .chip").wait_for()
    assert window.page.input_value("#id_dateline") == str(place)
    assert window.page.input_value("#id_dateline_date").endswith("-05-03")
    window.type("The river rose.")
    assert window.body == "<p>The river rose.</p>"
    window.page.get_by_role("button", name="Leave it in the text").click()
    assert window.page.input_value("#id_dateline") == ""
    assert window.body == "<p>PARIS, May 3 — The river rose.</p>"


def test_a_byline_is_a_name_that_is_typed_and_a_new_one_is_made_by_those_who_may(desk, staff):
    make_author("Jonas Weiss")
    window = desk(make_story(authors=[]))
    window.page.click("#add-byline")
    window.type("Photographs by Jonas W")
    window.page.get_by_role("option", name="Jonas Weiss").first.wait_for()
    window.keys("Enter")
    assert window.page.input_value("[name=bylines-0-author]") == "Jonas Weiss"
    assert window.page.input_value("[name=bylines-0-role]").lower() == "photographs"
    window.type("Mila Sand")
    window.page.get_by_role("option", name="make the author").wait_for()
    window.keys("Enter")
    window.page.get_by_role("button", name="Remove Mila Sand").wait_for()
    assert Author.objects.filter(name="Mila Sand").exists()
    with window.page.expect_response("**/autosave/"):
        window.keys("Control+s")
    window.page.wait_for_selector(".storybar__saved .mark--done")
    story = Story.objects.get()
    assert [str(byline.author) for byline in story.bylines.all()] == ["Jonas Weiss", "Mila Sand"]


def test_topics_are_typed_or_taken_from_the_text(desk):
    make_story(tags=["Rivers", "South Africa"])
    window = desk(make_story(body="<p>South Africa and its Rivers, South Africa and more.</p>"))
    window.page.get_by_text("Place and topics").click()
    window.page.get_by_role("button", name="South Africa", exact=True).click()
    window.page.click("#add-tag")
    window.type("Riv")
    window.page.get_by_role("option", name="Rivers").first.wait_for()
    window.keys("Enter")
    with window.page.expect_response("**/autosave/"):
        window.keys("Control+s")
    window.page.wait_for_selector(".storybar__saved .mark--done")
    assert sorted(Story.objects.order_by("pk").last().tags.names()) == ["Rivers", "South Africa"]


def test_a_reporter_writes_and_files_without_a_mouse(desk, staff):
    make_section("World")
    author = make_author(user=staff.reporter)
    window = desk(user=staff.reporter)
    window.page.focus("#id_headline")
    window.type("Captain asked twice to stay in port")
    window.keys("Enter")
    window.type("A night of messages shows who knew")
    window.keys("Enter")
    window.type(author.name)
    window.page.get_by_role("option", name=author.name).first.wait_for()
    window.keys("Enter", "Tab", "Tab")
    window.cursor(1)
    window.type("The master asked twice.")
    window.keys("Enter")
    window.type("/pull")
    window.keys("Enter")
    window.type("He was told to sail.")
    window.keys("Enter", "Enter")
    window.type("The ship left.")
    window.page.focus("#id_section")
    window.type("W")
    window.keys("Control+s")
    window.page.locator("[data-main-verb]").wait_for()
    window.page.get_by_role("link", name="Preview").wait_for()
    with window.page.expect_navigation():
        window.keys("Control+Enter")
    window.page.focus("[name=note]")
    window.type("Nobody was there.")
    window.keys("Tab")
    with window.page.expect_navigation():
        window.keys("Enter")
    story = Story.objects.get()
    assert (story.status, story.headline) == ("filed", "Captain asked twice to stay in port")
    assert story.body == (
        '<p>The master asked twice.</p>\n<aside data-node="pullquote"><p>He was told to sail.</p></aside>\n'
        "<p>The ship left.</p>"
    )
    assert story.events.get().note == "Nobody was there."


def test_f8_goes_from_one_thing_to_put_right_to_the_next_and_f6_between_text_and_panel(desk):
    window = desk(make_story(headline="", section=None, body=""))
    window.keys("F8")
    assert window.page.evaluate("document.activeElement.id") == "id_headline"
    window.keys("F8")
    assert window.page.evaluate("document.activeElement.id") == "id_section"
    window.keys("F6")
    assert window.page.evaluate("Boolean(document.activeElement.closest('.panel'))")
    window.keys("F6")
    assert window.page.evaluate("document.activeElement.id") == "id_section"
    window.keys("Control+Shift+F")
    expect(window.page.locator(".panel")).to_be_hidden()


def test_what_stands_beside_a_folds_name_follows_what_is_typed_in_it(desk):
    page = desk(make_story()).page
    said = page.locator('[data-fold="Language and machines"]')
    expect(said).to_have_text("en · machines as usual")
    said.click()
    page.fill("#id_language", "pt-BR")
    expect(said).to_have_text("pt-BR · machines as usual")


def test_nothing_on_the_page_breaks_its_policy(desk, client):
    story = make_story()
    Dateline.objects.create(place="Rome")
    window = desk(story)
    for name in ("related", "embed", "table"):
        window.cursor("end")
        window.type(f" /{name}")
        window.keys("Enter")
    window.keys("Control+f", "Escape")
    window.page.wait_for_timeout(300)
    assert [said for said in window.said if any(words in said for words in COMPLAINTS)] == []
    assert window.said == []
    policy = client.get("/")["Content-Security-Policy"]
    assert "nonce" not in policy
    assert "unsafe" not in policy


def test_who_may_only_look_reads_the_story_and_finds_no_editor(page, live_server, staff):
    story = make_story(headline="Dam bursts", created_by=staff.editor)
    workflow.spike(story, by=staff.publisher, note="Old.")
    from tests.desk_pages import signed_in, story_url

    session = signed_in(staff.reporter).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + story_url(story))
    expect(page.locator(".copy--read")).to_have_text("The water came before dawn.")
    expect(page.locator(".ProseMirror, #story")).to_have_count(0)


def test_a_paste_while_the_server_is_away_comes_as_plain_text_and_says_so(desk):
    window = desk(make_story(headline="Stays", body=""))
    window.page.route("**/story/reading/", lambda route: route.abort())
    window.cursor(1)
    window.paste("<p>One <b>bold</b></p><p>Two</p>", "One bold\nTwo")
    window.page.get_by_text("Here it is as plain text.").wait_for()
    assert text(clean(window.body)) == "One bold\n\nTwo"
    window.page.get_by_role("button", name="Take it back").click()
    assert window.body == ""
