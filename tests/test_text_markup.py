"""Pasted HTML keeps what it means and loses what it looks like."""

import datetime

import pytest

from articles.text import markup, read_article
from tests.text_data import SHARED, needs_shared, own


def blocks(text):
    return [(block.kind, block.html) for block in markup.read_page(text).blocks]


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p>One <b>two</b> <i>three</i></p>", [("p", "One <strong>two</strong> <em>three</em>")]),
        ('<b style="font-weight:normal"><p>One</p><p>Two</p></b>', [("p", "One"), ("p", "Two")]),
        ("<b><p>One and more.</p><p>Two.</p></b>",
         [("p", "<strong>One and more.</strong>"), ("p", "<strong>Two.</strong>")]),
        ('<p><span style="font-weight:700">One</span> <span style="font-style: italic">two</span> it is.</p>',
         [("p", "<strong>One</strong> <em>two</em> it is.")]),
        ("<p><b>a<strong>b</strong></b> c</p>", [("p", "<strong>ab</strong> c")]),
        ("<div><div><span>One</span></div>two</div>", [("p", "One"), ("p", "two")]),
        ("one<br><br>two<br>three", [("p", "one"), ("p", "two<br>three")]),
        ("<p>&nbsp;</p><p> <b> </b> </p><p>x</p>", [("p", "x")]),
        ("<h4>Small</h4><h2><b>Large</b></h2>", [("h3", "Small"), ("h2", "Large")]),
        ("<p>H<sub>2</sub>O and 10<sup>6</sup></p>", [("p", "H<sub>2</sub>O and 10<sup>6</sup>")]),
        ("<p>a &lt;b&gt; &amp; c</p>", [("p", "a &lt;b&gt; &amp; c")]),
        ('<p><a href="https://a.example/?x=1&amp;y=%22">go</a></p>',
         [("p", '<a href="https://a.example/?x=1&amp;y=%22">go</a>')]),
        ('<p><a href="mailto:desk@a.example">mail</a></p>', [("p", '<a href="mailto:desk@a.example">mail</a>')]),
        ('<p><a href="https://www.google.com/url?q=https://a.example/b&amp;sa=D">go</a></p>',
         [("p", '<a href="https://a.example/b">go</a>')]),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
         [("ul", "<li>a<ul><li>b</li></ul></li><li>c<br>d</li>")]),
        ("<blockquote>So it was.<footer>Ana</footer></blockquote>",
         [("blockquote", "<p>So it was.</p><p>Ana</p>")]),
        ("<blockquote><p>So it was.</p><p>— Ana</p></blockquote>",
         [("blockquote", "<p>So it was.</p><footer>Ana</footer>")]),
        ("<blockquote><p>So it was.</p><cite>Ana</cite></blockquote>",
         [("blockquote", "<p>So it was.</p><footer>Ana</footer>")]),
        ("<table><caption>C</caption><tr><th>a</th></tr><tr><td>1</td></tr></table>",
         [("table", "<caption>C</caption><tr><th>a</th></tr><tr><td>1</td></tr>")]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", [("p", "One."), ("p", "Two.")]),
        ('<div data-node="advert"></div>', [("advert", "")]),
        ('<aside data-node="note"><p>Put right on Friday.</p></aside>', [("note", "<p>Put right on Friday.</p>")]),
        ("<pre>one\ntwo</pre>", [("p", "one<br>two")]),
        ("<p><b>A short bold line</b></p><p>Text.</p>", [("h2", "A short bold line"), ("p", "Text.")]),
    ],
)  # fmt: skip
def test_meaning_is_kept_and_looks_are_not(pasted, kept):
    assert blocks(pasted) == kept


