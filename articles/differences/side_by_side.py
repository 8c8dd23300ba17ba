"""What one text changes in another, as people read it: paragraph by paragraph, and inside a paragraph word by word.

Pure, and of bounded cost: where two texts are too long or too unlike to be laid side by side, the old one is shown as
taken out and the new one as put in. A text is its paragraphs, as plain words of any script.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from articles.differences.pairing import LIKE, likeness, paired, words_in, work
from articles.differences.tokens import is_letter, tokens

SAME, OUT, IN = "same", "out", "in"

MOST_PARAGRAPHS = 1_500  # Of each text; longer ones are not laid side by side.
# How often anything in one may stand for the same in the other: between texts, paragraphs and their words.
MOST_SAME_PARAGRAPHS, MOST_SAME_WORDS, MOST_SAME_WORDS_IN_ALL = 10_000, 30_000, 150_000
SHORT = 4  # Letters between two changes; fewer are read as part of the change.


class Piece(NamedTuple):
    """Some words, and what became of them: they are the same, taken out, or put in."""

    kind: str
    words: str


@dataclass(frozen=True)
class Passage:
    """A paragraph in which something changed, or a number of paragraphs in which nothing did.

    One that only moved stands twice, with `moved`: where it was as taken out, and where it is as put in.
    """

    pieces: tuple[Piece, ...] = ()
    unchanged: int = 0
    moved: bool = False


def between(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    """How one text became another, in the order of the new one."""
    stretches = list(_stretches(old, new))
    moved = _moved(stretches)
    to_leave, to_come = moved.copy(), moved.copy()
    left, passages = MOST_SAME_WORDS_IN_ALL, []
    for unchanged, before, after in stretches:
        if unchanged:
            passages.append(Passage(unchanged=unchanged))
        for i, k in paired(before, after, partial(_words, moved)):
            one, other = "" if i is None else before[i], "" if k is None else after[k]
            still = to_leave if one else to_come
            if still[one or other]:
                still[one or other] -= 1
                passages.append(Passage(tuple(_whole(one, other)), moved=True))
                continue
            words, others = tokens(one), tokens(other)
            left -= work(words, others)
            passages.append(Passage(tuple(_pieces(words, others) if left >= 0 else _whole(one, other))))
    return passages


def within(old: str, new: str) -> tuple[Piece, ...]:
    """How one line became another: a headline, a name. Lines that are too unlike are shown one after the other."""
    words, others = tokens(old), tokens(new)
    is_like = likeness(words_in(old), words_in(new)) >= LIKE
    return tuple(_pieces(words, others) if is_like else _whole(old, new))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
    """The texts in stretches: how many paragraphs are the same, then what stood and what stands after them."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    yield head, (), ()
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(before), len(after)) > MOST_PARAGRAPHS or work(before, after) > MOST_SAME_PARAGRAPHS:
        yield 0, before, after
    else:
        for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            yield (j - i, (), ()) if tag == "equal" else (0, before[i:j], after[k:m])
    yield tail, (), ()


def _moved(stretches: list[tuple[int, Sequence[str], Sequence[str]]]) -> Counter[str]:
    """The paragraphs that stand elsewhere now, and how many of each.

    What one stretch has on both sides was not laid side by side: of such texts nobody can say what moved.
    """
    if any(not set(before).isdisjoint(after) for _, before, after in stretches):
        return Counter()
    gone = Counter(one for _, before, _ in stretches for one in before)
    return gone & Counter(other for _, _, after in stretches for other in after)


def _words(moved: Counter[str], paragraph: str) -> frozenset[str]:
    """What a paragraph's likeness is measured by; one that moved is like no other."""
    return frozenset() if paragraph in moved else words_in(paragraph)


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    """A paragraph with its changes. What stands between two of them and says next to nothing is read with them."""
    if work(old, new) > MOST_SAME_WORDS:
        return _whole("".join(old), "".join(new))
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    runs = [
        (tag == "equal", "".join(old[i:j]), "".join(new[k:m])) for tag, i, j, k, m in matcher.get_opcodes()
    ]
    pieces: list[Piece] = []
    out = put = ""
    for place, (is_same, before, after) in enumerate(runs):
        is_between = bool(out or put) and place + 1 < len(runs)
        if is_same and not (is_between and sum(map(is_letter, before)) < SHORT):
            pieces += [*_whole(out, put), Piece(SAME, before)]
            out = put = ""
        else:
            out, put = out + before, put + after
    return pieces + _whole(out, put)


def _whole(out: str, put: str) -> list[Piece]:
    """Words that were taken out, and those put in for them."""
    return [piece for piece in (Piece(OUT, out), Piece(IN, put)) if piece.words]
