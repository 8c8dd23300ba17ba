"""Signs of life for whoever watches the server."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from newsroom.in_time import in_time

READY = "ready"


def _plain(words: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(
        f"{words}\n", content_type="text/plain; charset=utf-8", status=status, headers=headers
    )


@require_safe
def alive(request):
    """The process answers, whatever becomes of the database: to start it anew would not bring that back."""
    return _plain("alive")


@require_safe
def ready(request):
    """The process can serve readers: the database answers and has every table that this code expects."""
    says = in_time(_database_says) or "the database does not answer in time"
    return _plain(says, status=200 if says == READY else 503)


def _database_says() -> str:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "the database waits for migrate" if behind else READY
