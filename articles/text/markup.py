"""Pasted HTML to blocks: from a web page, from Word, from Google Docs, or from our own editor."""

import re
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.body.untangling import is_tangled, untangled
from articles.text.blocks import Block
from articles.text.furniture import Removed
from articles.text.markup_build import word_lists
from articles.text.markup_walk import Walk
from articles.text.page_facts import PageFacts, read_facts

_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|span|a|table|tr|td|article|section|blockquote|strong|em|b|i|html|body|head|"
    r"main|figure|img|meta|font)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"<(?:!doctype html|html|body|p|div|h[1-6]|article|ul|table|blockquote)\b[^<>]*>", re.IGNORECASE
)
_WHOLE_PAGE = re.compile(r"<(?:html|head|title|body)\b", re.IGNORECASE)
_WORD_SECTION = re.compile(r"<!\[(?:if|endif)[^>]*>|<\?xml[^>]*>", re.IGNORECASE)
_BOLD_LINE = re.compile(r"<strong>((?:(?!</?strong>).)*)</strong>", re.DOTALL)
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_SUBHEAD = 12


@dataclass
class Page:
    """A pasted page read: its blocks, the headline it shows or names, what it says of itself, what was left out.

    `is_whole`: it was a page and no piece of one; `is_article`: an element held the article, and only that was read.
    """

    blocks: list[Block]
    headline: str = ""
    facts: PageFacts = field(default_factory=PageFacts)
    removed: list[Removed] = field(default_factory=list)
    is_whole: bool = False
    is_article: bool = False


def is_html(text: str) -> bool:
    """Is this HTML, or plain text in which a bracket or a single tag happens to stand?"""
    start = text.lstrip()[:2000]
    return bool(_BLOCK_TAG.match(start)) or (
        len(_TAGS.findall(text[:20_000])) >= 3 and bool(_BLOCK_TAG.search(text))
    )


def read_page(text: str) -> Page:
    """The blocks of normalised HTML, in order, with links, emphasis, lists, headings, quotations and tables kept.

    What the page hides is left out, and so are menus, asides and other boxes, each named in `removed`. Of a whole
    page the article element is read, where there is one that holds most of the text. A page that nests deeper than
    any writer does is straightened first, so that it takes no longer than others; its head says nothing then.
    """
    source = _WORD_SECTION.sub("", text)
    parsed = LexborHTMLParser(untangled(source) if is_tangled(source) else source)
    whole = bool(_WHOLE_PAGE.search(text))
    facts = read_facts(parsed) if whole else PageFacts()
    root = parsed.body or parsed.root
    if root is None:
        return Page([])
    article = _article(root) if whole else root
    walk = Walk(facts.url).through(article)
    headline = _headline(root, facts) if whole else ""
    blocks = [_subhead(block) for block in word_lists(walk.blocks)]
    is_article = article.tag not in ("body", "html", "main", "div")
    return Page(_headings_settled(blocks, headline), headline, facts, walk.removed, whole, is_article)


def _article(body: LexborNode) -> LexborNode:
    """The element that holds most of the page's paragraphs, the closest around them."""
    everything = _prose_size(body)
    best = body
    for node in body.css('main, [role="main"], article, [itemprop="articleBody"]'):
        if _prose_size(node) >= 0.6 * everything:
            best = node
    return best


def _prose_size(node: LexborNode) -> int:
    return sum(len(paragraph.text()) for paragraph in node.css("p"))


def _headline(body: LexborNode, facts: PageFacts) -> str:
    """The page's first heading, if its title says the same; else a lone one; else the title itself."""
    texts = [" ".join(node.text().split()) for node in body.css("h1")]
    texts = [text for text in texts if text]
    title = _letters(facts.title)
    told = [
        text
        for text in texts
        if _letters(text) == title or (len(_letters(text)) > 7 and _letters(text) in title)
    ]
    if told:
        return max(told, key=len)
    if len(texts) == 1:
        return texts[0]
    return texts[0] if texts and not facts.title else _without_site_name(facts)


def _without_site_name(facts: PageFacts) -> str:
    """“Rivers rise | The Paper” is “Rivers rise”, where the page tells us that its name is “The Paper”."""
    for mark in (" | ", " - ", " – ", " — ", " · ", " :: ", " • "):
        head, found, tail = facts.title.rpartition(mark)
        if found and facts.site_name and _letters(tail) in _letters(facts.site_name):
            return head.strip()
    return facts.title


def _headings_settled(blocks: list[Block], headline: str) -> list[Block]:
    """One h1 at most: the headline. Others are subheads, and the headline repeated lower down is left to its reader."""
    settled: list[Block] = []
    told = False
    for block in blocks:
        if block.kind == "h1":
            is_headline = not told and (not headline or _letters(block.text) == _letters(headline))
            told = told or is_headline
            block = block if is_headline else replace(block, kind="h2")
        settled.append(block)
    return settled


def _subhead(block: Block) -> Block:
    """A short paragraph all in bold is a subhead, as word processors make them; a heading needs no bold of its own."""
    bold = _BOLD_LINE.fullmatch(block.html)
    if not bold:
        return block
    if block.kind in ("h1", "h2", "h3"):
        return replace(block, html=bold[1])
    if block.kind == "p" and block.words <= _LONGEST_SUBHEAD and not block.ends_a_sentence:
        return replace(block, kind="h2", html=bold[1])
    return block


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", text.casefold())
