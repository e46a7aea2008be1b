"""Between a pass and Google: gives classes and objects to the REST server, and knows which classes it has."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from services.passes.coupon_passes import CouponFacts
from services.passes.google.notes import KEPT_MESSAGES, Note
from services.passes.google.office import GoogleOffice, mark
from services.passes.google.passes import ShopFacts, Todo
from wallet.google.loyalty import message
from wallet.google.rest import GoogleAway, GoogleRefused, Kind, Resource, WalletApi


@dataclass(frozen=True, slots=True)
class Wanted:
    """What Google shall show of a pass, and of its class; `mark` tells one such object from another."""

    class_kind: Kind
    class_: Resource
    kind: Kind
    object: Resource
    mark: str


class GoogleLine:
    """What the web server and the jobs share: one account, one pace.

    Whatever speaks to Google raises GoogleAway and GoogleRefused.
    """

    def __init__(self, office: GoogleOffice, api: WalletApi) -> None:
        self.office = office
        self._api = api
        self._classes: dict[str, str] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def wanted(self, todo: Todo) -> Wanted:
        """Returns what Google shall show of a pass now."""
        return await asyncio.to_thread(self._wanted, todo)

    def _wanted(self, todo: Todo) -> Wanted:
        office, facts = self.office, todo.facts
        if isinstance(facts, CouponFacts):
            class_, shown = office.coupon(facts, todo.design)
            return Wanted("offerClass", class_, "offerObject", shown, mark(shown))
        shown = office.card(facts, todo.coupons, todo.design)
        class_ = office.card_class(facts.organisation, facts.language, todo.design, facts.places)
        return Wanted("loyaltyClass", class_, "loyaltyObject", shown, mark(shown))

    async def give(self, wanted: Wanted, *, is_there: bool) -> bool:
        """Gives Google a pass that somebody waits for; False when it has one, which is kept by the jobs.

        `is_there` when we believe so: then it is only looked whether that is true.
        """
        await self._show_class(wanted.class_kind, wanted.class_, urgent=True)
        if is_there and await self._api.get(wanted.kind, wanted.object["id"], urgent=True) is not None:
            return False
        return await self._inserted(wanted, urgent=True)

    async def show(self, wanted: Wanted, *, is_new: bool, notify: bool) -> None:
        """Has Google show a pass; with `notify` the phone announces the fields that Google announces."""
        await self._show_class(wanted.class_kind, wanted.class_)
        if is_new and await self._inserted(wanted):
            return
        # Not kept by Google: without it in the request there is no announcement.
        announced = {"notifyPreference": "NOTIFY_ON_UPDATE"} if notify else {}
        if not await self._api.patch(wanted.kind, {**wanted.object, **announced}) and not await self._inserted(wanted):
            raise GoogleAway(f"{wanted.object['id']} is neither there nor new")

    async def _inserted(self, wanted: Wanted, *, urgent: bool = False) -> bool:
        try:
            return await self._api.insert(wanted.kind, wanted.object, urgent=urgent)
        except GoogleRefused as error:
            if error.status == 404:  # its class is not there, whatever we believed
                self._classes.pop(wanted.class_["id"], None)
                raise GoogleAway(str(error)) from error
            raise

    async def show_class(self, wanted: Wanted) -> None:
        """Has Google show the class of a pass."""
        await self._show_class(wanted.class_kind, wanted.class_)

    async def show_cards(self, shop: ShopFacts) -> None:
        """Has Google show what all cards have in common."""
        facts = (shop.organisation, shop.language, shop.design, shop.places)
        await self._show_class("loyaltyClass", await asyncio.to_thread(self.office.card_class, *facts))

    async def _show_class(self, kind: Kind, class_: Resource, *, urgent: bool = False) -> None:
        """Sends a class, unless Google is known to have it; every process does so once."""
        class_id, newest = class_["id"], mark(class_)
        async with self._turns[class_id]:
            if self._classes.get(class_id) == newest:
                return
            await self._api.put(kind, class_, urgent=urgent)
            self._classes[class_id] = newest

    async def said(self, wanted: Wanted, note: Note) -> bool:
        """Says whether a message is on the pass."""
        found = await self._api.get(wanted.kind, wanted.object["id"])
        return any(each.get("id") == note.id for each in (found or {}).get("messages", ()))

    async def say(self, wanted: Wanted, note: Note, todo: Todo, *, notify: bool) -> int:
        """Adds a message to a pass, which the phone announces with `notify`; returns how many it has then."""
        written = message(note.id, todo.facts.language, note.header, note.body, notify=notify)
        number = await self._api.add_message(wanted.kind, wanted.object["id"], written)
        if number is None:
            raise GoogleAway(f"{wanted.object['id']} is gone")
        return number

    async def tidy(self, wanted: Wanted) -> int:
        """Takes the oldest messages off a pass; returns how many are left."""
        found = await self._api.get(wanted.kind, wanted.object["id"]) or {}
        left = found.get("messages", [])[-KEPT_MESSAGES:]
        # An array is replaced as a whole; what was announced once is not to be announced again.
        quiet = [{**each, "messageType": "TEXT"} for each in left]
        await self._api.patch(wanted.kind, {"id": wanted.object["id"], "messages": quiet})
        return len(quiet)
