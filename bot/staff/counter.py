"""The sale that a cashier has open, as the conversation remembers it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.visit import Visit
from loyalty.certificates import Tender
from loyalty.events import Line
from services.till import cheques
from services.till.cheques import Sale
from services.till.identifying import Proof


class Selling(StatesGroup):
    """What the cashier's next message is: a sum, how many points to redeem, a coupon's code, or its item's price."""

    amount = State()
    price = State()
    points = State()
    code = State()


@dataclass(frozen=True)
class Taken:
    """A coupon that is set aside for the sale."""

    id: UUID
    code: str
    title: str


@dataclass(frozen=True)
class Shown:
    """A gift certificate that pays in the sale, with the `balance` (minor units) that the cashier has seen on it."""

    id: UUID
    ending: str
    balance: int


@dataclass(frozen=True)
class Counter:
    """The sale that a cashier has open. Another cheque makes a new draft, so that an older screen cannot record it.

    `at` is the place of the line that a typed sum is for; `asked` is that line while it is looked at, before it counts.
    `pricing` is the coupon whose item's price is asked, and what kind of item that is.
    `screen` is the message whose buttons belong to the sale. `proof` is there when a code that changes was scanned.
    Its sums are in `currency`, in which it was begun. `certificates` pay what is left to pay.
    """

    member: UUID
    name: str
    draft: UUID
    lines: tuple[Line, ...] = ()
    at: int = 0
    asked: Line | None = None
    coupons: tuple[Taken, ...] = ()
    pricing: tuple[str, str] | None = None
    hold: UUID | None = None
    screen: int | None = None
    proof: Proof | None = None
    currency: str = ""
    certificates: tuple[Shown, ...] = ()

    @property
    def total(self) -> int:
        """The sum of the cheque in minor units."""
        return sum(line.amount for line in self.lines)

    @property
    def rest(self) -> int:
        """The place of the line without a category: the first one, or after all others."""
        return next((place for place, line in enumerate(self.lines) if not line.category), len(self.lines))

    @property
    def target(self) -> Line:
        """The line that a typed sum is for, as it then stands but for the sum."""
        return self.asked or (self.lines[self.at] if self.at < len(self.lines) else Line(0))

    @property
    def itemised(self) -> bool:
        """Says whether the cheque is more than a sum."""
        return len(self.lines) > 1 or any(line.category or line.quantity > 1 for line in self.lines)

    def sale(self, redeem: int = 0) -> Sale:
        """Returns the sale as the use cases take it."""
        lines = self.lines if self.itemised else ()
        coupons = tuple(coupon.id for coupon in self.coupons)
        tenders = tuple(Tender(each.id, each.balance) for each in self.certificates)
        return Sale(self.draft, self.member, self.total, redeem, lines, coupons, self.currency, tenders)

    def asking(self, line: Line, at: int) -> "Counter":
        """Returns the sale while the line at a place is looked at."""
        return replace(self, asked=line, at=at)

    def priced(self, amount: int) -> "Counter":
        """Returns the sale after a sum was typed, in minor units."""
        line = replace(self.target, amount=amount)
        return self._another((*self.lines[: self.at], line, *self.lines[self.at + 1 :]), self.at)

    def without(self, place: int) -> "Counter":
        """Returns the sale without the line at a place; a typed sum is then for the rest."""
        left = self._another((*self.lines[:place], *self.lines[place + 1 :]), 0)
        return replace(left, at=left.rest)

    def naming(self, amount: int, category: str) -> "Counter":
        """Returns the sale after one item of a category, at a price, was said to be part of the rest."""
        rest, place = self.lines[self.rest], self.rest
        left = replace(rest, amount=rest.amount - amount, quantity=max(1, rest.quantity - 1))
        others = (*self.lines[:place], *((left,) if left.amount else ()), *self.lines[place + 1 :])
        # One that was said to be in the sum now has a price of its own.
        said = (
            replace(line, quantity=max(0, line.quantity - 1))
            if in_the_sum(line) and line.category == category
            else line
            for line in others
        )
        named = self._another((*said, Line(amount, category)), 0)
        return replace(named, at=named.rest)

    def counting(self, category: str, quantity: int) -> "Counter":
        """Returns the sale after it was said how many of a category are in the sum of the rest."""
        others = (line for line in self.lines if not in_the_sum(line) or line.category != category)
        counted = self._another((*others, Line(0, category, quantity)), 0)
        return replace(counted, at=counted.rest)

    def presenting(self, draft: UUID, coupons: tuple[Taken, ...]) -> "Counter":
        """Returns the sale with these coupons, under the draft that has them set aside."""
        return replace(self, draft=draft, coupons=coupons, asked=None, pricing=None)

    def paying(self, certificates: tuple[Shown, ...]) -> "Counter":
        """Returns the sale with these certificates, as they are now."""
        draft = self.next_draft(json.dumps([[str(each.id), each.balance] for each in certificates]))
        return replace(self, draft=draft, certificates=certificates)

    def next_draft(self, change: str) -> UUID:
        """Returns the draft under which the sale goes on after a change."""
        return cheques.next_draft(self.draft, change)

    def anew(self) -> "Counter":
        """Returns the sale after the customer was asked for nothing."""
        return replace(self, draft=self.next_draft("anew"), hold=None)

    def _another(self, lines: tuple[Line, ...], at: int) -> "Counter":
        if all(line.category for line in lines):  # there is no sum any more that anything could be in
            lines = tuple(line for line in lines if not in_the_sum(line))
        draft = self.next_draft(json.dumps([_as_json(line) for line in lines]))
        return replace(self, draft=draft, lines=lines, at=at, asked=None, pricing=None)

    async def keep(self, state: FSMContext) -> None:
        """Remembers the sale in the conversation."""
        kept: dict[str, Any] = {
            "member": str(self.member),
            "name": self.name,
            "draft": str(self.draft),
            "lines": [_as_json(line) for line in self.lines],
            "at": self.at,
            "asked": _as_json(self.asked) if self.asked else None,
            "coupons": [[str(coupon.id), coupon.code, coupon.title] for coupon in self.coupons],
            "pricing": list(self.pricing) if self.pricing else None,
            "hold": str(self.hold) if self.hold else None,
            "screen": self.screen,
            "proof": [self.proof.step, self.proof.at.isoformat()] if self.proof else None,
            "currency": self.currency,
            "certificates": [[str(each.id), each.ending, each.balance] for each in self.certificates],
        }
        await state.update_data(sale=kept)


