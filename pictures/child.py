"""The way into the darkroom: a file goes in with what is wanted of it; what was found comes out, or one sentence."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from pictures.darkroom import BROKEN
from pictures.kinds import Kind, NotKept

MEMORY = 256 * 1024 * 1024  # bytes, of addresses: more than what is used
TOO_SLOW = "It took longer than {seconds} seconds to unpack: try once more, or send a smaller one."

log = logging.getLogger(__name__)


@contextmanager
def darkroom(
    job: str, content: bytes, kind: Kind, *, seconds: int, **asked: Any
) -> Iterator[tuple[dict, Path]]:
    """Do a job (`pictures.darkroom.jobs`) on a file: what was found, and the folder in which prints lie until the end.

    It is done in a process of its own, with `MEMORY` and `seconds`, an empty environment and no open connection.
    Raises NotKept when it cannot be done, whatever the file did to the process.
    """
    with TemporaryDirectory(prefix="darkroom-") as name:
        folder = Path(name)
        (folder / "file").write_bytes(content)
        limits = {"memory": MEMORY, "seconds": seconds, "bytes": MEMORY, "pixels": settings.PICTURE_PIXELS}
        wanted = {"job": job, "kind": kind.name} | limits | asked
        (folder / "asked.json").write_text(json.dumps(wanted))
        _run(folder, seconds)
        yield _said(folder), folder


def _run(folder: Path, seconds: int) -> None:
    command = [sys.executable, "-m", "pictures.darkroom", str(folder)]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env={},
            stdin=subprocess.DEVNULL,
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
