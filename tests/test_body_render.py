"""Rendering: what readers get of each block, and of references that cannot be filled."""

import re

import pytest
from django.utils.safestring import mark_safe

from articles.body import (
    clean,
    fill_adverts,
    fill_related,
    has_adverts,
    insert_dateline,
    related_ids,
    render,
    without_adverts,
)
from articles.body.labels import _LABELS, labels_for
from tests.rendered_checker import unwanted_in_rendered
from tests.test_body_references import embed, picture

ADVERT = '<div data-node="advert"></div>'
SHOWN_ADVERT = (
    '<aside class="advert advert--text" aria-label="Advertisement"><p class="advert__label">Advertisement</p>'
    '<div class="advert__room"></div></aside>'
)


def test_plain_copy_is_read_as_it_is_stored():
    copy = '<p>a <a href="/x">b</a></p>\n<blockquote><p>c</p><footer>d</footer></blockquote>\n<ul><li>e</li></ul>'
    assert render(copy) == copy


def test_what_is_rendered_was_cleaned_whoever_sent_it():
    assert render('<p onclick="x">a</p><script>b</script><p class="dateline">c</p>') == "<p>a</p>\n<p>c</p>"


def test_cleaned_copy_that_was_touched_is_cleaned_again():
    assert render(clean("<p>a</p>") + "<script>b</script>") == "<p>a</p>"
    assert render(clean("<p>a {}</p>").format("<script>b</script>")) == "<p>a</p>"


def test_headings_can_be_linked_to_by_their_words():
    rendered = render(
        "<h2>A city, &amp; <em>the</em> sea</h2><h3>مدينة تنظر</h3><h2>a city the sea!</h2><h3>?</h3>"
    )
    assert rendered.split("\n") == [
        '<h2 id="at-a-city-the-sea">A city, &amp; <em>the</em> sea</h2>',
        '<h3 id="at-مدينة-تنظر">مدينة تنظر</h3>',
        '<h2 id="at-a-city-the-sea-2">a city the sea!</h2>',
        '<h3 id="at-heading">?</h3>',
    ]


def test_a_long_heading_has_a_short_address_of_whole_words():
    assert 'id="at-word-word-word-word-word-word-word-word-word-word-word-word"' in render(
        f"<h2>{'word ' * 30}</h2>"
    )


def test_a_pull_quote_that_repeats_the_text_is_not_read_out_twice():
    quote = (
        '<aside data-node="pullquote" data-cite="G. M."><p>“We were so <a href="/x">proud</a>.”</p></aside>'
    )
    shown = "<p>“We were so proud.”</p><figcaption>G. M.</figcaption>"
    rendered = render(f"<p>“We were so proud,” she says.</p>{quote}")
    assert f'<figure class="pull-quote" aria-hidden="true">{shown}</figure>' in rendered


def test_a_pull_quote_whose_words_stand_nowhere_else_is_read_out():
    quote = '<aside data-node="pullquote"><p>We were <a href="/x">proud</a>.</p></aside>'
    shown = '<figure class="pull-quote"><p>We were <a href="/x">proud</a>.</p></figure>'
    assert render(f"<p>They were proud.</p>{quote}").endswith(shown)
    assert render(quote + quote).split("\n") == [shown, shown]


def test_an_editors_note_says_so_in_the_language_of_the_story():
    note = '<aside data-node="note"><p>x</p></aside>'
    assert render(note) == (
        '<div class="note" role="note"><strong class="note__label">Editor’s note</strong><p>x</p></div>'
    )
    assert "Note de la rédaction" in render(note, language="fr-CA")
    assert "ملاحظة من التحرير" in render(note, language="ar")
    assert "Editor’s note" in render(note, language="nl")


def test_a_fact_box_has_its_title_and_source():
    box = '<aside data-node="factbox" data-title="The &quot;wall&quot;" data-source="S"><p>x</p></aside>'
    assert render(box) == (
        '<aside class="aside" aria-labelledby="facts-1"><h2 class="aside__title" id="facts-1">The &quot;wall&quot;</h2>'
        '<p>x</p><p class="aside__source">S</p></aside>'
    )
    assert 'aria-label="In brief"' in render('<aside data-node="factbox"><p>x</p></aside>')


TABLE = """<table data-source="five runs"><caption>Hours</caption>
<tr><th>Gauge<th>River<th>km<th>Cost<th>Change<th>Range<th>Note
<tr><th>A<td>Púngoè<td>48<td>$31,000<td>+9.5%<td>3–4 h<td>7
<tr><th>B<td>Búzi<td>1 112<td>–<td>−17.0%<td>٩٫٤<td>none</table>"""


def test_a_table_can_be_reached_and_is_named_by_its_caption():
    rendered = render(TABLE)
    assert rendered.startswith(
        '<div class="table" role="region" aria-labelledby="table-1" tabindex="0"><table>'
    )
    assert '<caption id="table-1">Hours</caption>' in rendered
    assert rendered.endswith('</table><p class="table__source">Source: five runs</p></div>')
    assert 'aria-label="Table"' in render("<table><tr><td>a<td>b</table>")


def test_columns_of_figures_are_set_as_figures_and_others_are_not():
    rendered = render(TABLE)
    for heading in ("km", "Cost", "Change", "Range"):
        assert f'<th class="number" scope="col">{heading}</th>' in rendered
    for heading in ("Gauge", "River", "Note"):
        assert f'<th scope="col">{heading}</th>' in rendered
    assert '<td class="number">–</td>' in rendered
    assert "<td>7</td>" in rendered


