"""What a story's body may be made of: one table, from which the cleaning, the last wash and the editor all take it.

The stored form has one block a line. A kind names its element, what it may hold, and what each of its attributes
may say; nothing else exists.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from articles.body import values

# How galleries once named their pictures, by number alone. It is understood, and never stored.
LISTED = "data-pictures"
WORDS = "words"  # text with marks and line breaks, as against blocks
DEEPEST_LIST = 2  # a list, and lists in its items

Rule = Callable[[str], str] | frozenset[str]


@dataclass(frozen=True)
class Kind:
    """One kind of thing in a body.

    `node` is the value of its `data-node`, where the element alone does not say what it is; `needs` the attributes
    of which it must have one to mean anything (no picture without a number); a rule is a function to the canonical
    spelling, empty for a refusal, or the few words allowed. `order` says how many of what it holds stand there and in
    which order, as ProseMirror's content expressions say it; empty: any of them, one at least.
    """

    tag: str
    holds: tuple[str, ...] = ()
    node: str = ""
    attributes: Mapping[str, Rule] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    is_mark: bool = False
    order: str = ""


def _mark(tag: str, attributes: Mapping[str, Rule] | None = None, needs: tuple[str, ...] = ()) -> Kind:
    return Kind(tag, (WORDS,), attributes=attributes or {}, needs=needs, is_mark=True)


_WRITTEN: dict[str, Rule] = {"lang": values.language, "dir": frozenset({"ltr", "rtl", "auto"})}
_CELL: dict[str, Rule] = {"colspan": values.count, "rowspan": values.count}
_SCOPE: dict[str, Rule] = {"scope": frozenset({"col", "row", "colgroup", "rowgroup"})}
_LISTS = ("list", "numbered_list")
_ROOT = (
    *("paragraph", "heading", "subheading", "quotation", *_LISTS, "table"),
    *("pullquote", "note", "factbox", "picture", "gallery", "embed", "related", "advert"),
)

GRAMMAR: dict[str, Kind] = {
    "body": Kind("", _ROOT),
    "paragraph": Kind("p", (WORDS,)),
    "heading": Kind("h2", (WORDS,)),
    "subheading": Kind("h3", (WORDS,)),
    "quotation": Kind("blockquote", ("paragraph", "source"), order="paragraph+ source?"),
    "source": Kind("footer", (WORDS,)),
    "list": Kind("ul", ("item",)),
    "numbered_list": Kind("ol", ("item",)),
    "item": Kind("li", (WORDS, "paragraph", *_LISTS), order="(paragraph | list | numbered_list)+"),
    "table": Kind(
        "table",
        ("caption", "table_head", "table_body"),
        attributes={"data-source": values.words},
        order="caption? ((table_head table_body?) | table_body)",
    ),
    "caption": Kind("caption", (WORDS,)),
    "table_head": Kind("thead", ("row",)),
    "table_body": Kind("tbody", ("row",)),
    "row": Kind("tr", ("header_cell", "cell")),
    "header_cell": Kind("th", (WORDS,), attributes=_SCOPE | _CELL),
    "cell": Kind("td", (WORDS,), attributes=_CELL),
    "terms": Kind("dl", ("term", "definition")),
    "term": Kind("dt", (WORDS,)),
    "definition": Kind("dd", (WORDS,)),
    # What stands among the paragraphs: text that is set apart, and references that the renderer fills.
    "pullquote": Kind("aside", ("paragraph",), "pullquote", {"data-cite": values.words}),
    "note": Kind("aside", ("paragraph",), "note"),
    "factbox": Kind(
        "aside",
        ("paragraph", *_LISTS, "terms"),
        "factbox",
        {"data-title": values.words, "data-source": values.words},
    ),
    "picture": Kind(
        "figure",
        node="picture",
        attributes={
            "data-picture": values.number,
            "data-size": frozenset({"wide"}),
            "data-caption": values.words,
            "data-credit": values.words,
            "data-alt": values.words,
            "data-decorative": frozenset({"yes"}),
        },
        needs=("data-picture",),
    ),
    "gallery": Kind("div", ("picture",), "gallery", {"data-title": values.words}),
    "embed": Kind(
        "div",
        node="embed",
        attributes={"data-url": values.web_address, "data-title": values.words},
        needs=("data-url",),
    ),
    "related": Kind("div", node="related", attributes={"data-story": values.number}, needs=("data-story",)),
    "advert": Kind("div", node="advert"),
    # Marks on words. Where the editor sets several on the same words, the earlier of these stands around the later.
    "link": _mark("a", {"href": values.link}, needs=("href",)),
    "foreign": _mark("span", _WRITTEN, needs=("lang", "dir")),
    "isolate": _mark("bdi", {"dir": _WRITTEN["dir"]}),
    "work": _mark("cite"),
    "strong": _mark("strong"),
    "emphasis": _mark("em"),
    "subscript": _mark("sub"),
    "superscript": _mark("sup"),
    "line_break": Kind("br"),
}

# Other spellings of the same thing. h1 is the headline's, h4 to h6 are finer than news is.
SPELLINGS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "tfoot": "tbody"}

# Removed with everything in them: code, other vocabularies, forms and their furniture, raw text, and what stands in
# for something that could not be played. Their words are not copy.
REMOVED = frozenset(
    "script style title template noscript noembed noframes iframe frameset xmp plaintext svg math object embed applet"
    " form textarea select datalist button input audio video canvas map".split()
)

# Elements whose edges part one paragraph from the next, whatever becomes of the element itself.
PARTING = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p pre search section summary"
    " table tbody td tfoot th thead tr ul".split()
)


def allowed_tags() -> set[str]:
    """Every element of the grammar, for the last wash."""
    return {kind.tag for kind in GRAMMAR.values() if kind.tag}


def allowed_attributes() -> dict[str, set[str]]:
    """The attributes of each element whose value has a rule of its own."""
    allowed: dict[str, set[str]] = {}
    for kind in GRAMMAR.values():
        names = {name for name, rule in kind.attributes.items() if not isinstance(rule, frozenset)}
        allowed.setdefault(kind.tag, set()).update(names)
    return {tag: names for tag, names in allowed.items() if names}


def allowed_values() -> dict[str, dict[str, set[str]]]:
    """The attributes of each element that may only say one of a few words, `data-node` among them."""
    allowed: dict[str, dict[str, set[str]]] = {}
    for kind in GRAMMAR.values():
        few = {name: rule for name, rule in kind.attributes.items() if isinstance(rule, frozenset)}
        if kind.node:
            few["data-node"] = frozenset({kind.node})
        for name, choice in few.items():
            allowed.setdefault(kind.tag, {}).setdefault(name, set()).update(choice)
    return allowed
