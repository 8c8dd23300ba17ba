"""Terms take nothing down that is out: whoever says them sees what is against them first, and stories say so after."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, leased, workflow
from articles.models import Desk, Edition
from articles.models.revision import content_of
from pictures import places
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import DAY, make_section, make_story
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/pictures/picture/"
TO_WORLD = "Its terms deny it to World."


@pytest.fixture
def flood(db) -> Picture:
    return in_library(title="Flood")


def published(staff, picture: Picture, **fields):
    return staff.published(lead_picture={"picture": picture.pk, "alt": "A river."}, **fields)


def denied(picture: Picture, user, **terms) -> dict[str, str]:
    """What would be against some terms of a picture: headline → why."""
    for name, value in terms.items():
        setattr(picture, name, value)
    return {place.title: place.said for place in places.against([picture], user).found}


def say(picture: Picture, **terms) -> None:
    Picture.objects.filter(pk=picture.pk).update(**terms)


# What is against terms


def test_it_is_told_of_what_readers_have_or_will_have_and_of_nothing_else(staff, flood):
    published(staff, flood, headline="Out")
    published(staff, flood, headline="Waits", at=clock.now() + DAY)
    published(staff, flood, headline="Elsewhere", section=make_section("Culture"))
    workflow.kill(published(staff, flood, headline="Gone"), by=staff.publisher, notice="Wrong.")
    workflow.revise(
        make_story(headline="In work"), by=staff.editor, lead_picture={"picture": flood.pk, "alt": "A river."}
    )
    published(staff, in_library(), headline="Another")
    assert denied(flood, staff.editor) == {}
    assert denied(flood, staff.editor, denied_sections=["world"]) == {"Out": TO_WORLD, "Waits": TO_WORLD}
    assert denied(flood, staff.editor, denied_sections=["gone"], denied_uses=["body", "social"]) == {}
    assert set(denied(flood, staff.editor, denied_uses=["lead"])) == {"Out", "Waits", "Elsewhere"}


def test_a_part_of_a_denied_section_is_one_too(staff, flood):
    published(staff, flood, headline="Out", section=make_section("Ports", parent=make_section()))
    assert denied(flood, staff.editor, denied_sections=["world"]) == {"Out": TO_WORLD}


def test_what_readers_had_and_what_gave_way_are_not_told(staff, flood):
    story = published(staff, flood)
    staff.rewritten(story, lead_picture={})
    workflow.publish(story, by=staff.publisher)
    assert denied(flood, staff.editor, denied_uses=["lead"]) == {}
    assert Edition.objects.live().get().number == 2


def test_where_one_was_replaced_the_terms_of_the_other_are_asked(staff, flood):
    published(staff, flood, headline="Out")
    other = in_library()
    say(flood, replaced_by=other)
    flood.refresh_from_db()
    assert denied(flood, staff.editor, denied_uses=["lead"]) == {}
    assert set(denied(other, staff.editor, denied_uses=["lead"])) == {"Out"}


def test_what_is_out_of_reach_is_counted(staff, flood):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    published(staff, flood, desk=world, created_by=staff.reporter)
    staff.editor.desks.add(culture)
    flood.denied_uses = ["lead"]
    found = places.against([flood], staff.editor)
    assert (found.found, found.unseen) == ([], 1)


def test_it_costs_the_same_for_many_pictures_and_nothing_for_none(staff, flood):
    def cost(pictures) -> int:
        with CaptureQueriesContext(connection) as asked:
            places.against(pictures, staff.publisher)
        return len(asked)

    pictures = [in_library() for _ in range(4)]
    for picture in pictures:
        published(staff, picture)
        picture.denied_uses = ["lead"]
    assert cost(pictures) == cost(pictures[:1])
    assert cost([flood]) == 0


# Before they are kept


def test_the_page_keeps_such_terms_only_when_it_has_shown_what_is_against_them(staff, flood):
    story, editor, where = published(staff, flood), signed_in(staff.editor), f"{LIBRARY}{flood.pk}/change/"
    asked = typed(editor.get(where), "#picture", denied_sections="world", caption="New.")
    answer = editor.post(where, asked)
    shown = page_of(answer).css_first("[role=alert].said--wrong")
    assert story.headline in shown.text()
    assert TO_WORLD in shown.text()
    flood.refresh_from_db()
    assert (flood.denied_sections, flood.caption) == ([], "")
    again = typed(answer, "#picture", denied_uses="lead")
    answer = editor.post(where, again)
    assert page_of(answer).css_first("[role=alert].said--wrong"), "other terms than those that were shown"
    assert editor.post(where, typed(answer, "#picture")).status_code == 302
    flood.refresh_from_db()
    assert (flood.denied_sections, flood.denied_uses, flood.caption) == (["world"], ["lead"], "New.")


def test_what_nothing_is_against_is_kept_at_once(staff, flood):
    published(staff, flood)
    editor, where = signed_in(staff.editor), f"{LIBRARY}{flood.pk}/change/"
    assert editor.post(where, typed(editor.get(where), "#picture", denied_uses="gallery")).status_code == 302
    say(flood, denied_uses=["lead"])
    assert editor.post(where, typed(editor.get(where), "#picture", caption="New.")).status_code == 302


def test_terms_of_many_are_kept_for_all_or_shown_for_all(staff, flood):
    published(staff, flood)
    editor, where = signed_in(staff.editor), f"{LIBRARY}many/?picture={flood.pk}&picture={in_library().pk}"
    answer = editor.post(where, {"sets_limits": "on", "denied_uses": ["lead"]})
    assert page_of(answer).css_first("[role=alert].said--wrong")
    assert not Picture.objects.exclude(denied_uses=[]).exists()
    assert editor.post(where, typed(answer, ".picture__form")).status_code == 302
    assert Picture.objects.filter(denied_uses=["lead"]).count() == 2


def test_whoever_replaces_one_sees_where_the_terms_of_the_other_deny_it(staff, flood):
    published(staff, flood, headline="Out")
    other = in_library(alt="A dam.", denied_sections=["world"])
    page = page_of(signed_in(staff.publisher).get(f"{LIBRARY}{flood.pk}/replacement/?other={other.pk}"))
    assert TO_WORLD in page.css_first(".said--wrong").text()
    say(other, denied_sections=["culture"])
    page = page_of(signed_in(staff.publisher).get(f"{LIBRARY}{flood.pk}/replacement/?other={other.pk}"))
    assert page.css_first(".said--wrong") is None


# And after


def test_the_page_and_the_story_say_what_readers_have_against_terms(staff, flood):
    story = published(staff, flood)
    assert leased.warnings(story, content_of(story), now=clock.now()) == []
    say(flood, denied_sections=["world"])
    page = page_of(signed_in(staff.editor).get(f"{LIBRARY}{flood.pk}/change/"))
    line = page.css_first("[aria-labelledby=places] .line")
    assert [mark.text() for mark in line.css(".mark--must")] == ["against its terms"]
    assert TO_WORLD in line.text()
    said = page_of(signed_in(staff.reporter).get(story_url(story))).css_first(".checks").text()
    assert f"Readers have “Flood” at the head, against its terms. {TO_WORLD}" in said
    staff.rewritten(story, lead_picture={})
    workflow.publish(story, by=staff.publisher)
    assert leased.warnings(story, content_of(story), now=clock.now()) == []
