"""Signs of life for whoever watches the server."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe


def _plain(words: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(
        f"{words}\n", content_type="text/plain; charset=utf-8", status=status, headers=headers
    )


@require_safe
def alive(request):
    """The process answers."""
    return _plain("alive")


@require_safe
def ready(request):
    """The process can serve readers: the database answers and has every table that this code expects."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _plain("the database does not answer", status=503)
    return _plain("the database waits for migrate", status=503) if behind else _plain("ready")
