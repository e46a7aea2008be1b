"""The office for Google Wallet: what a pass shows there, and the links that save it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from locales import Language
from loyalty import cashback
from loyalty.changing_codes import secret_of
from loyalty.totp import DIGITS, STEP
from services.design import pictures
from services.passes.coupon_passes import CouponFacts
from services.passes.google import pictures as google_pictures
from services.passes.google import texts
from services.passes.pass_facts import PassFacts
from wallet.contents import Place
from wallet.design import Design
from wallet.google.credentials import ServiceAccount
from wallet.google.link import ADDRESS, save_link
from wallet.google.loyalty import Card, Rotating, Shop, loyalty_class, loyalty_object
from wallet.google.offers import Coupon, Offer, State, offer_class, offer_object
from wallet.google.words import Resource

CALLBACK_PATH = "/google/callback"

_STATES: dict[str, State] = {
    "active": "ACTIVE",
    "frozen": "INACTIVE",
    "redeemed": "COMPLETED",
    "expired": "EXPIRED",
    "void": "INACTIVE",
}


class GoogleWords:
    """Says what passes show in Google Wallet; needs no account there, so that a preview says the same."""

    def __init__(self, *, issuer_id: str, public_url: str, username: str, secret: bytes) -> None:
        """`secret` makes the codes that change."""
        self._issuer_id = issuer_id
        self._public_url = public_url.rstrip("/")
        self._username = username
        self._secret = secret

    @property
    def issuer_id(self) -> str:
        """The issuer to whom all classes and objects belong."""
        return self._issuer_id

    def id_of(self, serial: str) -> str:
        """Returns the id under which Google has a pass."""
        return f"{self._issuer_id}.{serial}"

    def serial_of(self, object_id: str) -> str | None:
        """Returns the serial of the pass that Google has under an id, None when it is not one of ours."""
        issuer_id, _, serial = object_id.partition(".")
        return serial if issuer_id == self._issuer_id and serial else None

    def card_class(self, organisation: str, language: Language, design: Design, places: Sequence[Place]) -> Resource:
        """Returns the class of all cards, in the `design` of all tiers. CPU work the first time: use a thread."""
        return loyalty_class(self._shop(organisation, language, design, places))

    def card(self, shown: PassFacts, coupons: Sequence[str], design: Design | None = None) -> Resource:
        """Returns the object of a member's card, with the coupons of these serials on it.

        Stamps are across it in the `design` of all tiers; without one they are not.
        """
        stamped = google_pictures.stamp_card(shown.stamps)
        stamps = google_pictures.stamps_path(design, stamped) if design and stamped else ""
        shop = self._shop(shown.organisation, shown.language, shown.design, ())
        code = f"https://t.me/{self._username}?start=c_{shown.code}"
        card = Card(
            suffix=shown.serial,
            code=code,
            digits=pictures.grouped(shown.digits),
            member=shown.name,
            points=shown.points,
            tier=shown.voice.tier(shown.language, shown.tier) if shown.tier else "",
            money=(cashback.worth(shown.points, shown.point), shown.currency) if shown.point else None,
            rotating=Rotating(
                pattern=f"https://t.me/{self._username}?start=r_{shown.code}_{{totp_value_0}}",
                secret=secret_of(self._secret, shown.code),
                digits=DIGITS,
                seconds=STEP,
            ),
            texts=texts.of_card(shown),
            offers=tuple(coupons),
            headline=shown.headline,
            currency=shown.currency,
            banner_url=f"{self._public_url}{stamps}" if stamps else "",
            ended=shown.ended,
            voice=shown.voice,
        )
        return loyalty_object(shop, card)

    def coupon(self, shown: CouponFacts, design: Design) -> tuple[Resource, Resource]:
        """Returns class and object of a coupon. CPU work the first time: use a thread."""
        shop = self._shop(shown.organisation, shown.language, design, shown.places)
        kind = hashlib.sha256(shown.rule_id.encode()).hexdigest()[:16]
        # What one gets is what Google writes largest.
        figure = {language: worth or shown.title[language] for language, worth in shown.worth.items()}
        offer = Offer(suffix=f"{self._username}.offer.{kind}", title=figure)
        coupon = Coupon(
            suffix=shown.serial,
            code=f"https://t.me/{self._username}?start=k_{shown.code}",
            letters=shown.code,
            state="EXPIRED" if shown.ended else _STATES[shown.state],
            until=shown.ends,
            texts=texts.of_coupon(shown),
            ended=shown.ended,
        )
        return offer_class(shop, offer), offer_object(shop, offer, coupon)

    def _shop(self, organisation: str, language: Language, design: Design, places: Sequence[Place]) -> Shop:
        on_earth = tuple((place.latitude, place.longitude) for place in places)
        return replace(self._look(organisation, language, design), places=on_earth)

    @lru_cache(maxsize=16)  # noqa: B019 - one office lives as long as the process
    def _look(self, organisation: str, language: Language, design: Design) -> Shop:
        return Shop(
            issuer_id=self._issuer_id,
            # The bot's name: unlike the shop's it is unique, and it never changes.
            suffix=self._username,
            organisation=organisation,
            language=language,
            logo_url=f"{self._public_url}{pictures.logo_path(design)}",
            banner_url=f"{self._public_url}{pictures.banner_path(design)}" if design.strip or not design.plain else "",
            background=design.background,
            home_url=f"https://t.me/{self._username}",
            callback_url=f"{self._public_url}{CALLBACK_PATH}",
            about=design.about,
            contacts=design.contacts,
            links=design.links,
        )


class GoogleOffice(GoogleWords):
    """Makes the links that save passes to Google Wallet beside; no word with Google itself."""

    def __init__(
        self,
        account: ServiceAccount,
        *,
        issuer_id: str,
        public_url: str,
        username: str,
        secret: bytes,
        save_address: str = ADDRESS,
    ) -> None:
        """Raises LinkTooLongError when the addresses leave no room for a link."""
        super().__init__(issuer_id=issuer_id, public_url=public_url, username=username, secret=secret)
        self._account = account
        self._save_address = save_address
        self.save_link("0" * 32, (), datetime(2026, 1, 1, tzinfo=UTC))

    def save_link(self, serial: str, coupons: Sequence[str], now: datetime) -> str:
        """Returns a fresh link that saves a card and as many coupons as it has room for. CPU work: use a thread.

        Google must have all of them by now.
        """
        site = urlsplit(self._public_url)
        return save_link(
            self._account,
            self.id_of(serial),
            [self.id_of(coupon) for coupon in coupons],
            origin=f"{site.scheme}://{site.netloc}",
            issued_at=int(now.timestamp()),
            address=self._save_address,
        )


def mark(resource: Resource) -> str:
    """Returns the hash that tells whether Google shows a resource already (64 letters)."""
    return hashlib.sha256(json.dumps(resource, sort_keys=True).encode()).hexdigest()
