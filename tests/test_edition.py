"""What readers get, and when."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from articles import clock, workflow
from articles.models import Edition, Story
from tests.factories import DAY, HOUR, NOON, TICK, make_section, make_story


def test_a_story_goes_live_at_its_hour_and_not_before(staff):
    story = staff.cleared()
    workflow.publish(story, by=staff.publisher, at=NOON)
    assert not Edition.objects.live(at=NOON - TICK).exists()
    assert Edition.objects.live(at=NOON).get().headline == story.headline


def test_a_story_ends_at_its_hour_and_not_before(staff):
    story = staff.cleared()
    workflow.publish(story, by=staff.publisher, at=NOON, until=NOON + HOUR)
    assert Edition.objects.live(at=NOON + HOUR - TICK).exists()
    assert not Edition.objects.live(at=NOON + HOUR).exists()


def test_what_is_published_now_is_seen_by_the_very_next_query(staff):
    for _ in range(20):
        story = staff.published()
        assert Edition.objects.live().filter(story=story).exists()


def test_the_gate_asks_the_database_what_time_it_is(staff, monkeypatch):
    staff.published(at=clock.now() + DAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + 1000 * DAY)
    assert not Edition.objects.live().exists()


def test_the_database_s_now_is_whole_milliseconds_in_utc(db):
    now = clock.now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0


def test_the_working_copy_can_change_for_days_without_readers_noticing(staff):
    story = staff.published(headline="Dam bursts")
    workflow.revise(story, by=staff.publisher, headline="Dam holds")
    assert Edition.objects.live().get().headline == "Dam bursts"


def test_an_edition_begins_where_the_one_before_it_ends(staff):
    story = staff.published(at=NOON)
    staff.rewritten(story)
    workflow.publish(story, by=staff.publisher, at=NOON + HOUR)
    for moment, number in ((NOON, 1), (NOON + HOUR - TICK, 1), (NOON + HOUR, 2), (NOON + DAY, 2)):
        assert [edition.number for edition in Edition.objects.live(at=moment)] == [number]


def test_an_edition_keeps_the_address_and_the_hour_of_the_first(staff):
    story = staff.published(at=NOON)
    staff.rewritten(story)
    second = workflow.publish(story, by=staff.publisher)
    first = story.editions.get(number=1)
    assert second.path == first.path == f"/2026/05/03/{story.slug}/"
    assert second.first_published_at == NOON
    assert second.is_updated
    assert not first.is_updated


def test_the_address_bears_the_date_in_the_paper_s_zone(staff, settings):
    from zoneinfo import ZoneInfo

    settings.SITE_ZONE = ZoneInfo("Asia/Tokyo")
    story = staff.published(at=NOON + 4 * HOUR)
    assert story.editions.get().path.startswith("/2026/05/04/")


def test_the_dateline_stands_at_the_head_of_the_text(staff):
    from tests.factories import make_dateline

    edition = staff.published(dateline=make_dateline(), dateline_date=NOON.date()).editions.get()
    assert edition.dateline_text == "BEIRA, Mozambique, May 3"
    assert '<span class="dateline">BEIRA, Mozambique, May 3</span> The water came' in edition.body


def test_a_section_holds_the_editions_of_its_parts(staff):
    world = make_section("World")
    africa = make_section("Africa", parent=world)
    staff.published(section=africa)
    staff.published(section=make_section("Culture"))
    assert Edition.objects.live().in_section(world).count() == 1
    assert Edition.objects.live().in_section(africa).count() == 1


def test_lists_of_authors_and_topics_are_newest_first(staff):
    for hours in (2, 0, 1):
        staff.published(
            at=NOON + hours * HOUR, headline=f"At {hours}", tags=["Floods"], authors=["Ana Reyes"]
        )
    edition = Edition.objects.first()
    author = edition.author_links.get().author
    topic = edition.tag_links.get().tag
    wanted = ["At 2", "At 1", "At 0"]
    assert [one.headline for one in Edition.objects.live().by_author(author)] == wanted
    assert [one.headline for one in Edition.objects.live().about(topic)] == wanted


@pytest.fixture
def edition(staff):
    return staff.published(at=NOON).editions.get()


def copy_of(edition, **window):
    edition.pk = None
    edition._state.adding = True
    edition.number += 1
    for name, value in window.items():
        setattr(edition, name, value)
    return edition


@pytest.mark.parametrize(
    ("fact", "window"),
    [
        ("a story has one open-ended edition", {"live_from": NOON + HOUR, "live_until": None}),
        ("no two editions start at once", {"live_from": NOON, "live_until": NOON + HOUR}),
        (
            "a window is not empty",
            {"live_from": NOON - HOUR, "live_until": NOON - HOUR, "first_published_at": NOON - HOUR},
        ),
        ("a window does not end before it begins", {"live_from": NOON + HOUR, "live_until": NOON}),
        (
            "an edition does not end later than wished",
            {"live_from": NOON + HOUR, "live_until": NOON + DAY, "expires_at": NOON + 2 * HOUR},
        ),
        ("an edition opens no earlier than the first", {"live_from": NOON - HOUR, "live_until": NOON}),
        ("an edition has a headline", {"live_from": NOON + HOUR, "live_until": NOON + DAY, "headline": ""}),
        ("an edition has an address", {"live_from": NOON + HOUR, "live_until": NOON + DAY, "path": ""}),
    ],
)
def test_the_database_knows_that(edition, fact, window):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(edition, **window).save(force_insert=True)


@pytest.mark.postgres
def test_postgresql_refuses_any_overlap(edition):
    assert connection.vendor == "postgresql"
    before = {"live_from": NOON - HOUR, "live_until": NOON + TICK, "first_published_at": NOON - HOUR}
    with pytest.raises(IntegrityError, match="editions_of_a_story_never_overlap"), transaction.atomic():
        copy_of(edition, **before).save(force_insert=True)
    touching = {"live_from": NOON - HOUR, "live_until": NOON, "first_published_at": NOON - HOUR}
    copy_of(edition, **touching).save(force_insert=True)


@pytest.mark.postgres
def test_postgresql_packs_texts_with_lz4_wherever_it_has_it(staff):
    migration = import_module("articles.migrations.0013_texts_packed_with_lz4")
    staff.published(body="".join(f"<p>The water came before dawn {number}.</p>" for number in range(200)))
    with connection.cursor() as cursor:
        cursor.execute(migration.HAS_LZ4)
        packed = "lz4" if cursor.fetchone()[0] else "pglz"
        for table, column in migration.COLUMNS:
            cursor.execute(f"SELECT pg_column_compression({column}) FROM {table}")
            assert column == "head" or {packed} == {how for (how,) in cursor.fetchall()}, (table, column)


def test_what_is_in_use_cannot_be_deleted_and_takes_no_story_along(staff):
    from tests.factories import make_dateline

    story = staff.published(tags=["Floods"], dateline=make_dateline())
    edition = story.editions.get()
    in_use = [
        story.section,
        story.dateline,
        edition.author_links.get().author,
        edition.tag_links.get().tag,
        edition.revision,
        story,
    ]
    for thing in in_use:
        with pytest.raises(ProtectedError):
            thing.delete()


def test_history_outlives_the_people_who_made_it(staff):
    story = staff.published(created_by=staff.reporter)
    name = str(staff.publisher)
    for person in (staff.publisher, staff.copy_editor, staff.reporter):
        person.delete()
    story = Story.objects.get(pk=story.pk)
    event = story.events.filter(verb="publish").get()
    assert (event.by, event.by_name) == (None, name)
    assert story.revisions.exists()
    assert Edition.objects.live().get().story == story


def test_a_tag_on_a_draft_cannot_be_deleted_from_under_it(db):
    story = make_story(tags=["Floods"])
    with pytest.raises(ProtectedError):
        story.tags.get().delete()
