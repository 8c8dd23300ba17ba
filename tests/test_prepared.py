"""Questions that are put into SQL once answer as those that are put anew."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import clock
from articles.models import Edition, Section, Story
from articles.models.prepared import Prepared
from tests.factories import DAY, NOON, make_dateline, make_section

pytestmark = pytest.mark.django_db


def at(path: str):
    return Edition.objects.live().for_reading().filter(path=path).order_by()


@pytest.fixture
def asked():
    return Prepared(at, "/one/", "/other/")


def test_an_answer_is_what_the_queryset_brings(staff, asked):
    story = staff.published(tags=["Floods"], dateline=make_dateline())
    path = story.editions.get().path
    (found,), (plain,) = asked(path), at(path)
    assert found == plain
    assert found.__dict__.keys() - plain.__dict__.keys() == {"row"}
    names = [name for name in plain.__dict__ if name != "_state"]
    assert [getattr(found, name) for name in names] == [getattr(plain, name) for name in names]
    assert (found.section, found.dateline, found.series) == (plain.section, plain.dateline, plain.series)


def test_each_question_gets_its_own_answer_in_one_query(staff, asked):
    paths = [staff.published(headline=headline).editions.get().path for headline in ("Dam", "Wall")]
    asked("/nowhere/")
    with CaptureQueriesContext(connection) as queries:
        answers = [asked(path) for path in (*paths, "/nowhere/", paths[0])]
    assert [[one.headline for one in rows] for rows in answers] == [["Dam"], ["Wall"], [], ["Dam"]]
    assert len(queries) == 4


def test_the_same_row_is_the_same_object_and_another_is_another(staff, asked):
    story = staff.published(section=make_section("Old name"))
    path = story.editions.get().path
    (first,), (again,) = asked(path), asked(path)
    assert first is again
    changes = [
        lambda: Section.objects.filter(pk=story.section_id).update(name="New name"),
        lambda: Story.objects.filter(pk=story.pk).update(no_adverts=True),
        lambda: Story.objects.filter(pk=story.pk).update(no_history=True),
        lambda: Story.objects.filter(pk=story.pk).update(machine_use="none"),
        lambda: Edition.objects.filter(path=path).update(live_until=clock.now() + DAY),
    ]
    for change in changes:
        change()
        (now,) = asked(path)
        assert now is not again
        assert now.row != again.row
        again = now
    assert (again.section.name, again.no_adverts, again.no_history) == ("New name", True, True)
    assert (first.section.name, first.no_adverts, first.no_history) == ("Old name", False, False)


def test_rows_of_which_some_are_known_come_in_their_order(staff):
    newest = Prepared(
        lambda section: Edition.objects.live().filter(section=section).newest_first().for_cards(), -1, -2
    )
    section = make_section()
    staff.published(headline="First", at=NOON - DAY)
    assert [one.headline for one in newest(section.pk)] == ["First"]
    staff.published(headline="Before it", at=NOON - 2 * DAY)
    staff.published(headline="After it", at=NOON)
    with CaptureQueriesContext(connection) as queries:
        found = newest(section.pk)
        assert [(one.headline, one.section.name) for one in found] == [
            ("After it", "World"),
            ("First", "World"),
            ("Before it", "World"),
        ]
    assert len(queries) == 1


def test_the_clock_is_the_database_s_at_each_asking(staff, asked):
    ended = staff.published(at=NOON, until=NOON + DAY).editions.get()
    assert asked(ended.path) == []
    coming = staff.published(headline="Later").editions.get()
    assert asked(coming.path) == [coming]
    Edition.objects.filter(pk=coming.pk).update(live_from=coming.live_from + DAY)
    assert asked(coming.path) == []


@pytest.mark.django_db(transaction=True)
def test_it_outlives_its_connection(staff, asked):
    story = staff.published()
    path = story.editions.get().path
    for _ in range(2):
        assert asked(path) == [story.editions.get()]
        connection.close()


def test_moments_are_those_of_the_queryset_to_the_microsecond(staff, asked):
    story = staff.published()
    moment = NOON.replace(microsecond=123456)
    Edition.objects.filter(story=story).update(made_at=moment, updated_before=moment.replace(microsecond=0))
    (found,) = asked(story.editions.get().path)
    assert (found.made_at, found.updated_before) == (moment, moment.replace(microsecond=0))
    assert found.made_at.utcoffset() == found.live_from.utcoffset() == NOON.utcoffset()


def test_hostile_values_are_values(asked):
    for value in ("' OR 1=1 --", "%s", "/\x7f/", "x" * 5000):
        assert asked(value) == []
