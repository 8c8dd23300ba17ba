"""Boxes in boxes with names on them (JUMBF, ISO 19566-5), in which Content Credentials are packed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_DEEPEST = 6
_MOST = 500  # boxes
_LABELLED = 0x02
_BEFORE_LABEL = 17  # bytes: what kind of box it is, and what its description has


@dataclass
class Box:
    """A labelled box: the labelled ones in it, in their order, and what else it holds."""

    label: str = ""
    boxes: list["Box"] = field(default_factory=list)
    content: bytes = b""

    def inner(self, *labels: str) -> "Box | None":
        """The first box in it that begins with one of these labels."""
        return next((box for box in self.boxes if box.label.startswith(labels)), None)


def read(raw: bytes) -> Box:
    """All boxes in some bytes, as the content of one; what makes no sense, and all after it, is left out."""
    return _filled(Box(), raw, 0, [_MOST])


def _filled(box: Box, raw: bytes, depth: int, left: list[int]) -> Box:
    for name, body in _parts(raw, left):
        if name == b"jumd":
            box.label = _label(body)
        elif name == b"jumb" and depth < _DEEPEST:
            box.boxes.append(_filled(Box(), body, depth + 1, left))
        elif not box.content:
            box.content = body
    return box


def _parts(raw: bytes, left: list[int]) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(raw) and left[0] > 0:
        left[0] -= 1
        length = int.from_bytes(raw[at : at + 4], "big") or len(raw) - at
        if length < 8 or at + length > len(raw):
            return
        yield raw[at + 4 : at + 8], raw[at + 8 : at + length]
        at += length


def _label(description: bytes) -> str:
    if len(description) < _BEFORE_LABEL or not description[_BEFORE_LABEL - 1] & _LABELLED:
        return ""
    return description[_BEFORE_LABEL:].split(b"\0", 1)[0].decode("utf-8", errors="replace")
