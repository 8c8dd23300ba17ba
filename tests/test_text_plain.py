"""Paragraphs are put together from plain text, however it was wrapped."""

import pytest

from articles.text import plain
from articles.text.subheads import with_subheads


def blocks(text):
    return [(block.kind, block.text) for block in plain.blocks_of(text)]


def test_a_line_is_a_paragraph_where_lines_are_long():
    first, second = "One sentence of the text. " * 8, "Another sentence of it. " * 8
    assert blocks(f"{first}\n{second}") == [("p", first.strip()), ("p", second.strip())]


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_another():
    text = (
        "The port of Beira opened again on Friday after nine\n"
        "days, and the first of eleven ships that had waited\n"
        "outside came in with flour and with fuel.\n"
        "    The barge, the Lady of Sofala, was 61 metres in\n"
        "length and went down on the evening of April 24 with\n"
        "coal.\n"
    )
    assert [kind for kind, _ in blocks(text)] == ["p", "p"]
    assert blocks(text)[0][1].endswith("flour and with fuel.")
    assert blocks(text)[1][1].startswith("The barge")
    assert blocks(text)[1][1].endswith("with coal.")


def test_a_word_broken_at_the_end_of_a_line_is_mended_only_if_the_text_has_it_whole():
    text = (
        "The harbour of Beira opened on Friday and the har-\n"
        "bour master, who had slept little, was well-\n"
        "disposed for once towards everybody that he met on\n"
        "the long way home to his house above the channel.\n"
    )
    [(_, joined)] = blocks(text)
    assert "the harbour master" in joined
    assert "well-disposed" in joined
    assert plain.broken_words(text) == ["well-disposed"]


def test_chinese_lines_are_joined_without_a_space():
    line = "港口星期五重新开放九天来等在外面的十一艘船中的第一艘进港带来面粉和燃料"
    [(_, joined)] = blocks("\n".join([line, line, line[:12] + "。"]))
    assert joined == line + line + line[:12] + "。"


@pytest.mark.parametrize("mark", ["-", "*", "•", "▪"])
def test_marked_lines_are_a_list(mark):
    [block] = plain.blocks_of(f"{mark} eleven ships\n{mark} three days")
    assert (block.kind, block.html) == ("ul", "<li>eleven ships</li><li>three days</li>")


def test_round_bullets_and_counted_numbers_are_a_list_with_empty_lines_between_them_too():
    text = "• one\n\n• two\n\n1. first\n\n2. second"
    assert [(block.kind, block.html) for block in plain.blocks_of(text)] == [
        ("ul", "<li>one</li><li>two</li>"),
        ("ol", "<li>first</li><li>second</li>"),
    ]


def test_numbers_that_do_not_count_and_single_marks_are_text():
    text = "3. third\n\n5. fifth\n\n- and then?\n\n— She came, he said."
    assert {kind for kind, _ in blocks(text)} == {"p"}


def test_questions_and_answers_after_hyphens_are_speech_and_no_list():
    assert blocks("- How many divers?\n- Four.") == [("p", "- How many divers?"), ("p", "- Four.")]


def test_quoted_lines_are_a_quotation_with_its_source():
    [block] = plain.blocks_of("> The tide was kind\n> to all of us.\n> -- Ana Sitoe")
    assert block.kind == "blockquote"
    assert block.html == "<p>The tide was kind to all of us.</p><footer>Ana Sitoe</footer>"


def test_a_quotation_may_have_empty_lines_and_one_of_nothing_is_none():
    [before, quotation, after] = plain.blocks_of(
        "He wrote:\n\n> One.\n>\n> Two.\n> -- Ana\n>\n\n>\n\nSo it was."
    )
    assert (before.kind, after.kind) == ("p", "p")
    assert quotation.html == "<p>One.</p><p>Two.</p><footer>Ana</footer>"


@pytest.mark.parametrize("sign", ["> ", ">> ", "> > "])
def test_a_mail_that_was_passed_on_reads_as_it_was_written(sign):
    passed_on = "\n".join(
        f"{sign}{line}".rstrip() for line in ("Rivers rise", "", "The wall gave way.", "", "So.")
    )
    assert [(block.kind, block.text) for block in plain.blocks_of(passed_on)] == [
        *(("p", "Rivers rise"), ("p", "The wall gave way."), ("p", "So."))
    ]


def test_an_indented_passage_is_a_quotation_only_where_paragraphs_are_not_indented():
    passage = "    The tide was kind\n    to all of us there."
    flat = "A first paragraph.\n\nA second one.\n\nA third one.\n\n"
    assert [kind for kind, _ in blocks(flat + passage)][-1] == "blockquote"
    indented = "    A first paragraph.\n\n    A second one.\n\n"
    assert {kind for kind, _ in blocks(indented + passage)} == {"p"}


def test_what_looks_like_html_is_escaped():
    [block] = plain.blocks_of("Narragansett <NARR> & <script>alert(1)</script> said")
    assert block.html == "Narragansett &lt;NARR&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt; said"


PROSE = "The government will raise the rest of the hull in June, at a cost of $1.4 million, it said."


@pytest.mark.parametrize("line", ["What comes next", "‘Unprecedented’ damage", "第九代港口", "Что дальше"])
def test_a_short_line_between_paragraphs_is_a_subhead(line):
    after = (
        PROSE
        if line.isascii() or "‘" in line
        else "Правительство поднимет остальную часть корпуса в июне, сообщило оно в пятницу."
    )
    after = (
        "政府将在六月打捞船体的其余部分，费用为一百四十万美元，该部表示，潜水员还需要一个星期。"
        if "港" in line
        else after
    )
    assert [block.kind for block in with_subheads(plain.blocks_of(f"{PROSE}\n\n{line}\n\n{after}"))] == [
        "p",
        "h2",
        "p",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "It was quiet again.",
        "“Enough,” he said",
        "Really?",
        "By Jane Doe",
        "May 3, 2024",
        "Photo: Jane Doe / ACP",
        "Divers at work Image: The Coast",
        "Of many, many questions —",
        "a small line",
        "One line that is much too long to be a subhead of anything",
    ],
)
def test_other_short_lines_stay_paragraphs(line):
    assert [block.kind for block in with_subheads(plain.blocks_of(f"{PROSE}\n\n{line}\n\n{PROSE}"))] == [
        "p",
        "p",
        "p",
    ]


def test_a_short_line_before_another_short_line_or_at_an_end_is_no_subhead():
    text = f"Costs\n\n{PROSE}\n\nThe costs\n\nThe gains\n\nTwo words.\n\n{PROSE}\n\nThe end"
    assert "h2" not in [block.kind for block in with_subheads(plain.blocks_of(text))]


def test_a_word_of_a_hundred_thousand_letters_is_read():
    word = "港" * 100_000
    assert [block.text for block in plain.blocks_of(word)] == [word]
    assert plain.broken_words(word) == []
