"""Searching within a section, a writer's stories, a place, or some days; and newest first."""

from datetime import date

import pytest

from articles import search
from articles.search.filters import Filters
from tests.factories import DAY, NOON, make_dateline, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def herons(staff):
    """Four stories of herons that differ in one thing each."""
    world, ports = make_section("World"), make_section("Ports", slug="ports")
    docks = make_section("Docks", slug="docks", parent=ports)
    beira = make_dateline("Beira")
    staff.published(now=NOON, headline="Plain heron", section=world, authors=["Rui Macamo"])
    staff.published(now=NOON + DAY, headline="Dock", section=docks, authors=["Jo Li"], body="<p>A heron.</p>")
    staff.published(
        now=NOON + 2 * DAY, headline="Beira", section=world, dateline=beira, body="<p>A heron.</p>"
    )
    staff.published(
        now=NOON + 3 * DAY, headline="Swan", section=ports, authors=["Rui Macamo"], dateline=beira
    )
    return beira


def headlines(query: str = "heron", **filters) -> list[str]:
    found = search.find(query, filters=Filters(**filters), at=NOON + 9 * DAY)
    assert found.total == len(found.hits)
    return [hit.edition.headline for hit in found.hits]


def test_a_section_is_searched_with_its_parts(herons):
    assert headlines(section="world") == ["Plain heron", "Beira"]
    assert headlines(section="ports") == headlines(section="docks") == ["Dock"]


def test_a_writer_s_and_a_place_s_stories_are_searched(herons):
    assert headlines(author="rui-macamo") == ["Plain heron"]
    assert headlines(dateline=herons.slug) == ["Beira"]
    assert headlines("swan", author="rui-macamo", dateline=herons.slug) == ["Swan"]
    assert headlines("swan", author="jo-li", dateline=herons.slug) == []


def test_days_are_whole_and_in_the_site_s_zone(herons, settings):
    day = NOON.date()
    assert headlines(first=day, last=day) == ["Plain heron"]
    assert headlines(first=date(2026, 5, 4)) == ["Beira", "Dock"]
    assert headlines(last=date(2026, 5, 4)) == ["Plain heron", "Dock"]
    assert headlines(first=date(2026, 5, 5), last=date(2026, 5, 4)) == []
    assert headlines(first=date(1700, 1, 1), last=date(1800, 1, 1)) == []
    from zoneinfo import ZoneInfo

    settings.SITE_ZONE = ZoneInfo("Pacific/Kiritimati")
    assert headlines(first=day, last=day) == []


def test_newest_first_passes_over_what_a_word_is_worth(herons):
    assert headlines() == ["Plain heron", "Beira", "Dock"]
    assert headlines(newest_first=True) == ["Beira", "Dock", "Plain heron"]


def test_phrases_and_what_is_left_out_go_with_filters(herons):
    assert headlines('"a heron"', section="world") == ["Beira"]
    assert headlines("heron -plain", section="world") == ["Beira"]


def test_what_nothing_has_finds_nothing(herons):
    assert headlines(section="nowhere") == headlines(author="nobody") == headlines(dateline="nowhere") == []


def test_no_reader_can_ask_for_a_mark(herons):
    from articles.search.filters import mark

    for noun, slug in (("section", "world"), ("author", "rui-macamo")):
        assert headlines(mark(noun, slug)) == headlines(f"#{mark(noun, slug)}") == []


def test_a_filter_takes_no_query_more(herons, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert headlines(section="world", author="rui-macamo", first=NOON.date()) == ["Plain heron"]
