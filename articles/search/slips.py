"""Slips of the pen: which words somebody may have meant. Pure functions.

Two words lie close where leaving out a letter of each makes them the same: that catches a letter too many or too few,
a wrong one, and two that changed places; and it is looked up, not searched for (the idea is Wolf Garbe's, 2012).
"""

from collections.abc import Iterable

from articles.search.words import Term

SHORTEST, LONGEST = 4, 30
_TWO_SLIPS_FROM = 7  # Letters: in a shorter word two slips make any other.


def is_spelled(word: str) -> bool:
    """Whether a word is one that can be misspelled: of letters, and neither very short nor very long."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys(word: str) -> set[str]:
    """The word itself, and all that it becomes with a letter left out."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate with the fewest slips from a word, of equals the first by the alphabet; None if none is near."""
    most = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = sorted((slips, one) for one in candidates if 0 < (slips := distance(word, one)) <= most)
    return near[0][1] if near else None


def distance(first: str, second: str) -> int:
    """How many letters must be put in, left out, changed, or swapped with the next (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        earlier, before, row = before, row, [place]
        for other, match in enumerate(second, 1):
            best = min(before[other] + 1, row[other - 1] + 1, before[other - 1] + (letter != match))
            if place > 1 < other and letter == second[other - 2] and first[place - 2] == match:
                best = min(best, earlier[other - 2] + 1)
            row.append(best)
    return row[-1]


def replaced(query: str, term: Term, word: str) -> str:
    """A question with one word of it spelled otherwise."""
    return query.replace(term.text, word, 1)
