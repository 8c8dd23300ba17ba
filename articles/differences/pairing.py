"""Which paragraph became which: the likest together, in their order."""

from collections import Counter
from collections.abc import Callable, Sequence

from articles.differences.tokens import is_word, tokens

LIKE = 0.4  # The share of their words that two paragraphs have in common where one became the other.
MOST_PAIRS = 2_500  # In one changed stretch, among which the likest are looked for.

Pair = tuple[int | None, int | None]  # The place in one text and in the other; None where it has no partner.


def words_in(text: str) -> frozenset[str]:
    return frozenset(filter(is_word, tokens(text)))


def paired(
    before: Sequence[str], after: Sequence[str], words: Callable[[str], frozenset[str]] = words_in
) -> list[Pair]:
    """The paragraphs of two stretches laid side by side, by the `words` of each; some stand alone."""
    if len(before) * len(after) > MOST_PAIRS:
        return [(i, None) for i in range(len(before))] + [(None, k) for k in range(len(after))]
    of_one, of_other = [words(one) for one in before], [words(other) for other in after]
    best = _best(of_one, of_other)
    pairs: list[Pair] = []
    i, k = 0, 0
    while i < len(before) and k < len(after):
        alike = likeness(of_one[i], of_other[k])
        if alike >= LIKE and best[i][k] == alike + best[i + 1][k + 1]:
            pairs.append((i, k))
            i, k = i + 1, k + 1
        elif best[i][k] == best[i + 1][k]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, k))
            k += 1
    return pairs + [(n, None) for n in range(i, len(before))] + [(None, n) for n in range(k, len(after))]


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def work(old: Sequence[str], new: Sequence[str]) -> int:
    """How often something in one stands in the other: what laying them side by side costs. Spaces cost nothing."""
    others = Counter(new)
    return sum(count * others[thing] for thing, count in Counter(old).items() if not thing.isspace())


def _best(before: list[frozenset[str]], after: list[frozenset[str]]) -> list[list[float]]:
    """The most likeness that can be had from each paragraph on: a table, from the last to the first."""
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for k in reversed(range(len(after))):
            alike = likeness(before[i], after[k])
            together = alike + best[i + 1][k + 1] if alike >= LIKE else 0.0
            best[i][k] = max(together, best[i + 1][k], best[i][k + 1])
    return best
