"""What became of a text: paragraph by paragraph, word by word, in any script, and at a cost that has an end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import Passage, between, is_slight, side_by_side, tally, within
from articles.differences.tokens import tokens

WORDS = "the wall is 11.2 km long and held the sea — “back”, خبر السد 水在 हिन्दी".split()
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), max_size=8)


def shown(passages: list[Passage]) -> list[str]:
    """Passages as a line each: [-taken out-], {+put in+}, =number of unchanged paragraphs."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return [
        f"={passage.unchanged}"
        if passage.unchanged
        else "".join(marks[piece.kind].format(piece.words) for piece in passage.pieces)
        for passage in passages
    ]


def moves(passages: list[Passage]) -> list[str]:
    """What only moved: “-” where it was, “+” where it is."""
    return [
        ("-" if passage.pieces[0].kind == "out" else "+") + passage.pieces[0].words
        for passage in passages
        if passage.moved
    ]


def changed(old: str, new: str) -> str:
    return shown(between([old], [new]))[0]


def test_a_changed_figure_is_marked_and_the_rest_is_only_counted():
    old = ["One.", "Wall: 12.1 km, finished in 2025", "Two.", "Three."]
    new = ["One.", "Wall: 11.2 km, finished in 2025", "Two.", "Three."]
    assert shown(between(old, new)) == ["=1", "Wall: [-12.1-]{+11.2+} km, finished in 2025", "=2"]


def test_a_sentence_told_anew_is_read_as_one_change():
    old = "Asked why it was late, a spokesman declined to comment."
    new = "Asked why it was late, a spokesman said that three had been bought."
    assert changed(old, new) == (
        "Asked why it was late, a spokesman [-declined to comment-]{+said that three had been bought+}."
    )


def test_paragraphs_come_and_go():
    assert shown(between(["A b c.", "D e f."], ["A b c.", "New words here.", "D e f."])) == [
        "=1",
        "{+New words here.+}",
        "=1",
    ]
    assert shown(between(["A b c.", "D e f."], ["D e f."])) == ["[-A b c.-]", "=1"]
    assert shown(between([], ["A b c."])) == ["{+A b c.+}"]


def test_a_paragraph_is_laid_beside_the_one_it_became():
    old = ["The water came before dawn on Friday.", "Nobody had been warned of it."]
    new = [
        "The mayor spoke at noon.",
        "The water came before dawn on Thursday.",
        "Nobody had been warned of it.",
    ]
    assert shown(between(old, new)) == [
        "{+The mayor spoke at noon.+}",
        "The water came before dawn on [-Friday-]{+Thursday+}.",
        "=1",
    ]


def test_a_paragraph_that_only_moved_is_told_where_it_was_and_where_it_is():
    old = ["The water came.", "Nobody was hurt.", "The mayor spoke at noon."]
    passages = between(old, [old[2], *old[:2]])
    assert shown(passages) == ["{+The mayor spoke at noon.+}", "=2", "[-The mayor spoke at noon.-]"]
    assert moves(passages) == ["+The mayor spoke at noon.", "-The mayor spoke at noon."]


def test_a_paragraph_that_moved_is_not_taken_for_one_that_became_another():
    old = ["The mayor spoke at noon.", "It held.", "Nobody was hurt."]
    new = ["The mayor spoke again at noon.", "It held.", "Nobody was hurt.", "The mayor spoke at noon."]
    passages = between(old, new)
    assert moves(passages) == ["-The mayor spoke at noon.", "+The mayor spoke at noon."]
    assert "{+The mayor spoke again at noon.+}" in shown(passages)


def test_of_a_paragraph_that_stood_twice_and_stands_once_only_one_moved():
    passages = between(["A b c.", "A b c.", "D e.", "F g."], ["D e.", "F g.", "A b c."])
    assert moves(passages) == ["-A b c.", "+A b c."]
    assert shown(passages) == ["[-A b c.-]", "[-A b c.-]", "=2", "{+A b c.+}"]


def test_of_texts_that_were_not_laid_side_by_side_nobody_says_what_moved():
    old, new = [f"{n} words" for n in range(2_000)], [f"{n} words" for n in reversed(range(2_000))]
    assert moves(between(old, new)) == []


