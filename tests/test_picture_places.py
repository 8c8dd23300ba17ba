"""The library says where a picture is used, to each as far as they may see, and finds those that nothing uses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, workflow
from articles.models import Desk
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in
from tests.factories import DAY, make_author, make_story
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
FIGURE = '<figure data-node="picture" data-picture="{}"></figure>'
LIBRARY = "/admin/pictures/picture/"


@pytest.fixture
def picture(staff) -> Picture:
    return take_in(written(draw(number=1)), by=staff.editor, title="The dam", credit="AP")


def places(user, picture: Picture) -> dict[str, str]:
    """Headline → all that is said of it."""
    page = page_of(signed_in(user).get(f"{LIBRARY}{picture.pk}/change/"))
    section = page.css_first("[aria-labelledby=places]")
    return {
        line.css_first("h3").text(strip=True): " ".join(line.css_first(".line__meta").text().split())
        for line in section.css(".line")
    }


def left_out(user, picture: Picture) -> list[str]:
    page = page_of(signed_in(user).get(f"{LIBRARY}{picture.pk}/change/"))
    return [" ".join(node.text().split()) for node in page.css("[aria-labelledby=places] > .quiet")]


def test_every_story_that_uses_a_picture_is_told_with_what_readers_have_of_it(staff, picture):
    lead = {"picture": picture.pk, "alt": "A dam."}
    staff.published(headline="Out now", lead_picture=lead)
    staff.published(headline="Out tomorrow", at=clock.now() + DAY, lead_picture=lead)
    once = staff.published(headline="Taken out", lead_picture=lead)
    workflow.revise(once, by=staff.publisher, lead_picture={})
    draft = make_story(headline="In work")
    workflow.revise(
        draft, by=staff.editor, lead_picture=lead, body=f"<p>Water.</p>\n{FIGURE.format(picture.pk)}"
    )
    make_story(headline="Without")
    told = places(staff.publisher, picture)
    assert set(told) == {"Out now", "Out tomorrow", "Taken out", "In work"}
    assert told["Out now"] == "Live Cleared At the head"
    assert told["Out tomorrow"].endswith("Cleared At the head")
    assert told["In work"] == "Draft At the head, in the text"
    assert "Not in the copy any more, and in what readers have" in told["Taken out"]
    workflow.kill(once, by=staff.publisher, notice="Wrong.")
    assert "readers had it once" in places(staff.publisher, picture)["Taken out"]


def test_what_somebody_may_not_see_is_counted_and_no_more(staff, picture):
    culture = Desk.objects.create(name="Culture", slug="culture")
    for headline, fields in {"Ours": {}, "Theirs": {"desk": culture, "created_by": staff.editor}}.items():
        story = make_story(headline=headline, **fields)
        workflow.revise(story, by=staff.editor, lead_picture={"picture": picture.pk, "alt": "A dam."})
    staff.reporter.desks.add(Desk.objects.create(name="World", slug="world"))
    assert set(places(staff.editor, picture)) == {"Ours", "Theirs"}
    assert left_out(staff.editor, picture) == []
    assert set(places(staff.reporter, picture)) == {"Ours"}
    assert left_out(staff.reporter, picture) == ["1 more that you cannot see."]


def test_whom_a_picture_portrays_is_told_too(staff, picture):
    make_author("Rui Tembe", portrait=picture, portrait_alt="Rui Tembe.")
    make_author("Ana Reyes", portrait=picture, portrait_alt="Ana Reyes.")
    staff.published(authors=["Ana Reyes"])
    told = places(staff.reporter, picture)
    assert told == {
        "Ana Reyes": "Live As a portrait, on their page and beside their byline",
        "Rui Tembe": "As a portrait, on their page and beside their byline",
    }
    assert left_out(staff.reporter, picture) == []


def test_what_keeps_a_picture_from_being_deleted_is_told_as_far_as_somebody_may_see(staff, picture):
    culture = Desk.objects.create(name="Culture", slug="culture")
    for headline, fields in {"Ours": {}, "Secret": {"desk": culture, "created_by": staff.publisher}}.items():
        workflow.revise(
            make_story(headline=headline, **fields),
            by=staff.publisher,
            lead_picture={"picture": picture.pk, "alt": "A dam."},
        )
    staff.editor.desks.add(Desk.objects.create(name="World", slug="world"))
    editor, door = signed_in(staff.editor), f"{LIBRARY}{picture.pk}/delete/"
    said = page_of(editor.get(door)).css_first("main").text()
    assert "It stays" in said
    assert "Ours" in said
    assert "1 more that you cannot see." in said
    assert "Secret" not in said
    assert b"Secret" not in editor.post(door, {"post": "yes"}).content
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_deleting_a_picture_says_in_plain_words_what_goes(staff, picture):
    take_in(written(draw(number=2)), by=staff.editor, title="The flood", fallback=picture)
    said = page_of(signed_in(staff.editor).get(f"{LIBRARY}{picture.pk}/delete/")).css_first("main").text()
    assert "Its file goes, with every crop" in said
    assert "It is to stand in for The flood" in " ".join(said.split())
    assert "Rendition" not in said


def test_a_picture_that_nothing_uses_says_so(staff, picture):
    assert left_out(staff.editor, picture) == ["Nowhere yet."]


def test_used_and_unused_are_found_by_what_the_desk_does_too(staff, picture):
    others = [
        take_in(written(draw(number=number)), by=staff.editor, title=f"No {number}", credit="AP")
        for number in range(2, 6)
    ]
    workflow.revise(make_story(), by=staff.editor, lead_picture={"picture": picture.pk, "alt": "A dam."})
    staff.published(lead_picture={"picture": others[0].pk, "alt": "A dam."})
    Picture.objects.filter(pk=others[1].pk).update(fallback=others[2])
    editor = signed_in(staff.editor)

    def found(asked: str) -> set[str]:
        return {node.text() for node in page_of(editor.get(f"{LIBRARY}?{asked}")).css(".headline a")}

    assert found("used=yes") == {"The dam", "No 2", "No 4"}
    assert found("used=no") == {"No 3", "No 5"}
    assert found("readers=have") == {"No 2"}


def test_a_page_asks_as_much_however_many_stories_use_a_picture(
    staff, picture, django_assert_max_num_queries
):
    for _ in range(6):
        staff.published(lead_picture={"picture": picture.pk, "alt": "A dam."})
    client = signed_in(staff.publisher)
    client.get(f"{LIBRARY}{picture.pk}/change/")
    with django_assert_max_num_queries(24):
        client.get(f"{LIBRARY}{picture.pk}/change/")


def test_it_costs_the_same_however_many_stories_use_a_picture(staff, picture):
    def cost() -> int:
        client = signed_in(staff.publisher)
        client.get(f"{LIBRARY}{picture.pk}/change/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{LIBRARY}{picture.pk}/change/")
        return len(asked)

    lead = {"picture": picture.pk, "alt": "A dam."}
    staff.published(lead_picture=lead)
    one = cost()
    for _ in range(5):
        staff.published(lead_picture=lead)
    assert cost() == one
