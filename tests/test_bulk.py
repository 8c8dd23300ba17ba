"""Bulk import leaves the same rows as the verbs would: compared row by row, column by column."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import models, transaction
from django.utils import timezone

from articles import datelines, invariants, search
from articles.models import (
    Author,
    Byline,
    Correction,
    Dateline,
    Edition,
    EditionAuthor,
    EditionTag,
    Revision,
    Story,
    StoryEvent,
    Tag,
    TaggedStory,
)
from bench import generate
from bench.words import SECTIONS
from tests.factories import NOON, make_section
from wires import hand_in, lists
from wires.bulk import Bulk
from wires.incoming import Incoming, Wishes
from wires.lines import LineReader
from wires.models import Arrival

pytestmark = pytest.mark.django_db

WRITTEN = (
    Story,
    Byline,
    TaggedStory,
    Revision,
    Edition,
    EditionAuthor,
    EditionTag,
    StoryEvent,
    Correction,
    Arrival,
)
# When a row was written; two runs cannot agree on that.
CLOCKS = {"at", "made_at", "created_at", "modified_at"}

# Lines that ask for something out of the common: no slug and the same headline twice, names that mean one author,
# a synonym, a place that no gazetteer has, no language, a section within another, an hour to come.
ODD = (
    {
        "headline": "Morning briefing",
        "body_html": "<p>One.</p>",
        "section": "world",
        "published_at": "2024-02-29",
    },
    {
        "headline": "Morning briefing",
        "body_html": "<p>Two.</p>",
        "section": "World",
        "authors": ["ANA REYES", "Ana Reyes"],
    },
    {
        "headline": "Morning briefing",
        "body_html": "<p>Three.</p>",
        "section": "ports",
        "tags": ["harbours", "Ports"],
    },
    {
        "headline": "Утренний обзор",
        "body_html": "<p>Было ещё темно, и рыбы не было.</p>",
        "section": "world",
        "dateline": "Quilombra Camp",
        "dateline_date": "2024-03-01",
        "published_at": "2126-01-01T06:00",
    },
    {
        "headline": "The <edge> & “beyond”",
        "deck": "  Two   spaces ",
        "kicker": "Ports",
        "body_html": "<h2>Then</h2><script>x</script><p onclick=x><b>A</b> 3 &lt; 4.</p><blockquote>No</blockquote>",
        "section": "ports",
        "dateline": "MOSCOW",
        "source": "Harbour Wire",
        "published_at": "2023-07-01T06:00:00+02:00",
    },
)


@pytest.fixture
def sections(db):
    for slug, name in SECTIONS:
        make_section(name, slug=slug)
    make_section("Ports", parent=make_section("World"))
    Tag.objects.create(name="Ports").synonyms.create(name="Harbours")
    return lists.Sections()


@pytest.fixture
def lines():
    return [*generate.lines(40, seed=3), *ODD]


def articles(lines, sections, wishes) -> list[Incoming]:
    reader = LineReader("gazette.jsonl", sections, wishes)
    return [reader.article(number, json.dumps(line).encode()) for number, line in enumerate(lines, start=1)]


def told(outcomes) -> list:
    return [(one.story.slug, one.path, one.is_new, one.reason, one.note) for one in outcomes]


def rows() -> dict[str, list]:
    """Every row that bringing stories in writes, without keys of its own and without clocks."""
    return {model.__name__: sorted(map(_row, model.objects.all()), key=str) for model in WRITTEN} | {
        "found": [
            [(hit.edition.headline, str(hit.snippet)) for hit in search.find(words).hits]
            for words in ("harbour", "morning", "pont", "рыбы", "وزير", '"grain depot" -harbour')
        ]
    }


def _row(row: models.Model) -> dict:
    columns = {}
    for field in row._meta.local_concrete_fields:
        value = getattr(row, field.name)
        if isinstance(value, Story | Edition | Revision):
            value = (
                value.slug if isinstance(value, Story) else value.story.slug,
                getattr(value, "number", None),
            )
        if not field.primary_key and field.name not in CLOCKS:
            columns[field.name] = value
    return columns


@contextmanager
def taken_back():
    """What is done in it never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("publish", [True, False])
def test_bulk_leaves_the_rows_that_the_verbs_leave(sections, lines, staff, publish):
    wishes = Wishes(by=staff.publisher, writer=staff.publisher, publish=publish, opens=NOON)
    entering = articles(lines, sections, wishes)
    # Made beforehand, so that both runs know them by the same numbers and fingerprints can be compared.
    lists.authors(name for article in entering for name in article.names)
    lists.tags(name for article in entering for name in article.tags)
    datelines.known_or_made(article.place for article in entering if article.place)
    with taken_back():
        said = told([hand_in.bring_in(article, wishes) for article in entering])
        expected = rows()
    assert not Story.objects.exists()

    outcomes = Bulk(wishes).bring_in(entering)

    found = rows()
    for model, wanted in expected.items():
        assert found[model] == wanted, model
    assert told(outcomes) == said
    assert len(found["Story"]) == len(lines)
    assert len(found["Edition"]) == (len(lines) if publish else 0)
    assert any(found["found"]) == publish
    assert list(invariants.breaches()) == []


