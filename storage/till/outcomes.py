"""What a cheque did beside points: what rules took off, counted, left uncounted and promised, the tier it reached."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from loyalty.counting import Counted, Counting, Promised
from loyalty.discounts import Off
from loyalty.unsaid import Unsaid
from storage.engine.prepared import Prepared
from storage.tables import purchase_outcome as table


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a cheque; after a return `counting` is what the remaining cheque counts."""

    offs: tuple[Off, ...] = ()
    counting: Counting = Counting()  # noqa: RUF009 - a frozen value
    tier: str = ""
    unsaid: tuple[Unsaid, ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """The ids of all rules that had a say in it."""
        counting = self.counting
        named: list[Off | Counted | Unsaid] = [*self.offs, *counting.counted, *self.unsaid]
        return frozenset(each.rule_id for each in named) | {promised.coupon for promised in counting.promised}


_UNDONE = "undone"
_OF = Prepared(select(table).where(table.c.purchase_id == bindparam("purchase_id")))


def insert(connection: Connection, purchase_id: UUID, outcome: Outcome) -> None:
    """Writes the outcome of a purchase, unless there is none to speak of."""
    if outcome != Outcome():
        connection.execute(table.insert().values(purchase_id=purchase_id, **_row(outcome)))


def of(connection: Connection, purchase_id: UUID) -> Outcome:
    """Returns the outcome of a purchase, an empty one when it did nothing beside points."""
    row = _OF.row(connection, {"purchase_id": purchase_id})
    if row is None:
        return Outcome()
    return from_json({"discounts": row.discounts, "counts": row.counts, "rewards": row.rewards})


def keep(connection: Connection, purchase_id: UUID, counting: Counting) -> None:
    """Writes what the remaining cheque counts after a return."""
    row = _row(Outcome(counting=counting))
    row["rewards"][_UNDONE] = _undone(connection, purchase_id)
    values = {name: row[name] for name in ("counts", "rewards")}
    connection.execute(update(table).where(table.c.purchase_id == purchase_id).values(values))


def note_undone(connection: Connection, purchase_id: UUID, return_id: UUID, undone: Mapping[str, Any]) -> None:
    """Writes down what went back with a return beside money and points, as plain JSON; the purchase did something."""
    row = _OF.row(connection, {"purchase_id": purchase_id})
    if row is not None:
        noted = {**row.rewards.get(_UNDONE, {}), str(return_id): dict(undone)}
        rewards = {**row.rewards, _UNDONE: noted}
        connection.execute(update(table).where(table.c.purchase_id == purchase_id).values(rewards=rewards))


def undone_of(connection: Connection, purchase_id: UUID, return_id: UUID) -> Mapping[str, Any]:
    """Returns what `note_undone` wrote, empty when it was nothing."""
    return dict(_undone(connection, purchase_id).get(str(return_id), {}))


def _undone(connection: Connection, purchase_id: UUID) -> Mapping[str, Any]:
    row = _OF.row(connection, {"purchase_id": purchase_id})
    return dict(row.rewards.get(_UNDONE, {})) if row else {}


def to_json(outcome: Outcome) -> dict[str, Any]:
    """Returns the outcome as plain JSON, as notices carry it."""
    return _row(outcome)


def from_json(row: Mapping[str, Any]) -> Outcome:
    """Returns the outcome that was written."""
    return Outcome(
        tuple(Off(**off) for off in row["discounts"]),
        Counting(
            tuple(_counted(entry) for entry in row["counts"]),
            tuple(Promised(**entry) for entry in row["rewards"]["promised"]),
        ),
        row["rewards"]["tier"],
        tuple(Unsaid(**{**each, "categories": tuple(each["categories"])}) for each in row["rewards"].get("unsaid", ())),
    )


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "discounts": [asdict(off) for off in outcome.offs],
        "counts": [_written(each) for each in outcome.counting.counted],
        "rewards": {
            "promised": [asdict(each) for each in outcome.counting.promised],
            "tier": outcome.tier,
            "unsaid": [asdict(each) for each in outcome.unsaid],
        },
    }


def _written(counted: Counted) -> dict[str, Any]:
    ends = counted.expires_at
    return {**asdict(counted), "expires_at": ends.isoformat() if ends else None, "rewards": list(counted.rewards)}


def _counted(entry: Mapping[str, Any]) -> Counted:
    ends = entry["expires_at"]
    rewards = tuple((at, coupon) for at, coupon in entry["rewards"])
    return Counted(**{**entry, "expires_at": datetime.fromisoformat(ends) if ends else None, "rewards": rewards})
