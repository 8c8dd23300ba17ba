"""How far sending has come, kept in the database and outside of it, so that a restored database is noticed.

With each batch, and each time those are asked who signed up, a number in the database rises, and before the first
letter leaves it is written into a file as well. A database that knows a smaller number than the file is older than the
letters that have left. Each machine that runs workers has a file of its own, which its workers keep up even when they
have nothing to send.
"""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from newsletters.models import TideMark


def advance() -> int:
    """Raise the number in the database, inside a transaction that takes letters in hand. Returns what it is now."""
    mark, _ = TideMark.objects.get_or_create(pk=1)
    TideMark.objects.filter(pk=mark.pk).update(reached=F("reached") + 1)
    return TideMark.objects.get(pk=mark.pk).reached


def go_on() -> None:
    """Say in both places that something is about to leave that is no batch of an issue."""
    with transaction.atomic():
        reached = advance()
    note(reached)


def note(reached: int) -> None:
    """Write into the file that this is reached; what it says never falls by this."""
    with _opened() as file:
        if _read(file) < reached:
            _write(file, reached)


def has_gone_back() -> bool:
    """Whether the database is older than what this machine has sent, or this machine cannot know.

    It cannot where letters have left and it has no file: it is new, or was made anew.
    """
    with _opened() as file:
        # In this order: a worker beside us raises the database's first, and would seem to have come from the future.
        noted, known = _read(file), _known()
        if noted < 0 < known or known < noted:
            return True
        if noted < known or noted < 0:
            _write(file, known)
    return False


def start_over() -> None:
    """Somebody is told: from here on the file says what the database does."""
    known = _known()
    with _opened() as file:
        _write(file, known)


def _known() -> int:
    return TideMark.objects.filter(pk=1).values_list("reached", flat=True).first() or 0


class _opened:
    """The file, for one process at a time."""

    def __enter__(self) -> int:
        path = Path(settings.SENT_MARK)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
        fcntl.flock(self.file, fcntl.LOCK_EX)
        return self.file

    def __exit__(self, *failure) -> None:
        os.close(self.file)


def _read(file: int) -> int:
    """-1 where nothing is written yet."""
    said = os.pread(file, 20, 0).strip()
    return int(said) if said.isdigit() else -1


def _write(file: int, number: int) -> None:
    # As wide as any number gets, so that one write puts it there and no reader finds half of it.
    os.pwrite(file, f"{number:019}\n".encode(), 0)
