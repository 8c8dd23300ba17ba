"""Reading a body as plain words."""

import pytest

from articles.body import clean, first_paragraph, paragraphs, render, text, told, word_count
from tests.test_body_hostile import EveryPicture

STORY = clean(
    '<h2>A head</h2><aside data-node="note"><p>A note</p></aside><p>The <b>wall</b><br>held &amp; held.</p>'
    '<aside data-node="pullquote" data-cite="G"><p>“The wall held!”</p></aside>'
    "<blockquote><p>Quoted</p><footer>Source</footer></blockquote>"
    "<ul><li>One<ul><li>Two</li></ul></li><li><p>Three</p><p>Four</p></li></ul>"
    '<aside data-node="factbox" data-title="The &quot;facts&quot;" data-source="S"><dl><dt>T<dd>D</dl></aside>'
    '<table data-source="S"><caption>C</caption><tr><th>a<th>b<tr><td>1<td>2 &lt; 3</table>'
    '<figure data-node="picture" data-picture="1" data-caption="Caption"></figure><div data-node="advert"></div>'
    '<div data-node="embed" data-url="https://a.example/" data-title="Title"></div>'
    '<div data-node="embed" data-url="https://vimeo.com/1"></div><div data-node="related" data-story="1"></div>'
)


def test_paragraphs_are_what_a_reader_would_read_in_order():
    assert paragraphs(STORY) == [
        *("A head", "A note", "The wall held & held.", "Quoted", "Source", "One", "Two", "Three", "Four"),
        *('The "facts"', "T", "D", "C", "a b", "1 2 < 3"),
    ]


def test_a_rendered_body_reads_as_the_stored_one_does():
    quote = '<aside data-node="pullquote" data-cite="G"><p>New</p></aside>'
    rendered = render(
        STORY + quote + '<p>b</p><div data-node="advert"></div><p>c</p>', pictures=EveryPicture()
    )
    assert '<aside class="advert' in rendered
    assert paragraphs(rendered) == [*paragraphs(STORY), "New", "b", "c"]


def test_the_text_has_an_empty_line_between_paragraphs():
    assert text("<p>a</p>\n<p>b</p>") == "a\n\nb"
    assert text("") == ""


def test_a_pull_quote_counts_only_if_its_words_stand_nowhere_else():
    quote = '<aside data-node="pullquote"><p>New words</p></aside>'
    assert paragraphs(f"<p>a</p>\n{quote}") == ["a", "New words"]
    assert paragraphs(f"<p>Some new words.</p>\n{quote}") == ["Some new words."]


def test_the_first_paragraph_is_no_heading_note_or_quotation():
    assert first_paragraph(STORY) == "The wall held & held."
    assert first_paragraph("<h2>a</h2>") == ""


def test_a_dateline_in_a_rendered_body_is_parted_from_the_first_words():
    assert first_paragraph('<p><span class="dateline">MOSCOW</span> It held.</p>') == "MOSCOW — It held."


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0),
        ("The cease-fire, 11.2 km from U.S. lines, didn’t hold.", 9),
        ("A – dash, and… points & signs", 5),
        ("dogs—cats", 2),
        ("لم يأتِ الماء من فوق السور", 6),
        ("صمد السُّور", 2),
        ("서울에서 비가 왔다", 3),
        ("海堤挡住了大海。", 7),
        ("東京タワーは333メートル", 11),
        ("2026年在 Beira 报道", 6),
        ("«Это» — стена", 2),
        ("\U0002fa1d\U0002fa1e", 1),
    ],
)
def test_words_are_counted_as_each_script_parts_them(words, count):
    assert word_count(f"<p>{words}</p>" if words else "") == count


def test_a_gallery_is_told_with_what_is_said_of_each_picture():
    gallery = clean(
        '<div data-node="gallery" data-title="Before">'
        '<figure data-node="picture" data-picture="3" data-caption="At six"></figure>'
        '<figure data-node="picture" data-picture="4" data-decorative="yes"></figure></div>'
    )
    assert told(gallery) == "Gallery: Before; Picture 3: At six; Picture 4: decorative"
