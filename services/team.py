"""Staff: invitations that work once, roles, and the team."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty.errors import InvitationExpired, InvitationUnknown, InvitationUsed, NotAllowed
from services.notices import Priority, tell, whose
from services.people import ROLES, Person, fresh, full_name, owner
from storage.members import people

INVITATION_LIFE = timedelta(hours=24)
OWNER_LINK_LIFE = timedelta(hours=1)
_BYTES = 24


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link's token, shown once and kept only as a hash; the start payload is `i_` + token."""

    token: str
    role: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role; `outlet` is empty when the role holds everywhere."""

    person_id: UUID
    name: str
    role: str
    outlet: str


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """Returns the token of an invitation that may be made: who taps its button twice makes it once."""
    return secrets.token_urlsafe(_BYTES)


def _invite(
    connection: Connection,
    role: str,
    outlet_id: int | None,
    by: UUID | None,
    life: timedelta,
    now: datetime,
    token: str = "",
) -> Invitation:
    token = token or new_token()
    people.invite(connection, _hash(token), now, role=role, outlet_id=outlet_id, created_by=by, expires_at=now + life)
    return Invitation(token, role, now + life)


def owner_link(connection: Connection, now: datetime) -> Invitation:
    """Makes a one-time link whose opener becomes an owner; for the command line, where the shell is the proof."""
    return _invite(connection, "owner", None, None, OWNER_LINK_LIFE, now)


def invite(
    connection: Connection, person: Person, role: str, outlet_id: int | None, now: datetime, token: str = ""
) -> Invitation:
    """Makes an invitation for a cashier or manager; the same `token` of `new_token` again gives the same one.

    Raises NotAllowed, and InvitationUsed for a token that made another one.
    """
    by = owner(connection, person)
    if role not in ROLES or role == "owner" or (token and len(token) < len(new_token())):
        raise NotAllowed
    made = people.invitation_of(connection, _hash(token)) if token else None
    if made is not None:
        if (made.created_by, made.role, made.outlet_id) != (by.id, role, outlet_id) or made.used_at:
            raise InvitationUsed
        return Invitation(token, role, made.expires_at)
    people.note(connection, by.id, "invited", now, role=role, outlet=outlet_id)
    return _invite(connection, role, outlet_id, by.id, INVITATION_LIFE, now, token)


def accept(connection: Connection, person: Person, token: str, now: datetime) -> Person:
    """Gives the person the invited role and switches them to it; the same person again gets the same answer.

    Raises InvitationUnknown, InvitationUsed, InvitationExpired. An owner never loses rights by opening a lesser link.
    """
    row = people.invitation_of(connection, _hash(token))
    if row is None:
        raise InvitationUnknown
    current = fresh(connection, person)
    if row.used_by == current.id and current.role is not None:
        return current
    if row.used_at is not None:
        raise InvitationUsed
    if row.created_by is not None and row.created_by not in people.owners(connection):
        # Whoever is no owner any more could have kept a link for coming back.
        raise InvitationUnknown
    if row.expires_at <= now:
        raise InvitationExpired(row.expires_at)
    if current.role is None or ROLES.index(row.role) > ROLES.index(current.role):
        people.employ(connection, current.id, row.role, row.outlet_id, now)
        people.change(connection, current.id, mode="owner" if row.role == "owner" else "staff")
    people.use_invitation(connection, row.token_hash, current.id, now)
    people.note(connection, current.id, "joined_staff", now, role=row.role)
    for owner_id in people.owners(connection):
        if owner_id != current.id:
            arguments = {"name": current.name, "role": row.role, **whose(name=current.id)}
            tell(
                connection, owner_id, "joined-staff", arguments, key=row.token_hash, now=now, priority=Priority.SERVICE
            )
    return fresh(connection, current)


def appoint_owner(connection: Connection, person: Person, now: datetime) -> Person:
    """Makes the person an owner; for the Telegram id that the operator has named in the settings."""
    current = fresh(connection, person)
    if current.role == "owner":
        return current
    people.employ(connection, current.id, "owner", None, now)
    people.change(connection, current.id, mode="owner")
    people.note(connection, current.id, "joined_staff", now, role="owner")
    return fresh(connection, current)


def team(connection: Connection, person: Person) -> tuple[Colleague, ...]:
    """Returns everybody with a role, longest first. Raises NotAllowed."""
    owner(connection, person)
    return tuple(
        Colleague(row.person_id, full_name(row), row.role, row.outlet or "") for row in people.team(connection)
    )


def remove(connection: Connection, person: Person, person_id: UUID, now: datetime) -> None:
    """Takes somebody's role away; the last owner stays. Raises NotAllowed."""
    by = owner(connection, person)
    owners = people.owners(connection)
    if person_id in owners and len(owners) == 1:
        raise NotAllowed
    people.dismiss(connection, person_id, now)
    people.note(connection, by.id, "removed_staff", now, person=str(person_id))
    tell(connection, person_id, "left-staff", {}, key=now.isoformat(), now=now, priority=Priority.SERVICE)


def blocked(connection: Connection, person: Person, refusal: str, now: datetime) -> None:
    """Writes into the audit log that a limit stopped somebody at the till, and which one (a refusal's name)."""
    people.note(connection, person.id, "blocked", now, refusal=refusal)
