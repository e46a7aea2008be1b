"""A month of sales for the demo: people who join, buy, use coupons and points and bring things back."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from locales import Language, translate
from loyalty.assortment import assortment_of
from loyalty.errors import Refusal
from loyalty.events import Line
from services import people, team
from services.members import profiles, registration
from services.people import Person
from services.plumbing import keepsakes
from services.programme.drafts import in_currency
from services.programme.versions import current
from services.till import cheques, holds, presenting, refunds, sales
from services.till.cheques import Sale
from storage.database import Database

DAYS = 30
GUESTS = 40
FIRST_GUEST = 710_000_001
"""The Telegram id of the first who joins; the others follow. The sandbox counts its own people from 700 million."""
CASHIER = FIRST_GUEST + GUESTS
USUAL = 35_000
"""What is bought is worth around this, in kopecks, and as much elsewhere."""
_KEPT = "demo_month"
_SEED = 11
_RUSH = (8, 9, 9, 10, 11, 12, 13, 13, 14, 15, 16, 17, 17, 18, 19)
"""Hours of the day, the busy ones more often."""
_PAUSES = (1, 2, 2, 3, 4, 6, 9)
"""Days between two visits, from the keenest to the rarest guest."""
_LEAST_POINTS = 20


@dataclass(frozen=True)
class Moment:
    """Something that happens to a guest at a time: they join, or buy for the `number`th time, or bring that back."""

    at: datetime
    what: Literal["joins", "buys", "returns"]
    guest: int
    number: int = 0


def planned(now: datetime, zone: str, guests: int = GUESTS) -> tuple[Moment, ...]:
    """Returns what happens in the month before `now`, oldest first; the same for the same time."""
    return tuple(
        sorted(_moments(now, ZoneInfo(zone), guests), key=lambda moment: (moment.at, moment.guest, moment.number))
    )


def _moments(now: datetime, zone: ZoneInfo, guests: int) -> Iterator[Moment]:
    chance = random.Random(_SEED)
    first = (now.astimezone(zone) - timedelta(days=DAYS)).date()
    for guest in range(guests):
        day = guest * (DAYS + 1) // guests
        pause = _PAUSES[guest * 3 % len(_PAUSES)]
        number, joins = 0, True
        while day <= DAYS:
            local = datetime.combine(first + timedelta(days=day), time(chance.choice(_RUSH), chance.randrange(60)))
            at = local.replace(tzinfo=zone).astimezone(now.tzinfo)
            if at < now - timedelta(minutes=5):
                if joins:
                    yield Moment(at - timedelta(minutes=2), "joins", guest)
                    joins = False
                number += 1
                yield Moment(at, "buys", guest, number)
                back = at + timedelta(hours=3)
                if chance.randrange(25) == 0 and back < now:
                    yield Moment(back, "returns", guest, number)
            day += max(1, pause + chance.choice((-1, 0, 0, 1)))


async def fill(
    database: Database, owner: Person, language: Language, link: str | None, now: datetime, guests: int = GUESTS
) -> None:
    """Lets the month before `now` happen in the shop of `owner`, once; what has happened already stays as it is.

    Half of the people join by the `link`. Each moment is a transaction of its own: the shop goes on beside it. What
    people would have been told then, nobody is told now: they are out of reach until `finish`.
    """
    began = await database.write(_begun, now)
    if began is None:
        return
    zone = (await database.read(current, now)).zone
    till = await database.write(_employ, owner, language, began - timedelta(days=DAYS))
    for moment in planned(began, zone, guests):
        with suppress(Refusal):  # a shop whose rules forbid one of these things does without it
            await database.write(_happen, moment, till, language, link)


def finish(connection: Connection, now: datetime) -> None:
    """Ends the month: whoever was part of it can be written to from now on."""
    for id_, _ in everybody("en"):
        people.reachable(connection, id_, True, now)
    keepsakes.put(connection, _KEPT, f"done {now.isoformat()}", now)


def is_filled(connection: Connection) -> bool:
    """Says whether the month is over."""
    return (keepsakes.get(connection, _KEPT) or "").startswith("done")


def _begun(connection: Connection, now: datetime) -> datetime | None:
    """Returns when the month ends, the same for a run that goes on after a stop; None when it is over."""
    kept = keepsakes.get(connection, _KEPT)
    if kept is None:
        keepsakes.put(connection, _KEPT, now.isoformat(), now)
        return now
    return None if kept.startswith("done") else datetime.fromisoformat(kept)


def _employ(connection: Connection, owner: Person, language: Language, at: datetime) -> Person:
    """Returns the cashier of that month, who hears what the till says instead of the owner."""
    cashier = _met(connection, CASHIER, (translate(language, "demo-cashier"), ""), language, at)
    if cashier.role is not None:
        return cashier
    return team.accept(connection, cashier, team.invite(connection, owner, "cashier", None, at).token, at)


def _happen(connection: Connection, moment: Moment, cashier: Person, language: Language, link: str | None) -> None:
    chance = random.Random(f"{moment.guest}:{moment.number}")
    guest = _guest(connection, moment, language)
    if moment.what == "joins":
        _join(connection, guest, moment, link, chance)
    elif moment.what == "buys":
        _buy(connection, cashier, guest, moment, chance)
    else:
        _bring_back(connection, cashier, moment)


def name_of(guest: int, language: Language) -> tuple[str, str]:
    """Returns the first name of a guest and the letter of their last one."""
    names = translate(language, "demo-guests").split()
    letters = translate(language, "demo-letters")
    return names[guest % len(names)], f"{letters[guest * 5 % len(letters)]}."


def everybody(language: Language) -> Iterator[tuple[int, str]]:
    """Yields the Telegram ids and first names of all who have a part in the month."""
    for guest in range(GUESTS):
        yield FIRST_GUEST + guest, name_of(guest, language)[0]
    yield CASHIER, translate(language, "demo-cashier")


def _guest(connection: Connection, moment: Moment, language: Language) -> Person:
    return _met(connection, FIRST_GUEST + moment.guest, name_of(moment.guest, language), language, moment.at)


def _met(connection: Connection, id_: int, name: tuple[str, str], language: Language, at: datetime) -> Person:
    """Returns somebody of the month, out of reach when they come for the first time."""
    person = people.by_telegram(connection, id_)
    if person is None:
        person = people.seen(connection, id_, *name, None, language, at)
        people.reachable(connection, id_, False, at)
    return person


def _join(connection: Connection, guest: Person, moment: Moment, link: str | None, chance: random.Random) -> None:
    registration.register(
        connection,
        guest.id,
        processing=True,
        advertising=chance.random() < 0.7,
        phone=None,
        link=link if moment.guest % 2 else None,
        now=moment.at,
    )
    if moment.guest % 3 == 0:
        day = profiles.Birthdate(1 + moment.guest % 28, 1 + moment.guest % 12, 1970 + moment.guest % 35)
        profiles.set_birthday(connection, guest.id, day, moment.at)


def _draft(moment: Moment) -> UUID:
    """Returns the id of a sale: the same for the same one, and in the order of their times."""
    begun = UUID(int=int(moment.at.timestamp() * 1000) << 80)
    return cheques.next_draft(begun, f"month:{moment.guest}:{moment.number}")


def _buy(connection: Connection, cashier: Person, guest: Person, moment: Moment, chance: random.Random) -> None:
    assert guest.member_id is not None, "they have joined before they buy"
    programme, draft = current(connection, moment.at), _draft(moment)
    if _known(connection, draft, cashier):
        return
    usual = in_currency(programme.currency, USUAL)
    lines = tuple(_lines(assortment_of(programme).categories, usual, chance))
    sale = Sale(draft, guest.member_id, sum(line.amount for line in lines), lines=lines)
    for found in sales.applicable(connection, cashier, sale, moment.at)[:1]:
        if not found.asked:
            taken = presenting.reserve(connection, cashier, draft, guest.member_id, found.coupon.code, moment.at)
            sale = replace(sale, coupons=(taken.id,))
    spends = chance.random() < 0.25
    may = sales.quote(connection, cashier, sale, moment.at).redeemable if spends else 0
    if may < _LEAST_POINTS:
        sales.record(connection, cashier, sale, moment.at)
        return
    held = holds.place(connection, cashier, replace(sale, redeem=may), moment.at)
    holds.confirm(connection, guest, held.hold_id, moment.at + timedelta(seconds=20))


def _known(connection: Connection, draft: UUID, cashier: Person) -> bool:
    """Says whether the sale has been recorded before."""
    try:
        sales.sold(connection, cashier, draft)
    except Refusal:
        return False
    return True


def _lines(categories: tuple[str, ...], usual: int, chance: random.Random) -> Iterator[Line]:
    """Yields one to three lines of a cheque, in steps of a tenth of what is usual."""
    step = max(1, usual // 10)
    for category in chance.sample(categories, k=min(len(categories), chance.choice((1, 1, 2)))):
        count = chance.choice((1, 1, 1, 2))
        yield Line(step * chance.randint(7, 11) * count, category, count)
    if not categories or chance.random() < 0.5:
        yield Line(step * chance.randint(5, 24))


def _bring_back(connection: Connection, cashier: Person, moment: Moment) -> None:
    bought = replace(moment, at=moment.at - timedelta(hours=3))
    sold = sales.sold(connection, cashier, _draft(bought))
    refunds.record(connection, cashier, sold.purchase_id, sold.gross, "month", moment.at)
