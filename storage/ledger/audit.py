"""Recounts the ledger from its postings and compares everything that is kept beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from loyalty.ledger import POINTS, WINDOW
from storage.tables import (
    balance,
    certificate,
    certificate_entry,
    hold,
    inbox,
    job,
    lot,
    member,
    operation,
    posting,
    purchase,
    purchase_line,
    refund,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not add up: `check` names the rule, `where` the row, `expected` the recount.

    `member_id` is the member whose account it is about, None when it is about no single one.
    """

    check: str
    where: str
    expected: int
    found: int
    member_id: UUID | None


def differences(connection: Connection, limit: int = 100) -> Iterator[Difference]:
    """Yields at most `limit` differences per check; none means that the ledger is clean."""
    for check, query in _CHECKS.items():
        for row in connection.execute(query.limit(limit)):
            where = "/".join(str(value) for value in row[:-2])
            member_id = row[0] if check in _OF_A_MEMBER else None
            yield Difference(check, where, int(row[-2] or 0), int(row[-1] or 0), member_id)


_sum = func.coalesce(func.sum(posting.c.amount), 0)

_postings = (
    select(posting.c.member_id, posting.c.account, posting.c.unit, _sum.label("total"))
    .where(posting.c.member_id.is_not(None))
    .group_by(posting.c.member_id, posting.c.account, posting.c.unit)
    .subquery()
)
_lots = (
    select(lot.c.member_id, lot.c.account, lot.c.unit, func.sum(lot.c.remaining).label("total"))
    .group_by(lot.c.member_id, lot.c.account, lot.c.unit)
    .subquery()
)
_lot_postings = (
    select(posting.c.lot_id, _sum.label("total"))
    .where(posting.c.lot_id.is_not(None), posting.c.account.in_(["active", "pending"]))
    .group_by(posting.c.lot_id)
    .subquery()
)
_holds = (
    select(hold.c.member_id, func.sum(hold.c.points).label("total"))
    .where(hold.c.state == "open")
    .group_by(hold.c.member_id)
    .subquery()
)
_lines = (
    select(purchase_line.c.purchase_id, func.sum(purchase_line.c.gross).label("total"))
    .group_by(purchase_line.c.purchase_id)
    .subquery()
)
_returns = (
    select(
        refund.c.purchase_id,
        func.sum(refund.c.gross).label("gross"),
        func.sum(refund.c.money_back).label("money"),
        func.sum(refund.c.restored).label("restored"),
    )
    .group_by(refund.c.purchase_id)
    .subquery()
)

_entries = (
    select(
        certificate_entry.c.certificate_id,
        certificate_entry.c.currency,
        func.sum(certificate_entry.c.amount).label("total"),
    )
    .group_by(certificate_entry.c.certificate_id, certificate_entry.c.currency)
    .subquery()
)
_sales = (
    select(certificate_entry.c.certificate_id, func.count().label("total"))
    .where(certificate_entry.c.kind == "sold")
    .group_by(certificate_entry.c.certificate_id)
    .subquery()
)


def _settled(kind: str) -> Any:
    return (
        select(certificate_entry.c.purchase_id, func.sum(certificate_entry.c.settles).label("total"))
        .where(certificate_entry.c.kind == kind)
        .group_by(certificate_entry.c.purchase_id)
        .subquery()
    )


_spent, _given = _settled("spent"), _settled("returned")

_AT_BALANCE = and_(
    _postings.c.member_id == balance.c.member_id,
    _postings.c.account == balance.c.account,
    _postings.c.unit == balance.c.unit,
)
_AT_POSTINGS = and_(
    balance.c.member_id == _postings.c.member_id,
    balance.c.account == _postings.c.account,
    balance.c.unit == _postings.c.unit,
)
_LOTS_OF_BALANCE = and_(
    _lots.c.member_id == balance.c.member_id, _lots.c.account == balance.c.account, _lots.c.unit == balance.c.unit
)
_LOTTED = and_(
    balance.c.account.in_(["active", "pending"]), or_(balance.c.unit == POINTS, balance.c.unit.startswith(WINDOW))
)


