"""The desk in a real browser: what its own small scripts add to pages that work without them."""

import pytest
from playwright.sync_api import expect

from articles.models import Story
from tests.desk_pages import signed_in, story_url
from tests.factories import make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a long pass phrase"


@pytest.fixture
def desk(page, live_server, staff):
    """A window in which an editor is signed in."""
    staff.editor.set_password(PASSWORD)
    staff.editor.save()
    session = signed_in(staff.editor).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_default_timeout(20_000)
    return page


def sign_in_beside(desk, live_server, user) -> None:
    """In another window of the same browser."""
    again = desk.context.new_page()
    again.goto(f"{live_server.url}/admin/login/")
    again.fill("#id_login", user.email)
    again.fill("#id_password", PASSWORD)
    again.locator("[type=submit]").click()
    again.wait_for_selector(".deskbar__me")
    again.close()


def test_a_save_that_is_pressed_twice_is_sent_once(desk, live_server):
    sent = []
    desk.on(
        "request",
        lambda request: request.method == "POST" and "/add/" in request.url and sent.append(request.url),
    )
    desk.goto(f"{live_server.url}/admin/articles/story/add/")
    desk.fill("#id_headline", "Pressed twice")
    save = "const save = document.querySelector('[name=_save]'); save.click(); setTimeout(() => save.click(), 30)"
    with desk.expect_navigation():
        desk.evaluate(f"() => {{ {save} }}")
    desk.wait_for_selector(".messagelist .success")
    assert len(sent) == Story.objects.count() == 1


def test_a_text_typed_while_the_session_ended_is_saved_after_signing_in_again(desk, live_server, staff):
    story = make_story()
    desk.goto(f"{live_server.url}{story_url(story)}")
    desk.fill("#id_deck", "Typed late")
    desk.context.clear_cookies(name="sessionid")
    sign_in_beside(desk, live_server, staff.editor)
    desk.locator("[name=_save]").click()
    desk.wait_for_selector(".messagelist .success")
    story.refresh_from_db()
    assert story.deck == "Typed late"


def test_a_note_that_nobody_would_take_stays_on_the_page_until_somebody_does(desk, live_server, staff):
    story = staff.filed()
    desk.goto(f"{live_server.url}{story_url(story, 'return')}")
    desk.fill("textarea", "Who measured the noise?")
    press = desk.get_by_role("button", name="Send back")
    desk.context.set_offline(True)
    press.click()
    expect(desk.get_by_role("alert")).to_contain_text("The server does not answer. What you typed stays here")
    desk.context.set_offline(False)
    desk.context.clear_cookies(name="sessionid")
    press.click()
    expect(desk.get_by_role("alert")).to_contain_text("You are signed out. What you typed stays here")
    sign_in_beside(desk, live_server, staff.editor)
    press.dblclick()
    desk.wait_for_selector(".messagelist .success")
    assert [event.note for event in story.events.filter(verb="send_back")] == ["Who measured the noise?"]


def test_choosers_say_what_is_chosen_in_them_also_while_nothing_is(desk, live_server):
    desk.goto(f"{live_server.url}{story_url(make_story())}")
    desk.get_by_text("Place and topics").click()
    for name in ("Series", "Add a byline", "Add the dateline", "Add a topic"):
        expect(desk.get_by_role("combobox", name=name), name).to_have_count(1)


def test_an_hour_typed_by_half_is_not_sent_as_none(desk, live_server):
    desk.goto(f"{live_server.url}{story_url(make_story())}")
    desk.get_by_text("Planning").click()
    desk.locator("#id_due_at").press_sequentially("0101")
    desk.locator("[name=_save]").click()
    desk.wait_for_timeout(500)
    assert desk.url.endswith("/change/")
    assert not desk.locator(".messagelist").count()
