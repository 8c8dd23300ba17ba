"""Nothing typed is lost: two people in one story, a session that ends in mid-sentence, a server that goes away."""

import pytest
from playwright.sync_api import expect

from articles import workflow
from articles.models import Revision, Story
from tests.desk_pages import signed_in, story_url
from tests.factories import DAY, HOUR, NOON, make_author, make_story
from tests.paper_browser import comes_true

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long pass phrase"
BODY = "<p>The water came before dawn.</p>\n<p>Nobody was warned of it.</p>\n<p>The mayor spoke.</p>"
# The server answers half a second late.
SLOWLY = """() => {
  const real = window.fetch;
  window.fetch = async (...letter) => {
    if (!letter[0].includes("autosave")) return real(...letter);
    window.isOnItsWay = true;
    await new Promise((done) => setTimeout(done, 500));
    return real(...letter);
  };
}"""
PUT = """([name, value]) => {
  const field = document.getElementById(`id_${name}`);
  field.value = value;
  for (const kind of ["change", "input"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}"""
NEW, AUTOSAVE = "/admin/articles/story/add/", "**/autosave/"
SAVED = ".storybar__saved .mark--done"


@pytest.fixture
def story(staff):
    """A story as it was saved once, from which everybody begins."""
    story = make_story(headline="Dam bursts", created_by=staff.reporter)
    workflow.revise(story, by=staff.editor, body=BODY, deck="A town waits.")
    return story


@pytest.fixture
def desk(browser, live_server):
    """Opens windows in which somebody is signed in: `desk(staff.editor)`, or far away: `timezone_id="Asia/Tokyo"`."""
    contexts = []

    def open_window(user, **place):
        user.set_password(PASSWORD)
        user.save()
        context = browser.new_context(base_url=live_server.url, **place)
        context.set_default_timeout(20_000)
        session = signed_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def opened(page, story) -> None:
    page.goto(story_url(story))
    page.wait_for_selector("#story[data-run]")


def write(page, field: str, old: str, new: str) -> None:
    """Put some words for others in a field, as somebody types them."""
    text = page.input_value(f"#id_{field}")
    assert old in text
    if field == "body":  # The editor lies over it, and follows it.
        page.evaluate(PUT, ["body", text.replace(old, new)])
    else:
        page.fill(f"#id_{field}", text.replace(old, new))


def cut_off(page) -> None:
    """Let nothing that this page sends reach the server; not what it sends when it is left, either."""
    page.route(AUTOSAVE, lambda route: route.abort())
    page.evaluate("() => { navigator.sendBeacon = () => false; }")


