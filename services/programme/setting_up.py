"""Setting a programme up from a preset, once."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from locales import LANGUAGES, Language, keys, translate
from loyalty.errors import PresetUnknown
from loyalty.presets import PRESETS
from loyalty.programme import Programme
from loyalty.wording import Counted, Naming, Wording
from services.design import designs
from services.people import Person, owner
from services.programme.versions import body_of, current, is_set_up
from services.programme.wording import translated
from services.typed import NAME_LIMIT, check_currency, check_zone, tidy
from storage import programmes
from storage.members import people
from wallet.design import Look, default
from wallet.icons import Icon


@dataclass(frozen=True, slots=True)
class Setup:
    """The owner's answers to the first questions."""

    name: str
    currency: str
    zone: str
    language: Language
    preset: str


def ready(preset: str, currency: str, language: Language) -> Programme:
    """Returns version 0 of a preset's programme, with what its rules name said in `language` and in all others.

    Raises PresetUnknown.
    """
    if preset not in PRESETS:
        raise PresetUnknown
    names: dict[str, Naming] = {}

    def say(name: str) -> str:
        key = "preset-word-" + name.lower().replace(" ", "-")
        naming = translated(language, key)
        names[naming.name] = naming
        return naming.name

    made = PRESETS[preset].programme(currency, say)
    wording = Wording(tuple(names.values()), _points(preset))
    return replace(made, language=language, settings=replace(made.settings, wording=wording))


def _points(preset: str) -> tuple[Counted, ...]:
    """Returns what a preset calls points, () where it calls them so."""
    key = f"preset-points-{preset}".replace("_", "-")
    if key not in keys("en"):
        return ()
    return tuple(Counted(each, tuple(map(str.strip, translate(each, key).split(",")))) for each in LANGUAGES)


def set_up(connection: Connection, person: Person, setup: Setup, now: datetime) -> Programme:
    """Makes the first version from a preset, the first outlet and the look of the pass; once.

    Raises NotAllowed, PresetUnknown, CurrencyUnknown, ZoneUnknown, TextEmpty, TextTooLong.
    """
    by = owner(connection, person)
    if is_set_up(connection):
        return current(connection, now)
    name = tidy(setup.name, NAME_LIMIT)
    check_currency(setup.currency)
    check_zone(setup.zone)
    programme = replace(
        ready(setup.preset, setup.currency, setup.language),
        version=1,
        name=name,
        zone=setup.zone,
        language=setup.language,
        valid_from=now,
    )
    body = body_of(programme)
    if not programmes.add_version(connection, 1, body, now, by.id, now):
        return current(connection, now)  # another owner was quicker
    programmes.add_outlet(connection, name, setup.zone)
    preset = PRESETS[setup.preset]
    design = replace(default(cast("Look", preset.look), name), stamp=cast("Icon", preset.stamp))
    designs.begin(connection, design, now)
    people.note(connection, by.id, "set_up", now, preset=setup.preset, currency=setup.currency)
    return programme
