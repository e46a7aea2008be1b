"""Credentials, a card and the files of a pass, for the tests of the wallet."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

from wallet import design
from wallet.apple import credentials as apple
from wallet.apple.card import StoreCard
from wallet.apple.coupon import Coupon
from wallet.contents import Moved, News
from wallet.google.credentials import ServiceAccount
from wallet.google.credentials import load as load_account
from wallet.google.loyalty import Card, Shop

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ISSUER_ID = "3388000000022998877"
PASS_TYPE, TEAM = "pass.com.example.grain", "A1B2C3D4E5"
_MARK = x509.ObjectIdentifier("1.2.840.113635.100.6.1.16")


@dataclass
class Authority:
    """What Apple would issue: an intermediate, and pass certificates with any one thing wrong."""

    wwdr: x509.Certificate
    wwdr_key: rsa.RSAPrivateKey
    key: rsa.RSAPrivateKey

    @classmethod
    def create(cls, now: datetime, *, unit: str = "G4", wwdr_days: int = 900) -> "Authority":
        key = rsa.generate_private_key(65537, 2048)
        name = _name("Apple Worldwide Developer Relations Certification Authority", unit)
        wwdr = (
            _certificate(name, name, key.public_key(), now, wwdr_days)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(wwdr, key, rsa.generate_private_key(65537, 2048))

    def certificate(
        self,
        *,
        common_name: str = f"Pass Type ID: {PASS_TYPE}",
        mark: str | None = PASS_TYPE,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        public = (key or self.key).public_key()
        builder = _certificate(_name(common_name, TEAM), self.wwdr.subject, public, NOW, 365)
        if mark is not None:
            value = b"\x0c" + bytes([len(mark)]) + mark.encode()
            builder = builder.add_extension(x509.UnrecognizedExtension(_MARK, value), critical=False)
        return builder.sign(self.wwdr_key, hashes.SHA256())

    def pem(self, **changes: object) -> bytes:
        return self.certificate(**changes).public_bytes(Encoding.PEM)

    def key_pem(self) -> bytes:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name(common_name: str, unit: str) -> x509.Name:
    parts = ((NameOID.COMMON_NAME, common_name), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.create(NOW)


@pytest.fixture(scope="session")
def real(authority: Authority) -> apple.Credentials:
    wwdr = authority.wwdr.public_bytes(Encoding.PEM)
    return apple.load(PASS_TYPE, TEAM, authority.pem(), authority.key_pem(), None, wwdr, NOW)


@pytest.fixture(scope="session")
def credentials() -> apple.Credentials:
    return apple.development(NOW)


@pytest.fixture(scope="session")
def coffee() -> design.Design:
    return design.default("coffee", "Зерно & «Ко»")


def card(**changes: object) -> StoreCard:
    given: dict[str, object] = {
        "serial": "0123456789abcdef",
        "authentication_token": "t" * 32,
        "web_service_url": "https://shop.example/passkit",
        "code": "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ",
        "digits": "012 345 6789",
        "member": "Мария Иванова",
        "points": 1240,
        "zone": "Europe/Sofia",
        "expiring": (21, NOW + timedelta(days=40)),
        "currency": "EUR",
        "operations": (Moved("purchase", NOW, 17),),
        "news": News(NOW, 17, 1240),
        "bot_url": "https://t.me/grain_bot",
    }
    return StoreCard(**{**given, **changes})


def coupon(**changes: object) -> Coupon:
    given: dict[str, object] = {
        "serial": "fedcba9876543210",
        "authentication_token": "t" * 32,
        "web_service_url": "https://shop.example/passkit",
        "link": "https://t.me/grain_bot?start=k_COFFEE42",
        "code": "COFFEE42",
        "title": {"en": "Free “coffee”", "ru": "Кофе", "bg": "Кафе"},
        "worth": {"en": "−10\u00a0%", "ru": "−10\u00a0%", "bg": "−10\u00a0%"},
        "terms": {"en": "From €5.\nOnly coffee.", "ru": "От 5 €.\nТолько кофе.", "bg": "От 5 €.\nСамо кафе."},
        "state": "active",
        "zone": "Europe/Sofia",
        "ends": NOW + timedelta(days=9),
        "bot_url": "https://t.me/grain_bot",
    }
    return Coupon(**{**given, **changes})


def unpacked(pkpass: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pkpass)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def logo() -> bytes:
    return logo_picture()


def logo_picture() -> bytes:
    """A wide logo with transparent corners, as PNG."""
    picture = Image.new("RGBA", (600, 300))
    ImageDraw.Draw(picture).ellipse((20, 20, 580, 280), fill="#e8b04a")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def google_shop(**changes: object) -> Shop:
    given: dict[str, object] = {
        "issuer_id": ISSUER_ID,
        "suffix": "grain_bot",
        "organisation": "Зерно & «Ко»",
        "language": "ru",
        "logo_url": "https://loyalty.grain.example/design/logo-0123456789ab.png",
        "background": "#3b2418",
        "home_url": "https://t.me/grain_bot",
        "callback_url": "https://loyalty.grain.example/google/callback",
    }
    return Shop(**{**given, **changes})


def google_card(**changes: object) -> Card:
    given: dict[str, object] = {
        "suffix": "0123456789abcdef0123456789abcdef",
        "code": "https://t.me/grain_bot?start=c_Zx81kQpLm22aZ",
        "digits": "012 345 6789",
        "member": "Мария Иванова",
        "points": 1240,
    }
    return Card(**{**given, **changes})


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def key_file(key: rsa.RSAPrivateKey, **changes: object) -> bytes:
    """The file that Google's console gives for a service account, with any one thing wrong."""
    given: dict[str, object] = {
        "type": "service_account",
        "project_id": "loyalty-prod-478112",
        "private_key_id": "0" * 40,
        "private_key": pem(key),
        "client_email": "tessera@loyalty-prod-478112.iam.gserviceaccount.com",
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    return json.dumps({**given, **changes}).encode()


@pytest.fixture(scope="session")
def google_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def google_account(google_key: rsa.RSAPrivateKey) -> ServiceAccount:
    return load_account(key_file(google_key))
