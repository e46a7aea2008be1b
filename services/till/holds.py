"""Holds: points set aside for a sale until the member confirms it in their own chat."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from loyalty import counting, engine, tiering
from loyalty import holds as hold_rules
from loyalty.certificates import Tender, pays, total
from loyalty.errors import FiguresChanged, HoldClosed, HoldExpired, NotAllowed, OwnCard
from loyalty.events import Line
from loyalty.member import Facts, Member, from_json, to_json
from services.ledger import accounts
from services.notices import Priority, tell, whose
from services.people import SENIORS, Person, fresh, full_name, person_of, senior, staff_member
from services.programme.versions import current, version
from services.rewards import coupon_uses
from services.till import cheques, sales
from services.till.cheques import Sale, Sold
from services.till.tills import Till, till_of
from storage import programmes
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.members import members
from storage.members import people as people_rows
from storage.passes import passes
from storage.rewards import coupons as coupon_rows
from storage.tables import Record
from storage.till import holds


@dataclass(frozen=True, slots=True)
class Held:
    """Points set aside; `reachable` False means that the member cannot be asked in Telegram.

    `payable` is what is to be paid in money, after points and gift certificates.
    """

    hold_id: UUID
    points: int
    value: int
    payable: int
    expires_at: datetime
    name: str
    person_id: UUID | None
    reachable: bool


def place(
    connection: Connection, cashier: Person, sale: Sale, now: datetime, wanted_at: datetime | None = None
) -> Held:
    """Sets the sale's points aside and asks the member to confirm; the same sale again gives the same hold.

    Another number of points for the same draft replaces its hold. `wanted_at` is when the cashier tapped, if that is
    not now. Raises what `sales.record` raises, and InsufficientPoints, RedeemNotPossible, BelowMinimumOrder,
    PointsInDebt, HoldClosed (the sale is recorded), HoldExpired (the tap waited so long that nobody stands there).
    """
    till = till_of(connection, cashier)
    member = accounts.open_account(connection, sale.member_id, now)
    if ledger.find(connection, cheques.key_of(sale)) is not None:
        raise HoldClosed
    for row in holds.open_of(connection, sale.member_id):
        if row.sale["draft_id"] == str(sale.draft_id):
            if (row.points, row.sale["amount"], _sale(row).certificates) == (
                sale.redeem,
                sale.amount,
                sale.certificates,
            ):
                return held_of(connection, row)
            accounts.release(connection, row, "released", now)
            member = accounts.open_account(connection, sale.member_id, now)
    programme = current(connection, now)
    if wanted_at and now - wanted_at >= timedelta(seconds=programme.settings.confirm_seconds):
        raise HoldExpired
    sales.guard(connection, till, sale, member, programme, now)
    decision = engine.evaluate(sales.event_of(connection, sale, till, now), member, programme)
    postings, lots = hold_rules.place(member, sale.redeem)
    asked_until = now + timedelta(seconds=programme.settings.confirm_seconds)
    apart_until = max(asked_until, now + timedelta(minutes=programme.settings.hold_minutes))
    coupon_uses.hold(connection, sale.coupons, sale.draft_id, sale.member_id, till.outlet_id, apart_until, now)
    hold_id = uuid7()
    actor = f"person:{till.cashier.id}"
    entry = accounts.operation("hold", f"hold:{hold_id}", sale.member_id, now, actor=actor, outlet_id=till.outlet_id)
    ledger.post(connection, entry, postings)
    holds.insert(
        connection,
        id=hold_id,
        member_id=sale.member_id,
        operation_id=entry.id,
        points=sale.redeem,
        lots=[[str(lot), amount] for lot, amount in lots],
        sale=_frozen(sale, till, member.facts, programme.version, decision.points_value, decision.payable, now),
        expires_at=asked_until,
        created_at=now,
    )
    passes.changed(connection, sale.member_id, now)
    row = _row(connection, hold_id)
    held = held_of(connection, row)
    _ask(connection, held, row, programme.settings.confirm_seconds, programme.currency, now)
    return held


def _frozen(
    sale: Sale, till: Till, facts: Facts, programme: int, value: int, payable: int, now: datetime
) -> dict[str, Any]:
    """Returns the sale as JSON, with everything that its decision stood on."""
    return {
        "draft_id": str(sale.draft_id),
        "amount": sale.amount,
        "redeem": sale.redeem,
        "lines": [asdict(line) for line in sale.lines],
        "coupons": [str(coupon_id) for coupon_id in sale.coupons],
        "certificates": [[str(tender.id), tender.balance] for tender in sale.certificates],
        "outlet_id": till.outlet_id,
        "outlet": till.outlet,
        "cashier_id": str(till.cashier.id),
        "facts": to_json(facts),
        "programme": programme,
        "value": value,
        "payable": payable,
        "at": now.isoformat(),
    }


def _row(connection: Connection, hold_id: UUID) -> Record:
    row = holds.row_of(connection, hold_id)
    if row is None:
        raise HoldClosed
    return row


def held_of(connection: Connection, row: Record) -> Held:
    """Returns the points of a hold's row as its cashier sees them."""
    member = members.row_of(connection, row.member_id)
    assert member is not None, "a hold has a member"
    return Held(
        hold_id=row.id,
        points=row.points,
        value=row.sale["value"],
        payable=row.sale["payable"] - total(pays(row.sale["payable"], _sale(row).certificates)),
        expires_at=row.expires_at,
        name=full_name(member),
        person_id=member.person_id,
        reachable=bool(member.reachable and member.telegram_id),
    )


