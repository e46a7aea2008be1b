"""What signs passes: the pass certificate, its key and Apple's intermediate, checked once when they are loaded."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from wallet.apple import der

PASS_TYPE_EXTENSION = x509.ObjectIdentifier("1.2.840.113635.100.6.1.16")
"""Apple writes the pass type into the certificate under this number."""

_WARNING_DAYS = (7, 30, 60)
_DEVELOPMENT_PASS_TYPE, _DEVELOPMENT_TEAM = "pass.tessera.development", "TESSERADEV"
_PREFIX = "TESSERA_APPLE_"
_PORTAL = "developer.apple.com → Certificates, Identifiers & Profiles"
_OLD_CIPHERS = (
    "If OpenSSL answers “unsupported” (RC2-40-CBC), the file has the ciphers of older systems: add `-legacy` right "
    "behind `pkcs12`. The openssl of macOS is another program, reads such files by itself and knows no `-legacy`"
)


class Fault(StrEnum):
    """What can be wrong with Apple credentials."""

    CERTIFICATE_UNREADABLE = "certificate-unreadable"
    CERTIFICATE_NOT_FOR_PASSES = "certificate-not-for-passes"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_NOT_RSA = "certificate-not-rsa"
    PASS_TYPE_DIFFERS = "pass-type-differs"  # noqa: S105 - the name of a fault
    TEAM_DIFFERS = "team-differs"
    EXTENSION_DIFFERS = "extension-differs"
    KEY_UNREADABLE = "key-unreadable"
    KEY_PASSWORD_WRONG = "key-password-wrong"  # noqa: S105 - the name of a fault
    KEY_DIFFERS = "key-differs"
    WWDR_UNREADABLE = "wwdr-unreadable"
    WWDR_EXPIRED = "wwdr-expired"
    WWDR_DIFFERS = "wwdr-differs"


class CredentialFault(ValueError):  # noqa: N818 - it names a fault of the operator's files, not of the program
    """Passes signed with these files would not open; the message names the setting to change and what to do."""

    def __init__(self, fault: Fault, setting: str, advice: str) -> None:
        super().__init__(f"{_PREFIX}{setting}: {advice}")
        self.fault = fault
        self.setting = f"{_PREFIX}{setting}"


@dataclass(frozen=True, eq=False)
class Credentials:
    """Everything a signature needs, parsed and checked; one object serves for the life of the process."""

    pass_type_id: str
    team_id: str
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)
    wwdr: x509.Certificate
    root_pem: bytes | None = None
    """The root of our development authority; None with Apple's certificates."""

    @property
    def development(self) -> bool:
        """Whether a development authority signs: no real phone accepts such a pass, and the pass says so."""
        return self.root_pem is not None

    @property
    def expires_at(self) -> datetime:
        """When the certificate ends; passes cannot be signed from then on."""
        return self.certificate.not_valid_after_utc

    def warning(self, now: datetime) -> int | None:
        """Returns the strictest threshold (7, 30 or 60 days before the end) that has been reached, or None."""
        left = self.expires_at - now
        return next((days for days in _WARNING_DAYS if left <= timedelta(days=days)), None)


def load(
    pass_type_id: str,
    team_id: str,
    certificate: bytes,
    key: bytes,
    key_password: str | None,
    wwdr: bytes,
    now: datetime,
) -> Credentials:
    """Returns credentials from the contents of the files (PEM or DER), checked as Apple's phones would.

    Raises CredentialFault for the first thing that would make passes unreadable.
    """
    parsed = _certificate(certificate, Fault.CERTIFICATE_UNREADABLE, "CERT_FILE")
    authority = _certificate(wwdr, Fault.WWDR_UNREADABLE, "WWDR_FILE")
    _check_identity(parsed, pass_type_id, team_id)
    _check_time(parsed, now)
    private = _private_key(key, key_password)
    if _public_bytes(parsed) != private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
        raise CredentialFault(
            Fault.KEY_DIFFERS,
            "KEY_FILE",
            "this key does not belong to the certificate in TESSERA_APPLE_CERT_FILE; "
            "use the key that made its signing request",
        )
    _check_authority(parsed, authority, now)
    return Credentials(pass_type_id, team_id, parsed, private, authority)


