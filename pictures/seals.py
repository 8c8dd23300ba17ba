"""The seal of the house: the certificate and the key with which it signs prints that carry credentials along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from django.conf import settings

from pictures.darkroom import cbor

MARK = 16  # figures
NO_FILE = "{setting}: {path} cannot be read."
NO_CERTIFICATE = "C2PA_CERTIFICATE: there is no certificate in {path}, in PEM and with its issuer's after it."
NO_KEY = "C2PA_KEY: there is no private key in {path}, in PEM and without a password."
OTHER_KIND = "C2PA_KEY: the key is of a kind that is not used here; one on the curve P-256 is."
NOT_A_PAIR = "C2PA_KEY is not the key of the certificate in C2PA_CERTIFICATE."
BY_ITSELF = "C2PA_CERTIFICATE: the certificate is signed by itself, which C2PA takes from nobody."
NO_PURPOSE = (
    "C2PA_CERTIFICATE: the certificate does not say what it is for (extended key usage), as C2PA asks it to."
)
NO_AUTHORITY = "C2PA_TIME_AUTHORITY: {address} is no address that begins with http:// or https://."
NOT_NOW = "C2PA_CERTIFICATE holds from {start:%-d %B %Y} to {end:%-d %B %Y}."
_HASHES = {"secp256r1": ("ES256", hashes.SHA256()), "secp384r1": ("ES384", hashes.SHA384())}
_OF_A_CLAIM = "self#jumbf="


class NoSeal(Exception):
    """The house cannot sign. The message is one sentence for whoever runs it."""


@dataclass(frozen=True)
class Seal:
    """The certificates, the house's own first, and what its key does."""

    certificates: str
    algorithm: str
    signed: Callable[[bytes], bytes]

    def sign(self, asked: bytes) -> bytes:
        """A signature; for what is no claim of C2PA none. Who asks has opened a stranger's file, and may be its own."""
        return self.signed(asked) if _is_claim(asked) else b""


def mark() -> str:
    """What tells this seal from others, in the names of prints; nothing where the house has none."""
    if not settings.C2PA_CERTIFICATE:
        return ""
    try:
        made_of = _read("C2PA_CERTIFICATE") + settings.C2PA_TIME_AUTHORITY.encode()
    except NoSeal:
        return ""
    return sha256(made_of).hexdigest()[:MARK]


def load(at: datetime | None = None) -> Seal:
    """The seal, looked through. Raises NoSeal, with what is wrong with it at a moment, or now."""
    chain, key = _certificates(), _key()
    own = chain[0]
    if _public(own) != _public(key):
        raise NoSeal(NOT_A_PAIR)
    authority = settings.C2PA_TIME_AUTHORITY
    if authority and not authority.startswith(("http://", "https://")):
        raise NoSeal(NO_AUTHORITY.format(address=authority))
    _check(own, at or datetime.now(UTC))
    algorithm, signed = _how(key)
    pem = "".join(one.public_bytes(Encoding.PEM).decode() for one in chain)
    return Seal(pem, algorithm, signed)


def _certificates() -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_read("C2PA_CERTIFICATE"))
    except ValueError:
        raise NoSeal(NO_CERTIFICATE.format(path=settings.C2PA_CERTIFICATE)) from None


def _key() -> Any:
    try:
        return load_pem_private_key(_read("C2PA_KEY"), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NoSeal(NO_KEY.format(path=settings.C2PA_KEY)) from None


def _read(setting: str) -> bytes:
    path = getattr(settings, setting)
    try:
        return Path(path).read_bytes()
    except OSError:
        raise NoSeal(NO_FILE.format(setting=setting, path=path or "nothing")) from None


def _public(one: Any) -> bytes:
    return one.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _check(own: x509.Certificate, at: datetime) -> None:
    """What C2PA asks of who signs (C2PA 2.2, “Certificate profile”), as far as it is usually got wrong."""
    start, end = own.not_valid_before_utc, own.not_valid_after_utc
    if not start <= at <= end:
        raise NoSeal(NOT_NOW.format(start=start, end=end))
    if own.issuer == own.subject:
        raise NoSeal(BY_ITSELF)
    try:
        own.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise NoSeal(NO_PURPOSE) from None


def _how(key: Any) -> tuple[str, Callable[[bytes], bytes]]:
    """What C2PA calls its algorithm, and how it signs."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ED25519", key.sign
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _HASHES:
        algorithm, digest = _HASHES[key.curve.name]
        return algorithm, lambda asked: key.sign(asked, ec.ECDSA(digest))
    raise NoSeal(OTHER_KIND)


def _is_claim(asked: bytes) -> bool:
    """Whether it is what C2PA has signed: a claim, in COSE's words (RFC 9052, 4.4)."""
    try:
        context, _, _, payload = cbor.read(asked)
        claim = cbor.read(payload)
        return (
            context == "Signature1" and claim["signature"].startswith(_OF_A_CLAIM) and "instanceID" in claim
        )
    except (cbor.Unreadable, TypeError, ValueError, KeyError, AttributeError):
        return False
