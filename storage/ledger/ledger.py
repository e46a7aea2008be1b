"""Writes operations with their postings, and keeps balances and lots in step with them in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select, update

from loyalty.ledger import MEMBER_ACCOUNTS, POINTS, Account, NewLot, Posting, Step, in_lots
from storage.engine.dialect import insert_once
from storage.engine.ids import uuid7
from storage.engine.prepared import Prepared
from storage.tables import Record, balance, lot, operation, posting

_UNSEEN = ("hold", "release", "activation", "lapse", "changeover")
_HAS_LOTS = frozenset({Account.ACTIVE, Account.PENDING})


@dataclass(frozen=True, slots=True)
class Operation:
    """What happened, to whom, by whom and when; `key` makes it happen once."""

    id: UUID
    kind: str
    key: str
    member_id: UUID | None
    actor: str
    source: str
    happened_at: datetime
    recorded_at: datetime
    outlet_id: int | None = None
    fingerprint: str = ""
    reverses: UUID | None = None
    purchase_id: UUID | None = None
    programme_version: int | None = None


_POINTS_MOVED = (
    select(func.coalesce(func.sum(posting.c.amount), 0))
    .where(
        posting.c.operation_id == operation.c.id,
        posting.c.member_id == operation.c.member_id,
        posting.c.unit == POINTS,
    )
    .scalar_subquery()
)
_NEW_POSTING, _NEW_LOT, _NEW_BALANCE = (Prepared(table.insert()) for table in (posting, lot, balance))
_BY_KEY = Prepared(select(operation).where(operation.c.key == bindparam("key")))
_LAST = Prepared(select(operation.c.recorded_at).order_by(operation.c.id.desc()).limit(1))
_REMAINING = update(lot).where(lot.c.id == bindparam("lot_id")).values(remaining=lot.c.remaining + bindparam("moved"))
_ADD_TO_LOT, _ACTIVATE_LOT = Prepared(_REMAINING), Prepared(_REMAINING.values(account=Account.ACTIVE))
_ADD_TO_BALANCE = Prepared(
    update(balance)
    .where(
        balance.c.member_id == bindparam("member"),
        balance.c.account == bindparam("on"),
        balance.c.unit == bindparam("of"),
    )
    .values(balance=balance.c.balance + bindparam("moved"))
)
_ENTRIES = select(operation, _POINTS_MOVED.label("points"))


_OPERATION, _STEP = (tuple(field.name for field in fields(kind)) for kind in (Operation, Step))


class UnbalancedError(AssertionError):
    """Postings that do not sum to zero, or move units without a lot: a defect of ours, never written."""


def _by_name(value: object, names: Sequence[str]) -> dict[str, object]:
    # What dataclasses.asdict would give, without its deep copy of every UUID and time.
    return {name: getattr(value, name) for name in names}


def find(connection: Connection, key: str) -> Operation | None:
    """Returns the operation with this idempotency key, or None."""
    row = _BY_KEY.row(connection, {"key": key})
    return None if row is None else Operation(**row._asdict())


def last_recorded(connection: Connection) -> datetime | None:
    """Returns when the newest operation was written down; None in an empty ledger."""
    row = _LAST.row(connection, {})
    return None if row is None else row.recorded_at


def post(connection: Connection, entry: Operation, postings: Sequence[Posting]) -> bool:
    """Writes the operation and all it moves; the member's row must be locked.

    Returns False, having written nothing, when the key exists. Raises UnbalancedError when units would appear or
    vanish; the database refuses a balance or a lot below zero.
    """
    _check(postings)
    if not insert_once(connection, operation, "key", _by_name(entry, _OPERATION)):
        return False
    lots = _open_lots(connection, entry, postings)
    _NEW_POSTING.run_each(connection, [_row(entry, seq, line, lots) for seq, line in enumerate(postings)])
    _move_lots(connection, postings)
    _move_balances(connection, entry, postings)
    return True


def transfer(
    connection: Connection, entry: Operation, giver: UUID, given: Sequence[Posting], taken: Sequence[Posting]
) -> bool:
    """Writes an operation that moves what one member has to another, the operation's; both rows must be locked.

    The lots stay as they are and belong to the taker then, the empty ones too: what a return restores goes there.
    Returns False, having written nothing, when the key exists. Raises UnbalancedError as `post` does.
    """
    _check((*given, *taken))
    if not insert_once(connection, operation, "key", _by_name(entry, _OPERATION)):
        return False
    theirs, lots = replace(entry, member_id=giver), _open_lots(connection, entry, taken)
    rows = [_row(theirs, seq, line, {}) for seq, line in enumerate(given)]
    rows += [_row(entry, seq, line, lots) for seq, line in enumerate(taken, len(given))]
    _NEW_POSTING.run_each(connection, rows)
    _move_lots(connection, (*given, *taken))
    _move_balances(connection, theirs, given)
    _move_balances(connection, entry, taken)
    connection.execute(update(lot).where(lot.c.member_id == giver).values(member_id=entry.member_id))
    return True


def _check(postings: Sequence[Posting]) -> None:
    sums: defaultdict[str, int] = defaultdict(int)
    for line in postings:
        sums[line.unit] += line.amount
        if line.account in _HAS_LOTS and in_lots(line.unit) and line.lot is None:
            raise UnbalancedError(f"{line} moves units without a lot")
    if any(sums.values()):
        raise UnbalancedError(f"postings do not sum to zero: {dict(sums)}")


def _open_lots(connection: Connection, entry: Operation, postings: Sequence[Posting]) -> dict[NewLot, UUID]:
    """Inserts the lots that the postings open, holding what the postings put into them."""
    amounts: defaultdict[NewLot, int] = defaultdict(int)
    for line in postings:
        if isinstance(line.lot, NewLot) and line.account in _HAS_LOTS:
            amounts[line.lot] += line.amount
    ids = {new: uuid7() for new in amounts}
    rows = [
        {
            "id": ids[new],
            "member_id": entry.member_id,
            "unit": new.unit,
            "account": new.account,
            "amount": new.amount,
            "remaining": amounts[new],
            "active_from": new.active_from,
            "expires_at": new.expires_at,
            "operation_id": entry.id,
            "purchase_id": new.purchase_id,
            "company": new.company,
        }
        for new in amounts
    ]
    _NEW_LOT.run_each(connection, rows)
    return ids


def _row(entry: Operation, seq: int, line: Posting, lots: dict[NewLot, UUID]) -> dict[str, object]:
    return {
        "operation_id": entry.id,
        "seq": seq,
        "member_id": entry.member_id if line.account in MEMBER_ACCOUNTS else None,
        "account": line.account,
        "unit": line.unit,
        "amount": line.amount,
        "lot_id": lots[line.lot] if isinstance(line.lot, NewLot) else line.lot,
        "why": [_by_name(step, _STEP) for step in line.why] or None,
    }


def _move_lots(connection: Connection, postings: Sequence[Posting]) -> None:
    moved: defaultdict[UUID, int] = defaultdict(int)
    activated: set[UUID] = set()
    for line in postings:
        if isinstance(line.lot, UUID) and line.account in _HAS_LOTS:
            moved[line.lot] += line.amount
            if line.account is Account.ACTIVE and line.amount > 0:
                activated.add(line.lot)
    for lot_id, amount in moved.items():
        statement = _ACTIVATE_LOT if lot_id in activated else _ADD_TO_LOT
        if statement.run(connection, {"lot_id": lot_id, "moved": amount}) != 1:
            raise UnbalancedError(f"no lot {lot_id}")


def _move_balances(connection: Connection, entry: Operation, postings: Iterable[Posting]) -> None:
    """Adds to the balances. An upsert would not do: CHECK looks at the row proposed, which may be negative."""
    sums: defaultdict[tuple[Account, str], int] = defaultdict(int)
    for line in postings:
        if line.account in MEMBER_ACCOUNTS:
            sums[line.account, line.unit] += line.amount
    for (account, unit), amount in sorted(sums.items()):
        if not amount:
            continue
        row = {"member": entry.member_id, "on": account, "of": unit, "moved": amount}
        if not _ADD_TO_BALANCE.run(connection, row):
            new = {"member_id": entry.member_id, "account": account, "unit": unit, "balance": amount}
            _NEW_BALANCE.run(connection, new)


def steps_of(connection: Connection, operation_id: UUID) -> tuple[Step, ...]:
    """Returns why an operation gave its points, as the engine said when it was written."""
    rows = connection.execute(
        select(posting.c.why)
        .where(posting.c.operation_id == operation_id, posting.c.why.is_not(None))
        .order_by(posting.c.seq)
    ).scalars()
    return tuple(Step(**step) for steps in rows for step in steps)


def postings_of(connection: Connection, operation_id: UUID) -> tuple[Posting, ...]:
    """Returns what an operation moved, without the reasons."""
    columns = (posting.c.account, posting.c.unit, posting.c.amount, posting.c.lot_id)
    query = select(*columns).where(posting.c.operation_id == operation_id).order_by(posting.c.seq)
    return tuple(Posting(Account(row.account), row.unit, row.amount, row.lot_id) for row in connection.execute(query))


def history(connection: Connection, member_id: UUID, before: UUID | None, limit: int) -> Sequence[Record]:
    """Returns the member's operations that changed their points or were purchases, newest first, by keyset.

    `points` is the change over all accounts of the member, so holds and activations come to nothing and are left out.
    """
    query = (
        _ENTRIES.where(operation.c.member_id == member_id, operation.c.kind.not_in(_UNSEEN))
        .order_by(operation.c.id.desc())
        .limit(limit)
    )
    return connection.execute(query if before is None else query.where(operation.c.id < before)).all()


def entry_of(connection: Connection, member_id: UUID, operation_id: UUID) -> Record | None:
    """Returns one operation of the member as `history` does, or None."""
    mine = (operation.c.id == operation_id) & (operation.c.member_id == member_id)
    return connection.execute(_ENTRIES.where(mine)).one_or_none()


def lot_of(connection: Connection, operation_id: UUID) -> Record | None:
    """Returns the first lot that the operation opened, or None."""
    return connection.execute(
        select(lot).where(lot.c.operation_id == operation_id).order_by(lot.c.id).limit(1)
    ).one_or_none()


def issued_since(connection: Connection, since: datetime, *, but: str) -> int:
    """Returns the points issued since, less those that refunds took back, but for those of one source."""
    query = (
        select(func.coalesce(func.sum(posting.c.amount), 0))
        .join(operation, operation.c.id == posting.c.operation_id)
        .where(operation.c.recorded_at >= since, operation.c.source != but)
        .where(posting.c.account == Account.ISSUED, posting.c.unit == POINTS)
    )
    return -int(connection.execute(query).scalar_one())


def liability(connection: Connection) -> int:
    """Returns all points that members hold, less their debts."""
    query = select(func.coalesce(func.sum(balance.c.balance), 0)).where(balance.c.unit == POINTS)
    return int(connection.execute(query).scalar_one())


def is_empty(connection: Connection) -> bool:
    """Says whether nothing has ever been written into the ledger."""
    return connection.execute(select(operation.c.id).limit(1)).first() is None
