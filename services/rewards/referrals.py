"""Referrals: what both get for a friend's first sufficient purchase, how it is taken back, and what the owner decides.

Both sides are paid in the transaction of the friend's sale. The friend is locked by then and the inviter is locked
after them. An inviter is always the older member, because whoever has a card cannot be invited any more; so everybody
locks the younger one first, and no two wait for each other. Where something else that a sale locks, such as a coupon,
closes a circle after all, the database undoes one of the sales and it runs again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine
from loyalty.conditions import applies
from loyalty.errors import AccountFrozen, CodeUnknown
from loyalty.events import Referred
from loyalty.localtime import local, start_of
from loyalty.member import Facts, Member
from loyalty.programme import Programme, Rule, When
from loyalty.revoking import revoke
from services.ledger import accounts
from services.notices import Priority, tell, tell_holder, whose
from services.people import Person, owner
from services.programme.versions import version
from services.rewards import granting, tiers
from services.rewards.referral_links import rules_of, works_here
from storage.ledger import ledger
from storage.members import members, people
from storage.passes import passes
from storage.rewards import referrals as rows
from storage.tables import Record
from storage.till import purchases

KIND, VOID = "referral", "referral-void"
FRIEND, INVITER = "friend", "inviter"


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far a member's friends have come.

    `opened` newcomers tapped the link, `waiting` of those who joined have not bought enough yet, `review` wait for the
    owner, `paid` have bought, `points` is what they brought.
    """

    opened: int
    joined: int
    waiting: int
    review: int
    paid: int
    points: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A friend above the monthly cap, for the owner to decide; `payable` in minor units, `reason` `cap` or `frozen`."""

    friend_id: UUID
    inviter: str
    friend: str
    payable: int
    bought_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Bought:
    """A friend's purchase: `paid` minor units of money that the shop has kept, `facts` as they stood before."""

    purchase_id: UUID
    paid: int
    at: datetime
    zone: str
    outlet: str
    facts: Facts


# --- how far the friends have come ------------------------------------------------------------------------------------


def funnel(connection: Connection, member_id: UUID) -> Funnel:
    """Returns how far the member's friends have come."""
    row, states = rows.link_of(connection, member_id), rows.by_state(connection, member_id)
    return Funnel(
        opened=row.opened if row else 0,
        joined=sum(states.values()) - states.get("refused", 0),
        waiting=states.get("pending", 0) + states.get("voided", 0),
        review=states.get("review", 0),
        paid=states.get("paid", 0),
        points=rows.points_of(connection, member_id, (KIND, VOID), f":{INVITER}"),
    )


# --- the purchase -----------------------------------------------------------------------------------------------------


def reward(connection: Connection, friend_id: UUID, purchase_id: UUID, programme: Programme, now: datetime) -> None:
    """After a sale to the locked friend: pays both sides if it is the first sufficient one of somebody invited.

    A smaller one changes nothing. Above the monthly cap, and when the inviter's account is stopped, the owner decides.
    """
    row = rows.open_of(connection, friend_id) if rules_of(programme) else None
    if row is None:
        return
    bought = _bought(connection, purchase_id)
    sufficient = _sufficient(programme, bought)
    if not sufficient:
        return
    if works_here(connection, friend_id) or works_here(connection, row.inviter_id):
        rows.change(connection, friend_id, state="refused", reason="staff")
        return
    try:
        inviter = accounts.open_moving(connection, row.inviter_id, now)
    except AccountFrozen:
        _ask_owner(connection, row, bought, "frozen", now)
        return
    month = start_of(local(now, programme.zone).date().replace(day=1), programme.zone)
    if rows.paid_since(connection, row.inviter_id, month) >= min(rule.config.monthly_cap for rule in sufficient):
        _ask_owner(connection, row, bought, "cap", now)
        return
    friend = accounts.view(connection, friend_id, now)
    _pay(connection, friend, inviter, bought, _unconditional(programme, sufficient), now)
    rows.change(connection, friend_id, state="paid", purchase_id=bought.purchase_id, paid_at=now, reason="")


