"""The link that saves a card to Google Wallet: class and object in a signed token, short enough for every browser."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from wallet.google.credentials import ServiceAccount
from wallet.google.loyalty import Card, Resource, Shop, loyalty_class, loyalty_object
from wallet.text import tidy

LIMIT = 1800
"""Characters of the whole link; some browsers cut longer ones, and a cut token saves nothing."""

_ADDRESS = "https://pay.google.com/gp/v/save/"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SHORT_NAME = 20  # what Google shows of a name on a small screen

# The class is made when the first member saves a card, so it must not depend on who that is: the shop's texts are
# shortened until this many bytes are left, which hold any member's object with a short name.
_OBJECT_ROOM = 480

Step = Callable[[Resource], Resource]


class LinkTooLongError(ValueError):
    """Ids and addresses alone exceed the limit; the message says which settings to shorten."""


def save_link(account: ServiceAccount, shop: Shop, card: Card, *, origin: str, issued_at: int) -> str:
    """Returns the link, of at most `LIMIT` characters, that saves `card`. CPU work: use a thread.

    `origin` is the site that shows the link, `issued_at` whole seconds since 1970. It says nothing that the card does
    not show. Optional texts are left out, the least needed first, until it is short enough; raises LinkTooLongError
    when that does not suffice, ValueError as `loyalty_object` does.
    """
    claims = {
        "iss": account.email,
        "aud": "google",
        "typ": "savetowallet",
        "iat": issued_at,
        "origins": [origin],
    }
    start = _encoded(claims).removesuffix(b"}") + b',"payload":{"loyaltyClasses":['
    start += _class(account, shop, len(start)) + b'],"loyaltyObjects":['
    end = b"]}}"
    room = _room(account) - len(start) - len(end)
    content = _shortened(loyalty_object(shop, card), _OBJECT_STEPS, room)
    if len(content) > room:
        raise LinkTooLongError(
            f"TESSERA_PUBLIC_URL and the service account's name are {len(content) - room} bytes too long "
            f"for a Google Wallet link of {LIMIT} characters"
        )
    return _ADDRESS + _signed(account, start + content + end)


@lru_cache(maxsize=16)
def _class(account: ServiceAccount, shop: Shop, taken: int) -> bytes:
    return _shortened(loyalty_class(shop), _CLASS_STEPS, _room(account) - taken - _OBJECT_ROOM)


def _shortened(content: Resource, steps: Iterable[Step], room: int) -> bytes:
    """Returns `content` as JSON after as few of the `steps` as make it at most `room` bytes long, if they can."""
    encoded = _encoded(content)
    for step in steps:
        if len(encoded) <= room:
            break
        shorter = step(content)
        if shorter is not content:
            content, encoded = shorter, _encoded(shorter)
    return encoded


def _without(*path: str) -> Step:
    """Returns the step that leaves out what stands at `path`; where it is missing, the content comes back as it is."""

    def step(content: Resource) -> Resource:
        name, *rest = path
        if name not in content:
            return content
        if rest:
            inner = _without(*rest)(content[name])
            return content if inner is content[name] else {**content, name: inner}
        return {key: value for key, value in content.items() if key != name}

    return step


def _cut(name: str) -> Step:
    """Returns the step that cuts the text `name` to what a small screen shows."""

    def step(content: Resource) -> Resource:
        if len(content.get(name, "")) <= _SHORT_NAME:
            return content
        return {**content, name: tidy(content[name], _SHORT_NAME)}

    return step


_CLASS_STEPS = (
    _without("localizedAccountNameLabel"),
    _without("localizedAccountIdLabel"),
    _without("programLogo", "contentDescription"),
    _without("homepageUri", "localizedDescription"),
    _without("accountIdLabel"),
    _without("accountNameLabel"),
    _without("multipleDevicesAndHoldersAllowedStatus"),
    _without("localizedProgramName"),
    _cut("issuerName"),
    _without("homepageUri"),
    _without("hexBackgroundColor"),
)
_OBJECT_STEPS = (
    _without("secondaryLoyaltyPoints", "localizedLabel"),
    _cut("accountName"),
    _without("loyaltyPoints", "localizedLabel"),
    _without("secondaryLoyaltyPoints"),
    _without("accountName"),
)


def _encoded(content: Resource) -> bytes:
    return _JSON.encode(content).encode()


# A JSON Web Token of one algorithm is these few lines; a library would bring its own parsing of the key.
_HEADER = urlsafe_b64encode(b'{"alg":"RS256","typ":"JWT"}').rstrip(b"=")


def _room(account: ServiceAccount) -> int:
    """Returns how many bytes of claims fit: base64 makes four characters of three bytes."""
    signature = -(-account.key.key_size // 8 * 4 // 3)
    return (LIMIT - len(_ADDRESS) - len(_HEADER) - signature - 2) * 3 // 4


def _signed(account: ServiceAccount, claims: bytes) -> str:
    content = _HEADER + b"." + urlsafe_b64encode(claims).rstrip(b"=")
    signature = account.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
    return (content + b"." + urlsafe_b64encode(signature).rstrip(b"=")).decode()
