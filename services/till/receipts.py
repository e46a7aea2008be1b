"""Receipts: purchases as the cashier finds them later, and as notices carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import PurchaseUnknown
from loyalty.programme import Programme
from services.people import Person, full_name, staff_member
from services.till.sales import Sold
from services.till.tills import till_of
from storage.tables import Record
from storage.till import outcomes, purchases
from storage.till.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Receipt:
    """A past purchase in the cashier's lists; `returned` is gross."""

    purchase_id: UUID
    number: str
    at: datetime
    name: str
    gross: int
    returned: int
    payable: int
    redeemed: int


def recent(connection: Connection, cashier: Person, now: datetime, limit: int = 8) -> tuple[Receipt, ...]:
    """Returns the newest purchases of the cashier's outlet. Raises NotAllowed."""
    rows = purchases.recent(connection, till_of(connection, cashier).outlet_id, limit)
    return tuple(_receipt(row) for row in rows)


def of_member(connection: Connection, cashier: Person, member_id: UUID, limit: int = 8) -> tuple[Receipt, ...]:
    """Returns the member's newest purchases. Raises NotAllowed."""
    staff_member(connection, cashier)
    return tuple(_receipt(row) for row in purchases.of_member(connection, member_id, limit))


def one(connection: Connection, cashier: Person, purchase_id: UUID) -> Receipt:
    """Returns one past purchase. Raises NotAllowed, PurchaseUnknown."""
    staff_member(connection, cashier)
    row = purchases.row_of(connection, purchase_id)
    if row is None:
        raise PurchaseUnknown
    return _receipt(row)


def find(connection: Connection, cashier: Person, number: str) -> Receipt:
    """Returns the purchase with the number a person typed, dashes and case aside.

    Raises NotAllowed, PurchaseUnknown.
    """
    staff_member(connection, cashier)
    text = "".join(c for c in number.upper() if c.isalnum())
    rows = purchases.by_number(connection, f"{text[:4]}-{text[4:]}")
    if not rows:
        raise PurchaseUnknown
    return _receipt(rows[0])


def _receipt(row: Record) -> Receipt:
    return Receipt(
        purchase_id=row.id,
        number=row.number,
        at=row.happened_at,
        name=full_name(row),
        gross=row.gross,
        returned=row.returned,
        payable=row.payable,
        redeemed=row.points_redeemed,
    )


def to_json(sold: Sold) -> dict[str, Any]:
    """Returns a recorded sale as a notice carries it."""
    plain = {field.name: getattr(sold, field.name) for field in fields(sold)}
    outcome = outcomes.to_json(sold.outcome)
    return {**plain, "purchase_id": str(sold.purchase_id), "at": sold.at.isoformat(), "outcome": outcome}


def from_json(told: Mapping[str, Any]) -> Sold:
    """Returns the sale that a notice carries; what else it carries is passed over."""
    plain = {field.name: told[field.name] for field in fields(Sold) if field.name != "outcome"}
    outcome = outcomes.from_json(told["outcome"]) if "outcome" in told else Outcome()
    at = datetime.fromisoformat(told["at"])
    return Sold(**{**plain, "purchase_id": UUID(told["purchase_id"]), "at": at, "outcome": outcome})


def rules_told(sold: Sold, programme: Programme) -> list[dict[str, str]]:
    """Returns the rules that had a say in a sale as a notice carries them: id, mechanic and own title, if any."""
    outcome = sold.outcome
    ids = {off.rule_id for off in outcome.offs}
    ids |= {counted.rule_id for counted in outcome.counting.counted}
    ids |= {promised.coupon for promised in outcome.counting.promised}
    return [
        {"id": rule.id, "mechanic": rule.mechanic, "title": getattr(rule.config, "title", "")}
        for rule in programme.rules
        if rule.id in ids
    ]
