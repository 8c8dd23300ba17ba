"""Setting a body: any HTML is read element by element, and its words are set anew in the grammar's own blocks."""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.body.blocks import Block, Room, element, finish
from articles.body.characters import seen
from articles.body.elements import MARKS, attributes_of, figure_tables, is_unmarked, kind_of, listed
from articles.body.grammar import DEEPEST_LIST, GRAMMAR, PARTING, REMOVED
from articles.body.lines import End, Mark, Token, set_line

_NESTING_MARKS = {"isolate", "foreign"}
_MOST_MARKS = 8
_WEIGHTED = {"strong", "emphasis"}
_HEADINGS = {"heading", "subheading"}
_LISTS = {"list", "numbered_list"}

_Closer = Callable[[], None] | None


def compose(html: str) -> str:
    """The blocks of some HTML, one a line. The walk keeps its own stack: depth costs it nothing."""
    tree = LexborHTMLParser(html, is_fragment=True)
    composer = _Composer(figure_tables(tree, html))
    opened: list[tuple[LexborNode, _Closer]] = []
    node = tree.root
    while node is not None:
        tag = node.tag
        if tag == "-text":
            composer.words(node.text_content or "")
        elif tag and tag not in REMOVED and tag[0] != "-":
            close = composer.open(tag, node)
            child = node.first_child
            if child is not None:
                opened.append((node, close))
                node = child
                continue
            if close:
                close()
        following = node.next
        while following is None and opened:
            node, close = opened.pop()
            if close:
                close()
            following = node.next
        node = following
    return composer.finish()


class _Composer:
    """Rooms within rooms as they are open now, the marks that are open, and the line at hand."""

    def __init__(self, tables: set[int]) -> None:
        self.tables = tables
        self.rooms = [Room("body")]
        self.marks: list[Mark] = []
        self.tokens: list[Token] = []
        self.pieces: list[str] = []
        self.heading = ""
        self.hoisted: list[Block] = []
        self.preformatted = 0

    def open(self, tag: str, node: LexborNode) -> _Closer:
        """Take in the start of an element; returns what its end means, if anything."""
        if tag == "p":
            self._part()
            return self._part
        if tag in MARKS:
            return self._open_mark(MARKS[tag], node)
        if tag == "br":
            self._end_line()
        elif tag == "q":
            self.words("“")
            return lambda: self.words("”")
        elif tag in PARTING:
            self._part()
            return self._open_block(tag, node) or self._part
        return None

    def words(self, text: str) -> None:
        """Take in words, in the marks that are open."""
        if self.preformatted and "\n" in text:
            first, *others = text.split("\n")
            self._add_words(first)
            for line in others:
                self._end_line()
                self._add_words(line)
        else:
            self._add_words(text)

    def finish(self) -> str:
        """The blocks as they are stored, one a line."""
        self._part()
        return "\n".join(html for _, html in self.rooms[0].blocks)

    def _open_block(self, tag: str, node: LexborNode) -> _Closer:
        name = kind_of(tag, node)
        kind = GRAMMAR.get(name)
        if tag == "pre":
            self.preformatted += 1
            return self._end_preformatted
        if kind and not kind.holds:
            self._place(name, attributes_of(kind, node))
        elif name == "gallery":
            return self._open_gallery(node)
        elif name in _HEADINGS and len(self.rooms) == 1:
            self.heading = name
            return self._end_heading
        elif kind and self._may_hold(name, node):
            self.rooms.append(Room(name, attributes_of(kind, node) or ""))
            return self._close_room
        return None

    def _open_gallery(self, node: LexborNode) -> _Closer:
        """Where no gallery may stand, its pictures stand singly after what they were in."""
        is_open = self._may_hold("gallery", node)
        if is_open:
            self.rooms.append(Room("gallery", attributes_of(GRAMMAR["gallery"], node) or ""))
        for attributes in listed(node):
            self._place("picture", attributes)
        return self._close_room if is_open else None

    def _may_hold(self, name: str, node: LexborNode) -> bool:
        """Whether a room may open here."""
        if name not in GRAMMAR[self.rooms[-1].kind].holds:
            return False
        if name in _LISTS:
            return sum(room.kind in _LISTS for room in self.rooms) < DEEPEST_LIST
        return name != "table" or node.mem_id in self.tables

    def _close_room(self) -> None:
        self._part()
        room = self.rooms.pop()
        outer = self.rooms[-1]
        finish(room, outer, next((room for room in self.rooms if room.kind == "table"), None))
        if len(self.rooms) == 1:
            outer.blocks.extend(self.hoisted)
            self.hoisted.clear()

    def _place(self, name: str, attributes: str | None) -> None:
        """A reference stands among the blocks; out of what cannot hold it it moves to just after that."""
        if attributes is not None:
            room = self.rooms[-1]
            blocks = room.blocks if name in GRAMMAR[room.kind].holds else self.hoisted
            blocks.append((name, element(name, attributes, "")))

    def _open_mark(self, name: str, node: LexborNode) -> _Closer:
        kind = GRAMMAR[name]
        attributes = attributes_of(kind, node)
        if attributes is None or len(self.marks) == _MOST_MARKS or (name in _WEIGHTED and is_unmarked(node)):
            return None
        if self.marks and name not in _NESTING_MARKS and any(mark.kind == name for mark in self.marks):
            return None
        mark = Mark(name, f"<{kind.tag}{attributes}>", f"</{kind.tag}>")
        self.marks.append(mark)
        self._add_edge(mark)
        return self._end_mark

    def _end_mark(self) -> None:
        self._add_edge(End(self.marks.pop()))

    def _add_words(self, text: str) -> None:
        if not self.tokens and not self.pieces:
            if not text or text.isspace():
                return
            self.tokens.extend(self.marks)
        self.pieces.append(text)

    def _add_edge(self, edge: Mark | End) -> None:
        """A mark's edge within a line. Marks that are open when a line begins come with its first words."""
        self._add_pieces()
        if self.tokens:
            self.tokens.append(edge)

    def _add_pieces(self) -> None:
        if self.pieces:
            if text := seen("".join(self.pieces)):
                self.tokens.append(text)
            self.pieces.clear()

    def _end_line(self) -> None:
        self._add_pieces()
        lines = self.rooms[-1].lines
        if self.tokens:
            if self.marks:
                self.tokens.extend(End(mark) for mark in reversed(self.marks))
            lines.append(set_line(self.tokens))
            self.tokens = []
        elif lines and lines[-1]:
            lines.append("")

    def _part(self) -> None:
        """End the paragraph at hand, if there is one."""
        room = self.rooms[-1]
        if not (self.pieces or self.tokens or room.lines):
            return
        self._end_line()
        if not room.lines or room.is_of_words:
            return
        if self.heading and len(self.rooms) == 1:
            self.heading = "" if room.end_heading(self.heading) else self.heading
        else:
            room.end_paragraphs()

    def _end_heading(self) -> None:
        self._part()
        self.heading = ""

    def _end_preformatted(self) -> None:
        self.preformatted -= 1
        self._part()