def test_a_cell_that_spans_rows_or_columns_keeps_the_figures_in_their_columns():
    rendered = render(
        "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>x<td>1<td>y<tr><td>2<td>z<tr><td colspan=2>3<td>w</table>"
    )
    assert '<td class="number">2</td><td>z</td>' in rendered
    assert '<td colspan="2">3</td><td>w</td>' in rendered
    assert '<th class="number" scope="col">b</th>' in rendered


def test_an_advertisement_break_is_a_labelled_room():
    assert render(f"<p>a</p>{ADVERT}<p>b</p>") == f"<p>a</p>\n{SHOWN_ADVERT}\n<p>b</p>"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (f"{ADVERT}<p>a</p>", 0),
        (f"<p>a</p>{ADVERT}", 0),
        (f"<p>a</p>{ADVERT}{ADVERT}<p>b</p>", 1),
        (f"<p>a</p>{ADVERT}<p>b</p>{ADVERT}<p>c</p>", 2),
        (f'<p>a</p>{ADVERT}<figure data-node="picture" data-picture="1"></figure>{ADVERT}<p>b</p>', 1),
        (f'<p>a</p>{ADVERT}<div data-node="related" data-story="1"></div>{ADVERT}<p>b</p>', 1),
        (f'<p>a</p>{ADVERT}<div data-node="related" data-story="1"></div>', 0),
        (ADVERT, 0),
    ],
)
def test_an_advertisement_break_stands_between_words_and_never_beside_another(given, shown):
    assert render(given).count(SHOWN_ADVERT) == shown


def test_related_stories_are_filled_in_when_they_are_read_and_leave_no_trace_where_they_are_not():
    one, two = (
        '<div data-node="related" data-story="34"></div>',
        '<div data-node="related" data-story="5"></div>',
    )
    rendered = render(f"<p>a</p>{one}<p>b</p>{two}{one}")
    assert related_ids(rendered) == [34, 5]
    assert fill_related(rendered, {34: "<aside>\\1 card</aside>\n"}) == (
        "<p>a</p>\n<aside>\\1 card</aside>\n<p>b</p>\n<aside>\\1 card</aside>"
    )
    assert fill_related(rendered, {}) == "<p>a</p>\n<p>b</p>"


def test_copy_cannot_hold_a_slot_of_its_own():
    slot = '<aside class="related" data-story="34"></aside>'
    assert related_ids(render(f"{slot}<p>{slot}</p><p>{slot.replace('<', '&lt;')}</p>")) == []


def test_the_dateline_is_the_first_words_of_the_first_paragraph():
    rendered = render('<h2>x</h2><aside data-node="note"><p>n</p></aside><p>The wall</p><p>b</p>')
    assert insert_dateline(rendered, "Beira & \\1").split("\n")[2:] == [
        '<p><span class="dateline">Beira &amp; \\1</span> The wall</p>',
        "<p>b</p>",
    ]


def test_a_dateline_may_be_a_link_if_it_is_marked_as_safe():
    link = mark_safe('<a href="/from/beira/">Beira</a>')
    assert insert_dateline("<p>x</p>", link) == f'<p><span class="dateline">{link}</span> x</p>'


def test_a_body_without_a_paragraph_takes_no_dateline():
    assert insert_dateline('<h2 id="at-x">x</h2>', "Beira") == '<h2 id="at-x">x</h2>'


def test_every_label_in_every_language_leaves_room_for_the_same_things():
    for language in _LABELS:
        for name, words in vars(labels_for(language)).items():
            assert words
            assert words.count("{}") == vars(labels_for("en"))[name].count("{}"), (language, name)


def test_all_kinds_of_block_together_are_as_strict_as_one():
    everything = (
        '<h2>x</h2><p>a</p><aside data-node="note"><p>n</p></aside><aside data-node="factbox" data-title="T"><p>b</p>'
        f"</aside>{ADVERT}{TABLE}{TABLE}{embed('https://vimeo.com/1')}{embed('https://x.example/')}"
        '<figure data-node="picture" data-picture="1"></figure><div data-node="gallery" data-pictures="1"></div>'
        '<div data-node="related" data-story="1"></div><aside data-node="pullquote"><p>a</p></aside>'
    )
    assert unwanted_in_rendered(render(everything, pictures={1: picture()}, language="ru")) == []


def test_breaks_are_filled_in_their_order_and_from_the_first_again():
    rendered = render(f"<p>a</p>{ADVERT}<p>b</p>{ADVERT}<p>c</p>{ADVERT}<p>d</p>")
    filled = fill_adverts(rendered, ["<b>\\1</b>", " <b>2</b>\n"])
    rooms = re.findall(r'<div class="advert__room">(.*?)</div></aside>\n<p>(.)</p>', filled)
    assert rooms == [("<b>\\1</b>", "b"), ("<b>2</b>", "c"), ("<b>\\1</b>", "d")]
    assert fill_adverts(rendered, []) == rendered


def test_a_text_without_its_breaks_is_as_if_there_were_none():
    rendered = render(f"<p>a</p>{ADVERT}<p>b</p>{ADVERT}<p>c</p>")
    assert has_adverts(rendered)
    assert without_adverts(rendered) == render("<p>a</p><p>b</p><p>c</p>")
    assert not has_adverts(without_adverts(rendered))
    assert without_adverts("<p>a</p>") == fill_adverts("<p>a</p>", ["<b>1</b>"]) == "<p>a</p>"
