"""Signed passes as files: the card, a coupon, several at once; each is built once per version."""

import asyncio
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from services.passes import coupon_passes, pass_facts
from services.passes.coupon_passes import CouponFacts
from services.passes.office import bundle
from services.passes.pass_facts import PassFacts
from web.metrics import Metrics
from web.shelf import Shelf
from web.site import Site

PKPASS = "application/vnd.apple.pkpass"
PKPASSES = "application/vnd.apple.pkpasses"


class Passes:
    """Answers `/p/<token>.pkpass`, `/p/<token>.pkpasses` and `/p/<token>/coupons/<code>.pkpass`."""

    def __init__(self, site: Site, metrics: Metrics) -> None:
        self._site = site
        self._metrics = metrics
        self._built = Shelf(64)

    async def card(self, request: Request) -> Response:
        """The card, for the button."""
        return await self.answer(request, await self._card(request))

    async def coupon(self, request: Request) -> Response:
        """The pass of one of the member's coupons; the first to ask for it makes it."""
        token, code, now = request.path_params["token"], request.path_params["code"], self._site.clock()
        serial = await self._site.db.write(coupon_passes.save, token, code, now)
        facts = await self._site.db.read(coupon_passes.facts, serial=serial, now=now) if serial else None
        if facts is None:
            raise HTTPException(404, "No coupon has this address.")
        return await self.answer(request, facts)

    async def several(self, request: Request) -> Response:
        """The card and the coupons that may still be used, up to ten passes, which a phone adds at once."""
        token, now = request.path_params["token"], self._site.clock()
        card = await self._card(request)
        serials = await self._site.db.write(coupon_passes.save_all, token, now)
        found = [await self._site.db.read(coupon_passes.facts, serial=serial, now=now) for serial in serials]
        wanted: list[PassFacts | CouponFacts] = [card, *(facts for facts in found if facts is not None)]
        built = await asyncio.gather(*(self._built_of(facts) for facts in wanted))
        headers = {"Content-Disposition": 'attachment; filename="cards.pkpasses"', "Cache-Control": "private, no-store"}
        return Response(await asyncio.to_thread(bundle, built), media_type=PKPASSES, headers=headers)

    async def newest(self, request: Request, serial: str) -> Response | None:
        """Answers with the pass that has this serial, or with 304; None when there is none."""
        now = self._site.clock()
        card = await self._site.db.read(pass_facts.facts, serial=serial, now=now)
        card = card or await self._site.db.read(pass_facts.ended, serial=serial, now=now)
        if card is not None:
            return await self.answer(request, card)
        coupon = await self._site.db.read(coupon_passes.facts, serial=serial, now=now)
        return None if coupon is None else await self.answer(request, coupon)

    async def answer(self, request: Request, facts: PassFacts | CouponFacts) -> Response:
        """Answers with the signed pass, or with 304 when the phone has this version."""
        known = unchanged(request, facts.changed_at, self._site.clock())
        if known is not None and not facts.ended:
            return known
        name = f"coupon-{facts.code}" if isinstance(facts, CouponFacts) else "card"
        headers = {
            **_dated(facts.changed_at, self._site.clock()),
            "Content-Disposition": f'attachment; filename="{name}.pkpass"',
        }
        return Response(await self._built_of(facts), media_type=PKPASS, headers=headers)

    async def _built_of(self, facts: PassFacts | CouponFacts) -> bytes:
        return await self._built.get((facts.serial, facts.version), lambda: self._build(facts))

    def _build(self, facts: PassFacts | CouponFacts) -> bytes:
        self._metrics.passes.inc()
        return self._site.pass_office.build(facts, self._site.clock())

    async def _card(self, request: Request) -> PassFacts:
        token = request.path_params["token"]
        facts = await self._site.db.read(pass_facts.facts, page_token=token, now=self._site.clock())
        if facts is None:
            raise HTTPException(404, "No card has this address.")
        return facts


def unchanged(request: Request, changed_at: datetime, now: datetime) -> Response | None:
    """Returns 304 when the phone has the pass as it was changed last, else None."""
    if _has_it(request.headers.get("if-modified-since"), changed_at):
        return Response(status_code=304, headers=_dated(changed_at, now))
    return None


def _dated(changed_at: datetime, now: datetime) -> dict[str, str]:
    # Changes within a second are numbered by the seconds after it, but HTTP knows no time to come (RFC 9110, 8.8.2.1).
    # A phone that was given a time before the change asks once more than it must, and misses nothing.
    at = min(changed_at, now)
    return {"Last-Modified": format_datetime(at, usegmt=True), "Cache-Control": "private, no-cache"}


def _has_it(since: str | None, changed_at: datetime) -> bool:
    if since is None:
        return False
    try:
        date = parsedate_to_datetime(since)
        # The oldest of HTTP's three forms has no zone and means the same one.
        return changed_at.replace(microsecond=0) <= date.replace(tzinfo=date.tzinfo or UTC)
    except (ValueError, TypeError, OverflowError, IndexError):  # no date, or one beyond all years
        return False
