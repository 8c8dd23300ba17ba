"""A picture is replaced everywhere: for readers at once, in drafts as a revision each; and all that is taken back."""

import pytest

from articles import clock, freshness, workflow
from articles.models import Desk, Edition, Touch
from articles.pictured import Use, exchanged, pictures_of
from pictures import replacing
from pictures.models import Picture, Replacement
from pictures.replacing import NotReplaced
from pictures.standing import in_place_of
from tests.desk_pages import messages_of, page_of, signed_in
from tests.factories import HOUR, make_story
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
FIGURE = '<figure data-node="picture" data-picture="{}" data-size="wide" data-alt="Old." data-caption="Old."></figure>'


@pytest.fixture
def shelf(staff) -> list[Picture]:
    return [
        take_in(
            written(draw(number=number)),
            by=staff.editor,
            title=f"No {number}",
            credit="AP",
            alt=f"Alt {number}.",
        )
        for number in range(4)
    ]


def make_draft(staff, picture: Picture, **fields):
    story = make_story(**fields)
    lead = {"picture": picture.pk, "alt": "Old.", "caption": "Old.", "credit": "", "is_decorative": False}
    body = f"<p>Water.</p>\n{FIGURE.format(picture.pk)}"
    workflow.revise(story, by=staff.publisher, lead_picture=lead, body=body)
    return story


def uses_of(story) -> list[Use]:
    story.refresh_from_db()
    return pictures_of({"lead_picture": story.lead_picture, "body": story.body})


def public() -> set[str]:
    return set(Picture.objects.public().values_list("title", flat=True))


def url(picture: Picture, door: str) -> str:
    return f"/admin/pictures/picture/{picture.pk}/{door}/"


# In content


def test_in_content_one_picture_gives_way_and_all_else_stays():
    body = f"<p>A</p>\n{FIGURE.format(7)}\n{FIGURE.format(8)}"
    changed = exchanged(
        {"lead_picture": {"picture": 8, "alt": "x"}, "body": body}, 7, Use(9, "body", alt="A “&”")
    )
    assert set(changed) == {"body"}
    new, kept = pictures_of(changed)
    assert (new.picture, new.alt, new.caption) == (9, "A “&”", "")
    assert 'data-size="wide"' in changed["body"].split("\n")[1]
    assert (kept.picture, kept.alt, kept.caption) == (8, "Old.", "Old.")
    assert exchanged({"lead_picture": {}, "body": "<p>A</p>"}, 7, Use(9, "body")) == {}


# For readers, and in drafts


def test_readers_have_the_other_at_once_and_no_edition_is_touched(staff, shelf):
    story = staff.published(lead_picture={"picture": shelf[0].pk, "alt": "Old."})
    before = Edition.objects.values().get(story=story)
    replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    assert public() == {"No 1"}
    assert in_place_of([shelf[0].pk]) == {shelf[0].pk: shelf[1]}
    assert Edition.objects.values().get(story=story) == before
    assert [use.picture for use in uses_of(story)] == [shelf[0].pk]


def test_pages_that_show_it_are_made_anew_however_often_it_was_replaced(staff, shelf):
    story = staff.published(lead_picture={"picture": shelf[0].pk, "alt": "Old."})

    def touched_by(act) -> bool:
        Touch.objects.all().delete()
        act()
        return freshness.story_tag(story.pk) in {tag for touch in Touch.objects.all() for tag in touch.tags}

    assert touched_by(lambda: replacing.replace(shelf[0], shelf[1], by=staff.publisher))
    assert touched_by(lambda: replacing.replace(shelf[1], shelf[2], by=staff.publisher))
    for replacement in Replacement.objects.all():
        assert touched_by(lambda done=replacement: replacing.take_back(done, by=staff.publisher))


def test_a_draft_gets_the_other_with_its_own_words_as_a_revision(staff, shelf):
    story = make_draft(staff, shelf[0])
    filed = staff.filed(make_draft(staff, shelf[0]))
    replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    lead, figure = uses_of(story)
    assert (lead.picture, lead.alt, lead.caption) == (shelf[1].pk, "Alt 1.", "")
    assert (figure.picture, figure.alt, figure.caption) == (shelf[1].pk, "Alt 1.", "")
    revision = story.revisions.order_by("-number").first()
    assert (revision.note, revision.by) == ("“No 0” was replaced by “No 1”.", staff.publisher)
    assert set(story.pictures.all()) == {shelf[1]}
    filed.refresh_from_db()
    assert ([use.picture for use in uses_of(filed)], filed.status) == ([shelf[0].pk] * 2, "filed")


def test_taken_back_everything_is_as_it_was(staff, shelf):
    story = make_draft(staff, shelf[0])
    live = staff.published(lead_picture={"picture": shelf[0].pk, "alt": "Old."})
    before = uses_of(story)
    done = replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    replacing.take_back(done, by=staff.publisher)
    assert uses_of(story) == before
    assert public() == {"No 0"}
    assert [use.picture for use in uses_of(live)] == [shelf[0].pk]
    with pytest.raises(NotReplaced, match="taken back already"):
        replacing.take_back(done, by=staff.publisher)


