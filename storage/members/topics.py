"""Topics: what each person chose to hear of, or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select, update

from storage.engine.dialect import insert
from storage.tables import topic_choice


def chosen(connection: Connection, person_id: UUID) -> dict[str, bool]:
    """Returns the topics that the person ever chose about, and whether they want them."""
    rows = connection.execute(select(topic_choice).where(topic_choice.c.person_id == person_id)).all()
    return {row.topic: bool(row.wanted) for row in rows}


def choose(connection: Connection, person_id: UUID, topic: str, wanted: bool, now: datetime) -> None:
    """Writes a choice down, over an earlier one."""
    row = {"person_id": person_id, "topic": topic, "wanted": int(wanted), "changed_at": now}
    made = insert(connection, topic_choice).values(row)
    connection.execute(made.on_conflict_do_nothing(index_elements=["person_id", "topic"]))
    mine = (topic_choice.c.person_id == person_id) & (topic_choice.c.topic == topic)
    connection.execute(
        update(topic_choice)
        .where(mine, topic_choice.c.wanted != int(wanted))
        .values(wanted=int(wanted), changed_at=now)
    )
