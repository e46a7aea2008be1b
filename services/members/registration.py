"""Members: registering, the card, the standing, the history and why it is so."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import due, engine
from loyalty.codes import with_check_digit
from loyalty.errors import CodeUnknown, ConsentMissing, PurchaseUnknown
from loyalty.events import Registered
from loyalty.ledger import POINTS, Account, Step
from loyalty.member import Member
from loyalty.programme import Rule
from services.ledger import accounts, adjustments
from services.members import merging
from services.notices import Priority, tell
from services.people import full_name
from services.programme.changing import current, version
from services.rewards import promises, referral_links
from storage import programmes
from storage.engine.ids import uuid7
from storage.ledger import ledger
from storage.members import members, people, profiles
from storage.passes import passes
from storage.tables import Record
from storage.till import purchases

PROCESSING, ADVERTISING = "processing", "advertising"
TOPICS = (PROCESSING, ADVERTISING)
TEXT_VERSION = "2026-11"
"""The version of the consent texts in `locales/`; a changed text gets a new one, so that we know who agreed to what."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """A registration: `points` given, `new` False when the person was a member already.

    `moved` says that the card of another Telegram account with the same phone came over, `found` that one came from
    outside of Telegram, with `points`. `referral` is what came of a member's link that led here, None without one.
    """

    member_id: UUID
    points: int
    new: bool
    moved: bool = False
    found: bool = False
    referral: referral_links.Referral | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the member has now; `schedule` is (expires at, points), `pending_until` (active from, points)."""

    name: str
    number: int
    active: int
    pending: int
    held: int
    debt: int
    schedule: tuple[tuple[datetime, int], ...]
    pending_until: tuple[tuple[datetime, int], ...]
    tier: str
    purchases: int


@dataclass(frozen=True, slots=True)
class Card:
    """The member's codes: `code` is the opaque part of the link, `digits` are for typing, `page_token` for `/p/`."""

    code: str
    digits: str
    page_token: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: `points` is the signed change, `money` minor units paid or handed back."""

    operation_id: UUID
    kind: str
    at: datetime
    points: int
    money: int | None
    outlet: str
    number: str
    reversed: bool


@dataclass(frozen=True, slots=True)
class Why:
    """An entry explained: `steps` add up to the points it gave, `rules` are those that the steps name.

    `reason` is what was written when points were given or taken by hand.
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


def register(
    connection: Connection,
    person_id: UUID,
    *,
    processing: bool,
    advertising: bool,
    phone: str | None,
    link: str | None,
    now: datetime,
    card: str | None = None,
) -> Welcome:
    """Makes the person a member with the welcome bonus, once.

    `phone` is the person's own contact or None, `link` the payload of a join link without its prefix, `card` the
    token of the page of a card outside of Telegram. A phone that is registered already moves its card here. Raises
    ConsentMissing, ProgrammeMissing, and for a `card` what `merging.adopt` raises.
    """
    if not processing:
        raise ConsentMissing
    programme = current(connection, now)
    person = people.by_id(connection, person_id, lock=True)
    if person.member_id is not None:
        return Welcome(person.member_id, 0, new=False)
    for topic, granted in ((PROCESSING, processing), (ADVERTISING, advertising)):
        _consent(connection, person, topic, granted, now)
    known = _take_over(connection, person_id, phone, card, now)
    if known is not None:
        return known
    joined = programmes.join_link_of(connection, link) if link else None
    outlet_id = joined.outlet_id if joined else None
    member_id, number = enrol(connection, person_id, joined.source if joined else "", outlet_id, now, now)
    event = Registered(at=now, zone=programme.zone, outlet=str(outlet_id or ""), participant=number)
    welcome = engine.grant(event, accounts.open_account(connection, member_id, now), programme)
    entry = accounts.operation(
        "welcome",
        f"welcome:{member_id}",
        member_id,
        now,
        actor=f"person:{person_id}",
        outlet_id=outlet_id,
        programme_version=programme.version,
    )
    ledger.post(connection, entry, welcome.postings)
    member = accounts.view(connection, member_id, now)
    promises.keep(connection, member, welcome.counting, welcome.tier, programme, entry.key, now)
    referral = referral_links.join(connection, person, member_id, programme, now)
    return Welcome(member_id, welcome.points, new=True, referral=referral)


def enrol(
    connection: Connection, person_id: UUID, source: str, outlet_id: int | None, since: datetime, now: datetime
) -> tuple[UUID, int]:
    """Makes a person a member since a time, with number, codes and pass; returns the member's id and number."""
    number, member_id = programmes.next_number(connection, "member"), uuid7()
    new = members.NewMember(
        id=member_id,
        person_id=person_id,
        number=number,
        code=secrets.token_urlsafe(12),
        digits=free_digits(connection),
        page_token=secrets.token_urlsafe(24),
        source=source,
        outlet_id=outlet_id,
        registered_at=since,
    )
    members.insert(connection, new)
    passes.insert(connection, secrets.token_hex(16), member_id, now)
    return member_id, number


