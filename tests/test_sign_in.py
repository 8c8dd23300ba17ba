"""How the staff sign in: by address and password, and what keeps everybody else out."""

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from articles import roles
from tests.desk_pages import is_in, page_of, sign_in, signed_in, told
from tests.factories import PASSWORD, make_user
from tests.post_office import sending_to

pytestmark = pytest.mark.django_db

DOOR = "/accounts/login/"


@pytest.fixture
def editor():
    return make_user(roles.EDITOR, email="ed@example.org", name="Ed Itor")


# With a password


def test_the_desk_leads_to_the_page_of_signing_in_and_back_to_where_one_wanted(client, editor):
    asked = "/admin/articles/story/?status__exact=draft"
    page = client.get(asked, follow=True)
    assert page.redirect_chain[-1][0].startswith(DOOR)
    form = page_of(page).css_first("form[action='/accounts/login/']")
    fields = {node.attributes["name"]: node.attributes.get("value") for node in form.css("input")}
    assert fields.keys() == {"csrfmiddlewaretoken", "next", "login", "password"}
    assert sign_in(client, next=fields["next"])["Location"] == asked
    assert client.get(asked).status_code == 200


def test_who_signs_in_without_having_wanted_anything_comes_to_the_desk(client, editor):
    assert sign_in(client)["Location"] == "/admin/"
    assert client.get("/admin/login/?next=/admin/articles/")["Location"] == "/admin/"


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(client, editor, where):
    assert sign_in(client, next=where)["Location"] == "/admin/"


@pytest.mark.parametrize("typed", ["ed@example.org", "ED@Example.ORG", "  ed@example.org "])
def test_an_address_is_the_same_in_capitals(client, editor, typed):
    assert sign_in(client, typed).status_code == 302


def test_an_address_is_kept_in_small_letters():
    assert make_user(email="Ben.Okri@Example.ORG").email == "ben.okri@example.org"


def test_djangos_own_way_of_signing_in_a_test_client_works_too(client, editor):
    assert client.login(username=editor.email, password=PASSWORD)
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, editor):
    unknown, wrong = (
        told(sign_in(client, email, "not this")) for email in ("nobody@example.org", editor.email)
    )
    assert unknown == wrong
    assert wrong.startswith("That e-mail and password do not belong together.")


def test_a_former_address_opens_nothing(client, editor):
    editor.email = "new@example.org"
    editor.save()
    assert sign_in(client, "ed@example.org").status_code == 200
    assert sign_in(client, "new@example.org").status_code == 302


def test_who_has_no_place_at_the_desk_is_told_so(client):
    make_user(email="ed@example.org")
    sign_in(client)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "Your sign-in has no place at the desk." in answer.content.decode()


def test_there_is_no_signing_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/accounts/signup/").status_code == 404


def test_the_house_never_signs_in(client, post):
    house = User.objects.house()
    house.set_password(PASSWORD)
    house.save()
    assert sign_in(client, house.email)["Location"] == "/accounts/inactive/"
    client.post("/accounts/password/reset/", {"email": house.email})
    assert not get_user(client).is_authenticated
    assert not client.login(username=house.email, password=PASSWORD)
    assert post.letters == []


def test_signing_in_or_out_leaves_no_kept_page_and_sets_no_cookie_on_the_paper(client, editor, settings):
    settings.PAGE_CACHE_SECONDS = 60
    sign_in(client)
    client.post("/accounts/logout/")
    reader = Client()
    assert not reader.get("/").cookies
    assert "no-store" in reader.get(DOOR)["Cache-Control"]


# Throttled


def guess(client: Client, number: int, email="ed@example.org", **where):
    for _ in range(number):
        answer = client.post(DOOR, {"login": email, "password": "a guess"}, **where)
    return answer


