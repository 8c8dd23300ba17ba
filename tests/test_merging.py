"""Two people's changes of one text: brought together word by word, or laid side by side; no word of either is lost."""

import re
from collections import Counter
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.merging import (
    Strand,
    align,
    align_by,
    blend,
    blend_block,
    both,
    bring_together,
    weave,
    written_anew,
)

BASE = [
    "The water came before dawn on Friday and nobody was warned.",
    "The mayor spoke at noon before the town hall.",
    "Two engineers had written a report about the wall.",
    "Nobody had opened it for nine years.",
]

together = partial(weave, align=align, blend=blend)


def shown(strands: list[Strand]) -> list[str]:
    """A line a part: what comes out, or mine ⟂ theirs where somebody has to choose."""
    return [
        f"{strand.mine} ⟂ {strand.theirs}" if strand.is_fork else str(strand.text)
        for strand in strands
        if strand.text != ""
    ]


def changed(**changes) -> list[str]:
    """The base with some words put for others, by the number of the paragraph: p0="old=new"."""
    text = list(BASE)
    for name, change in changes.items():
        old, new = change.split("=")
        number = int(name.removeprefix("p"))
        assert old in text[number]
        text[number] = text[number].replace(old, new)
    return text


def test_changes_of_different_paragraphs_come_together():
    mine, theirs = changed(p0="Friday=Thursday"), changed(p3="nine=ten")
    assert shown(together(BASE, mine, theirs)) == changed(p0="Friday=Thursday", p3="nine=ten")


def test_changes_of_different_words_of_one_paragraph_come_together():
    mine, theirs = changed(p0="Friday=Thursday"), changed(p0="nobody was=few were")
    strands = together(BASE, mine, theirs)
    assert strands[0].text == "The water came before dawn on Thursday and few were warned."
    assert [strand.by for strand in strands] == ["both", "", "", ""]


def test_changes_of_the_same_words_are_laid_side_by_side():
    mine, theirs = changed(p0="Friday=Thursday"), changed(p0="Friday=Saturday night")
    strands = together(BASE, mine, theirs)
    assert strands[0].is_fork
    assert (strands[0].base, strands[0].mine, strands[0].theirs) == (BASE[0], mine[0], theirs[0])
    assert not any(strand.is_fork for strand in strands[1:])


def test_changes_of_neighbouring_words_are_laid_side_by_side():
    """What comes of “a quiet room” and “to families in the gallery” is no sentence of either."""
    base = "It was read aloud before a silent gallery, and nobody spoke."
    mine, theirs = base.replace("gallery", "room"), base.replace("before a silent", "to families in the")
    assert together([base], [mine], [theirs])[0].is_fork
    assert blend("red house", "blue barn", "red house") == "blue barn"


def test_what_both_changed_alike_is_changed_once():
    both = changed(p1="noon=one")
    assert shown(together(BASE, both, both)) == both


def test_new_paragraphs_at_the_same_place_are_both_kept_in_a_steady_order():
    mine = [*BASE[:2], "Forty boats went out at once.", *BASE[2:]]
    theirs = [*BASE[:2], "A school became a shelter.", *BASE[2:]]
    expected = [*BASE[:2], "A school became a shelter.", "Forty boats went out at once.", *BASE[2:]]
    assert shown(together(BASE, mine, theirs)) == expected


def test_the_same_new_paragraph_of_both_stands_once_and_one_that_is_alike_is_to_be_chosen():
    new, other = "Forty boats went out at once.", "Forty small boats went out at once."
    assert shown(together(BASE, [*BASE, new], [*BASE, new])) == [*BASE, new]
    assert shown(together(BASE, [*BASE, new], [*BASE, other])) == [*BASE, f"{new} ⟂ {other}"]


def test_a_paragraph_that_one_took_out_goes_unless_the_other_wrote_in_it():
    assert shown(together(BASE, BASE[:3], BASE)) == BASE[:3]
    kept = together(BASE, BASE[:3], changed(p3="nine=ten"))
    assert (kept[3].is_fork, kept[3].mine, kept[3].theirs) == (
        True,
        "",
        "Nobody had opened it for ten years.",
    )


