"""What is suggested as a reader types a search."""

import pytest
from playwright.sync_api import expect

from articles import clock, workflow
from articles.models import Series
from articles.search.suggestions import suggest
from tests.factories import DAY, make_dateline, make_section


@pytest.fixture
def names(staff):
    series = Series.objects.create(title="Marsh and sea", slug="marsh-and-sea")
    return staff.published(
        tags=["Marine life", "Storm at sea"],
        authors=["Inês Macamo"],
        dateline=make_dateline("Maputo"),
        series=series,
        section=make_section("Markets", slug="markets"),
    )


def found(typed: str) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in suggest(typed)]


def test_names_of_every_kind_are_suggested_those_that_begin_so_first(names):
    assert found("ma") == [
        ("Place", "Maputo, Mozambique"),
        ("Topic", "Marine life"),
        ("Section", "Markets"),
        ("Series", "Marsh and sea"),
        ("Writer", "Inês Macamo"),
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("ines", "Inês Macamo"), ("INÊS m", "Inês Macamo"), ("life", "Marine life"), ("at s", "Storm at sea")],
)
def test_accents_capitals_and_where_the_word_stands_make_no_difference(names, typed, name):
    assert name in [one.name for one in suggest(typed)]


def test_each_leads_to_its_page(names, client):
    assert all(client.get(one.url).status_code == 200 for one in suggest("ma"))


@pytest.mark.parametrize(
    "typed", ["", "m", "  ", "%", "_a", "ma%", "x" * 5000, "\x00", "'; DROP TABLE", "🙂🙂"]
)
def test_anything_may_be_typed(names, typed):
    assert isinstance(suggest(typed), list)


def test_at_most_eight_are_suggested(staff):
    staff.published(tags=[f"Marsh {number}" for number in range(12)])
    assert len(suggest("marsh")) == 8


def test_nothing_is_suggested_that_no_live_story_bears(staff, names):
    hidden = {"tags": ["Zebra"], "authors": ["Zebra Author"], "dateline": make_dateline("Zebra Bay")}
    staff.published(at=clock.now() + DAY, **hidden)
    assert found("zebra") == []
    shown = staff.published(**hidden)
    assert {kind for kind, _ in found("zebra")} == {"Topic", "Writer", "Place"}
    workflow.kill(shown, by=staff.publisher, notice="It was not so.")
    assert found("zebra") == []


def test_the_page_asks_for_them_in_one_query(names, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/search/suggestions/?q=mar")
    assert answer.json()["suggestions"][0] == {
        "kind": "Topic",
        "name": "Marine life",
        "url": "/topics/marine-life/",
    }
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.browser
def test_a_reader_chooses_a_suggestion_with_the_keys(names, live_server, page):
    page.goto(f"{live_server.url}/search/")
    field = page.locator("#q")
    field.press_sequentially("mari")
    page.get_by_role("option", name="Marine life").wait_for()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggestion-0")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press_sequentially("n")
    page.get_by_role("option", name="Marine life").wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/topics/marine-life/")


@pytest.mark.browser
def test_without_suggestions_the_field_searches_as_ever(names, live_server, page):
    page.route("**/search/suggestions/**", lambda route: route.abort())
    page.goto(f"{live_server.url}/search/")
    page.locator("#q").press_sequentially("dam")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=dam*")