def test_after_five_wrong_tries_an_address_has_a_pause_wherever_they_came_from(client, editor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        guess(client, 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert told(sign_in(client)) == "Too many wrong tries: wait five minutes. A passkey always works."
    assert not get_user(client).is_authenticated


def test_right_tries_do_not_count(editor):
    for _ in range(8):
        assert sign_in(Client()).status_code == 302


def test_after_twenty_wrong_tries_a_place_has_a_pause_whomever_it_tried(client, editor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        guess(client, 1, f"somebody-{number}@example.org", HTTP_X_FORWARDED_FOR="203.0.113.1")
    here, elsewhere = ({"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"} for number in (1, 2))
    typed = {"login": editor.email, "password": PASSWORD}
    assert "Too many wrong tries" in told(client.post(DOOR, typed, **here))
    assert client.post(DOOR, typed, **elsewhere).status_code == 302


def test_a_place_cannot_call_itself_another(client, editor, settings):
    """What a client writes into X-Forwarded-For stands before what the proxy adds, and is not looked at."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        forged = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}, 203.0.113.1"}
        guess(client, 1, f"somebody-{number}@example.org", **forged)
    typed = {"login": editor.email, "password": PASSWORD}
    answer = client.post(DOOR, typed, HTTP_X_FORWARDED_FOR="198.51.100.99, 203.0.113.1")
    assert "Too many wrong tries" in told(answer)


def test_without_a_proxy_of_ours_nobody_is_believed_where_they_are(client, editor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for number in range(20):
        guess(client, 1, f"somebody-{number}@example.org", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert "Too many wrong tries" in told(sign_in(client))


def test_too_many_tries_at_all_get_a_page_that_says_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answer = guess(client, 3)
    assert answer.status_code == 429
    assert "Too many tries from where you are" in answer.content.decode()


@pytest.mark.redis
def test_guesses_are_counted_for_all_processes_together_in_redis(client, editor, settings):
    import os

    place = os.environ["REDIS_URL"]
    settings.CACHES = {
        "default": {"BACKEND": "newsroom.forgiving_redis.ForgivingRedisCache", "LOCATION": place}
    }
    cache.clear()
    guess(client, 5)
    assert "Too many wrong tries" in told(sign_in(Client()))
    cache.clear()


def test_where_redis_is_away_people_still_sign_in(client, editor, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "newsroom.forgiving_redis.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert sign_in(client).status_code == 302


# A forgotten password


def test_a_forgotten_password_is_replaced_by_a_letter(client, editor, post):
    elsewhere = signed_in(editor)
    client.post("/accounts/password/reset/", {"email": "ED@example.org"})
    [letter] = post.letters
    assert letter["To"] == "ed@example.org"
    [link] = post.links()
    door = "/" + link.split("/", 3)[3]
    form = client.get(door, follow=True)
    action = page_of(form).css_first("form").attributes["action"]
    assert is_in(elsewhere)
    new = "three plain words"
    assert client.post(action, {"password1": new, "password2": new}).status_code == 302
    assert not is_in(elsewhere)
    assert sign_in(client, password=new).status_code == 302
    assert "This link no longer works" in client.get(door, follow=True).content.decode()


@pytest.mark.parametrize("known", [True, False])
def test_the_answer_does_not_tell_who_is_known(client, editor, post, known):
    email = editor.email if known else "nobody@example.org"
    answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
    assert "A letter is on its way" in answer.content.decode()
    assert len(post.letters) == known


def test_where_no_mail_goes_out_the_answer_is_the_same_and_a_change_is_made(client, editor, caplog):
    sign_in(client)
    new = "three plain words"
    with sending_to("127.0.0.1", 1):
        typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        assert client.post("/accounts/password/change/", typed).status_code == 302
        answer = Client().post("/accounts/password/reset/", {"email": editor.email}, follow=True)
    assert "A letter is on its way" in answer.content.decode()
    assert caplog.text.count("No letter went to ed@example.org") == 2
    editor.refresh_from_db()
    assert editor.check_password(new)
