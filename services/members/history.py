"""The history, why each entry is what it is, and the word that one was not the member's own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import codes
from loyalty.errors import PurchaseUnknown
from loyalty.ledger import Step
from loyalty.programme import Rule
from services.ledger import adjustments
from services.members.cards import row_of
from services.notices import Priority, tell, whose
from services.people import full_name, joined_name
from services.programme.versions import version
from storage.ledger import ledger
from storage.members import disputes, members, people
from storage.tables import Record
from storage.till import outcomes, purchases
from storage.till.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: `points` is the signed change, `money` paid or handed back in minor units of `currency`.

    That is the currency in which it was done; `zone` is that of the outlet's clock, empty where there was none.
    """

    operation_id: UUID
    kind: str
    at: datetime
    points: int
    money: int | None
    outlet: str
    number: str
    reversed: bool
    currency: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """An entry explained: `steps` add up to the points it gave, `rules` are those that steps and `outcome` name.

    `outcome` is what a purchase did beside points, `free` what it gave away: category and how many.
    `reason` is what was written when points were given or taken by hand. `reported` is when the member said that it was
    not theirs.
    """

    entry: Entry
    steps: tuple[Step, ...]
    rules: dict[str, Rule]
    gross: int
    redeemed: int
    value: int
    payable: int
    restored: int
    taken: int
    active_from: datetime | None
    expires_at: datetime | None
    reason: str = ""
    outcome: Outcome = Outcome()  # noqa: RUF009 - a frozen value
    free: tuple[tuple[str, int], ...] = ()
    reported: datetime | None = None


def history(
    connection: Connection, member_id: UUID, *, before: UUID | None = None, limit: int = 8
) -> tuple[tuple[Entry, ...], bool]:
    """Returns the member's operations before one of them, newest first, and whether there are more."""
    rows = ledger.history(connection, member_id, before, limit + 1)
    return tuple(_entry(connection, row) for row in rows[:limit]), len(rows) > limit


def _entry(connection: Connection, row: Record) -> Entry:
    purchase = purchases.row_of(connection, row.purchase_id) if row.purchase_id else None
    refund = purchases.refund_by_operation(connection, row.id) if row.kind in {"refund", "undo"} else None
    money = refund.money_back if refund else purchase.payable if purchase else None
    return Entry(
        operation_id=row.id,
        kind=row.kind,
        at=row.happened_at,
        points=int(row.points),
        money=money,
        outlet=purchase.outlet if purchase else "",
        number=purchase.number if purchase else "",
        reversed=bool(purchase and row.kind == "purchase" and purchase.returned >= purchase.gross),
        currency=version(connection, row.programme_version).currency if row.programme_version else "",
        zone=purchase.zone if purchase else "",
    )


def why(connection: Connection, member_id: UUID, operation_id: UUID) -> Why:
    """Returns one of the member's operations explained. Raises PurchaseUnknown when it is not theirs."""
    row = ledger.entry_of(connection, member_id, operation_id)
    if row is None:
        raise PurchaseUnknown
    entry, steps = _entry(connection, row), ledger.steps_of(connection, operation_id)
    purchase = purchases.row_of(connection, row.purchase_id) if row.purchase_id else None
    refund = purchases.refund_by_operation(connection, operation_id)
    opened = ledger.lot_of(connection, operation_id)
    rules = version(connection, row.programme_version).rules if row.programme_version else ()
    said = disputes.of(connection, operation_id)
    bought = purchase if purchase and not refund else None
    outcome = outcomes.of(connection, bought.id) if bought else Outcome()
    named = {step.rule_id for step in steps} | outcome.rules
    return Why(
        entry=entry,
        steps=steps,
        rules={rule.id: rule for rule in rules if rule.id in named},
        gross=refund.gross if refund else purchase.gross if purchase else 0,
        redeemed=purchase.points_redeemed if purchase and not refund else 0,
        value=purchase.points_value if purchase and not refund else 0,
        payable=purchase.payable if purchase and not refund else 0,
        restored=refund.restored if refund else 0,
        taken=refund.taken if refund else 0,
        active_from=opened.active_from if opened else None,
        expires_at=opened.expires_at if opened else None,
        reason=adjustments.reason_of(connection, row) if row.kind == adjustments.KIND else "",
        outcome=outcome,
        free=purchases.free(connection, bought.id) if bought else (),
        reported=said.at if said is not None and said.withdrawn_at is None else None,
    )


def not_me(connection: Connection, member_id: UUID, operation_id: UUID, now: datetime) -> None:
    """The member says that an operation was not theirs: the owners hear of it, once. Raises PurchaseUnknown."""
    _word(connection, member_id, operation_id, "disputed", disputes.report, now)


def me_after_all(connection: Connection, member_id: UUID, operation_id: UUID, now: datetime) -> None:
    """The member takes that back: the owners hear of it, once. Raises PurchaseUnknown."""
    _word(connection, member_id, operation_id, "undisputed", disputes.withdraw, now)


def _word(
    connection: Connection, member_id: UUID, operation_id: UUID, notice: str, say: Callable[..., int], now: datetime
) -> None:
    """Notes the member's word on an operation, and tells the owners when it is news."""
    told = why(connection, member_id, operation_id).entry
    members.load(connection, member_id, lock=True)
    row, sale = row_of(connection, member_id), ledger.entry_of(connection, member_id, operation_id)
    whom = (row.person_id,) if notice == "disputed" else ()
    time = say(connection, operation_id, *whom, now)
    if not time:
        return
    people.note(connection, row.person_id, notice, now, operation=str(operation_id))
    purchase = purchases.row_of(connection, sale.purchase_id) if sale and sale.purchase_id else None
    holder, cashier_id = people.by_id(connection, row.person_id), purchase.cashier_id if purchase else None
    arguments = {
        "name": full_name(row),
        "member": codes.ending(row.digits),
        "member_id": str(member_id),
        "telegram": holder.telegram_id,
        "username": holder.username or "",
        "phone": holder.phone or "",
        **whose(**dict.fromkeys(("name", "telegram", "username", "phone"), row.person_id), cashier=cashier_id),
        "number": told.number,
        "outlet": told.outlet,
        "points": told.points,
        "kind": told.kind,
        "at": told.at.isoformat(),
        "zone": told.zone,
        "money": purchase.payable if purchase else None,
        "purchase_id": str(purchase.id) if purchase else "",
        "currency": told.currency,
        "cashier": joined_name(purchase.cashier_first_name, purchase.cashier_last_name) if purchase else "",
        "suspended": row.suspended_at is not None,
    }
    for owner_id in people.owners(connection):
        key = f"{operation_id}:{time}"
        tell(connection, owner_id, notice, arguments, key=key, now=now, priority=Priority.SERVICE)
