"""Where somebody may work: rights are narrowed to desks and to sections, by the rules and in every list alike."""

from itertools import product

import pytest

from accounts.models import User
from articles.admin import reach
from articles.models import Desk, Section, Story
from tests.desk_pages import signed_in
from tests.factories import make_section, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    """Two desks, and sections with a part."""
    desks = [Desk.objects.create(name=name, slug=name.lower()) for name in ("World", "Culture")]
    world, climate = make_section("World"), make_section("Climate")
    africa = Section.objects.create(name="Africa", slug="africa", parent=world)
    return desks, world, climate, africa


@pytest.mark.parametrize("on_desks", [(), (0,)])
@pytest.mark.parametrize("in_sections", [(), ("world",), ("africa",), ("climate", "africa")])
def test_the_list_of_stories_holds_what_the_rules_let_somebody_see(on_desks, in_sections, staff, ground):
    desks, *sections = ground
    me = staff.editor
    me.desks.set([desks[number] for number in on_desks])
    me.sections.set(Section.objects.filter(slug__in=in_sections))
    for desk, section, by in product([None, *desks], [None, *sections], [None, me, staff.reporter]):
        Story.objects.create(headline="Dam", desk=desk, section=section, created_by=by)
    by_rule = {story.pk for story in Story.objects.all() if me.has_perm("articles.view_story", story)}
    assert set(reach.stories(me).values_list("pk", flat=True)) == by_rule
    assert (len(by_rule) < Story.objects.count()) is bool(on_desks or in_sections)


@pytest.mark.parametrize(
    ("mine", "may_world", "may_africa", "may_climate"),
    [("world", True, True, False), ("africa", False, True, False), ("climate", False, False, True)],
)
def test_a_right_holds_in_ones_sections_and_their_parts(
    mine, may_world, may_africa, may_climate, staff, ground
):
    staff.publisher.sections.set(Section.objects.filter(slug=mine))
    publisher = User.objects.get(pk=staff.publisher.pk)
    may = [
        publisher.has_perm("articles.publish_story", make_story(section=section, created_by=staff.reporter))
        for section in (ground[1], ground[3], ground[2])
    ]
    assert may == [may_world, may_africa, may_climate]


def test_a_story_of_another_section_is_none_of_theirs(staff, ground):
    story = make_story(section=ground[2], created_by=staff.reporter)
    staff.editor.sections.add(ground[1])
    assert signed_in(staff.editor).get(f"/admin/articles/story/{story.pk}/change/").status_code == 404


def test_where_somebody_works_is_asked_once(staff, ground, django_assert_num_queries):
    staff.editor.sections.add(ground[1])
    editor = User.objects.get(pk=staff.editor.pk)
    story = make_story(section=ground[1])
    assert editor.has_perm("articles.send_back_story", story)
    with django_assert_num_queries(0):
        assert editor.has_perm("articles.spike_story", story)
