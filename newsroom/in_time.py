"""Asking the database so that whoever asks gets an answer in time, though the database hangs."""

from collections.abc import Callable
from queue import Empty, Queue
from threading import Lock, Thread
from time import monotonic
from typing import TypeVar

from django.db import connections

Answer = TypeVar("Answer")

# Probes and scrapers wait ten seconds and longer; a paper that serves readers answers in milliseconds.
SECONDS = 5.0

# One question at a time: those who watch a database that hangs do not add to what it has to do.
_asking = Lock()


def in_time(question: Callable[[], Answer], seconds: float = SECONDS) -> Answer | None:
    """What a question comes to, asked on a connection of its own; None if that takes longer than so many seconds.

    A connection to a machine that is gone, or to a server that is stopped, may never say a word.
    """
    ends = monotonic() + seconds
    if not _asking.acquire(timeout=seconds):
        return None
    answers: Queue[Answer] = Queue(1)
    Thread(target=_ask, args=(question, answers), daemon=True).start()
    try:
        return answers.get(timeout=max(0.0, ends - monotonic()))
    except Empty:
        return None


def _ask(question: Callable[[], Answer], answers: Queue[Answer]) -> None:
    try:
        answers.put(question())
    finally:
        connections.close_all()
        _asking.release()
