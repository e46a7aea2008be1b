"""The cashier's sale: who it is, what it comes to, recording it and taking it back."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from locales import Language, closest
from loyalty import engine, holds
from loyalty.codes import Code
from loyalty.decision import Decision
from loyalty.errors import (
    CodeUnknown,
    DailyLimitReached,
    KeyConflict,
    NotAllowed,
    OwnCard,
    PurchaseUnknown,
    UndoTooLate,
)
from loyalty.events import Line, Purchase
from loyalty.ledger import Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.people import Person, full_name, staff_member
from services.programme.changing import current
from services.rewards import applying, coupons, promises, referrals
from services.till import refunds
from services.till.tills import Till, business_day, till_of
from storage.engine.ids import following, receipt_number, uuid7
from storage.ledger import ledger
from storage.members import members
from storage.passes import passes
from storage.tables import Record
from storage.till import holds as hold_rows
from storage.till import outcomes, purchases
from storage.till.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Customer:
    """Whose card was scanned, as the cashier sees them."""

    member_id: UUID
    name: str
    number: int
    tier: str
    active: int
    spendable: int
    debt: int
    language: Language


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale being made: `draft_id` was made at the scan and is the sale's key; `amount` in minor units.

    `lines` is empty when only the amount was typed. `coupons` are the ids of those that were set aside for it.
    """

    draft_id: UUID
    member_id: UUID
    amount: int
    redeem: int = 0
    lines: tuple[Line, ...] = ()
    coupons: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a sale would come to; `reason` names the refusal when no points can be redeemed. Nothing is written."""

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


@dataclass(frozen=True, slots=True)
class Sold:
    """A recorded sale; `repeated` when it had been recorded before, `undone` when all of it came back since.

    `outcome` says by which rules it became cheaper, and what was counted and promised.
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


def new_draft() -> UUID:
    """Returns the id of a sale that begins with a scan; it becomes the purchase's id and key."""
    return uuid7()


def next_draft(draft: UUID, change: str) -> UUID:
    """Returns the id under which a sale goes on after a change: the same for the same, as a tap may come twice."""
    return following(draft, change)


def identify(connection: Connection, cashier: Person, code: Code, now: datetime) -> Customer:
    """Returns whose code it is. Raises NotAllowed, CodeUnknown, OwnCard."""
    current_cashier = staff_member(connection, cashier)
    member_id = members.of_code(connection, code)
    if member_id is None:
        raise CodeUnknown
    if member_id == current_cashier.member_id:
        raise OwnCard
    return customer(connection, member_id, now)


def customer(connection: Connection, member_id: UUID, now: datetime) -> Customer:
    """Returns the member as the cashier sees them. Raises CodeUnknown."""
    member, row = accounts.view(connection, member_id, now), members.row_of(connection, member_id)
    if row is None:
        raise CodeUnknown
    return Customer(
        member_id=member_id,
        name=full_name(row),
        number=row.number,
        tier=row.tier,
        active=member.balance(Account.ACTIVE),
        spendable=member.spendable,
        debt=-member.balance(Account.DEBT),
        language=closest(row.language),
    )


