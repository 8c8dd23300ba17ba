"""Reading CBOR (RFC 8949), as much of it as Content Credentials use: no endless strings, no floats, and never deep."""

from typing import Any

_DEEPEST = 24
_MOST = 10_000  # items in all
_FOLLOWED_BY = {24: 1, 25: 2, 26: 4, 27: 8}
_SIMPLE = {20: False, 21: True, 22: None, 23: None}


class Unreadable(Exception):
    """It is no CBOR, or more of it than anybody needs."""


def read(raw: bytes) -> Any:
    """What stands at the beginning. Maps are dicts, with the keys that can be keys; a tag is what it tags.

    Raises Unreadable.
    """
    return _Reader(raw).item(0)


class _Reader:
    def __init__(self, raw: bytes):
        self.raw, self.at, self.left = raw, 0, _MOST

    def item(self, depth: int) -> Any:
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            raise Unreadable
        kind, value = self._head()
        match kind:
            case 0:
                return value
            case 1:
                return -1 - value
            case 2:
                return self._bytes(value)
            case 3:
                return self._bytes(value).decode("utf-8", errors="replace")
            case 4:
                return [self.item(depth + 1) for _ in range(self._count(value))]
            case 5:
                pairs = [(self.item(depth + 1), self.item(depth + 1)) for _ in range(self._count(value))]
                return {key: one for key, one in pairs if isinstance(key, str | int)}
            case 6:
                return self.item(depth + 1)
        return _SIMPLE.get(value)

    def _head(self) -> tuple[int, int]:
        first = self._bytes(1)[0]
        kind, short = first >> 5, first & 31
        if short < 24:
            return kind, short
        if short not in _FOLLOWED_BY:
            raise Unreadable
        return kind, int.from_bytes(self._bytes(_FOLLOWED_BY[short]), "big")

    def _bytes(self, length: int) -> bytes:
        if length > len(self.raw) - self.at:
            raise Unreadable
        self.at += length
        return self.raw[self.at - length : self.at]

    def _count(self, many: int) -> int:
        if many > self.left:
            raise Unreadable
        return many
