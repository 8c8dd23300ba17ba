"""Finishing the blocks of a body: what is in them is put in order, and a block without words vanishes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from articles.body.grammar import GRAMMAR, WORDS

Block = tuple[str, str]  # name of its kind, its HTML

# Where words stand bare in a list, they are an item of it.
_IMPLIED = {"list": "item", "numbered_list": "item", "terms": "definition", "row": "cell"}
_CELLS = {"cell", "header_cell"}
_OF_WORDS = {name for name, kind in GRAMMAR.items() if WORDS in kind.holds and "paragraph" not in kind.holds}


@dataclass(slots=True)
class Room:
    """A block that is being set: the blocks in it so far, and the lines of the paragraph at hand."""

    kind: str
    attributes: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def is_of_words(self) -> bool:
        """Whether only words stand here: parting paragraphs is then no more than ending a line."""
        return self.kind in _OF_WORDS

    def end_paragraphs(self) -> None:
        """Make blocks of the lines at hand."""
        lines, self.lines = self.lines, []
        kind = _IMPLIED.get(self.kind, "paragraph")
        for text in lines if len(lines) == 1 else _paragraphs(lines):
            if text:
                self.blocks.append((kind, element(kind, "", text)))

    def end_heading(self, kind: str) -> bool:
        """Make one heading of the lines at hand; False if there are no words in them."""
        text, self.lines = _joined(self.lines), []
        if text:
            self.blocks.append((kind, element(kind, "", text)))
        return bool(text)


def element(kind: str, attributes: str, inner: str) -> str:
    """The HTML of a block."""
    tag = GRAMMAR[kind].tag
    return f"<{tag}{attributes}>{inner}</{tag}>"


def finish(room: Room, outer: Room, table: Room | None) -> None:
    """Close a room and put what came of it into the outer one; `table` is the table it stands in, if any."""
    match room.kind:
        case "item":
            outer.blocks.extend(_item(room))
        case "quotation":
            outer.blocks.extend(_quotation(room))
        case "row" if table:
            outer.blocks.extend(_row(room, outer, table))
        case "table_head" | "table_body":
            outer.blocks.extend(room.blocks)
        case "gallery":
            outer.blocks.extend(_gallery(room))
        case "table":
            outer.blocks.extend(_table(room))
        case _:
            inner = _joined(room.lines) if room.is_of_words else _html(room.blocks)
            if inner or room.kind in _CELLS:
                outer.blocks.append((room.kind, element(room.kind, room.attributes, inner)))


def _item(room: Room) -> Iterator[Block]:
    """An item with one paragraph has its words bare; with more, each in its own."""
    is_bare = sum(kind == "paragraph" for kind, _ in room.blocks) == 1
    inner = "".join(_inner(html) if is_bare and kind == "paragraph" else html for kind, html in room.blocks)
    if inner:
        yield "item", element("item", "", inner)


def _quotation(room: Room) -> Iterator[Block]:
    """The source closes the quotation; a source of nothing is what is quoted."""
    paragraphs = [block for block in room.blocks if block[0] == "paragraph"]
    source = _joined([_inner(html) for kind, html in room.blocks if kind == "source"])
    if source and paragraphs:
        paragraphs.append(("source", element("source", "", source)))
    elif source:
        paragraphs.append(("paragraph", element("paragraph", "", source)))
    if paragraphs:
        yield "quotation", element("quotation", "", _html(paragraphs))


def _row(room: Room, outer: Room, table: Room) -> Iterator[Block]:
    """A row of the table's head or body; a first row of nothing but header cells is its head."""
    if not room.blocks:
        return
    rows_before = any(kind in {"table_head", "table_body"} for kind, _ in chain(table.blocks, outer.blocks))
    is_head = outer.kind == "table_head" or (
        not rows_before and all(kind == "header_cell" for kind, _ in room.blocks)
    )
    scope = ' scope="col"' if is_head else ' scope="row"'
    cells = (
        html if html.startswith(("<td", "<th scope=")) else f"<th{scope}{html[3:]}" for _, html in room.blocks
    )
    yield "table_head" if is_head else "table_body", element("row", "", "".join(cells))


def _table(room: Room) -> Iterator[Block]:
    parts = {part: [html for kind, html in room.blocks if kind == part] for part in GRAMMAR["table"].holds}
    caption = _joined([_inner(html) for html in parts["caption"]])
    inner = element("caption", "", caption) if caption else ""
    for part in ("table_head", "table_body"):
        if rows := "".join(parts[part]):
            inner += element(part, "", rows)
    if has_words(inner):
        yield "table", element("table", room.attributes, inner)


def _gallery(room: Room) -> Iterator[Block]:
    """Only pictures stand in it; words that came with them follow it."""
    if pictures := _html([block for block in room.blocks if block[0] == "picture"]):
        yield "gallery", element("gallery", room.attributes, pictures)
    yield from (block for block in room.blocks if block[0] != "picture")


def has_words(html: str) -> bool:
    """Whether some canonical HTML holds any words at all."""
    return any(piece.partition(">")[2] for piece in html.split("<"))


def _html(blocks: list[Block]) -> str:
    return "".join(html for _, html in blocks)


def _inner(html: str) -> str:
    return html[html.index(">") + 1 : html.rindex("<")]


def _joined(lines: list[str]) -> str:
    return "<br>".join(line for line in lines if line)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines that follow each other are one paragraph; an empty one parts it from the next."""
    together: list[str] = []
    for line in [*lines, ""]:
        if line:
            together.append(line)
        elif together:
            yield "<br>".join(together)
            together = []
