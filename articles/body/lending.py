"""Lending: a rendered body as others show it, in a feed reader or a letter, without the paper around it."""

import html as entities
import re
from urllib.parse import urljoin

from articles.body.characters import escape_attribute

# Blocks of the rendered form that only mean something on the paper's own page: a place for an advertisement or for
# a related story, and a pull quote that says again what stands in the text.
_STAYS = ('<aside class="advert', '<aside class="related"', '<figure class="pull-quote" aria-hidden')
# What an embed says of itself for readers of our page alone.
_EMBED_FURNITURE = re.compile(r'<p class="embed__why">.*?</p>|<a class="button[^>]*>.*?</a>')
# The size of a pull quote was all that said what it is.
_PULL_QUOTE = re.compile(r'<figure class="pull-quote">(.*?)(?:<figcaption>(.*?)</figcaption>)?</figure>')
# Elsewhere one file is taken, and nobody chooses among many.
_PICTURE = re.compile(r"<picture>.*?(<img [^>]*>)</picture>")
_CHOICE = re.compile(r' (?:srcset|sizes)="[^"]*"')
_DATELINE = re.compile(r'<span class="dateline">(.*?)</span>')
_TAG = re.compile(r"<[a-z][^>]*>")
_OURS = re.compile(r' (?:class|id|role|tabindex|loading|decoding|aria-[a-z]+)="[^"]*"')
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')


def lent(rendered: str, address: str) -> str:
    """A rendered body for elsewhere: every address whole, and nothing in it that leans on the paper's page.

    `address` is the story's own, with scheme and host: what links in the text are relative to. Advertisements and
    related stories are left out, and so are ids and classes, which another page has its own of.
    """

    def whole(attribute: re.Match[str]) -> str:
        found = urljoin(address, entities.unescape(attribute[2]))
        return f' {attribute[1]}="{escape_attribute(found)}"'

    def quotation(pulled: re.Match[str]) -> str:
        source = f"<footer>{pulled[2]}</footer>" if pulled[2] else ""
        return f"<blockquote>{pulled[1]}{source}</blockquote>"

    blocks = [block for block in rendered.split("\n") if not block.startswith(_STAYS)]
    text = _EMBED_FURNITURE.sub("", "\n".join(blocks))
    text = _PICTURE.sub(lambda picture: _CHOICE.sub("", picture[1]), text)
    text = _DATELINE.sub(r"<b>\1</b> —", _PULL_QUOTE.sub(quotation, text))
    return _TAG.sub(lambda tag: _ADDRESS.sub(whole, _OURS.sub("", tag[0])), text)