def test_a_difference_is_counted_in_words_and_what_moved_in_paragraphs():
    old = ["The wall is 12.1 km.", "It held, and held well.", "One.", "Two.", "Nobody was hurt."]
    new = ["Nobody was hurt.", "The sea wall is 11.2 km.", "It held.", "One.", "Two."]
    assert tally(between(old, new)) == (2, 4, 1)
    assert tally(between(old, old)) == (0, 0, 0)
    assert tally(between(["水来了。"], ["洪水来了。"])) == (1, 0, 0)


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("الجدار بطول 12.1 كيلومتر", "الجدار بطول 11.2 كيلومتر", "الجدار بطول [-12.1-]{+11.2+} كيلومتر"),
        ("水在黎明前到来", "洪水在黎明前到来", "{+洪+}水在黎明前到来"),
        ("समाचार की बात", "समाचार कि बात", "समाचार [-की-]{+कि+} बात"),
        ("מים באו לפנות בוקר", "מים באו לפנות ערב", "מים באו לפנות [-בוקר-]{+ערב+}"),
    ],
)
def test_any_script_is_cut_where_its_words_are(old, new, read):
    assert changed(old, new) == read


def test_a_line_that_became_another_is_not_picked_to_pieces():
    old, new = (
        "Flood in Beira came from the river, not the sea",
        "The wall held. The river came in by the other door",
    )
    assert within(old, new) == (("out", old), ("in", new))
    assert within("The wall held", "The sea wall held")[1] == ("in", "sea ")


def test_numbers_and_words_with_apostrophes_are_whole():
    assert tokens("It’s 1,648: 11.2%.") == ["It’s", " ", "1,648", ":", " ", "11.2", "%", "."]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_difference(old, new):
    passages = between(old, new)
    for text, gone in ((old, "in"), (new, "out")):
        told = sum(passage.unchanged for passage in passages)
        words = ["".join(p.words for p in passage.pieces if p.kind != gone) for passage in passages]
        assert told + sum(bool(line) for line in words) == len(text)
        assert set(filter(None, words)) <= set(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_letter_is_lost_whatever_the_words(old, new):
    pieces = within(old, new)
    assert "".join(piece.words for piece in pieces if piece.kind != "in") == old
    assert "".join(piece.words for piece in pieces if piece.kind != "out") == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["x"] * 1_500, ["x", "y"] * 750),
        (["a b " * 1_500], ["b a a " * 1_000]),
        ([f"{n} words" for n in range(2_000)], [f"words {n}" for n in range(2_000)]),
        (["a b c d e f g h " * 60] * 40, ["b a d c f e h g " * 60] * 40),
    ],
    ids=["the same again and again", "two words for ever", "too many paragraphs", "much of a muchness"],
)
def test_a_text_made_to_be_slow_is_shown_as_taken_out_and_put_in(old, new, monkeypatch):
    """What is laid side by side is bounded: the matcher is never given more than it may look at."""
    looked_at = []
    matcher = side_by_side.SequenceMatcher
    monkeypatch.setattr(
        side_by_side,
        "SequenceMatcher",
        lambda *given, **how: looked_at.append(given[1:]) or matcher(*given, **how),
    )
    passages = between(old, new)
    assert {piece.kind for passage in passages for piece in passage.pieces} == {"in", "out"}
    assert sum(side_by_side.work(*pair) for pair in looked_at) <= side_by_side.MOST_SAME_WORDS_IN_ALL


# How much it matters


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The goverment fell.", "The government fell."),
        ("They recieve it.", "They receive it."),
        ("He said so", "He said so!"),
        ("the water", "The water"),
        ("a cafe by the sea", "a café by the sea"),
        ("كتب الوزير", "كتب الوزير،"),
        ("كَتب", "كتب"),
        ("in 1990-95", "in 1990–95"),
    ],
)
def test_a_slip_of_the_pen_is_slight(old, new):
    assert is_slight([old], [new])
    assert is_slight([new], [old])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It cost a million.", "It cost a billion."),
        ("They can go now.", "They can go not."),
        ("It was a moral act.", "It was an amoral act."),
        ("It was moral.", "It was amoral."),
        ("He is guilty.", "He is not guilty."),
        ("It is 12.1 km long.", "It is 11.2 km long."),
        ("It is 11.2 km long.", "It is 112 km long."),
        ("It rose 5%.", "It rose 5."),
        ("It was -5 degrees.", "It was 5 degrees."),
        ("It cost €5.", "It cost $5."),
        ("Mr Smith said so.", "Mr Smyth said so."),
        ("كتاب الوزير", "كتب الوزير"),
        ("水在", "水不"),
        ("The dog bit a man.", "The man bit a dog."),
    ],
)
def test_what_a_reader_was_told_is_never_slight(old, new):
    assert not is_slight([old], [new])
    assert not is_slight([new], [old])


def test_parting_a_paragraph_is_slight_and_a_fourth_slip_is_not():
    assert is_slight(["One two. Three four."], ["One two.", "Three four."])
    typos = ["goverment", "recieve", "seperate", "occured"]
    right = ["government", "receive", "separate", "occurred"]
    assert is_slight(typos[:3], right[:3])
    assert not is_slight(typos, right)
    assert not is_slight(typos[:1], right[:1], slips=0)
