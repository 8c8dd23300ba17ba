"""Content Credentials (C2PA): who signed a file, with which tool it was made, and what that says was done.

It is read and believed no further: whether the signature holds, only the package c2pa-python can tell.
"""

from contextlib import suppress
from io import BytesIO
from typing import Any

from pictures.darkroom import carried, cbor, chain, jumbf
from pictures.darkroom.texts import several, tidy
from pictures.kinds import KINDS

THERE = "in the file"
HOLDS = ("valid", "trusted")  # what `checked` says of a signature that does
SETTINGS = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
_CERTIFICATES = (33, "x5chain")  # RFC 9360, and what was written before it
_UNREADABLE = (cbor.Unreadable, RecursionError, TypeError, ValueError, KeyError, IndexError, AttributeError)


def tags(content: bytes, kind: str) -> dict[str, str | list[str]]:
    """What a file's credentials say, by tag; nothing for a file without."""
    raw = carried.credentials(content, kind)
    if not raw:
        return {}
    found: dict[str, str | list[str]] = {
        "C2PA": THERE,
        "C2PA:Validation": checked(content, KINDS[kind].media_type),
    }
    if found["C2PA:Validation"] in HOLDS and (what := chain.withheld(raw)):
        found["C2PA:Withheld"] = what
    store = jumbf.read(raw).inner("c2pa")
    if store is None or not store.boxes:
        return found
    manifest = store.boxes[-1]  # The one in force is the last.
    for tag, asked in (
        ("C2PA:Signature", _signer),
        ("C2PA:ClaimGenerator", _tool),
        ("C2PA:Actions", _source_types),
    ):
        with suppress(*_UNREADABLE):
            if said := asked(manifest):
                found[tag] = said
    return found


def _signer(manifest: jumbf.Box) -> str:
    """In whose name it is signed: the organisation of the certificate, or whatever else it is in the name of."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    protected, beside = _inner(manifest, "c2pa.signature")[:2]
    heads = cbor.read(protected) | beside
    chain = next(heads[key] for key in _CERTIFICATES if key in heads)
    subject = x509.load_der_x509_certificate(chain[0] if isinstance(chain, list) else chain).subject
    names = [
        name
        for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
        for name in subject.get_attributes_for_oid(oid)
    ]
    return tidy(str(names[0].value)) if names else ""


def _tool(manifest: jumbf.Box) -> str:
    claim = _inner(manifest, "c2pa.claim")
    told = claim.get("claim_generator_info") or claim.get("claim_generator", "")
    told = told[0] if isinstance(told, list) else told
    if isinstance(told, dict):
        told = f"{told.get('name', '')} {told.get('version', '')}"
    return tidy(str(told))


def _source_types(manifest: jumbf.Box) -> list[str]:
    """The digital source types that the acts of making it name."""
    assertions = manifest.inner("c2pa.assertions")
    acts: list[dict[str, Any]] = _inner(assertions, "c2pa.actions")["actions"] if assertions else []
    return several([str(act.get("digitalSourceType", "")) for act in acts])


def _inner(box: jumbf.Box, label: str) -> Any:
    """What stands in a box that begins with a label. Raises one of the `_UNREADABLE` where there is none."""
    found = box.inner(label)
    if found is None:
        raise KeyError(label)
    return cbor.read(found.boxes[0].content if found.boxes else found.content)


def checked(content: bytes, media_type: str) -> str:
    """Whether the signature holds for the file: “valid”, “trusted” (it holds, and its signer is on a list of trust) or
    “invalid”; nothing where c2pa-python is not there to tell. It asks nobody.
    """
    try:
        import c2pa
    except ImportError:
        return ""
    settings = c2pa.Settings.from_dict(SETTINGS)
    try:
        with (
            c2pa.Context(settings) as context,
            c2pa.Reader(media_type, BytesIO(content), context=context) as reader,
        ):
            return (reader.get_validation_state() or "").lower()
    except c2pa.C2paError:
        return ""
