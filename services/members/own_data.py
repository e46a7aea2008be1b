"""A member's own data: all of it to take along, and the way to have it erased."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from loyalty import due
from loyalty.errors import NotRegistered, Refusal
from loyalty.ledger import Account
from services.ledger import accounts
from services.members import consents, history, own_wallet, profiles, standings
from services.members.cards import free_digits
from services.members.consents import TOPICS
from services.prepaid import certificates
from services.prepaid.certificates import Certificate
from services.programme.versions import current
from services.rewards import coupons
from storage.ledger import ledger
from storage.members import disputes, erasing, merges, people
from storage.passes import farewells
from storage.prepaid import certificates as certificate_rows
from storage.tables import Record
from storage.till import holds

KIND = "erasure"
_PAGE = 200


@dataclass(eq=False)
class WorksHere(Refusal):
    """Who has a role cannot be erased: the owner must take the role away first."""


def export(connection: Connection, person_id: UUID, now: datetime) -> dict[str, Any]:
    """Returns everything that is known of a member, as JSON has it; money in minor units. Raises NotRegistered."""
    row, member_id = _member(connection, person_id)
    card, standing = standings.home(connection, member_id, now)
    return {
        "exported_at": now.isoformat(),
        "programme": current(connection, now).name,
        "currency": current(connection, now).currency,
        "person": {name: getattr(row, name) for name in _SAID} | {"since": row.created_at.isoformat()},
        "profile": _plain(asdict(profiles.of(connection, person_id, now))),
        "consents": [_consent(each) for each in people.consents_given(connection, person_id)],
        "card": {
            "digits": card.digits,
            "tier": standing.tier,
            "frozen": standing.suspended,
            "phone": own_wallet.of(connection, person_id),
        },
        "points": {
            "active": standing.active,
            "pending": standing.pending,
            "held": standing.held,
            "debt": standing.debt,
            "ending": [{"at": at.isoformat(), "points": points} for at, points in standing.schedule],
        },
        "coupons": [
            {"code": each.code, "title": each.rule.config.title, "until": _plain(each.expires_at)}
            for each in coupons.of_member(connection, member_id, now)
        ],
        "reports": [
            {"operation": str(each.operation_id), "at": each.at.isoformat(), "withdrawn_at": _plain(each.withdrawn_at)}
            for each in disputes.of_person(connection, person_id)
        ],
        "certificates": [_certificate(connection, each) for each in certificates.of_member(connection, member_id)],
        "operations": list(_operations(connection, member_id)),
    }


def _certificate(connection: Connection, held: Certificate) -> dict[str, Any]:
    """Returns a gift certificate with what moved on it, the newest first."""
    said = ("code", "face", "balance", "currency", "sold_at", "expires_at", "giver", "greeting", "opens_at")
    moved = ("kind", "amount", "currency", "at", "outlet")
    return {name: _plain(getattr(held, name)) for name in said} | {
        "entries": [
            {name: _plain(getattr(row, name)) for name in moved}
            for row in certificate_rows.of_certificate(connection, held.id)
        ]
    }


_SAID = ("telegram_id", "first_name", "last_name", "username", "phone", "language")


def _member(connection: Connection, person_id: UUID, *, lock: bool = False) -> tuple[Record, UUID]:
    row = people.by_id(connection, person_id, lock=lock)
    if row.member_id is None:
        raise NotRegistered
    return row, row.member_id


def _consent(row: Record) -> dict[str, Any]:
    return {"topic": row.topic, "given": bool(row.granted), "text": row.text_version, "at": row.at.isoformat()}


def _operations(connection: Connection, member_id: UUID) -> Iterator[dict[str, Any]]:
    before, more = None, True
    while more:
        entries, more = history.history(connection, member_id, before=before, limit=_PAGE)
        for entry in entries:
            yield {name: _plain(value) for name, value in asdict(entry).items()}
            before = entry.operation_id


def _plain(value: Any) -> Any:
    """Returns a value as JSON has it."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def erase(connection: Connection, person_id: UUID, now: datetime) -> None:
    """Ends all that a member has and wipes who they are; the ledger keeps what was done, with nobody's name.

    Gift certificates are money, and do not end: from then on they are whoever's who has their codes; those of a frozen
    card are blocked, for somebody else may have erased it.

    Raises NotRegistered, WorksHere, AccountFrozen.
    """
    row, member_id = _member(connection, person_id, lock=True)
    if row.role is not None:
        raise WorksHere
    accounts.open_account(connection, member_id, now)
    for hold in holds.open_of(connection, member_id):
        accounts.release(connection, hold, "released", now)
    member = accounts.open_account(connection, member_id, now)
    # All that the member has ends now, as it would at the end of its time.
    ended = replace(
        member, lots=tuple(replace(lot, active_from=min(lot.active_from, now), expires_at=now) for lot in member.lots)
    )
    postings = tuple(line for movement in due.movements(ended, now) for line in movement.postings)
    if postings:
        entry = accounts.operation(KIND, f"{KIND}:{member_id}", member_id, now, actor=f"person:{person_id}")
        ledger.post(connection, entry, postings)
    for topic in TOPICS:
        people.add_consent(
            connection, person_id, topic, now, granted=0, text_version=consents.TEXT_VERSION, language=row.language
        )
    certificate_rows.forget(connection, member_id, now if member.suspended else None)
    farewells.begin(connection, member_id, now)
    erasing.forget(connection, person_id, member_id, row.telegram_id, free_digits(connection))
    for card in merges.came_to(connection, member_id):  # these lead to the same account, and know the same person
        farewells.begin(connection, card.id, now)
        erasing.forget(connection, card.person_id, card.id, None, free_digits(connection))
    people.note(connection, None, "erased", now, member=str(member_id))
    assert accounts.view(connection, member_id, now).balance(Account.ACTIVE) == 0, "all of it has ended"
