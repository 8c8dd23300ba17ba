"""What programs write into a picture as XML: XMP (ISO 16684-1), read without entities, documents' types or network."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from PIL import Image

from pictures.darkroom.texts import several, tidy

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "XMP-dc",
    "http://ns.adobe.com/photoshop/1.0/": "XMP-photoshop",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "XMP-iptcCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "XMP-iptcExt",
    "http://ns.adobe.com/xap/1.0/rights/": "XMP-xmpRights",
}
_SEVERAL = {"XMP-dc:Subject", "XMP-dc:Creator", "XMP-iptcExt:PersonInImage"}
# XML's entities are what makes it dangerous, and they are declared in a document's type alone, which no XMP has.
_DECLARES = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST = 1_000_000  # letters: what Photoshop writes is some ten thousand


def tags(image: Image.Image) -> dict[str, str | list[str]]:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    found: dict[str, list[str]] = {}
    for name, values in _properties(raw if isinstance(raw, str) else raw.decode("utf-8", errors="replace")):
        found.setdefault(name, []).extend(values)
    read = {tag: several(values) for tag, values in found.items()}
    return {tag: texts if tag in _SEVERAL else texts[0] for tag, texts in read.items() if texts}


def _properties(packet: str) -> Iterator[tuple[str, list[str]]]:
    """Every property of a packet that has a name here; none of a packet that is no XML, or more than that."""
    if len(packet) > _LONGEST or _DECLARES.search(packet):
        return
    try:
        # As text, so that nothing in it can say that it is written in other letters than were looked through.
        root = ElementTree.fromstring(re.sub(r"^[^<]*<\?xml[^>]*\?>|\x00", "", packet).strip())
    except ElementTree.ParseError:
        return
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            if name := _name(key):
                yield name, [value]
        for element in description:
            if name := _name(element.tag):
                yield name, _values(element)


def _name(key: str) -> str:
    """A property as it is called everywhere: `{http://purl.org/dc/elements/1.1/}title` is XMP-dc:Title."""
    space, _, local = key.removeprefix("{").partition("}")
    return f"{_PREFIXES[space]}:{local[:1].upper()}{local[1:]}" if space in _PREFIXES else ""


def _values(element: ElementTree.Element) -> list[str]:
    """What a property says: itself, each item of its list, or of its languages the default one."""
    items = list(element.iter(f"{_RDF}li"))
    if element.find(f"{_RDF}Alt") is not None:
        items.sort(key=lambda item: item.get(_LANGUAGE, "") != "x-default")
        items = items[:1]
    return [tidy("".join(item.itertext())) or item.get(f"{_RDF}resource", "") for item in items or [element]]
