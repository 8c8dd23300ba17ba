"""A raw article, as text or HTML, becomes the parts of a story. What the text does not say stays empty.

The way of a text: clean characters → blocks → the page around it cut away → furniture taken out → head taken off →
dateline taken off → subheads found → typography mended → HTML in the stored grammar. The caller sanitises last.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.text import dateline as datelines
from articles.text import embargo, furniture, markup, page, plain
from articles.text.blocks import Block, as_html, without_beginning
from articles.text.byline import Credit
from articles.text.dateline import Dateline
from articles.text.embargo import Embargo
from articles.text.encoding import normalise
from articles.text.furniture import Removed
from articles.text.head import Head, read_head
from articles.text.language import language_of
from articles.text.subheads import with_subheads
from articles.text.typography import repair, repair_html

_SURROUNDING = "advertisement line at an edge or doubled"
_EMBARGO = "embargo"
_ENOUGH_WORDS = 12
_LONGEST_CAPTION = 60


@dataclass
class RawArticle:
    """What a pasted text says about itself. Empty or None is what it does not say; `warnings` tells the editor so.

    `blocks` are the body piece by piece, `body_html` the same in the stored grammar; `insertions` the editor's
    insertions that stand in it (“(between Russia and Turkey – ed.)”); `removed` every line that was left out, and
    why. `published_at` is an hour with its offset, `published_on` a day printed without one. `section`, `keywords`
    and the source are what a whole web page said of itself; `embargoes` the lines that forbid to publish before an
    hour.
    """

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: list[Credit] = field(default_factory=list)
    dateline: Dateline | None = None
    language: str | None = None
    blocks: list[Block] = field(default_factory=list)
    body_html: str = ""
    insertions: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    published_at: datetime.datetime | None = None
    published_on: datetime.date | None = None
    section: str = ""
    keywords: list[str] = field(default_factory=list)
    source_name: str = ""
    source_url: str = ""
    embargoes: list[Embargo] = field(default_factory=list)


def read_article(raw: str, *, is_html: bool | None = None, language: str | None = None) -> RawArticle:
    """Read a pasted or filed text. Never fails; what cannot be known is empty, with a warning.

    `is_html` None: told by the text itself. `language` (“en”, “de-CH”) is what the desk knows; without it the page's
    own word counts, and then the script, where only one language is written in it.
    """
    text = normalise(raw)
    source = markup.read_page(text) if (markup.is_html(text) if is_html is None else is_html) else None
    blocks = source.blocks if source else plain.blocks_of(text)
    given = language or (source.facts.language if source else "")
    article = RawArticle(removed=list(source.removed) if source else [])
    article.language = given or language_of(" ".join(block.text for block in blocks))

    blocks, article.embargoes = embargo.take_out(blocks)
    article.removed += [Removed(said.line, _EMBARGO) for said in article.embargoes]
    blocks, cut = page.trim(blocks, surely=bool(source and source.is_whole and not source.is_article))
    blocks, taken = furniture.remove(blocks)
    article.removed += cut + taken
    head = read_head(blocks, source.headline if source else "")
    _fill_from_head(article, head)
    if source:
        _fill_from_facts(article, source)
    body = _without_dateline(article, head.blocks)
    body = with_subheads(body) if not source else body
    article.blocks = [_mended(block, article.language) for block in _adverts_settled(article, body)]
    article.body_html = "\n".join(as_html(block) for block in article.blocks)
    article.insertions = _insertions(article.blocks)
    article.warnings = _warnings(article, head)
    if broken := [word for word in dict.fromkeys(plain.broken_words(text)) if word in article.body_html]:
        article.warnings.append(
            f"Broken at the end of a line, so they keep their hyphen: {', '.join(broken)}."
        )
    if cut:
        article.warnings.append(
            "This was a whole web page: check that the headline and all the text are here."
        )
    return article


def _fill_from_head(article: RawArticle, head: Head) -> None:
    article.headline = repair(head.headline, article.language)
    article.kicker = repair(head.kicker, article.language)
    article.deck = repair(head.deck, article.language)
    article.byline = head.byline
    article.removed += head.removed
    article.published_on = head.printed_date.date if head.printed_date else None


def _fill_from_facts(article: RawArticle, source: markup.Page) -> None:
    """What the page's head knows; a byline that is printed above the text goes before the one in the meta tags."""
    facts = source.facts
    article.byline = article.byline or [Credit(name) for name in facts.authors]
    article.published_at = facts.published_at
    article.section, article.keywords = facts.section, facts.keywords
    article.source_name, article.source_url = facts.site_name, facts.url


