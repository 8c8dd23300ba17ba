"""Sessions of the staff: what ends them and what does not, when somebody was seen, and how they like the desk."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import people
from accounts.models import User
from articles import roles
from tests.desk_pages import give_app, is_in, sign_in, signed_in, told
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(roles.EDITOR, email="ed@example.org", name="Ed Itor")


def test_signing_out_everywhere_else_keeps_this_window(editor):
    here, elsewhere = Client(), Client()
    for window in (here, elsewhere):
        sign_in(window)
    here.post("/accounts/me/elsewhere/")
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_a_changed_password_signs_out_everywhere_else(editor, post):
    here, elsewhere = Client(), Client()
    for window in (here, elsewhere):
        sign_in(window)
    new = "three plain words"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", typed).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert "If that was not you" in post.letters[0].get_content()


def test_switching_somebody_off_ends_their_sessions_for_good(client, editor):
    sign_in(client)
    people.switch_off(editor)
    assert not is_in(client)
    people.switch_on(editor)
    assert not is_in(client)
    assert sign_in(client)["Location"] == "/admin/"


def test_who_is_switched_off_is_told_so_only_with_the_right_password(client, editor):
    people.switch_off(editor)
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert told(sign_in(client, password="a guess")).startswith("That e-mail and password")


def test_taking_a_second_factor_away_ends_the_sessions_it_vouched_for(client, editor):
    give_app(editor)
    client = signed_in(editor)
    people.take_second_factor(editor)
    assert not is_in(client)
    assert not Authenticator.objects.filter(user=editor).exists()


# Last seen


def test_who_is_at_the_desk_is_seen_at_most_once_in_five_minutes(editor):
    client = signed_in(editor)
    client.get("/admin/")
    seen = User.objects.get(pk=editor.pk).last_seen_at
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    assert User.objects.get(pk=editor.pk).last_seen_at == seen
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]
    User.objects.filter(pk=editor.pk).update(last_seen_at=seen - people.TO_WITHIN)
    client.get("/admin/")
    assert User.objects.get(pk=editor.pk).last_seen_at >= seen


def test_a_reader_is_not_seen(editor):
    signed_in(editor).get("/")
    assert User.objects.get(pk=editor.pk).last_seen_at is None


# Preferences


def test_somebody_says_how_they_like_the_desk(editor):
    client = signed_in(editor)
    assert "data-letter-keys" not in client.get("/admin/").content.decode()
    client.post("/accounts/me/", {"name": "Eddie", "time_zone": "Africa/Maputo"})
    editor.refresh_from_db()
    assert (editor.name, editor.time_zone, editor.letter_keys) == ("Eddie", "Africa/Maputo", False)
    assert 'data-letter-keys="off"' in client.get("/admin/").content.decode()


def test_a_zone_that_is_none_is_refused_and_nothing_else_can_be_changed_there(editor):
    client = signed_in(editor)
    answer = client.post("/accounts/me/", {"name": "Eddie", "time_zone": "Mars/Olympus"})
    assert "There is no zone" in answer.content.decode()
    client.post("/accounts/me/", {"name": "Eddie", "email": "x@example.org", "is_superuser": "on"})
    editor.refresh_from_db()
    assert (editor.email, editor.is_superuser) == ("ed@example.org", False)
