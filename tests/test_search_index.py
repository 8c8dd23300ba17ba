"""The index behind readers' search: it follows the editions, whatever becomes of them."""

from copy import copy
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles import search, workflow
from articles.models import Correction, Edition, EditionAuthor, EditionTag, Story
from tests.factories import DAY, HOUR, NOON

pytestmark = pytest.mark.django_db
TABLE = "articles_search" if connection.vendor == "postgresql" else "articles_searchtext"


def indexed() -> set[int]:
    """The editions in the index; on SQLite after a look whether its words agree with its texts."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO articles_search (articles_search, rank) VALUES ('integrity-check', 1)"
            )
        cursor.execute(f"SELECT edition_id FROM {TABLE}")
        return {row[0] for row in cursor.fetchall()}


def keys() -> set[int]:
    return set(Edition.objects.values_list("pk", flat=True))


def bare_editions(number: int) -> list[Edition]:
    """Editions as a bulk import leaves them: rows alone, beside one that was made by the verbs."""
    one = Edition.objects.get()
    stories = Story.objects.bulk_create(
        Story(headline=f"Heron {n}", slug=f"heron-{n}", body="<p>Grey.</p>", section=one.section)
        for n in range(number)
    )
    editions = []
    for story in stories:
        edition = copy(one)
        edition.pk, edition.story, edition.headline = None, story, story.headline
        edition.slug = edition.path = story.slug
        editions.append(edition)
    return Edition.objects.bulk_create(editions)


def test_publishing_puts_an_edition_in_and_rolling_back_takes_it_out(staff):
    story = staff.cleared()
    with transaction.atomic():
        workflow.publish(story, by=staff.publisher)
        assert indexed() == keys() != set()
        transaction.set_rollback(True)
    assert indexed() == set()


def test_an_edition_taken_back_leaves_the_index(staff):
    story = staff.published(now=NOON, at=NOON + DAY, headline="Heron", tags=["heron"])
    workflow.unschedule(story, by=staff.publisher, now=NOON)
    assert indexed() == set()


def test_an_edition_whose_place_was_taken_leaves_the_index(staff):
    story = staff.published(now=NOON, at=NOON + DAY)
    staff.rewritten(story, now=NOON)
    workflow.publish(story, by=staff.publisher, at=NOON + HOUR, now=NOON)
    assert indexed() == keys()
    assert len(keys()) == 1


def test_a_killed_story_leaves_the_index_with_all_its_editions(staff):
    story = staff.published(now=NOON)
    staff.rewritten(story, now=NOON + HOUR)
    workflow.publish(story, by=staff.publisher, now=NOON + HOUR)
    assert len(indexed()) == 2
    workflow.kill(story, by=staff.publisher, notice="It was wrong.", now=NOON + DAY)
    assert indexed() == set()


@pytest.mark.parametrize("way", ["rows", "database"])
def test_deleted_editions_leave_the_index_however_they_go(staff, way):
    staff.published()
    staying = staff.published().editions.get()
    going = Edition.objects.exclude(pk=staying.pk)
    for links in (EditionAuthor, EditionTag, Correction):
        links.objects.all().delete()
    if way == "rows":
        going.delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_edition WHERE id <> %s", [staying.pk])
    assert indexed() == {staying.pk}


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_empties_the_index(staff):
    staff.published()
    call_command("flush", interactive=False, verbosity=0)
    assert indexed() == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite does Django make tables anew")
def test_a_migration_that_makes_the_table_of_editions_anew_leaves_the_index_whole(staff):
    staff.published(headline="Heron")
    with connection.schema_editor() as editor:
        editor._remake_table(Edition)
    assert search.find("heron").total == 1
    EditionAuthor.objects.all().delete()
    Edition.objects.all().delete()
    assert indexed() == set()


@pytest.mark.django_db(transaction=True)
def test_the_index_can_be_unmade_and_made(staff):
    staff.published(headline="Heron")
    migration = import_module("articles.migrations.0003_search_index")
    with connection.schema_editor() as editor:
        migration.unmake(None, editor)
        assert not {"articles_search", TABLE} & set(connection.introspection.table_names())
        migration.make(None, editor)
    assert indexed() == set()
    search.index(Edition.objects.all())
    assert search.find("heron").total == 1


def test_indexing_again_replaces_what_was_there(staff):
    edition = staff.published(headline="Heron", body="<p>Grey.</p>").editions.get()
    search.index([edition, edition])
    assert search.find("heron").total == 1
    edition.headline = "Swan"
    search.index([edition])
    assert search.find("heron").total == 0
    assert search.find("swan").total == 1
    assert indexed() == {edition.pk}


def test_what_was_forgotten_is_found_no_more(staff):
    first, second = (staff.published(headline="Heron").editions.get() for _ in range(2))
    search.forget([first])
    assert indexed() == {second.pk}
    search.forget(Edition.objects.all())
    search.forget([])
    assert indexed() == set()


def test_very_many_are_indexed_in_few_statements(staff, django_assert_max_num_queries):
    staff.published()
    editions = bare_editions(600)
    with django_assert_max_num_queries(13):
        search.index(iter(editions))
    assert indexed() == keys()
    assert search.find("heron").total == 600


def test_a_very_long_story_is_indexed_as_far_as_the_databases_take_it(staff):
    words = " ".join(f"слово{number} {'天' * 9}" for number in range(12_000))
    staff.published(headline="Long", body=f"<p>{'ж' * 9_000} {words}</p>")
    assert search.find("слово3").total == 1


def test_reindex_makes_the_index_anew_without_killed_stories(staff):
    staff.published(headline="Heron")
    workflow.kill(staff.published(headline="Heron"), by=staff.publisher, notice="It was wrong.")
    search.forget(Edition.objects.all())
    assert search.find("heron").total == 0
    said = StringIO()
    call_command("reindex", stdout=said, stderr=StringIO())
    assert "1 edition" in said.getvalue()
    assert search.find("heron").total == 1
    assert len(indexed()) == 1


@pytest.mark.parametrize("year", [4084, 4085, 9998])
def test_what_is_planned_for_a_far_year_is_found_when_it_comes(staff, year):
    opens = datetime(year, 6, 1, 6, tzinfo=UTC)
    story = staff.published(headline="Lighthouse", at=opens)
    assert search.find("lighthouse", at=opens - HOUR).hits == []
    assert [hit.edition.headline for hit in search.find("lighthouse", at=opens + HOUR).hits] == ["Lighthouse"]
    workflow.unschedule(story, by=staff.publisher)
    assert search.find("lighthouse", at=opens + HOUR).hits == []
