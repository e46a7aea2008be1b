"""The cashier's sale: what it comes to, which coupons would count on it, and recording it once."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import certificates as tenders
from loyalty import engine, holds
from loyalty.errors import DailyLimitReached, KeyConflict, NotAllowed, OwnCard, PurchaseUnknown, Refusal
from loyalty.events import Line, Purchase
from loyalty.ledger import Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.people import Person, full_name, staff_member
from services.prepaid import certificates
from services.programme.versions import current
from services.rewards import applying, coupon_uses, promises
from services.till import consequences
from services.till.cheques import Deal, Quote, Sale, Sold, fingerprint, key_of
from services.till.tills import Till, business_day, till_of
from storage.engine.ids import receipt_number
from storage.ledger import ledger
from storage.members import members
from storage.prepaid import certificates as certificate_rows
from storage.tables import Record
from storage.till import holds as hold_rows
from storage.till import outcomes, purchases


@dataclass(eq=False)
class CurrencyChanged(Refusal):
    """The sale was begun before the shop changed over to `currency`: its sums would be others."""

    currency: str


def quote(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> Quote:
    """Returns what the sale would come to, writing nothing. Raises what `record` would raise."""
    till, programme = till_of(connection, cashier), current(connection, now)
    member = accounts.view(connection, sale.member_id, now)
    guard(connection, till, sale, member, programme, now)
    for hold in hold_rows.open_of(connection, sale.member_id):
        if (
            hold.sale["draft_id"] == str(sale.draft_id) and hold.expires_at > now
        ):  # what this sale has set aside is its own to spend
            member = member.after(holds.release(tuple((UUID(lot), points) for lot, points in hold.lots)))
    decision = engine.evaluate(event_of(connection, sale, till, now), member, programme)
    able = certificates.tenders(connection, [tender.id for tender in sale.certificates], programme.currency, now)
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
        certificate=tenders.total(tenders.pays(decision.payable, able)),
        certificate_then=tenders.total(tenders.pays(decision.payable - decision.redeemable.value, able)),
    )


def applicable(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> tuple[applying.Applicable, ...]:
    """Returns the customer's own coupons that count on this sale beside those it has, the best first.

    Raises NotAllowed, CodeUnknown, AmountNotPositive, AmountTooLarge.
    """
    event = event_of(connection, replace(sale, redeem=0), till_of(connection, cashier), now)
    found = applying.applicable(connection, cashier, sale.member_id, event, now)
    return tuple(each for each in found if each.coupon.id not in sale.coupons)


def record(connection: Connection, cashier: Person, sale: Sale, now: datetime) -> Sold:
    """Records a sale that is paid in money alone; the same draft again gives the same answer.

    Redemption goes through `holds`, because the member must confirm it. Raises NotAllowed, OwnCard, KeyConflict,
    CardSuspended, DailyLimitReached, AmountNotPositive, AmountTooLarge, and why a coupon does not count; FiguresChanged
    when there is less on a gift certificate than it was to pay.
    """
    if sale.redeem:
        raise NotAllowed
    till = till_of(connection, cashier)
    member = accounts.open_account(connection, sale.member_id, now)
    done = recorded(connection, sale)
    if done is not None:
        return done
    programme = current(connection, now)
    guard(connection, till, sale, member, programme, now)
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
    paid = tenders.total(certificate_rows.paid_for(connection, purchase_id))
    found = _sold(row, full_name(row), paid, repeated=True, undone=row.returned >= row.gross)
    return replace(found, outcome=outcomes.of(connection, row.id))


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
        coupons=coupon_uses.presented(connection, sale.coupons),
    )


def guard(connection: Connection, till: Till, sale: Sale, member: Member, programme: Programme, now: datetime) -> None:
    """Raises OwnCard, CardSuspended or DailyLimitReached when this till may not serve this member now.

    Raises CurrencyChanged when the sale was begun before the shop changed over.
    """
    if sale.currency not in {"", programme.currency}:
        raise CurrencyChanged(programme.currency)
    if sale.member_id == till.cashier.member_id:
        raise OwnCard
    accounts.require_moving(member)
    limit = programme.settings.receipts_per_day
    if purchases.on_day(connection, sale.member_id, business_day(till, now)) >= limit:
        raise DailyLimitReached(limit)


def write(connection: Connection, deal: Deal, now: datetime) -> Sold:
    """Writes a decided sale: operation, postings, purchase, and what it sets off; the member is locked."""
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
    by = certificates.Where(entry.actor, deal.till.outlet_id)
    certificates.spend(connection, sale.draft_id, deal.parts, deal.programme.currency, by, now)
    member = deal.member.after(decision.postings)
    new = _insert(connection, deal, entry, member.balance(Account.ACTIVE))
    holder = members.holder(connection, sale.member_id)
    paid = tenders.total(deal.parts)
    sold = _sold(new, full_name(holder) if holder else "", paid, repeated=False, undone=False)
    return replace(sold, outcome=consequences.after_sale(connection, deal, entry, sold, member, holder))


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


def _sold(
    purchase: Record | purchases.NewPurchase, name: str, certificate: int, *, repeated: bool, undone: bool
) -> Sold:
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
        certificate=certificate,
    )
