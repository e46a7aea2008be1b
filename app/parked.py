"""`tessera parked`: the updates that failed by themselves and were put aside, for a person to look at."""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

from app.chores import beside
from app.settings import Settings
from services.plumbing import updates
from services.plumbing.updates import Parked
from storage.database import Database

ALL = "all"


def parked(settings: Settings, act: str, numbers: Sequence[str]) -> int:
    """Does `act` (list, show, retry, drop) to the updates of these numbers; returns the exit code.

    The number is the one that the person was told; `all` stands for every one there is. Nothing is printed of what
    people have written and are called.
    """
    return asyncio.run(_parked(settings, act, numbers))


async def _parked(settings: Settings, act: str, numbers: Sequence[str]) -> int:
    settings.make_data_dir()
    async with beside(settings) as database:
        found = await database.read(updates.parked)
        if act == "list":
            print("\n".join(map(_line, found)) or "Nothing is parked.")
            return 0
        chosen = found if ALL in numbers else [update for update in found if update.error_id in numbers]
        for update in chosen:
            print(await _done(database, act, update))
    missing = set(numbers) - {update.error_id for update in chosen} - {ALL}
    for number in sorted(missing):
        print(f"No parked update has the number {number}; tessera parked lists them", file=sys.stderr)
    return 1 if missing else 0


async def _done(database: Database, act: str, update: Parked) -> str:
    """Does it, and returns what to say."""
    if act == "show":
        return _shown(update)
    if act == "retry":
        await database.write(updates.unpark, update.update_id)
        return f"{update.error_id} waits for its turn again"
    await database.write(updates.drop, update.update_id)
    return f"{update.error_id} is forgotten"


def _line(update: Parked) -> str:
    return f"{update.error_id}  {update.received_at:%Y-%m-%d %H:%M} UTC  {kind(update.body)}  {_failed(update)}"


def _shown(update: Parked) -> str:
    return (
        f"number    {update.error_id}\n"
        f"received  {update.received_at:%Y-%m-%d %H:%M:%S} UTC, as update {update.update_id}\n"
        f"kind      {kind(update.body)}\n"
        f"failed    {_failed(update)}; the log has more beside this number"
    )


def _failed(update: Parked) -> str:
    return update.error or "before reasons were kept"


def kind(body: str) -> str:
    """Returns what kind of update a body is, without a word of what it says."""
    try:
        update = json.loads(body)
        name, value = next((name, value) for name, value in update.items() if name != "update_id")
    except (ValueError, AttributeError, StopIteration):
        return "no update of the Bot API"
    return f"{name}: {_content(value)}" if isinstance(value, dict) else name


_CONTENTS = ("contact", "location", "photo", "document", "sticker", "voice", "video", "web_app_data")


def _content(value: dict[str, Any]) -> str:
    if isinstance(data := value.get("data"), str):
        return f"button {data.partition(':')[0]}"  # what stands behind may be a code
    if isinstance(text := value.get("text"), str):
        return f"command {text.split()[0]}" if text.startswith("/") else f"text of {len(text)} characters"
    return next((name for name in _CONTENTS if name in value), "something else")
