"""What a file is: by its first bytes, never by its name. Five kinds are kept; what else comes is told what it is."""

from dataclasses import dataclass

HEAD = 512  # bytes that tell
KEPT_ARE = "a JPEG, PNG, WebP, AVIF or GIF"


class NotKept(Exception):
    """A file that is not taken in. The message is one sentence for whoever sent it: why, and what to send instead."""


@dataclass(frozen=True)
class Kind:
    """A format of pictures; `name` is Pillow's for it."""

    name: str
    extension: str
    media_type: str


JPEG = Kind("JPEG", "jpg", "image/jpeg")
PNG = Kind("PNG", "png", "image/png")
WEBP = Kind("WEBP", "webp", "image/webp")
AVIF = Kind("AVIF", "avif", "image/avif")
GIF = Kind("GIF", "gif", "image/gif")
KINDS = {kind.name: kind for kind in (JPEG, PNG, WEBP, AVIF, GIF)}

_SIGNS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
}
_REFUSED = {
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"II+\0": "a TIFF",
    b"MM\0+": "a TIFF",
    b"8BPS": "a Photoshop file",
    b"%PDF": "a PDF",
    b"BM": "a BMP",
}
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1")
_BLANK = b"\xef\xbb\xbf \t\r\n\0"


def kind_of(head: bytes) -> Kind:
    """The kind of a file that begins so. Raises NotKept for every other."""
    for sign, kind in _SIGNS.items():
        if head.startswith(sign):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if _brands(head) & set(_AVIF_BRANDS):
        return AVIF
    raise NotKept(_why_not(head))


def _why_not(head: bytes) -> str:
    for sign, called in _REFUSED.items():
        if head.startswith(sign):
            return f"It is {called}, which is not kept here: save it as a JPEG or PNG, and send that."
    if _brands(head) & set(_HEIC_BRANDS):
        return "It is a HEIC, as telephones make them: save it as a JPEG, and send that."
    if head.lstrip(_BLANK).startswith(b"<"):
        return f"It is a drawing or a page in code, which can hold scripts: send {KEPT_ARE}."
    return f"It is no picture that can be read here: send {KEPT_ARE}."


def _brands(head: bytes) -> set[bytes]:
    """What a file of the MPEG-4 family says it can be read as (ISO/IEC 14496-12, `ftyp`)."""
    if head[4:8] != b"ftyp":
        return set()
    length = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))}
