"""A second opinion on rendered bodies: what a browser's parser finds in them, held against a short list."""

import re

from tests.body_checker import elements

_TAGS = set(
    "p h2 h3 blockquote footer ul ol li table caption thead tbody tr th td dl dt dd aside section figure figcaption"
    " div span strong em a sub sup cite bdi br img picture source".split()
)
_CLASSES = set(
    "pull-quote note note__label aside aside__title aside__source figure wide caption caption__credit"
    " caption__label gallery gallery__across gallery__title gallery__pictures embed embed__from embed__title"
    " embed__why button button--quiet elsewhere advert advert--text advert__label advert__room table table__source"
    " number related dateline".split()
)
_ADDRESS = re.compile(r"https?://[^\s@\\]+(/\S*)?|mailto:[^\s@]+@\S+|/(?![/\\])\S*")
_VALUES = {
    "href": _ADDRESS,
    "src": _ADDRESS,
    "id": re.compile(r"(at-\S+|table-\d+|gallery-\d+|facts-\d+)"),
    "aria-labelledby": re.compile(r"(table|gallery|facts)-\d+"),
    "aria-label": re.compile(".+"),
    "aria-hidden": re.compile("true"),
    "role": re.compile("note|region"),
    "tabindex": re.compile("0"),
    "rel": re.compile("noopener"),
    "loading": re.compile("lazy"),
    "decoding": re.compile("async"),
    "width": re.compile(r"\d+"),
    "height": re.compile(r"\d+"),
    "alt": re.compile(".*", re.S),
    "scope": re.compile("(col|row)(group)?"),
    "colspan": re.compile(r"\d\d?"),
    "rowspan": re.compile(r"\d\d?"),
    "lang": re.compile(r"[A-Za-z0-9-]+"),
    "dir": re.compile("ltr|rtl|auto"),
    "data-picture": re.compile(r"\d+"),
    "type": re.compile("image/(avif|webp|jpeg)"),
    "media": re.compile(r"\(max-width: [\d.]+rem\)"),
    "srcset": re.compile(r"(/pictures/[0-9a-z-]+\.(avif|webp|jpg) \d+w(, )?)+"),
    "sizes": re.compile(r"(\(min-width: [\d.]+rem\) \d+(rem|vw), )*\d+(rem|vw)"),
    "data-story": re.compile(r"\d+"),
}


def unwanted_in_rendered(html: str) -> list[str]:
    """Elements, attributes, classes and addresses that no rendered body has; empty if it is as it should be."""
    found, ids = [], []
    for node in elements(html):
        if node.tag not in _TAGS:
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            if name == "class":
                found += [f"class {one}" for one in (value or "").split() if one not in _CLASSES]
            elif name not in _VALUES or not _VALUES[name].fullmatch(value or ""):
                found.append(f"<{node.tag} {name}={value!r}>")
            if name == "id":
                ids.append(value)
    return found + [f"the id {one} twice" for one in set(ids) if ids.count(one) > 1]
