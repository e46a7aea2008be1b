"""Coupons: issued for a reason, shown to their owner, found by their code if they may still be used."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CouponEnded, CouponLimitReached, CouponNotYours, CouponUsed, TooManyAttempts
from loyalty.localtime import end_of_day
from loyalty.programme import Programme, Rule
from services.notices import tell_holder
from services.people import Person, fresh
from services.programme.versions import current
from storage.members import members
from storage.rewards import coupons as rows
from storage.tables import Record

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 and I: a code is read out and typed."""
_LENGTH = 10
ATTEMPTS = 10
"""Wrong codes that one person may try in an hour; there are 32 to the tenth personal codes."""
_HOUR = timedelta(hours=1)
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
    filled: str = "",
) -> Coupon | None:
    """Gives the member a coupon of a rule, once per `source`, and tells them; None when the rule is gone or paused.

    `quietly` for whoever tells them in words of their own. `paid_under` is the programme under which they have paid
    for it: then the rule may be paused, or gone since, but it is told and shown to nobody before it is back. `filled`
    is the stamp card that it stands for, which is celebrated.
    """
    programme = current(connection, now)
    shown = shown_rule(programme, rule_id)
    rule = shown if paid_under is None else rule_in(programme, rule_id) or rule_in(paid_under, rule_id)
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
    if new and shown and not quietly:
        ends = coupon.expires_at.isoformat() if coupon.expires_at else None
        arguments = {"coupon_id": str(coupon.id), "rule_id": rule_id, "title": rule.config.title, "expires_at": ends}
        arguments |= {"filled": filled} if filled else {}
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
    rule = shown_rule(current(connection, now), row.rule_id)
    if rule is None:
        raise CouponEnded
    require_usable(connection, row, rule, mine, now)
    return coupon_of(row, rule)


def normal(code: str) -> str:
    """Returns a typed code as it is stored."""
    return re.sub(r"\s", "", code).upper()


def attempt(connection: Connection, person: Person, now: datetime) -> None:
    """Notes that somebody types a code; `succeeded` takes it back. Raises TooManyAttempts."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    if rows.attempts(connection, person.id, "coupon", hour, 0) >= ATTEMPTS:
        raise TooManyAttempts(-((now - hour - _HOUR) // timedelta(minutes=1)))
    rows.attempts(connection, person.id, "coupon", hour, 1)


def succeeded(connection: Connection, person: Person, now: datetime) -> None:
    """Takes the attempt back that turned out to be a right code."""
    rows.attempts(connection, person.id, "coupon", now.replace(minute=0, second=0, microsecond=0), -1)


def titles(connection: Connection, rule_ids: Iterable[str], now: datetime) -> list[str]:
    """Returns what coupons of these rules are called, equal ones together as `Free coffee ×2`.

    Of rules that are gone or paused nothing is said: nobody sees their coupons.
    """
    times, programme = Counter(rule_ids), current(connection, now)
    rules = ((shown_rule(programme, rule_id), number) for rule_id, number in times.items())
    return [
        f"{rule.config.title or '—'} ×{number}" if number > 1 else rule.config.title or "—"
        for rule, number in rules
        if rule is not None
    ]


def require_usable(connection: Connection, row: Record, rule: Rule, member_id: UUID, now: datetime) -> None:
    """Raises CouponEnded, CouponNotYours, CouponUsed or CouponLimitReached unless the member may use the coupon now."""
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


def shown_rule(programme: Programme, rule_id: str) -> Rule | None:
    """Returns the coupon rule with this id, None when it is gone or paused: then nobody sees its coupons."""
    rule = rule_in(programme, rule_id)
    return None if rule is None or rule.paused else rule


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
    rules = ((row, shown_rule(programme, row.rule_id)) for row in found)
    return tuple(coupon_of(row, rule) for row, rule in rules if rule is not None)