def test_a_paragraph_that_one_moved_takes_along_what_the_other_wrote_in_it():
    mine = [BASE[3], *BASE[:3]]
    theirs = changed(p3="nine=ten")
    assert shown(together(BASE, mine, theirs)) == [theirs[3], *BASE[:3]]
    assert together(BASE, mine, theirs)[0].moved == "mine"


def test_marks_on_words_are_whole_and_what_comes_out_is_in_the_grammar():
    base = "<p>The water came before dawn on Friday.</p>"
    mine = "<p>The <strong>water</strong> came before dawn on Friday.</p>"
    theirs = '<p>The water came before <a href="https://example.org/">dawn</a> on Friday.</p>'
    assert blend_block(base, mine, theirs) == (
        '<p>The <strong>water</strong> came before <a href="https://example.org/">dawn</a> on Friday.</p>'
    )
    crossing = "<p>The <em>water came</em> before dawn on Friday.</p>"
    other = "<p>The water <strong>came before</strong> dawn on Friday.</p>"
    assert blend_block(base, crossing, other) is None


def test_rows_known_by_a_key_keep_their_order_and_their_changes():
    def rows(*names):
        return list(names)

    by_initial = partial(align_by, key=lambda name: name[0])
    woven = weave(
        rows("Ana", "Ben"), rows("Ana", "Ben", "Cy"), rows("Ben", "Ana"), by_initial, lambda *readings: None
    )
    assert sorted(shown(woven)) == ["Ana", "Ben", "Cy"]
    assert shown(woven).index("Ben") < shown(woven).index("Ana")


@pytest.mark.parametrize("side", [["x"] * 1_600, [f"{n} words" for n in range(1_600)]])
def test_texts_made_to_be_slow_are_brought_together_too(side):
    base = ["y"] * 1_600
    assert [strand.text for strand in together(base, side, base) if strand.text] == side


# The law, over random edits. Every word is written once, so that each can be followed.


def text_of(prefix: str, sizes: list[int]) -> list[str]:
    numbers = iter(range(1_000))
    return [" ".join(f"{prefix}{next(numbers)}" for _ in range(size)) for size in sizes]


EDIT = st.tuples(
    st.sampled_from(["word in", "word out", "put in", "take out", "move", "split", "join"]),
    st.integers(0, 999),
    st.integers(0, 999),
    st.integers(1, 4),
)


def edited(text: list[str], edits, who: str) -> list[str]:
    """A text after some edits; what is put in are words of their own."""
    text, new = list(text), iter(f"{who}{n}" for n in range(10_000))
    for kind, place, within, size in edits:
        if kind == "put in" or not text:
            text.insert(place % (len(text) + 1), " ".join(next(new) for _ in range(size * 2)))
            continue
        place %= len(text)
        words = text[place].split()
        match kind:
            case "word in":
                words.insert(within % (len(words) + 1), " ".join(next(new) for _ in range(size)))
                text[place] = " ".join(words)
            case "word out":
                words = words[: within % len(words)] + words[within % len(words) + size :]
                text[place : place + 1] = [" ".join(words)] if words else []
            case "take out":
                del text[place]
            case "move":
                text.insert(within % len(text), text.pop(place))
            case "split" if len(words) > 1:
                cut = 1 + within % (len(words) - 1)
                text[place : place + 1] = [" ".join(words[:cut]), " ".join(words[cut:])]
            case "join" if place + 1 < len(text):
                text[place : place + 2] = [f"{text[place]} {text[place + 1]}"]
    return text


BASES = st.lists(st.integers(1, 9), max_size=7).map(partial(text_of, "b"))
EDITS = st.lists(EDIT, max_size=6)


def words_of(parts) -> Counter:
    return Counter(word for part in parts for word in part.split())


