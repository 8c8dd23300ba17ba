"""The picture at a story's head, at the desk: typed, kept by itself, brought together, looked back on, brought back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import revisions, workflow
from articles.admin import lead
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in, story_url, typed
from tests.factories import make_section, make_story
from tests.paper_browser import PICTURE
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
WORDS = {"alt": "A wall with a breach.", "is_decorative": False, "caption": "", "credit": ""}


@pytest.fixture
def editor(staff):
    return signed_in(staff.editor)


@pytest.fixture
def picture(staff) -> Picture:
    return take_in(written(draw((1600, 1200))), by=staff.editor, title="The old bridge", credit="Ana Reyes")


@pytest.fixture
def other(staff) -> Picture:
    return take_in(written(draw(number=5)), by=staff.editor, title="Harbour", credit="AP")


def saved(client, story, **fields) -> dict:
    """The story's lead picture after a page sent its form with some fields typed over."""
    client.post(story_url(story), typed(client.get(story_url(story)), **fields))
    story.refresh_from_db()
    return story.lead_picture


def kept(client, story, **fields):
    data = typed(client.get(story_url(story)), run="a-sitting", **fields)
    return client.post(story_url(story, "autosave"), data)


def test_it_is_chosen_by_its_number_written_to_and_taken_out_without_scripts(editor, picture):
    story = make_story()
    assert saved(
        editor, story, lead_picture=str(picture.pk), lead_picture_alt=" A wall\r\nwith a breach. "
    ) == {
        "picture": picture.pk,
        **WORDS,
    }
    page = page_of(editor.get(story_url(story)))
    assert page.css_first(".lead__print img").attributes["src"].startswith("/admin/pictures/picture/file/")
    decorated = saved(editor, story, lead_picture_decorative="on", lead_picture_caption="The wall.")
    assert decorated == {"picture": picture.pk} | WORDS | {"is_decorative": True, "caption": "The wall."}
    assert saved(editor, story, lead_picture=None, headline="Another") == decorated
    assert saved(editor, story, lead_picture="") == {}


@pytest.mark.parametrize("number", ["999", "x", "-1", "9" * 30, "/static/demo/flood.svg"])
def test_what_the_library_does_not_have_is_refused_at_its_field(editor, number):
    story = make_story()
    answer = editor.post(story_url(story), typed(editor.get(story_url(story)), lead_picture=number))
    assert "The library has no picture" in page_of(answer).css_first(".field-lead_picture").text()
    story.refresh_from_db()
    assert story.lead_picture == {}
    told = kept(editor, story, lead_picture=number, headline="Kept all the same").json()
    assert set(told["not_saved"]) == {"lead_picture"}
    story.refresh_from_db()
    assert story.headline == "Kept all the same"


def test_one_from_before_there_was_a_library_stays_as_it_is_with_other_words(editor):
    story = make_story(lead_picture=PICTURE)
    assert saved(editor, story, headline="Another") == PICTURE
    assert saved(editor, story, lead_picture_caption="At six.") == PICTURE | {
        "caption": "At six.",
        "is_decorative": False,
    }


def test_it_is_kept_by_itself_and_two_peoples_words_under_it_come_together(editor, staff, picture):
    story = make_story(lead_picture={"picture": picture.pk} | WORDS)
    workflow.revise(story, by=staff.editor, ednote="So that there is a version to begin from.")
    data = typed(editor.get(story_url(story)), run="a-sitting", lead_picture_credit="Rui Tembe")
    workflow.revise(
        story, by=staff.publisher, lead_picture={"picture": picture.pk} | WORDS | {"caption": "At six."}
    )
    told = editor.post(story_url(story, "autosave"), data).json()
    together = {"picture": picture.pk} | WORDS | {"caption": "At six.", "credit": "Rui Tembe"}
    story.refresh_from_db()
    assert story.lead_picture == together
    assert told["merged"] == {"lead_picture": lead.as_typed(together)}


