"""A second opinion on bodies: a strict reader that knows the grammar by its own tables, not by the project's.

It accepts only what it was told of: each element under its few parents, with its few attributes, each value of its
shape, properly nested, with nothing between the blocks. `unwanted(html)` lists everything else that it meets.
"""

import re
from html.parser import HTMLParser

from selectolax.lexbor import LexborHTMLParser

INLINE = set("strong em a sub sup cite bdi span br".split())
MARKS = INLINE - {"br"}
_HREF = re.compile(
    r"https?://[^\s/?#@\\]+([/?#][^\s\"'<>\\]*)?|mailto:[^\s@\"<>]+@[^\s\"<>]+|/(?![/\\])[^\s\"<>\\]*"
)
_WEB = re.compile(r"https?://[^\s/?#@\\]+([/?#][^\s\"'<>\\]*)?")
_ID = re.compile(r"[1-9]\d{0,17}")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COUNT = re.compile(r"[2-9]|[1-4]\d|50")
_DIR = re.compile("ltr|rtl|auto")
_WORDS = re.compile(r"\S(.*\S)?", re.S)
_SCOPE = re.compile("(col|row)(group)?")

_WITH_TEXT = set("p h2 h3 footer li caption th td dt dd".split())
_STANDS_IN = {
    "p": "body blockquote li aside",
    "h2 h3 blockquote table aside div": "body",
    "figure": "body gallery",
    "ul ol": "body li aside",
    "footer": "blockquote",
    "li": "ul ol",
    "caption thead tbody": "table",
    "tr": "thead tbody",
    "th td": "tr",
    "dl": "aside",
    "dt dd": "dl",
    " ".join(INLINE): " ".join(_WITH_TEXT | MARKS),
}
PARENTS = {tag: set(parents.split()) for tags, parents in _STANDS_IN.items() for tag in tags.split()}
ATTRIBUTES = {
    "a": {"href": _HREF},
    "span": {"lang": _LANG, "dir": _DIR},
    "bdi": {"dir": _DIR},
    "table": {"data-source": _WORDS},
    "th": {"scope": _SCOPE, "colspan": _COUNT, "rowspan": _COUNT},
    "td": {"colspan": _COUNT, "rowspan": _COUNT},
}
NODES = {
    ("aside", "pullquote"): {"data-cite": _WORDS},
    ("aside", "note"): {},
    ("aside", "factbox"): {"data-title": _WORDS, "data-source": _WORDS},
    ("figure", "picture"): {
        "data-picture": _ID,
        "data-size": re.compile("wide"),
        "data-caption": _WORDS,
        "data-credit": _WORDS,
        "data-alt": _WORDS,
        "data-decorative": re.compile("yes"),
    },
    ("div", "gallery"): {"data-title": _WORDS},
    ("div", "embed"): {"data-url": _WEB, "data-title": _WORDS},
    ("div", "related"): {"data-story": _ID},
    ("div", "advert"): {},
}
NEEDED = {"a": "href", "picture": "data-picture", "embed": "data-url"}
NEEDED |= {"related": "data-story", "th": "scope"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.unwanted: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        parent = self.open[-1] if self.open else "body"
        if parent not in PARENTS.get(tag, ()):
            self.unwanted.append(f"<{tag}> in <{parent}>")
        self._check_attributes(tag, attrs)
        if tag != "br":
            self.open.append("gallery" if dict(attrs).get("data-node") == "gallery" else tag)

    def _check_attributes(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.unwanted.append(f"<{tag}> says something twice")
        node = given.pop("data-node", "")
        known = ATTRIBUTES.get(tag, {})
        if node or tag in {"aside", "figure", "div"}:
            if (tag, node) not in NODES:
                self.unwanted.append(f"<{tag} data-node={node!r}>")
            known = NODES.get((tag, node), {})
        for name, value in given.items():
            if name not in known or not known[name].fullmatch(value or ""):
                self.unwanted.append(f"<{tag} {name}={value!r}>")
        if (needed := NEEDED.get(node or tag)) and needed not in given:
            self.unwanted.append(f"<{tag}> without {needed}")
        if tag == "span" and not given:
            self.unwanted.append("<span> that says nothing")

    def handle_endtag(self, tag):
        opened = self.open.pop() if self.open else ""
        if tag != ("div" if opened == "gallery" else opened):
            self.unwanted.append(f"</{tag}> ends nothing")

    def handle_data(self, data):
        parent = self.open[-1] if self.open else "body"
        if parent not in _WITH_TEXT | MARKS and not (parent == "body" and data == "\n"):
            self.unwanted.append(f"text {data[:30]!r} in <{parent}>")
        if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]", data):
            self.unwanted.append(f"an unseen character in {data[:30]!r}")

    def handle_comment(self, data):
        self.unwanted.append(f"a comment {data[:30]!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def unwanted(html: str) -> list[str]:
    """Everything in a stored body that the grammar has no place for; empty if it is as it should be."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.unwanted + [f"<{tag}> is left open" for tag in reader.open]
    browser = [node.tag for node in elements(html)]
    if browser != reader.elements:
        found.append(f"a browser sees {browser[:20]}, and the strict reader {reader.elements[:20]}")
    return found


def elements(html: str) -> list:
    """The elements of some HTML as a browser's parser finds them, in order."""
    tree = LexborHTMLParser(f"<!doctype html><body><main>{html}</main>")
    main = tree.css_first("main")
    assert main is not None
    return [node for node in main.traverse() if node.mem_id != main.mem_id]
