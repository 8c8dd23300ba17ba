"""Where a picture comes from, as its file tells it: Content Credentials, and how it says that it was made."""

from dataclasses import dataclass

from pictures import made
from pictures.models import Picture
from pictures.statements import source_types

# What c2pa-python found (`pictures.darkroom.credentials`), as sign and sentence.
_CHECKED = {
    "trusted": (
        "done",
        "The signature holds: the file is as it was signed, by somebody on the list of trust.",
    ),
    "valid": (
        "done",
        "The signature holds: the file is as it was signed. Nobody here vouches for who signed.",
    ),
    "invalid": (
        "must",
        "The signature does not hold: the file is not as it was signed, or nobody signed it.",
    ),
    "": ("weigh", "Nobody has checked whether the signature holds: that takes the package c2pa-python."),
}


@dataclass(frozen=True)
class Provenance:
    """What is said on the page; `sign` is one of the desk’s (components/mark.css)."""

    has_credentials: bool
    signed: str
    tool: str
    sign: str
    checked: str
    made: list[str]
    asks_for: str  # A label that the file asks for, and that the picture does not have.


def of(picture: Picture) -> Provenance:
    sign, checked = _CHECKED.get(_first(picture, "checked"), _CHECKED["invalid"])
    types = source_types(picture.metadata)
    label = made.label_for(types)
    return Provenance(
        has_credentials="credentials" in picture.metadata,
        signed=_first(picture, "signed"),
        tool=_first(picture, "tool"),
        sign=sign,
        checked=checked,
        made=made.in_words(types),
        asks_for=Picture.LABEL_WORDS[Picture.Label(label)] if label != picture.label else "",
    )


def _first(picture: Picture, field: str) -> str:
    said = picture.metadata.get(field)
    return said[0][1] if said else ""
