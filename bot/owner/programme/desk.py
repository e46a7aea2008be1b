"""The owner's desk: the programme as it is, and the changes that are not in force yet.

The draft is kept beside the conversation, not in it: other screens end conversations, but no one forgets the draft.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from bot.callbacks import mark
from bot.visit import Visit
from bot.words.speech import Speech
from bot.words.values import Teller
from loyalty.config import programme_from, programme_to
from loyalty.errors import SettingInvalid
from loyalty.localtime import local, start_of
from loyalty.programme import Programme
from services.people import Person
from services.plumbing import conversations
from services.plumbing.conversations import Conversation
from services.programme import changing, outlets
from services.programme.changing import Overview, business_of

NOW, WITH_PLAN = "now", "plan"


@dataclass(frozen=True)
class Desk:
    """What every screen about rules needs. Without changes `draft` is `before`, the version they start from.

    `since` is from when the draft shall hold: `now`, `plan` (with what is planned), a local day, or empty. `made` is
    the version that was made of the draft, 0 while there is none.
    """

    overview: Overview
    before: Programme
    draft: Programme
    outlets: dict[str, str]
    since: str = ""
    made: int = 0

    @property
    def changed(self) -> bool:
        """Whether there is anything to put in force."""
        return self.moves or (self.draft.rules, self.draft.settings) != (self.before.rules, self.before.settings)

    @property
    def moves(self) -> bool:
        """Whether the business itself is changed, which cannot wait for a later day."""
        return business_of(self.draft) != business_of(self.before)

    @property
    def seal(self) -> str:
        """What tells these very changes from any others: whoever taps a button says what they have read."""
        return f"{self.before.version}-{mark(json.dumps(programme_to(self.draft), sort_keys=True))}"

    @property
    def stale(self) -> bool:
        """Whether somebody has made another version since the changes began."""
        return self.before.version != self.overview.newest.version

    def teller(self, visit: Visit, programme: Programme | None = None) -> Teller:
        """Returns who tells of the draft, or of another version."""
        told = self.draft if programme is None else programme
        return Teller(Speech.of(visit.speech.language, told), told, self.outlets)

    def today(self, visit: Visit) -> date:
        """Returns the programme's own day."""
        return local(visit.now, self.draft.zone).date()

    def valid_from(self) -> datetime | None:
        """Returns from when the draft shall hold (UTC), None for at once."""
        if self.since in {"", NOW} or self.moves:
            return None
        if self.since == WITH_PLAN:
            return self.overview.newest.valid_from
        return start_of(date.fromisoformat(self.since), self.draft.zone)


def _key(person: Person) -> str:
    return f"programme:{person.id}"


def _look(connection: Connection, person: Person, now: datetime, *, finished: bool) -> Desk:
    overview = changing.overview(connection, person, now)
    kept = conversations.get(connection, _key(person)).data
    places = {str(place.id): place.name for place in outlets.all_open(connection)}
    empty = Desk(overview, overview.newest, overview.newest, places)
    if not kept or (kept["made"] and not finished):
        return empty
    try:
        draft = programme_from(kept["draft"])
    except SettingInvalid:  # written before the application learnt new rules
        return empty
    before = changing.one_version(connection, person, draft.version)
    if before is None:
        return empty
    desk = Desk(overview, before, draft, places, kept["since"], kept["made"])
    return empty if desk.stale and not desk.changed else desk


def _keep(connection: Connection, person: Person, desk: Desk, now: datetime) -> None:
    data = {"draft": programme_to(desk.draft), "since": desk.since, "made": desk.made}
    conversations.put(connection, Conversation(_key(person), None, data), now)


def _clear(connection: Connection, person: Person, now: datetime) -> None:
    conversations.put(connection, Conversation(_key(person)), now)


async def sit(visit: Visit, *, finished: bool = False) -> Desk:
    """Returns the desk; `finished` brings back the draft that was put in force last. Raises NotAllowed."""
    return await visit.db.read(_look, visit.person, visit.now, finished=finished)


async def keep(visit: Visit, desk: Desk, draft: Programme | None = None) -> Desk:
    """Keeps the desk as it is now, with another draft if one is given; a draft that changed has no date yet."""
    if draft is not None:
        desk = replace(desk, draft=draft, since="")
    await visit.db.write(_keep, visit.person, desk, visit.now)
    return desk


async def clear(visit: Visit) -> None:
    """Forgets the draft."""
    await visit.db.write(_clear, visit.person, visit.now)
