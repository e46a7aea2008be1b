"""Receipts: purchases as the cashier finds them later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates, reversal
from loyalty.errors import PurchaseUnknown
from services.people import Person, full_name, joined_name, staff_member
from services.programme.versions import version
from services.till.tills import till_of
from storage.prepaid.certificates import paid_for
from storage.tables import Record
from storage.till import purchases


@dataclass(frozen=True, slots=True)
class Goods:
    """A line of a past purchase: `left` of `quantity` items and `rest` of `gross` minor units have not come back."""

    number: int
    category: str
    quantity: int
    gross: int
    left: int
    rest: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A past purchase in the cashier's lists; `returned` is gross, `money_back` what was handed back for it.

    `cashier` was at the till of `outlet`, whose clock shows `zone`. `goods` of one in a list say only what and how
    many. Its sums are in the `currency` that it was made in. Of one that was opened, `certificate` is what gift
    certificates paid of what was payable.
    """

    purchase_id: UUID
    number: str
    at: datetime
    name: str
    gross: int
    returned: int
    payable: int
    redeemed: int
    currency: str
    money_back: int = 0
    goods: tuple[Goods, ...] = ()
    cashier: str = ""
    outlet: str = ""
    zone: str = "UTC"
    certificate: int = 0

    @property
    def itemised(self) -> bool:
        """Says whether it is more than a sum."""
        return len(self.goods) > 1 or any(line.category or line.quantity > 1 for line in self.goods)

    @property
    def stands(self) -> bool:
        """Says whether some of it is still the customer's."""
        return self.returned < self.gross

    @property
    def kept(self) -> int:
        """What the customer has paid in money for what they kept, in minor units."""
        return self.payable - self.money_back


def recent(connection: Connection, cashier: Person, now: datetime, limit: int = 8) -> tuple[Receipt, ...]:
    """Returns the newest purchases of the cashier's outlet. Raises NotAllowed."""
    rows = purchases.recent(connection, till_of(connection, cashier).outlet_id, limit)
    return _listed(connection, rows)


def of_member(connection: Connection, cashier: Person, member_id: UUID, limit: int = 8) -> tuple[Receipt, ...]:
    """Returns the member's newest purchases that stand. Raises NotAllowed."""
    staff_member(connection, cashier)
    return _listed(connection, purchases.of_member(connection, member_id, limit))


def one(connection: Connection, cashier: Person, purchase_id: UUID) -> Receipt:
    """Returns one past purchase. Raises NotAllowed, PurchaseUnknown."""
    staff_member(connection, cashier)
    row = purchases.row_of(connection, purchase_id)
    if row is None:
        raise PurchaseUnknown
    return _with_goods(connection, row)


def find(connection: Connection, cashier: Person, number: str) -> Receipt:
    """Returns the purchase with the number a person typed, dashes and case aside.

    Raises NotAllowed, PurchaseUnknown.
    """
    staff_member(connection, cashier)
    text = "".join(c for c in number.upper() if c.isalnum())
    rows = purchases.by_number(connection, f"{text[:4]}-{text[4:]}")
    if not rows:
        raise PurchaseUnknown
    return _with_goods(connection, rows[0])


def _listed(connection: Connection, rows: Sequence[Record]) -> tuple[Receipt, ...]:
    found = purchases.lines(connection, [row.id for row in rows])
    return tuple(
        replace(
            _receipt(connection, row),
            goods=tuple(
                Goods(number, line.category, line.quantity, 0, 0, 0)
                for number, line in enumerate(found.get(row.id, ()))
            ),
        )
        for row in rows
    )


def _with_goods(connection: Connection, row: Record) -> Receipt:
    cheque = purchases.cheque(connection, row.id)
    left = reversal.items_left(cheque)
    return replace(
        _receipt(connection, row),
        certificate=certificates.total(paid_for(connection, row.id)),
        goods=tuple(
            Goods(
                number, line.category, line.quantity, line.amount, left[number], line.amount - cheque.returned[number]
            )
            for number, line in enumerate(cheque.purchase.lines)
        ),
    )


def _receipt(connection: Connection, row: Record) -> Receipt:
    return Receipt(
        purchase_id=row.id,
        number=row.number,
        at=row.happened_at,
        name=full_name(row),
        gross=row.gross,
        returned=row.returned,
        payable=row.payable,
        redeemed=row.points_redeemed,
        money_back=row.money_back,
        cashier=joined_name(row.cashier_first_name, row.cashier_last_name),
        outlet=row.outlet,
        zone=row.zone,
        currency=version(connection, row.programme_version).currency,
    )
