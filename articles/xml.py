"""Writing XML: every word is escaped, and what XML cannot hold is left out."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

# All but the characters that XML 1.0 allows (§ 2.2): no control characters, halves of surrogate pairs or noncharacters.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(words: str) -> str:
    """Words without the characters that no XML document may hold, however they are escaped."""
    return _UNWRITABLE.sub("", words)


class Document:
    """An XML document in the making. Names of elements and attributes are ours; what stands in them is anybody's."""

    def __init__(self, root: str, attributes: Mapping[str, str] | None = None) -> None:
        self._bytes, self._root = BytesIO(), root
        self._to = XMLGenerator(self._bytes, encoding="utf-8", short_empty_elements=True)
        self._to.startDocument()
        self._to.startElement(root, _writable(attributes))

    @contextmanager
    def within(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element that holds what is written meanwhile."""
        self._to.startElement(name, _writable(attributes))
        yield
        self._to.endElement(name)

    def element(self, name: str, words: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds words, or nothing."""
        with self.within(name, attributes):
            if words:
                self._to.characters(writable(words))

    def finished(self) -> bytes:
        """The whole document, in UTF-8."""
        self._to.endElement(self._root)
        self._to.endDocument()
        return self._bytes.getvalue()


def _writable(attributes: Mapping[str, str] | None) -> AttributesImpl:
    return AttributesImpl({name: writable(value) for name, value in (attributes or {}).items()})