def test_lists_are_made_as_the_verbs_make_them(sections, lines, staff):
    wishes = Wishes(by=staff.publisher, publish=True, opens=NOON)
    entering = articles(lines, sections, wishes)

    def kept() -> list:
        return [
            sorted(Author.objects.values_list("name", "slug")),
            sorted(Tag.objects.values_list("name", "slug")),
            sorted(Dateline.objects.values_list("full_place", "slug", "country", "latitude", "time_zone")),
        ]

    with taken_back():
        for article in entering:
            hand_in.bring_in(article, wishes)
        expected = kept()
    Bulk(wishes).bring_in(entering)
    assert kept() == expected
    assert ("Moscow, Russia", "moscow-russia", "RU") in [row[:3] for row in expected[2]]


def test_bulk_halves_a_batch_until_the_article_that_the_database_refuses_stands_alone(
    sections, staff, monkeypatch
):
    wishes = Wishes(by=staff.publisher, publish=True)
    lines = list(generate.lines(9))
    entering = articles(lines, sections, wishes)
    # Nobody checks this length on the way: the database has the last word.
    entering[4].fingerprint = None
    outcomes = Bulk(wishes).bring_in(entering)
    assert [bool(outcome.reason) for outcome in outcomes] == [False] * 4 + [True] + [False] * 4
    assert outcomes[4].reason.startswith("The database refuses it: ")
    assert Story.objects.count() == 8
    assert list(invariants.breaches()) == []


def test_a_batch_that_stops_half_way_leaves_nothing(sections, staff, monkeypatch):
    wishes = Wishes(by=staff.publisher, publish=True)
    entering = articles(list(generate.lines(5)), sections, wishes)

    def stop(editions):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("articles.search.index", stop)
        with pytest.raises(KeyboardInterrupt):
            Bulk(wishes).bring_in(entering)
    assert not Story.objects.exists()
    assert not Author.objects.exists()
    outcomes = Bulk(wishes).bring_in(entering)
    assert all(outcome.is_new for outcome in outcomes)


def test_twins_in_one_batch_are_one_story(sections, staff):
    wishes = Wishes(by=staff.publisher, publish=True)
    line = next(generate.lines(1))
    outcomes = Bulk(wishes).bring_in(articles([line, line], sections, wishes))
    assert [outcome.is_new for outcome in outcomes] == [True, False]
    assert outcomes[0].path == outcomes[1].path
    assert Story.objects.count() == 1


def test_repeated_headlines_are_numbered_through_batches_and_runs(sections, staff):
    wishes = Wishes(by=staff.publisher, publish=True)
    lines = [
        {"headline": "Morning briefing", "section": "world", "body_html": f"<p>{n}.</p>"} for n in range(7)
    ]
    entering = articles(lines, sections, wishes)
    first = Bulk(wishes)
    for batch in (entering[:3], entering[3:5]):
        first.bring_in(batch)
    Bulk(wishes).bring_in(entering)
    expected = ["morning-briefing", *(f"morning-briefing-{number}" for number in range(2, 8))]
    assert list(Story.objects.order_by("pk").values_list("slug", flat=True)) == expected


def test_a_batch_asks_no_more_often_for_having_more_lines(sections, staff, django_assert_max_num_queries):
    wishes = Wishes(by=staff.publisher, publish=True)
    entering = articles(list(generate.lines(300)), sections, wishes)
    Bulk(wishes).bring_in(entering[:100])
    lists.authors(name for article in entering for name in article.names)
    lists.tags(name for article in entering for name in article.tags)
    datelines.known_or_made(article.place for article in entering if article.place)
    for batch in (entering[100:105], entering[105:]):
        with django_assert_max_num_queries(36):
            Bulk(wishes).bring_in(batch)


def test_opening_now_is_live_at_once(sections, staff):
    wishes = Wishes(by=staff.publisher, publish=True)
    line = next(generate.lines(1)) | {"published_at": None}
    Bulk(wishes).bring_in(articles([line], sections, wishes))
    edition = Edition.objects.live().get()
    assert timezone.now() - edition.live_from < timedelta(minutes=1)


def test_a_past_hour_is_that_of_first_publication_and_a_coming_one_is_scheduled(sections, staff):
    wishes = Wishes(by=staff.publisher, publish=True)
    past, coming = generate.lines(2)
    coming["published_at"] = "2126-01-01T06:00"
    Bulk(wishes).bring_in(articles([past, coming], sections, wishes))
    assert Edition.objects.live().get().slug == past["slug"]
    assert Edition.objects.coming().get().live_from == datetime(2126, 1, 1, 6, tzinfo=UTC)
