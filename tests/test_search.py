"""Readers' search: what is found, in which order, and that only what readers may see has a part in it."""

import json
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search, workflow
from articles.search import found
from tests.factories import DAY, HOUR, NOON, make_dateline

pytestmark = pytest.mark.django_db
NAUGHTY = Path(__file__).resolve().parents[2] / "shared/data/security/naughty-strings.json"


def headlines(query: str, **options) -> list[str]:
    return [hit.edition.headline for hit in search.find(query, **options).hits]


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "The heron is back"},
        {"deck": "A heron was seen at dawn."},
        {"kicker": "Heron"},
        {"authors": ["Jo Heron"]},
        {"tags": ["heron"]},
        {"dateline_text": "HERON BAY"},
        {"body": "<p>It was grey.</p><ul><li>A heron</li></ul>"},
    ],
)
def test_a_story_is_found_by_what_readers_read_of_it(staff, fields):
    staff.published(headline="Something else")
    story = staff.published(**{"headline": "A bird"} | fields)
    assert headlines("heron") == [story.headline]


def test_what_only_the_desk_sees_finds_nothing(staff):
    staff.published(slugline="heron", ednote="heron")
    assert search.find("heron").total == 0


def test_the_headline_counts_most_then_what_is_beside_it_then_the_newest(staff):
    fields = {"headline": "A", "deck": "", "body": "<p>Grey.</p>"}
    for number, change in enumerate(
        [
            {"headline": "Older headline: heron"},
            {"headline": "Newer headline: heron"},
            {"headline": "Deck", "deck": "A heron."},
            {"headline": "Older text", "body": "<p>A heron.</p>"},
            {"headline": "Newer text", "body": "<p>A heron, a heron, a heron.</p>"},
        ]
    ):
        staff.published(now=NOON + number * HOUR, **fields | change)
    assert headlines("heron") == [
        "Newer headline: heron",
        "Older headline: heron",
        "Deck",
        "Newer text",
        "Older text",
    ]


def test_all_words_must_be_there_wherever_each_stands(staff):
    staff.published(headline="Heron", body="<p>At the lake.</p>")
    staff.published(headline="Heron alone", body="<p>Nowhere.</p>")
    assert headlines("lake HERON") == ["Heron"]


@pytest.mark.parametrize("phrase", ['"grey heron"', "“grey heron”", "grey-heron", '"GREY  heron"'])
def test_a_phrase_is_words_in_a_row(staff, phrase):
    staff.published(headline="In a row", body="<p>A grey heron.</p>")
    staff.published(headline="Apart", body="<p>A heron, grey.</p>")
    assert headlines(phrase) == ["In a row"]


def test_a_minus_leaves_out(staff):
    staff.published(headline="Heron", body="<p>At the lake.</p>")
    staff.published(headline="Heron again", body="<p>At the great sea.</p>")
    assert headlines("heron -lake") == ["Heron again"]
    assert headlines('heron -"great sea"') == ["Heron"]
    assert headlines('heron -"sea great"') == ["Heron again", "Heron"]
    assert headlines("-heron") == []


def test_case_accents_and_english_endings_make_no_difference(staff):
    staff.published(headline="Été in café", body="<p>Two dams are bursting.</p>")
    for query in ("ÉTÉ", "ete", "Cafe", "café", "dam", "bursts", "burst dams"):
        assert headlines(query) == ["Été in café"], query


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("fr", "Les républicains votent.", "républicain"),
        ("de", "Die Häuser brannten.", "brannte"),
        ("es-MX", "Las naciones unidas.", "nación"),
        ("ru", "Новые книги вышли.", "книга"),
        ("ar", "وصل المعلمون اليوم", "معلمون"),
    ],
)
def test_a_word_is_found_in_the_forms_of_its_own_language(staff, language, text, query):
    staff.published(headline="1", language=language, body=f"<p>{text}</p>")
    staff.published(headline="2", language="en", body="<p>Nothing.</p>")
    assert headlines(query) == ["1"]


