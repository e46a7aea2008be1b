"""Refunds: what goes back to the customer and what the account gives back, in full or in part, once per return."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as tenders
from loyalty import changeover, reversal
from loyalty.certificates import Part
from loyalty.counting import Counting
from loyalty.decision import Cheque, Reversal
from loyalty.errors import AlreadyReturned, KeyConflict, NotAllowed, OwnCard, PurchaseUnknown, UndoTooLate
from loyalty.events import Return
from loyalty.ledger import Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.people import Person, full_name, staff_member
from services.prepaid import certificates
from services.programme.versions import current, version
from services.till import consequences
from services.till.consequences import Undone
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.prepaid import certificates as certificate_rows
from storage.tables import Record
from storage.till import purchases

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class RefundQuote:
    """What a return would do; `remaining` is the gross left of the cheque after it, `undone` goes beside points.

    Of `money_back`, `to_certificate` goes back to the gift certificates that paid; the rest is handed back.
    """

    gross: int
    money_back: int
    restored: int
    taken: int
    debt: int
    remaining: int
    undone: Undone
    to_certificate: int = 0

    @property
    def cash_back(self) -> int:
        """What is handed back in money."""
        return self.money_back - self.to_certificate


@dataclass(frozen=True, slots=True)
class Refunded:
    """A recorded return; `repeated` when it had been recorded before. Its sums are told as those of `RefundQuote`."""

    refund_id: UUID
    purchase_id: UUID
    number: str
    gross: int
    money_back: int
    restored: int
    taken: int
    debt: int
    balance: int
    repeated: bool
    name: str
    currency: str
    undone: Undone = Undone()  # noqa: RUF009 - a frozen value
    to_certificate: int = 0

    @property
    def cash_back(self) -> int:
        """What is handed back in money."""
        return self.money_back - self.to_certificate


Back = int | Mapping[int, int]
"""What comes back, in minor units of gross: a sum that is spread over the lines, or sums by line."""


def amounts(connection: Connection, cashier: Person, purchase_id: UUID, items: Mapping[int, int]) -> Mapping[int, int]:
    """Returns what so many items, by line, come to in minor units of gross by line.

    Raises NotAllowed, PurchaseUnknown, OwnCard, AmountNotPositive, ReturnTooLarge.
    """
    _purchase(connection, staff_member(connection, cashier), purchase_id)
    return reversal.items_back(purchases.cheque(connection, purchase_id), items)


def quote(connection: Connection, cashier: Person, purchase_id: UUID, amount: Back, now: datetime) -> RefundQuote:
    """Returns what returning `amount` would do, writing nothing.

    Raises NotAllowed, OwnCard, PurchaseUnknown, ReturnTooLarge, AlreadyReturned.
    """
    row = _purchase(connection, staff_member(connection, cashier), purchase_id)
    cheque = purchases.cheque(connection, purchase_id)
    member = accounts.view(connection, row.member_id, now)
    returned = _return(cheque, amount, now)
    programme = version(connection, row.programme_version)
    decided = reversal.refund(cheque, returned, member, programme, now)
    after = member.after(decided.postings)
    return RefundQuote(
        gross=decided.gross,
        money_back=decided.money_back,
        restored=decided.restored,
        taken=decided.taken,
        debt=decided.debt,
        remaining=cheque.gross - sum(decided.returned),
        undone=consequences.undone(connection, row, cheque.counting, decided, after, programme, now),
        to_certificate=tenders.total(_to_certificates(connection, row, decided.money_back, now)),
    )


def record(
    connection: Connection, cashier: Person, purchase_id: UUID, amount: Back, return_no: str, now: datetime
) -> Refunded:
    """Records a return of `amount`; the same `return_no` again gives the same answer.

    Raises what `quote` raises, and KeyConflict when the number was used for another amount.
    """
    by = staff_member(connection, cashier)
    return _record(connection, by, purchase_id, amount, return_no, "refund", now)


def undo(connection: Connection, cashier: Person, purchase_id: UUID, now: datetime) -> Refunded:
    """Takes back all that is left of a fresh sale, once; the cashier's own sales, a manager any.

    Raises PurchaseUnknown, NotAllowed, OwnCard, UndoTooLate (then a return does it), AlreadyReturned.
    """
    by, row = staff_member(connection, cashier), purchases.row_of(connection, purchase_id)
    if row is None:
        raise PurchaseUnknown
    if row.cashier_id != by.id and by.role == "cashier":
        raise NotAllowed
    limit = timedelta(minutes=current(connection, now).settings.undo_minutes)
    if now - row.happened_at > limit and purchases.refund_of(connection, purchase_id, UNDO) is None:
        raise UndoTooLate
    return _record(connection, by, purchase_id, None, UNDO, UNDO, now)


def _record(
    connection: Connection,
    cashier: Person,
    purchase_id: UUID,
    amount: Back | None,
    return_no: str,
    kind: str,
    now: datetime,
) -> Refunded:
    row = _purchase(connection, cashier, purchase_id)
    member = accounts.open_account(connection, row.member_id, now, erased_too=True)
    found = purchases.refund_of(connection, purchase_id, return_no)
    if found is not None:
        if amount is not None and _gross(amount) != found.gross:
            raise KeyConflict
        undone = consequences.undone_of(connection, purchase_id, found.operation_id)
        return replace(_answer(connection, row, found, repeated=True), undone=undone)
    cheque = purchases.cheque(connection, purchase_id)
    returned = _return(cheque, amount, now)
    programme = version(connection, row.programme_version)
    decided = reversal.refund(cheque, returned, member, programme, now)
    entry = accounts.operation(
        kind,
        f"refund:{purchase_id}:{return_no}",
        row.member_id,
        now,
        actor=f"person:{cashier.id}",
        outlet_id=row.outlet_id,
        reverses=row.operation_id,
        purchase_id=purchase_id,
        programme_version=row.programme_version,
    )
    carried = changeover.taken_back(cheque.counting, decided.counting, member, current(connection, now), purchase_id)
    decided = replace(decided, postings=(*decided.postings, *carried))
    after = member.after(decided.postings)
    return _write(connection, row, return_no, cheque.counting, decided, entry, after, programme)


def _purchase(connection: Connection, cashier: Person, purchase_id: UUID) -> Record:
    row = purchases.row_of(connection, purchase_id)
    if row is None or row.member_id is None:
        raise PurchaseUnknown
    if row.member_id == cashier.member_id:
        raise OwnCard
    if row.operation_id is None:
        raise NotAllowed
    return row


def _to_certificates(connection: Connection, purchase: Record, money_back: int, now: datetime) -> tuple[Part, ...]:
    """Returns what of the money goes back to which gift certificate, in the order that the owner has set."""
    paid = certificate_rows.paid_for(connection, purchase.id)
    if not paid:
        return ()
    given = certificate_rows.given_back(connection, purchase.id)
    cash = purchase.payable - tenders.total(paid) - (purchase.money_back - tenders.total(given))
    return tenders.gets_back(money_back, paid, given, cash, current(connection, now).settings.certificates.returns)


def _gross(amount: Back) -> int:
    return amount if isinstance(amount, int) else sum(amount.values())


def _return(cheque: Cheque, amount: Back | None, now: datetime) -> Return:
    left = cheque.gross - sum(cheque.returned)
    if not left:
        raise AlreadyReturned
    if isinstance(amount, Mapping):
        return Return(now, amount)
    return reversal.amount_only(cheque, left if amount is None else amount, now)


def _write(
    connection: Connection,
    row: Record,
    return_no: str,
    counted: Counting,
    decided: Reversal,
    entry: ledger.Operation,
    member: Member,
    programme: Programme,
) -> Refunded:
    """Writes a decided return of a cheque that `counted` so much; `member` is as its postings leave them."""
    if not ledger.post(connection, entry, decided.postings):
        raise KeyConflict
    now, return_id = entry.recorded_at, uuid7()
    parts = _to_certificates(connection, row, decided.money_back, now)
    by = certificates.Where(entry.actor, row.outlet_id)
    certificates.give_back(connection, row.id, parts, return_id, programme.currency, by, now)
    purchases.insert_refund(
        connection,
        purchases.NewRefund(
            id=return_id,
            purchase_id=row.id,
            return_no=return_no,
            operation_id=entry.id,
            cashier_id=UUID(entry.actor.removeprefix("person:")),
            happened_at=now,
            gross=decided.gross,
            money_back=decided.money_back,
            restored=decided.restored,
            taken=decided.taken,
            debt=decided.debt,
            balance_after=member.balance(Account.ACTIVE),
            raw_after=decided.raw,
            bonus_after=decided.bonus,
            returned=list(decided.returned),
        ),
    )
    back = tenders.total(parts)
    undone = consequences.after_return(connection, row, counted, decided, entry, member, programme, back)
    found = purchases.refund_of(connection, row.id, return_no)
    assert found is not None, "just written"
    return replace(_answer(connection, row, found, repeated=False), undone=undone)


def _answer(connection: Connection, purchase: Record, refund: Record, *, repeated: bool) -> Refunded:
    return Refunded(
        refund_id=refund.id,
        purchase_id=purchase.id,
        number=purchase.number,
        gross=refund.gross,
        money_back=refund.money_back,
        restored=refund.restored,
        taken=refund.taken,
        debt=refund.debt,
        balance=refund.balance_after,
        repeated=repeated,
        name=full_name(purchase),
        currency=version(connection, purchase.programme_version).currency,
        to_certificate=certificate_rows.of_return(connection, refund.id),
    )
