"""Readers' search: one function to ask, two to keep the index, and behind them a small backend for each database."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection

from articles.models import Edition
from articles.search import documents, postgres, sqlite

_BATCH = 500


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
