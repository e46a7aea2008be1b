"""Coupons: issued for a reason, shown to their owner, reserved while a cheque is open, given back when it fails."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import (
    CouponEnded,
    CouponLimitReached,
    CouponNotYours,
    CouponUnknown,
    CouponUsed,
    OwnCard,
    TooManyAttempts,
)
from loyalty.events import Presented
from loyalty.localtime import end_of_day
from loyalty.programme import Programme, Rule
from services.ledger import accounts
from services.notices import tell_holder
from services.people import Person, fresh, staff_member
from services.programme.changing import current, version
from services.till.tills import till_of
from storage.members import members
from storage.passes import passes
from storage.rewards import coupons as rows
from storage.tables import Record
from storage.till import outcomes, purchases

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 and I: a code is read out and typed."""
_LENGTH = 10
ATTEMPTS = 10
"""Wrong codes that one person may try in an hour; there are 32 to the tenth personal codes."""
HOUR = timedelta(hours=1)


ORIGINS = {
    "public": "public",
    "purchase": "purchase",
    "welcome": "welcome",
    "birthday": "birthday",
    "referral": "referral",
    "given": "gift",
    "broadcast": "offer",
    "inactive": "offer",
}
"""Why somebody has a coupon, by the first word of the `source` under which it was issued."""


@dataclass(frozen=True, slots=True)
class Coupon:
    """A coupon with the rule that says what it is worth; `member_id` None is a public code.

    `origin` and `issued_at` tell two equal ones apart: why it was given, one of the values of `ORIGINS`, and when.
    """

    id: UUID
    rule: Rule
    code: str
    member_id: UUID | None
    expires_at: datetime | None
    uses: int
    issued_at: datetime
    origin: str


def issue(
    connection: Connection,
    rule_id: str,
    member_id: UUID,
    *,
    source: str,
    now: datetime,
    purchase_id: UUID | None = None,
    quietly: bool = False,
    paid_under: Programme | None = None,
) -> Coupon | None:
    """Gives the member a coupon of a rule, once per `source`, and tells them; None when the rule is gone or paused.

    `quietly` for whoever tells them in words of their own. `paid_under` is the programme under which they have paid
    for it: then the rule may be paused, or gone since, but it is told and shown to nobody before it is back.
    """
    programme = current(connection, now)
    rule = rule_in(programme, rule_id)
    if paid_under is None and (rule is None or rule.paused):
        return None
    silent = quietly or rule is None or rule.paused
    rule = rule or (rule_in(paid_under, rule_id) if paid_under else None)
    if rule is None:
        return None
    days = rule.config.valid_days
    new = rows.insert_coupon(
        connection,
        rule_id=rule_id,
        code=random_code(),
        member_id=member_id,
        source=source,
        purchase_id=purchase_id,
        issued_at=now,
        expires_at=None if days is None else end_of_day(now, days, programme.zone),
        most_uses=rule.config.uses,
    )
    row = rows.by_source(connection, source)
    assert row is not None, "just written, or written before"
    coupon = coupon_of(row, rule)
    if new and not silent:
        ends = coupon.expires_at.isoformat() if coupon.expires_at else None
        arguments = {"coupon_id": str(coupon.id), "rule_id": rule_id, "title": rule.config.title, "expires_at": ends}
        tell_holder(connection, members.holder(connection, member_id), "coupon", arguments, key=str(coupon.id), now=now)
    return coupon


def of_member(connection: Connection, member_id: UUID, now: datetime) -> tuple[Coupon, ...]:
    """Returns the member's own coupons that may still be used, soonest to end first."""
    return with_rules(connection, rows.of_member(connection, member_id, now), now)


def look_up(connection: Connection, person: Person, code: str, now: datetime) -> Coupon | None:
    """Returns the coupon of a code if this member may use it: a public one, or their own.

    Any other code is None, and counts as an attempt. Raises TooManyAttempts, CouponEnded, CouponUsed,
    CouponLimitReached.
    """
    attempt(connection, person, now)
    mine = fresh(connection, person).member_id
    row = rows.by_code(connection, normal(code))
    if row is None or mine is None or row.member_id not in {None, mine}:
        return None
    succeeded(connection, person, now)
    rule = rule_in(current(connection, now), row.rule_id)
    if rule is None or rule.paused:
        raise CouponEnded
    _require_usable(connection, row, rule, mine, now)
    return coupon_of(row, rule)


def normal(code: str) -> str:
    """Returns a typed code as it is stored."""
    return re.sub(r"\s", "", code).upper()


# --- on a cheque ---------------------------------------------------------------------------------------------------


