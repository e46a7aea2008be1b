"""Purchases, their lines and refunds: rows in, cheques out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from loyalty.decision import Cheque
from loyalty.events import Line, Presented, Purchase
from loyalty.ledger import POINTS
from loyalty.member import Facts, from_json, to_json
from loyalty.programme import Share, Taken
from storage.engine.prepared import Prepared
from storage.rewards import coupons
from storage.standing import money_back, returned, stands
from storage.tables import Record, lot, member, outlet, person, posting, purchase, purchase_line, refund
from storage.till import outcomes


@dataclass(frozen=True, slots=True)
class NewPurchase:
    """What a purchase's row says beside its lines; see `storage.tables.purchase`."""

    id: UUID
    member_id: UUID | None
    operation_id: UUID | None
    outlet_id: int
    receipt_no: str
    business_day: date
    number: str
    cashier_id: UUID | None
    happened_at: datetime
    zone: str
    programme_version: int
    facts: Facts
    gross: int
    discount: int
    points_redeemed: int
    points_value: int
    payable: int
    earned: int
    pending: int
    raw: int
    bonus: int
    balance_after: int


STANDS = stands()
"""Whether a purchase stands."""

_NEW_PURCHASE, _NEW_LINE = Prepared(purchase.insert()), Prepared(purchase_line.insert())
_COUNT_ON_DAY = Prepared(
    select(func.count().label("purchases")).where(
        purchase.c.member_id == bindparam("member_id"), purchase.c.business_day == bindparam("day"), STANDS
    )
)


def insert(connection: Connection, new: NewPurchase, lines: Sequence[Line], shares: Sequence[Share]) -> None:
    """Writes a purchase with its lines and what was allocated to them."""
    row = {name: getattr(new, name) for name in NewPurchase.__dataclass_fields__}
    row["facts"] = to_json(new.facts)
    _NEW_PURCHASE.run(connection, row)
    _NEW_LINE.run_each(
        connection,
        [
            {
                "purchase_id": new.id,
                "line": share.line,
                "category": line.category,
                "sku": line.sku,
                "quantity": line.quantity,
                "gross": share.gross,
                "discount": share.discount,
                "points_paid": share.points_paid,
                "eligible": int(share.eligible),
                "free": share.free,
            }
            for line, share in zip(lines, shares, strict=True)
        ],
    )


def row_of(connection: Connection, purchase_id: UUID) -> Record | None:
    """Returns the purchase's row with the names of member, cashier and outlet and what came back, or None."""
    return connection.execute(_RECEIPT, {"id": purchase_id}).one_or_none()


_CASHIER = person.alias()
_RECEIPTS = (
    select(
        purchase,
        returned().label("returned"),
        money_back().label("money_back"),
        person.c.first_name,
        person.c.last_name,
        outlet.c.name.label("outlet"),
        _CASHIER.c.first_name.label("cashier_first_name"),
        _CASHIER.c.last_name.label("cashier_last_name"),
    )
    .join(member, member.c.id == purchase.c.member_id, isouter=True)
    .join(person, person.c.id == member.c.person_id, isouter=True)
    .join(_CASHIER, _CASHIER.c.id == purchase.c.cashier_id, isouter=True)
    .join(outlet, outlet.c.id == purchase.c.outlet_id)
)
_RECEIPT = _RECEIPTS.where(purchase.c.id == bindparam("id"))


def recent(connection: Connection, outlet_id: int | None, limit: int) -> Sequence[Record]:
    """Returns the newest purchases of an outlet (None: of all)."""
    query = _RECEIPTS.order_by(purchase.c.happened_at.desc(), purchase.c.id.desc()).limit(limit)
    return connection.execute(query if outlet_id is None else query.where(purchase.c.outlet_id == outlet_id)).all()


def of_member(connection: Connection, member_id: UUID, limit: int) -> Sequence[Record]:
    """Returns the member's newest purchases that stand."""
    query = _RECEIPTS.where(purchase.c.member_id == member_id, STANDS).order_by(purchase.c.id.desc()).limit(limit)
    return connection.execute(query).all()


def by_number(connection: Connection, number: str) -> Sequence[Record]:
    """Returns the purchases with this printed number, newest first; nearly always one."""
    query = _RECEIPTS.where(purchase.c.number == number).order_by(purchase.c.id.desc())
    return connection.execute(query).all()


def lines(connection: Connection, purchase_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Record]]:
    """Returns the category and quantity of every line of these purchases, in order."""
    query = (
        select(purchase_line.c.purchase_id, purchase_line.c.category, purchase_line.c.quantity)
        .where(purchase_line.c.purchase_id.in_(purchase_ids))
        .order_by(purchase_line.c.purchase_id, purchase_line.c.line)
    )
    found: dict[UUID, list[Record]] = {}
    for row in connection.execute(query):
        found.setdefault(row.purchase_id, []).append(row)
    return found


def free(connection: Connection, purchase_id: UUID) -> tuple[tuple[str, int], ...]:
    """Returns the category and number of what a purchase gave away, line by line."""
    query = (
        select(purchase_line.c.category, purchase_line.c.free)
        .where(purchase_line.c.purchase_id == purchase_id, purchase_line.c.free > 0)
        .order_by(purchase_line.c.line)
    )
    return tuple((row.category, row.free) for row in connection.execute(query))