def quote(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> Quote:
    """Returns what the sale would come to, writing nothing. Raises what `record` would raise."""
    till, programme = till_of(connection, cashier), current(connection, now)
    guard(connection, till, sale, programme, now)
    member = accounts.view(connection, sale.member_id, now)
    for hold in hold_rows.open_of(connection, sale.member_id):
        if hold.sale["draft_id"] == str(sale.draft_id):  # what this sale has set aside is its own to spend
            member = member.after(holds.release(tuple((UUID(lot), points) for lot, points in hold.lots)))
    decision = engine.evaluate(event_of(connection, sale, till, now), member, programme)
    return Quote(
        gross=decision.gross,
        discount=decision.discount,
        redeemable=decision.redeemable.points,
        redeemable_value=decision.redeemable.value,
        reason=decision.redeemable.reason,
        redeem=decision.points_redeemed,
        payable=decision.payable,
        earned=decision.earned,
        balance_after=member.balance(Account.ACTIVE) - decision.points_redeemed + decision.earned - decision.pending,
        outcome=promises.outcome_of(connection, sale.member_id, decision, programme, now),
    )


def applicable(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> tuple[applying.Applicable, ...]:
    """Returns the customer's own coupons that count on this sale beside those it has, the best first.

    Raises NotAllowed, CodeUnknown, AmountNotPositive, AmountTooLarge.
    """
    event = event_of(connection, replace(sale, redeem=0), till_of(connection, cashier), now)
    found = applying.applicable(connection, cashier, sale.member_id, event, now)
    return tuple(each for each in found if each.coupon.id not in sale.coupons)


def event_of(
    connection: Connection, sale: Sale, till: Till, at: datetime, held: tuple[tuple[UUID, int], ...] | None = None
) -> Purchase:
    """Returns the sale as the event that the engine decides. Raises CouponUnknown."""
    return Purchase(
        id=sale.draft_id,
        at=at,
        zone=till.zone,
        outlet=str(till.outlet_id),
        lines=sale.lines or (Line(sale.amount),),
        company=till.company,
        redeem=sale.redeem,
        held=held,
        coupons=coupons.presented(connection, sale.coupons),
    )


def record(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> Sold:
    """Records a sale that is paid in money alone; the same draft again gives the same answer.

    Redemption goes through `holds`, because the member must confirm it. Raises NotAllowed, OwnCard, KeyConflict,
    DailyLimitReached, AmountNotPositive, AmountTooLarge, and why a coupon does not count.
    """
    if sale.redeem:
        raise NotAllowed
    till = till_of(connection, cashier)
    member = accounts.open_account(connection, sale.member_id, now)
    done = recorded(connection, sale)
    if done is not None:
        return done
    programme = current(connection, now)
    guard(connection, till, sale, programme, now)
    decision = engine.evaluate(event_of(connection, sale, till, now), member, programme)
    return write(connection, Deal(till, sale, decision, member, programme, now), now)


def recorded(connection: Connection, sale: Sale) -> Sold | None:
    """Returns the sale's answer when its draft was recorded before. Raises KeyConflict when it was another sale."""
    entry = ledger.find(connection, key_of(sale))
    if entry is None:
        return None
    if entry.fingerprint != fingerprint(sale):
        raise KeyConflict
    return _found(connection, sale.draft_id)


def sold(connection: Connection, cashier: Person, purchase_id: UUID) -> Sold:
    """Returns a recorded sale as the cashier saw it. Raises NotAllowed, PurchaseUnknown."""
    staff_member(connection, cashier)
    return _found(connection, purchase_id)


def _found(connection: Connection, purchase_id: UUID) -> Sold:
    row = purchases.row_of(connection, purchase_id)
    if row is None:
        raise PurchaseUnknown
    found = _sold(row, full_name(row), repeated=True, undone=row.returned >= row.gross)
    return replace(found, outcome=outcomes.of(connection, row.id))


def guard(connection: Connection, till: Till, sale: Sale, programme: Programme, now: datetime) -> None:
    """Raises OwnCard or DailyLimitReached when this till may not serve this member now."""
    if sale.member_id == till.cashier.member_id:
        raise OwnCard
    limit = programme.settings.receipts_per_day
    if purchases.on_day(connection, sale.member_id, business_day(till, now)) >= limit:
        raise DailyLimitReached(limit)


def key_of(sale: Sale) -> str:
    """Returns the idempotency key of a sale made in the chat."""
    return f"purchase:{sale.draft_id}"


def fingerprint(sale: Sale) -> str:
    """Returns a digest of what was asked for, to tell a repeated call from another one under the same key."""
    body = [
        str(sale.member_id),
        sale.amount,
        sale.redeem,
        [[line.amount, line.category, line.quantity, line.sku] for line in sale.lines],
        *([sorted(str(coupon_id) for coupon_id in sale.coupons)] if sale.coupons else []),
    ]
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Deal:
    """A decided sale that is about to be written: `member` is as the decision saw them, `at` the sale's time."""

    till: Till
    sale: Sale
    decision: Decision
    member: Member
    programme: Programme
    at: datetime


def write(connection: Connection, deal: Deal, now: datetime) -> Sold:
    """Writes a decided sale: operation, postings, purchase, notice; the member is locked."""
    sale, decision = deal.sale, deal.decision
    entry = accounts.operation(
        "purchase",
        key_of(sale),
        sale.member_id,
        now,
        actor=f"person:{deal.till.cashier.id}",
        happened_at=deal.at,
        outlet_id=deal.till.outlet_id,
        fingerprint=fingerprint(sale),
        purchase_id=sale.draft_id,
        programme_version=deal.programme.version,
    )
    if not ledger.post(connection, entry, decision.postings):
        raise KeyConflict
    member = deal.member.after(decision.postings)
    new = _insert(connection, deal, entry, member.balance(Account.ACTIVE))
    members.count_purchases(connection, sale.member_id, 1)
    outcome = _carry_out(connection, deal, now)
    passes.changed(connection, sale.member_id, now)
    holder = members.holder(connection, sale.member_id)
    sold = replace(_sold(new, full_name(holder) if holder else "", repeated=False, undone=False), outcome=outcome)
    accounts.tell_moved(
        connection,
        entry,
        accounts.points_moved(decision.postings),
        member,
        holder,
        deal.programme.currency,
        now,
        number=sold.number,
        outlet=deal.till.outlet,
        gross=sold.gross,
        discount=sold.discount,
        payable=sold.payable,
        redeemed=sold.redeemed,
        earned=sold.earned,
        counted=promises.counted_told(outcome),
    )
    referrals.reward(connection, sale.member_id, sale.draft_id, deal.programme, now)
    return sold


def _carry_out(connection: Connection, deal: Deal, now: datetime) -> Outcome:
    """Uses up the coupons, and keeps what the decision promises."""
    sale, programme = deal.sale, deal.programme
    outcome = promises.outcome_of(connection, sale.member_id, deal.decision, programme, now)
    coupons.redeem(connection, sale.coupons, sale.draft_id, sale.member_id, deal.till.outlet_id, now)
    outcomes.insert(connection, sale.draft_id, outcome)
    tier, key = outcome.tier, key_of(sale)
    promises.keep(connection, deal.member, outcome.counting, tier, programme, key, now, sale.draft_id)
    return outcome


def _insert(connection: Connection, deal: Deal, entry: ledger.Operation, balance: int) -> purchases.NewPurchase:
    sale, decision = deal.sale, deal.decision
    new = purchases.NewPurchase(
        id=sale.draft_id,
        member_id=sale.member_id,
        operation_id=entry.id,
        outlet_id=deal.till.outlet_id,
        receipt_no=str(sale.draft_id),
        business_day=business_day(deal.till, deal.at),
        number=receipt_number(sale.draft_id),
        cashier_id=deal.till.cashier.id,
        happened_at=deal.at,
        zone=deal.till.zone,
        programme_version=deal.programme.version,
        facts=deal.member.facts,
        gross=decision.gross,
        discount=decision.discount,
        points_redeemed=decision.points_redeemed,
        points_value=decision.points_value,
        payable=decision.payable,
        earned=decision.earned,
        pending=decision.pending,
        raw=decision.raw,
        bonus=decision.bonus,
        balance_after=balance,
    )
    purchases.insert(connection, new, sale.lines or (Line(sale.amount),), decision.shares)
    return new


def _sold(purchase: Record | purchases.NewPurchase, name: str, *, repeated: bool, undone: bool) -> Sold:
    return Sold(
        purchase_id=purchase.id,
        number=purchase.number,
        name=name,
        gross=purchase.gross,
        discount=purchase.discount,
        redeemed=purchase.points_redeemed,
        value=purchase.points_value,
        payable=purchase.payable,
        earned=purchase.earned,
        pending=purchase.pending,
        balance=purchase.balance_after,
        at=purchase.happened_at,
        repeated=repeated,
        undone=undone,
    )


def undo(connection: Connection, cashier: Person, purchase_id: UUID, now: datetime) -> refunds.Refunded:
    """Takes back all that is left of a fresh sale, once; the cashier's own sales, a manager any.

    Raises PurchaseUnknown, NotAllowed, UndoTooLate (then a refund does it), AlreadyReturned.
    """
    by, row = staff_member(connection, cashier), purchases.row_of(connection, purchase_id)
    if row is None:
        raise PurchaseUnknown
    if row.cashier_id != by.id and by.role == "cashier":
        raise NotAllowed
    limit = timedelta(minutes=current(connection, now).settings.undo_minutes)
    if now - row.happened_at > limit and not refunds.undone(connection, purchase_id):
        raise UndoTooLate
    return refunds.undo(connection, by, purchase_id, now)
