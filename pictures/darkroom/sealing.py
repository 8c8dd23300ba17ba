"""Signing prints with credentials that lead back to the file they were made of, by c2pa-python.

The key is not here, where a stranger's file is open: what is to be signed goes out on a line, and the signature
comes back (`pictures.child`).
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from io import BytesIO
from socket import socket
from typing import Any

from pictures.darkroom import carried, chain
from pictures.darkroom.credentials import HOLDS, SETTINGS, checked
from pictures.kinds import KINDS, Kind

TOOL = {"name": "Newsroom"}
NO_PACKAGE = "The package c2pa-python is not installed."
UNSOUND = "The credentials of the file do not hold."
WITHHELD = "The credentials of the file may hold {what}."
NOT_BARE = "Something that stays behind would have gone along."
_ORIGINAL = "original"
_WHY_LEFT_OUT = "c2pa.PII.present"

Sign = Callable[[bytes], bytes]


class Unsealed(Exception):
    """A print that is not signed; the message says why, to whoever runs the house."""


def by_line(line: socket) -> Sign:
    """Asking for signatures on a line: one line of text for what is to be signed, one for the signature."""
    said = line.makefile("rwb")

    def sign(asked: bytes) -> bytes:
        said.write(b64encode(asked) + b"\n")
        said.flush()
        return b64decode(said.readline())

    return sign


def check(content: bytes, kind: Kind) -> None:
    """Raises Unsealed for a file whose credentials cannot go along."""
    try:
        import c2pa  # noqa: F401
    except ImportError:
        raise Unsealed(NO_PACKAGE) from None
    if checked(content, kind.media_type) not in HOLDS:
        raise Unsealed(UNSOUND)
    if what := chain.withheld(carried.credentials(content, kind.name)):
        raise Unsealed(WITHHELD.format(what=what))


def seal(
    print_: bytes, asked: dict[str, Any], content: bytes, kind: Kind, house: dict[str, str], sign: Sign
) -> bytes:
    """A print with credentials. It is `asked` of which kind it is, and which acts made it of the file's `content`.

    `house` has the certificates and the algorithm of the house that signs, and the address of the authority that
    witnesses its hour, if there is one. Raises Unsealed.
    """
    import c2pa

    left_out = chain.left_out(carried.credentials(content, kind.name))
    sealed, into = BytesIO(), KINDS[asked["kind"]]
    try:
        with (
            c2pa.Context(c2pa.Settings.from_dict(SETTINGS)) as context,
            c2pa.Builder(manifest(asked["acts"], asked["source_type"], left_out), context=context) as builder,
            c2pa.Signer.from_callback(
                sign,
                c2pa.C2paSigningAlg[house["algorithm"]],
                house["certificates"],
                house["time_authority"] or None,
            ) as signer,
        ):
            parent = {"relationship": "parentOf", "label": _ORIGINAL}
            builder.add_ingredient(parent, kind.media_type, BytesIO(content))
            builder.sign(signer, into.media_type, BytesIO(print_), sealed)
    except c2pa.C2paError as fault:
        raise Unsealed(str(fault)) from fault
    if not chain.is_bare(carried.credentials(sealed.getvalue(), into.name)):
        raise Unsealed(NOT_BARE)
    return sealed.getvalue()


def manifest(acts: list[str], source_type: str, left_out: list[str]) -> dict[str, Any]:
    """What is signed: the file was opened, this was done to its picture, that was left out of what it says."""
    opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": [_ORIGINAL]}}
    if source_type:
        opened["digitalSourceType"] = source_type
    done = [{"action": act} for act in acts]
    redacted = [
        {"action": "c2pa.redacted", "reason": _WHY_LEFT_OUT, "parameters": {"redacted": one}}
        for one in left_out
    ]
    actions = {"label": "c2pa.actions.v2", "data": {"actions": [opened, *done, *redacted]}}
    return {"claim_generator_info": [TOOL], "redactions": left_out, "assertions": [actions]}
