"""The owner's figures of today, each with what it counts."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from loyalty.changeover import converted
from services.members import cards
from services.people import Person, owner
from services.programme.versions import current, version
from storage.ledger import ledger
from storage.members import members
from storage.passes import google, passes
from storage.prepaid import certificates
from storage.till import purchases


@dataclass(frozen=True, slots=True)
class Figures:
    """Today in the programme's zone; money in minor units, `turnover` and points redeemed less what was handed back.

    `purchases_today` are those that stand; points that former customers brought along were not issued today.
    `liability` is all points that members hold: active, pending and held, less debt. `apple` and `google` are cards in
    these Wallets, as far as their makers have told us.
    """

    members: int
    new_today: int
    purchases_today: int
    turnover_today: int
    points_issued: int
    points_redeemed: int
    liability: int
    apple: int
    google: int


def today(connection: Connection, person: Person, now: datetime) -> Figures:
    """Returns the figures since local midnight. Raises NotAllowed."""
    owner(connection, person)
    programme = current(connection, now)
    local = now.astimezone(ZoneInfo(programme.zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    totals = purchases.totals(connection, midnight)
    return Figures(
        members=members.how_many(connection),
        new_today=members.how_many(connection, since=midnight),
        purchases_today=totals.purchases,
        turnover_today=_turnover(connection, midnight, programme.currency),
        points_issued=ledger.issued_since(connection, midnight, but=cards.IMPORTED),
        points_redeemed=int(totals.redeemed),
        liability=ledger.liability(connection),
        apple=passes.held_cards(connection),
        google=google.held(connection),
    )


@dataclass(frozen=True, slots=True)
class Prepaid:
    """Gift certificates in a currency, in its minor units, since there are any.

    `owed` is what is still on those that have not run out; what was taken back for money is not `sold`.
    """

    currency: str
    owed: int
    sold: int
    spent: int
    returned: int
    ended: int


def prepaid(connection: Connection, person: Person, now: datetime) -> tuple[Prepaid, ...]:
    """Returns the figures of gift certificates by currency, none when none was sold. Raises NotAllowed."""
    owner(connection, person)
    owed, moved = certificates.liability(connection, now), certificates.moved(connection)
    return tuple(
        Prepaid(
            currency,
            owed.get(currency, 0),
            moved.get(("sold", currency), 0) + moved.get(("refunded", currency), 0),
            -moved.get(("spent", currency), 0),
            moved.get(("returned", currency), 0),
            -moved.get(("expired", currency), 0),
        )
        for currency in sorted({*owed, *(currency for _, currency in moved)})
    )


def _turnover(connection: Connection, since: datetime, currency: str) -> int:
    """Returns what was sold in today's currency; what was sold, or came back, in the one before is converted."""
    return sum(
        minor if (sold_in := version(connection, number).currency) == currency else converted(sold_in, currency, minor)
        for number, minor in purchases.turnover(connection, since).items()
    )
