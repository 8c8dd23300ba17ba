"""What a reader asks for, as PostgreSQL's text queries. Pure functions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from articles.search.filters import Filters
from articles.search.vectors import as_mark, language_mark
from articles.search.words import Term, pairs

# Words asked for, and what each language's stemmer makes of them: word → (configuration, stem).
Spellings = Mapping[str, Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class TextQuery:
    """A question in the parts in which it is asked.

    `bounded` the index can answer alone: of phrases only that all their words are there. `exact` says the rest, and is
    empty where nothing is left to say. `found` names whatever may be marked in a snippet. `ranks` has for each term
    the query for it in the headline, and in the headline or around it.
    """

    bounded: str
    exact: str
    found: str
    ranks: list[tuple[str, str]]


def text_query(terms: list[Term], spellings: Spellings) -> TextQuery:
    wanted = [term for term in terms if term.wanted]
    left_out = [term for term in terms if not term.wanted]
    has_phrase = any(_is_phrase(term) for term in terms)
    stems = {_quoted(stem) for term in wanted for _, stem in _stems(term, spellings)}
    return TextQuery(
        bounded=_all(wanted, [] if has_phrase else left_out, lambda term: _bounded(term, spellings)),
        exact=_all(wanted, left_out, lambda term: _exact(term, spellings)) if has_phrase else "",
        found=" | ".join([*map(_in_a_row, wanted), *sorted(stems)]),
        ranks=[(_exact(term, spellings, ":A"), _exact(term, spellings)) for term in wanted],
    )


def and_also(wanted: list[Term], filters: Filters) -> str:
    """The rest of a question, whose words may stand in whatever order."""
    words = [_quoted(word) for term in wanted for word in term.words]
    return "".join(f" & {one}" for one in [*words, *marks(filters)])


def marks(filters: Filters) -> list[str]:
    """What the index knows of the stories that a search is narrowed to."""
    return [_quoted(as_mark(mark)) for mark in filters.marks]


def _all(wanted: list[Term], left_out: list[Term], said: Callable[[Term], str]) -> str:
    return " & ".join([f"({said(term)})" for term in wanted] + [f"!({said(term)})" for term in left_out])


def _exact(term: Term, spellings: Spellings, weight: str = "") -> str:
    """A term as its words in a row, or, of a single word, as a language's stem of it."""
    stems = [
        f"({_quoted(stem)}{weight} & {_quoted(language_mark(config))})"
        for config, stem in _stems(term, spellings)
    ]
    return " | ".join([_in_a_row(term, weight), *stems])


def _in_a_row(term: Term, weight: str = "") -> str:
    return "(" + " <-> ".join(_quoted(word) + weight for word in term.words) + ")"


def _bounded(term: Term, spellings: Spellings) -> str:
    """A term as far as the index knows without looking at a story: a phrase as its words, in whatever order."""
    if len(term.words) == 1:
        return _exact(term, spellings)
    close = pairs(term.words)
    return " & ".join(
        _quoted(word) for word in (close if _is_pair(term) else dict.fromkeys((*close, *term.words)))
    )


def _is_phrase(term: Term) -> bool:
    """Whether the order of its words has to be looked up: of two letters without a space the index has the pair."""
    return len(term.words) > 1 and not _is_pair(term)


def _is_pair(term: Term) -> bool:
    return len(term.words) == 2 and bool(pairs(term.words))


def _stems(term: Term, spellings: Spellings) -> Iterable[tuple[str, str]]:
    return spellings.get(term.spelled[0], ()) if len(term.spelled) == 1 else ()


def _quoted(word: str) -> str:
    return f"'{word}'"
