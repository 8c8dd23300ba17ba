"""Signing in, a second factor and an invitation in a real browser, with a passkey that Chromium itself makes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from accounts import invitations
from articles import roles
from articles.models import Desk
from tests.desk_pages import figures, give_app
from tests.factories import PASSWORD, make_section, make_user
from tests.paper_browser import DESK, LOOKS, PHONE
from tests.post_office import open_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MUST = ["articles.publish_story", "accounts.change_user"]
NARROW = {"width": 320, "height": 640}
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest(".scroll"))
  .map((one) => one.outerHTML.slice(0, 80))"""
# A device that can keep passkeys, and whose owner always says yes.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def window(reader):
    """Opens windows that fail the test if a script was refused or broke."""
    troubles = []

    def open_window(viewport=DESK, **how):
        page = reader(viewport, **how)
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None
        )
        return page

    yield open_window
    assert troubles == []


@pytest.fixture
def publisher():
    return make_user(roles.PUBLISHER, email="pub@example.org", name="Theodora Vance")


def with_device(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_in(page, email="pub@example.org", to="/admin/"):
    page.goto(to)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page):
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def is_at_the_desk(page):
    expect(page.locator(".deskbar__me")).to_be_visible()


def test_who_must_have_a_second_factor_sets_up_an_app_and_signs_in_with_it(window, publisher, settings):
    settings.SECOND_FACTOR_FOR = MUST
    page = window()
    sign_in(page)
    expect(page.get_by_text("The desk opens when you have one.")).to_be_visible()
    page.goto("/admin/articles/story/")
    page.get_by_role("link", name="Set up an app").click()
    secret = page.get_by_label("Or type this key into the app").input_value()
    page.get_by_label("Six figures from your app").fill(figures(secret))
    page.get_by_role("button", name="Set it up").click()
    codes = page.locator(".codes li")
    expect(codes).to_have_count(10)
    page.get_by_role("link", name="To the desk").click()
    is_at_the_desk(page)
    sign_out(page)
    sign_in(page, to="/admin/articles/story/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_label("Six figures from your app").fill(figures(secret, later=30))
    page.keyboard.press("Enter")
    is_at_the_desk(page)
    assert page.url.endswith("/admin/articles/story/")


def test_a_passkey_signs_in_alone(window, publisher, settings):
    settings.SECOND_FACTOR_FOR = MUST
    page = with_device(window())
    sign_in(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/accounts/factors/passkeys/")
    expect(page.get_by_text("My laptop")).to_be_visible()
    sign_out(page)
    page.goto("/admin/people/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_at_the_desk(page)
    assert page.url.endswith("/admin/people/")


def test_a_passkey_is_the_second_step_after_a_password(window, publisher):
    page = with_device(window())
    sign_in(page, to="/admin/")
    page.goto("/accounts/factors/passkeys/new/")
    page.get_by_label("Signs me in alone").uncheck()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sign_out(page)
    sign_in(page)
    page.get_by_role("button", name="Use a passkey").click()
    is_at_the_desk(page)


def test_a_device_without_a_passkey_of_theirs_says_so(window, publisher):
    page = with_device(window())
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was given.")


def test_an_invitation_is_walked_from_the_form_to_the_desk(window, live_server, settings):
    settings.SITE_URL = live_server.url
    make_user(roles.ADMINISTRATOR, email="admin@example.org", name="Gil Marchbanks")
    Desk.objects.create(name="World desk", slug="world")
    page, theirs = window(), window(PHONE)
    with open_office() as post:
        sign_in(page, "admin@example.org", to="/admin/people/")
        page.get_by_role("link", name="Invite…").click()
        page.get_by_label("Name").fill("Idris Bell")
        page.get_by_label("E-mail address").fill("idris@example.org")
        page.get_by_label("Producer").check()
        page.get_by_label("World desk").check()
        page.get_by_role("button", name="Send the letter").click()
        expect(page.get_by_text("A letter is on its way to idris@example.org.")).to_be_visible()
        theirs.goto(post.links()[0])
    expect(theirs.get_by_role("heading", name="Welcome, Idris Bell")).to_be_visible()
    theirs.get_by_label("Your password").fill("three plain words")
    theirs.get_by_label("The same again").fill("three plain words")
    theirs.get_by_role("button", name="Join the desk").click()
    is_at_the_desk(theirs)
    page.goto("/admin/people/")
    row = page.get_by_role("row", name="Idris Bell")
    expect(row).to_contain_text("Producer")
    expect(row).to_contain_text("now")


def test_the_whole_way_in_goes_by_keyboard(window, publisher):
    secret = give_app(publisher)
    page = window()
    page.goto("/admin/")
    page.keyboard.type("pub@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/factors/asked/")
    page.keyboard.type(figures(secret))
    page.keyboard.press("Enter")
    is_at_the_desk(page)


def test_without_scripts_one_signs_in_all_the_same(window, publisher):
    page = window(java_script_enabled=False)
    page.goto("/admin/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
    sign_in(page)
    is_at_the_desk(page)


def test_letters_are_no_keys_for_who_switched_them_off(window, publisher):
    page = window()
    sign_in(page)
    is_at_the_desk(page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.goto("/accounts/me/")
    page.get_by_label("Single letters are keys").uncheck()
    page.get_by_role("button", name="Keep").click()
    page.goto("/admin/")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()


@pytest.fixture
def pages(live_server, settings):
    """An administrator's window key, and every page of people and of signing in, with all that can stand there."""
    settings.SECOND_FACTOR_FOR = ["articles.publish_story"]
    desk, section = Desk.objects.create(name="World desk", slug="world"), make_section("Climate")
    root = make_user(roles.ADMINISTRATOR, email="admin@example.org", name="Gil Marchbanks")
    theodora = make_user(
        roles.PUBLISHER, name="Theodora Vance", email="theodora.vance-with-a-long-name@example.org"
    )
    theodora.desks.add(desk)
    theodora.sections.add(section)
    give_app(root)
    waiting = invitations.invite(make_user(roles.PRODUCER, name="Idris Bell", password=None), by=root)
    make_user(roles.REPORTER, name="Gone", is_active=False)
    session = Client()
    session.force_login(root)
    key = session.cookies["sessionid"].value
    link = invitations.link(waiting).removeprefix(settings.SITE_URL)
    outside = "login/ inactive/ password/reset/ password/reset/done/".split()
    outside += "password/reset/key/done/ password/reset/key/1-set-password/".split()
    inside = (
        "me/ password/change/ logout/ factors/ factors/app/removal/ factors/codes/ factors/codes/new/ "
        "factors/passkeys/ factors/passkeys/new/ factors/again/ reauthenticate/"
    ).split()
    return key, [
        *((False, f"/accounts/{path}") for path in outside),
        (False, link),
        (False, "/accounts/invitation/nonsense/"),
        *((True, f"/accounts/{path}") for path in inside),
        *(
            (True, path)
            for path in ("/admin/people/", "/admin/people/invitation/", f"/admin/people/{theodora.pk}/")
        ),
    ]


def each_page(window, pages, viewport, **how):
    key, addresses = pages
    outside, inside = window(viewport, **how), window(viewport, **how)
    inside.goto("/robots.txt")
    inside.context.add_cookies([{"name": "sessionid", "value": key, "url": inside.url}])
    for is_inside, address in addresses:
        page = inside if is_inside else outside
        page.goto(address)
        yield address, page


@LOOKS
def test_axe_finds_nothing(reader, pages, scheme, viewport):
    found = {}
    for address, page in each_page(reader, pages, viewport, color_scheme=scheme):
        violations = Axe().run(page).response["violations"]
        if violations:
            found[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
    assert found == {}


def test_nothing_sticks_out_of_a_narrow_window(window, pages):
    wide = {
        address: out for address, page in each_page(window, pages, NARROW) if (out := page.evaluate(TOO_WIDE))
    }
    assert wide == {}


def test_every_page_has_one_heading_of_its_own(window, pages):
    for address, page in each_page(window, pages, DESK):
        expect(page.locator("h1"), address).to_have_count(1)


def test_a_person_is_signed_out_everywhere_by_an_administrator(window):
    make_user(roles.ADMINISTRATOR, email="admin@example.org")
    make_user(roles.REPORTER, email="ana@example.org", name="Ana Reyes")
    theirs, page = window(), window()
    sign_in(theirs, "ana@example.org")
    is_at_the_desk(theirs)
    sign_in(page, "admin@example.org", to="/admin/people/")
    page.get_by_role("link", name="Ana Reyes").click()
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("Ana Reyes is signed out everywhere.")).to_be_visible()
    theirs.goto("/admin/")
    expect(theirs.get_by_label("E-mail")).to_be_visible()
