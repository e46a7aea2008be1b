"""Programmes and their settings as JSON: what is stored comes back exactly, and nothing else is accepted."""

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from loyalty.errors import SettingInvalid
from loyalty.money import EXPONENTS
from loyalty.programme import Programme, Rule
from loyalty.registry import MECHANICS

Json = Any
T = TypeVar("T")
LONGEST_TEXT = 200
LONGEST_NAME = 64
"""Of a category or an article, as the lines of a cheque hold it."""
LONGEST_ID = 32
"""Of a rule: the ledger's units are named after it."""
MOST_ENTRIES = 200


def decode(mechanic: str, json: Json) -> Any:
    """Returns the mechanic's Config that `json` describes; missing fields take their defaults.

    Raises SettingInvalid for an unknown mechanic or field, a wrong type (a float above all) or a value out of range.
    """
    if mechanic not in MECHANICS:
        raise SettingInvalid("mechanic", "unknown-mechanic")
    return _object(MECHANICS[mechanic].config, json, "")


def encode(config: Any) -> dict[str, Json]:
    """Returns the JSON object from which `decode` makes this very Config again."""
    return {field.name: _json(getattr(config, field.name)) for field in fields(config)}


def programme_from(json: Json) -> Programme:
    """Returns the programme that `json` describes. Raises SettingInvalid with the path of the first wrong field."""
    programme: Programme = _object(Programme, json, "", rules=_rules)
    if programme.version < 0:
        raise SettingInvalid("version", "too-small")
    if programme.currency not in EXPONENTS:
        raise SettingInvalid("currency", "unknown-currency")
    if not re.fullmatch("[a-z]{2,3}", programme.language):
        raise SettingInvalid("language", "unknown-language")
    try:
        ZoneInfo(programme.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # a path, a folder or nothing at all
        raise SettingInvalid("zone", "unknown-zone") from error
    return programme


def programme_to(programme: Programme) -> dict[str, Json]:
    """Returns the JSON object from which `programme_from` makes this very programme again."""
    return encode(programme)


# --- reading -------------------------------------------------------------------------------------------------------


def _object(cls: type[Any], json: Json, path: str, **readers: Callable[[Json, str], Any]) -> Any:
    """Builds a dataclass from a JSON object; `readers` read the fields whose type does not say it all."""
    if not isinstance(json, Mapping):
        raise SettingInvalid(path or "config", "not-an-object")
    known = {field.name: field for field in fields(cls)}
    for name in json:
        if name not in known:
            raise SettingInvalid(_join(path, str(name)), "unknown-field")
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for name, field in known.items():
        where = _join(path, name)
        if name not in json:
            if field.default is MISSING and field.default_factory is MISSING:
                raise SettingInvalid(where, "missing")
        elif name in readers:
            values[name] = readers[name](json[name], where)
        else:
            values[name] = _value(hints[name], json[name], where, field)
    try:
        return cls(**values)
    except SettingInvalid as refusal:
        raise SettingInvalid(_join(path, refusal.field), refusal.problem) from refusal


def _rules(json: Json, path: str) -> tuple[Rule, ...]:
    rules = tuple(_rule(item, f"{path}.{number}") for number, item in enumerate(_list(json, path)))
    for number, rule in enumerate(rules):
        if any(other.id == rule.id for other in rules[:number]):
            raise SettingInvalid(f"{path}.{number}.id", "duplicate")
    return rules


def _rule(json: Json, path: str) -> Rule:
    def config(item: Json, where: str) -> Any:
        # Fields are read in their order, so the mechanic has been found to be known.
        return _object(MECHANICS[json["mechanic"]].config, item, where)

    rule: Rule = _object(Rule, json, path, mechanic=_mechanic, config=config)
    if not rule.id:
        raise SettingInvalid(_join(path, "id"), "missing")
    if len(rule.id) > LONGEST_ID:
        raise SettingInvalid(_join(path, "id"), "too-long")
    if rule.when.hours is not None and rule.when.hours[0] == rule.when.hours[1]:
        raise SettingInvalid(_join(path, "when.hours"), "empty-hours")
    return rule


def _mechanic(json: Json, path: str) -> str:
    if not isinstance(json, str):
        raise SettingInvalid(path, "wrong-type")
    if json not in MECHANICS:
        raise SettingInvalid(path, "unknown-mechanic")
    return json


def _value(hint: Any, json: Json, path: str, field: Field[Any]) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = next(argument for argument in arguments if argument is not types.NoneType)
        return None if json is None else _value(inner, json, path, field)
    if origin is frozenset:
        return frozenset(_items(arguments[0], json, path, field))
    if origin is tuple and arguments[-1] is Ellipsis:
        return _items(arguments[0], json, path, field)
    if origin is tuple:
        if len(_list(json, path)) != len(arguments):
            raise SettingInvalid(path, "wrong-type")
        return tuple(
            _value(inner, item, f"{path}.{number}", field)
            for number, (inner, item) in enumerate(zip(arguments, json, strict=True))
        )
    if isinstance(hint, type) and is_dataclass(hint):
        return _object(hint, json, path)
    return _SCALARS[hint](json, path, field)


def _items(hint: Any, json: Json, path: str, field: Field[Any]) -> tuple[Any, ...]:
    return tuple(_value(hint, item, f"{path}.{number}", field) for number, item in enumerate(_list(json, path)))


def _list(json: Json, path: str) -> list[Json]:
    if not isinstance(json, list):
        raise SettingInvalid(path, "wrong-type")
    if len(json) > MOST_ENTRIES:
        raise SettingInvalid(path, "too-many")
    return json


def _integer(json: Json, path: str, field: Field[Any]) -> int:
    if not isinstance(json, int) or isinstance(json, bool):
        raise SettingInvalid(path, "wrong-type")
    minimum, maximum = field.metadata.get("minimum"), field.metadata.get("maximum")
    if minimum is not None and json < minimum:
        raise SettingInvalid(path, "too-small")
    if json > (LARGEST if maximum is None else maximum):
        raise SettingInvalid(path, "too-large")
    return json


def _boolean(json: Json, path: str, field: Field[Any]) -> bool:
    if not isinstance(json, bool):
        raise SettingInvalid(path, "wrong-type")
    return json


def _text(json: Json, path: str, field: Field[Any]) -> str:
    if not isinstance(json, str):
        raise SettingInvalid(path, "wrong-type")
    if len(json) > (LONGEST_NAME if field.metadata.get("unit") in {"category", "sku"} else LONGEST_TEXT):
        raise SettingInvalid(path, "too-long")
    if (choices := field.metadata.get("choices")) and json not in choices:
        raise SettingInvalid(path, "unknown-choice")
    return json


def _date(json: Json, path: str, field: Field[Any]) -> date:
    return _parsed(date.fromisoformat, json, path, "not-a-date")


def _time(json: Json, path: str, field: Field[Any]) -> time:
    parsed = _parsed(time.fromisoformat, json, path, "not-a-time")
    if parsed.tzinfo is not None:
        raise SettingInvalid(path, "not-a-time")
    return parsed


def _moment(json: Json, path: str, field: Field[Any]) -> datetime:
    parsed = _parsed(datetime.fromisoformat, json, path, "not-a-moment")
    if parsed.tzinfo is not None and MINYEAR < parsed.year < MAXYEAR:  # at either end UTC may not exist
        moment = parsed.astimezone(UTC)
        if MINYEAR < moment.year < MAXYEAR:  # or what is stored could not be read again
            return moment
    raise SettingInvalid(path, "not-a-moment")


def _parsed(parse: Callable[[str], T], json: Json, path: str, problem: str) -> T:
    if not isinstance(json, str):
        raise SettingInvalid(path, "wrong-type")
    try:
        return parse(json)
    except ValueError as error:
        raise SettingInvalid(path, problem) from error


LARGEST = 10**12
_SCALARS: Mapping[Any, Callable[[Json, str, Field[Any]], Any]] = {
    int: _integer,
    bool: _boolean,
    str: _text,
    date: _date,
    time: _time,
    datetime: _moment,
}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


# --- writing -------------------------------------------------------------------------------------------------------


def _json(value: Any) -> Json:
    if is_dataclass(value):
        return encode(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value
