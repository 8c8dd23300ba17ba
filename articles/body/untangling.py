"""Bounds on what a parser is given: long input is written anew without the tangles that take it quadratic time.

HTML parsers, browsers' too, slow down with the depth of elements, with emphasis left open (it is opened again in
every paragraph that follows), and with thousands of attributes on one tag. Copy has none of these. This is no
sanitiser: its output goes through the whole cleaning like any other.
"""

import re

from articles.body.grammar import GRAMMAR, LISTED

_LONG = 20_000
_MANY_TAGS = 600
_DEEPEST = 100
_NEAR = 20
_ATTRIBUTES_LENGTH = 400

# Text that is all raw until its own end tag, comments, a well-formed tag, what else begins like one, a stray sign.
_PIECES = re.compile(
    r"<(script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext)(?=[\s/>])"
    r".*?(?:</\1(?=[\s/>])[^<>]*>?|\Z)"
    r"|<!--.*?(?:--!?>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/<>]*)"
    r"(?P<attributes>(?:[\s/]++|[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>=`]++))?+)*+)>"
    r"|<[a-z/!?][^<>]*>?"
    r"|(?P<signs>(?:<(?![a-z/!?]))++)",
    re.I | re.S,
)
_ATTRIBUTE = re.compile(r"([a-z-]++)\s*+=\s*+(\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>=`]++)", re.I)
_KNOWN = {name for kind in GRAMMAR.values() for name in kind.attributes} | {"data-node", LISTED, "style"}

# What a parser opens again in the next paragraph, if it was left open.
_REOPENED = frozenset("a b big code em font i nobr s small strike strong tt u".split())
# What cannot nest: void elements, and those that close the one before them.
_FLAT = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
    " p li dd dt td th tr thead tbody tfoot colgroup option optgroup html head body".split()
)


def untangled(html: str) -> str:
    """HTML that takes a parser linear time: nothing deeper than any writer nests, whatever was sent."""
    tags = html.count("<")
    if len(html) <= _LONG and tags <= _MANY_TAGS:
        return html
    return _PIECES.sub(_Untangler(most_reopened=max(3, min(30, 100_000 // (tags + 1)))).piece, html)


def is_tangled(html: str) -> bool:
    """Whether elements of some HTML stand deeper in each other than any writer nests them."""
    if len(html) <= _LONG and html.count("<") <= _MANY_TAGS:
        return False
    untangler = _Untangler(most_reopened=30)
    return any(match["name"] and not untangler.piece(match) for match in _PIECES.finditer(html))


class _Untangler:
    def __init__(self, most_reopened: int) -> None:
        self.most_reopened = most_reopened
        self.open: list[tuple[str, bool]] = []  # name, and whether its tag was kept
        self.depth = 0
        self.reopened = 0

    def piece(self, match: re.Match[str]) -> str:
        if match["signs"]:
            return "&lt;" * len(match[0])
        if match["name"] is None:
            return ""
        name = match["name"].lower()
        if match["end"]:
            return match[0] if self._closes(name) else ""
        if name in _FLAT or self._opens(name):
            return _shortened(match)
        return ""

    def _opens(self, name: str) -> bool:
        is_reopened = name in _REOPENED
        kept = self.depth < _DEEPEST and not (is_reopened and self.reopened >= self.most_reopened)
        self.open.append((name, kept))
        self.depth += kept
        self.reopened += kept and is_reopened
        return kept

    def _closes(self, name: str) -> bool:
        """Whether an end tag is kept. Those that end nothing here are harmless, and may end what cannot nest."""
        place = 1
        # Across other emphasis an end tag does end its own: <b><i></b></i>.
        while place < _NEAR and name != self._name(place) and {name, self._name(place)} <= _REOPENED:
            place += 1
        if name != self._name(place):
            return True
        _, kept = self.open.pop(-place)
        self.depth -= kept
        self.reopened -= kept and name in _REOPENED
        return kept

    def _name(self, place: int) -> str:
        """What stands open at a place from the end; empty if nothing does."""
        return self.open[-place][0] if place <= len(self.open) else ""


def _shortened(match: re.Match[str]) -> str:
    if len(match["attributes"]) <= _ATTRIBUTES_LENGTH:
        return match[0]
    found = _ATTRIBUTE.findall(match["attributes"])
    known = {name.lower(): value for name, value in reversed(found) if name.lower() in _KNOWN}
    return f"<{match['name']} {' '.join(f'{name}={value}' for name, value in known.items())}>"
