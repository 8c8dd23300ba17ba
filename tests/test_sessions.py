"""Sessions of the staff: what ends them and what does not, when somebody was seen, and how they like the desk."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import people, seats
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


# Where somebody is signed in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on an iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/19.0 Safari/605.1", "Safari on a Mac"),
        ("Lynx on Linux", "A browser on Linux"),
        ("", "A device that does not say what it is"),
    ],
)
def test_a_device_is_called_as_people_call_it(agent, device):
    assert seats.device_of(agent) == device


@pytest.fixture
def devices(editor):
    """The editor at a desk and with a phone."""
    desk, phone = Client(headers={"User-Agent": FIREFOX}), Client(headers={"User-Agent": PHONE})
    for window in (desk, phone):
        sign_in(window)
        window.get("/admin/")
    return desk, phone


def test_ones_own_page_says_where_one_is_signed_in_and_signs_out_there(editor, devices):
    desk, phone = devices
    page = desk.get("/accounts/me/").content.decode()
    assert "Firefox on Linux</b>, here" in page
    assert "Safari on an iPhone" in page
    seat = editor.seats.get(device="Safari on an iPhone")
    desk.post(f"/accounts/me/devices/{seat.pk}/")
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert "iPhone" not in desk.get("/accounts/me/").content.decode().partition("Where you are")[2]


def test_nobody_signs_out_anothers_device(editor, devices):
    other = signed_in(make_user(roles.PUBLISHER))
    assert other.post(f"/accounts/me/devices/{editor.seats.first().pk}/").status_code == 404
    assert all(map(is_in, devices))


def test_who_keeps_people_sees_where_they_are_and_signs_one_device_out(editor, devices):
    desk, phone = devices
    keeper = signed_in(make_user(roles.ADMINISTRATOR))
    assert "on 2 devices" in keeper.get("/admin/people/").content.decode()
    page = keeper.get(f"/admin/people/{editor.pk}/").content.decode()
    assert "Firefox on Linux" in page
    keeper.post(f"/admin/people/{editor.pk}/devices/{editor.seats.get(device__startswith='Safari').pk}/")
    assert (is_in(desk), is_in(phone)) == (True, False)


@pytest.mark.parametrize("how", ["signing out", "a new round", "a new password", "time"])
def test_a_device_whose_session_ended_is_no_longer_told(editor, devices, how):
    match how:
        case "signing out":
            devices[1].post("/accounts/logout/")
        case "a new round":
            devices[0].post("/accounts/me/elsewhere/")
        case "a new password":
            new = "three plain words"
            typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
            devices[0].post("/accounts/password/change/", typed)
        case "time":
            Session.objects.filter(session_key=devices[1].session.session_key).update(
                expire_date=timezone.now()
            )
    devices[0].get("/admin/")
    editor.refresh_from_db()
    assert [seat.device for seat in seats.of(editor)] == ["Firefox on Linux"]


def test_what_a_new_page_asks_for_at_once_notes_the_device_once(editor):
    """Each of them had the session before any had written into it which seat it is."""
    client = signed_in(editor)
    assert is_in(client)
    session = client.session
    del session[seats.KEY]
    session.save()
    assert is_in(client)
    assert editor.seats.count() == 1


def test_a_device_is_noted_at_most_once_in_five_minutes(devices):
    with CaptureQueriesContext(connection) as queries:
        devices[0].get("/admin/")
    assert not [query for query in queries if "accounts_seat" in query["sql"]]


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


# What somebody may


def test_rights_of_roles_and_beside_them_are_asked_for_at_once(editor, django_assert_num_queries):
    editor.user_permissions.add(Permission.objects.get(codename="publish_story"))
    editor = User.objects.get(pk=editor.pk)
    with django_assert_num_queries(1):
        assert editor.has_perms(["articles.publish_story", "articles.send_back_story"])
        assert not editor.has_perm("articles.kill_story")
    editor.is_active = False
    assert not editor.has_perm("articles.publish_story")
