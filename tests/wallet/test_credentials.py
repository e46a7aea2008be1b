"""The preflight: real certificates with one thing wrong at a time, and the advice each brings."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from tests.wallet.conftest import NOW, PASS_TYPE, TEAM, Authority
from wallet.apple.credentials import CredentialFault, Credentials, Fault, development, dump, load, restore


def _load(authority: Authority, **changes: object) -> Credentials:
    given = {
        "pass_type_id": PASS_TYPE,
        "team_id": TEAM,
        "certificate": authority.pem(),
        "key": authority.key_pem(),
        "key_password": None,
        "wwdr": authority.wwdr.public_bytes(Encoding.PEM),
        "now": NOW,
    }
    return load(**{**given, **changes})


def _refused(authority: Authority, fault: Fault, setting: str, **changes: object) -> str:
    with pytest.raises(CredentialFault) as caught:
        _load(authority, **changes)
    assert (caught.value.fault, caught.value.setting) == (fault, f"TESSERA_APPLE_{setting}")
    message = str(caught.value)
    assert message.startswith(f"TESSERA_APPLE_{setting}: ")
    assert "\n" not in message
    return message


def test_good_ones_load_as_pem_and_der(authority: Authority) -> None:
    loaded = _load(authority)
    assert (loaded.pass_type_id, loaded.team_id, loaded.development) == (PASS_TYPE, TEAM, False)
    der = _load(
        authority,
        certificate=authority.certificate().public_bytes(Encoding.DER),
        key=authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        wwdr=authority.wwdr.public_bytes(Encoding.DER),
    )
    assert der.key.private_numbers() == loaded.key.private_numbers()
    assert "PRIVATE" not in repr(loaded)
    assert "RSAPrivateKey" not in repr(loaded)


def test_the_key_may_have_a_password(authority: Authority) -> None:
    locked = authority.key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, BestAvailableEncryption("пароль".encode())
    )
    assert _load(authority, key=locked, key_password="пароль").team_id == TEAM
    assert "set its password" in _refused(authority, Fault.KEY_PASSWORD_WRONG, "KEY_PASSWORD", key=locked)
    wrong = _refused(authority, Fault.KEY_PASSWORD_WRONG, "KEY_PASSWORD", key=locked, key_password="guess")
    assert "does not open" in wrong
    needless = _refused(authority, Fault.KEY_PASSWORD_WRONG, "KEY_PASSWORD", key_password="needless")
    assert "leave this empty" in needless


@pytest.mark.parametrize("junk", [b"", b"junk", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_files_that_are_something_else(authority: Authority, junk: bytes) -> None:
    assert "openssl pkcs12" in _refused(authority, Fault.CERTIFICATE_UNREADABLE, "CERT_FILE", certificate=junk)
    _refused(authority, Fault.WWDR_UNREADABLE, "WWDR_FILE", wwdr=junk)
    assert "openssl pkcs12" in _refused(authority, Fault.KEY_UNREADABLE, "KEY_FILE", key=junk)


def test_a_p12_is_explained(authority: Authority) -> None:
    bundle = pkcs12.serialize_key_and_certificates(b"x", authority.key, authority.certificate(), None, NoEncryption())
    for fault, setting, what in (
        (Fault.CERTIFICATE_UNREADABLE, "CERT_FILE", "certificate"),
        (Fault.KEY_UNREADABLE, "KEY_FILE", "key"),
    ):
        advice = _refused(authority, fault, setting, **{what: bundle})
        assert ".p12" in advice


def test_a_p12_with_old_ciphers_is_taken_apart_as_the_advice_says(authority: Authority, tmp_path: Path) -> None:
    """OpenSSL 3 alone answers “unsupported” to what the keychain of older systems writes."""
    (tmp_path / "in.pem").write_bytes(authority.key_pem() + authority.pem())
    make = ["openssl", "pkcs12", "-export", "-legacy", "-in", "in.pem", "-out", "FILE.p12", "-passout", "pass:x"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    bundle = (tmp_path / "FILE.p12").read_bytes()
    taken = {}
    for fault, setting, what in (
        (Fault.CERTIFICATE_UNREADABLE, "CERT_FILE", "certificate"),
        (Fault.KEY_UNREADABLE, "KEY_FILE", "key"),
    ):
        advice = _refused(authority, fault, setting, **{what: bundle})
        command = next(part for part in advice.split("`") if part.startswith("openssl pkcs12"))
        assert "unsupported" in advice
        assert "`-legacy` right behind `pkcs12`" in advice
        *line, _, out = command.replace("pkcs12", "pkcs12 -legacy").split()
        passwords = ["-passin", "pass:x", *(["-passout", "pass:y"] if what == "key" else [])]
        subprocess.run([*line, "-out", out, *passwords], cwd=tmp_path, check=True, capture_output=True)
        taken[what] = (tmp_path / out).read_bytes()
    assert _load(authority, **taken, key_password="y").team_id == TEAM


def test_a_certificate_for_something_else(authority: Authority) -> None:
    message = _refused(
        authority,
        Fault.CERTIFICATE_NOT_FOR_PASSES,
        "CERT_FILE",
        certificate=authority.pem(common_name="Apple Distribution: Shop"),
    )
    assert "Apple Distribution: Shop" in message


def test_another_pass_type(authority: Authority) -> None:
    message = _refused(authority, Fault.PASS_TYPE_DIFFERS, "PASS_TYPE_ID", pass_type_id="pass.com.other")
    assert PASS_TYPE in message
    assert "pass.com.other" in message


def test_another_team(authority: Authority) -> None:
    assert TEAM in _refused(authority, Fault.TEAM_DIFFERS, "TEAM_ID", team_id="OTHERTEAM1")


@pytest.mark.parametrize("mark", [None, "pass.com.other"])
def test_without_apples_mark(authority: Authority, mark: str | None) -> None:
    message = _refused(authority, Fault.EXTENSION_DIFFERS, "CERT_FILE", certificate=authority.pem(mark=mark))
    assert "1.2.840.113635.100.6.1.16" in message


def test_keys_that_are_not_rsa(authority: Authority) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _refused(authority, Fault.CERTIFICATE_NOT_RSA, "CERT_FILE", certificate=authority.pem(key=key), key=pem)
    _refused(authority, Fault.CERTIFICATE_NOT_RSA, "KEY_FILE", key=pem)


def test_a_key_of_another_certificate(authority: Authority) -> None:
    other = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _refused(authority, Fault.KEY_DIFFERS, "KEY_FILE", key=other)


def test_before_and_after_its_time(authority: Authority) -> None:
    certificate = authority.certificate()
    ends = certificate.not_valid_after_utc
    assert f"{ends:%Y-%m-%d}" in _refused(authority, Fault.CERTIFICATE_EXPIRED, "CERT_FILE", now=ends)
    early = certificate.not_valid_before_utc - timedelta(seconds=1)
    assert "clock" in _refused(authority, Fault.CERTIFICATE_NOT_YET_VALID, "CERT_FILE", now=early)


def test_an_intermediate_of_another_generation(authority: Authority) -> None:
    other = Authority.create(NOW, unit="G3")
    message = _refused(authority, Fault.WWDR_DIFFERS, "WWDR_FILE", wwdr=other.wwdr.public_bytes(Encoding.PEM))
    assert "G4" in message
    assert "G3" in message


def test_an_intermediate_of_the_same_name_by_somebody_else(authority: Authority) -> None:
    forged = Authority.create(NOW)
    _refused(authority, Fault.WWDR_DIFFERS, "WWDR_FILE", wwdr=forged.wwdr.public_bytes(Encoding.PEM))


def test_an_intermediate_that_has_ended() -> None:
    short = Authority.create(NOW, wwdr_days=10)
    later = NOW + timedelta(days=11)
    with pytest.raises(CredentialFault) as caught:
        _load(short, now=later)
    assert caught.value.fault is Fault.WWDR_EXPIRED


@pytest.mark.parametrize(("left", "warning"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0.5, 7)])
def test_it_warns_60_30_and_7_days_before_the_end(authority: Authority, left: float, warning: int | None) -> None:
    loaded = _load(authority)
    assert loaded.warning(loaded.expires_at - timedelta(days=left)) == warning


def test_development_credentials_pass_their_own_preflight() -> None:
    made = development(NOW)
    der = made.certificate.public_bytes(Encoding.DER)
    key = made.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    load(made.pass_type_id, made.team_id, der, key, None, made.wwdr.public_bytes(Encoding.DER), NOW)


def test_development_credentials_are_kept(authority: Authority) -> None:
    made = development(NOW)
    again = restore(dump(made), NOW)
    assert again.development
    assert (again.certificate, again.wwdr, again.root_pem) == (made.certificate, made.wwdr, made.root_pem)
    assert again.key.private_numbers() == made.key.private_numbers()
    with pytest.raises(CredentialFault):
        restore(dump(made), made.expires_at)
    with pytest.raises(ValueError, match="development"):
        dump(_load(authority))


@pytest.mark.parametrize("kept", [slice(0), slice(-900), slice(900, None)], ids=["nothing", "beginning", "end"])
def test_damaged_development_credentials_are_refused(kept: slice, development_authority: bytes) -> None:
    with pytest.raises(ValueError, match=r"PEM|unpack|private key"):
        restore(development_authority[kept], NOW)


def test_what_are_no_development_credentials_is_refused() -> None:
    with pytest.raises(ValueError, match="PEM"):
        restore(b"junk", NOW)
