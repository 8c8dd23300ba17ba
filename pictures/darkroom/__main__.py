"""Unpack one file: `python -m pictures.darkroom FOLDER`, which holds it as `file`, beside what is wanted of it.

The process caps itself before it opens anything. What it found is told in `said.json`; prints lie beside it.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from pictures.darkroom import BROKEN

TOO_HEAVY = "It needs more memory to unpack than a picture may take: send a smaller one."
TOO_LONG = "One of its sides has more than {longest:,} pixels: send a smaller one."
TOO_MANY_PIXELS = "It has more than {millions} million pixels: send a smaller one."


def main(folder: Path) -> None:
    asked = json.loads((folder / "asked.json").read_text())
    _cap(asked["memory"], asked["seconds"], asked["bytes"])
    (folder / "said.json").write_text(json.dumps(_said(folder, asked)))


def _cap(memory: int, seconds: int, written: int) -> None:
    """No more memory, time, bytes in a file or open files than this, whatever is in what is unpacked."""
    caps = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in caps.items():
        resource.setrlimit(which, (most, most))


def _said(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """What was found; or why nothing was, and what went wrong for whoever looks into it."""
    from PIL import Image

    from pictures.darkroom import jobs, light

    try:
        return getattr(jobs, asked["job"])(folder, asked)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        return _refused(TOO_MANY_PIXELS.format(millions=asked["pixels"] // 1_000_000), fault)
    except light.TooLong as fault:
        return _refused(TOO_LONG.format(longest=light.LONGEST), fault)
    except MemoryError as fault:
        return _refused(TOO_HEAVY, fault)
    except Exception as fault:  # What a hostile file makes decoders raise is anybody's guess.
        return _refused(BROKEN, fault)


def _refused(why: str, fault: BaseException) -> dict[str, Any]:
    return {"refused": why, "fault": f"{type(fault).__name__}: {fault}"}


main(Path(sys.argv[1]))