def development(now: datetime) -> Credentials:
    """Returns credentials of an authority made on the spot (root, intermediate, pass certificate), valid ten years."""
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(3)]
    root_name = _name("Tessera Development Root", "Tessera")
    wwdr_name = _name("Tessera Development Relations", "G4")
    leaf_name = _name(f"Pass Type ID: {_DEVELOPMENT_PASS_TYPE}", _DEVELOPMENT_TEAM)
    root = _issue(root_name, keys[0], root_name, keys[0], now, authority=True)
    wwdr = _issue(wwdr_name, keys[1], root_name, keys[0], now, authority=True)
    leaf = _issue(leaf_name, keys[2], wwdr_name, keys[1], now, authority=False)
    root_pem = root.public_bytes(Encoding.PEM)
    return Credentials(_DEVELOPMENT_PASS_TYPE, _DEVELOPMENT_TEAM, leaf, keys[2], wwdr, root_pem)


def dump(credentials: Credentials) -> bytes:
    """Returns development credentials as PEM, the private key in clear: keep it where only the owner reads.

    Raises ValueError for Apple's credentials, which stay in the operator's own files.
    """
    if credentials.root_pem is None:
        raise ValueError("only development credentials are ours to keep")
    key = credentials.key.private_bytes(Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = (credentials.certificate, credentials.wwdr)
    return key + b"".join(part.public_bytes(Encoding.PEM) for part in chain) + credentials.root_pem


def restore(dumped: bytes, now: datetime) -> Credentials:
    """Returns what `dump` wrote; raises ValueError when it is damaged, CredentialFault when it has expired."""
    leaf, wwdr, root = x509.load_pem_x509_certificates(dumped)
    _check_time(leaf, now)
    key = _private_key(dumped, None)
    return Credentials(_DEVELOPMENT_PASS_TYPE, _DEVELOPMENT_TEAM, leaf, key, wwdr, root.public_bytes(Encoding.PEM))


def _certificate(data: bytes, fault: Fault, setting: str) -> x509.Certificate:
    try:
        if b"-----BEGIN CERTIFICATE-----" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise CredentialFault(
            fault,
            setting,
            "this file holds no certificate in PEM or DER form; from a .p12 file take it out with "
            f"`openssl pkcs12 -in FILE.p12 -clcerts -nokeys -out pass.pem`. {_OLD_CIPHERS}",
        ) from error


def _private_key(data: bytes, password: str | None) -> rsa.RSAPrivateKey:
    secret = password.encode() if password else None
    load_key = serialization.load_pem_private_key if b"-----BEGIN" in data else serialization.load_der_private_key
    try:
        key = load_key(data, secret)
    except TypeError as error:
        advice = (
            "the key is encrypted: set its password" if secret is None else "the key has no password: leave this empty"
        )
        raise CredentialFault(Fault.KEY_PASSWORD_WRONG, "KEY_PASSWORD", advice) from error
    except ValueError as error:
        if secret is not None:
            raise CredentialFault(
                Fault.KEY_PASSWORD_WRONG,
                "KEY_PASSWORD",
                "this password does not open the key in TESSERA_APPLE_KEY_FILE",
            ) from error
        raise CredentialFault(
            Fault.KEY_UNREADABLE,
            "KEY_FILE",
            "this file holds no private key in PEM or DER form; from a .p12 file take it out with "
            f"`openssl pkcs12 -in FILE.p12 -nocerts -out pass.key`. {_OLD_CIPHERS}",
        ) from error
    except UnsupportedAlgorithm as error:
        raise CredentialFault(
            Fault.KEY_UNREADABLE,
            "KEY_FILE",
            "the key is locked with a cipher that is not read any more; lock it anew with "
            "`openssl pkcs8 -topk8 -v2 aes256 -in OLD.key -out pass.key` (older ciphers: `-provider legacy -provider "
            "default` behind `pkcs8`)",
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialFault(
            Fault.CERTIFICATE_NOT_RSA,
            "KEY_FILE",
            f"Apple signs passes with RSA keys only; make a new signing request with an RSA 2048 key ({_PORTAL})",
        )
    return key


def _check_identity(certificate: x509.Certificate, pass_type_id: str, team_id: str) -> None:
    common_name = _subject(certificate, NameOID.COMMON_NAME)
    if not common_name.startswith("Pass Type ID: "):
        raise CredentialFault(
            Fault.CERTIFICATE_NOT_FOR_PASSES,
            "CERT_FILE",
            f"“{common_name}” is not a Pass Type ID certificate; make one for {pass_type_id} ({_PORTAL})",
        )
    named = common_name.removeprefix("Pass Type ID: ")
    if named != pass_type_id:
        raise CredentialFault(
            Fault.PASS_TYPE_DIFFERS,
            "PASS_TYPE_ID",
            f"the certificate is for {named}, the setting says {pass_type_id!r}; make them equal",
        )
    team = _subject(certificate, NameOID.ORGANIZATIONAL_UNIT_NAME)
    if team != team_id:
        raise CredentialFault(
            Fault.TEAM_DIFFERS,
            "TEAM_ID",
            f"the certificate belongs to team {team}, the setting says {team_id!r}; make them equal",
        )
    if _extension(certificate) != pass_type_id:
        raise CredentialFault(
            Fault.EXTENSION_DIFFERS,
            "CERT_FILE",
            f"the certificate lacks Apple's mark for {pass_type_id} "
            f"(extension {PASS_TYPE_EXTENSION.dotted_string}); download it again ({_PORTAL})",
        )
    if not isinstance(certificate.public_key(), rsa.RSAPublicKey):
        raise CredentialFault(
            Fault.CERTIFICATE_NOT_RSA,
            "CERT_FILE",
            f"Apple signs passes with RSA keys only; make a new signing request with an RSA 2048 key ({_PORTAL})",
        )


def _check_time(certificate: x509.Certificate, now: datetime) -> None:
    if now >= certificate.not_valid_after_utc:
        raise CredentialFault(
            Fault.CERTIFICATE_EXPIRED,
            "CERT_FILE",
            f"the certificate ended on {certificate.not_valid_after_utc:%Y-%m-%d}; "
            f"make a new one for the same pass type ({_PORTAL}), passes already on phones stay valid",
        )
    if now < certificate.not_valid_before_utc:
        raise CredentialFault(
            Fault.CERTIFICATE_NOT_YET_VALID,
            "CERT_FILE",
            "the certificate is valid only from "
            f"{certificate.not_valid_before_utc:%Y-%m-%d %H:%M} UTC; check this machine's clock",
        )


def _check_authority(certificate: x509.Certificate, wwdr: x509.Certificate, now: datetime) -> None:
    try:
        certificate.verify_directly_issued_by(wwdr)
    except (ValueError, TypeError, InvalidSignature) as error:
        wanted, found = _generation(certificate.issuer), _generation(wwdr.subject)
        raise CredentialFault(
            Fault.WWDR_DIFFERS,
            "WWDR_FILE",
            f"the certificate was issued by {wanted}, this file holds {found}; "
            "take the right one (for passes: WWDR G4) from apple.com/certificateauthority",
        ) from error
    if not wwdr.not_valid_before_utc <= now < wwdr.not_valid_after_utc:
        raise CredentialFault(
            Fault.WWDR_EXPIRED,
            "WWDR_FILE",
            f"this intermediate ended on {wwdr.not_valid_after_utc:%Y-%m-%d}; "
            "take the current one from apple.com/certificateauthority",
        )


def _subject(certificate: x509.Certificate, attribute: x509.ObjectIdentifier) -> str:
    return next((str(found.value) for found in certificate.subject.get_attributes_for_oid(attribute)), "")


def _generation(name: x509.Name) -> str:
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
    return "“" + " ".join(str(part.value) for oid in wanted for part in name.get_attributes_for_oid(oid)) + "”"


def _extension(certificate: x509.Certificate) -> str:
    for extension in certificate.extensions:
        if extension.oid == PASS_TYPE_EXTENSION and isinstance(extension.value, x509.UnrecognizedExtension):
            # A UTF8String: one byte of tag, one of length (a pass type is short), then the text.
            return extension.value.value[2:].decode(errors="replace")
    return ""


def _public_bytes(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _name(common_name: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tessera development authority"),
        ]
    )


def _issue(
    subject: x509.Name,
    key: rsa.RSAPrivateKey,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    now: datetime,
    *,
    authority: bool,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3652))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if not authority:
        mark = x509.UnrecognizedExtension(PASS_TYPE_EXTENSION, der.utf8(_DEVELOPMENT_PASS_TYPE))
        builder = builder.add_extension(mark, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