def test_what_is_typed_is_on_the_server_within_two_seconds_of_a_pause(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    write(page, "body", "before dawn", "before noon")
    page.wait_for_selector(SAVED, timeout=2_000 + 3_000)  # The pause, and what a busy machine takes.
    story.refresh_from_db()
    assert "before noon" in story.body
    assert page.input_value("[name=version]") == str(story.version)
    write(page, "deck", "A town", "A city")
    page.wait_for_function(
        "version => document.querySelector('[name=version]').value > version", arg=str(story.version)
    )
    assert story.revisions.latest("number").saves == 2


def test_a_save_asks_for_no_page_and_leaves_the_bar_as_it_was(desk, staff, story):
    """A story that stands already is not begun anew by its first save."""
    page = desk(staff.editor)
    opened(page, story)
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    write(page, "deck", "A town waits.", "A town waits on.")
    page.wait_for_selector(SAVED)
    expect(page.locator(".storybar__tabs")).to_have_count(1)
    assert not [url for method, url in asked if method == "GET" and "/change/" in url]


def test_a_new_story_has_an_address_of_its_own_after_the_first_words(desk, staff):
    page = desk(staff.reporter)
    page.goto(NEW)
    page.wait_for_selector("#story[data-run]")
    page.fill("#id_headline", "Ferry returns")
    page.wait_for_selector(SAVED)
    story = Story.objects.get()
    assert page.url.endswith(story_url(story))
    page.fill("#id_deck", "At dusk.")
    page.locator("#keep").click()
    page.wait_for_selector(".messagelist .success")
    story = Story.objects.get()
    assert (story.deck, story.slug) == ("At dusk.", "ferry-returns")


def test_two_people_in_one_story_lose_nothing_and_see_each_other(desk, staff, story):
    hers, his = desk(staff.editor), desk(staff.publisher)
    opened(hers, story)
    opened(his, story)
    hers.focus("#id_deck")
    his.focus("#id_kicker")
    hers.wait_for_selector(".presence li:has-text('Publisher')")
    write(hers, "body", "Nobody was warned", "Nobody in Beira was warned")
    hers.wait_for_selector(SAVED)
    write(his, "body", "The mayor spoke.", "The mayor spoke at last.")
    write(his, "headline", "Dam bursts", "Dam bursts again")
    his.wait_for_selector(SAVED)
    both = BODY.replace("Nobody was", "Nobody in Beira was").replace("spoke.", "spoke at last.")
    his.wait_for_function("both => document.getElementById('id_body').value === both", arg=both)
    story.refresh_from_db()
    assert (story.body, story.headline) == (both, "Dam bursts again")
    hers.focus("#id_kicker")  # A sign of life brings in what he wrote.
    hers.wait_for_function("both => document.getElementById('id_body').value === both", arg=both)
    assert hers.input_value("#id_headline") == "Dam bursts again"
    write(hers, "deck", "A town waits.", "A town waits still.")
    hers.wait_for_function(
        "version => document.querySelector('[name=version]').value > version", arg=str(story.version)
    )
    story.refresh_from_db()
    assert (story.body, story.deck) == (both, "A town waits still.")
    assert not story.revisions.filter(kind=Revision.Kind.REFUSED).exists()


def test_two_people_change_the_same_words_and_bring_them_together_from_the_keyboard(desk, staff, story):
    hers, his = desk(staff.editor), desk(staff.publisher)
    opened(hers, story)
    opened(his, story)
    write(hers, "headline", "bursts", "holds")
    write(hers, "body", "Nobody was", "No one was")
    hers.wait_for_selector(SAVED)
    write(his, "headline", "bursts", "breaks")
    write(his, "body", "Nobody was", "Few were")
    his.wait_for_selector(".banner:has-text('saved while you were writing')")
    write(his, "deck", "A town", "A city")
    his.wait_for_timeout(2_000)
    his.click("text=Bring together")
    his.wait_for_selector(".fork")
    expect(his.locator("[type=submit][aria-disabled]")).to_have_count(1)
    for key in ("j", "1", "j", "3"):
        his.keyboard.press(key)
    expect(his.locator("[type=submit][aria-disabled]")).to_have_count(0)
    his.keyboard.press("Control+Enter")
    his.wait_for_selector(".messagelist .success")
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("Dam breaks", "A city waits.")
    assert story.body.split("\n")[1:3] == ["<p>Few were warned of it.</p>", "<p>No one was warned of it.</p>"]


def test_credits_and_topics_that_a_colleague_changes_come_into_the_open_page(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    chips, topics = (page.locator(f"#{name} .chip:not(.chip--add)") for name in ("byline-chips", "tag-chips"))
    expect(chips).to_have_count(1)
    credits = [
        {"author": make_author("Ben Okri"), "role": "Photographs"},
        {"author": make_author("Ana Ruiz"), "role": ""},
    ]
    workflow.revise(story, by=staff.publisher, bylines=credits, tags=["floods", "dams"])
    write(page, "deck", "A town waits.", "A town waits on.")
    expect(chips).to_have_count(2)
    expect(chips.first).to_contain_text("Ben Okri")
    expect(topics).to_contain_text(["dams", "floods"])
    write(page, "deck", "A town waits on.", "A town waits for rain.")
    comes_true(page, f"Number(document.querySelector('[name=version]').value) > {story.version + 1}")
    story.refresh_from_db()
    assert story.deck == "A town waits for rain."
    assert [(str(row.author), row.role) for row in story.bylines.order_by("position")] == [
        ("Ben Okri", "Photographs"),
        ("Ana Ruiz", ""),
    ]
    assert sorted(story.tags.names()) == ["dams", "floods"]
    expect(page.locator("[data-kind=stale]")).to_have_count(0)


def test_typing_goes_on_while_somebody_elses_words_come_in(desk, staff, story):
    """What was typed after a save left is not overwritten by its answer, and takes nothing of the other's out."""
    page = desk(staff.editor)
    opened(page, story)
    workflow.revise(story, by=staff.publisher, body=BODY.replace("The mayor spoke", "The mayor wept"))
    page.evaluate(SLOWLY)
    write(page, "body", "before dawn", "before noon")
    page.wait_for_function("() => window.isOnItsWay")
    write(page, "body", "before noon", "before noon on Friday")
    page.wait_for_function("() => document.getElementById('id_body').value.includes('wept')")
    expected = BODY.replace("before dawn", "before noon on Friday").replace("spoke", "wept")
    assert page.input_value("#id_body") == expected
    page.wait_for_timeout(1_500)
    story.refresh_from_db()
    assert story.body == expected


def test_a_session_that_ends_in_mid_sentence_loses_nothing(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    page.context.clear_cookies(name="sessionid")
    write(page, "deck", "A town waits.", "A town waits for the river to")
    page.wait_for_selector(".banner--stop:has-text('You are signed out')")
    with page.context.expect_page() as sign_in:
        page.click(".banner--stop a")
    again = sign_in.value
    again.fill("#id_login", staff.editor.email)
    again.fill("#id_password", PASSWORD)
    again.locator("[type=submit]").first.click()
    again.wait_for_selector(".deskbar__me")
    again.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_selector(SAVED)
    expect(page.locator(".banner--stop")).to_have_count(0)
    story.refresh_from_db()
    assert story.deck == "A town waits for the river to"


def test_a_server_that_goes_away_and_comes_back_has_it_all(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    page.context.set_offline(True)
    write(page, "deck", "A town waits.", "Nobody waits.")
    page.wait_for_selector(".banner--warn:has-text('The server has not answered')")
    page.context.set_offline(False)
    page.wait_for_selector(SAVED)
    expect(page.locator(".banner--warn")).to_have_count(0)
    story.refresh_from_db()
    assert story.deck == "Nobody waits."
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-copy')).length") == 0


def test_what_is_only_on_the_device_is_offered_compared_and_brought_in(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    cut_off(page)
    write(page, "deck", "A town waits.", "Nobody waits.")
    page.wait_for_selector(".banner--warn")
    page.goto("about:blank")
    page.unroute(AUTOSAVE)
    workflow.revise(story, by=staff.publisher, headline="Dam bursts again")
    opened(page, story)
    offer = page.locator("#device-copy")
    expect(offer).to_contain_text("is on this device and not on the server")
    offer.get_by_text("Compare").click()
    expect(page.locator(".fieldiff ins").first).to_have_text("Nobody waits.")
    offer.get_by_text("Bring it in").click()
    page.wait_for_selector(SAVED)
    story.refresh_from_db()
    assert (story.deck, story.headline) == ("Nobody waits.", "Dam bursts again")
    opened(page, story)
    expect(offer).to_be_hidden()


def test_the_hour_of_what_is_on_the_device_is_the_papers_and_says_its_day(desk, staff, story):
    page = desk(staff.editor, timezone_id="Asia/Tokyo")
    page.clock.set_fixed_time(NOON)
    opened(page, story)
    cut_off(page)
    write(page, "deck", "A town waits.", "Nobody waits.")
    since = page.locator("#save-banners [data-say=at]")
    expect(since).to_have_text("12:00:00")
    page.clock.set_fixed_time(NOON + HOUR)
    page.get_by_role("button", name="Try now").click()
    expect(page.locator(".storybar__saved")).to_have_text("On this device 13:00:00")
    expect(since).to_have_text("12:00:00")
    page.goto("about:blank")
    page.clock.set_fixed_time(NOON + 2 * DAY)
    opened(page, story)
    expect(page.locator("#device-copy [data-at]")).to_have_text("Sun 3 May 13:00")


def test_what_is_only_on_the_device_can_be_let_go_and_is_nobody_elses(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    cut_off(page)
    write(page, "deck", "A town waits.", "Nobody waits.")
    page.wait_for_selector(".banner--warn")
    page.goto("about:blank")
    page.unroute(AUTOSAVE)
    mine = page.context.cookies()
    page.context.clear_cookies()
    session = signed_in(staff.publisher).cookies["sessionid"].value
    url = mine[0]["domain"]
    page.context.add_cookies([{"name": "sessionid", "value": session, "domain": url, "path": "/"}])
    opened(page, story)
    expect(page.locator("#device-copy")).to_be_hidden()
    page.context.clear_cookies()
    page.context.add_cookies(mine)
    opened(page, story)
    page.locator("#device-copy").get_by_text("Let it go").click()
    opened(page, story)
    expect(page.locator("#device-copy")).to_be_hidden()
    assert page.input_value("#id_deck") == "A town waits."


def test_what_a_new_page_took_along_is_not_offered_to_the_next_one(desk, staff):
    """Brought in there it would have been a second story."""
    page = desk(staff.editor)
    page.goto(NEW)
    page.wait_for_selector("#story[data-run]")
    page.fill("#id_headline", "Left at once")
    page.goto("about:blank")
    page.wait_for_timeout(1_500)
    assert Story.objects.get().headline == "Left at once"
    with page.expect_response(lambda answer: "autosave/?run=" in answer.url):
        page.goto(NEW)
    comes_true(page, "Object.keys(localStorage).some((key) => /story.[0-9]+.autosave/.test(key))")
    expect(page.locator("#device-copy")).to_be_hidden()
    page.goto(story_url(Story.objects.get()))
    comes_true(page, "!Object.keys(localStorage).some((key) => key.startsWith('desk-copy'))")
    expect(page.locator("#device-copy")).to_be_hidden()


def test_what_was_typed_in_the_last_second_goes_along_with_the_page(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    write(page, "deck", "A town waits.", "Gone in a second.")
    page.goto("about:blank")
    page.wait_for_timeout(1_500)
    story.refresh_from_db()
    assert story.deck == "Gone in a second."


def test_who_goes_back_to_a_story_finds_it_as_it_stands_and_not_as_they_last_typed_it(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    write(page, "headline", "Dam bursts", "Dam bursts at dawn")
    page.wait_for_selector(SAVED)
    page.goto(story_url(story, "preview"))
    workflow.revise(story, by=staff.copy_editor, headline="Dam gives way at dawn")
    page.go_back()
    page.wait_for_selector("#story[data-run]")
    expect(page.locator("#id_headline")).to_have_value("Dam gives way at dawn")
    write(page, "deck", "A town", "A city")
    page.wait_for_selector(SAVED)
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("Dam gives way at dawn", "A city waits.")


def test_a_version_is_kept_under_a_name_from_the_keyboard(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    write(page, "deck", "A town waits.", "Nobody waits.")
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    page.keyboard.type("Before the lawyers")
    page.keyboard.press("Enter")
    page.wait_for_selector("#version-asked :text('Kept for ever')")
    assert story.events.get(verb="keep").note == "Before the lawyers"
    kept = story.revisions.latest("number")
    assert (kept.milestone, kept.content["deck"]) == (True, "Nobody waits.")


def test_an_incomplete_field_is_told_and_the_rest_is_saved(desk, staff, story):
    page = desk(staff.editor)
    opened(page, story)
    page.evaluate(PUT, ["dateline_date", "the third"])
    write(page, "deck", "A town waits.", "Nobody waits.")
    page.wait_for_selector(".storybar__saved .mark--weigh:has-text('All but Dateline date')")
    story.refresh_from_db()
    assert story.deck == "Nobody waits."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_anybodys_way_on_the_two_pages(browser, live_server, staff, story, scheme):
    from axe_playwright_python.sync_playwright import Axe

    opened_at = story.version
    workflow.revise(
        story, by=staff.publisher, headline="Theirs", body=BODY.replace("dawn", "noon"), tags=["Rain"]
    )
    with pytest.raises(workflow.StaleVersion) as refusal:
        workflow.revise(story, by=staff.editor, version=opened_at, headline="Mine")
    context = browser.new_context(
        base_url=live_server.url, color_scheme=scheme, viewport={"width": 320, "height": 800}
    )
    session = signed_in(staff.editor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    for door in (f"conflict/{refusal.value.refused.number}", "history"):
        page.goto(story_url(story, door))
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
