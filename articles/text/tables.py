"""The tables of phrases, quotation marks and months: what a newsroom can amend without touching code."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "text"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/text/<name>.tsv`, each by the column names of its first line; read once."""
    with open(FOLDER / f"{name}.tsv", encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
