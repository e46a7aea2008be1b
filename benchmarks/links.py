"""Google Wallet save links per CPU second, against one bare RSA-2048 signature of the same length."""

import itertools

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks.measure import Aim, Row, Size, in_turns
from wallet.google.credentials import ServiceAccount
from wallet.google.link import LIMIT, save_link

ISSUED_AT = 1_795_000_000
ISSUER = "3388000000022222228"


def run(size: Size) -> list[Row]:
    """Returns the row of `size`."""
    account = ServiceAccount("wallet@grain.iam.gserviceaccount.com", rsa.generate_private_key(65537, 2048))
    numbers = itertools.count(1)
    content = b"c" * LIMIT

    def signatures() -> int:
        for _ in range(size.work):
            account.key.sign(content, PKCS1v15(), SHA256())
        return size.work

    def links() -> int:
        for number in itertools.islice(numbers, size.work):
            card, coupon = (f"{ISSUER}.{which + number:032x}" for which in (0, 10**9))
            save_link(account, card, (coupon,), origin="https://shop.example", issued_at=ISSUED_AT + number)
        return size.work

    found = in_turns(size.rounds, links, signatures)
    floor = "RSA-2048 signature"
    return [Row("save link", "links/CPU s", found.ours, floor, found.floor, found.ratio, Aim("≥", 0.75))]
