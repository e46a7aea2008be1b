"""The link that saves cards to Google Wallet: the ids of what Google has already, in a signed token."""

from collections.abc import Sequence

from wallet.google.credentials import ServiceAccount
from wallet.google.jwt import compact, room, signed

LIMIT = 1800
"""Characters of the whole link; some browsers cut longer ones, and a cut token saves nothing."""

ADDRESS = "https://pay.google.com/gp/v/save/"


class LinkTooLongError(ValueError):
    """Ids and addresses alone exceed the limit; the message says which settings to shorten."""


def save_link(
    account: ServiceAccount,
    card: str,
    offers: Sequence[str] = (),
    *,
    origin: str,
    issued_at: int,
    address: str = ADDRESS,
) -> str:
    """Returns the link, of at most `LIMIT` characters, that saves a card and offers by their ids. CPU work.

    Google must have them: what they show, and the secret of the code that changes, never stands in a link. `origin` is
    the site that shows the link, `issued_at` whole seconds since 1970. The last offers are left out until it is short
    enough; raises LinkTooLongError when that does not suffice.
    """
    most = room(account, LIMIT - len(address))
    for number in range(len(offers), -1, -1):
        claims = _claims(account, card, offers[:number], origin, issued_at)
        if len(claims) <= most:
            return address + signed(account, claims)
    raise LinkTooLongError(
        f"TESSERA_PUBLIC_URL and the service account's name are {len(claims) - most} bytes too long "
        f"for a Google Wallet link of {LIMIT} characters"
    )


def _claims(account: ServiceAccount, card: str, offers: Sequence[str], origin: str, issued_at: int) -> bytes:
    payload = {"loyaltyObjects": [{"id": card}]}
    if offers:
        payload["offerObjects"] = [{"id": offer} for offer in offers]
    return compact(
        {
            "iss": account.email,
            "aud": "google",
            "typ": "savetowallet",
            "iat": issued_at,
            "origins": [origin],
            "payload": payload,
        }
    )
