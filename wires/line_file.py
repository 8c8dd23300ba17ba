"""A file of JSON lines brought in from end to end, a batch at a time: the file may be larger than the memory."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.db import connection

from wires.bulk import BATCH, Bulk
from wires.incoming import Incoming, Outcome, Wishes
from wires.lines import BadLine, LineReader, numbered
from wires.lists import Sections


def bring_in(
    path: Path, wishes: Wishes, sections: Sections, progress: Callable[[int, int], None]
) -> Iterator[list[Outcome]]:
    """What became of each line, good or bad, batch by batch; the last batch says what was odd about the whole file.

    `progress` hears how many bytes are read and how many lines are done.
    """
    reader, bulk, done = LineReader(path.name, sections, wishes), Bulk(wishes), 0
    nameless = 0
    with path.open("rb") as file, without_query_log(), only_new_garbage():
        for batch in _one_ahead(_batches(file, reader)):
            outcomes = _outcomes(batch, bulk)
            nameless += sum(bool(one.is_new and not one.article.credits) for one in outcomes)
            done += len(outcomes)
            progress(batch.end, done)
            yield outcomes
    notes = [] if done else ["There is no line in it."]
    if nameless:
        notes.append(f"{nameless:,} stories name no author." if nameless > 1 else "1 story names no author.")
    if reader.unread:
        notes.append(f"Nobody reads these fields: {', '.join(sorted(reader.unread))}.")
    if notes:
        yield [Outcome(Incoming(path.name, ""), note=note) for note in notes]


class _Batch(NamedTuple):
    """Some lines in their order, read: each an article, or what is wrong with it. `end` is the byte where they end."""

    lines: list[Incoming | Outcome]
    end: int


def _batches(file: BinaryIO, reader: LineReader) -> Iterator[_Batch]:
    lines = ((number, raw) for number, raw in numbered(file) if raw is None or raw.strip())
    while batch := list(islice(lines, BATCH)):
        yield _Batch([_read(reader, *line) for line in batch], file.tell())


def _read(reader: LineReader, number: int, raw: bytes | None) -> Incoming | Outcome:
    try:
        return reader.article(number, raw)
    except BadLine as fault:
        return Outcome(Incoming(f"{reader.name}, line {number}", ""), reason=str(fault))


def _one_ahead(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """The batches, each read while the database is still writing the one before. Reading asks the database nothing."""
    with ThreadPoolExecutor(1, "reading") as pool:
        coming = pool.submit(next, batches, None)
        while batch := coming.result():
            coming = pool.submit(next, batches, None)
            yield batch


def _outcomes(batch: _Batch, bulk: Bulk) -> list[Outcome]:
    """A batch's outcomes in the order of its lines."""
    articles = [line for line in batch.lines if isinstance(line, Incoming)]
    written = iter(bulk.bring_in(articles) if articles else ())
    return [line if isinstance(line, Outcome) else next(written) for line in batch.lines]


@contextmanager
def without_query_log() -> Iterator[None]:
    """Let a workbench (DEBUG) not keep every query of an import in memory, with all the text in it."""
    connection.make_debug_cursor = connection.make_cursor  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        del connection.make_debug_cursor


@contextmanager
def only_new_garbage() -> Iterator[None]:
    """Let the collector pass over all that was there before an import, such as the gazetteer: it comes by often."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