@pytest.mark.parametrize(
    "pasted",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="display:none">x</p>',
        "<p hidden>x</p>",
        '<span style="mso-hide:all">x</span>',
        '<p class="sr-only">x</p>',
        "<nav>x</nav>",
        "<aside>x</aside>",
        "<footer>x</footer>",
        "<button>x</button>",
        "<figure><figcaption>x</figcaption></figure>",
        '<div class="related-posts">x</div>',
        '<div id="newsletter-signup">x</div>',
        "<svg><text>x</text></svg>",
        "<!-- x -->",
        "<iframe src=https://a.example>x</iframe>",
    ],
)
def test_what_no_reader_of_the_article_saw_is_left_out(pasted):
    assert blocks(f"<p>Before.</p>{pasted}<p>After.</p>") == [("p", "Before."), ("p", "After.")]


def test_what_was_seen_and_left_out_is_named():
    removed = markup.read_page(
        "<p>a</p><nav>Home World</nav><figure><figcaption>Divers.</figcaption></figure>"
    ).removed
    assert [(line.line, line.reason) for line in removed] == [
        ("Home World", "page navigation"),
        ("Divers.", "caption of a picture that was not pasted"),
    ]


def test_a_box_that_holds_most_of_the_text_is_no_box():
    text = "The port opened again on Friday, they said. " * 10
    assert blocks(f'<div class="related">{text}</div><p>After.</p>')[0] == ("p", text.strip())


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//", "http://", "#top", "/local", "java\nscript:x"],
)
def test_an_address_that_leads_nowhere_safe_is_text(address):
    assert blocks(f'<p><a href="{address}">go on</a></p>') == [("p", "go on")]


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>One</p>", True),
        ("<!DOCTYPE html><html>", True),
        ("One <b>two</b> <i>three</i><br> four<div>five</div>", True),
        ("Narragansett Capital Inc <NARR> said 1 < 2 and <b>", False),
        ("Plain words", False),
        ('If my car died <FONT face="verdana"> tomorrow', False),
    ],
)
def test_html_is_told_from_text_in_which_a_bracket_stands(text, is_html):
    assert markup.is_html(text) == is_html


def test_a_whole_page_says_what_it_knows():
    article = read_article(own("page.html"))
    assert article.headline == "Divers clear the harbour"
    assert article.deck == "A barge blocked the only channel."
    assert [credit.name for credit in article.byline] == ["Jane Marek"]
    assert article.published_at == datetime.datetime.fromisoformat("2024-05-04T14:15:00+02:00")
    assert (article.section, article.keywords, article.language) == ("World", ["Ports"], "en-GB")
    assert (article.source_name, article.source_url) == (
        "The Coast",
        "https://coast.example/2024/05/04/divers/",
    )
    assert article.dateline.place == "BEIRA, Mozambique"
    assert article.warnings == []


def test_a_whole_page_becomes_the_stored_grammar():
    assert read_article(own("page.html")).body_html.split("\n") == [
        '<p>The port opened <em>again</em> on <a href="https://coast.example/2024/friday">Friday</a>, '
        "<strong>nine</strong> days after a barge sank, “at last”.</p>",
        '<div data-node="advert"></div>',
        "<h3>What comes next</h3>",
        "<p>The rest will be raised in June, the ministry said.</p>",
        "<p>It will cost $1.4 million.</p>",
        "<blockquote><p>The tide was kind.</p><footer>Ana Sitoe</footer></blockquote>",
        "<ul><li>11 ships waited</li><li>3 turned back</li></ul>",
        "<table><caption>Depth</caption><tr><th>Year</th><th>Metres</th></tr><tr><td>2019</td><td>8.5</td></tr></table>",
        "<p>No harm was done to the pier, they said.</p>",
    ]


def test_a_page_that_declares_itself_in_json_is_believed_and_broken_json_is_not():
    page = (
        "<html><head><title>Rain</title>"
        '<script type="application/ld+json">{"broken": </script>'
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": [{"name": "Jane Marek"}],'
        ' "datePublished": "2024-05-04T10:00:00Z", "articleSection": "World"}]}</script></head>'
        "<body><h1>Rain</h1><p>It rained all day on the coast, they said.</p></body></html>"
    )
    article = read_article(page)
    assert [credit.name for credit in article.byline] == ["Jane Marek"]
    assert (article.section, str(article.published_at)) == ("World", "2024-05-04 10:00:00+00:00")


