"""Who keeps the people of the desk, and what nobody gets on the way."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from articles import roles
from tests.desk_pages import page_of, signed_in, typed
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"


@pytest.fixture
def administrator(staff):
    return signed_in(staff.administrator)


@pytest.fixture
def root():
    return make_user(is_staff=True, is_superuser=True)


def page(user, door="change") -> str:
    return f"{LIST}{user.pk}/{door}/"


def test_an_administrator_adds_somebody_by_e_mail_and_gives_a_role(administrator):
    words = {"email": "ben@example.org", "name": "Ben Okri", "usable_password": "true"}
    secret = {"password1": "a-long-secret-7", "password2": "a-long-secret-7"}
    assert administrator.post(f"{LIST}add/", words | secret).status_code == 302
    ben = User.objects.get(email="ben@example.org")
    assert ben.check_password("a-long-secret-7")
    form = typed(administrator.get(page(ben)), "#user_form", is_staff="on")
    administrator.post(page(ben), form | {"groups": [Group.objects.get(name=roles.EDITOR).pk]})
    ben = User.objects.get(pk=ben.pk)
    assert ben.has_perm("articles.send_back_story")
    assert signed_in(ben).get("/admin/articles/story/").status_code == 200


def test_somebody_with_the_same_address_in_other_letters_is_not_added_twice(administrator):
    make_user(email="ben@example.org")
    words = {"email": "BEN@example.org", "name": "Ben", "usable_password": "false"}
    answer = administrator.post(f"{LIST}add/", words)
    assert "Somebody already signs in with this address." in answer.content.decode()


def test_an_administrator_can_make_nobody_able_to_do_everything(administrator, staff):
    form = typed(administrator.get(page(staff.editor)), "#user_form")
    assert not {"is_superuser", "user_permissions"} & form.keys()
    permission = Permission.objects.first().pk
    assert administrator.post(
        page(staff.editor), form | {"is_superuser": "on", "user_permissions": [permission]}
    )
    editor = User.objects.get(pk=staff.editor.pk)
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()


@pytest.mark.parametrize("door", ["change", "password", "delete"])
def test_an_administrator_cannot_touch_somebody_who_may_do_everything(door, administrator, root):
    answer = administrator.post(
        page(root, door), {"password1": "a-long-secret-7", "password2": "a-long-secret-7"}
    )
    assert answer.status_code == 403
    assert not User.objects.get(pk=root.pk).check_password("a-long-secret-7")


def test_somebody_who_may_do_everything_is_only_read_by_an_administrator(administrator, root):
    assert page_of(administrator.get(page(root))).css_first("[name=email]") is None


def test_somebody_who_may_do_everything_may_give_that_too(root, staff):
    client = signed_in(root)
    client.post(page(staff.editor), typed(client.get(page(staff.editor)), "#user_form", is_superuser="on"))
    assert User.objects.get(pk=staff.editor.pk).is_superuser


@pytest.mark.parametrize("role", ["reporter", "editor", "copy_editor", "producer", "publisher"])
def test_other_roles_do_not_see_the_list_of_people(role, staff):
    client = signed_in(getattr(staff, role))
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(page(staff.administrator), {}).status_code == 403
    assert client.post(page(staff.administrator, "password"), {}).status_code == 403


def test_nobody_is_deleted_so_that_history_stays_whole(root, staff):
    assert signed_in(root).post(page(staff.editor, "delete"), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in signed_in(root).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("zone", "kept"), [("Europe/Paris", "Europe/Paris"), ("Mars/Olympus", ""), ("../etc", "")]
)
def test_a_zone_is_one_that_exists(zone, kept, administrator, staff):
    form = typed(administrator.get(page(staff.editor)), "#user_form", time_zone=zone)
    administrator.post(page(staff.editor), form)
    assert User.objects.get(pk=staff.editor.pk).time_zone == kept


def test_roles_are_not_changed_in_the_admin(root):
    assert signed_in(root).get("/admin/auth/group/").status_code == 404
