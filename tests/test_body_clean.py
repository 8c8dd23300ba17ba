"""The grammar of a body: what each thing that editors paste becomes."""

import pytest

from articles.body import GRAMMAR, clean, from_paragraphs
from articles.body.grammar import (
    PARTING,
    REMOVED,
    SPELLINGS,
    WORDS,
    allowed_attributes,
    allowed_tags,
    allowed_values,
)
from tests.body_checker import ATTRIBUTES, NODES, PARENTS, unwanted

# What comes in, what is stored. Stored forms stand for themselves too: each is cleaned to itself.
CASES = {
    "nothing": ("", ""),
    "white space": (" \n\t ", ""),
    "bare text": ("The wall held.", "<p>The wall held.</p>"),
    "bare text around blocks": ("a<p>b</p>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
    "divisions as paragraphs": ("<div><div>a</div>b</div>", "<p>a</p>\n<p>b</p>"),
    "empty paragraphs": ("<p></p><p> &nbsp; </p><p><b> </b></p><p>a</p><p><br></p>", "<p>a</p>"),
    "a line break": ("<p>a<br>b</p>", "<p>a<br>b</p>"),
    "two line breaks": ("<p>a<br> <br/>b<br></p>", "<p>a</p>\n<p>b</p>"),
    "a mark across line breaks": (
        "<p><b>a<br>b<br><br>c</b></p>",
        "<p><strong>a</strong><br><strong>b</strong></p>\n<p><strong>c</strong></p>",
    ),
    "a mark across paragraphs": ("<i><p>a</p><p>b</p></i>", "<p><em>a</em></p>\n<p><em>b</em></p>"),
    "other spellings of marks": ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
    "marks on nothing": ("<p>a<b></b><i> </i>b<a href=/x></a></p>", "<p>a b</p>"),
    "marks that touch": ("<p><b>a</b><b>b</b> <b>c</b></p>", "<p><strong>ab</strong> <strong>c</strong></p>"),
    "the same mark twice": ("<p><b>a <strong>b</strong></b></p>", "<p><strong>a b</strong></p>"),
    "spaces in marks": ("<p>a<b> b </b>c</p>", "<p>a <strong>b</strong> c</p>"),
    "isolates that touch": ("<p><bdi>a</bdi><bdi>b</bdi></p>", "<p><bdi>a</bdi><bdi>b</bdi></p>"),
    "bold that is not": (
        "<b style='font-weight: normal'><p>a <b>b</b></p></b>",
        "<p>a <strong>b</strong></p>",
    ),
    "quotation marks as an element": ("<p>He said <q>no</q>.</p>", "<p>He said “no”.</p>"),
    "small marks": ("<p>CO<sub>2</sub>, m<sup>2</sup>", "<p>CO<sub>2</sub>, m<sup>2</sup></p>"),
    "a passage in another language": (
        "<p><span lang=fr class=x>oui</span>",
        '<p><span lang="fr">oui</span></p>',
    ),
    "a span that says nothing": ("<p><span style='color:red'>a</span>b</p>", "<p>ab</p>"),
    "unknown elements": ("<p>a <u>b</u> <font>c</font><x-y>d</x-y></p>", "<p>a b cd</p>"),
    "headings of all sizes": (
        "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h6>e</h6>",
        "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h3>d</h3>\n<h3>e</h3>",
    ),
    "a heading around paragraphs": ("<h2><p>a</p><p>b</p></h2>", "<h2>a</h2>\n<p>b</p>"),
    "a heading that is never closed": ("<h2>a<div>b</div><p>c", "<h2>a</h2>\n<p>b</p>\n<p>c</p>"),
    "preformatted copy": ("<pre>a\nb\n\nc</pre>", "<p>a<br>b</p>\n<p>c</p>"),
    "a rule": ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<p>b</p>"),
    "a quotation": ("<blockquote>a<p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    "a quotation with its source": (
        "<blockquote><footer>S, <cite>W</cite></footer><p>a</p></blockquote>",
        "<blockquote><p>a</p><footer>S, <cite>W</cite></footer></blockquote>",
    ),
    "a quotation in another": (
        "<blockquote>a<blockquote>b</blockquote>",
        "<blockquote><p>a</p><p>b</p></blockquote>",
    ),
    "a footer of a page": ("<footer>a</footer>", "<p>a</p>"),
    "a list": (
        "<ul>\n<li><p>a</p></li> <li>b <b>c</b></ul>",
        "<ul><li>a</li><li>b <strong>c</strong></li></ul>",
    ),
    "an item of two paragraphs": ("<ol><li>a<p>b</ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
    "a list in a list": ("<ul><li>a<ol><li>b</ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    "a list three deep": (
        "<ul><li>a<ul><li>b<ul><li>c</ul></ul></ul>",
        "<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li></ul>",
    ),
    "words bare in a list": ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "items without a list": ("<li>a<li>b", "<p>a</p>\n<p>b</p>"),
    "an empty list": ("<ul><li></li></ul><ol></ol>", ""),
    "terms outside a fact box": ("<dl><dt>a<dd>b</dl>", "<p>a</p>\n<p>b</p>"),
    "a foreign figure": ("<figure><img src=x alt=y><figcaption>a</figcaption></figure>", "<p>a</p>"),
    "a foreign aside": ("<aside><h2>a</h2><p>b</p></aside>", "<h2>a</h2>\n<p>b</p>"),
    "a table": (
        "<table><caption>C</caption><tr><th>a<th>b<tr><td>1<td><p>2<p>3</table>",
        '<table><caption>C</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table>",
    ),
    "a table with all its parts": (
        "<table data-source=' S '><tfoot><tr><td colspan=2>f</tfoot><thead><tr><th>a<td></thead>"
        "<tbody><tr><th colspan=1 rowspan=02 SCOPE=ROWGROUP>b<td></tbody></table>",
        '<table data-source="S"><thead><tr><th scope="col">a</th><td></td></tr></thead><tbody>'
        '<tr><td colspan="2">f</td></tr><tr><th scope="rowgroup">b</th><td></td></tr></tbody></table>',
    ),
    "a table that only places things": (
        "<table><tr><td><h2>a</h2><table><tr><td>1<td>2</table></table>",
        "<h2>a</h2>\n<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
    ),
    "a table of one column": ("<table><tr><td>a<tr><td>b</table>", "<p>a</p>\n<p>b</p>"),
    "a table without words": ("<table><tr><td><td></table>", ""),
    "a pull quote": (
        "<aside data-cite='G, \"x\"' data-node=pullquote>a</aside>",
        '<aside data-node="pullquote" data-cite="G, &quot;x&quot;"><p>a</p></aside>',
    ),
    "an empty pull quote": ("<aside data-node=pullquote data-cite=G><p></p></aside>", ""),
    "an editor's note": (
        "<aside data-node=note><h2>a</h2><ul><li>b</ul></aside>",
        '<aside data-node="note"><p>a</p><p>b</p></aside>',
    ),
    "a fact box": (
        "<aside data-node=factbox data-title=T data-source=S><p>a<ul><li>b</ul><dl><dt>c<dd>d<p>e</dl></aside>",
        '<aside data-node="factbox" data-title="T" data-source="S"><p>a</p><ul><li>b</li></ul>'
        "<dl><dt>c</dt><dd>d<br>e</dd></dl></aside>",
    ),
    "a picture": (
        "<figure data-node=picture data-alt=A data-picture=12 data-size=WIDE data-caption='a  b' data-x=y></figure>",
        '<figure data-node="picture" data-picture="12" data-size="wide" data-caption="a b" data-alt="A"></figure>',
    ),
    "a picture in the middle of a paragraph": (
        "<p>a<span><figure data-node=picture data-picture=1></figure></span>b</p>",
        '<p>a</p>\n<figure data-node="picture" data-picture="1"></figure>\n<p>b</p>',
    ),
    "a picture in a list": (
        "<ul><li>a<figure data-node=picture data-picture=1></figure><li>b</ul>c",
        '<ul><li>a</li><li>b</li></ul>\n<figure data-node="picture" data-picture="1"></figure>\n<p>c</p>',
    ),
    "a decoration": (
        "<figure data-node=picture data-picture=1 data-decorative=YES></figure>"
        "<figure data-node=picture data-picture=2 data-decorative=no></figure>",
        '<figure data-node="picture" data-picture="1" data-decorative="yes"></figure>\n'
        '<figure data-node="picture" data-picture="2"></figure>',
    ),
    "a gallery": (
        "<div data-node=gallery data-title=T><p><figure data-node=picture data-alt=A data-picture=3></figure></p>"
        "<figure data-node=picture></figure><figure data-node=picture data-picture=2>b</figure>a</div>c",
        '<div data-node="gallery" data-title="T"><figure data-node="picture" data-picture="3" data-alt="A"></figure>'
        '<figure data-node="picture" data-picture="2"></figure></div>\n<p>b</p>\n<p>a</p>\n<p>c</p>',
    ),
    "a gallery that names its pictures by number": (
        "<div data-node=gallery data-pictures='3 1,3 x 2 3'></div>",
        '<div data-node="gallery"><figure data-node="picture" data-picture="3"></figure>'
        '<figure data-node="picture" data-picture="2"></figure></div>',
    ),
    "a gallery of nothing": ("<div data-node=gallery data-title=T data-pictures=x>a</div>", "<p>a</p>"),
    "a gallery in a list": (
        "<ul><li>a<div data-node=gallery data-pictures='3 2'>b</div></ul>",
        '<ul><li><p>a</p><p>b</p></li></ul>\n<figure data-node="picture" data-picture="3"></figure>\n'
        '<figure data-node="picture" data-picture="2"></figure>',
    ),
    "a gallery in a gallery, and an embed": (
        "<div data-node=gallery data-pictures=1><div data-node=gallery data-pictures=2></div>"
        "<div data-node=advert></div></div>",
        '<div data-node="gallery"><figure data-node="picture" data-picture="1"></figure>'
        '<figure data-node="picture" data-picture="2"></figure></div>\n<div data-node="advert"></div>',
    ),
    "an embed": (
        "<div data-node=embed data-url='HTTPS://Example.org/a b' data-title=T></div>",
        '<div data-node="embed" data-url="https://example.org/a%20b" data-title="T"></div>',
    ),
    "a related story": (
        "<div data-node=related data-story=34></div>",
        '<div data-node="related" data-story="34"></div>',
    ),
    "an advertisement break": ("<div data-node=advert>x</div>", '<div data-node="advert"></div>\n<p>x</p>'),
    "characters that HTML writes out": (
        "<p>a &lt; b &amp;&amp; c > d",
        "<p>a &lt; b &amp;&amp; c &gt; d</p>",
    ),
    "an accent of its own": ("<p>cafe\u0301</p>", "<p>caf\u00e9</p>"),
    "an accent in another element": ("<p>cafe<x>\u0301</x></p>", "<p>caf\u00e9</p>"),
    "spaces and line ends": ("<p> a \r\n\t b\u2028c </p>", "<p>a b c</p>"),
    "joiners and direction marks": (
        "<p>می\u200cخواهم \u2067x\u2069 \u200f",
        "<p>می\u200cخواهم \u2067x\u2069 \u200f</p>",
    ),
    "direction overrides": ("<p>a\u202eb\u202dc</p>", "<p>abc</p>"),
    "a no-break space beside a figure": (
        "<p>12&nbsp;km, § 4, no&nbsp;7</p>",
        "<p>12&nbsp;km, § 4, no&nbsp;7</p>",
    ),
    "French punctuation": (
        "<p>«\xa0oui\xa0», quoi\xa0?</p>",
        "<p>«&nbsp;oui&nbsp;», quoi&nbsp;?</p>",
    ),
    "no-break spaces that fill": ("<p>a&nbsp;b &nbsp;c&nbsp;&nbsp;5&nbsp; 6&nbsp;</p>", "<p>a b c 5 6</p>"),
    "a link that browsers would mend": (
        "<p><a href=' https://a.example/x\ny'>a</a>",
        '<p><a href="https://a.example/xy">a</a></p>',
    ),
    "a link to no host there can be": ("<p><a href='https://1.2.3.4.5/'>a</a>b</p>", "<p>ab</p>"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_thing_has_one_stored_form(name):
    given, stored = CASES[name]
    assert clean(given) == stored
    assert clean(stored) == stored
    assert unwanted(stored) == []


def test_plain_paragraphs_are_text_whatever_they_look_like():
    assert (
        from_paragraphs(["a <b>b</b> &amp; c", " ", "d"])
        == "<p>a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</p>\n<p>d</p>"
    )


def test_the_grammar_holds_nothing_that_it_does_not_define():
    for kind in GRAMMAR.values():
        assert set(kind.holds) <= {WORDS, *GRAMMAR}
        assert set(kind.needs) <= set(kind.attributes)


def test_the_grammar_is_the_one_that_the_strict_reader_knows():
    nodes = {(kind.tag, kind.node): set(kind.attributes) for kind in GRAMMAR.values() if kind.node}
    assert nodes == {node: set(names) for node, names in NODES.items()}
    plain = {kind.tag: set(kind.attributes) for kind in GRAMMAR.values() if not kind.node and kind.attributes}
    assert plain == {tag: set(names) for tag, names in ATTRIBUTES.items()}
    assert allowed_tags() == set(PARENTS)


def test_nothing_dangerous_is_in_the_grammar_by_any_spelling():
    dangerous = "script style svg math form iframe object embed template noscript textarea title xmp plaintext".split()
    assert set(dangerous) <= REMOVED
    assert not REMOVED & (allowed_tags() | PARTING | set(SPELLINGS))
    names = set().union(*allowed_attributes().values(), *allowed_values().values())
    assert not [
        name for name in names if name.startswith("on") or name in {"style", "class", "id", "src", "srcset"}
    ]