def test_of_two_pictures_somebody_has_to_choose(editor, staff, picture, other):
    story = make_story()
    workflow.revise(story, by=staff.editor, ednote="So that there is a version to begin from.")
    data = typed(editor.get(story_url(story)), run="a-sitting", lead_picture=str(picture.pk))
    workflow.revise(story, by=staff.publisher, lead_picture={"picture": other.pk} | WORDS)
    answer = editor.post(story_url(story, "autosave"), data)
    assert answer.status_code == 409
    said = page_of(editor.get(answer.json()["conflict"])).text()
    assert "The old bridge" in said
    assert "Harbour" in said


def test_the_history_tells_of_it_and_brings_it_back(editor, staff, picture, other):
    story = make_story()
    workflow.revise(story, by=staff.editor, ednote="As it began.", headline="One")
    first = workflow.revise(story, by=staff.editor, lead_picture={"picture": picture.pk} | WORDS)
    second = workflow.revise(story, by=staff.editor, lead_picture={"picture": other.pk} | WORDS)
    workflow.revise(story, by=staff.editor, lead_picture={})
    history = page_of(editor.get(story_url(story, "history"), {"a": first.number, "b": second.number}))
    told = [node.text(strip=True) for node in history.css(".rev small")]
    assert [one for one in told if "picture" in one] == [
        "lead picture taken out",
        "lead picture changed",
        "lead picture put in",
    ]
    text = history.text()
    assert "The old bridge" in text
    assert "In words: A wall with a breach." in text
    editor.post(story_url(story, f"restoration/{first.number}"), {"version": story.version})
    story.refresh_from_db()
    assert story.lead_picture == {"picture": picture.pk} | WORDS
    assert revisions.newest(story).content["lead_picture"]["picture"] == picture.pk


def test_who_only_reads_sees_it_with_what_the_library_says(staff, picture):
    story = make_story(lead_picture={"picture": picture.pk} | WORDS)
    page = page_of(signed_in(staff.producer).get(story_url(story)))
    figure = page.css_first("figure.lead")
    assert figure.css_first("img").attributes["alt"] == "A wall with a breach."
    assert "Ana Reyes" in figure.text()


def test_who_only_reads_sees_the_pictures_of_the_text_too(staff, picture):
    figure = f'<figure data-node="picture" data-picture="{picture.pk}" data-caption="The dam."></figure>'
    story = make_story(body=f"<p>Rain.</p>{figure}")
    copy = page_of(signed_in(staff.producer).get(story_url(story))).css_first(".copy--read")
    assert copy.css_first("figcaption").text().startswith("The dam.")
    assert picture.current("whole").key in copy.css_first("img").attributes["src"]
    assert "data-picture" not in copy.html


def test_what_may_not_be_used_says_so_on_the_page(editor, picture):
    Picture.objects.update(credit="")
    story = make_story(lead_picture={"picture": picture.pk} | WORDS)
    assert (
        "It may not be used. It has no credit"
        in page_of(editor.get(story_url(story))).css_first(".lead").text()
    )


def test_a_credit_for_this_use_is_as_good_as_one_of_its_own(editor, picture):
    Picture.objects.update(credit="")
    story = make_story(lead_picture={"picture": picture.pk} | WORDS | {"credit": "Rui Tembe"})
    assert "It may not be used" not in page_of(editor.get(story_url(story))).css_first(".lead").text()


def test_scripts_are_told_in_which_sections_pictures_would_stand(editor):
    world = make_section()
    story = make_story(section=make_section("Africa", parent=world))
    page = editor.get(story_url(story)).content.decode()
    assert (
        "chooser/?section=africa\\u0026section=world" in page
        or "chooser/?section=africa&section=world" in page
    )


@pytest.mark.parametrize(("denied", "budget"), [([], 24), (["world"], 25)])
def test_a_page_with_a_picture_stays_within_its_budget(editor, picture, denied, budget):
    story = make_story(lead_picture={"picture": picture.pk} | WORDS)
    Picture.objects.filter(pk=picture.pk).update(denied_sections=denied)
    editor.get(story_url(story))
    with CaptureQueriesContext(connection) as queries:
        page = editor.get(story_url(story))
    assert len(queries) <= budget
    assert ("Its terms deny it to World." in page.content.decode()) is bool(denied)
