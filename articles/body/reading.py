"""Reading a stored body as plain words: for search, for length, for the summary."""

import html as entities
import re

_TAG = re.compile(r"<[^>]*>")
_PULL_QUOTE = '<aside data-node="pullquote"'
_TITLE = re.compile(r'<aside data-node="factbox"(?: data-title="([^"]*)")?')
_PARTING = re.compile(r"</(?:p|h2|h3|li|footer|caption|tr|dt|dd)>|<[uo]l>")
_SPACED = re.compile(r"</t[dh]>|<br>")

# In a rendered body: blocks that are not copy, words of the house, and pull quotes that repeat the text.
_FURNITURE = (
    '<aside class="advert',
    '<aside class="related"',
    '<div class="embed"',
    '<p class="elsewhere"',
    '<figure class="figure',
    '<section class="gallery',
    '<figure class="pull-quote" aria-hidden',
)
_PASSING = ('<aside class="advert', '<aside class="related"', '<figure class="pull-quote" aria-hidden')
_DATELINE = re.compile(r'<span class="dateline">(.*?)</span>')
_EMBED_TITLE = re.compile(r'<p class="embed__title">(.*?)</p>')
_LABELS = re.compile(
    r'<strong class="note__label">.*?</strong>|<p class="(?:table|aside)__source">.*?</p>|<figcaption>.*?</figcaption>'
)

# Scripts that write without spaces and whose characters readers count: Han, kana, bopomofo.
_CHARACTER = re.compile(
    r"(?=\w)["  # the ranges have places for characters that nobody has defined yet
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_WIDE = re.compile("[\u3005-\U0003ffff]")  # a quicker look than at each of these
_IN_WORD = re.compile(r"[^\W_]")


def paragraphs(html: str) -> list[str]:
    """The paragraphs of a stored body as plain text, in order: each item, row and heading is one.

    `html` is the stored form, as `clean` returns it, or the rendered one. Titles of fact boxes are in; what belongs
    to pictures, embeds and related stories is not, nor is a pull quote whose words stand in the text anyhow.
    """
    if _PULL_QUOTE not in html:
        return said(html)
    words = squeezed(" ".join(said(html)))
    return [text for block in html.split("\n") if not repeats(block, words) for text in _texts(block)]


def said(html: str) -> list[str]:
    """The paragraphs without any pull quote."""
    return [text for block in html.split("\n") if not block.startswith(_PULL_QUOTE) for text in _texts(block)]


def repeats(block: str, words: str) -> bool:
    """Whether a block is a pull quote in the strict sense: what it says stands in the text too (squeezed `words`)."""
    return block.startswith(_PULL_QUOTE) and squeezed(" ".join(_texts(block))) in words


def seen(html: str) -> list[str]:
    """The paragraphs of a rendered body, and what is written under its pictures and on its embeds: all that a reader
    reads of it, once. Adverts and related stories are not part of a text.
    """
    return [words for block in html.split("\n") for words in _seen(block)]


def _seen(block: str) -> list[str]:
    if block.startswith(_PASSING):
        return []
    if block.startswith(_FURNITURE):
        title = _EMBED_TITLE.search(block)
        return [words for words in [plain(title[1] if title else block)] if words]
    return _texts(_DATELINE.sub(r"\1 —", block))


def text(html: str) -> str:
    """A stored body as plain text, an empty line between paragraphs."""
    return "\n\n".join(paragraphs(html))


def first_paragraph(html: str) -> str:
    """The words of the first paragraph proper: no heading, box or quotation. Empty if there is none.

    `html` is the stored form or the rendered one, which has a dateline in it.
    """
    first = next((block for block in html.split("\n") if block.startswith("<p>")), "")
    return " ".join(_texts(_DATELINE.sub(r"\1 —", first)))


def shortened(words: str, longest: int) -> str:
    """Words in at most so many characters, cut between two of them where they have to be, and saying so: “…”."""
    if len(words) <= longest:
        return words
    cut = words[:longest]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:–—") + "…"


def word_count(html: str) -> int:
    """How long a story is, in words as an editor counts them.

    A word is what stands between spaces or long dashes and has a letter or figure in it (“cease-fire”, “U.S.” and
    “11.2” are one each): right for every script that parts words, Arabic and Korean too. Chinese characters and
    Japanese kana count one each. Thai, Lao, Khmer and Burmese, which part phrases, are counted by those.
    """
    spaced, characters = text(html).replace("—", " "), 0
    if _WIDE.search(spaced):
        spaced, characters = _CHARACTER.subn(" ", spaced)
    tokens = spaced.split()
    # A text repeats itself, and what is no word is rare in it.
    signs = {token for token in set(tokens) if not (token[0].isalnum() or _IN_WORD.search(token))}
    return characters + len(tokens) - sum(map(signs.__contains__, tokens))


def reading_minutes(words: int) -> int:
    """How long so many words take to read, at 230 a minute and a minute at least."""
    return max(1, round(words / 230))


def squeezed(words: str) -> str:
    """Letters and figures alone, in one case: what two tellings of the same words have in common."""
    return re.sub(r"[\W_]+", "", words.casefold())


def plain(html: str) -> str:
    """Some canonical HTML as words on one line."""
    return entities.unescape(_TAG.sub("", _SPACED.sub(" ", html))).strip()


def _texts(block: str) -> list[str]:
    """The paragraphs of one block."""
    if block.startswith(_FURNITURE):
        return []
    if 'class="' in block:
        block = _LABELS.sub("", block)
    title = _TITLE.match(block)
    parts = [title[1] or "" if title else "", *_PARTING.split(block)]
    return [words for part in parts if part and (words := plain(part))]
