"""A whole story that two people changed: field by field, its text paragraph by paragraph, its rows one by one.

A copy is plain data: a revision's content and what the desk keeps beside it, by the names of the fields.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

from articles import body
from articles.merging.aligning import Alignment, align, align_by
from articles.merging.weaving import BOTH, MINE, THEIRS, Strand, three_way, weave
from articles.merging.words import blend, blend_block

Copy = Mapping[str, Any]

# Text that two people may have changed in different words; anything else is one thing or another.
LINES = frozenset(
    "headline deck kicker summary search_headline social_headline slugline budget_line ednote".split()
)
# Where both texts may be kept, one after the other.
LONG = frozenset("deck summary budget_line ednote body".split())
ANEW = LINES | {"body", "dateline_text", "source"}
DERIVED = frozenset({"dateline_printed"})
MISSING = object()  # Of what nobody kept: whoever differs from the other has changed it.


@dataclass(frozen=True)
class Part:
    """A field or a paragraph in its three readings, by the key under which somebody chooses between them."""

    key: str
    name: str
    base: Any
    mine: Any
    theirs: Any
    value: Any
    is_fork: bool = False
    moved: str = ""

    @property
    def by(self) -> str:
        """Whose change it is: mine, theirs, both's or nobody's."""
        if self.mine == self.theirs:
            return BOTH if self.base is not MISSING and self.mine != self.base else self.moved
        return MINE if self.theirs == self.base else THEIRS if self.mine == self.base else BOTH

    @property
    def is_text(self) -> bool:
        return self.name == "body"

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways out of a fork."""
        has_both = self.name in LONG and self.mine and self.theirs
        return (
            MINE,
            THEIRS,
            *((BOTH,) if has_both else ()),
            *(("anew",) if self.name in ANEW else ()),
        )


@dataclass(frozen=True)
class Together:
    """Two copies brought together: every field as a part, the text as its paragraphs."""

    fields: tuple[Part, ...]
    text: tuple[Part, ...]
    base_text: str = ""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return (*self.fields, *self.text)

    @cached_property
    def forks(self) -> list[Part]:
        """What somebody has to choose."""
        return [part for part in self.parts if part.is_fork]

    @cached_property
    def changes(self) -> list[Part]:
        """What came together by itself."""
        return [part for part in self.parts if part.by and not part.is_fork]

    def copy(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The one copy that comes of it. `chosen` has a value for each fork, and for changes left out."""
        chosen = chosen or {}
        values = {part.name: chosen.get(part.key, part.value) for part in self.fields}
        blocks = (chosen.get(part.key, part.value) for part in self.text)
        return values | {"body": "\n".join(filter(None, blocks))}


def bring_together(base: Copy, mine: Copy, theirs: Copy) -> Together:
    """What comes of two people's changes of one copy. A field that `base` lacks was changed by whoever differs."""
    fields = [_field(name, base, mine, theirs) for name in mine if name not in DERIVED | {"body"}]
    if "body" not in base and mine["body"] != theirs["body"]:
        whole = Part("body", "body", "", mine["body"], theirs["body"], "", is_fork=True)
        return Together(tuple(fields), (whole,))
    texts = [blocks(one.get("body", "")) for one in (base, mine, theirs)]
    strands = weave(texts[0], texts[1], texts[2], align_blocks, blend_block, body.told)
    return Together(tuple(fields), tuple(map(_paragraph, strands)), base.get("body", ""))


def in_order(name: str, value: Any) -> Any:
    """A value as it can be compared: tags have no order of their own."""
    return sorted(value, key=lambda tag: tag["name"]) if name == "tags" and value is not MISSING else value


def blocks(html: str) -> list[str]:
    """The blocks of a stored body."""
    return [block for block in html.split("\n") if block]


def align_blocks(old: Sequence[str], new: Sequence[str]) -> Alignment:
    return align(old, new, body.told)


def both(part: Part) -> Any:
    """Both readings, one after the other: those of one's own text first."""
    parting = "\n" if part.name in ("body", "ednote") else " "
    return f"{part.mine}{parting}{part.theirs}"


def _paragraph(strand: Strand) -> Part:
    """A paragraph, under a key that holds as long as its readings do, whatever changes around it."""
    readings = strand.base, strand.mine, strand.theirs
    key = f"body-{sha256(json.dumps(readings).encode()).hexdigest()[:12]}"
    return Part(key, "body", *readings, strand.text or "", strand.is_fork, strand.moved)


def _field(name: str, base: Copy, mine: Copy, theirs: Copy) -> Part:
    began, ours, others = (in_order(name, one.get(name, MISSING)) for one in (base, mine, theirs))
    match name:
        case "tags":
            merged: Any = _tags(began, ours, others)
        case "bylines":
            merged = _bylines(began, ours, others)
        case "lead_picture":
            merged = _picture(began, ours, others)
        case "slug" if not ours:
            merged = "" if others == began else others  # Whoever leaves it empty leaves it to others.
        case _:
            merged = three_way(began, ours, others, _blend if name in LINES else _neither)
    is_fork = merged is MISSING
    return Part(name, name, began, ours, others, None if is_fork else merged, is_fork)


def _neither(*readings: Any) -> Any:
    return MISSING


def _blend(base: Any, mine: str, theirs: str) -> Any:
    blended = None if base is MISSING else blend(base, mine, theirs)
    return MISSING if blended is None else blended


def _picture(base: Any, mine: dict, theirs: dict) -> Any:
    """A picture’s words, each by itself, as long as all three are of one picture. Of two somebody has to choose."""
    if base is MISSING or len({one.get("picture", one.get("url")) for one in (base, mine, theirs)}) > 1:
        return three_way(base, mine, theirs, _neither)
    merged = {
        name: three_way(base.get(name, ""), mine.get(name, ""), theirs.get(name, ""), _one_line)
        for name in base | theirs | mine
    }
    return MISSING if MISSING in merged.values() else merged


def _one_line(base: Any, mine: Any, theirs: Any) -> Any:
    return _blend(base, mine, theirs) if isinstance(base, str) and base else MISSING


def _tags(base: Any, mine: list[dict], theirs: list[dict]) -> list[dict]:
    """Those that both have, and those that either put in."""
    began, ours, others = (
        {tag["name"]: tag for tag in tags} for tags in ([] if base is MISSING else base, mine, theirs)
    )
    kept = {
        name: tag
        for name, tag in (others | ours).items()
        if (name in ours and name in others) or name not in began
    }
    return [kept[name] for name in sorted(kept)]


def _bylines(base: Any, mine: list[dict], theirs: list[dict]) -> Any:
    """Credits in their order, each known by its author and role. Of two readings of one, somebody has to choose."""
    texts = [_rows(rows) for rows in ([] if base is MISSING else base, mine, theirs)]
    by_credit = partial(align_by, key=_credit)
    strands = weave(texts[0], texts[1], texts[2], by_credit, lambda *readings: None, lambda row: "")
    rows = [strand.text for strand in strands if strand.text]
    if any(strand.is_fork for strand in strands) or len(set(map(_credit, rows))) < len(rows):
        return MISSING
    return [json.loads(row) for row in rows]


def _rows(rows: Iterable[dict]) -> list[str]:
    return [json.dumps(row, sort_keys=True) for row in rows]


def _credit(row: str) -> tuple:
    facts = json.loads(row)
    return facts["author"], facts["role"]
