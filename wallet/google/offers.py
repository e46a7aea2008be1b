"""What a coupon in Google Wallet says: the offer class of its kind and a member's offer object."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wallet.google.loyalty import Shop, Text, barcode, frame, named, texts
from wallet.google.words import Resource, Words, localized, moment, picture
from wallet.text import tidy

TITLE_LIMIT = 60
_PROVIDER_LIMIT = 12

State = Literal["ACTIVE", "COMPLETED", "EXPIRED", "INACTIVE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What all coupons of one rule have in common; `suffix` as in Shop."""

    suffix: str
    title: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon:
    """A member's coupon; `code` is the link in its QR code, `letters` are typed when nothing can be scanned."""

    suffix: str
    code: str
    letters: str
    state: State
    until: datetime | None
    texts: tuple[Text, ...] = ()
    ended: bool = False
    """Whether the holder was erased: there is no code any more."""


def offer_class(shop: Shop, offer: Offer) -> Resource:
    """Returns the OfferClass of a coupon rule."""
    language, name = shop.language, named(shop)
    title = {spoken: tidy(said, TITLE_LIMIT) or name for spoken, said in offer.title.items()}
    return {
        "id": f"{shop.issuer_id}.{offer.suffix}",
        **frame(shop),
        "title": title[language],
        "localizedTitle": localized(language, title, TITLE_LIMIT),
        "provider": tidy(shop.organisation, _PROVIDER_LIMIT) or shop.suffix,
        "redemptionChannel": "INSTORE",
        "titleImage": picture(shop.logo_url, language, name),
    }


def offer_object(shop: Shop, offer: Offer, coupon: Coupon) -> Resource:
    """Returns a member's OfferObject."""
    return {
        "id": f"{shop.issuer_id}.{coupon.suffix}",
        "classId": f"{shop.issuer_id}.{offer.suffix}",
        "state": coupon.state,
        "barcode": None if coupon.ended else barcode(coupon.code, coupon.letters),
        "validTimeInterval": {"end": {"date": moment(coupon.until)}} if coupon.until else None,
        "textModulesData": texts(shop.language, coupon.texts),
    }