@settings(max_examples=400, deadline=None)
@given(BASES, EDITS, EDITS)
def test_no_word_of_either_is_lost_and_none_appears_that_nobody_wrote(base, my_edits, their_edits):
    mine, theirs = edited(base, my_edits, "m"), edited(base, their_edits, "t")
    strands = together(base, mine, theirs)
    out = words_of(strand.text for strand in strands if not strand.is_fork)
    forks = [strand for strand in strands if strand.is_fork]
    left, right = (words_of(getattr(fork, side) for fork in forks) for side in ("mine", "theirs"))
    for side, of_fork in ((mine, left), (theirs, right)):
        for word in words_of(side).keys() - words_of(base).keys():
            assert out[word] + of_fork[word] == 1, word
    written = words_of(mine) | words_of(theirs)
    assert (out + left + right).keys() <= written.keys()
    kept_by_both = words_of(mine) & words_of(theirs)
    assert kept_by_both.keys() <= (out + left + right).keys()


@settings(max_examples=200, deadline=None)
@given(BASES, EDITS)
def test_with_somebody_who_changed_nothing_a_text_is_what_the_other_made_of_it(base, edits):
    side = edited(base, edits, "m")
    for strands in (together(base, side, base), together(base, base, side)):
        assert shown(strands) == side


@settings(max_examples=200, deadline=None)
@given(BASES, EDITS, EDITS)
def test_it_does_not_matter_who_is_called_mine_but_for_the_order(base, my_edits, their_edits):
    mine, theirs = edited(base, my_edits, "m"), edited(base, their_edits, "t")

    def sides(strands):
        return Counter(
            strand.text if not strand.is_fork else (strand.base, *sorted([strand.mine, strand.theirs]))
            for strand in strands
        )

    assert sides(together(base, mine, theirs)) == sides(together(base, theirs, mine))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_one_persons_words_alone_are_that_text(base, side):
    assert blend(base, side, base) == side == blend(base, base, side)


# A whole copy


def copy_from(**changes) -> dict:
    tags = [
        {"tag": n, "name": name, "slug": name} for n, name in enumerate(changes.pop("tags", ["dams", "rain"]))
    ]
    rows = changes.pop("bylines", ["Ana", "Ben"])
    bylines = [
        {"author": ord(name[0]), "name": name, "slug": name, "role": "", "credit": ""} for name in rows
    ]
    content = {
        "headline": "Dam bursts above town",
        "deck": "A town waits.",
        "section": 1,
        "urgency": 5,
        "slug": "dam",
    }
    return content | {"body": "<p>One.</p>\n<p>Two.</p>", "tags": tags, "bylines": bylines} | changes


def test_fields_come_together_one_by_one():
    mine = copy_from(headline="Dam bursts above city", tags=["dams", "rain", "wind"], urgency=2)
    theirs = copy_from(
        headline="Wall bursts above town", tags=["dams", "snow"], section=3, bylines=["Ben", "Ana", "Cy"]
    )
    together = bring_together(copy_from(), mine, theirs)
    assert together.forks == []
    out = together.copy()
    assert (out["headline"], out["urgency"], out["section"]) == ("Wall bursts above city", 2, 3)
    assert [tag["name"] for tag in out["tags"]] == ["dams", "snow", "wind"]
    assert [row["name"] for row in out["bylines"]] == ["Ben", "Ana", "Cy"]


def test_one_thing_or_another_has_to_be_chosen_and_long_texts_may_both_stay():
    together = bring_together(
        copy_from(),
        copy_from(section=2, deck="Mine.", slug="mine"),
        copy_from(section=3, deck="Theirs.", slug="wall"),
    )
    assert {part.key: part.ways for part in together.forks} == {
        "deck": ("mine", "theirs", "both", "anew"),
        "section": ("mine", "theirs"),
        "slug": ("mine", "theirs"),
    }
    deck = next(part for part in together.forks if part.key == "deck")
    assert both(deck) == "Mine. Theirs."
    assert together.copy({"deck": both(deck), "section": 2, "slug": "mine"})["deck"] == "Mine. Theirs."


def test_whoever_leaves_the_address_empty_leaves_it_to_the_other():
    assert bring_together(copy_from(), copy_from(slug=""), copy_from(slug="wall")).copy()["slug"] == "wall"
    assert bring_together(copy_from(), copy_from(slug=""), copy_from()).copy()["slug"] == ""


