"""The way into the darkroom: a file goes in with what is wanted of it; what was found comes out, or one sentence."""

import json
import logging
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_RDWR, socket, socketpair
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from django.conf import settings

from pictures.darkroom import BROKEN
from pictures.kinds import Kind, NotKept

MEMORY = 256 * 1024 * 1024  # bytes, of addresses: more than what is used
TOO_SLOW = "It took longer than {seconds} seconds to unpack: try once more, or send a smaller one."

_QUESTION = 100_000  # bytes of a line on which the darkroom asks back

Answer = Callable[[bytes], bytes]

log = logging.getLogger(__name__)


@contextmanager
def darkroom(
    job: str,
    content: bytes,
    kind: Kind,
    *,
    seconds: int,
    beside: Mapping[str, bytes] | None = None,
    answer: Answer | None = None,
    **asked: Any,
) -> Iterator[tuple[dict, Path]]:
    """Do a job (`pictures.darkroom.jobs`) on a file: what was found, and the folder in which prints lie until the end.

    It is done in a process of its own, with `MEMORY` and `seconds`, an empty environment and no open connection but a
    line on which it may ask back, where there is an `answer`. Files `beside` the one lie in the folder from the start.
    Raises NotKept when it cannot be done, whatever the file did to the process.
    """
    with TemporaryDirectory(prefix="darkroom-") as name:
        folder = Path(name)
        for called, lying in ({"file": content} | dict(beside or {})).items():
            (folder / called).write_bytes(lying)
        limits = {"memory": MEMORY, "seconds": seconds, "bytes": MEMORY, "pixels": settings.PICTURE_PIXELS}
        wanted = {"job": job, "kind": kind.name} | limits | asked
        (folder / "asked.json").write_text(json.dumps(wanted))
        with _answering(answer) as line:
            _run(folder, seconds, line)
        yield _said(folder), folder


@contextmanager
def _answering(answer: Answer | None) -> Iterator[socket | None]:
    """The darkroom's end of a line; at ours whatever is asked gets its answer, until it is put down."""
    if answer is None:
        yield None
        return
    ours, theirs = socketpair()
    with ours, theirs:
        answering = Thread(target=_answer, args=(ours, answer), daemon=True)
        answering.start()
        try:
            yield theirs
        finally:
            ours.shutdown(SHUT_RDWR)
            answering.join()


def _answer(line: socket, answer: Answer) -> None:
    """One line of text for a question, one for its answer. After what is no question there is no other."""
    with suppress(OSError, ValueError), line.makefile("rwb") as said:
        while asked := said.readline(_QUESTION):
            said.write(b64encode(answer(b64decode(asked))) + b"\n")
            said.flush()


def _run(folder: Path, seconds: int, line: socket | None) -> None:
    command = [sys.executable, "-m", "pictures.darkroom", str(folder)]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env={},
            stdin=line.fileno() if line else subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotKept(TOO_SLOW.format(seconds=seconds)) from None
    if done.returncode:
        log.info(
            "The darkroom ended with %s: %s", done.returncode, done.stderr[-2000:].decode(errors="replace")
        )


def _said(folder: Path) -> dict:
    """What the process wrote down. Where it died first, the file is what killed it."""
    try:
        said = json.loads((folder / "said.json").read_text())
    except (FileNotFoundError, ValueError):
        raise NotKept(BROKEN) from None
    if "refused" in said:
        log.info("The darkroom refused a file: %s", said["fault"])
        raise NotKept(said["refused"])
    return said
