"""Coupons outside a sale: how the offers do, codes for everybody, and giving one to a member."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import CodeUnknown, CouponEnded, OwnCard, SettingInvalid, TextTooLong
from loyalty.programme import Rule
from services.ledger import accounts
from services.people import Person, owner, senior
from services.programme.versions import current
from services.rewards import coupons
from services.rewards.coupons import Coupon
from storage.members import members, people
from storage.rewards import coupons as rows

CODE = re.compile(r"[0-9A-Z-]{3,24}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A coupon rule and how it does.

    `issued` coupons were given to members, of which `ended` ran out or were taken back unused. Uses count those of the
    public `codes` too: `used` on recorded cheques, `reserved` on open ones.
    """

    rule: Rule
    issued: int
    ended: int
    used: int
    reserved: int
    codes: tuple[Coupon, ...]


def offers(connection: Connection, person: Person, now: datetime) -> tuple[Offer, ...]:
    """Returns every coupon rule of the programme, in its order. Raises NotAllowed, ProgrammeMissing."""
    owner(connection, person)
    rules = [rule for rule in current(connection, now).rules if rule.mechanic == "coupon"]
    ids = [rule.id for rule in rules]
    issued, used = rows.issued(connection, ids, now), rows.used(connection, ids)
    codes = published(connection, person, now)
    return tuple(
        Offer(
            rule,
            *issued.get(rule.id, (0, 0)),
            used.get((rule.id, "redeemed"), 0),
            used.get((rule.id, "reserved"), 0),
            tuple(coupon for coupon in codes if coupon.rule.id == rule.id),
        )
        for rule in rules
    )


# --- codes for everybody ----------------------------------------------------------------------------------------------


def publish(connection: Connection, person: Person, rule_id: str, code: str, now: datetime) -> Coupon:
    """Makes a code that everybody may use, as the rule's limits say; without limits each member once.

    The same code again gives the same coupon. Raises NotAllowed, CouponEnded (no such rule), TextTooLong,
    SettingInvalid (letters that a code cannot have, a code that stands for another offer or was withdrawn).
    """
    by = owner(connection, person)
    rule = coupons.rule_in(current(connection, now), rule_id)
    if rule is None:
        raise CouponEnded
    tidy = coupons.normal(code)
    if len(tidy) > 24:
        raise TextTooLong(24)
    if not CODE.fullmatch(tidy):
        raise SettingInvalid("code", "not-a-code")
    found = rows.by_code(connection, tidy)
    if found is not None and (found.rule_id, found.member_id) != (rule_id, None):
        raise SettingInvalid("code", "duplicate")
    if found is not None and found.voided_at is not None:
        raise SettingInvalid("code", "withdrawn")
    if found is None:
        people.note(connection, by.id, "published_coupon", now, rule=rule_id, code=tidy)
        values = {"rule_id": rule_id, "code": tidy, "source": f"public:{tidy}", "expires_at": None, "most_uses": None}
        rows.insert_coupon(connection, member_id=None, issued_at=now, **values)
        found = rows.by_code(connection, tidy)
    assert found is not None, "just written"
    return coupons.coupon_of(found, rule)


def withdraw(connection: Connection, person: Person, coupon_id: UUID, now: datetime) -> None:
    """Takes a public code out of use, once. Raises NotAllowed."""
    by = owner(connection, person)
    if rows.end(connection, coupon_id, now):
        people.note(connection, by.id, "withdrew_coupon", now, coupon=str(coupon_id))


def published(connection: Connection, person: Person, now: datetime) -> tuple[Coupon, ...]:
    """Returns the public codes. Raises NotAllowed."""
    owner(connection, person)
    return coupons.with_rules(connection, rows.public(connection, now), now)


# --- one for a member ------------------------------------------------------------------------------------------------


def gifts(connection: Connection, person: Person, now: datetime) -> tuple[Rule, ...]:
    """Returns the coupon rules whose coupons may be given now. Raises NotAllowed, ProgrammeMissing."""
    senior(connection, person)
    rules = current(connection, now).rules
    return tuple(rule for rule in rules if rule.mechanic == "coupon" and not rule.paused)


def give(
    connection: Connection, person: Person, draft_id: UUID, member_id: UUID, rule_id: str, now: datetime
) -> Coupon:
    """Gives a member a coupon of a rule, once per draft, and tells them.

    Raises NotAllowed, OwnCard, CodeUnknown, CardSuspended, CouponEnded (no such rule, or a paused one).
    """
    by = senior(connection, person)
    if member_id == by.member_id:
        raise OwnCard
    member = members.load(connection, member_id, erased_too=False)
    if member is None:
        raise CodeUnknown
    accounts.require_moving(member)
    source = f"given:{draft_id}"
    new = rows.by_source(connection, source) is None
    given = coupons.issue(connection, rule_id, member_id, source=source, now=now)
    if given is None:
        raise CouponEnded
    if new:
        people.note(connection, by.id, "gave_coupon", now, member=str(member_id), coupon=str(given.id))
    return given
