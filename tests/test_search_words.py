"""What readers ask for and what editions are indexed by: words of any script, whatever somebody types."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import snippets, vectors, words

UNIT = words.SEPARATOR


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("dam burst", ["dam", "burst"]),
        ("  dam\t\nburst ", ["dam", "burst"]),
        ('"dam burst" Beira', ["“dam burst”", "Beira"]),
        ("„Damm bricht“ «la digue» “the dam”", ["“Damm bricht”", "“la digue”", "“the dam”"]),
        ('"dam burst', ["“dam burst”"]),
        ("dam -burst", ["dam", "-burst"]),
        ('dam -"burst open"', ["dam", "-“burst open”"]),
        ("well-known", ["well-known"]),
        ("dam - burst", ["dam", "burst"]),
        ("--dam", ["--dam"]),
        ("Russia's dam", ["Russia", "dam"]),
        ("Russia’s dam", ["Russia", "dam"]),
        ("dam dam DAM", ["dam", "DAM"]),
        ("!? … — % _ * ( ) : ^ & |", []),
        ('"" "…" -', []),
        ("", []),
    ],
)
def test_a_question_is_read_as_words_phrases_and_what_is_left_out(query, understood):
    assert [str(term) for term in words.asked(query)] == understood


def test_a_word_is_looked_for_without_case_and_accents():
    term = words.asked("L’Été")[0]
    assert term.words == ("l", "ete")
    assert term.spelled == ("l", "été")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Dam bursts, 40 dead", "dam bursts 40 dead"),
        ("Ein Maß, zwei Straßen", "ein mass zwei strassen"),
        ("Ёлки на Красной площади", "елки на краснои площади"),
        ("كِتَابٌ جديد", "كتاب جديد"),
        ("कि हिन्दी", "कि हिन्दी"),
        ("snake_case", "snake case"),
        ("news\u00adpaper", "newspaper"),
        ("ﬁnal", "final"),
    ],
)
def test_words_are_plain_in_any_script(text, plain):
    assert words.plain_words(words.prepared(text)) == plain.split()


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("今天天气", "今 天 天 气"),
        ("iPhone手机2024", "iphone 手 机 2024"),
        ("서울에서", "서 울 에 서"),
        ("東京スカイ", "東 京 ス カ イ"),
    ],
)
def test_scripts_without_spaces_are_words_of_one_letter(text, letters):
    assert words.plain_words(words.prepared(text)) == letters.split()


@given(st.text())
def test_a_text_has_the_same_words_with_and_without_its_quotation_marks_and_dashes(text):
    text = words.prepared(f"“Snake_case” — l’été… {text}")
    assert words.plain_words(words.parted(text)) == words.plain_words(text)
    assert words.spelled_words(words.parted(text))[:4] == ["snake", "case", "l", "été"]


def test_letters_that_follow_each_other_are_known_as_pairs():
    assert words.pairs(["今", "天", "hot", "气"]) == ["今天"]


def test_a_long_question_is_read_as_far_as_its_tenth_term():
    assert len(words.asked(" ".join(f"w{number}" for number in range(50)))) == words.MOST_TERMS
    assert words.asked("x" * 100_000)[0].words == ("x" * words.LONGEST_QUERY,)


@given(st.text())
def test_no_question_is_refused(query):
    for term in words.asked(query):
        assert term.words
        assert '"' not in term.text


@given(st.text(st.characters(exclude_characters='"“”„‟«»'), max_size=100))
def test_a_phrase_is_read_as_the_text_that_it_stands_in(text):
    asked = [word for term in words.asked(f'"{text}"') for word in term.words]
    assert asked == words.plain_words(words.prepared(f"{text}"))


@given(
    at=st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2200, 1, 1)),
    earlier=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=90 * 365)),
)
def test_every_hour_before_a_moment_is_in_one_block_of_time(at, earlier):
    at = at.replace(tzinfo=UTC)
    marks = vectors.time_marks(at - earlier)
    assert sum(f"'{mark}'" in vectors.time_blocks(at) for mark in marks) == 1


@given(before=st.text(), found=st.text(), after=st.text())
def test_a_snippet_holds_no_markup_but_marks(before, found, after):
    texts = [words.prepared(text) for text in (before, found, after)]
    html = snippets.safe(f"{texts[0]}{snippets.BEGIN}{texts[1]}{snippets.END}{texts[2]}")
    assert html.count("<") == 2
    assert html.index("<mark>") < html.index("</mark>")


def test_marked_letters_in_a_row_become_one_mark():
    begin, end = snippets.BEGIN, snippets.END
    assert snippets.safe(f"{begin}今{end}{UNIT}{begin}天{end}{UNIT}天") == "<mark>今天</mark>天"
