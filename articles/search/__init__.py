"""Readers' search: one function to ask, two to keep the index, and behind them a small backend for each database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection
from django.utils.safestring import SafeString

from articles.models import Edition
from articles.search import documents, postgres, snippets, sqlite, words

_BATCH = 500


@dataclass(frozen=True)
class Hit:
    """An edition that was found, for a card, with the lines around the words: HTML with `<mark>`, safe to print."""

    edition: Edition
    snippet: SafeString


@dataclass(frozen=True)
class Results:
    """One page of what readers find. `total` counts all pages, `is_more` says that there are more than it."""

    hits: list[Hit]
    total: int = 0
    is_more: bool = False
    words: tuple[str, ...] = ()


def _backend():
    return postgres if connection.vendor == "postgresql" else sqlite


def index(editions: Iterable[Edition]) -> None:
    """Put editions, saved already, where readers' search finds them, in the place of what is there of them.

    Which of them readers get, and when, is the gate's to say: coming editions are put in as well. Belongs into the
    transaction that makes the editions; in bulk, give it many at once.
    """
    found = documents.of(editions)
    while batch := {document.edition: document for document in islice(found, _BATCH)}:
        _backend().index(list(batch.values()))


def forget(editions: Iterable[Edition]) -> None:
    """Take editions out of readers' search. Deleted ones leave it by themselves."""
    _backend().forget([edition.pk for edition in editions])


def find(query: str, *, at: datetime | None = None, limit: int = 20, offset: int = 0) -> Results:
    """What readers find: all the words, "phrases in quotation marks", and nothing with a -word. Never refuses.

    A word counts most in the headline, less beside it (deck, kicker, names, topics, place), least in the text; among
    equals the newest come first. Of a common word the newest few thousand stories are found. Nothing is measured
    against the whole archive, so what readers may not see has no part even in the order. At most three queries.

    `at` is an aware datetime; None means the database's own now.
    """
    terms = words.asked(query)
    understood = tuple(map(str, terms))
    if not any(term.wanted for term in terms):
        return Results([], words=understood)
    found = _backend().find(terms, at=at, limit=limit, offset=offset)
    cards = Edition.objects.live(at).for_cards().in_bulk(found.snippets) if found.snippets else {}
    hits = [Hit(cards[pk], snippets.safe(text)) for pk, text in found.snippets.items() if pk in cards]
    return Results(hits, found.total, found.is_more, understood)