def _as_json(line: Line) -> list[str | int]:
    return [line.amount, line.category, line.quantity]


def in_the_sum(line: Line) -> bool:
    """Says whether a line says only how many are in the sum of the rest."""
    return bool(line.category) and not line.amount


async def open_sale(state: FSMContext) -> Counter | None:
    """Returns the sale that the cashier has open, or None."""
    kept = (await state.get_data()).get("sale")
    if not kept:
        return None
    member, proof, pricing = UUID(kept["member"]), kept.get("proof"), kept.get("pricing")
    return Counter(
        member,
        kept["name"],
        UUID(kept["draft"]),
        lines=tuple(Line(*line) for line in kept["lines"]),
        at=kept["at"],
        asked=Line(*kept["asked"]) if kept["asked"] else None,
        coupons=tuple(Taken(UUID(coupon), code, title) for coupon, code, title in kept["coupons"]),
        pricing=(pricing[0], pricing[1]) if pricing else None,
        hold=UUID(kept["hold"]) if kept["hold"] else None,
        screen=kept["screen"],
        proof=Proof(member, proof[0], datetime.fromisoformat(proof[1])) if proof else None,
        currency=kept.get("currency", ""),
        certificates=tuple(Shown(UUID(id_), end, balance) for id_, end, balance in kept.get("certificates", ())),
    )


async def live(visit: Visit, state: FSMContext, draft: UUID) -> Counter | None:
    """Returns the open sale if the tapped button belongs to it; otherwise says what became of it."""
    counter = await open_sale(state)
    if counter and counter.draft == draft:
        return counter
    sold = await was_sold(state, draft)
    await visit.answer(visit.speech.plain("sale-already" if sold else "common-stale"), alert=not sold)
    return None


async def leave(visit: Visit, before: Counter | None, counter: Counter) -> None:
    """Takes the buttons off the screen that the sale was on, unless a customer is being asked there."""
    if before and not before.hold and before.screen != counter.screen:
        await visit.retire(before.screen)


async def was_sold(state: FSMContext, draft: UUID) -> bool:
    """Says whether this is the sale that the cashier recorded last."""
    return (await state.get_data()).get("sold") == str(draft)
