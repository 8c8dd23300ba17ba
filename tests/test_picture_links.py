"""Stories and editions say which pictures they use, whoever saves or publishes; only that opens a picture’s door."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Edition, EditionPicture, Story
from pictures import names
from pictures.models import Picture
from tests.factories import make_story
from tests.picture_files import draw, take_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
FIGURE = '<figure data-node="picture" data-picture="{}" data-alt="A dam."></figure>'
WORDS = "<p>The water came before dawn.</p>"


@pytest.fixture
def flood(staff) -> Picture:
    return take_in(written(draw((800, 600), 1)), by=staff.editor, credit="Ana Reyes")


@pytest.fixture
def dam(staff) -> Picture:
    return take_in(written(draw((800, 600), 2)), by=staff.editor, credit="Ana Reyes")


def at_the_head(number: int) -> dict:
    return {"picture": number, "alt": "A river over its banks."}


def status(picture: Picture) -> int:
    key = picture.current("card").key
    return Client().get(f"/pictures/{names.rendition(key, 320, 'webp')}").status_code


def test_the_copy_says_which_pictures_it_uses(staff, flood, dam):
    story = make_story(lead_picture=at_the_head(flood.pk))
    workflow.revise(story, by=staff.editor, body=f"{WORDS}\n{FIGURE.format(dam.pk)}")
    assert set(story.pictures.all()) == {flood, dam}
    workflow.revise(story, by=staff.editor, lead_picture={})
    assert set(story.pictures.all()) == {dam}
    workflow.revise(story, by=staff.editor, body=WORDS)
    assert not story.pictures.exists()


def test_an_edition_says_which_it_shows_and_where(staff, flood, dam):
    body = f'{WORDS}\n{FIGURE.format(dam.pk)}\n<div data-node="gallery" data-pictures="{flood.pk} {dam.pk}"></div>'
    story = make_story(lead_picture=at_the_head(flood.pk), body=body)
    in_gallery = [f"gallery:{picture.pk}" for picture in (flood, dam)]
    workflow.waive(story, by=staff.publisher, uses=in_gallery, note="They show what the text says.")
    staff.published(story)
    shown = EditionPicture.objects.filter(edition__story=story).values_list("picture", "place")
    assert set(shown) == {
        (flood.pk, "lead"),
        (dam.pk, "body"),
        (flood.pk, "gallery"),
        (dam.pk, "gallery"),
    }
    assert set(Story.objects.get().pictures.all()) == {flood, dam}


def test_what_is_not_in_the_library_is_linked_nowhere(staff, flood):
    story = staff.published(lead_picture=at_the_head(flood.pk + 1), body=f"{WORDS}\n{FIGURE.format(999)}")
    assert not story.pictures.exists()
    assert not Edition.objects.get().pictures.exists()


def test_a_picture_stays_while_one_of_its_stories_does(staff, flood):
    first = staff.published(body=f"{WORDS}\n{FIGURE.format(flood.pk)}")
    staff.published(lead_picture=at_the_head(flood.pk))
    workflow.kill(first, by=staff.publisher, notice="We could not stand by it.")
    assert status(flood) == 200


def test_saving_copy_without_pictures_asks_nothing_of_them(staff):
    story = make_story()
    workflow.revise(story, by=staff.editor, headline="Rain")
    with CaptureQueriesContext(connection) as asked:
        workflow.revise(story, by=staff.editor, headline="More rain")
    assert not [
        query for query in asked.captured_queries if "picture" in query["sql"].replace("lead_picture", "")
    ]
