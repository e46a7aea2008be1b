"""Registering: who becomes a member, with a new card or one that there is already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from loyalty import engine
from loyalty.errors import ConsentMissing
from loyalty.events import Registered
from loyalty.ledger import Account
from services.ledger import accounts
from services.members import cards, consents, merging
from services.programme.versions import current
from services.rewards import granting, referral_links
from storage import programmes
from storage.members import members, people, profiles
from storage.passes import passes
from storage.tables import Record


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
    for topic, granted in ((consents.PROCESSING, processing), (consents.ADVERTISING, advertising)):
        consents.note(connection, person, topic, granted, now)
    known = _take_over(connection, person_id, phone, card, now)
    if known is not None:
        return known
    joined = programmes.join_link_of(connection, link) if link else None
    outlet_id = joined.outlet_id if joined else None
    member_id, number = cards.enrol(connection, person_id, joined.source if joined else "", outlet_id, now, now)
    event = Registered(at=now, zone=programme.zone, outlet=str(outlet_id or ""), participant=number)
    member = accounts.open_account(connection, member_id, now)
    gift = engine.grant(event, member, programme)
    entry = accounts.operation(
        "welcome",
        f"welcome:{member_id}",
        member_id,
        now,
        actor=f"person:{person_id}",
        outlet_id=outlet_id,
        programme_version=programme.version,
    )
    granting.grant(connection, entry, member, gift, programme)  # an empty one too: it is the day when they joined
    referral = referral_links.join(connection, person, member_id, programme, now)
    return Welcome(member_id, gift.points, new=True, referral=referral)


def _take_over(
    connection: Connection, person_id: UUID, phone: str | None, card: str | None, now: datetime
) -> Welcome | None:
    """Gives the person a card that there is already, by their number or by its page; None when there is none.

    With one by each of both, the page's comes into the number's, if it is free.
    """
    holder = _claim_phone(connection, person_id, phone, now)
    if holder is not None:
        member_id, outside = UUID(str(holder.member_id)), holder.telegram_id is None
        members.move_to(connection, member_id, person_id)
        profiles.move(connection, holder.id, person_id)
        if card is not None and merging.look(connection, person_id, card, now).state == merging.FREE:
            merging.join(connection, person_id, card, phone, now)
    elif card is not None:
        member_id, outside = merging.adopt(connection, person_id, card, phone, now), True
    else:
        return None
    passes.changed(connection, member_id, now)  # another person's name stands on it
    points = accounts.view(connection, member_id, now).balance(Account.ACTIVE) if outside else 0
    return Welcome(member_id, points, new=False, moved=not outside, found=outside)


def _claim_phone(connection: Connection, person_id: UUID, phone: str | None, now: datetime) -> Record | None:
    """Writes down the person's own number; returns who else has had it, if they have a card, as they were."""
    if phone is None:
        return None
    number = merging.number_of(phone)
    holder = people.by_phone(connection, number)
    other = holder if holder is not None and holder.id != person_id else None
    if other is not None:
        people.change(connection, other.id, phone=None)
        people.note(connection, person_id, "phone_moved", now, source=str(other.id))
    people.change(connection, person_id, phone=number)
    return other if other is not None and other.member_id is not None else None
