"""Google Wallet save links per CPU second, against one bare RSA-2048 signature of the same length."""

import itertools

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks.measure import Aim, Row, Size, in_turns
from wallet.google.credentials import ServiceAccount
from wallet.google.link import LIMIT, save_link
from wallet.google.loyalty import Card, Shop

ISSUED_AT = 1_795_000_000


def run(size: Size) -> list[Row]:
    """Returns the row of `size`."""
    account = ServiceAccount("wallet@grain.iam.gserviceaccount.com", rsa.generate_private_key(65537, 2048))
    shop = Shop(
        issuer_id="3388000000022222228",
        suffix="grain",
        organisation="Зерно & «Ко»",
        language="ru",
        logo_url="https://shop.example/logo.png",
        background="#4a2c12",
        home_url="https://t.me/grain_bot",
    )
    numbers = itertools.count(1)
    content = b"c" * LIMIT

    def signatures() -> int:
        for _ in range(size.work):
            account.key.sign(content, PKCS1v15(), SHA256())
        return size.work

    def links() -> int:
        for number in itertools.islice(numbers, size.work):
            save_link(account, shop, _card(number), origin="https://shop.example", issued_at=ISSUED_AT + number)
        return size.work

    found = in_turns(size.rounds, links, signatures)
    floor = "RSA-2048 signature"
    return [Row("save link", "links/CPU s", found.ours, floor, found.floor, found.ratio, Aim("≥", 0.75))]


def _card(number: int) -> Card:
    return Card(
        suffix=f"{number:032x}",
        code=f"https://t.me/grain_bot?start=c_{number:016x}",
        digits=f"{number % 10**10:010d}",
        member="Мария Иванова",
        points=number,
        tier="Золото",
    )
