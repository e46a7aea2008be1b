"""Tills: where a sale is made, and by whom."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from loyalty.errors import ProgrammeMissing
from services.people import Person, staff_member
from storage import programmes


@dataclass(frozen=True, slots=True)
class Till:
    """Where a sale is made: the cashier afresh and their outlet."""

    cashier: Person
    outlet_id: int
    outlet: str
    zone: str
    company: str


def till_of(connection: Connection, cashier: Person) -> Till:
    """Returns the cashier's till; without an own outlet it is the first one. Raises NotAllowed, ProgrammeMissing."""
    current_cashier = staff_member(connection, cashier)
    row = programmes.outlet_of(connection, current_cashier.outlet_id) if current_cashier.outlet_id else None
    if row is None:
        row = programmes.first_outlet(connection)
    if row is None:
        raise ProgrammeMissing
    return Till(current_cashier, row.id, row.name, row.zone, row.company)


def business_day(till: Till, at: datetime) -> date:
    """Returns the outlet's local date."""
    return at.astimezone(ZoneInfo(till.zone)).date()
