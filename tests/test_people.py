"""The people of the desk: who they are, what their roles may, how they come and go."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import people
from accounts.models import User
from articles import roles, workflow
from articles.admin import matrix
from articles.models import Desk
from tests.desk_pages import give_app, messages_of, page_of, signed_in, typed
from tests.factories import PASSWORD, make_section, make_story, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/people/"


@pytest.fixture
def administrator(staff):
    return signed_in(staff.administrator)


def page(user, door="") -> str:
    return f"{LIST}{user.pk}/{door}"


def rows(answer) -> dict[str, str]:
    """What the list says of each person, by name."""
    return {
        row.css_first(".headline").text(strip=True): " ".join(row.text().split())
        for row in page_of(answer).css("table.people tbody tr")
    }


# The list


def test_an_administrator_sees_everybody_with_role_desks_factor_and_when_they_were_here(administrator, staff):
    staff.editor.desks.add(Desk.objects.create(name="World", slug="world"))
    staff.editor.sections.add(make_section("Climate"))
    give_app(staff.editor)
    User.objects.house()
    said = rows(administrator.get(LIST))
    assert "Editor World, Climate App never" in said["Editor"]
    assert "Administrator All None yet now" in said["Administrator"]
    assert "The house" not in said


def test_who_must_set_up_a_second_factor_is_marked(administrator, staff, settings):
    settings.SECOND_FACTOR_FOR = ["articles.publish_story", "accounts.change_user"]
    give_app(staff.administrator)
    assert [staff.publisher, staff.reporter]
    answer = administrator.get(LIST)
    assert "Must set one up" in rows(answer)["Publisher"]
    assert "None yet" in rows(answer)["Reporter"]
    assert "1 must still set up a second factor" in answer.content.decode()


@pytest.mark.parametrize("role", ["reporter", "editor", "copy_editor", "producer", "publisher"])
def test_other_roles_see_what_roles_may_and_nobodys_address(role, staff):
    answer = signed_in(getattr(staff, role)).get(LIST)
    assert answer.status_code == 200
    assert page_of(answer).css_first("table.matrix")
    assert not rows(answer)
    assert staff.administrator.email not in answer.content.decode()


def test_the_list_asks_no_more_of_the_database_for_many_people(administrator):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            administrator.get(LIST)
        return len(queries)

    administrator.get(LIST)
    few = asked()
    desk, section = Desk.objects.create(name="World", slug="world"), make_section()
    for _ in range(20):
        somebody = make_user(roles.REPORTER)
        somebody.desks.add(desk)
        somebody.sections.add(section)
        give_app(somebody)
    assert asked() <= few + 1
    assert few <= 15


# A person's page


def test_roles_desks_and_sections_are_given_on_a_persons_page(administrator, staff):
    world, climate = Desk.objects.create(name="World", slug="world"), make_section("Climate")
    form = typed(administrator.get(page(staff.reporter)), "form.person", name="Wanjiru")
    editor = Group.objects.get(name=roles.EDITOR)
    form |= {"roles": [editor.pk], "desks": [world.pk], "sections": [climate.pk]}
    assert administrator.post(page(staff.reporter), form).status_code == 302
    reporter = User.objects.get(pk=staff.reporter.pk)
    assert (reporter.name, [*reporter.groups.all()]) == ("Wanjiru", [editor])
    assert ([*reporter.desks.all()], [*reporter.sections.all()]) == ([world], [climate])
    assert reporter.check_password(PASSWORD)


def test_without_a_role_the_desk_is_shut(administrator, staff):
    form = typed(administrator.get(page(staff.reporter)), "form.person")
    administrator.post(page(staff.reporter), {name: form[name] for name in ("name", "email")})
    assert signed_in(User.objects.get(pk=staff.reporter.pk)).get("/admin/").status_code == 302


def test_an_address_that_is_somebody_elses_is_refused(administrator, staff):
    form = typed(administrator.get(page(staff.reporter)), "form.person", email=staff.editor.email.upper())
    answer = administrator.post(page(staff.reporter), form)
    assert page_of(answer).css(".invalid-feedback")
    assert User.objects.get(pk=staff.reporter.pk).email != staff.editor.email


def test_the_house_has_no_page(administrator):
    assert administrator.get(page(User.objects.house())).status_code == 404


@pytest.mark.parametrize("door", ["", "signing-out/", "factor-removal/", "switching-off/", "letter/"])
def test_an_administrator_cannot_touch_somebody_who_may_do_everything(door, administrator):
    root = make_user(is_staff=True, is_superuser=True)
    give_app(root)
    assert administrator.post(page(root, door), {"name": "X", "email": "x@example.org"}).status_code == 403
    as_they_are = User.objects.get(pk=root.pk)
    assert (as_they_are.email, as_they_are.session_round, as_they_are.is_active) == (root.email, 0, True)
    assert as_they_are.authenticator_set.count() == 2


def test_nobody_but_an_administrator_does_anything_to_anybody(staff):
    client = signed_in(staff.publisher)
    for door in ("", "signing-out/", "factor-removal/", "switching-off/"):
        assert client.post(page(staff.reporter, door)).status_code == 403


def test_switching_off_and_on(administrator, staff):
    theirs = Client()
    theirs.login(username=staff.reporter.email, password=PASSWORD)
    answer = administrator.post(page(staff.reporter, "switching-off/"), follow=True)
    assert messages_of(answer) == ["Reporter is switched off."]
    assert theirs.get("/admin/").status_code == 302
    administrator.post(page(staff.reporter, "switching-on/"))
    assert theirs.get("/admin/").status_code == 302
    assert Client().login(username=staff.reporter.email, password=PASSWORD)


def test_switching_off_by_the_plain_page_ends_sessions_too(administrator, staff):
    theirs = signed_in(staff.reporter)
    plain = f"/admin/accounts/user/{staff.reporter.pk}/change/"
    administrator.post(plain, typed(administrator.get(plain), "#user_form", is_active=None))
    people.switch_on(User.objects.get(pk=staff.reporter.pk))
    assert theirs.get("/admin/").status_code == 302


def test_a_lost_phone_is_mended(administrator, staff):
    give_app(staff.reporter)
    theirs = signed_in(staff.reporter)
    administrator.post(page(staff.reporter, "factor-removal/"))
    assert theirs.get("/admin/").status_code == 302
    assert not staff.reporter.authenticator_set.exists()


def test_nobody_switches_themselves_off_or_takes_their_own_second_factor_here(administrator, staff):
    give_app(staff.administrator)
    for door in ("switching-off/", "factor-removal/"):
        administrator.post(page(staff.administrator, door))
    assert User.objects.get(pk=staff.administrator.pk).is_active
    assert staff.administrator.authenticator_set.exists()
    administrator.post(page(staff.administrator, "signing-out/"))
    assert administrator.get(LIST).status_code == 200


def test_a_page_offers_what_can_be_done_and_nothing_else(administrator, staff):
    buttons = [
        node.text(strip=True) for node in page_of(administrator.get(page(staff.reporter))).css("aside button")
    ]
    assert buttons == ["Sign out everywhere", "Switch off"]


# What each role may


def test_every_verb_stands_in_the_matrix_once():
    shown = [verb for group in matrix.GROUPS.values() for verb in group]
    assert sorted(shown) == sorted(workflow.MOVES)


def test_the_matrix_says_of_verbs_what_the_rules_say(staff):
    """Every role × every verb, with a story of one's own and one of another's."""
    told = matrix.matrix()
    for head, verbs in matrix.GROUPS.items():
        for verb, row in zip(verbs, told[head], strict=True):
            for role, cell in zip(roles.ROLES, row.cells, strict=True):
                me = make_user(role)
                own, others = (make_story(created_by=by) for by in (me, staff.another_reporter))
                may = [me.has_perm(workflow.MOVES[verb].permission, story) for story in (own, others)]
                assert (
                    may == {"no": [False] * 2, "filed": [True, False], "cleared": [True] * 2}[cell.shape]
                ), verb


def test_the_matrix_says_of_nouns_what_the_roles_say():
    told = {row.name: row for row in matrix.matrix()["Everything else"]}
    by_role = dict(zip(roles.ROLES, told["Tags"].cells, strict=True))
    assert (by_role[roles.REPORTER].words, by_role[roles.EDITOR].words) == ("reads", "keeps")
    assert dict(zip(roles.ROLES, told["Users"].cells, strict=True))[roles.REPORTER] == matrix.NO
    granted = {
        tuple(name.partition(".")[2].split("_", 1)) for names in roles.ROLES.values() for name in names
    }
    assert len(told) == len({noun for act, noun in granted if act in ("view", "add", "change", "delete")})


def test_the_matrix_says_which_verbs_need_a_second_factor(settings):
    settings.SECOND_FACTOR_FOR = ["articles.publish_story"]
    publish, move = matrix.matrix()["What readers have"][:2]
    assert "second factor needed" in publish.small
    assert "second factor needed" not in move.small