def refunded(connection: Connection, purchase: Record, programme: Programme, now: datetime) -> None:
    """After a return of a locked friend's purchase: when what is left would not have sufficed, both sides give back.

    `programme` is the version that decided the purchase. A later sufficient one pays again.
    """
    row = rows.of_friend(connection, purchase.member_id) if rules_of(programme) else None
    if row is None or row.purchase_id != purchase.id or row.state not in {"paid", "review"}:
        return
    if _sufficient(programme, _bought(connection, purchase.id)):
        return
    if row.state == "review":
        rows.change(connection, row.friend_id, state="pending", purchase_id=None, reason="")
        return
    rows.change(connection, row.friend_id, state="voided", reason="")
    friend = accounts.view(connection, row.friend_id, now)
    _take_back(connection, friend, row, FRIEND, programme, now)
    try:
        inviter = accounts.open_account(connection, row.inviter_id, now, erased_too=True)
    except AccountFrozen:  # nothing may move there, and the friend's return must not wait for it
        people.note(connection, None, "referral_kept", now, inviter=str(row.inviter_id), friend=str(row.friend_id))
    else:
        _take_back(connection, inviter, row, INVITER, programme, now)


def _sufficient(programme: Programme, bought: Bought) -> tuple[Rule, ...]:
    """Returns the rules for which a purchase is enough; one that cost no money is enough for none."""
    event = Referred(bought.at, bought.zone, bought.outlet, invited=True)
    return tuple(
        rule
        for rule in rules_of(programme)
        if bought.paid >= max(1, rule.config.minimum) and applies(rule.when, event, bought.facts)
    )


def _unconditional(programme: Programme, sufficient: tuple[Rule, ...]) -> Programme:
    """Returns the programme with these referral rules alone: their conditions held for the purchase, so for both."""
    others = tuple(rule for rule in programme.rules if rule.mechanic != "referral")
    return replace(programme, rules=(*others, *(replace(rule, when=When()) for rule in sufficient)))


def _bought(connection: Connection, purchase_id: UUID) -> Bought:
    cheque = purchases.cheque(connection, purchase_id)
    sale = cheque.purchase
    paid = cheque.payable - cheque.money_back
    return Bought(purchase_id, paid, sale.at, sale.zone, sale.outlet, cheque.facts)


def _key(kind: str, friend_id: UUID, purchase_id: UUID, side: str) -> str:
    # With the purchase: after a return, another purchase of the same friend may pay.
    return f"{kind}:{friend_id}:{purchase_id}:{side}"


def _pay(
    connection: Connection, friend: Member, inviter: Member, bought: Bought, programme: Programme, now: datetime
) -> None:
    for side, member, other in ((FRIEND, friend, inviter), (INVITER, inviter, friend)):
        event = Referred(now, bought.zone, bought.outlet, invited=side == FRIEND)
        gift = engine.grant(event, member, programme)
        if gift.is_empty:
            continue
        key = _key(KIND, friend.id, bought.purchase_id, side)
        entry = accounts.operation(KIND, key, member.id, now, programme_version=programme.version)
        told = {"side": side, **_named(connection, name=other.id)}
        granting.grant(connection, entry, member, gift, programme, notice="referral-paid", told=told, revocable=True)


def _take_back(
    connection: Connection, member: Member, row: Record, side: str, programme: Programme, now: datetime
) -> None:
    given = ledger.find(connection, _key(KIND, row.friend_id, row.purchase_id, side))
    if given is None:
        return
    decided = revoke(ledger.postings_of(connection, given.id), member)
    key = _key(VOID, row.friend_id, row.purchase_id, side)
    entry = accounts.operation(
        VOID,
        key,
        member.id,
        now,
        reverses=given.id,
        programme_version=given.programme_version,
    )
    ledger.post(connection, entry, decided.postings)
    tiers.fall(connection, member.after(decided.postings), programme, given.id, now)
    passes.changed(connection, member.id, now)
    told = {
        "side": side,
        **_named(connection, name=row.friend_id if side == INVITER else row.inviter_id),
        "points": decided.points,
        "debt": decided.debt,
    }
    _tell(connection, member.id, "referral-voided", told, str(entry.id), now)