def _or_0(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(column, 0)


_CHECKS: dict[str, Select[*tuple[Any, ...]]] = {
    "an operation's postings sum to zero": (
        select(posting.c.operation_id, posting.c.unit, literal(0), _sum)
        .group_by(posting.c.operation_id, posting.c.unit)
        .having(_sum != 0)
    ),
    "a balance equals its postings": (
        select(balance.c.member_id, balance.c.account, balance.c.unit, _or_0(_postings.c.total), balance.c.balance)
        .join(_postings, _AT_BALANCE, isouter=True)
        .where(_or_0(_postings.c.total) != balance.c.balance)
    ),
    "postings have a balance": (
        select(_postings.c.member_id, _postings.c.account, _postings.c.unit, _postings.c.total, literal(0))
        .join(balance, _AT_POSTINGS, isouter=True)
        .where(balance.c.member_id.is_(None), _postings.c.total != 0)
    ),
    "a balance equals its open lots": (
        select(balance.c.member_id, balance.c.account, balance.c.unit, _or_0(_lots.c.total), balance.c.balance)
        .join(_lots, _LOTS_OF_BALANCE, isouter=True)
        .where(_LOTTED, _or_0(_lots.c.total) != balance.c.balance)
    ),
    "a lot equals its postings": (
        select(lot.c.member_id, lot.c.id, _or_0(_lot_postings.c.total), lot.c.remaining)
        .join(_lot_postings, _lot_postings.c.lot_id == lot.c.id, isouter=True)
        .where(_or_0(_lot_postings.c.total) != lot.c.remaining)
    ),
    "nothing is below zero, a debt never above": (
        select(balance.c.member_id, balance.c.account, balance.c.unit, literal(0), balance.c.balance).where(
            or_(
                and_(balance.c.account != "debt", balance.c.balance < 0),
                and_(balance.c.account == "debt", balance.c.balance > 0),
            )
        )
    ),
    "the carry is less than one point": (
        select(balance.c.member_id, balance.c.account, literal(999_999), balance.c.balance).where(
            balance.c.unit == "carry", balance.c.balance > 999_999
        )
    ),
    "held points equal open holds": (
        select(balance.c.member_id, _or_0(_holds.c.total), balance.c.balance)
        .join(_holds, _holds.c.member_id == balance.c.member_id, isouter=True)
        .where(balance.c.account == "held", balance.c.unit == "points", _or_0(_holds.c.total) != balance.c.balance)
    ),
    "no key twice": (
        select(operation.c.key, literal(1), func.count()).group_by(operation.c.key).having(func.count() > 1)
    ),
    "a purchase equals its lines": (
        select(purchase.c.id, _or_0(_lines.c.total), purchase.c.gross)
        .join(_lines, _lines.c.purchase_id == purchase.c.id, isouter=True)
        .where(_or_0(_lines.c.total) != purchase.c.gross)
    ),
    "a purchase has its operation": (
        select(purchase.c.id, literal(1), literal(0))
        .join(operation, operation.c.id == purchase.c.operation_id, isouter=True)
        .where(purchase.c.member_id.is_not(None), operation.c.id.is_(None))
    ),
    "returns stay within the cheque": (
        select(purchase.c.id, purchase.c.gross, _returns.c.gross)
        .join(_returns, _returns.c.purchase_id == purchase.c.id)
        .where(_returns.c.gross > purchase.c.gross)
    ),
    "money handed back stays within money paid": (
        select(purchase.c.id, purchase.c.payable, _returns.c.money)
        .join(_returns, _returns.c.purchase_id == purchase.c.id)
        .where(_returns.c.money > purchase.c.payable)
    ),
    "points restored stay within points redeemed": (
        select(purchase.c.id, purchase.c.points_redeemed, _returns.c.restored)
        .join(_returns, _returns.c.purchase_id == purchase.c.id)
        .where(_returns.c.restored > purchase.c.points_redeemed)
    ),
    "what is left on a certificate equals its entries": (
        select(certificate.c.id, _or_0(_entries.c.total), certificate.c.balance)
        .join(
            _entries,
            and_(_entries.c.certificate_id == certificate.c.id, _entries.c.currency == certificate.c.currency),
            isouter=True,
        )
        .where(_or_0(_entries.c.total) != certificate.c.balance)
    ),
    "nothing is left on a certificate in a currency before": (
        select(_entries.c.certificate_id, literal(0), _entries.c.total)
        .join(certificate, certificate.c.id == _entries.c.certificate_id)
        .where(_entries.c.currency != certificate.c.currency, _entries.c.total != 0)
    ),
    "a certificate was sold once": (
        select(certificate.c.id, literal(1), _or_0(_sales.c.total))
        .join(_sales, _sales.c.certificate_id == certificate.c.id, isouter=True)
        .where(_or_0(_sales.c.total) != 1)
    ),
    "certificates pay what is payable at most": (
        select(purchase.c.id, purchase.c.payable, _spent.c.total)
        .join(_spent, _spent.c.purchase_id == purchase.c.id)
        .where(_spent.c.total > purchase.c.payable)
    ),
    "certificates get back what they paid at most": (
        select(_given.c.purchase_id, _or_0(_spent.c.total), _given.c.total)
        .join(_spent, _spent.c.purchase_id == _given.c.purchase_id, isouter=True)
        .where(_given.c.total > _or_0(_spent.c.total))
    ),
    "a member's account belongs to a member": (
        select(balance.c.member_id, literal(1), literal(0))
        .join(member, member.c.id == balance.c.member_id, isouter=True)
        .where(member.c.id.is_(None))
    ),
    "a waiting job has a lease with a token or none": (
        select(job.c.id, literal(0), literal(1)).where(
            job.c.state == "waiting", job.c.lease_until.is_(None) != job.c.lease_token.is_(None)
        )
    ),
    "an update that is done leaves no body behind": (
        select(inbox.c.update_id, literal(0), func.length(inbox.c.body)).where(
            inbox.c.state == "done", func.length(inbox.c.body) > 0
        )
    ),
}

_OF_A_MEMBER = frozenset(check for check, query in _CHECKS.items() if query.selected_columns[0].name == "member_id")
