"""Certificates for tests, and files that are signed with them: whoever signs vouches for itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from pictures.darkroom.credentials import SETTINGS
from pictures.made import CODES
from tests.picture_files import draw, exif, written

PLACE = {"@context": {"exif": "http://ns.adobe.com/exif/1.0/"}, "exif:GPSLatitude": "19,50.4S"}


@dataclass(frozen=True)
class Pair:
    """A certificate with its issuer's after it, and its key: as PEM."""

    certificates: bytes
    key: bytes

    def write(self, folder: Path, settings) -> None:
        """Put them where the settings say."""
        for setting, content in (("C2PA_CERTIFICATE", self.certificates), ("C2PA_KEY", self.key)):
            (folder / setting).write_bytes(content)
            setattr(settings, setting, str(folder / setting))


def pair(
    organisation: str = "The Meridian",
    *,
    lasts: timedelta = timedelta(days=30),
    curve=None,
    purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.EMAIL_PROTECTION,
) -> Pair:
    """A pair for an organisation, which holds from yesterday, and lasts from now."""
    key, root_key = (ec.generate_private_key(curve or ec.SECP256R1()) for _ in range(2))
    root_name = _name(f"{organisation} Root")
    root = _certificate(root_name, root_name, root_key.public_key(), lasts)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    own = _certificate(_name(organisation), root_name, key.public_key(), lasts)
    own = own.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
    ).add_extension(_usage(), critical=True)
    if purpose:
        is_clock = purpose == ExtendedKeyUsageOID.TIME_STAMPING
        own = own.add_extension(x509.ExtendedKeyUsage([purpose]), critical=is_clock)
    chain = [one.sign(root_key, hashes.SHA256()).public_bytes(Encoding.PEM) for one in (own, root)]
    return Pair(b"".join(chain), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def by_itself() -> Pair:
    """A certificate that nobody but itself has signed."""
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("Nobody")
    own = _certificate(name, name, key.public_key(), timedelta(days=30)).sign(key, hashes.SHA256())
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Pair(own.public_bytes(Encoding.PEM), written)


def signed(
    content: bytes | None = None,
    media_type: str = "image/jpeg",
    *,
    by: Pair | None = None,
    parent: bytes | None = None,
    **manifest,
) -> bytes:
    """A file with credentials such as cameras write: with a small picture of itself, and a place."""
    import c2pa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pair_ = by or pair("Camera Works")
    key = load_pem_private_key(pair_.key, None)
    first = {"action": "c2pa.created", "digitalSourceType": f"{CODES}digitalCapture"}
    if parent:
        first = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["before"]}}
    said = {
        "claim_generator_info": [{"name": "Camera", "version": "1"}],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [first]}},
            {"label": "stds.exif", "kind": "Json", "data": PLACE},
        ],
        "thumbnail": {"format": "image/jpeg", "identifier": "small.jpg"},
    }
    out = BytesIO()
    with (
        c2pa.Context(c2pa.Settings.from_dict(SETTINGS)) as context,
        c2pa.Builder(said | manifest, context=context) as builder,
        c2pa.Signer.from_callback(
            lambda asked: key.sign(asked, ec.ECDSA(hashes.SHA256())),
            c2pa.C2paSigningAlg.ES256,
            pair_.certificates.decode(),
        ) as signer,
    ):
        builder.add_resource("small.jpg", BytesIO(written(draw((80, 60)))))
        if parent:
            builder.add_ingredient(
                {"relationship": "parentOf", "label": "before"}, "image/jpeg", BytesIO(parent)
            )
        picture = content or written(draw((1200, 1600)), exif=exif(6, gps=True))
        builder.sign(signer, media_type, BytesIO(picture), out)
    return out.getvalue()


def _name(organisation: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)])


def _certificate(subject, issuer, public_key, lasts: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer, subject, public_key, x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage() -> x509.KeyUsage:
    others = "content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign"
    return x509.KeyUsage(
        digital_signature=True,
        encipher_only=False,
        decipher_only=False,
        **dict.fromkeys(others.split(), False),
    )