# --- the owner --------------------------------------------------------------------------------------------------------


def how_many_wait(connection: Connection, person: Person) -> int:
    """Returns how many friends wait for the owner's word. Raises NotAllowed."""
    owner(connection, person)
    return rows.how_many_wait(connection)


def waiting(connection: Connection, person: Person, limit: int = 8) -> tuple[Waiting, ...]:
    """Returns the friends that wait for the owner's word, longest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(
        Waiting(row.friend_id, row.inviter, row.friend, row.payable, row.happened_at, row.reason)
        for row in rows.waiting(connection, limit)
    )


def decide(connection: Connection, person: Person, friend_id: UUID, pay: bool, now: datetime) -> str:
    """The owner pays both sides of a referral that waits, or refuses; returns what has become of it.

    One that waits no more stays as it is. Raises NotAllowed, CodeUnknown, AccountFrozen.
    """
    by = owner(connection, person)
    friend = accounts.open_account(connection, friend_id, now)
    row = rows.of_friend(connection, friend_id)
    if row is None:
        raise CodeUnknown
    if row.state != "review":
        return str(row.state)
    state = "paid" if pay else "refused"
    if pay:
        accounts.require_moving(friend)
        inviter, bought = accounts.open_moving(connection, row.inviter_id, now), _bought(connection, row.purchase_id)
        purchase = purchases.row_of(connection, row.purchase_id)
        assert purchase is not None, "a referral waits for the word on a purchase"
        programme = version(connection, purchase.programme_version)
        _pay(connection, friend, inviter, bought, _unconditional(programme, _sufficient(programme, bought)), now)
    else:
        told = _named(connection, name=friend_id)
        _tell(connection, row.inviter_id, "referral-refused", told, str(friend_id), now)
    rows.change(connection, friend_id, state=state, paid_at=now if pay else None, reason="owner")
    people.note(connection, by.id, "decide_referral", now, friend=str(friend_id), paid=pay)
    return state


def _ask_owner(connection: Connection, row: Record, bought: Bought, reason: str, now: datetime) -> None:
    """Lets a referral wait for the owner: tells the owners, and both sides that they must wait."""
    purchase_id = bought.purchase_id
    rows.change(connection, row.friend_id, state="review", purchase_id=purchase_id, reason=reason)
    names = _named(connection, friend=row.friend_id, inviter=row.inviter_id)
    for owner_id in people.owners(connection):
        key, urgent = str(purchase_id), Priority.SERVICE
        tell(connection, owner_id, "referral-review", {**names, "reason": reason}, key=key, now=now, priority=urgent)
    for side, member_id, other in ((FRIEND, row.friend_id, row.inviter_id), (INVITER, row.inviter_id, row.friend_id)):
        told = {"side": side, **_named(connection, name=other)}
        _tell(connection, member_id, "referral-waits", told, f"{purchase_id}:{side}", now)


def _named(connection: Connection, **member_ids: UUID) -> dict[str, Any]:
    """Returns the first names of members as arguments of a notice, and whose they are."""
    holders = {argument: members.holder(connection, member_id) for argument, member_id in member_ids.items()}
    names = {argument: holder.first_name if holder else "" for argument, holder in holders.items()}
    return {**names, **whose(**{argument: holder.id for argument, holder in holders.items() if holder})}


def _tell(
    connection: Connection, member_id: UUID, notice: str, told: Mapping[str, Any], key: str, now: datetime
) -> None:
    tell_holder(connection, members.holder(connection, member_id), notice, told, key=key, now=now)
