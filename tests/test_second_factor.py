"""The second factor: how it is set up and asked for, what takes its place, and to whom the desk stays shut without."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client

from accounts import second_factor, secrets
from articles import roles
from tests.desk_pages import figures, give_app, page_of, sign_in, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MUST = ["articles.publish_story", "accounts.change_user"]


@pytest.fixture
def editor():
    return make_user(roles.EDITOR, email="ed@example.org")


def test_who_has_an_app_is_asked_for_its_figures(client, editor):
    secret = give_app(editor)
    step = sign_in(client, next="/admin/articles/story/")
    assert step["Location"] == "/accounts/factors/asked/"
    assert not get_user(client).is_authenticated
    wrong = client.post(step["Location"], {"code": "none of them"})
    assert "That code is not right, or no longer" in wrong.content.decode()
    assert client.post(step["Location"], {"code": figures(secret)})["Location"] == "/admin/articles/story/"
    assert client.get("/admin/").status_code == 200


def test_figures_work_once(editor):
    figures_now = figures(give_app(editor))
    first, second = Client(), Client()
    for window in (first, second):
        sign_in(window)
        window.post("/accounts/factors/asked/", {"code": figures_now})
    assert get_user(first).is_authenticated
    assert not get_user(second).is_authenticated


def test_a_recovery_code_works_once(editor):
    give_app(editor)
    code = Authenticator.objects.get(user=editor, type="recovery_codes").wrap().get_unused_codes()[0]
    for works in (True, False):
        window = Client()
        sign_in(window)
        window.post("/accounts/factors/asked/", {"code": code})
        assert get_user(window).is_authenticated is works


def test_figures_cannot_be_guessed(client, editor):
    secret = give_app(editor)
    sign_in(client)
    for _ in range(6):
        answer = client.post("/accounts/factors/asked/", {"code": "wrong"})
    assert "Too many wrong tries" in answer.content.decode()
    client.post("/accounts/factors/asked/", {"code": figures(secret)})
    assert not get_user(client).is_authenticated


def test_an_app_is_set_up_soon_after_signing_in_without_the_password_again(client, editor):
    sign_in(client)
    page = client.get("/accounts/factors/app/")
    secret = page_of(page).css_first("#secret").attributes["value"]
    answer = client.post("/accounts/factors/app/", {"code": figures(secret)}, follow=True)
    assert "Recovery codes" in answer.content.decode()
    assert second_factor.has_one(editor)


def test_later_the_password_is_asked_again(client, editor, monkeypatch):
    sign_in(client)
    later = time.time() + 3600
    monkeypatch.setattr("accounts.adapter.time.time", lambda: later)
    assert client.get("/accounts/factors/app/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.get("/accounts/factors/codes/new/")["Location"].startswith("/accounts/reauthenticate/")


def test_the_key_of_an_app_is_not_readable_in_the_database(editor):
    secret = give_app(editor)
    assert secret not in str(Authenticator.objects.get(user=editor, type="totp").data)


def test_a_new_key_of_the_papers_keeps_a_second_factor_while_the_former_is_named(client, editor, settings):
    secret = give_app(editor)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key, worth as little"
    for fallbacks, opens in (([], False), ([former], True)):
        settings.SECRET_KEY_FALLBACKS = fallbacks
        window = Client()
        sign_in(window)
        window.post("/accounts/factors/asked/", {"code": figures(secret)})
        assert get_user(window).is_authenticated is opens


def test_what_cannot_be_opened_any_more_is_a_secret_that_nobody_knows():
    sealed = secrets.seal("a key")
    assert secrets.unseal(sealed) == "a key"
    torn = sealed[:-4] + "AAA="
    assert len({secrets.unseal(torn) for _ in range(3)} - {"", "a key"}) == 3


# Where the house asks for one


@pytest.fixture
def asked(settings):
    settings.SECOND_FACTOR_FOR = MUST


@pytest.mark.parametrize("role", [roles.PUBLISHER, roles.ADMINISTRATOR])
def test_who_must_have_one_and_has_none_can_do_nothing_else(role, asked):
    client = signed_in(make_user(role))
    for door in ("/admin/", "/admin/articles/story/", "/admin/people/"):
        assert client.get(door)["Location"] == "/accounts/factors/"
    answer = client.post("/admin/articles/story/add/", {"headline": "Dam bursts"})
    assert answer.status_code == 403
    assert "Set up a second factor first" in answer.content.decode()
    assert "The desk opens when you have one." in client.get("/accounts/factors/").content.decode()
    assert client.post("/admin/logout/").status_code == 200


def test_the_desk_opens_with_it_and_shuts_without(asked):
    publisher = make_user(roles.PUBLISHER)
    give_app(publisher)
    client = signed_in(publisher)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=publisher).exclude(type="recovery_codes").delete()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR, roles.COPY_EDITOR])
def test_it_is_not_asked_of_other_roles(role, asked):
    assert signed_in(make_user(role)).get("/admin/").status_code == 200


def test_nobody_is_asked_where_the_setting_is_off():
    assert signed_in(make_user(roles.PUBLISHER)).get("/admin/").status_code == 200


def test_the_last_one_stays_where_it_is_asked_for(client, asked):
    publisher = make_user(roles.PUBLISHER, email="ed@example.org")
    secret = give_app(publisher)
    sign_in(client)
    client.post("/accounts/factors/asked/", {"code": figures(secret)})
    answer = client.post("/accounts/factors/app/removal/")
    assert "set up another before this one goes" in answer.content.decode()
    assert second_factor.has_one(publisher)
