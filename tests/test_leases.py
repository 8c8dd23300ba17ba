"""A lease that ends soon, or is over, shows wherever the desk looks at a story that uses the picture."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock, workflow
from articles.models import Desk, Story
from pictures.models import Picture
from tests.desk_pages import page_of, signed_in, story_url
from tests.factories import DAY, HOUR, make_story
from tests.picture_files import in_library

pytestmark = pytest.mark.django_db
LIST, TODAY, BUDGET = "/admin/articles/story/", "/admin/", "/admin/budget/"


def ending(after: timedelta, **fields) -> Picture:
    return in_library(allowed_until=clock.now() + after, **fields)


def story_with(picture: Picture, staff, **fields) -> Story:
    """A draft that uses a picture, as the desk saved it."""
    story = make_story(**fields)
    lead = {"picture": picture.pk, "alt": "A river."}
    workflow.revise(story, by=staff.publisher, lead_picture=lead)
    return story


def published(picture: Picture, staff, **fields) -> Story:
    return staff.published(lead_picture={"picture": picture.pk, "alt": "A river."}, **fields)


def marks(user, where: str) -> list[str]:
    """What is told of leases on a page, by the words of its marks."""
    return [
        mark.text() for mark in page_of(signed_in(user).get(where)).css(".mark") if "picture" in mark.text()
    ]


def block(user) -> list[str]:
    page = page_of(signed_in(user).get(TODAY))
    return [head.text() for head in page.css("section[aria-labelledby=leases] .line__head")]


def test_the_list_and_the_budget_bear_a_small_mark(staff):
    due = {"due_at": clock.now()}
    story_with(ending(DAY), staff, **due)
    story_with(ending(30 * DAY), staff, **due)
    story_with(in_library(), staff, **due)
    for where in (LIST, BUDGET):
        (said,) = marks(staff.publisher, where)
        assert said.startswith("picture to ")


def test_what_is_over_says_so_for_as_long_as_it_is_used(staff):
    story = story_with(ending(-300 * DAY), staff)
    assert marks(staff.publisher, LIST) == ["picture’s lease over"]
    workflow.revise(story, by=staff.publisher, lead_picture={})
    assert marks(staff.publisher, LIST) == []


def test_what_readers_have_counts_though_the_desk_took_it_out(staff):
    picture = in_library()
    story = published(picture, staff)
    workflow.revise(story, by=staff.publisher, lead_picture={})
    Picture.objects.update(allowed_until=clock.now() + HOUR)
    assert marks(staff.publisher, LIST)[0].startswith("picture to ")
    assert block(staff.publisher) == [str(story)]


def test_a_replaced_picture_is_nobodys_worry(staff):
    story_with(ending(DAY, replaced_by=in_library()), staff)
    assert marks(staff.publisher, LIST) == []
    assert block(staff.publisher) == []


def test_today_has_the_next_ends_first_and_neither_old_nor_far_ones(staff):
    for name, after in {
        "Second": DAY,
        "First": HOUR,
        "Far": 30 * DAY,
        "Old": -2 * DAY,
        "Just": -HOUR,
    }.items():
        story_with(ending(after), staff, headline=name)
    assert block(staff.publisher) == ["Just", "First", "Second"]


def test_today_leaves_stopped_stories_out(staff):
    workflow.spike(story_with(ending(DAY), staff), by=staff.publisher, note="Old.")
    assert block(staff.publisher) == []


def test_nobody_hears_of_stories_out_of_reach(staff):
    world, culture = (Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture"))
    staff.editor.desks.add(culture)
    story_with(ending(DAY), staff, desk=world, created_by=staff.reporter)
    assert block(staff.editor) == []
    assert marks(staff.editor, LIST) == []
    assert len(block(staff.publisher)) == 1


def test_the_panel_says_when_and_what_will_stand_there(staff):
    picture = ending(DAY, title="Flood", fallback=in_library(title="Dam"))
    page = page_of(signed_in(staff.reporter).get(story_url(story_with(picture, staff))))
    said = " ".join(item.text() for item in page.css(".checks li"))
    assert "The lease of “Flood” ends" in said
    assert "“Dam” stands in its place" in said


@pytest.mark.parametrize("where", [LIST, TODAY, BUDGET])
def test_it_costs_the_same_however_many_there_are(where, staff, django_assert_max_num_queries):
    client, due = signed_in(staff.publisher), clock.now()
    story_with(ending(DAY), staff, due_at=due)
    client.get(where)
    with CaptureQueriesContext(connection) as one:
        client.get(where)
    for _ in range(8):
        story_with(ending(DAY), staff, due_at=due)
    with django_assert_max_num_queries(len(one)):
        client.get(where)