def _without_dateline(article: RawArticle, blocks: Sequence[Block]) -> list[Block]:
    """The body after its dateline, which stands at the first running text or on a line of its own before it.

    The captions of pictures that were not pasted are no running text.
    """
    body = list(blocks)
    for index, block in enumerate(body[:4]):
        if block.kind != "p":
            continue
        found = datelines.find_dateline(block.text) or _on_its_own_line(block.text)
        if found:
            article.dateline, length = found
            rest = without_beginning(block, length)
            return [*body[:index], *([rest] if rest.text else []), *body[index + 1 :]]
        if block.words >= _ENOUGH_WORDS and not _is_caption(block):
            break
    return body


def _is_caption(block: Block) -> bool:
    return block.words <= _LONGEST_CAPTION and furniture.has_picture_credit(block.text)


def _on_its_own_line(text: str) -> tuple[Dateline, int] | None:
    """“MOSCOW, May 3 (Reuters)” and nothing after it, where the text begins in the next paragraph."""
    if len(text.split()) > _ENOUGH_WORDS:
        return None
    found = datelines.find_dateline(f"{text} — X")
    if found and found[1] > len(text) and found[0].place and (found[0].printed_date or found[0].agency):
        return found[0], len(text)
    return None


def _adverts_settled(article: RawArticle, blocks: Sequence[Block]) -> list[Block]:
    """One break where advertisement lines stood inside the text, none at its ends."""
    settled: list[Block] = []
    last_text = max((index for index, block in enumerate(blocks) if block.kind != "advert"), default=-1)
    for index, block in enumerate(blocks):
        if block.kind != "advert" or (settled and settled[-1].kind != "advert" and index < last_text):
            settled.append(block)
        else:
            article.removed.append(Removed(block.line, _SURROUNDING))
    return settled


def _mended(block: Block, language: str | None) -> Block:
    return replace(block, html=repair_html(block.html, language))


def _insertions(blocks: Sequence[Block]) -> list[str]:
    """Insertions by an editor, as they stand: brackets that end with a dash and “ed.” or its like."""
    return [found[0] for block in blocks for found in furniture.insertion_pattern().finditer(block.text)]


def _warnings(article: RawArticle, head: Head) -> list[str]:
    """What the editor has to say, because the text does not."""
    warnings = []
    if not article.headline:
        warnings.append("No headline was found: the first line reads like text. Write one.")
    if not article.byline:
        warnings.append("No byline was found: say who wrote this.")
    if head.printed_date and not article.published_on:
        warnings.append(f"“{head.printed_date.text}” can be more than one day: give the date.")
    elif not (article.published_at or article.published_on):
        warnings.append("No day of publication was found: give one if it is not today.")
    if not article.section:
        warnings.append("The section is not known: choose one.")
    if not article.language:
        warnings.append("The language is not known: the letters alone do not tell.")
    credits = [
        block.text
        for block in article.blocks
        if block.kind == "p" and furniture.is_picture_credit(block.text)
    ]
    warnings += [
        f"This line reads like the credit of a picture that was not pasted: “{line}”" for line in credits
    ]
    if not article.blocks:
        warnings.append("No text was found.")
    return warnings
