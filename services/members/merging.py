"""Joining accounts: a card from outside of Telegram becomes the card of somebody in it, or all of it moves to theirs.

Whoever holds the secret address of a card's page may ask for it. Where the card has a phone number, the same number
must be proved by a contact of one's own; a card that somebody has in Telegram goes to nobody by its address.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from loyalty import merging, tiering
from loyalty.errors import CodeUnknown, NotRegistered, Refusal
from loyalty.ledger import POINTS, Account
from loyalty.member import Member
from loyalty.programme import Programme
from services.ledger import accounts
from services.programme.versions import current
from services.typed import renumbered
from storage.ledger import ledger
from storage.members import members, merges, people, profiles
from storage.passes import passes
from storage.prepaid import certificates
from storage.rewards import tiers
from storage.tables import Record
from storage.till import holds

KIND = merging.KIND
OWN, TAKEN, FREE = "own", "taken", "free"


@dataclass(eq=False)
class CardTaken(Refusal):
    """Somebody has this card in Telegram already."""


@dataclass(eq=False)
class CardNotYours(Refusal):
    """The card belongs to another phone number."""


@dataclass(eq=False)
class PhoneInUse(Refusal):
    """The phone number belongs to a card that somebody else has in Telegram."""


@dataclass(frozen=True, slots=True)
class Found:
    """A card as its page's link finds it: the person's `own`, `taken` by somebody in Telegram, or `free` to come over.

    `ending` are the last digits of the phone number that must be proved, empty when there is none.
    """

    state: Literal["own", "taken", "free"]
    token: str
    ending: str
    points: int


@dataclass(frozen=True, slots=True)
class Joined:
    """What the person has after their cards were joined; `points` came over."""

    member_id: UUID
    points: int
    balance: int


def number_of(phone: str) -> str:
    """Returns a contact's number as it is kept: a plus and digits, as it is dialled today."""
    return renumbered("+" + re.sub(r"\D", "", phone))


def look(connection: Connection, person_id: UUID, token: str, now: datetime) -> Found:
    """Returns what a card's link leads to. Raises CodeUnknown when there is no such card."""
    row = _behind(connection, token)
    state = _state(row, people.by_id(connection, person_id).member_id)
    points = accounts.view(connection, row.id, now).balance(Account.ACTIVE) if state == FREE else 0
    return Found(state, token, (row.phone or "")[-2:], points)


def check(connection: Connection, token: str, phone: str) -> None:
    """Raises CodeUnknown, CardTaken or CardNotYours unless somebody with this number may have the card."""
    _may_have(_behind(connection, token), phone)


def of_phone(connection: Connection, person_id: UUID, phone: str, now: datetime) -> Found | None:
    """Returns the card of the person's own number when it is not theirs yet; None when nobody has one.

    Raises PhoneInUse when it is somebody's in Telegram.
    """
    holder = people.by_phone(connection, number_of(phone))
    if holder is None or holder.id == person_id or holder.member_id is None:
        return None
    if holder.telegram_id is not None:
        raise PhoneInUse
    return look(connection, person_id, merges.of_member(connection, holder.member_id).page_token, now)


def keep_phone(connection: Connection, person_id: UUID, phone: str) -> None:
    """Writes down a member's own number. Raises NotRegistered, and PhoneInUse when another account has it."""
    if people.by_id(connection, person_id, lock=True).member_id is None:
        raise NotRegistered
    holder = people.by_phone(connection, number_of(phone))
    if holder is not None and holder.id != person_id:
        raise PhoneInUse
    people.change(connection, person_id, phone=number_of(phone))


def adopt(connection: Connection, person_id: UUID, token: str, phone: str | None, now: datetime) -> UUID:
    """Gives a newcomer, whose row is locked, the card behind a page, with all that it has; returns the member.

    `phone` is the newcomer's own number or None. Raises CodeUnknown, CardTaken, CardNotYours, AccountFrozen.
    """
    row = _proved(connection, token, phone, now)
    people.note(connection, person_id, "card_joined", now, member=str(row.id))
    former = UUID(str(row.person_id))
    people.change(connection, former, phone=None)
    members.move_to(connection, row.id, person_id)
    profiles.move(connection, former, person_id)
    passes.changed(connection, row.id, now)
    return UUID(str(row.id))


