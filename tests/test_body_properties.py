"""What holds of every body there can be: it is in the grammar, it is its own stored form, and its words are there."""

import re
import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.body import (
    clean,
    fill_related,
    insert_dateline,
    paragraphs,
    related_ids,
    render,
    text,
    word_count,
)
from articles.body.grammar import PARTING, REMOVED, allowed_tags
from tests.body_checker import unwanted
from tests.rendered_checker import unwanted_in_rendered

TAGS = sorted(allowed_tags() | PARTING | REMOVED | {"b", "i", "q", "u", "font", "foo", "img", "colgroup"})
# One a line; most elements have none.
ATTRIBUTES = """


/
 class=x
 onclick=alert(1)
 id=body
 style="font-weight:normal"
 data-node=advert
 data-node=note
 data-node=pullquote data-cite='a &amp; b'
 data-node=factbox data-title="x &gt; y"
 data-node=picture data-picture=12 data-caption=c
 data-node=gallery data-pictures='1 2'
 data-node=gallery data-title=t
 data-node=picture data-picture=9 data-decorative=yes
 data-node=embed data-url=https://a.example/?b=1&amp;c
 data-node=related data-story=7
 data-node=picture
 href=/x
 href="https://a.example/"
 href=javascript:alert(1)
 href=//x
 href=https://1.2.3.4.5/
 lang=fr
 dir=rtl
 colspan=3
""".splitlines()
TEXTS = [
    "a",
    "word ",
    " ",
    "\n",
    "\r\n",
    "&nbsp;",
    "5\xa0km",
    "«\xa0x",
    "“q”",
    "&lt;b&gt;",
    "&amp;",
    "<",
    "&",
    "=",
]
TEXTS += ["\u0301", "\u0338", "e\u0301", "&#x338;", "\u1100", "\u1161", "\u05d0", "\u0627", "\U0001f1e6"]
TEXTS += ["\u202e", "\xa0", "\u3000", "\u2000", "\u200d", "\ufeff", "\ufffc", "\ud800", "\x00", "&#0;"]
TEXTS += ["<!--x-->", "<![CDATA[y]]>", "<?z?>"]
_tag = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
_end = st.builds("</{}>".format, st.sampled_from(TAGS))
SOUP = st.lists(st.one_of(_tag, _end, st.sampled_from(TEXTS), st.text(max_size=6)), max_size=40).map("".join)
ANY = st.one_of(SOUP, st.text())


@given(ANY)
@example("<b>a</b>\u0338<b>b</b>")
@example("<em>\ufffc</em><strong>x</strong>\ufffc<em>y</em>")
@settings(max_examples=400, deadline=None)
def test_any_html_becomes_a_body_in_the_grammar_which_cleaning_leaves_alone(html):
    stored = clean(html)
    assert unwanted(stored) == []
    assert clean(stored) == stored
    assert unicodedata.normalize("NFC", stored) == stored


@given(SOUP)
@settings(max_examples=100, deadline=None)
def test_a_long_body_is_held_to_the_same(html):
    stored = clean(html * (20_000 // (len(html) + 1) + 1))
    assert unwanted(stored) == []
    assert clean(stored) == stored


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_what_readers_get_is_as_strict(html):
    rendered = insert_dateline(render(html), "<b>Beira</b>")
    cards = dict.fromkeys(related_ids(rendered), "<aside class='related'>card</aside>")
    assert unwanted_in_rendered(rendered) == []
    assert unwanted_in_rendered(fill_related(rendered, cards)) == []
    assert 'data-story="' not in fill_related(rendered, {})


@given(st.lists(st.text(alphabet="abcdefgh &<>'\"éо我", min_size=1), max_size=12))
@settings(max_examples=200, deadline=None)
def test_every_word_written_is_a_word_read(words):
    html = "".join(f"<p>{word.replace('&', '&amp;').replace('<', '&lt;')}</p>" for word in words)
    written = [unicodedata.normalize("NFC", re.sub(r"\s+", " ", word).strip()) for word in words]
    assert paragraphs(clean(html)) == [word for word in written if word]


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_a_body_is_as_long_as_its_text_has_words(html):
    stored = clean(html)
    assert (word_count(stored) == 0) == (not re.search(r"[^\W_]", text(stored)))
