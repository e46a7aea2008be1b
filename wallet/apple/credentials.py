"""Who signs the passes: Apple's certificates, checked when they are loaded, or a development authority of our own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from wallet.apple.cms import Signer

_PASS_TYPE_EXTENSION = x509.ObjectIdentifier("1.2.840.113635.100.6.1.16")
_COMMON_NAME = "Pass Type ID: "
_WARN_DAYS = (7, 30, 60)
_DEVELOPMENT_PASS_TYPE, _DEVELOPMENT_TEAM = "pass.tessera.development", "TESSERADEV"
_ONE_DAY, _DEVELOPMENT_LIFE = timedelta(days=1), timedelta(days=825)

_CERT, _KEY, _PASSWORD = "TESSERA_APPLE_CERT_FILE", "TESSERA_APPLE_KEY_FILE", "TESSERA_APPLE_KEY_PASSWORD"  # noqa: S105 - the name of a setting
_WWDR, _PASS_TYPE, _TEAM = "TESSERA_APPLE_WWDR_FILE", "TESSERA_APPLE_PASS_TYPE_ID", "TESSERA_APPLE_TEAM_ID"
_RENEW = "renew it at developer.apple.com, Certificates, Pass Type ID Certificates"
_WHERE_WWDR = "download it from www.apple.com/certificateauthority"


class CredentialFault(Exception):  # noqa: N818 - what is wrong with the credentials, like the refusals of the domain
    """Why passes cannot be signed: `code` names the fault, the text names the setting and says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, eq=False)
