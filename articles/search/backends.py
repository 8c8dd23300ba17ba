"""Which database answers a search."""

from types import ModuleType

from django.db import connection

from articles.search import postgres, sqlite


def backend() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite
