"""The signed package: what OpenSSL, a ZIP reader and a DER reader of others say about it."""

import hashlib
import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from PIL import Image

from tests.wallet.conftest import NOW, card, coupon, unpacked
from wallet.apple.credentials import Credentials, development, dump, restore
from wallet.apple.package import build, bundle
from wallet.contents import StampCard
from wallet.design import Design, default

KINDS = (card(), coupon(), card(stamps=(StampCard("s", "Кофе", 3, 6, (3,)),)))


@pytest.fixture(params=KINDS, ids=["card", "coupon", "stamps"])
def files(request: pytest.FixtureRequest, coffee: Design, credentials: Credentials) -> dict[str, bytes]:
    return unpacked(build(request.param, coffee, credentials, NOW))


def _verified(folder: Path, manifest: bytes, signature: bytes, root: bytes) -> bool:
    for name, data in (("manifest.json", manifest), ("signature", signature), ("root.pem", root)):
        (folder / name).write_bytes(data)
    command = (
        "openssl cms -verify -binary -inform DER -in signature -content manifest.json -CAfile root.pem -purpose any"
        f" -attime {NOW.timestamp():.0f}"
    )
    answer = subprocess.run([*command.split(), "-out", "/dev/null"], cwd=folder, capture_output=True, check=False)
    return answer.returncode == 0


def test_openssl_accepts_a_good_pass(tmp_path: Path, files: dict[str, bytes], credentials: Credentials) -> None:
    assert _verified(tmp_path, files["manifest.json"], files["signature"], credentials.root_pem)


def test_openssl_refuses_a_tampered_manifest(tmp_path: Path, files: dict[str, bytes], credentials: Credentials) -> None:
    tampered = files["manifest.json"].replace(b'"pass.json":"', b'"pass.json":"0')
    assert tampered != files["manifest.json"]
    assert not _verified(tmp_path, tampered, files["signature"], credentials.root_pem)


def test_openssl_refuses_a_pass_of_another_authority(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert not _verified(tmp_path, files["manifest.json"], files["signature"], development(NOW).root_pem)


def test_openssl_refuses_a_signature_without_the_intermediate(
    tmp_path: Path, files: dict[str, bytes], credentials: Credentials
) -> None:
    message = cms.ContentInfo.load(files["signature"])
    chain = message["content"]["certificates"]
    message["content"]["certificates"] = cms.CertificateSet(
        [item for item in chain if item.chosen.subject.native["organizational_unit_name"] == "TESSERADEV"]
    )
    assert len(message["content"]["certificates"]) == len(chain) - 1
    assert not _verified(tmp_path, files["manifest.json"], message.dump(force=True), credentials.root_pem)


def test_signature_is_detached(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / "signature").write_bytes(files["signature"])
    command = "openssl cms -cmsout -print -noout -inform DER -in signature"
    shown = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "eContent: <ABSENT>" in shown


def test_signed_attributes_are_der(files: dict[str, bytes]) -> None:
    message = cms.ContentInfo.load(files["signature"], strict=True)
    (signer,) = message["content"]["signer_infos"]
    encoded = [attribute.dump() for attribute in signer["signed_attrs"]]
    assert encoded == sorted(encoded)
    shown = {item["type"].native: item["values"].native[0] for item in signer["signed_attrs"]}
    assert shown["signing_time"] == NOW
    assert shown["message_digest"] == hashlib.sha256(files["manifest.json"]).digest()
    assert signer["digest_algorithm"]["algorithm"].native == "sha256"
    assert message.dump(force=True) == files["signature"]


def test_certificates_are_the_pass_and_the_intermediate(files: dict[str, bytes], credentials: Credentials) -> None:
    chain = pkcs7.load_der_pkcs7_certificates(files["signature"])
    assert {part.public_bytes(Encoding.DER) for part in chain} == {
        part.public_bytes(Encoding.DER) for part in (credentials.certificate, credentials.wwdr)
    }


def test_manifest_equals_files(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])
    covered = {name: data for name, data in files.items() if name not in {"manifest.json", "signature"}}
    assert manifest == {name: hashlib.sha1(data).hexdigest() for name, data in covered.items()}
    assert {"pass.json", "icon@2x.png", "icon@3x.png", "logo@3x.png", "strip@3x.png", "artwork@3x.png"} <= set(manifest)


def test_archive_is_stored_without_a_folder(coffee: Design, credentials: Credentials) -> None:
    with zipfile.ZipFile(BytesIO(build(card(), coffee, credentials, NOW))) as archive:
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.filename.count("/") == (1 if entry.filename.endswith("pass.strings") else 0)


def test_a_file_holds_up_to_ten_passes(coffee: Design, credentials: Credentials) -> None:
    passes = [build(kind, coffee, credentials, NOW) for kind in KINDS]
    with zipfile.ZipFile(BytesIO(bundle(passes))) as archive:
        assert archive.testzip() is None
        assert [archive.read(name) for name in archive.namelist()] == passes
    for wrong in ([], passes * 4):
        with pytest.raises(ValueError, match="1 to 10"):
            bundle(wrong)


def test_same_arguments_same_bytes(coffee: Design, credentials: Credentials) -> None:
    again = restore(dump(credentials), NOW)
    assert build(card(), coffee, credentials, NOW) == build(card(), coffee, again, NOW)
    assert build(card(), coffee, credentials, NOW) != build(card(points=1241), coffee, credentials, NOW)


def test_development_chain_is_what_apple_issues(credentials: Credentials) -> None:
    root = x509.load_pem_x509_certificate(credentials.root_pem)
    credentials.wwdr.verify_directly_issued_by(root)
    credentials.certificate.verify_directly_issued_by(credentials.wwdr)
    assert "CN=Pass Type ID: pass.tessera.development" in credentials.certificate.subject.rfc4514_string()


@pytest.mark.parametrize("look", ["coffee", "salon", "shop", "restaurant"])
def test_pictures_have_the_sizes_that_apple_asks_for(look: str, logo: bytes, credentials: Credentials) -> None:
    files = unpacked(build(card(), default(look, "Тест", logo), credentials, NOW))
    for scale, suffix in ((2, "@2x"), (3, "@3x")):
        sizes = {name: Image.open(BytesIO(files[f"{name}{suffix}.png"])).size for name in ("icon", "logo", "strip")}
        assert sizes == {
            "icon": (38 * scale,) * 2,
            "logo": (100 * scale, 50 * scale),
            "strip": (375 * scale, 144 * scale),
        }