def _ask(connection: Connection, held: Held, row: Record, seconds: int, currency: str, now: datetime) -> None:
    member = members.row_of(connection, row.member_id)
    assert member is not None, "a hold has a member"
    arguments = {
        "hold_id": str(held.hold_id),
        "points": held.points,
        "value": held.value,
        "payable": held.payable,
        "gross": row.sale["amount"],
        "discount": row.sale["amount"] - held.value - row.sale["payable"],
        "certificate": row.sale["payable"] - held.payable,
        "seconds": seconds,
        "outlet": row.sale["outlet"],
        "currency": currency,
    }
    tell(connection, member.person_id, "confirm", arguments, key=str(held.hold_id), now=now, priority=Priority.ANSWER)


def confirm(connection: Connection, person: Person, hold_id: UUID, now: datetime) -> Sold | None:
    """The member's tap: records the sale with the held points, once. Tells cashier and member.

    None when the cashier has been removed meanwhile: then it waits for a manager, who hears of it and may `finish` or
    `decline` it. Raises NotAllowed (not their hold), HoldExpired, HoldClosed.
    """
    row = _row(connection, hold_id)
    if fresh(connection, person).member_id != row.member_id:
        raise NotAllowed
    late = row.state == "open" and row.expires_at <= now
    if late:
        raise HoldExpired
    member = accounts.open_account(connection, row.member_id, now)
    row = _row(connection, hold_id)
    sale = _sale(row)
    if row.state == "committed":
        return _recorded(connection, sale)
    _require_open(row)
    cashier = person_of(people_rows.by_id(connection, UUID(row.sale["cashier_id"])))
    if cashier.role is None:
        _wait_for_manager(connection, row, sale, now)
        return None
    sold = _commit(connection, row, sale, member, cashier, now)
    _tell_cashier(connection, row, sold, now)
    return sold


def _require_open(row: Record) -> None:
    if row.state != "open":
        raise HoldExpired if row.state == "expired" else HoldClosed


def _recorded(connection: Connection, sale: Sale) -> Sold:
    sold = sales.recorded(connection, sale)
    assert sold is not None, "a committed hold has its purchase"
    return sold


def _wait_for_manager(connection: Connection, row: Record, sale: Sale, now: datetime) -> None:
    """Keeps points and coupons set aside for a while after the member's word, and tells managers and owners, once."""
    if row.sale.get("confirmed"):
        return
    programme = current(connection, now)
    until = now + timedelta(minutes=programme.settings.hold_minutes)
    coupon_uses.hold(connection, sale.coupons, sale.draft_id, sale.member_id, row.sale["outlet_id"], until, now)
    holds.extend(connection, row.id, until)
    holds.remember(connection, row.id, confirmed=now.isoformat())
    held, cashier = held_of(connection, row), person_of(people_rows.by_id(connection, UUID(row.sale["cashier_id"])))
    arguments = {
        "hold_id": str(row.id),
        "name": held.name,
        "cashier": cashier.name,
        **whose(name=held.person_id, cashier=cashier.id),
        "outlet": row.sale["outlet"],
        "points": held.points,
        "payable": held.payable,
        "until": until.isoformat(),
        "currency": programme.currency,
    }
    for colleague in people_rows.team(connection):
        if colleague.role in SENIORS:
            whom, key = colleague.person_id, str(row.id)
            tell(connection, whom, "orphaned", arguments, key=key, now=now, priority=Priority.ANSWER)


def finish(connection: Connection, manager: Person, hold_id: UUID, now: datetime) -> Sold:
    """Records in a manager's name the sale that its member has confirmed, but whose cashier is gone, once.

    Raises NotAllowed (no manager, or the member has not confirmed), OwnCard, HoldExpired, HoldClosed.
    """
    by, row = senior(connection, manager), _row(connection, hold_id)
    if not row.sale.get("confirmed"):
        raise NotAllowed
    if by.member_id == row.member_id:
        raise OwnCard
    member = accounts.open_account(connection, row.member_id, now)
    row = _row(connection, hold_id)
    sale = _sale(row)
    if row.state == "committed":
        return _recorded(connection, sale)
    _require_open(row)
    return _commit(connection, row, sale, member, by, now)


def _sale(row: Record) -> Sale:
    lines = tuple(Line(**line) for line in row.sale["lines"])
    coupons = tuple(UUID(coupon_id) for coupon_id in row.sale.get("coupons", ()))
    tenders = tuple(Tender(UUID(id_), balance) for id_, balance in row.sale.get("certificates", ()))
    draft, amount, redeem = UUID(row.sale["draft_id"]), row.sale["amount"], row.sale["redeem"]
    return Sale(draft, row.member_id, amount, redeem, lines, coupons, certificates=tenders)