@pytest.mark.postgres
def test_stems_of_one_language_do_not_find_words_of_another(staff):
    staff.published(headline="Inglés", language="en", body="<p>Nation.</p>")
    staff.published(headline="Español", language="es", body="<p>Naciones.</p>")
    assert headlines("nación") == ["Español"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("今天天气很好", "天气"),
        ("今天天气很好", "好"),
        ("東京タワーの夜", "タワー"),
        ("서울에서 만났다", "서울"),
        ("วันนี้อากาศดี", "อากาศ"),
        ("كِتَابٌ جديد", "كتاب"),
        ("हिन्दी समाचार", "हिन्दी"),
        ("Новости дня", "новости"),
        ("买了iPhone手机", "iphone"),
    ],
)
def test_words_of_any_script_are_found(staff, text, query):
    story = staff.published(headline="1", body=f"<p>{text}</p>")
    staff.published(headline="2", body="<p>气天</p>")
    result = search.find(query)
    assert [hit.edition.story for hit in result.hits] == [story]
    assert "<mark>" in result.hits[0].snippet


def test_a_snippet_shows_the_words_and_no_markup_of_the_text(staff):
    filler = "<p>" + "water " * 1_000 + "</p>"
    staff.published(body=f"{filler}<p>A &lt;b&gt; &amp; a <strong>heron</strong> at dawn.</p>{filler}")
    snippet = search.find("heron").hits[0].snippet
    assert "&amp; a <mark>heron</mark> at dawn." in snippet
    assert snippet.count("<") == 2
    assert snippet.startswith("…")
    assert snippet.endswith("…")


def test_a_snippet_parts_the_dateline_from_the_text(staff):
    staff.published(body="<p>The heron is back.</p>", dateline=make_dateline("Beira"))
    snippet = search.find("heron").hits[0].snippet
    assert snippet.startswith("BEIRA, Mozambique — The <mark>heron</mark> is back")


def test_an_accented_word_is_marked_too(staff):
    staff.published(body="<p>Le café est ouvert.</p>")
    assert "<mark>café</mark>" in search.find("cafe").hits[0].snippet


def asked_of_a_paper(staff) -> list:
    for number in range(4):
        staff.published(now=NOON + number * HOUR, headline=f"Heron {number}", body="<p>Grey heron.</p>")
    return everything()


def everything() -> list:
    queries = ("heron", "grey heron", '"grey heron"', "heron -swan", "swan")
    return [
        (result.total, result.is_more, [(hit.edition.headline, hit.snippet) for hit in result.hits])
        for result in (search.find(query, at=NOON + DAY) for query in queries)
    ]


def test_what_readers_may_not_see_changes_no_result_count_or_order(staff):
    before = asked_of_a_paper(staff)
    heron = {"headline": "Heron, grey heron, swan", "deck": "heron " * 50, "body": "<p>Heron swan.</p>"}
    staff.published(**heron, now=NOON, at=NOON + 2 * DAY)
    staff.published(**heron, now=NOON, until=NOON + HOUR)
    killed = staff.published(**heron, now=NOON)
    workflow.kill(killed, by=staff.publisher, notice="Wrong.", now=NOON + HOUR)
    staff.cleared(**heron, now=NOON)
    assert everything() == before


def test_a_superseded_text_finds_nothing(staff):
    story = staff.published(now=NOON, headline="Heron")
    staff.rewritten(story, now=NOON + HOUR, headline="Swan")
    workflow.publish(story, by=staff.publisher, now=NOON + HOUR)
    assert search.find("heron", at=NOON + DAY).total == 0
    assert headlines("swan", at=NOON + DAY) == ["Swan"]
    assert headlines("heron", at=NOON) == ["Heron"]


def test_a_story_is_found_from_its_hour_on(staff):
    staff.published(now=NOON, at=NOON + DAY, until=NOON + 2 * DAY, headline="Heron")
    assert search.find("heron", at=NOON + DAY - HOUR).total == 0
    assert headlines("heron", at=NOON + DAY) == ["Heron"]
    assert search.find("heron", at=NOON + 2 * DAY).total == 0


