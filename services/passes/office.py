"""The office that signs passes for Apple."""

import hashlib
import hmac
from datetime import datetime
from typing import Literal

from services.design import pictures
from services.passes.coupon_passes import CouponFacts
from services.passes.pass_facts import PassFacts
from wallet.apple.card import StoreCard
from wallet.apple.coupon import Coupon
from wallet.apple.credentials import Credentials
from wallet.apple.ended import EndedPass
from wallet.apple.package import build, bundle

__all__ = ["PassOffice", "bundle"]


class PassOffice:
    """Signs passes with credentials that are loaded once; `secret` makes the keys that phones show us."""

    def __init__(self, credentials: Credentials, *, secret: bytes, public_url: str, username: str) -> None:
        self._credentials = credentials
        self._secret = secret
        self._public_url = public_url.rstrip("/")
        self._username = username

    @property
    def pass_type_id(self) -> str:
        """The pass type that the certificate is for."""
        return self._credentials.pass_type_id

    def token(self, serial: str) -> str:
        """Returns the key with which a phone asks for this pass; it never changes."""
        text = f"{self.pass_type_id}\n{serial}"
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def build(self, shown: PassFacts | CouponFacts, now: datetime) -> bytes:
        """Returns the signed .pkpass. CPU work: use a thread, outside transactions."""
        return build(self._made(shown), shown.design, self._credentials, now)

    def _made(self, shown: PassFacts | CouponFacts) -> StoreCard | Coupon | EndedPass:
        if shown.ended:
            style: Literal["coupon", "storeCard"] = "coupon" if isinstance(shown, CouponFacts) else "storeCard"
            return EndedPass(shown.serial, self.token(shown.serial), self._service, style)
        return self._coupon(shown) if isinstance(shown, CouponFacts) else self._card(shown)

    @property
    def _service(self) -> str:
        return f"{self._public_url}/passkit"

    def _card(self, shown: PassFacts) -> StoreCard:
        return StoreCard(
            serial=shown.serial,
            authentication_token=self.token(shown.serial),
            web_service_url=self._service,
            code=_code(self._username, shown.code),
            digits=pictures.grouped(shown.digits),
            member=shown.name,
            points=shown.points,
            headline=shown.headline,
            zone=shown.zone,
            tier=shown.tier,
            worth=shown.worth,
            currency=shown.currency,
            point=shown.point,
            expiring=(shown.expires[1], shown.expires[0]) if shown.expires else None,
            stamps=shown.stamps,
            coupons=shown.coupons,
            climb=shown.climb,
            schedule=shown.schedule,
            operations=shown.operations,
            places=shown.places,
            news=shown.news,
            bot_url=f"https://t.me/{self._username}",
            page_url=f"{self._public_url}/p/{shown.page_token}",
            frozen=shown.suspended,
            voice=shown.voice,
        )

    def _coupon(self, shown: CouponFacts) -> Coupon:
        return Coupon(
            serial=shown.serial,
            authentication_token=self.token(shown.serial),
            web_service_url=self._service,
            link=f"https://t.me/{self._username}?start=k_{shown.code}",
            code=shown.code,
            title=shown.title,
            worth=shown.worth,
            terms={language: "\n".join(lines) for language, lines in shown.terms.items()},
            state=shown.state,
            zone=shown.zone,
            ends=shown.ends,
            places=shown.places,
            bot_url=f"https://t.me/{self._username}",
            voice=shown.voice,
        )


def _code(username: str, code: str) -> str:
    return f"https://t.me/{username}?start=c_{code}"
