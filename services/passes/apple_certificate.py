"""The certificate that signs Apple's passes: until when it is valid, and telling the owners in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from loyalty.localtime import local
from loyalty.reminding import is_quiet
from services.notices import Priority, tell
from services.programme.versions import running
from storage.members import people
from storage.plumbing import keepsake

DAYS = (7, 30, 60)
"""So many days before it ends the owners are told, each time once."""
_KEPT, _WARNED = "apple_certificate", "apple_certificate_warned"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Apple's certificate of a pass type, and when it ends."""

    pass_type: str
    ends_at: datetime

    def days_left(self, now: datetime) -> float:
        """Returns the days until it ends, below zero when it has ended."""
        return (self.ends_at - now) / timedelta(days=1)


def keep(connection: Connection, certificate: Certificate | None, now: datetime) -> None:
    """Writes down which certificate signs passes; None for a development authority, of which nobody need hear."""
    said = f"{certificate.ends_at.isoformat()} {certificate.pass_type}" if certificate else ""
    if keepsake.get(connection, _KEPT) != said:
        keepsake.put(connection, _KEPT, said, now)


def kept(connection: Connection) -> Certificate | None:
    """Returns the certificate that signs passes, None when there is none of Apple's."""
    said = keepsake.get(connection, _KEPT)
    if not said:
        return None
    ends_at, _, pass_type = said.partition(" ")
    return Certificate(pass_type, datetime.fromisoformat(ends_at))


def warn(connection: Connection, now: datetime) -> int:
    """Tells the owners when the certificate ends in 60, 30 or 7 days, outside of the quiet hours; returns how many.

    Each of these once for a certificate; after a pause only the most urgent one.
    """
    certificate, programme = kept(connection), running(connection, now)
    if certificate is None or programme is None:
        return 0
    reached = next((days for days in DAYS if certificate.days_left(now) <= days), None)
    if reached is None or is_quiet(programme.settings.reminders, local(now, programme.zone).time()):
        return 0
    already = keepsake.get(connection, _WARNED)
    ends = certificate.ends_at.isoformat()
    if already in {f"{ends} {days}" for days in DAYS if days <= reached}:
        return 0
    mark = f"{ends} {reached}"
    keepsake.put(connection, _WARNED, mark, now)
    arguments = {
        "pass_type": certificate.pass_type,
        "ends_at": certificate.ends_at.isoformat(),
        "days": max(0, int(certificate.days_left(now))),
    }
    owners = people.owners(connection)
    for owner_id in owners:
        tell(connection, owner_id, "certificate", arguments, key=mark, now=now, priority=Priority.SERVICE)
    return len(owners)