def attempt(connection: Connection, person: Person, now: datetime) -> None:
    """Notes that somebody types a code; `succeeded` takes it back. Raises TooManyAttempts."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if rows.attempts(connection, person.id, "coupon", hour, 0) >= ATTEMPTS:
        raise TooManyAttempts(-((now - hour - HOUR) // timedelta(minutes=1)))
    rows.attempts(connection, person.id, "coupon", hour, 1)


def succeeded(connection: Connection, person: Person, now: datetime) -> None:
    """Takes the attempt back that turned out to be a right code."""
    rows.attempts(connection, person.id, "coupon", now.replace(minute=0, second=0, microsecond=0), -1)


def reserve(
    connection: Connection, cashier: Person, draft_id: UUID, member_id: UUID, code: str, now: datetime
) -> Coupon:
    """Sets a coupon aside for an open cheque of the member; the same again changes nothing.

    Raises NotAllowed, OwnCard, CouponUnknown, CouponEnded, CouponNotYours, CouponUsed, CouponLimitReached.
    """
    till = till_of(connection, cashier)
    if member_id == till.cashier.member_id:
        raise OwnCard
    accounts.open_account(connection, member_id, now)
    found = rows.by_code(connection, normal(code))
    if found is None:
        raise CouponUnknown
    return _reserve(connection, found.id, draft_id, member_id, till.outlet_id, now)


def release(
    connection: Connection, cashier: Person, draft_id: UUID, now: datetime, coupon_id: UUID | None = None
) -> None:
    """Gives back what an open cheque had set aside: one coupon, or all; a recorded cheque keeps its own."""
    staff_member(connection, cashier)
    for row in rows.uses_of(connection, draft_id):
        if row.state == "reserved" and coupon_id in {None, row.coupon_id}:
            _free(connection, row, now)


def release_lapsed(connection: Connection, now: datetime, limit: int = 100) -> int:
    """Gives back what cheques had set aside that were never finished; returns how many uses."""
    late = rows.lapsed(connection, now, limit)
    for row in late:
        _free(connection, row, now)
    return len(late)


def presented(connection: Connection, coupon_ids: tuple[UUID, ...]) -> tuple[Presented, ...]:
    """Returns coupons as the engine takes them. Raises CouponUnknown."""
    found = {row.id: row for row in rows.by_ids(connection, coupon_ids)} if coupon_ids else {}
    if len(found) < len(set(coupon_ids)):
        raise CouponUnknown
    return tuple(Presented(coupon_id, found[coupon_id].rule_id) for coupon_id in coupon_ids)


def redeem(
    connection: Connection, coupon_ids: tuple[UUID, ...], draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> None:
    """Uses up a recorded cheque's coupons; the member is locked. One that is set aside no more is tried once more.

    What is set aside counts as the cheque was decided, though its rule be paused since. Raises what `reserve` raises.
    """
    if not coupon_ids:
        return
    _set_aside(connection, coupon_ids, draft_id, member_id, outlet_id, now)
    for row in rows.uses_of(connection, draft_id):
        if row.coupon_id in coupon_ids:
            rows.redeem(connection, row.id)
            passes.coupon_changed(connection, row.coupon_id, now)
        elif row.state == "reserved":
            _free(connection, row, now)


def hold(
    connection: Connection,
    coupon_ids: tuple[UUID, ...],
    draft_id: UUID,
    member_id: UUID,
    outlet_id: int,
    until: datetime,
    now: datetime,
) -> None:
    """Sets a cheque's coupons aside until then, while its locked member is asked. Raises what `reserve` raises."""
    _set_aside(connection, coupon_ids, draft_id, member_id, outlet_id, now)
    if coupon_ids:
        rows.carry(connection, draft_id, draft_id, until)


def reopen(
    connection: Connection, draft_id: UUID, programme: Programme, now: datetime
) -> tuple[Sequence[str], Sequence[str]]:
    """After a full return: the cheque's coupons may be used again, for the days of grace at least.

    Not one that the member has for another cheque which came back itself while the coupon was in use. Returns the rules
    of those that may, and of those that are no more.
    """
    back: list[str] = []
    gone: list[str] = []
    until = end_of_day(now, programme.settings.grace_days, programme.zone)
    for row in rows.uses_of(connection, draft_id):
        if row.state == "redeemed":
            rows.extend(connection, row.coupon_id, until)
            passes.coupon_changed(connection, row.coupon_id, now)
            coupon = _free(connection, row, now)
            if coupon is None:
                gone.append(row.rule_id)
            elif coupon.member_id is not None and coupon.voided_at is None:
                back.append(row.rule_id)
    return back, gone