def _commit(connection: Connection, row: Record, sale: Sale, member: Member, cashier: Person, now: datetime) -> Sold:
    """Decides the sale again as it was frozen, paid from the held lots. Raises FiguresChanged rather than guess."""
    outlet = programmes.outlet_of(connection, row.sale["outlet_id"])
    assert outlet is not None, "outlets are closed, never deleted"
    till = Till(cashier, outlet.id, outlet.name, outlet.zone, outlet.company)
    programme = version(connection, row.sale["programme"])
    at = datetime.fromisoformat(row.sale["at"])
    held = tuple((UUID(lot), amount) for lot, amount in row.lots)
    event, standing = sales.event_of(connection, sale, till, at, held), tiering.placed(member.facts, programme)
    member = replace(member, facts=from_json(row.sale["facts"]))
    decision = engine.evaluate(event, member, programme)
    if (decision.points_redeemed, decision.payable) != (row.points, row.sale["payable"]):
        raise FiguresChanged
    # A review may have lowered the tier meanwhile: what the sale raises is the one that the member has now.
    tier = counting.climbed(event, standing, decision.counting.counted, decision.shares, programme)
    decision = replace(decision, tier=tier)
    sold = sales.write(connection, cheques.Deal(till, sale, decision, member, programme, at), now)
    holds.close(connection, row.id, "committed", sale.draft_id)
    return sold


def _tell_cashier(connection: Connection, row: Record, sold: Sold, now: datetime) -> None:
    rules = cheques.rules_told(sold, version(connection, row.sale["programme"]))
    named = whose(name=held_of(connection, row).person_id)
    arguments = {**cheques.to_json(sold), "hold_id": str(row.id), "rules": rules, **named}
    cashier, waiting = UUID(row.sale["cashier_id"]), row.sale.get("message")
    tell(connection, cashier, "sold", arguments, key=str(row.id), now=now, priority=Priority.ANSWER, edit=waiting)


def decline(connection: Connection, person: Person, hold_id: UUID, now: datetime) -> None:
    """The member says no, or the cashier cancels: the points are free again and the other side hears of it.

    A repeated tap does nothing. Raises NotAllowed, HoldExpired, HoldClosed (the sale is recorded).
    """
    row = _row(connection, hold_id)
    by = fresh(connection, person)
    if by.member_id == row.member_id:
        other: UUID | None = UUID(row.sale["cashier_id"])
        notice = "declined"
    else:
        member = members.row_of(connection, row.member_id)
        notice, other = "cancelled", member.person_id if member is not None else None
        if staff_member(connection, by).id != UUID(row.sale["cashier_id"]) and by.role == "cashier":
            raise NotAllowed
    accounts.open_account(connection, row.member_id, now, erased_too=True)
    row = _row(connection, hold_id)
    if row.state == "released":
        return
    _require_open(row)
    accounts.release(connection, row, "released", now)
    told, key = {"hold_id": str(hold_id), "points": row.points, "name": by.name}, str(hold_id)
    arguments = {**told, **whose(name=by.id)}
    tell(connection, other, notice, arguments, key=key, now=now, priority=Priority.ANSWER)
    cashier = person_of(people_rows.by_id(connection, UUID(row.sale["cashier_id"])))
    if by.id != cashier.id and notice == "cancelled" and cashier.role is not None:
        tell(connection, cashier.id, "freed", arguments, key=key, now=now, priority=Priority.ANSWER)


def take_over(connection: Connection, cashier: Person, hold_id: UUID, now: datetime) -> tuple[Sale, tuple[Record, ...]]:
    """Frees the points of a hold and returns its sale, to go on with, and the coupons that are set aside for it.

    Raises NotAllowed (another cashier's, for who is no manager), OwnCard, HoldExpired, HoldClosed.
    """
    row = _row(connection, hold_id)
    if staff_member(connection, cashier).member_id == row.member_id:
        raise OwnCard
    decline(connection, cashier, hold_id, now)
    sale = replace(_sale(row), currency=version(connection, row.sale["programme"]).currency)
    return sale, tuple(coupon_rows.by_ids(connection, sale.coupons)) if sale.coupons else ()


class Stage(Enum):
    """Where a sale that a cashier has open stands, for who would go on with it."""

    GOES_ON = auto()
    ASKED = auto()
    """Its customer has been asked and may still answer."""
    FREED = auto()
    """Its customer declined or did not answer in time; the points are free again."""
    SOLD = auto()
    """It is recorded, here or by another way."""


def stage(connection: Connection, draft_id: UUID, hold_id: UUID | None, now: datetime) -> Stage:
    """Returns where the sale of a draft stands, for which `hold_id` may have set points aside."""
    if ledger.find(connection, cheques.key(draft_id)) is not None:
        return Stage.SOLD
    row = holds.row_of(connection, hold_id) if hold_id else None
    if row is None:
        return Stage.GOES_ON
    return Stage.ASKED if row.state == "open" and row.expires_at > now else Stage.FREED
