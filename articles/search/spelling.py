"""“Did you mean …?”: words of headlines and names, learned with each edition, offered while a live story has them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import F

from articles.models import Spelling
from articles.search import slips
from articles.search.backends import backend
from articles.search.documents import Document
from articles.search.filters import Filters
from articles.search.found import gate
from articles.search.words import Term, plain_words

_AT_ONCE = 500
_NEAR = """
    SELECT {place}, near.word
    FROM (SELECT DISTINCT word FROM articles_spelling WHERE key IN ({keys}) LIMIT 50) AS near
    WHERE EXISTS ({live})
"""


def learn(documents: Iterable[Document]) -> None:
    """Remember how the words of headlines, and of what stands around them, are spelled."""
    texts = [text for one in documents for text in (one.headline, one.around)]
    words = set(filter(slips.is_spelled, set().union(*map(plain_words, texts))))
    unknown = sorted(words - _known(sorted(words)))
    Spelling.objects.bulk_create(
        (Spelling(key=key, word=word) for word in unknown for key in sorted(slips.keys(word))),
        ignore_conflicts=True,
        batch_size=_AT_ONCE,
    )


def _known(words: list[str]) -> set[str]:
    rows = Spelling.objects.filter(word=F("key"))
    return {
        word
        for start in range(0, len(words), _AT_ONCE)
        for word in rows.filter(key__in=words[start : start + _AT_ONCE]).values_list("word", flat=True)
    }


def meant(query: str, terms: list[Term], filters: Filters, *, at: datetime | None) -> str:
    """What a reader may have meant who found nothing: the question with one word of it spelled as a live story has it.

    Empty where no story would be found either. One query.
    """
    doubtful = [term for term in terms if term.wanted and _is_doubtful(term)]
    if not doubtful:
        return ""
    found = _live_words(doubtful, [term for term in terms if term.wanted], filters, at=at)
    for place, term in enumerate(doubtful):
        word = slips.nearest(term.words[0], (one for whose, one in found if whose == place))
        if word:
            return slips.replaced(query, term, word)
    return ""


def _live_words(
    doubtful: list[Term], wanted: list[Term], filters: Filters, *, at: datetime | None
) -> list[tuple[int, str]]:
    """The words near each doubtful term that a live story has together with all else that is wanted, by its place."""
    seen, gate_params = gate(at, filters)
    live = backend().live_with_word(seen)
    parts, params = [], []
    for place, term in enumerate(doubtful):
        near = sorted(slips.keys(term.words[0]))
        parts.append(_NEAR.format(place=place, keys=", ".join(["%s"] * len(near)), live=live))
        others = [one for one in wanted if one is not term]
        params += [*near, *gate_params, backend().and_also(others, filters)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return cursor.fetchall()


def _is_doubtful(term: Term) -> bool:
    return not term.quoted and len(term.words) == 1 and slips.is_spelled(term.words[0])