def _free(connection: Connection, use: Record, now: datetime) -> Record | None:
    """Gives a coupon back; None when that ends it, as the cheque that brought it came back while it was in use."""
    given_back = rows.give_back(connection, use)
    (coupon,) = rows.by_ids(connection, (use.coupon_id,))
    if not given_back or coupon.purchase_id is None or coupon.voided_at is not None or _is_due(connection, coupon):
        return coupon
    rows.end(connection, coupon.id, now)
    return None


def titles(connection: Connection, rule_ids: Iterable[str], now: datetime) -> list[str]:
    """Returns what coupons of these rules are called, equal ones together as `Free coffee ×2`.

    Of rules that are gone or paused nothing is said: nobody sees their coupons.
    """
    times, programme = Counter(rule_ids), current(connection, now)
    rules = ((rule_in(programme, rule_id), number) for rule_id, number in times.items())
    return [
        f"{rule.config.title or '—'} ×{number}" if number > 1 else rule.config.title or "—"
        for rule, number in rules
        if rule is not None and not rule.paused
    ]


def _is_due(connection: Connection, coupon: Record) -> bool:
    """Says whether a cheque still stands for the coupon that it brought, or a debt of stamps does."""
    origin = purchases.row_of(connection, coupon.purchase_id)
    if origin is None:
        return True
    promised = outcomes.of(connection, origin.id).counting.promised
    times = sum(each.times for each in promised if each.coupon == coupon.rule_id)
    if rows.held_of(connection, origin.id, coupon.rule_id) <= times:
        return True
    rules = version(connection, origin.programme_version).rules
    return any(rule.mechanic == "stamp_card" and rule.config.reward == coupon.rule_id for rule in rules)


def _set_aside(
    connection: Connection, coupon_ids: tuple[UUID, ...], draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> None:
    """Reserves those that are not, or no longer; the others are locked."""
    for row in rows.by_ids(connection, coupon_ids, lock=True) if coupon_ids else ():
        if not _is_set_aside(connection, row.id, draft_id):
            _reserve(connection, row.id, draft_id, member_id, outlet_id, now)


def _is_set_aside(connection: Connection, coupon_id: UUID, draft_id: UUID) -> bool:
    uses = rows.uses_of(connection, draft_id)
    return any(use.coupon_id == coupon_id and use.state != "returned" for use in uses)


def _reserve(
    connection: Connection, coupon_id: UUID, draft_id: UUID, member_id: UUID, outlet_id: int, now: datetime
) -> Coupon:
    (row,) = rows.by_ids(connection, (coupon_id,), lock=True)
    programme = current(connection, now)
    rule = rule_in(programme, row.rule_id)
    if rule is None or rule.paused:
        raise CouponEnded
    if _is_set_aside(connection, coupon_id, draft_id):
        return coupon_of(row, rule)
    _require_usable(connection, row, rule, member_id, now)
    values = {
        "coupon_id": row.id,
        "rule_id": row.rule_id,
        "member_id": member_id,
        "draft_id": draft_id,
        "outlet_id": outlet_id,
        "state": "reserved",
        "at": now,
        "reserved_until": now + timedelta(minutes=programme.settings.hold_minutes),
    }
    if not rows.use(connection, values, rule.config.total):
        raise CouponLimitReached
    return coupon_of(row, rule)


def _require_usable(connection: Connection, row: Record, rule: Rule, member_id: UUID, now: datetime) -> None:
    if row.voided_at is not None or (row.expires_at is not None and row.expires_at <= now):
        raise CouponEnded
    if row.member_id not in {None, member_id}:
        raise CouponNotYours
    if row.most_uses is not None and row.uses >= row.most_uses:
        raise CouponUsed
    limit = rule.config.per_member or (1 if row.member_id is None else None)
    days = rule.config.period_days
    since = None if days is None else now - timedelta(days=days)
    if limit is not None and rows.used_by(connection, member_id, rule.id, since) >= limit:
        raise CouponLimitReached


def rule_in(programme: Programme, rule_id: str) -> Rule | None:
    """Returns the coupon rule with this id, or None."""
    return next((rule for rule in programme.rules if rule.id == rule_id and rule.mechanic == "coupon"), None)


def random_code() -> str:
    """Returns a new code that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def coupon_of(row: Record, rule: Rule) -> Coupon:
    """Returns a row as a coupon."""
    origin = ORIGINS.get(row.source.split(":", 1)[0], "gift")
    return Coupon(row.id, rule, row.code, row.member_id, row.expires_at, row.uses, row.issued_at, origin)


def with_rules(connection: Connection, found: Sequence[Record], now: datetime) -> tuple[Coupon, ...]:
    """Returns rows as coupons, without those whose rule is gone or paused."""
    programme = current(connection, now)
    rules = ((row, rule_in(programme, row.rule_id)) for row in found)
    return tuple(coupon_of(row, rule) for row, rule in rules if rule is not None and not rule.paused)
