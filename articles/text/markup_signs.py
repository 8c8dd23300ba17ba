"""What an element of a pasted page is worth: which block it makes, which emphasis it means, whether it is furniture."""

import html
import re
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborNode

HEADINGS = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
BLOCKS = frozenset(
    "html body main article section header footer div p center address figure figcaption details summary form "
    "fieldset pre dl dt dd hr hgroup thead tbody tfoot legend".split()
) | set(HEADINGS)
_EMPHASIS = {
    "b": "strong",
    "strong": "strong",
    "em": "em",
    "i": "em",
    "sub": "sub",
    "sup": "sup",
    "cite": "cite",
}
_SILENT = frozenset(
    "script style noscript template svg math head link meta source track col colgroup".split()
)
_CONTROLS = frozenset("button select option textarea input label datalist progress meter dialog menu".split())
_EMBEDS = frozenset("iframe object embed video audio canvas".split())
_WORD_KINDS = {"msotitle": "h1", "msosubtitle": "deck", "msoquote": "quote", "msointensequote": "quote"}
_DECK_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:deck|dek|standfirst|subtitle|subheadline|sub-headline)(?:$|[\s_])"
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)"
)
_HIDDEN_CLASS = frozenset(
    "sr-only screen-reader-text visually-hidden visuallyhidden hidden print-only".split()
)
_FURNITURE_CLASS = {
    "share": "share line",
    "sharing": "share line",
    "sharedaddy": "share line",
    "social": "share line",
    "related": "link to other stories",
    "recommended": "link to other stories",
    "newsletter": "newsletter box",
    "subscribe": "newsletter box",
    "signup": "newsletter box",
    "comments": "comment line",
    "respond": "comment line",
    "cookie": "cookie notice",
    "cookies": "cookie notice",
    "consent": "cookie notice",
    "breadcrumb": "page navigation",
    "breadcrumbs": "page navigation",
    "navigation": "page navigation",
    "pagination": "page navigation",
    "sidebar": "page navigation",
    "promo": "link to other stories",
    "paywall": "account or subscription line",
}
_NOT_OF_THIS = frozenset("no has with without is not open enabled disabled wrapper content".split())
_ADVERT_CLASS = frozenset("ad ads advert advertisement adsbygoogle adslot werbung publicite".split())
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_NOT_ITALIC = re.compile(r"font-style\s*:\s*normal")
_CLASS_WORDS = re.compile(r"[\s_\-]+")
_LARGEST_BOX = 0.25


def attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def block_kind(node: LexborNode) -> str:
    """The kind of block that an element begins: a heading, a deck, a list item from Word, or a plain paragraph."""
    if node.tag in HEADINGS:
        return HEADINGS[node.tag]
    classes = attribute(node, "class").lower()
    if node.tag == "p" and classes.startswith("msolistparagraph"):
        return "li"
    for word, kind in _WORD_KINDS.items():
        if classes == word:
            return kind
    return "deck" if classes and len(classes) < 60 and _DECK_CLASSES.search(classes) else "p"


def inline_tags(node: LexborNode, base: str) -> list[str]:
    """The opening tags that an inline element means in our grammar; none for fonts, colours and spans."""
    style = attribute(node, "style").lower()
    if node.tag == "a":
        href = _address(attribute(node, "href"), base)
        return [f'<a href="{html.escape(href)}">'] if href else []
    meant = _EMPHASIS.get(str(node.tag))
    tags = [meant] if meant else []
    undone = {"strong": _NOT_BOLD, "em": _NOT_ITALIC}.get(meant or "")
    if undone and undone.search(style):
        tags = []
    if node.tag in ("span", "font"):
        tags += ["strong"] if _BOLD.search(style) else []
        tags += ["em"] if _ITALIC.search(style) else []
    return [f"<{tag}>" for tag in tags]


def is_advert(node: LexborNode) -> bool:
    """An element that its page calls an advertisement."""
    if not node.attributes:
        return False
    if attribute(node, "data-node") == "advert":
        return True
    classes = set(attribute(node, "class").lower().split()) | {attribute(node, "id").lower()}
    return bool(classes & _ADVERT_CLASS)


def reason_to_drop(node: LexborNode, size: int) -> str | None:
    """Why an element is not the article's; "" for what no reader ever saw (scripts), None for what stays.

    `size` is how many characters the whole has: a box that holds a good part of them is no box.
    """
    tag = str(node.tag)
    if tag in _SILENT or tag.startswith("-comment"):
        return ""
    if tag in _CONTROLS:
        return "button or form field"
    if tag in _EMBEDS:
        return "embedded player or frame"
    if node.attributes and _is_hidden(node):
        return "hidden on the page"
    if tag == "figcaption":
        return "caption of a picture that was not pasted"
    if tag == "nav" or attribute(node, "role") in ("navigation", "search", "banner", "contentinfo"):
        return "page navigation"
    if tag == "aside":
        return None if attribute(node, "data-node") == "note" else "box beside the article"
    if tag == "footer":
        return None if _is_inside(node, "blockquote") else "foot of the page"
    if tag == "header" and not node.css_first("h1") and not _is_inside(node, "article"):
        return "head of the page"
    return _by_class(node, size) if node.attributes else None


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attribute(node, "style").lower()
    return bool(style and _HIDDEN_STYLE.search(style)) or bool(
        _HIDDEN_CLASS & set(attribute(node, "class").lower().split())
    )


def _is_inside(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None:
        if above.tag == tag:
            return True
        above = above.parent
    return False


def _by_class(node: LexborNode, size: int) -> str | None:
    named = f"{attribute(node, 'class')} {attribute(node, 'id')}".lower()
    if node.tag in ("html", "body", "main", "article") or len(named) < 4:
        return None
    for name in named.split():
        words = _CLASS_WORDS.split(name)
        if _NOT_OF_THIS & set(words):
            continue
        for word in words:
            if word in _FURNITURE_CLASS and not node.css_first("h1"):
                fits = len(node.text()) < max(200, _LARGEST_BOX * size)
                return _FURNITURE_CLASS[word] if fits else None
    return None


def _address(href: str, base: str) -> str:
    """The address that a link means: whole, and without the detour that some editors' links take."""
    href = re.sub(r"[\s\x00-\x1f]+", "", href)
    try:
        parts = urlsplit(href)
        if parts.netloc.endswith("google.com") and parts.path == "/url":
            query = parse_qs(parts.query)
            href = (query.get("q") or query.get("url") or [href])[0]
        elif base and not parts.scheme and not href.startswith("#"):
            href = urljoin(base, href)
        parts = urlsplit(href)
    except ValueError:
        return ""
    whole = parts.scheme in ("http", "https") and parts.netloc
    return href if whole or (parts.scheme == "mailto" and "@" in parts.path) else ""
