"""A table as readers get it: reachable by keyboard, named, and with its columns of figures set as figures."""

import re

from articles.body.reading import plain

_ROW = re.compile(r"<tr>(.*?)</tr>")
_CELL = re.compile(r"<(t[hd])([^>]*)>(.*?)</\1>")
_SPAN = re.compile(r'(col|row)span="(\d+)"')

# A figure may have a sign, currency, thousands, decimals, a range, a percent sign or a short unit.
_FIGURE = re.compile(
    r"[~≈<>≤≥]?[-+−–±]?\s?[$€£¥₽₹]?\s?\d[\d.,'’٫٬\s]*([–−-]\d[\d.,'’\s]*)?\s?([%‰°€$£¥₽₹]|[^\W\d]{1,3}\.?)?"
)
# A cell that says there is no figure does not unmake a column of figures.
_NOTHING = frozenset(["", *"– — - − … ? n/a n.a.".split()])


def set_figures(table: str) -> str:
    """The table's HTML with the class `number` on the cells of every column whose body is all figures."""
    head, mark, body = table.partition("<tbody>")
    if not mark:
        return table
    columns = _columns_of_figures(body)
    return _marked(head, columns) + mark + _marked(body, columns)


def _columns_of_figures(body: str) -> set[int]:
    figures: set[int] = set()
    words: set[int] = set()
    for _, column, cell in _placed(body):
        value = plain(cell[3])
        if value not in _NOTHING:
            (figures if cell[1] == "td" and _FIGURE.fullmatch(value) else words).add(column)
    return figures - words


def _marked(part: str, columns: set[int]) -> str:
    pieces, end = [], 0
    for start, column, cell in _placed(part):
        if column in columns and "colspan" not in cell[2]:
            place = start + len(cell[1]) + 1
            pieces.append(f'{part[end:place]} class="number"')
            end = place
    return "".join(pieces) + part[end:]


def _placed(part: str) -> list[tuple[int, int, re.Match[str]]]:
    """The cells of a part of a table: where each begins, the column it stands in (from 0), and the cell itself."""
    placed = []
    taken: dict[int, int] = {}  # column → rows that a cell from above still takes there
    for row in _ROW.finditer(part):
        above, taken = taken, {column: left - 1 for column, left in taken.items() if left > 1}
        column = 0
        for cell in _CELL.finditer(part, row.start(1), row.end(1)):
            while column in above:
                column += 1
            placed.append((cell.start(), column, cell))
            span = {name: int(number) for name, number in _SPAN.findall(cell[2])}
            for _ in range(span.get("col", 1)):
                if span.get("row", 1) > 1:
                    taken[column] = span["row"] - 1
                column += 1
    return placed