def test_taken_back_what_was_written_since_stays(staff, shelf):
    story = make_draft(staff, shelf[0])
    done = replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    story.refresh_from_db()
    workflow.revise(story, by=staff.editor, body=story.body + "\n<p>Written since.</p>")
    replacing.take_back(done, by=staff.publisher)
    assert [(use.picture, use.alt) for use in uses_of(story)] == [(shelf[0].pk, "Alt 0.")] * 2
    assert "Written since." in story.body


def test_a_row_of_replacements_leads_to_the_last_and_is_taken_back_one_by_one(staff, shelf):
    first, second, third, fourth = shelf
    replacing.replace(first, second, by=staff.publisher)
    replacing.replace(second, third, by=staff.publisher)
    last = replacing.replace(third, fourth, by=staff.publisher)

    def led() -> list[str | None]:
        found = [Picture.objects.get(pk=one.pk).replaced_by for one in shelf]
        return [one and one.title for one in found]

    assert led() == ["No 3", "No 3", "No 3", None]
    replacing.take_back(last, by=staff.publisher)
    assert led() == ["No 2", "No 2", None, None]
    replacing.take_back(Replacement.objects.get(picture=first), by=staff.publisher)
    assert led() == [None, "No 2", None, None]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"credit": ""}, "It has no credit"),
        ({"alt": ""}, "It has no description"),
        ({"allowed_until": "2020-01-01T00:00Z"}, "Its lease ended"),
    ],
)
def test_what_readers_would_get_at_once_has_to_be_ready_for_them(staff, shelf, fields, said):
    Picture.objects.filter(pk=shelf[1].pk).update(**fields)
    with pytest.raises(NotReplaced, match=said):
        replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    assert not Replacement.objects.exists()


def test_no_circle_of_replacements_is_made(staff, shelf):
    first, second, third, _ = shelf
    replacing.replace(first, second, by=staff.publisher)
    for picture, other, said in (
        (first, third, "take that back first"),
        (third, first, "choose that one"),
        (third, third, "the same picture"),
        (second, first, "choose that one"),
    ):
        with pytest.raises(NotReplaced, match=said):
            replacing.replace(picture, other, by=staff.publisher)


def test_what_stands_in_the_place_of_another_is_not_deleted_or_that_would_be_back(staff, shelf):
    staff.published(lead_picture={"picture": shelf[0].pk, "alt": "Old."})
    replacing.replace(shelf[0], shelf[1], by=staff.publisher)
    Picture.objects.filter(pk=shelf[1].pk).update(allowed_until=clock.now() - HOUR)
    editor = signed_in(staff.editor)
    assert public() == set()
    assert editor.post(url(shelf[1], "delete"), {"post": "yes"}).status_code == 403
    assert "Delete…" not in page_of(editor.get(url(shelf[1], "change"))).body.text()
    assert public() == set()
    replacing.take_back(Replacement.objects.get(), by=staff.publisher)
    assert editor.post(url(shelf[1], "delete"), {"post": "yes"}).status_code == 302


# At the desk


def test_a_publisher_is_told_beforehand_and_can_take_it_back(staff, shelf):
    publisher = signed_in(staff.publisher)
    make_draft(staff, shelf[0], headline="In work")
    offered = page_of(publisher.get(url(shelf[0], "replacement") + "?q=no+1")).css("button[name=other]")
    assert [node.attributes["value"] for node in offered] == [str(shelf[1].pk)]
    ahead = publisher.get(url(shelf[0], "replacement"), {"other": shelf[1].pk})
    said = " ".join(page_of(ahead).css_first(".then").text().split())
    assert "Readers get “No 1” at once wherever “No 0” stands" in said
    assert "1 draft that you may change is rewritten, each as a revision." in said
    assert page_of(ahead).css_first(".line__head").text(strip=True) == "In work"
    assert not Replacement.objects.exists()
    done = publisher.post(url(shelf[0], "replacement"), {"other": shelf[1].pk}, follow=True)
    assert messages_of(done) == [
        "Readers have “No 1” now, wherever this picture stood. 1 of the drafts have it too."
    ]
    assert "Replaced by" in page_of(done).css_first(".replaced").text()
    assert (
        "stands in the place of"
        in page_of(publisher.get(url(shelf[1], "change"))).css_first(".replaced").text()
    )
    answer = publisher.post(url(shelf[0], "replacement/undo"), follow=True)
    assert messages_of(answer) == ["Taken back: it stands again where it stood."]
    again = publisher.post(url(shelf[0], "replacement/undo"), follow=True)
    assert messages_of(again) == ["Nothing stands in its place."]


def test_what_is_not_ready_is_told_instead_of_a_button(staff, shelf):
    Picture.objects.filter(pk=shelf[1].pk).update(credit="")
    page = page_of(signed_in(staff.publisher).get(url(shelf[0], "replacement"), {"other": shelf[1].pk}))
    assert "It has no credit" in page.css_first(".field__error").text()
    assert not page.css("form button[name=other]")


def test_drafts_out_of_reach_are_left_alone(staff, shelf):
    staff.producer.desks.add(Desk.objects.create(name="World", slug="world"))
    theirs = make_draft(
        staff, shelf[0], created_by=staff.editor, desk=Desk.objects.create(name="Art", slug="art")
    )
    done = replacing.replace(shelf[0], shelf[1], by=staff.producer)
    assert done.rewritten == [[]]
    assert [use.picture for use in uses_of(theirs)] == [shelf[0].pk] * 2
