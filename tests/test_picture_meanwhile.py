"""Two editors at one picture: neither loses a word, and the second is told what the first changed."""

import pytest
from django.test import Client

from pictures.models import Picture
from tests.desk_pages import messages_of, page_of, signed_in, typed
from tests.picture_files import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
TOLD = "changed this meanwhile to"


@pytest.fixture
def where(staff) -> str:
    picture = take_in(by=staff.editor, title="The old bridge", caption="Before.\nStill.", credit="AP")
    return f"/admin/pictures/picture/{picture.pk}/change/"


@pytest.fixture
def first(staff) -> Client:
    return signed_in(staff.editor)


@pytest.fixture
def second(staff) -> Client:
    return signed_in(staff.copy_editor)


def form_of(response, **changes) -> dict:
    return typed(response, "#picture", **changes)


def test_both_stand_where_they_typed_in_different_fields(staff, where, first, second):
    before = second.get(where)
    first.post(where, form_of(first.get(where), caption="By the first.", denied_uses=["social"]))
    answer = second.post(where, form_of(before, credit="By the second"), follow=True)
    (said,) = messages_of(answer)
    assert said == f"Kept. {staff.editor} changed Caption, Not to be used meanwhile, and that stands."
    picture = Picture.objects.get()
    assert (picture.caption, picture.credit, picture.denied_uses) == (
        "By the first.",
        "By the second",
        ["social"],
    )


def test_the_second_in_one_field_is_told_what_the_first_made_of_it_and_keeps_what_was_typed(
    staff, where, first, second
):
    before = second.get(where)
    first.post(where, form_of(first.get(where), caption="By the first.", place="Beira"))
    answer = second.post(where, form_of(before, caption="By the second.", people="Rosa Mucavele"))
    page = answer.content.decode()
    assert f"{staff.editor} {TOLD}: “By the first.”" in page
    shown = form_of(answer)
    assert (shown["caption"], shown["people"], shown["place"]) == ("By the second.", "Rosa Mucavele", "Beira")
    assert Picture.objects.get().caption == "By the first."
    assert messages_of(second.post(where, shown, follow=True)) == ["Kept."]
    picture = Picture.objects.get()
    assert (picture.caption, picture.people, picture.place) == ("By the second.", "Rosa Mucavele", "Beira")


def test_what_was_told_is_told_of_lists_and_of_what_was_emptied(staff, where, first, second):
    before = second.get(where)
    first.post(where, form_of(first.get(where), credit="", denied_uses=["lead", "social"]))
    answer = second.post(where, form_of(before, credit="PA", denied_uses=["body"]))
    errors = [node.text(strip=True) for node in page_of(answer).css(".invalid-feedback")]
    assert f"{staff.editor} {TOLD}: nothing. Press Keep once more, and yours stands." in errors
    assert any("“At the head of a story, As a share image”." in error for error in errors)


def test_who_typed_the_same_is_told_nothing(where, first, second):
    before = second.get(where)
    first.post(where, form_of(first.get(where), caption="Agreed."))
    assert messages_of(second.post(where, form_of(before, caption="Agreed."), follow=True)) == ["Kept."]


def test_somebody_who_may_not_see_rights_leaves_them_as_they_are(staff, where, first):
    reporter = signed_in(staff.reporter)
    before = reporter.get(where)
    first.post(where, form_of(first.get(where), terms="Not abroad.", label="edited"))
    reporter.post(where, form_of(before, caption="By the reporter."))
    picture = Picture.objects.get()
    assert (picture.caption, picture.terms, picture.label) == ("By the reporter.", "Not abroad.", "edited")


def test_lines_are_no_change_for_the_way_in_which_browsers_send_them(where, first, second):
    before = second.get(where)
    assert form_of(before)["caption"] == "Before.\r\nStill."
    second.post(where, form_of(before))
    assert Picture.objects.get().caption == "Before.\nStill."
    first.post(where, form_of(first.get(where), caption="By the first."))
    second.post(where, form_of(before))
    assert Picture.objects.get().caption == "By the first."


@pytest.mark.parametrize("seen", ["", "no list", "[]", '{"caption": 3}', '{"title": null}'])
def test_what_makes_no_sense_of_what_was_seen_breaks_nothing(where, first, seen):
    answer = first.post(where, form_of(first.get(where), caption="New.", seen=seen))
    assert answer.status_code in (200, 302)
