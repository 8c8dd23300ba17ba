"""Who may change windows side by side: verbs on single stories do, and wait while something is done to many.

PostgreSQL lets many write at once, so a hold could miss what somebody schedules in the same moment. SQLite has one
writer at a time, and needs none of this.
"""

from django.db import connection

_WINDOWS = 7_163_904_512  # Any number that nobody else takes.


def share_windows() -> None:
    """Change the windows of one story, with others who change those of theirs. To be said before any row is locked."""
    _lock("pg_advisory_xact_lock_shared")


def take_all_windows() -> None:
    """Change the windows of many stories, alone, until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_WINDOWS])
