"""Apple Wallet passes per CPU second, against one bare RSA-2048 signature and against py-pkpass."""

import io
import itertools
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.measure import Aim, Row, Size, Work, in_turns
from wallet import design
from wallet.apple import credentials
from wallet.apple.card import StoreCard
from wallet.apple.package import build
from wallet.contents import HeldCoupon, Moved, News, StampCard
from wallet.design import Design, images

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEER_SHARE = 40
"""The peer gets a fortieth of the work: it is that much slower."""

DIFFERENT = 200
"""So many members' cards are built in turn."""


def run(size: Size) -> list[Row]:
    """Returns the rows of `size`."""
    signer, look = credentials.development(NOW), design.default("coffee", "Зерно & «Ко»")
    manifest = b"m" * 1200

    def signatures() -> int:
        for _ in range(size.work):
            signer.key.sign(manifest, PKCS1v15(), SHA256())
        return size.work

    def passes(make: Callable[[int], StoreCard], share: int = 1) -> Work:
        cards = itertools.cycle([make(number) for number in range(1, DIFFERENT + 1)])

        def work() -> int:
            times = max(1, size.work // share)
            for card in itertools.islice(cards, times):
                build(card, look, signer, NOW)
            return times

        return work

    floor = "RSA-2048 signature"
    known = in_turns(size.rounds, passes(_card), signatures)
    fresh = in_turns(size.rounds, passes(_card_with_new_words), signatures)
    rows = [
        Row("pass, other points", "passes/CPU s", known.ours, floor, known.floor, known.ratio, Aim("≥", 0.7)),
        Row("pass, never said words", "passes/CPU s", fresh.ours, floor, fresh.floor, fresh.ratio),
    ]
    if find_spec("py_pkpass") is None:
        return rows  # installed by `make bench` only, and so are the others
    with tempfile.TemporaryDirectory() as folder:
        peer = _py_pkpass(Path(folder), signer, look, max(1, size.work // PEER_SHARE))
        against = in_turns(size.rounds, passes(_card), peer)
        aim = Aim("≥", 60)
        rows.append(Row("pass", "passes/CPU s", against.ours, "py-pkpass", against.floor, against.ratio, aim))
        times = max(4, size.work // PEER_SHARE)
        theirs = _passkit_generator(Path(folder), build(_card(1), look, signer, NOW), size.rounds, times)
    if theirs:
        ours = known.ours
        ratio = ours / median(theirs)
        rows.append(Row("pass", "passes/CPU s", ours, "passkit-generator", median(theirs), ratio, Aim("≥", 70)))
    return rows


def _card(number: int, expiring: int = 21) -> StoreCard:
    return StoreCard(
        serial=f"{number:032x}",
        authentication_token=f"{number:064x}",
        web_service_url="https://shop.example/passkit",
        code=f"https://t.me/grain_bot?start=c_{number:016x}",
        digits=f"{number % 10**10:010d}",
        member="Мария Иванова",
        points=number,
        zone="Europe/Sofia",
        currency="EUR",
        expiring=(expiring, NOW + timedelta(days=40)),
        schedule=tuple((NOW + timedelta(days=40 * each), 21 * each) for each in (1, 2, 3)),
        operations=tuple(Moved("purchase", NOW - timedelta(days=each), number % 90 + each) for each in range(5)),
        coupons=(HeldCoupon("Кофе бесплатно", f"{number:010d}", NOW + timedelta(days=9)),),
        stamps=(StampCard("stamps", "Кофе бесплатно", number % 5, 5),),
        news=News(NOW, points=17, balance=number, stamps=(number % 5, 5)),
        bot_url="https://t.me/grain_bot",
    )


def _card_with_new_words(number: int) -> StoreCard:
    return _card(number, expiring=number)


def _passkit_generator(folder: Path, ours: bytes, rounds: int, times: int) -> list[float]:
    """Returns the rates of a JavaScript peer that builds the same files, nothing without Node; it is on its own clock.

    `folder` has the certificates. pass-js 7 needs Node 24.12 and is not tried.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("no passkit-generator: Node is not here", file=sys.stderr)
        return []
    got = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--silent", "passkit-generator@3"],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    if got.returncode:
        print(f"no passkit-generator: npm could not get it: {got.stderr.decode()[-200:]}", file=sys.stderr)
        return []
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        archive.extractall(folder / "pass")
    script = Path(__file__).with_name("passkit_generator.mjs")
    command = [node, str(script), str(folder), str(times)]
    return [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds)]


def _py_pkpass(folder: Path, signer: credentials.Credentials, look: Design, times: int) -> Work:
    """Returns the peer's work: a pass of the same fields and pictures, as its own documentation builds one."""
    import py_pkpass.models as peer  # type: ignore[import-not-found]  # noqa: PLC0415 - an optional extra

    certificate, key, wwdr = (folder / name for name in ("certificate.pem", "key.pem", "wwdr.pem"))
    certificate.write_bytes(signer.certificate.public_bytes(Encoding.PEM))
    key.write_bytes(signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    wwdr.write_bytes(signer.wwdr.public_bytes(Encoding.PEM))
    pictures = images(look)

    def one(card: StoreCard) -> bytes:
        information: Any = peer.StoreCard()
        information.addHeaderField("card", f"·· {card.digits[-4:]}", "CARD")
        information.addPrimaryField("points", card.points, "points")
        information.addSecondaryField("member", card.member, "member")
        information.addAuxiliaryField("expiring", "2027-01-01", "21 points expire")
        for name in ("use", "digits", "last", "bot", "contacts"):
            information.addBackField(name, "+359 2 123 4567", name)
        made: Any = peer.Pass(
            information,
            passTypeIdentifier=signer.pass_type_id,
            organizationName=look.organisation,
            teamIdentifier=signer.team_id,
        )
        made.serialNumber, made.description = card.serial, "Loyalty card"
        made.barcode = peer.Barcode(card.code, peer.BarcodeFormat.QR, card.digits)
        for name, picture in pictures.items():
            made.addFile(name, io.BytesIO(picture))
        return bytes(made.create(str(certificate), str(key), str(wwdr), None).getvalue())

    def work() -> int:
        for number in range(times):
            one(_card(number))
        return times

    return work
