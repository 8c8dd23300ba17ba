"""Readers' search: one function to ask, two to keep the index, and behind them a small backend for each database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils.safestring import SafeString

from articles import standing_in
from articles.models import Edition
from articles.search import documents, snippets, spelling, words
from articles.search.backends import backend
from articles.search.filters import EVERYTHING, Filters

_BATCH = 500


@dataclass(frozen=True)
class Hit:
    """An edition that was found, for a card, with the lines around the words: HTML with `<mark>`, safe to print."""

    edition: Edition
    snippet: SafeString


@dataclass(frozen=True)
class Results:
    """One page of what readers find. `total` counts all pages, `is_more` says that there are more than it.

    `words` is the question as it was understood; `meant`, where nothing was found, one that finds something.
    """

    hits: list[Hit]
    total: int = 0
    is_more: bool = False
    words: tuple[str, ...] = ()
    meant: str = ""


def index(editions: Iterable[Edition]) -> None:
    """Put editions, saved already, where readers' search finds them, in the place of what is there of them.

    Which of them readers get, and when, is the gate's to say: coming editions are put in as well. Belongs into the
    transaction that makes the editions; in bulk, give it many at once.
    """
    coming = iter(editions)
    while batch := list(islice(coming, _BATCH)):
        found = {document.edition: document for document in documents.of(batch)}
        backend().index(list(found.values()))
        spelling.learn(found.values())


def forget(editions: Iterable[Edition]) -> None:
    """Take editions out of readers' search. Deleted ones leave it by themselves."""
    backend().forget([edition.pk for edition in editions])


def find(
    query: str,
    *,
    filters: Filters = EVERYTHING,
    at: datetime | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Results:
    """What readers find: all the words, "phrases in quotation marks", and nothing with a -word. Never refuses.

    A word counts most in the headline, less beside it (deck, kicker, names, topics, place), least in the text; among
    equals the newest come first. Of a common word the newest few thousand stories are found. Nothing is measured
    against the whole archive, so what readers may not see has no part even in the order. At most three queries.

    `filters` narrow it. `at` is an aware datetime; None means the database's own now.
    """
    terms = words.asked(query)
    understood = tuple(map(str, terms))
    if not any(term.wanted for term in terms):
        return Results([], words=understood)
    found = backend().find(terms, filters, at=at, limit=limit, offset=offset)
    live = Edition.objects.live(at).for_cards().select_related("dateline").in_bulk(found.snippets)
    cards = {edition.pk: edition for edition in standing_in.settled(live.values())}
    meant = "" if found.snippets or offset else spelling.meant(query, terms, filters, at=at)
    hits = [Hit(cards[pk], snippets.safe(text)) for pk, text in found.snippets.items() if pk in cards]
    return Results(hits, found.total, found.is_more, understood, meant)