def free_digits(connection: Connection) -> str:
    """Returns ten random digits that nobody has; the unique column would refuse the rest."""
    while True:
        digits = with_check_digit(f"{secrets.randbelow(10**9):09d}")
        if members.by_code(connection, digits=digits) is None:
            return digits


def _take_over(
    connection: Connection, person_id: UUID, phone: str | None, card: str | None, now: datetime
) -> Welcome | None:
    """Gives the person a card that there is already, by their number or by its page; None when there is none."""
    holder = people.by_phone(connection, merging.number_of(phone)) if phone else None
    outside = holder is not None and holder.telegram_id is None
    member_id = _claim_phone(connection, person_id, phone, now)
    if card is not None and member_id is None:
        member_id, outside = merging.adopt(connection, person_id, card, phone, now), True
    elif card is not None and merging.look(connection, person_id, card, now).state == merging.FREE:
        merging.join(connection, person_id, card, phone, now)
    if member_id is None:
        return None
    passes.changed(connection, member_id, now)  # another person's name stands on it
    points = accounts.view(connection, member_id, now).balance(Account.ACTIVE) if outside else 0
    return Welcome(member_id, points, new=False, moved=not outside, found=outside)


def _claim_phone(connection: Connection, person_id: UUID, phone: str | None, now: datetime) -> UUID | None:
    """Writes down the person's own number; returns the card that came with it from another account, or None."""
    if phone is None:
        return None
    number = merging.number_of(phone)
    holder = people.by_phone(connection, number)
    if holder is not None and holder.id != person_id:
        people.change(connection, holder.id, phone=None)
        people.note(connection, person_id, "phone_moved", now, source=str(holder.id))
    people.change(connection, person_id, phone=number)
    if holder is None or holder.member_id is None or holder.id == person_id:
        return None
    members.move_to(connection, holder.member_id, person_id)
    profiles.move(connection, holder.id, person_id)
    return UUID(str(holder.member_id))


def consents(connection: Connection, person_id: UUID) -> dict[str, bool]:
    """Returns what the person agrees to now, by topic."""
    said = people.consents(connection, person_id)
    return {topic: said.get(topic, False) for topic in TOPICS}


def consent(connection: Connection, person_id: UUID, topic: str, granted: bool, now: datetime) -> None:
    """Writes down a consent or its withdrawal. Without processing there is no membership: ConsentMissing."""
    if topic not in TOPICS or (topic == PROCESSING and not granted):
        raise ConsentMissing
    if consents(connection, person_id)[topic] != granted:
        _consent(connection, people.by_id(connection, person_id), topic, granted, now)


def _consent(connection: Connection, person: Record, topic: str, granted: bool, now: datetime) -> None:
    people.add_consent(
        connection, person.id, topic, now, granted=int(granted), text_version=TEXT_VERSION, language=person.language
    )


def _row(connection: Connection, member_id: UUID) -> Record:
    row = members.row_of(connection, member_id)
    if row is None:
        raise CodeUnknown
    return row


def standing(connection: Connection, member_id: UUID, now: datetime) -> Standing:
    """Returns what the member has at `now`, with what is due counted as done. Raises CodeUnknown."""
    return _standing(accounts.view(connection, member_id, now), _row(connection, member_id))


def home(connection: Connection, member_id: UUID, now: datetime) -> tuple[Card, Standing]:
    """Returns `card` and `standing` for the price of one. Raises CodeUnknown."""
    row = _row(connection, member_id)
    return _card(row), _standing(accounts.view(connection, member_id, now), row)


def _standing(member: Member, row: Record) -> Standing:
    pending = (lot for lot in member.lots if lot.account is Account.PENDING and lot.unit == POINTS)
    return Standing(
        name=full_name(row),
        number=row.number,
        active=member.balance(Account.ACTIVE),
        pending=member.balance(Account.PENDING),
        held=member.balance(Account.HELD),
        debt=-member.balance(Account.DEBT),
        schedule=due.schedule(member),
        pending_until=tuple(sorted((lot.active_from, lot.remaining) for lot in pending)),
        tier=row.tier,
        purchases=row.purchases,
    )


def card(connection: Connection, member_id: UUID) -> Card:
    """Returns the member's codes. Raises CodeUnknown."""
    return _card(_row(connection, member_id))


def _card(row: Record) -> Card:
    return Card(row.code, row.digits, row.page_token)


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
    named = {step.rule_id for step in steps}
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
    )


def not_me(connection: Connection, member_id: UUID, operation_id: UUID, now: datetime) -> None:
    """The member says that an operation was not theirs: the owners hear of it, once. Raises PurchaseUnknown."""
    told = why(connection, member_id, operation_id).entry
    row = _row(connection, member_id)
    people.note(connection, row.person_id, "disputed", now, operation=str(operation_id))
    arguments = {
        "name": full_name(row),
        "member": row.number,
        "number": told.number,
        "outlet": told.outlet,
        "points": told.points,
        "kind": told.kind,
        "at": told.at.isoformat(),
    }
    for owner_id in people.owners(connection):
        tell(connection, owner_id, "disputed", arguments, key=str(operation_id), now=now, priority=Priority.SERVICE)
