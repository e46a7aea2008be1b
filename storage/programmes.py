"""The programme's versions, its outlets and join links."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, or_, select, update

from storage.engine.dialect import insert, insert_once
from storage.engine.prepared import Prepared
from storage.tables import Record, counter, join_link, member, outlet, person, programme_version

_CURRENT = Prepared(
    select(programme_version.c.body)
    # The first one also before its time: a clock that was set back does not undo that the shop is open.
    .where(or_(programme_version.c.valid_from <= bindparam("now"), programme_version.c.version == 1))
    # By number, not by date: a newer version withdraws every older one that was still to come.
    .order_by(programme_version.c.version.desc())
    .limit(1)
)
_VERSIONS = select(programme_version, person.c.first_name, person.c.last_name).join(
    person, person.c.id == programme_version.c.created_by, isouter=True
)
_OPEN_OUTLETS = select(outlet).where(outlet.c.closed_at.is_(None)).order_by(outlet.c.id)
_FIRST_OUTLET = Prepared(_OPEN_OUTLETS.limit(1))
_OUTLET = Prepared(select(outlet).where(outlet.c.id == bindparam("id")))


def current(connection: Connection, now: datetime) -> str | None:
    """Returns the body (JSON text) of the version that holds at `now`, or None."""
    row = _CURRENT.row(connection, {"now": now})
    return None if row is None else row.body


def version(connection: Connection, number: int) -> str:
    """Returns the body (JSON text) of one version."""
    query = select(programme_version.c.body).where(programme_version.c.version == number)
    return str(connection.execute(query).scalar_one())


def newest(connection: Connection) -> int:
    """Returns the highest version number, 0 when there is none."""
    return int(connection.execute(select(func.coalesce(func.max(programme_version.c.version), 0))).scalar_one())


def add_version(
    connection: Connection, number: int, body: str, valid_from: datetime, by: UUID | None, now: datetime
) -> bool:
    """Writes a version of the programme unless the number is taken; says whether it did. Versions are never changed."""
    row = {"version": number, "body": body, "valid_from": valid_from, "created_by": by, "created_at": now}
    return insert_once(connection, programme_version, "version", row)


def version_row(connection: Connection, number: int) -> Record | None:
    """Returns one version with the first and last name of who made it, or None."""
    return connection.execute(_VERSIONS.where(programme_version.c.version == number)).one_or_none()


def versions(connection: Connection, limit: int) -> Sequence[Record]:
    """Returns the newest versions, newest first, each with the first and last name of who made it."""
    return connection.execute(_VERSIONS.order_by(programme_version.c.version.desc()).limit(limit)).all()


# --- outlets and the links that lead to them --------------------------------------------------------------------------


def outlets(connection: Connection) -> Sequence[Record]:
    """Returns the open outlets, oldest first."""
    return connection.execute(_OPEN_OUTLETS).all()


def first_outlet(connection: Connection) -> Record | None:
    """Returns the oldest open outlet, or None."""
    return _FIRST_OUTLET.row(connection, {})


def outlet_of(connection: Connection, outlet_id: int) -> Record | None:
    """Returns one outlet, open or closed."""
    return _OUTLET.row(connection, {"id": outlet_id})


def add_outlet(connection: Connection, name: str, zone: str) -> int:
    """Writes an outlet and returns its id; an open or closed one of the same name is returned instead."""
    found = connection.execute(select(outlet.c.id).where(outlet.c.name == name)).scalar_one_or_none()
    if found is not None:
        connection.execute(update(outlet).where(outlet.c.id == found).values(closed_at=None))
        return int(found)
    return int(connection.execute(outlet.insert().values(name=name, zone=zone).returning(outlet.c.id)).scalar_one())


def set_place(connection: Connection, outlet_id: int, place: tuple[int, int] | None) -> None:
    """Writes down where an outlet is (latitude and longitude in millionths of a degree), or that nobody knows."""
    latitude, longitude = place or (None, None)
    connection.execute(update(outlet).where(outlet.c.id == outlet_id).values(latitude=latitude, longitude=longitude))


def describe_outlet(connection: Connection, outlet_id: int, **facts: str) -> None:
    """Writes down an outlet's `hours`, `address` or `phone`."""
    connection.execute(update(outlet).where(outlet.c.id == outlet_id).values(**facts))


def move_outlets(connection: Connection, before: str, after: str) -> None:
    """Has the outlets that live by the time zone `before` live by `after`."""
    connection.execute(update(outlet).where(outlet.c.zone == before).values(zone=after))


def join_links(connection: Connection) -> Sequence[Record]:
    """Returns the join links with the outlet's name and how many joined by each."""
    joined = (
        select(func.count())
        .where(member.c.source == join_link.c.source, member.c.outlet_id.is_not_distinct_from(join_link.c.outlet_id))
        .scalar_subquery()
    )
    query = (
        select(join_link, outlet.c.name.label("outlet"), joined.label("joined"))
        .join(outlet, outlet.c.id == join_link.c.outlet_id, isouter=True)
        .order_by(join_link.c.created_at, join_link.c.payload)
    )
    return connection.execute(query).all()


def add_join_link(connection: Connection, payload: str, source: str, outlet_id: int | None, now: datetime) -> None:
    """Writes a join link; the same source and outlet keep the link they have."""
    values = {"payload": payload, "source": source, "outlet_id": outlet_id, "created_at": now}
    connection.execute(insert(connection, join_link).values(**values).on_conflict_do_nothing())


def join_link_of(connection: Connection, payload: str) -> Record | None:
    """Returns the join link with this payload, or None."""
    return connection.execute(select(join_link).where(join_link.c.payload == payload)).one_or_none()


# --- counters ---------------------------------------------------------------------------------------------------------


def last_number(connection: Connection, name: str) -> int:
    """Returns the number of a counter that was given last, 0 when none was."""
    return int(connection.execute(select(counter.c.value).where(counter.c.name == name)).scalar_one_or_none() or 0)


def next_number(connection: Connection, name: str) -> int:
    """Returns the next number of a counter, 1 first; callers queue on its row until they commit."""
    insert_once(connection, counter, "name", {"name": name, "value": 0})
    bump = update(counter).where(counter.c.name == name).values(value=counter.c.value + 1).returning(counter.c.value)
    return int(connection.execute(bump).scalar_one())
