"""How somebody joins: invited by an administrator, by a letter whose link works once and for a week."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from accounts import invitations
from accounts.models import Invitation, User
from articles import roles
from articles.models import Desk
from tests.desk_pages import page_of, signed_in, typed
from tests.factories import PASSWORD, make_section, make_user
from tests.post_office import open_office, sending_to

pytestmark = pytest.mark.django_db

INVITE = "/admin/people/invitation/"
CHOSEN = {"password1": "three plain words", "password2": "three plain words"}


@pytest.fixture
def administrator():
    return signed_in(make_user(roles.ADMINISTRATOR, name="Gil Marchbanks"))


def invite(administrator, email="ben@example.org", role=roles.EDITOR, **more):
    from django.contrib.auth.models import Group

    said = {"name": "Ben Okri", "email": email, "roles": [Group.objects.get(name=role).pk]}
    return administrator.post(INVITE, said | more, follow=True)


def door(post) -> str:
    """The way from the last letter to our own pages."""
    return post.links()[0].removeprefix("http://127.0.0.1:8000")


def works(address: str) -> bool:
    return Client().get(address).status_code == 200


def test_somebody_is_invited_chooses_a_password_and_is_at_the_desk_with_role_desk_and_section(
    administrator, post
):
    desk, section = Desk.objects.create(name="World", slug="world"), make_section("World")
    answer = invite(administrator, "Ben@Example.org", desks=[desk.pk], sections=[section.pk])
    assert "A letter is on its way to ben@example.org." in answer.content.decode()
    [letter] = post.letters
    assert letter["To"] == "ben@example.org"
    assert letter["Subject"] == "Gil Marchbanks invites you to the desk of Newsroom"
    ben = Client()
    page = ben.get(door(post))
    assert "Gil Marchbanks invited you to the desk as editor." in " ".join(
        page_of(page).css_first("form p").text().split()
    )
    answer = ben.post(door(post), CHOSEN)
    assert answer["Location"] == "/admin/"
    assert ben.get("/admin/articles/story/").status_code == 200
    user = User.objects.get(email="ben@example.org")
    assert user.has_perm("articles.send_back_story")
    assert (list(user.desks.all()), list(user.sections.all())) == ([desk], [section])
    assert Client().login(username="ben@example.org", password="three plain words")


def test_looking_at_the_link_uses_nothing_up(administrator, post):
    invite(administrator)
    for _ in range(3):
        page = Client().get(door(post))
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    assert not User.objects.get(email="ben@example.org").has_usable_password()


def test_a_link_works_once(administrator, post):
    invite(administrator)
    Client().post(door(post), CHOSEN)
    second = Client()
    other = {"password1": "another three words", "password2": "another three words"}
    assert second.post(door(post), other).status_code == 404
    assert not get_user(second).is_authenticated
    assert User.objects.get(email="ben@example.org").check_password("three plain words")


def test_two_who_press_at_once_do_not_both_join(administrator, post):
    invite(administrator)
    invitation = Invitation.objects.select_related("user").get()
    assert invitations.accept(invitation, password="three plain words")
    assert not invitations.accept(invitation, password="another three words")
    assert User.objects.get(email="ben@example.org").check_password("three plain words")


def test_a_link_ends_after_a_week(administrator, post, monkeypatch):
    invite(administrator)
    now = timezone.now().timestamp()
    week = invitations.GOOD_FOR.total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + week - 60)
    assert works(door(post))
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + week + 60)
    assert not works(door(post))


def test_a_link_that_somebody_changed_does_not_work(administrator, post):
    invite(administrator)
    address = door(post)
    assert not works(address[:-2] + ("A/" if address[-2] != "A" else "B/"))
    assert not works("/accounts/invitation/nonsense/")


def test_a_later_letter_ends_an_earlier_one(administrator, post):
    invite(administrator)
    earlier = door(post)
    ben = User.objects.get(email="ben@example.org")
    administrator.post(f"/admin/people/{ben.pk}/letter/")
    assert len(post.letters) == 2
    assert works(door(post))
    assert not works(earlier)


def test_an_invitation_is_withdrawn_and_may_be_made_again(administrator, post):
    invite(administrator)
    ben = User.objects.get(email="ben@example.org")
    administrator.post(f"/admin/people/{ben.pk}/withdrawal/")
    assert not works(door(post))
    assert not Invitation.objects.exists()
    assert not User.objects.get(pk=ben.pk).is_active
    invite(administrator, role=roles.REPORTER)
    assert User.objects.get(email="ben@example.org").pk == ben.pk
    assert works(door(post))
    assert [group.name for group in ben.groups.all()] == [roles.REPORTER]


def test_who_is_switched_off_cannot_join(administrator, post):
    invite(administrator)
    User.objects.filter(email="ben@example.org").update(is_active=False)
    assert not works(door(post))


def test_who_signs_in_already_is_not_invited(administrator, post):
    make_user(email="ben@example.org", name="Ben Okri")
    answer = invite(administrator)
    assert "Ben Okri signs in with this address already." in answer.content.decode()
    assert post.letters == []


def test_neither_the_house_nor_who_may_do_everything_is_invited(administrator, post):
    make_user(email="root@example.org", name="Root", is_superuser=True, password=None)
    for email in (User.objects.house().email, "root@example.org"):
        assert "is not invited here" in invite(administrator, email).content.decode()
        assert User.objects.get(email=email).name in ("The house", "Root")
    assert post.letters == []


def test_a_forgotten_password_is_no_way_round_the_letter(administrator, post):
    invite(administrator)
    Client().post("/accounts/password/reset/", {"email": "ben@example.org"})
    assert len(post.letters) == 1


@pytest.mark.parametrize("password", ["short", "password", "12345678901"])
def test_a_password_that_everybody_takes_is_refused(administrator, post, password):
    invite(administrator)
    ben = Client()
    answer = ben.post(door(post), {"password1": password, "password2": password})
    assert answer.status_code == 200
    assert page_of(answer).css(".invalid-feedback")
    assert works(door(post))


def test_somebody_else_who_is_signed_in_at_the_machine_is_signed_out(administrator, post):
    invite(administrator)
    window = signed_in(make_user(roles.REPORTER))
    window.post(door(post), CHOSEN)
    assert get_user(window).email == "ben@example.org"


def test_where_no_mail_goes_out_it_is_said_and_can_be_sent_again(administrator):
    with sending_to("127.0.0.1", 1):
        answer = invite(administrator)
    assert "No letter went to ben@example.org" in answer.content.decode()
    ben = User.objects.get(email="ben@example.org")
    with open_office() as office:
        administrator.post(f"/admin/people/{ben.pk}/letter/")
        assert works(door(office))


def test_an_invitation_asks_for_a_name_and_a_role(administrator, post):
    answer = administrator.post(INVITE, {"email": "ben@example.org"})
    wrong = {node.attributes["id"] for node in page_of(answer).css(".invalid-feedback")}
    assert len(wrong) == 2
    assert not User.objects.filter(email="ben@example.org").exists()


def test_who_was_here_and_is_switched_off_is_not_invited_but_switched_on(administrator, post):
    ben = make_user(email="ben@example.org", is_active=False, last_login=timezone.now() - timedelta(days=9))
    ben.set_unusable_password()
    ben.save()
    assert "was here before, and is switched off." in invite(administrator).content.decode()


def test_the_list_says_who_was_invited_and_has_not_come(administrator, post):
    invite(administrator)
    page = page_of(administrator.get("/admin/people/"))
    row = next(row for row in page.css("table.people tbody tr") if "ben@example.org" in row.text())
    assert "invited" in row.text()
    assert "never" in row.text()
    assert row.css_first("form").attributes["action"].endswith("/letter/")
    assert PASSWORD not in page.html
    assert typed(administrator.get(INVITE), "form.person")["email"] == ""