def join(connection: Connection, person_id: UUID, token: str, phone: str | None, now: datetime) -> Joined:
    """Moves all that the card behind a page has to the member that the person is; the same again changes nothing.

    Raises NotRegistered, CodeUnknown, CardTaken, CardNotYours, AccountFrozen.
    """
    mine = people.by_id(connection, person_id, lock=True).member_id
    if mine is None:
        raise NotRegistered
    row, programme = _behind(connection, token), current(connection, now)
    if _state(row, mine) == OWN:
        return Joined(mine, 0, accounts.view(connection, mine, now).balance(Account.ACTIVE))
    # Always in this order, so that two who join at a time wait for each other and do not lock each other out.
    both = {member_id: _open(connection, member_id, now) for member_id in sorted({row.id, mine})}
    taker = both[mine]
    row = _proved(connection, token, phone, now)
    for hold in holds.open_of(connection, row.id):
        accounts.release(connection, hold, "released", now)
    giver = accounts.open_account(connection, row.id, now)
    moved = merging.hand_over(giver, taker, programme, now)
    entry = accounts.operation(KIND, f"{KIND}:{row.id}", mine, now, actor=f"person:{person_id}")
    ledger.transfer(connection, entry, row.id, moved.given, moved.taken)
    merges.take_over(connection, row.id, mine)
    certificates.take_over(connection, row.id, mine)
    _tier(connection, row, taker, programme, now)
    _person(connection, person_id, UUID(str(row.person_id)))
    people.note(connection, person_id, "cards_joined", now, member=str(mine), merged=str(row.id))
    for member_id in (mine, row.id):
        passes.changed(connection, member_id, now)
    points = sum(line.amount for line in moved.taken if line.unit == POINTS and line.account is not Account.ISSUED)
    return Joined(mine, points, accounts.view(connection, mine, now).balance(Account.ACTIVE))


def _behind(connection: Connection, token: str) -> Record:
    row = merges.behind_page(connection, token)
    if row is None or (row.person_id is None and row.merged_into is None):
        raise CodeUnknown
    return row


def _state(row: Record, mine: UUID | None) -> Literal["own", "taken", "free"]:
    if mine is not None and mine in {row.id, row.merged_into}:
        return "own"
    return "taken" if row.merged_into is not None or row.telegram_id is not None else "free"


def _proved(connection: Connection, token: str, phone: str | None, now: datetime) -> Record:
    """Locks a card that is free, and returns its row once the number, if it has one, is the same."""
    _open(connection, _behind(connection, token).id, now)
    row = _behind(connection, token)
    _may_have(row, phone)
    return row


def _open(connection: Connection, member_id: UUID, now: datetime) -> Member:
    """Locks a card; one that was joined with another, perhaps while we waited, is taken. A frozen one stays apart."""
    try:
        return accounts.open_moving(connection, member_id, now)
    except CodeUnknown:
        raise CardTaken from None


def _may_have(row: Record, phone: str | None) -> None:
    if _state(row, None) == TAKEN:
        raise CardTaken
    if row.phone and (phone is None or number_of(phone) != row.phone):
        raise CardNotYours


def _tier(connection: Connection, row: Record, taker: Member, programme: Programme, now: datetime) -> None:
    """Gives the taker the giver's level where that is the higher one, with its review."""
    rule, standing = tiering.rule_of(programme), tiers.standing(connection, row.id)
    if rule is None or standing is None or not tiering.is_higher(rule, standing.tier, taker.facts.tier):
        return
    dates = {"review_at": standing.review_at, "pinned_until": standing.pinned_until}
    tiers.place(connection, taker.id, standing.tier, now, raised_by=standing.raised_by, **dates)


def _person(connection: Connection, person_id: UUID, former: UUID) -> None:
    """Lets the person have what the card's former row says and they have not said themselves."""
    old, new = people.by_id(connection, former), people.by_id(connection, person_id)
    people.change(connection, former, phone=None)
    if old.phone and not new.phone:
        people.change(connection, person_id, phone=old.phone)
    told, said = profiles.of(connection, former), profiles.of(connection, person_id)
    if told is None:
        return
    columns = [name for name in told._fields if name != "person_id" and not getattr(said, name, None)]
    if said is not None and said.birthday_set_at is not None:
        columns = [name for name in columns if not name.startswith("birth")]
    profiles.change(connection, person_id, **{name: getattr(told, name) for name in columns})
