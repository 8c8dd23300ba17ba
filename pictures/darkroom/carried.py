"""Where a file carries Content Credentials: the one place for them in each format (C2PA 2.2, “Embedding manifests”)."""

from collections.abc import Iterator

LARGEST = 4_000_000  # bytes of credentials that are looked at
_JPEG_CARRIER = 0xEB  # APP11, in which JUMBF travels (ISO 19566-5)
_JPEG_IMAGE = 0xDA
_HEAD = 8  # Each segment after the first begins with the box's own head once more.
_AVIF_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_AVIF_PURPOSE = b"manifest\0"


def credentials(content: bytes, kind: str) -> bytes:
    """The credentials' own bytes, out of a file of this kind; none where there are none."""
    found = {"JPEG": _in_jpeg, "PNG": _in_png, "WEBP": _in_webp, "AVIF": _in_avif}.get(kind)
    return found(content)[:LARGEST] if found else b""


def _in_jpeg(content: bytes) -> bytes:
    pieces: dict[tuple[int, int], bytes] = {}
    for body in _jpeg_carriers(content):
        box, place = int.from_bytes(body[2:4], "big"), int.from_bytes(body[4:8], "big")
        pieces[box, place] = body[8:] if place == 1 else body[8 + _HEAD :]
    boxes = [box for box, place in pieces if place == 1 and b"c2pa" in pieces[box, 1][:64]]
    return b"".join(pieces[key] for key in sorted(pieces) if boxes and key[0] == boxes[0])


def _jpeg_carriers(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _JPEG_IMAGE:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        body = content[at + 4 : at + 2 + length]
        if content[at + 1] == _JPEG_CARRIER and body[:2] == b"JP":
            yield body
        at += 2 + max(length, 2)


def _in_png(content: bytes) -> bytes:
    at = 8
    while at + 8 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if name == b"caBX":
            return content[at + 8 : at + 8 + length]
        at += 12 + length
    return b""


def _in_webp(content: bytes) -> bytes:
    at = 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"C2PA":
            return content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return b""


def _in_avif(content: bytes) -> bytes:
    at = 0
    while at + 8 <= len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        body = content[at + 8 : at + length]
        if name == b"uuid" and body.startswith(_AVIF_UUID):
            said = body[len(_AVIF_UUID) + 4 :]
            return said[len(_AVIF_PURPOSE) + 8 :] if said.startswith(_AVIF_PURPOSE) else b""
        if length < 8:  # To the end of the file, or longer than any that is kept.
            return b""
        at += length
    return b""
