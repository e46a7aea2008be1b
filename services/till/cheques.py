"""A cheque as values: the sale being made, what it would come to, what was recorded, and its key."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from loyalty import certificates
from loyalty.certificates import Part, Tender
from loyalty.decision import Decision
from loyalty.events import Line
from loyalty.member import Member
from loyalty.programme import Programme
from services.till.tills import Till
from storage.engine.ids import following, uuid7
from storage.till import outcomes
from storage.till.outcomes import Outcome as Outcome  # noqa: PLC0414 - handed on to screens


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale being made: `draft_id` was made at the scan and is the sale's key; `amount` in minor units.

    `lines` is empty when only the amount was typed. `coupons` are the ids of those that were set aside for it. Its sums
    were typed in `currency`; empty for that of the programme. `certificates` pay what is left of it, in their order.
    """

    draft_id: UUID
    member_id: UUID
    amount: int
    redeem: int = 0
    lines: tuple[Line, ...] = ()
    coupons: tuple[UUID, ...] = ()
    currency: str = ""
    certificates: tuple[Tender, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a sale would come to; `reason` names the refusal when no points can be redeemed. Nothing is written.

    Of what is payable, gift certificates pay `certificate`, and would pay `certificate_then` after the most points.
    """

    gross: int
    discount: int
    redeemable: int
    redeemable_value: int
    reason: str
    redeem: int
    payable: int
    earned: int
    balance_after: int
    outcome: Outcome
    certificate: int = 0
    certificate_then: int = 0

    @property
    def cash(self) -> int:
        """What is paid in money."""
        return self.payable - self.certificate

    @property
    def cash_then(self) -> int:
        """What would be paid in money after the most points."""
        return self.payable - self.redeemable_value - self.certificate_then


@dataclass(frozen=True, slots=True)
class Sold:
    """A recorded sale; `repeated` when it had been recorded before, `undone` when all of it came back since.

    `outcome` says by which rules it became cheaper, and what was counted and promised. Of what was payable, gift
    certificates paid `certificate`.
    """

    purchase_id: UUID
    number: str
    name: str
    gross: int
    discount: int
    redeemed: int
    value: int
    payable: int
    earned: int
    pending: int
    balance: int
    at: datetime
    repeated: bool
    undone: bool
    outcome: Outcome = Outcome()  # noqa: RUF009 - a frozen value
    certificate: int = 0

    @property
    def cash(self) -> int:
        """What was paid in money."""
        return self.payable - self.certificate


@dataclass(frozen=True, slots=True)
class Deal:
    """A decided sale that is about to be written: `member` is as the decision saw them, `at` the sale's time."""

    till: Till
    sale: Sale
    decision: Decision
    member: Member
    programme: Programme
    at: datetime

    @property
    def parts(self) -> tuple[Part, ...]:
        """What gift certificates pay of it, as the cashier has seen it."""
        return certificates.pays(self.decision.payable, self.sale.certificates)


def new_draft() -> UUID:
    """Returns the id of a sale that begins with a scan; it becomes the purchase's id and key."""
    return uuid7()


def next_draft(draft: UUID, change: str) -> UUID:
    """Returns the id under which a sale goes on after a change: the same for the same, as a tap may come twice."""
    return following(draft, change)


def key_of(sale: Sale) -> str:
    """Returns the idempotency key of a sale made in the chat."""
    return key(sale.draft_id)


def key(draft_id: UUID) -> str:
    """Returns the idempotency key of the sale that has this draft."""
    return f"purchase:{draft_id}"


def fingerprint(sale: Sale) -> str:
    """Returns a digest of what was asked for, to tell a repeated call from another one under the same key."""
    body = [
        str(sale.member_id),
        sale.amount,
        sale.redeem,
        [[line.amount, line.category, line.quantity, line.sku] for line in sale.lines],
        *([sorted(str(coupon_id) for coupon_id in sale.coupons)] if sale.coupons else []),
        *([[str(tender.id), tender.balance] for tender in sale.certificates]),
    ]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def to_json(sold: Sold) -> dict[str, Any]:
    """Returns a recorded sale as a notice carries it."""
    plain = {field.name: getattr(sold, field.name) for field in fields(sold)}
    outcome = outcomes.to_json(sold.outcome)
    return {**plain, "purchase_id": str(sold.purchase_id), "at": sold.at.isoformat(), "outcome": outcome}


def from_json(told: Mapping[str, Any]) -> Sold:
    """Returns the sale that a notice carries; what else it carries is passed over."""
    plain = {field.name: told[field.name] for field in fields(Sold) if field.name != "outcome" and field.name in told}
    outcome = outcomes.from_json(told["outcome"]) if "outcome" in told else Outcome()
    at = datetime.fromisoformat(told["at"])
    return Sold(**{**plain, "purchase_id": UUID(told["purchase_id"]), "at": at, "outcome": outcome})


def rules_told(sold: Sold, programme: Programme) -> list[dict[str, str]]:
    """Returns the rules that had a say in a sale as a notice carries them: id, mechanic and own title, if any."""
    ids = sold.outcome.rules
    return [
        {"id": rule.id, "mechanic": rule.mechanic, "title": getattr(rule.config, "title", "")}
        for rule in programme.rules
        if rule.id in ids
    ]
