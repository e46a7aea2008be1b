"""Customers as managers and owners see them: found by card or phone, with everything they have."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import codes, tiering
from loyalty.codes import Code, CodeKind
from loyalty.errors import CodeMistyped, CodeUnknown, CodeUnreadable, OwnCard, Refusal
from services.members import standings as cards
from services.members.standings import Standing
from services.people import Person, senior
from services.programme.versions import current
from services.rewards import progress
from services.rewards.progress import Rewards
from services.rewards.tiers import FOREVER
from services.till import identifying, receipts
from services.till.receipts import Receipt
from storage import imports
from storage.members import members, people
from storage.rewards import tiers as tier_rows

PURCHASES = 5
_TRUNK = {"0": "+359", "8": "+7"}
"""What people at home dial in place of their country's code; other countries' numbers are typed with it."""


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """A member with what they have; `pinned` says that the tier was given by hand, `pinned_until` None: for good.

    `tiers` are all that the programme has, the lowest first.
    """

    member_id: UUID
    standing: Standing
    rewards: Rewards
    tiers: tuple[str, ...]
    pinned: bool
    pinned_until: datetime | None
    purchases: tuple[Receipt, ...]


def find(connection: Connection, person: Person, wanted: Code | str, now: datetime) -> UUID:
    """Returns the member of a code that was read, or of what was typed: digits, a link or a phone number.

    After CodeUnknown `identifying.missed` is to be called, as at the till. Raises NotAllowed, TooManyAttempts, OwnCard,
    CodeUnknown, CodeMistyped, CodeUnreadable.
    """
    by = senior(connection, person)
    identifying.require_tries(connection, by, now)
    member_id = _by_code(connection, wanted) if isinstance(wanted, Code) else _typed(connection, wanted)
    if member_id == by.member_id:
        raise OwnCard
    return member_id


def page(connection: Connection, person: Person, member_id: UUID, now: datetime) -> CustomerPage:
    """Returns the customer's page. Raises NotAllowed, OwnCard, CodeUnknown."""
    by = senior(connection, person)
    if member_id == by.member_id:
        raise OwnCard
    rule, row = tiering.rule_of(current(connection, now)), tier_rows.standing(connection, member_id)
    until = row.pinned_until if row is not None and row.pinned_until and row.pinned_until > now else None
    return CustomerPage(
        member_id,
        cards.standing(connection, member_id, now),
        progress.of_member(connection, member_id, now),
        () if rule is None else (rule.config.base, *(level.key for level in rule.config.levels)),
        until is not None,
        None if until == FOREVER else until,
        receipts.of_member(connection, person, member_id, PURCHASES),
    )


def _by_code(connection: Connection, code: Code) -> UUID:
    if code.kind in {CodeKind.COUPON, CodeKind.CERTIFICATE}:
        raise CodeUnreadable  # these name nobody
    found = members.of_code(connection, code)
    if found is None:
        raise CodeUnknown
    return found


def _typed(connection: Connection, text: str) -> UUID:
    """Returns whose digits, link, former card or phone number this is; ten digits may be any of the latter too."""
    refusal: Refusal
    try:
        return _by_code(connection, codes.parse(text))
    except (CodeUnknown, CodeMistyped, CodeUnreadable) as refused:
        refusal = refused
    former = imports.by_former_number(connection, text.strip()[:40])
    if former is not None:
        return former
    numbers = _numbers(text)
    for number in numbers:
        holder = people.by_phone(connection, number)
        if holder is not None and holder.member_id is not None:
            return UUID(str(holder.member_id))
    if numbers and sum(sign.isdigit() for sign in text) != codes.LENGTH:
        raise CodeUnknown  # a phone number of nobody is no slip in a card's digits
    raise refusal


def _numbers(text: str) -> tuple[str, ...]:
    """Returns the international numbers that a typed one may mean; none when it is no phone number."""
    if not re.fullmatch(r"\+?[0-9][0-9\s().-]{5,30}", text.strip()):
        return ()
    digits = re.sub(r"\D", "", text)
    international = "+" + digits.removeprefix("00")
    if digits[0] in _TRUNK and "+" not in text:
        return international, _TRUNK[digits[0]] + digits[1:]
    return (international,)
