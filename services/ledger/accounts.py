"""A member's account under lock: what has become due is posted first, then the use case goes on."""

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import Connection

from loyalty import changeover, due, holds
from loyalty.errors import AccountFrozen, CodeUnknown
from loyalty.headline import headline
from loyalty.ledger import MEMBER_ACCOUNTS, POINTS, Account, Posting
from loyalty.member import Member
from loyalty.programme import Programme
from services.notices import tell, tell_holder, whose
from services.programme.versions import current
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.ledger.ledger import Operation
from storage.members import members, people
from storage.passes import passes
from storage.tables import Record
from storage.till import holds as hold_rows

SYSTEM = "system"


@dataclass(eq=False)
class CardSuspended(AccountFrozen):
    """The owner has frozen this card: it earns and spends nothing until they let it go on."""


def open_account(connection: Connection, member_id: UUID, now: datetime, *, erased_too: bool = False) -> Member:
    """Locks the member, posts what is due (hold time-outs, activations, expiries) and returns them as they are then.

    Raises CodeUnknown for nobody, for a card that has become another's, and unless `erased_too` for somebody who had
    themselves erased: nothing is earned any more, and what was can only be taken back. Raises AccountFrozen when the
    audit stopped the account.
    """
    member = members.load(connection, member_id, lock=True, erased_too=erased_too)
    if member is None:
        raise CodeUnknown
    if member.frozen:
        raise AccountFrozen
    for hold in hold_rows.open_of(connection, member_id):
        if hold.expires_at <= now:
            release(connection, hold, "expired", now)
            member = _again(connection, member_id)
    movements = due.movements(member, now)
    for kind, run in groupby(movements, key=lambda movement: movement.kind):
        together = tuple(run)
        postings = tuple(line for movement in together for line in movement.postings)
        key = f"{kind}:{uuid7()}"
        entry = operation(kind, key, member_id, now, happened_at=together[-1].at)
        ledger.post(connection, entry, postings)
        member = member.after(postings)
        if kind == due.LAPSE:  # what was counted is no more; no points moved
            continue
        active = sum(line.amount for line in postings if line.account is Account.ACTIVE and line.unit == POINTS)
        holder = members.holder(connection, member_id)
        tell_moved(connection, entry, points_moved(postings) or active, member, holder, current(connection, now), now)
    if movements:
        passes.changed(connection, member_id, now)
    return _carried(connection, member, now)


def open_moving(connection: Connection, member_id: UUID, now: datetime) -> Member:
    """Does what `open_account` does, for who is about to earn or to spend.

    Raises CardSuspended for a card that the owner froze: what it has ends in its time and can be taken back, and that
    is all.
    """
    member = open_account(connection, member_id, now)
    require_moving(member)
    return member


def require_moving(member: Member) -> None:
    """Raises CardSuspended for a card that earns and spends nothing."""
    if member.suspended:
        raise CardSuspended


def view(connection: Connection, member_id: UUID, now: datetime) -> Member:
    """Returns the member as `open_account` would leave them, writing nothing. Raises CodeUnknown."""
    member = members.load(connection, member_id)
    if member is None:
        raise CodeUnknown
    for hold in hold_rows.open_of(connection, member_id) if member.balance(Account.HELD) else ():
        if hold.expires_at <= now:
            member = member.after(holds.release(_lots(hold)))
    for movement in due.movements(member, now):
        member = member.after(movement.postings)
    return member.after(changeover.postings(member, current(connection, now))) if member.counts else member


def _carried(connection: Connection, member: Member, now: datetime) -> Member:
    """Takes over what rules counted in the currency before, where that was not done yet."""
    postings = changeover.postings(member, current(connection, now)) if member.counts else ()
    if not postings:
        return member
    ledger.post(connection, operation(changeover.KIND, f"{changeover.KIND}:{uuid7()}", member.id, now), postings)
    return _again(connection, member.id)


def _lots(hold: Record) -> holds.Held:
    return tuple((UUID(lot), amount) for lot, amount in hold.lots)


def _again(connection: Connection, member_id: UUID) -> Member:
    member = members.load(connection, member_id)
    assert member is not None, "the row is locked"
    return member


def operation(
    kind: str,
    key: str,
    member_id: UUID | None,
    now: datetime,
    *,
    actor: str = SYSTEM,
    source: str = "",
    happened_at: datetime | None = None,
    **details: object,
) -> Operation:
    """Returns an operation with a fresh id; `details` are the optional fields of `storage.ledger.ledger.Operation`.

    Without an `actor` the system does it by itself; what a person does comes from the chat unless `source` says more.
    """
    return Operation(
        id=uuid7(),
        kind=kind,
        key=key,
        member_id=member_id,
        actor=actor,
        source=source or (SYSTEM if actor == SYSTEM else "chat"),
        happened_at=happened_at or now,
        recorded_at=now,
        **details,  # type: ignore[arg-type]  # checked by the dataclass itself; spelling all out six times reads worse
    )


def release(connection: Connection, hold: Record, state: str, now: datetime) -> None:
    """Gives held points back to their lots and closes the hold as `released` or `expired`; tells both on a time-out."""
    entry = operation("release", f"release:{hold.id}", hold.member_id, now)
    if ledger.post(connection, entry, holds.release(_lots(hold))):
        hold_rows.close(connection, hold.id, state)
        passes.changed(connection, hold.member_id, now)
    if state == "expired":
        tell_both(connection, hold, "confirm-expired", now)


def tell_both(connection: Connection, hold: Record, notice: str, now: datetime) -> None:
    """Tells the cashier (in the message that waits) and the member what became of a hold."""
    member = members.row_of(connection, hold.member_id)
    name, person_id = (member.first_name, member.person_id) if member is not None else ("", None)
    told = {"hold_id": str(hold.id), "points": hold.points, "name": name, **whose(name=person_id)}
    cashier, waiting = UUID(hold.sale["cashier_id"]), hold.sale.get("message")
    if people.by_id(connection, cashier).role is not None:
        arguments = {**told, "side": "cashier"}
        tell(connection, cashier, notice, arguments, key=str(hold.id), now=now, edit=waiting)
    if member is not None:
        arguments = {**told, "side": "member"}
        tell(connection, member.person_id, notice, arguments, key=str(hold.id), now=now)


def points_moved(postings: tuple[Posting, ...]) -> int:
    """Returns the change of all the member's points, as the member sees it."""
    return sum(line.amount for line in postings if line.unit == POINTS and line.account in MEMBER_ACCOUNTS)


def tell_moved(
    connection: Connection,
    entry: Operation,
    points: int,
    member: Member,
    holder: Record | None,
    programme: Programme,
    now: datetime,
    **details: object,
) -> None:
    """Tells the card's `holder` that an operation moved the member's points.

    `member` is as the operation left them, `details` are figures of the sale.
    """
    instead = headline(member, programme)
    arguments = {
        "kind": entry.kind,
        "operation_id": str(entry.id),
        "points": points,
        "balance": member.balance(Account.ACTIVE),
        "pending": member.balance(Account.PENDING),
        "debt": -member.balance(Account.DEBT),
        "currency": programme.currency,
        **({"headline": asdict(instead)} if instead else {}),
        **details,
    }
    tell_holder(connection, holder, "moved", arguments, key=str(entry.id), now=now)