def test_an_hour_without_an_offset_is_no_moment():
    page = (
        '<html><head><meta property="article:published_time" content="2024-05-04T10:00:00"></head><body><p>x'
    )
    assert read_article(page).published_at is None


def test_a_document_from_word_is_read():
    article = read_article(own("word.html"))
    assert article.headline == "The ferry that would not sink"
    assert [credit.name for credit in article.byline] == ["Jane Marek"]
    assert article.dateline.place == "LISBON"
    assert article.body_html.split("\n") == [
        "<p>The old ferry “Vera Cruz” sailed again on <em>Sunday</em>, with 212 people aboard, "
        "the first since 2011.</p>",
        "<h2>A long repair</h2>",
        '<p>It took six years and cost 3.4 million euros, said the <a href="https://ferry.example/log">owners</a>.</p>',
        "<ul><li>new boilers</li><li>a new keel</li></ul>",
        "<table><tr><td>Year</td><td>Passengers</td></tr><tr><td>2011</td><td>14,000</td></tr></table>",
        "<p>That was all there was to say about it on that day, she said.</p>",
    ]


def test_a_document_from_google_is_read():
    article = read_article(own("docs.html"))
    assert article.headline == "Bees return to the roof of the opera"
    assert (article.dateline.place, article.dateline.agency) == ("PARIS", "CNP")
    assert article.body_html.split("\n") == [
        "<p>The bees came back on Monday, <strong>forty thousand</strong> of them, the keeper said.</p>",
        "<p>“It was loud,” he said.</p>",
        "<ul><li>one hive</li><li>two hives<ul><li>small</li></ul></li></ul>",
        "<blockquote><p>They know the way.</p><footer>The keeper</footer></blockquote>",
    ]


def test_no_depth_of_nesting_stops_the_reading():
    assert read_article("<div>" * 3000 + "deep" + "</div>" * 3000).body_html == "<p>deep</p>"
    assert read_article("<p>" + "<b>" * 3000 + "deep.").body_html == "<p><strong>deep.</strong></p>"


def test_a_page_nested_deeper_than_anybody_writes_is_read_all_the_same():
    nested = "<h1>The dam bursts</h1>" + "<blockquote><ul><li>" * 20_000 + "The water came before dawn."
    article = read_article(nested, is_html=True)
    assert article.headline == "The dam bursts"
    assert "The water came before dawn." in article.body_html


@needs_shared
@pytest.mark.parametrize(
    ("name", "headline", "first", "last"),
    [
        ("strafprozess.ch.polizisten", "Rasende Polizisten", "Auch Polizisten im Dienst", "Das Bundesgericht kassiert"),
        ("wikimediafoundation.org.turkey",
         "Access to Wikipedia restored in Turkey after more than two and a half years",
         "Today, on Wikipedia’s 19th birthday", ""),
        ("de.globalvoices.org.nicaragua",
         "Ein Jahr voller Proteste: Nicaraguaner wollen nicht mehr nur den Rücktritt Ortegas, sondern einen Neuanfang",
         "Seit dem Ausbruch der Massenproteste", ""),
        ("alexander-klier.net.zeitphilosophie", "Zeitphilosophie", "Welt ist nach Kant", "Lucius Annaeus Seneca"),
    ],
)  # fmt: skip
def test_real_pages_give_their_headline_and_their_text(name, headline, first, last):
    article = read_article((SHARED / "paste" / "cc-html" / f"{name}.html").read_text(encoding="utf-8"))
    texts = [block.text for block in article.blocks]
    assert article.headline == headline
    assert any(text.startswith(first) for text in texts[:4])
    assert texts[-1].startswith(last)
    assert not {"Home", "Startseite", "Menü", "Impressum"} & set(texts)
