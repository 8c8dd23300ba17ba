"""What can be asked of the darkroom: to read a file that arrived, to make prints of one that is kept, to sign them,
to remake one.
"""

import sys
from math import ceil
from pathlib import Path
from socket import socket
from typing import Any

from pictures import shapes
from pictures.darkroom import metadata, prints, sealing
from pictures.darkroom.light import develop, open_file, upright
from pictures.kinds import KINDS

_AT_ARRIVAL = 640  # pixels of the shorter side: as sharp as the smallest prints of every crop need it


def arrive(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Whether a file unpacks to its end, what stands in it, how it looks; and the smallest print of each crop."""
    negative = open_file(folder / "file", asked["kind"], asked["pixels"], _AT_ARRIVAL)
    read = metadata.read(negative.image, (folder / "file").read_bytes(), asked["kind"])
    image = develop(negative, ceil(_AT_ARRIVAL * max(negative.size) / min(negative.size)))
    made = []
    for shape in shapes.SHAPES.values():
        box = shapes.box_around(shape, negative.size, shapes.MIDDLE)
        width = shapes.widths(shape, box)[0]
        to = (width, shapes.height_of(box, width))
        print_ = prints.cut(image, [*box.corners], negative.size, to)
        sizes = prints.write(print_, folder, shape.name, metadata.imprint(read))
        made.append({"shape": shape.name, "bytes": sizes})
    return {
        "size": negative.size,
        "metadata": read,
        "look": prints.look(image),
        "tone": prints.tone(image),
        "is_moving": getattr(negative.image, "n_frames", 1) > 1,
        "made": made,
    }


def print_cuts(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Prints of a file that is kept: each cut is told by the corners of its part, and the sizes it is wanted in."""
    negative = open_file(folder / "file", asked["kind"], asked["pixels"], _sharpness(asked))
    image = develop(negative, max(negative.image.size))
    made = []
    for name, cut in asked["cuts"].items():
        for to in cut["sizes"]:
            print_ = prints.cut(image, cut["corners"], negative.size, tuple(to))
            made.append(
                {
                    "name": name,
                    "size": to,
                    "bytes": prints.write(print_, folder, f"{name}-{to[0]}", cut["said"]),
                }
            )
    return {"made": made}


def seal(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """Sign prints that lie beside their file, which is not unpacked: which were signed, and why the others were not."""
    content, kind = (folder / "file").read_bytes(), KINDS[asked["kind"]]
    sealed, why = [], ""
    try:
        sealing.check(content, kind)
        sign = sealing.by_line(socket(fileno=sys.stdin.fileno()))
        for name, one in asked["prints"].items():
            path = folder / name
            path.write_bytes(sealing.seal(path.read_bytes(), one, content, kind, asked["house"], sign))
            sealed.append(name)
    except sealing.Unsealed as fault:
        why = str(fault)
    return {"sealed": sealed, "why": why}


def remake(folder: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """A picture anew as WebP, in `made`, no larger than a box; what it lets through, it goes on letting through."""
    negative = open_file(folder / "file", asked["kind"], asked["pixels"], min(asked["box"]))
    image = upright(negative, tuple(asked["box"]))
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.info = {}
    image.save(folder / "made", "WEBP", quality=85, method=6)
    return {"size": image.size}


def _sharpness(asked: dict[str, Any]) -> int:
    """How long the shorter side has to be at least, so that no print is made from fewer pixels than it has."""
    scales = (
        to[0] / (cut["corners"][2] - cut["corners"][0])
        for cut in asked["cuts"].values()
        for to in cut["sizes"]
    )
    return ceil(max(scales) * min(asked["size"]))