def on_day(connection: Connection, member_id: UUID, day: date) -> int:
    """Returns how many purchases the member made on a business day that stand."""
    (row,) = _COUNT_ON_DAY.rows(connection, {"member_id": member_id, "day": day})
    return int(row.purchases)


def cheque(connection: Connection, purchase_id: UUID) -> Cheque:
    """Returns the purchase as a refund needs it, with what came back so far."""
    row = connection.execute(select(purchase).where(purchase.c.id == purchase_id)).one()
    lines = connection.execute(
        select(purchase_line).where(purchase_line.c.purchase_id == purchase_id).order_by(purchase_line.c.line)
    ).all()
    returns = connection.execute(select(refund).where(refund.c.purchase_id == purchase_id).order_by(refund.c.id)).all()
    last = returns[-1] if returns else None
    return Cheque(
        purchase=Purchase(
            id=row.id,
            at=row.happened_at,
            zone=row.zone,
            outlet=str(row.outlet_id),
            lines=tuple(Line(line.gross, line.category, line.quantity, line.sku) for line in lines),
            redeem=row.points_redeemed,
            coupons=tuple(
                Presented(used.coupon_id, used.rule_id)
                for used in coupons.uses_of(connection, purchase_id)
                if used.state == "redeemed"
            ),
        ),
        facts=from_json(row.facts),
        shares=tuple(
            Share(line.line, line.gross, line.discount, line.points_paid, line.category, bool(line.eligible), line.free)
            for line in lines
        ),
        payable=row.payable,
        points_redeemed=row.points_redeemed,
        points_value=row.points_value,
        raw=last.raw_after if last else row.raw,
        bonus=last.bonus_after if last else row.bonus,
        redeemed_from=_taken(connection, row.operation_id),
        returned=tuple(last.returned) if last else (0,) * len(lines),
        restored=sum(entry.restored for entry in returns),
        money_back=sum(entry.money_back for entry in returns),
        counting=outcomes.of(connection, purchase_id).counting,
        unused=coupons.unused_of(connection, purchase_id),
    )


def _taken(connection: Connection, operation_id: UUID | None) -> tuple[Taken, ...]:
    """Reads from the postings which lots paid: what left ACTIVE or HELD in the purchase's operation."""
    query = (
        select(posting.c.lot_id, posting.c.amount, lot.c.expires_at)
        .join(lot, lot.c.id == posting.c.lot_id)
        .where(
            posting.c.operation_id == operation_id,
            posting.c.unit == POINTS,
            posting.c.account.in_(["active", "held"]),
            posting.c.amount < 0,
        )
        .order_by(posting.c.seq)
    )
    return tuple(Taken(row.lot_id, -row.amount, row.expires_at) for row in connection.execute(query))


@dataclass(frozen=True, slots=True)
class NewRefund:
    """The row of a return; see `storage.tables.refund`."""

    id: UUID
    purchase_id: UUID
    return_no: str
    operation_id: UUID
    cashier_id: UUID | None
    happened_at: datetime
    gross: int
    money_back: int
    restored: int
    taken: int
    debt: int
    balance_after: int
    raw_after: int
    bonus_after: int
    returned: list[int]


def insert_refund(connection: Connection, new: NewRefund) -> None:
    """Writes a return."""
    connection.execute(refund.insert().values(**{name: getattr(new, name) for name in NewRefund.__dataclass_fields__}))


def refund_of(connection: Connection, purchase_id: UUID, return_no: str) -> Record | None:
    """Returns the return with this number, or None."""
    query = select(refund).where(refund.c.purchase_id == purchase_id, refund.c.return_no == return_no)
    return connection.execute(query).one_or_none()


def refund_by_operation(connection: Connection, operation_id: UUID) -> Record | None:
    """Returns the return that an operation recorded, or None."""
    return connection.execute(select(refund).where(refund.c.operation_id == operation_id)).one_or_none()


def totals(connection: Connection, since: datetime) -> Record:
    """Returns how many purchases since then stand, and points_redeemed since, less what came back."""
    points = select(func.coalesce(func.sum(refund.c.restored), 0)).where(refund.c.happened_at >= since)
    query = select(
        func.count().filter(STANDS).label("purchases"),
        (func.coalesce(func.sum(purchase.c.points_redeemed), 0) - points.scalar_subquery()).label("redeemed"),
    ).where(purchase.c.happened_at >= since)
    return connection.execute(query).one()


def turnover(connection: Connection, since: datetime) -> Mapping[int, int]:
    """Returns what was payable since then, less what came back, by the version whose currency it is in."""
    version = purchase.c.programme_version
    sold = select(version, func.sum(purchase.c.payable)).where(purchase.c.happened_at >= since).group_by(version)
    back = (
        select(version, -func.sum(refund.c.money_back))
        .join(purchase, purchase.c.id == refund.c.purchase_id)
        .where(refund.c.happened_at >= since)
        .group_by(version)
    )
    sums: dict[int, int] = {}
    for query in (sold, back):
        for number, minor in connection.execute(query):
            sums[number] = sums.get(number, 0) + int(minor)
    return sums