def test_a_story_that_is_moved_to_an_earlier_month_is_found_from_then_on(staff):
    story = staff.published(now=NOON, at=NOON + 60 * DAY, headline="Heron")
    staff.rewritten(story, now=NOON, deck="It came early.")
    workflow.publish(story, by=staff.publisher, at=NOON + 61 * DAY, now=NOON)
    workflow.reschedule(story, by=staff.publisher, at=NOON + HOUR, now=NOON)
    assert headlines("heron", at=NOON + DAY) == ["Heron"]
    assert headlines("heron", at=NOON + 62 * DAY) == ["Heron"]


def test_a_story_whose_first_edition_is_taken_back_is_found_once_the_next_opens(staff):
    story = staff.published(now=NOON, at=NOON + DAY, headline="Heron")
    staff.rewritten(story, now=NOON, deck="It came late.")
    workflow.publish(story, by=staff.publisher, at=NOON + 60 * DAY, now=NOON)
    workflow.unschedule(story, by=staff.publisher, now=NOON)
    staff.published(now=NOON, at=NOON + 30 * DAY, headline="Another heron")
    assert headlines("heron", at=NOON + 61 * DAY) == ["Heron", "Another heron"]


def test_only_the_newest_of_many_are_counted(staff, monkeypatch):
    monkeypatch.setattr(found, "DEEPEST", 3)
    for number in range(5):
        staff.published(now=NOON + number * HOUR, headline=f"{number}", body="<p>Heron.</p>")
    result = search.find("heron")
    assert (result.total, result.is_more) == (3, True)
    assert [hit.edition.headline for hit in result.hits][:3] == ["4", "3", "2"]


def test_results_come_in_pages(staff):
    for number in range(5):
        staff.published(now=NOON + number * HOUR, headline=f"{number}", body="<p>Heron.</p>")
    assert headlines("heron", limit=2) == ["4", "3"]
    assert headlines("heron", limit=2, offset=4) == ["0"]
    assert headlines("heron", limit=2, offset=6) == []


def test_three_queries_find_and_show_a_page(staff, django_assert_num_queries):
    for _ in range(3):
        staff.published(headline="Heron", body="<p>Grey.</p>", dateline=make_dateline())
    for query in ("heron", '"heron" grey -swan'):
        with django_assert_num_queries(3):
            assert [hit.edition.section.name for hit in search.find(query).hits] == ["World"] * 3
    with django_assert_num_queries(0):
        search.find("  ")


HOSTILE = [
    *[
        "'",
        '"',
        "a'b",
        "a\\b",
        "\\",
        "%",
        "%s",
        "{}",
        "a:*",
        "a | !b",
        "(((",
        "NEAR(a b)",
        "headline:a",
        "^a",
        "+",
    ],
    *[
        "<->",
        "#english",
        "#2026",
        "''",
        "a AND",
        "NOT",
        "OR",
        "-",
        "--",
        '-"',
        "\x00",
        "a\x00b",
        "\x02",
        "\x1f",
        "\ud800",
    ],
    *["㋀", "😀", "؟", "\ufeff", "<script>", "&lt;", "a" * 10_000, "word " * 10_000, '"' * 1000, "天" * 1000],
]


def answers(query: str) -> None:
    search.find(query)
    search.find(f'"{query}" -{query} dam')
    assert connection.is_usable()


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_is_answered(staff, query):
    staff.published()
    answers(query)


def test_strings_that_break_things_elsewhere_are_answered(staff):
    if not NAUGHTY.exists():
        pytest.skip("the corpus of naughty strings is not beside the checkout")
    staff.published()
    for query in json.loads(NAUGHTY.read_text()):
        answers(query)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_question_is_answered(db, query):
    answers(query)


def test_a_story_is_found_whatever_else_its_headline_holds(staff):
    for number, odd in enumerate(one[:200].translate({0: None, 0xD800: None}) for one in HOSTILE):
        story = staff.published(headline=f"Odd{number} {odd}")
        assert [hit.edition.story for hit in search.find(f"odd{number}").hits] == [story]
