"""What agencies write into a JPEG: IPTC's Information Interchange Model 4.2, in a block of Photoshop's."""

from collections.abc import Iterator

from PIL import Image

from pictures.darkroom.texts import decoded, several

_BLOCK = 0x0404
_MARK = 0x1C
_CHARACTER_SET = (1, 90)
_UTF8 = b"\x1b%G"
_DATASETS = {
    (2, 5): "IPTC:ObjectName",
    (2, 25): "IPTC:Keywords",
    (2, 40): "IPTC:SpecialInstructions",
    (2, 55): "IPTC:DateCreated",
    (2, 80): "IPTC:By-line",
    (2, 90): "IPTC:City",
    (2, 92): "IPTC:Sub-location",
    (2, 101): "IPTC:Country-PrimaryLocationName",
    (2, 105): "IPTC:Headline",
    (2, 110): "IPTC:Credit",
    (2, 115): "IPTC:Source",
    (2, 116): "IPTC:CopyrightNotice",
    (2, 120): "IPTC:Caption-Abstract",
}
_SEVERAL = {"IPTC:Keywords", "IPTC:By-line"}


def tags(image: Image.Image) -> dict[str, str | list[str]]:
    found: dict[str, list[bytes]] = {}
    is_utf8 = False
    for dataset, raw in _datasets(_block(image)):
        is_utf8 = is_utf8 or (dataset == _CHARACTER_SET and raw == _UTF8)
        if dataset in _DATASETS:
            found.setdefault(_DATASETS[dataset], []).append(raw)
    read = {tag: several([decoded(raw, is_utf8=is_utf8) for raw in raws]) for tag, raws in found.items()}
    return {tag: texts if tag in _SEVERAL else texts[0] for tag, texts in read.items() if texts}


def _block(image: Image.Image) -> bytes:
    blocks = image.info.get("photoshop")
    block = blocks.get(_BLOCK, b"") if isinstance(blocks, dict) else b""
    return block if isinstance(block, bytes) else b""


def _datasets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Record, number and content of each, as far as the block makes sense."""
    at = 0
    while len(block) - at >= 5 and block[at] == _MARK:
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        if length > 0x7FFF:  # An extended dataset: none of those that are read here is ever so long.
            return
        yield (block[at + 1], block[at + 2]), block[at + 5 : at + 5 + length]
        at += 5 + length
