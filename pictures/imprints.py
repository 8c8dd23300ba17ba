"""What a print says of itself to whoever saves it: credit, copyright, how it was made (IPTC, as XMP).

Nothing else, unless the house has a seal and signs the print: then also what its file’s Content Credentials say.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from pictures import made

_CREDIT, _COPYRIGHT = 200, 300  # letters, as many as the library keeps
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about=""{spaces}>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>'
)
_SPACES = {
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_PROPERTIES = {
    "credit": ("photoshop", "<photoshop:Credit>{}</photoshop:Credit>"),
    "copyright": (
        "dc",
        '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
    ),
    "source_type": ("Iptc4xmpExt", "<Iptc4xmpExt:DigitalSourceType>{}</Iptc4xmpExt:DigitalSourceType>"),
}

Imprint = dict[str, str]


def imprint(*, credit: str, copyright: str, label: str, made_as: Iterable[str], seal: str = "") -> Imprint:
    """What there is to say; nothing, of a picture of which none of it is known.

    `made_as` are the source types that its file names, of which the one is said that asks for its label. A `seal` is
    the mark of the one with which the house signs what goes along of the file's credentials (`pictures.seals`).
    """
    said = {
        "credit": " ".join(credit.split())[:_CREDIT],
        "copyright": " ".join(copyright.split())[:_COPYRIGHT],
        "source_type": made.source_type(label, made_as),
        "seal": seal,
    }
    return {name: text for name, text in said.items() if text}


def packet(said: Imprint) -> bytes:
    """As XMP, to be put into a file; nothing where there are no words."""
    used = [(*_PROPERTIES[name], text) for name, text in said.items() if name in _PROPERTIES]
    if not used:
        return b""
    spaces = "".join(f' xmlns:{space}="{_SPACES[space]}"' for space, _, _ in used)
    properties = "".join(form.format(escape(text)) for _, form, text in used)
    return _PACKET.format(spaces=spaces, properties=properties).encode()
