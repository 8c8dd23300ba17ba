"""“Did you mean …?”: slips of the pen are forgiven, with words that a live story has."""

import pytest

from articles import clock, search, workflow
from articles.models import Spelling
from articles.search import slips
from articles.search.filters import Filters
from tests.factories import DAY, NOON

WORDS = [
    ("heron", "heron", 0),
    ("hreon", "heron", 1),
    ("hern", "heron", 1),
    ("heeron", "heron", 1),
    ("haron", "heron", 1),
]


@pytest.mark.parametrize(
    ("first", "second", "slips_made"), [*WORDS, ("mozambik", "mozambique", 3), ("", "ab", 2)]
)
def test_slips_are_counted(first, second, slips_made):
    assert slips.distance(first, second) == slips.distance(second, first) == slips_made


@pytest.mark.parametrize(("written", "meant", "slips_made"), WORDS)
def test_a_word_with_one_slip_is_found_by_a_key(written, meant, slips_made):
    assert slips.keys(written) & slips.keys(meant)


def test_a_short_word_is_forgiven_one_slip_and_a_long_one_two():
    assert slips.nearest("wale", ["walk", "wheel"]) == "walk"
    assert slips.nearest("wale", ["wheel"]) is None
    assert slips.nearest("mozanbiqe", ["mozambique"]) == "mozambique"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("hreon", "heron"),
        ("grey hreon", "grey heron"),
        ("Macamoo", "macamo"),
        ("éstuaire", ""),
        ("heronn -swan", "heron -swan"),
        ('"grey hreon"', ""),
        ("xylophone", ""),
        ("heon swan", ""),
    ],
)
def test_a_reader_who_found_nothing_is_told_what_would_find_something(staff, query, meant):
    staff.published(headline="The heron", body="<p>It was grey.</p>", authors=["Inês Macamo"])
    staff.published(headline="A swan")
    found = search.find(query)
    assert (found.total, found.meant) == (0, meant)
    if meant:
        assert search.find(meant).total == 1


@pytest.mark.django_db
def test_nothing_is_meant_where_something_is_found(staff):
    staff.published(headline="Haron")
    staff.published(headline="Heron")
    assert search.find("haron").meant == ""


@pytest.mark.django_db
def test_only_what_readers_may_see_is_offered(staff):
    staff.published(headline="Heron", at=clock.now() + DAY)
    assert Spelling.objects.filter(word="heron").exists()
    assert search.find("hreon").meant == ""
    assert search.find("hreon", at=clock.now() + 2 * DAY).meant == "heron"
    shown = staff.published(headline="Cormorant")
    assert search.find("cormarant").meant == "cormorant"
    workflow.kill(shown, by=staff.publisher, notice="It was not so.")
    assert search.find("cormarant").meant == ""


@pytest.mark.django_db
def test_the_offer_stays_within_what_the_search_is_narrowed_to(staff):
    staff.published(now=NOON, headline="Heron")
    assert search.find("hreon", filters=Filters(section="world")).meant == "heron"
    assert search.find("hreon", filters=Filters(section="sport")).meant == ""


@pytest.mark.django_db
def test_a_word_is_learned_once(staff):
    staff.published(headline="Heron")
    before = Spelling.objects.count()
    staff.published(headline="A heron, the heron")
    assert Spelling.objects.count() == before > 0


@pytest.mark.django_db
def test_an_offer_takes_one_query_more_than_finding_nothing(staff, django_assert_max_num_queries):
    staff.published(headline="Heron")
    with django_assert_max_num_queries(3):
        assert search.find("hreon grey swen lake").meant == ""
