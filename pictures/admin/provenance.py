"""Where a picture comes from, as its file tells it: Content Credentials, and how it says that it was made."""

from dataclasses import dataclass

from pictures import made, sealing, seals
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


# What becomes of them in prints.
_NO_SEAL = "Readers’ prints are made anew and carry none: the house has no certificate to sign them with."
_UNSOUND = "Readers’ prints carry none, since nobody has found that these hold."
_HIDDEN = "Readers’ prints carry none: the desk keeps them back."
_WITHHELD = "Readers’ prints carry none: these may hold {what}, which cannot be taken out of them."
_GO_ALONG = (
    "Prints for readers that are made from now on carry them along, signed by the house, if they are {width:,} pixels"
    " wide or more. Places, small pictures and what else describes it stay behind."
)


@dataclass(frozen=True)
class Provenance:
    """What is said on the page; `sign` is one of the desk’s (components/mark.css)."""

    has_credentials: bool
    signed: str
    tool: str
    sign: str
    checked: str
    for_readers: str
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
        for_readers=_for_readers(picture),
        made=made.in_words(types),
        asks_for=Picture.LABEL_WORDS[Picture.Label(label)] if label != picture.label else "",
    )


def _for_readers(picture: Picture) -> str:
    if not seals.mark():
        return _NO_SEAL
    if picture.hides_credentials:
        return _HIDDEN
    if what := _first(picture, "withheld"):
        return _WITHHELD.format(what=what)
    return _GO_ALONG.format(width=sealing.FROM) if picture.has_credentials_to_carry else _UNSOUND


def _first(picture: Picture, field: str) -> str:
    said = picture.metadata.get(field)
    return said[0][1] if said else ""
