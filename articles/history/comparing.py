"""Any two editions of a story beside each other, chosen by a reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from articles import body, freshness
from articles.differences import Passage, Tally, between, tally
from articles.history.editions import Opened, is_retracted, read
from articles.history.steps import Line, lines_between
from articles.models import Edition

LISTED = ("page", "show")  # What is asked of a list, and never together with two editions.


@dataclass(frozen=True)
class Comparison:
    """What became of one edition until a later one, whatever lay between. `told` is what readers learned with that."""

    now: Edition
    choices: Sequence[Opened]
    older: Edition
    newer: Edition
    told: list[dict]
    lines: list[Line]
    passages: list[Passage]

    @property
    def sum(self) -> Tally:
        return tally(chain((Passage(tuple(line.pieces)) for line in self.lines), self.passages))

    @property
    def can_be_read(self) -> bool:
        """Whether earlier editions may be read whole."""
        return not is_retracted(self.now)


def is_asked(asked: Mapping[str, str]) -> bool:
    """Whether a reader asks for two editions beside each other."""
    return "from" in asked or "to" in asked


def compared(opened: Sequence[Opened], asked: Mapping[str, str]) -> Comparison | None:
    """The editions that a reader asks for, by their places `from` and `to`; None if there are none such.

    What is not said is the newest one and the one before it. The older one comes first, however they are named.
    """
    newest = len(opened)
    wanted = [_place(asked.get("from", f"{max(newest - 1, 1)}")), _place(asked.get("to", f"{newest}"))]
    if not all(1 <= place <= newest for place in wanted) or not asked.keys().isdisjoint(LISTED):
        return None
    editions = read(opened[place - 1] for place in (*wanted, newest))
    now, older, newer = editions[newest], editions[min(wanted)], editions[max(wanted)]
    freshness.shows([now])
    old, new = body.seen(older.body), body.seen(newer.body)
    return Comparison(
        now,
        opened,
        older,
        newer,
        told=[told for told in newer.corrections_told if told["at"] > older.live_from],
        lines=lines_between(older, newer),
        passages=between(old, new) if old != new else [],
    )


def _place(said: str) -> int:
    """A number as an address has it; 0 for what is none."""
    is_number = said.isascii() and said.isdigit() and said[0] != "0" and len(said) < 7
    return int(said) if is_number else 0
