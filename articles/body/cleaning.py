"""The one sanitiser: whatever comes in, by whichever way, leaves as the grammar's canonical form."""

import nh3

from articles.body.characters import encodable, escape
from articles.body.composing import compose
from articles.body.grammar import REMOVED, allowed_attributes, allowed_tags, allowed_values
from articles.body.untangling import untangled
from articles.body.values import link

_LAST_WASH = nh3.Cleaner(
    tags=allowed_tags(),
    clean_content_tags=set(REMOVED),
    attributes=allowed_attributes(),
    tag_attribute_values=allowed_values(),
    url_schemes={"http", "https", "mailto"},
    url_relative=lambda address: link(address) or None,
    link_rel=None,
)


class Stored(str):
    """Text as `clean` returned it, and as long as nothing touched it since: anything done to it makes a plain str."""

    __slots__ = ()


def clean(html: str) -> str:
    """A story's body as it may be stored, from any HTML at all: one block a line, nothing outside the grammar.

    Words are kept, except inside elements that hold no copy (scripts, styles, forms, raw text). The same again
    changes nothing: `clean(clean(x)) == clean(x)`. The last thing to touch the text is an independent sanitiser,
    which has nothing to do but where it reads an address more strictly than we; the text is then set once more.
    """
    composed = compose(untangled(encodable(html)))
    washed = _LAST_WASH.clean(composed)
    return Stored(washed if washed == composed else _LAST_WASH.clean(compose(washed)))


def from_paragraphs(texts: list[str]) -> str:
    """A story's body from paragraphs of plain text: what looks like markup in them is text."""
    return clean("\n".join(f"<p>{escape(text)}</p>" for text in texts))
