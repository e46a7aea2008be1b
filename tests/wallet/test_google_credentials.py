"""The service account's key file: one clear fault for each thing that can be wrong with it."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.wallet.conftest import key_file, pem
from wallet.google.credentials import Fault, ServiceAccountFault, load


def _refused(content: bytes) -> ServiceAccountFault:
    with pytest.raises(ServiceAccountFault) as caught:
        load(content)
    message = str(caught.value)
    assert message.startswith("TESSERA_GOOGLE_CREDENTIALS_FILE: ")
    assert "console.cloud.google.com" in message
    assert "\n" not in message
    assert "PRIVATE KEY" not in message
    return caught.value


def test_a_good_file_loads_and_shows_no_key(google_key: rsa.RSAPrivateKey) -> None:
    account = load(key_file(google_key))
    assert account.email == "tessera@loyalty-prod-478112.iam.gserviceaccount.com"
    assert account.key.private_numbers() == google_key.private_numbers()
    assert " key=" not in repr(account)
    assert "PRIVATE" not in repr(account)


@pytest.mark.parametrize("junk", [b"", b"junk", b"\xff\xfe", b"[]", b'"text"', b"null"])
def test_what_is_no_json_object(junk: bytes) -> None:
    assert _refused(junk).fault is Fault.UNREADABLE


@pytest.mark.parametrize("kind", ["authorized_user", None, 7])
def test_another_kind_of_file(google_key: rsa.RSAPrivateKey, kind: object) -> None:
    fault = _refused(key_file(google_key, type=kind))
    assert fault.fault is Fault.NOT_A_SERVICE_ACCOUNT
    assert repr(kind) in str(fault)


@pytest.mark.parametrize("email", [None, "", "tessera", 7])
def test_without_an_address(google_key: rsa.RSAPrivateKey, email: object) -> None:
    assert _refused(key_file(google_key, client_email=email)).fault is Fault.EMAIL_MISSING


def test_without_a_key_that_can_be_read(google_key: rsa.RSAPrivateKey) -> None:
    damaged = pem(google_key).replace("MII", "MIJ", 1)
    for key in (None, "", 7, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", damaged):
        assert _refused(key_file(google_key, private_key=key)).fault is Fault.KEY_UNREADABLE
    assert _refused(json.dumps({"type": "service_account", "client_email": "a@b"}).encode()).fault


def test_keys_of_another_kind_or_length(google_key: rsa.RSAPrivateKey) -> None:
    other = pem(ec.generate_private_key(ec.SECP256R1()))
    assert _refused(key_file(google_key, private_key=other)).fault is Fault.KEY_NOT_RSA
    for bits in (1024, 3072):
        wrong = pem(rsa.generate_private_key(65537, bits))
        fault = _refused(key_file(google_key, private_key=wrong))
        assert fault.fault is Fault.KEY_LENGTH
        assert f"{bits} bits" in str(fault)