class Credentials:
    """A pass type's certificate with its key, and the intermediate that issued it; parsed once, used for every pass.

    `root` is there in development only, `warnings` says what ends soon, `expires_at` when signing ends.
    """

    pass_type_id: str
    team_id: str
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    wwdr: x509.Certificate
    signer: Signer
    warnings: tuple[str, ...] = ()
    root: x509.Certificate | None = None

    @property
    def development(self) -> bool:
        """Whether these are ours, so that no iPhone takes the passes."""
        return self.root is not None

    @property
    def expires_at(self) -> datetime:
        """When the first of the certificates ends (UTC)."""
        return min(self.certificate.not_valid_after_utc, self.wwdr.not_valid_after_utc)

    @property
    def root_pem(self) -> bytes:
        """The development root, against which `openssl cms -verify -CAfile` checks; empty for Apple's."""
        return self.root.public_bytes(Encoding.PEM) if self.root else b""

    def dump(self) -> bytes:
        """Returns the key and the certificates as PEM, for `restore`. Keep it readable by its owner only."""
        key = self.key.private_bytes(Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        chain = (self.certificate, self.wwdr, self.root)
        return key + b"".join(one.public_bytes(Encoding.PEM) for one in chain if one)


def load(
    *,
    pass_type_id: str,
    team_id: str,
    certificate: bytes,
    key: bytes,
    key_password: str | None,
    wwdr: bytes,
    now: datetime,
) -> Credentials:
    """Returns credentials made of PEM or DER files; raises CredentialFault for the first thing that is wrong.

    Nothing a phone would refuse without a reason gets past here.
    """
    signed_by, intermediate = _certificate(certificate, _CERT, "certificate"), _certificate(wwdr, _WWDR, "wwdr")
    _check_names(signed_by, pass_type_id, team_id)
    private = _key(key, key_password)
    if signed_by.public_key() != private.public_key():
        raise CredentialFault(
            "key_mismatch", f"{_KEY} does not belong to {_CERT}: use the key that made the signing request"
        )
    try:
        signed_by.verify_directly_issued_by(intermediate)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise CredentialFault(
            "wwdr_mismatch",
            f"{_WWDR} is not the intermediate that issued {_CERT}: {_WHERE_WWDR}, "
            f"the one called {_common_name(signed_by.issuer)} {_unit(signed_by.issuer)}".rstrip(),
        ) from error
    warnings = (
        *_check_dates(signed_by, _CERT, "certificate", _RENEW, now),
        *_check_dates(intermediate, _WWDR, "wwdr", _WHERE_WWDR, now),
    )
    return Credentials(
        pass_type_id, team_id, private, signed_by, intermediate, Signer(private, signed_by, intermediate), warnings
    )


def _certificate(data: bytes, setting: str, name: str) -> x509.Certificate:
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise CredentialFault(
            f"{name}_unreadable",
            f"{setting} is no certificate: save it as .cer or .pem (a .p12 file holds a key and has to be split)",
        ) from error


def _key(data: bytes, password: str | None) -> rsa.RSAPrivateKey:
    secret = password.encode() if password else None
    read = serialization.load_pem_private_key if b"-----BEGIN" in data else serialization.load_der_private_key
    try:
        key = read(data, secret)
    except TypeError as error:
        if secret is None:
            raise CredentialFault("key_password_missing", f"{_KEY} is encrypted: set {_PASSWORD}") from error
        raise CredentialFault("key_password_needless", f"{_KEY} has no password: remove {_PASSWORD}") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        if secret is not None:
            raise CredentialFault("key_password_wrong", f"{_PASSWORD} does not open {_KEY}") from error
        raise CredentialFault("key_unreadable", f"{_KEY} is no private key in PEM or DER") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CredentialFault("key_not_rsa", f"{_KEY} is no RSA key: make the signing request with RSA, 2048 bits")
    return key


def _check_names(certificate: x509.Certificate, pass_type_id: str, team_id: str) -> None:
    name = _common_name(certificate.subject)
    if not name.startswith(_COMMON_NAME):
        raise CredentialFault(
            "certificate_of_another_kind",
            f"{_CERT} is “{name}”, no Pass Type ID certificate: make one at developer.apple.com",
        )
    types = {name.removeprefix(_COMMON_NAME), _pass_type(certificate)}
    if types != {pass_type_id}:
        raise CredentialFault(
            "pass_type_mismatch",
            f"{_PASS_TYPE} is {pass_type_id}, but {_CERT} is for {', '.join(sorted(types - {pass_type_id}))}",
        )
    if _unit(certificate.subject) != team_id:
        raise CredentialFault(
            "team_mismatch", f"{_TEAM} is {team_id}, but {_CERT} belongs to {_unit(certificate.subject) or 'no team'}"
        )


def _check_dates(certificate: x509.Certificate, setting: str, name: str, remedy: str, now: datetime) -> tuple[str, ...]:
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now < start:
        raise CredentialFault(
            f"{name}_not_yet_valid", f"{setting} is valid only from {start:%Y-%m-%d}: check this machine's clock"
        )
    if now >= end:
        raise CredentialFault(f"{name}_expired", f"{setting} expired on {end:%Y-%m-%d}: {remedy}")
    days = (end - now).days
    if any(days < limit for limit in _WARN_DAYS):
        limit = next(limit for limit in _WARN_DAYS if days < limit)
        return (f"{setting} expires on {end:%Y-%m-%d}, in less than {limit} days: {remedy}",)
    return ()


def _common_name(name: x509.Name) -> str:
    return _attribute(name, NameOID.COMMON_NAME)


def _unit(name: x509.Name) -> str:
    return _attribute(name, NameOID.ORGANIZATIONAL_UNIT_NAME)


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return "".join(str(one.value) for one in name.get_attributes_for_oid(oid)[:1])


def _pass_type(certificate: x509.Certificate) -> str:
    try:
        value = certificate.extensions.get_extension_for_oid(_PASS_TYPE_EXTENSION).value
    except x509.ExtensionNotFound:
        return "no pass type"
    assert isinstance(value, x509.UnrecognizedExtension)
    # A DER string: one byte of type, one of length, the text.
    return value.value[2:].decode("utf-8", "replace")


def development(now: datetime) -> Credentials:
    """Returns credentials of an authority made on the spot: a root, an intermediate and a pass certificate."""
    root_key, key_of_wwdr, key = (rsa.generate_private_key(65537, 2048) for _ in range(3))
    root_name = _name("Tessera Development Root CA")
    wwdr_name = _name("Tessera Development Intermediate", "G4")
    name = _name(f"{_COMMON_NAME}{_DEVELOPMENT_PASS_TYPE}", _DEVELOPMENT_TEAM)
    root = _authority(root_name, root_key.public_key(), root_name, now).sign(root_key, hashes.SHA256())
    wwdr = _authority(wwdr_name, key_of_wwdr.public_key(), root_name, now).sign(root_key, hashes.SHA256())
    pass_type = bytes((0x0C, len(_DEVELOPMENT_PASS_TYPE))) + _DEVELOPMENT_PASS_TYPE.encode()
    certificate = (
        _builder(name, key.public_key(), wwdr_name, now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.UnrecognizedExtension(_PASS_TYPE_EXTENSION, pass_type), critical=False)
        .sign(key_of_wwdr, hashes.SHA256())
    )
    return _ours(key, certificate, wwdr, root)


def restore(data: bytes, now: datetime) -> Credentials:
    """Returns the development credentials that `dump` wrote, or new ones when those ended or cannot be read."""
    try:
        key = serialization.load_pem_private_key(data, None)
        certificate, wwdr, root = x509.load_pem_x509_certificates(data)
    except (ValueError, TypeError):
        # Nothing depends on keys that no phone trusts; a damaged file must not keep the application from starting.
        return development(now)
    assert isinstance(key, rsa.RSAPrivateKey)
    kept = _ours(key, certificate, wwdr, root)
    return kept if certificate.not_valid_before_utc <= now < kept.expires_at - _ONE_DAY else development(now)


def _ours(
    key: rsa.RSAPrivateKey, certificate: x509.Certificate, wwdr: x509.Certificate, root: x509.Certificate
) -> Credentials:
    signer = Signer(key, certificate, wwdr)
    return Credentials(_DEVELOPMENT_PASS_TYPE, _DEVELOPMENT_TEAM, key, certificate, wwdr, signer, root=root)


def _name(common_name: str, unit: str = "") -> x509.Name:
    pairs = [(NameOID.COMMON_NAME, common_name), (NameOID.ORGANIZATION_NAME, "Tessera")]
    if unit:
        pairs.append((NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in pairs])


def _authority(
    name: x509.Name, public_key: rsa.RSAPublicKey, issuer: x509.Name, now: datetime
) -> x509.CertificateBuilder:
    return _builder(name, public_key, issuer, now).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )


def _builder(
    name: x509.Name, public_key: rsa.RSAPublicKey, issuer: x509.Name, now: datetime
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=name,
        public_key=public_key,
        serial_number=x509.random_serial_number(),
        not_valid_before=now.astimezone(UTC) - _ONE_DAY,
        not_valid_after=now.astimezone(UTC) + _DEVELOPMENT_LIFE,
    )
