"""The search page, `/search/?q=`."""

from datetime import date

import pytest

from articles import clock, reading
from articles.search import found, narrowing
from articles.search.filters import Filters
from articles.search.page import PER_PAGE
from tests.factories import DAY, HOUR, NOON, make_dateline, make_section

pytestmark = pytest.mark.django_db


def test_without_a_question_the_page_asks_for_one(client):
    answer = client.get("/search/")
    assert answer.status_code == 200
    assert 'name="q"' in answer.text
    assert "No story" not in answer.text


def test_without_words_a_narrowed_search_says_that_it_wants_some(client, staff):
    staff.published()
    assert "write one beside that" in client.get("/search/?q=&section=world&from=2026-01-01").text
    assert "write one beside that" not in client.get("/search/?q=&section=").text


def test_nothing_found_is_said(client):
    assert "No story has" in client.get("/search/?q=heron").text


def test_what_was_found_is_shown_with_the_words_marked(client, staff):
    story = staff.published(headline="A bird", body="<p>A &lt;i&gt; heron at dawn.</p>")
    text = client.get("/search/?q=heron").text
    assert "1 story" in text
    assert story.editions.get().get_absolute_url() in text
    assert "<mark>heron</mark> at dawn" in text


def test_the_question_is_shown_as_it_was_asked_and_never_as_markup(client):
    text = client.get("/search/", {"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_further_results_are_a_page_on(client, staff):
    for number in range(PER_PAGE + 1):
        staff.published(now=NOON + number * HOUR, headline=f"Heron & sons {number}")
    first = client.get("/search/?q=heron+%26+sons").text
    assert f"{PER_PAGE + 1} stories" in first
    assert "/search/?q=heron+%26+sons&amp;page=2" in first
    second = client.get("/search/?q=heron+%26+sons&page=2").text
    assert 'href="/search/?q=heron+%26+sons"' in second
    assert "page=3" not in second
    assert "Heron &amp; sons 0<" in second


def test_very_many_are_said_to_be_more(client, staff, monkeypatch):
    monkeypatch.setattr(found, "DEEPEST", 2)
    for _ in range(3):
        staff.published(headline="Heron")
    assert "More than 2 stories" in client.get("/search/?q=heron").text


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "²", "", "101", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(client, staff, page):
    staff.published(headline="Heron")
    assert client.get("/search/", {"q": "heron", "page": page}).status_code == 404


def test_a_section_called_search_does_not_hide_the_page(client):
    make_section("Search")
    assert 'name="q"' in client.get("/search/").text


def test_the_page_takes_no_posts(client):
    assert client.post("/search/", {"q": "heron"}).status_code == 405


@pytest.mark.parametrize("stories", [3, PER_PAGE + 5])
def test_a_page_of_results_takes_three_queries_however_many_there_are(
    client, staff, stories, django_assert_max_num_queries
):
    for _ in range(stories):
        staff.published(headline="Heron")
    client.get("/search/")
    with django_assert_max_num_queries(3):
        assert "stories" in client.get("/search/?q=heron").text


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ({}, Filters()),
        ({"section": "world", "order": "new"}, Filters(section="world", newest_first=True)),
        ({"author": "ana-reyes", "dateline": " Beira "}, Filters(author="ana-reyes", dateline="beira")),
        ({"from": "2026-05-03"}, Filters(first=date(2026, 5, 3))),
        (
            {"from": "2026-05-04", "until": "2026-05-03"},
            Filters(first=date(2026, 5, 3), last=date(2026, 5, 4)),
        ),
        ({"from": "9999-12-31", "until": "0001-01-01", "order": "worst"}, Filters()),
        ({"from": "yesterday", "until": "2026-02-30", "section": "<b>"}, Filters()),
        ({"section": "x" * 121, "author": "ana reyes", "dateline": "\x00"}, Filters()),
    ],
)
def test_an_address_says_what_a_search_is_narrowed_to_and_nonsense_is_passed_over(asked, filters):
    assert narrowing.read(asked) == filters
    assert narrowing.read(narrowing.written(filters)) == filters


def test_the_form_keeps_what_was_chosen(client, staff):
    make_section("Ports", slug="ports")
    reading.forget_sections()
    text = client.get("/search/?q=heron&section=ports&from=2026-05-03&order=new&author=ana-reyes").text
    assert '<option value="ports" selected>' in text
    assert 'value="2026-05-03"' in text
    assert '<option value="new" selected>' in text
    assert '<input type="hidden" name="author" value="ana-reyes">' in text


def test_further_results_stay_narrowed(client, staff):
    for number in range(PER_PAGE + 1):
        staff.published(now=NOON + number * HOUR, headline=f"Heron {number}")
    text = client.get("/search/?q=heron&author=ana-reyes&order=new").text
    assert "/search/?q=heron&amp;author=ana-reyes&amp;order=new&amp;page=2" in text


def test_writers_places_and_topics_of_what_was_found_lead_on(client, staff):
    place = make_dateline("Beira")
    for number in range(2):
        staff.published(headline=f"Heron {number}", tags=["Birds"], dateline=place, authors=["Rui Macamo"])
    staff.published(headline="Heron 3", tags=["Ports"])
    text = client.get("/search/?q=heron").text
    assert '<a href="/search/?q=heron&amp;author=rui-macamo"><bdi>By Rui Macamo</bdi></a>' in text
    assert f"/search/?q=heron&amp;dateline={place.slug}" in text
    assert '<a href="/topics/birds/"><bdi>Birds</bdi></a>' in text
    assert "/topics/ports/" not in text
    within = client.get("/search/?q=heron&author=rui-macamo").text
    assert "<bdi>By Rui Macamo</bdi>" in within
    assert '<a href="/search/?q=heron">leave out' in within


def test_nobody_learns_the_name_of_a_writer_whom_no_reader_has_read(client, staff):
    staff.published(headline="Heron", authors=["Zoë Quiet"], at=clock.now() + DAY)
    assert "Zoë" not in client.get("/search/?q=heron&author=zoe-quiet").text


def test_a_slip_of_the_pen_is_forgiven(client, staff):
    staff.published(headline="Heron")
    text = client.get("/search/?q=hreon&section=world").text
    assert 'Did you mean <a href="/search/?q=heron&amp;section=world"><bdi>heron</bdi></a>?' in text
