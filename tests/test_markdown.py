"""Markdown: a reader of it gets the same words as a reader of the page, with the same marks."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from articles import body, clock, workflow
from articles.models import Story
from articles.renditions.markdown_text import escaped, from_html
from tests.factories import DAY, HOUR, make_dateline

READER = MarkdownIt("commonmark").enable("table")
ADDRESS = "https://paper.example/2026/05/03/dam/"


def words(html: str) -> str:
    """What is read, without regard to how it is laid out."""
    return re.sub(r"\s+", "", LexborHTMLParser(f"<body>{html}").body.text(separator=" "))


def lent(html: str) -> str:
    return body.lent(body.render(body.clean(html)), ADDRESS)


BODIES = [
    "<p>1. Not a list * or_this_ [x](y) &lt;b&gt; &amp;amp; a | b ~~c~~ `d` \\ e</p>",
    "<p># No heading</p><p>- no item</p><p>+ nor</p><p>2024) nor</p><p>&gt; no quotation</p><p>---</p><p>===</p>",
    "<p>One<br># two<br>1. three</p>",
    "<h2>Head # two</h2><h3>Sub *head*</h3><p>x</p>",
    "<ul><li>One<ul><li>in</li><li>two</li></ul></li><li><p>a</p><p>b</p></li></ul><ol><li>x</li><li>y</li></ol>",
    "<blockquote><p>Q1</p><p>Q2</p></blockquote><p>after</p>",
    "<table><thead><tr><th>A|</th><th>B</th></tr></thead><tbody><tr><td>1|2</td><td>x<br>y</td></tr></tbody></table>",
    "<p><strong>bold </strong>x<em>(y)</em>z <cite>A book</cite> H<sub>2</sub>O <em>«a»</em>b</p>",
    '<aside data-node="factbox" data-title="In *short*"><p>f</p><dl><dt>t</dt><dd>d</dd></dl></aside><p>x</p>',
    '<aside data-node="note"><p>A note.</p></aside><div data-node="embed" data-url="https://youtube.com/x?a=1&amp;b=2"></div>',
    "<p>جاء الماء قبل الفجر. <strong>مهم</strong></p>",
]


@pytest.mark.parametrize("html", BODIES)
def test_what_was_written_is_what_is_read(html):
    before = lent(html)
    assert words(READER.render(from_html(before))) == words(before)


@pytest.mark.parametrize(
    ("html", "tag", "count"),
    [
        (BODIES[0], "ol, em, a, code, s, strong", 0),
        (BODIES[1], "h1, h2, ul, ol, blockquote, hr", 0),
        (BODIES[2], "h1, ol", 0),
        (BODIES[2], "br", 2),
        (BODIES[3], "h2", 1),
        (BODIES[4], "li", 6),
        (BODIES[5], "blockquote p", 2),
        (BODIES[6], "td", 2),
        (BODIES[7], "strong", 1),
        (BODIES[7], "em, cite", 3),
    ],
)
def test_marks_are_kept_and_none_is_added(html, tag, count):
    assert len(LexborHTMLParser(READER.render(from_html(lent(html)))).css(tag)) == count


def test_links_are_whole_and_lead_where_they_led():
    html = '<p><a href="/world/?a=1&amp;b=(2)">x</a> <a href="https://e.org/a_(b)">y]</a> '
    html += '<a href="mailto:a@b.org">z</a></p>'
    links = LexborHTMLParser(READER.render(from_html(lent(html)))).css("a")
    assert [link.attributes["href"] for link in links] == [
        "https://paper.example/world/?a=1&b=(2)",
        "https://e.org/a_(b)",
        "mailto:a@b.org",
    ]
    assert [link.text() for link in links] == ["x", "y]", "z"]


@given(st.text(alphabet="ab1.)(*_[]<>&#`~|\\-+=! \né漢", max_size=40))
def test_any_words_are_read_as_they_were_written(text):
    line = " ".join(text.split())
    assert words(READER.render(escaped(line))) == words(line.replace("&", "&amp;").replace("<", "&lt;"))


# The door


def test_a_story_has_its_text_beside_it(staff):
    story = staff.published(
        headline="Dam *bursts*",
        deck="The river came in.",
        dateline=make_dateline(),
        tags=["Floods"],
        now=clock.now() - HOUR,
    )
    staff.rewritten(story, body="<p>The water came.</p>")
    workflow.correct(story, by=staff.publisher, kind="correction", note="It is\n11.2 *km*.")
    path = story.editions.last().path
    answer = Client().get(f"{path}index.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Link"] == f'<http://127.0.0.1:8000{path}>; rel="canonical"'
    html = LexborHTMLParser(READER.render(answer.content.decode()))
    assert html.css_first("h1").text() == "Dam *bursts*"
    assert html.css_first("blockquote").text(strip=True).endswith("It is 11.2 *km*.")
    assert html.css_first('a[href$="/by/ana-reyes/"]').text() == "Ana Reyes"
    assert "BEIRA, Mozambique — The water came." in html.body.text()
    page = LexborHTMLParser(Client().get(path).content.decode())
    link = page.css_first('link[type="text/markdown"]').attributes["href"]
    assert link == f"http://127.0.0.1:8000{path}index.md"


def test_only_what_is_live_has_it(staff):
    waiting = staff.published(at=clock.now() + DAY)
    killed = staff.published(headline="Killed", now=clock.now() - HOUR)
    workflow.kill(killed, by=staff.publisher, notice="We could not stand by it.")
    for story in (waiting, killed):
        assert Client().get(f"{story.editions.get().path}index.md").status_code == 404


@pytest.mark.parametrize("use", ["search", "none"])
def test_where_ai_may_not_read_there_is_no_markdown(staff, use):
    story = staff.published()
    path = story.editions.get().path
    assert Client().get(f"{path}index.md").status_code == 200
    Story.objects.filter(pk=story.pk).update(machine_use=use)
    assert Client().get(f"{path}index.md").status_code == 404
    assert b"index.md" not in Client().get(path).content