def test_what_nobody_kept_was_changed_by_whoever_differs():
    unknown = {name: value for name, value in copy_from().items() if name not in ("section", "body")}
    together = bring_together(
        unknown, copy_from(section=2, body="<p>Mine.</p>"), copy_from(body="<p>Theirs.</p>")
    )
    assert {part.key for part in together.forks} == {"section", "body"}
    assert bring_together({}, copy_from(), copy_from()).forks == []


BLOCKS = st.lists(
    st.sampled_from(
        [
            "<p>The <strong>water</strong> came before dawn.</p>",
            "<p>Nobody was warned of it &amp; nobody knew.</p>",
            '<p>A <a href="https://example.org/">report</a> said so.</p>',
            "<h2>The wall</h2>",
            "<ul><li>The road.</li><li>The railway.</li></ul>",
            '<figure data-node="picture" data-picture="7" data-caption="Beira"></figure>',
            '<div data-node="advert"></div>',
        ]
    ),
    max_size=6,
)


@st.composite
def rewritten(draw, who: str):
    """A body and what somebody made of it: words put in anywhere, blocks taken out, put in and moved."""
    blocks = draw(BLOCKS)
    marked = []
    for number, block in enumerate(blocks):
        if draw(st.booleans()) and " " in block and block.startswith("<p"):
            head, tail = block.rsplit(" ", 1)
            block = f"{head} {who}{number} {tail}"
        marked.append(block)
    if draw(st.booleans()):
        marked.insert(draw(st.integers(0, len(marked))), f"<p>{who}new stood here.</p>")
    if marked and draw(st.booleans()):
        marked.append(marked.pop(draw(st.integers(0, len(marked) - 1))))
    return marked


@settings(max_examples=200, deadline=None)
@given(BLOCKS, rewritten("m"), rewritten("t"))
def test_whatever_comes_of_two_bodies_is_in_the_grammar_and_has_every_word(base, mine, theirs):
    bodies = [body.clean("\n".join(blocks)) for blocks in (base, mine, theirs)]
    together = bring_together(*(copy_from(body=text) for text in bodies))
    out = "\n".join(part.value for part in together.text if part.value)
    assert body.clean(out) == out
    forks = [part for part in together.text if part.is_fork]
    for who, side, text in (("m", "mine", bodies[1]), ("t", "theirs", bodies[2])):
        shown = out + "".join(getattr(part, side) for part in forks)
        for word in set(re.findall(rf"\b{who}(?:\d|new)\b", text)):
            assert re.search(rf"\b{word}\b", shown), word


# Written anew


MINE = '<p>The <a href="https://example.org/dam">dam at Holt</a> broke &amp; <em>nobody</em> slept.</p>'
THEIRS = "<p>The dam <strong>burst at last</strong>, and <em>nobody</em> slept.</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The dam at Holt broke & nobody slept.", MINE),
        (
            "At six the dam at Holt burst at last.",
            '<p>At six the <a href="https://example.org/dam">dam at Holt</a> <strong>burst at last</strong>.</p>',
        ),
        ("Dry.\n\nAnd nobody slept.", "<p>Dry.</p>\n<p>And <em>nobody</em> slept.</p>"),
        ("<b>The</b> dam", '<p>&lt;b&gt;The&lt;/b&gt; <a href="https://example.org/dam">dam</a></p>'),
        ("", ""),
    ],
)
def test_words_that_stay_keep_their_marks_where_a_paragraph_is_written_anew(text, html):
    assert written_anew(text, MINE, THEIRS) == html


def test_a_heading_written_anew_stays_one_and_words_alone_are_a_paragraph():
    assert written_anew("After the dam", "<h2>The dam</h2>", "<p>x</p>") == "<h2>After the dam</h2>"
    assert written_anew("After the dam") == "<p>After the dam</p>"


@given(st.text(alphabet="ab <&>\n", max_size=30))
def test_whatever_is_written_anew_says_its_words_and_no_others(text):
    blocks = written_anew(text, MINE, "<p><em>a</em> b</p>").split("\n")
    assert "".join(" ".join(map(body.told, blocks)).split()) == "".join(text.split())
