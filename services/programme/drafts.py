"""Changes to a programme before they are made: functions from one programme to the next, away from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass, replace
from typing import Any

from locales import Language, closest, keys, translate
from loyalty import changeover, recounting
from loyalty.config import Json, programme_from, programme_to
from loyalty.errors import PresetUnknown, SettingInvalid
from loyalty.presets import LARGEST_CHEQUE, PRESETS
from loyalty.programme import Programme, Rule
from loyalty.registry import MECHANICS
from services.programme import wording
from services.programme.setting_up import ready

_LEVELS = ("bronze", "silver", "gold")
ROUBLE = "RUB"
"""The currency that the defaults of mechanics are written in."""


def find(programme: Programme, rule_id: str) -> Rule | None:
    """Returns the rule with this id, or None."""
    return next((rule for rule in programme.rules if rule.id == rule_id), None)


def in_currency(currency: str, minor: int, given: str = ROUBLE) -> int:
    """Returns an amount of the currency `given` as natural minor units of `currency`; at least 1 unless it is 0.

    What mechanics begin with, and their examples, are kopecks. An official rate says it to the cent.
    """
    if changeover.is_official(given, currency):
        return max(1, changeover.converted(given, currency, minor)) if minor else 0
    return max(1, minor * _base_unit(currency) // _base_unit(given)) if minor else 0


def _base_unit(currency: str) -> int:
    return PRESETS["shop"].programme(currency).settings.max_cheque // LARGEST_CHEQUE


def new_id(programme: Programme, stem: str) -> str:
    """Returns an id for a new rule that no earlier version has used: what the ledger counts under an id is its own."""
    return recounting.new_id(programme, stem, {rule.id for rule in programme.rules})


def add(programme: Programme, rule_id: str, mechanic: str) -> Programme:
    """Adds a rule of the mechanic with its defaults; an id that is there adds nothing. Raises SettingInvalid."""
    if find(programme, rule_id):
        return programme
    if mechanic not in MECHANICS:
        raise SettingInvalid("mechanic", "unknown-mechanic")
    language = closest(programme.language)
    config = _named(language, _localised(programme.currency, MECHANICS[mechanic].config()))
    made = replace(programme, rules=(*programme.rules, Rule(rule_id, mechanic, config)))
    return _checked(wording.lend(made, (wording.translated(language, f"level-{level}") for level in _LEVELS)))


def borrow(programme: Programme, rule_id: str, preset: str, name: str) -> Programme:
    """Adds the rule `name` of a preset under `rule_id`, with the coupons that it gives, in the programme's language.

    An id that is there adds nothing. Raises PresetUnknown.
    """
    if find(programme, rule_id):
        return programme
    lent = ready(preset, programme.currency, closest(programme.language))
    wanted = find(lent, name)
    if wanted is None:
        raise PresetUnknown
    names: dict[str, str] = {}
    for coupon in sorted(_coupons(wanted.config)):
        found = find(lent, coupon)
        if found is not None:
            names[coupon] = new_id(programme, coupon)
            programme = replace(programme, rules=(*programme.rules, replace(found, id=names[coupon])))
    made = replace(wanted, id=rule_id, config=_renamed(wanted.config, names))
    return _checked(wording.lend(replace(programme, rules=(*programme.rules, made)), lent.settings.wording.names))


def remove(programme: Programme, rule_id: str) -> Programme:
    """Takes a rule out."""
    return replace(programme, rules=tuple(rule for rule in programme.rules if rule.id != rule_id))


def pause(programme: Programme, rule_id: str, paused: bool) -> Programme:
    """Pauses a rule, or lets it go on."""
    rules = tuple(replace(rule, paused=paused) if rule.id == rule_id else rule for rule in programme.rules)
    return replace(programme, rules=rules)


def put(programme: Programme, rule_id: str, path: Sequence[str | int], value: Json) -> Programme:
    """Sets what stands at `path` of a rule, or of the settings when `rule_id` is empty. Raises SettingInvalid.

    Another metric brings thresholds of its own: five visits are no five kopecks.
    """
    body = programme_to(programme)
    place: Any = next(rule for rule in body["rules"] if rule["id"] == rule_id) if rule_id else body["settings"]
    for step in path[:-1]:
        place = place[step]
    old, place[path[-1]] = place[path[-1]], value
    made = programme_from(body)
    if list(path) != ["config", "metric"] or value == old:
        return made
    rules = (replace(r, config=_measured(made.currency, r.config)) if r.id == rule_id else r for r in made.rules)
    return _checked(replace(made, rules=tuple(rules)))


_STEP_OF = {"visits": 5, "spend": 500_000, "points": 500, "friends": 3}
"""From step to step of a new ladder; money in kopecks."""


def _measured(currency: str, config: Any) -> Any:
    """Returns a config whose ladders climb evenly by what its metric counts."""
    step = _STEP_OF[config.metric]
    step = in_currency(currency, step) if config.metric == "spend" else step
    ladders = {
        f.name: tuple(replace(rung, threshold=step * place) for place, rung in enumerate(getattr(config, f.name), 1))
        for f in fields(config)
        if f.metadata.get("unit") == "ladder"
    }
    return replace(config, **ladders)


def with_fact(programme: Programme, field: str, value: str) -> Programme:
    """Sets the `name` or `zone` of the business, or its `currency` together with every amount of money."""
    if field == "currency":
        return _sold_in(programme, value)
    return _checked(replace(programme, name=value) if field == "name" else replace(programme, zone=value))


def _sold_in(programme: Programme, currency: str) -> Programme:
    given = programme.currency
    rules = tuple(replace(rule, config=_config_in(currency, rule.config, given)) for rule in programme.rules)
    rules = tuple(replace(rule, when=_localised(currency, rule.when, given=given)) for rule in rules)
    settings = _localised(currency, programme.settings, given=given)
    return _checked(replace(programme, currency=currency, rules=rules, settings=settings))


def _config_in(currency: str, config: Any, given: str) -> Any:
    made = _localised(currency, config, given=given)
    return changeover.fair(config, made, given, currency) if changeover.is_official(given, currency) else made


def _checked(programme: Programme) -> Programme:
    return programme_from(programme_to(programme))


def _coupons(value: Any, unit: str = "") -> set[str]:
    """Returns the ids of the coupons' rules that a config names."""
    if is_dataclass(value) and not isinstance(value, type):
        return {found for f in fields(value) for found in _coupons(getattr(value, f.name), f.metadata.get("unit", ""))}
    if isinstance(value, tuple):
        return {found for item in value for found in _coupons(item, unit)}
    return {value} if unit == "coupon" else set()


def _renamed(value: Any, names: Mapping[str, str], unit: str = "") -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{f.name: _renamed(getattr(value, f.name), names, f.metadata.get("unit", "")) for f in fields(value)},
        )
    if isinstance(value, tuple):
        return tuple(_renamed(item, names, unit) for item in value)
    return names.get(value, value) if unit == "coupon" else value


def _named(language: Language, value: Any, unit: str = "") -> Any:
    """Returns a config with the levels that it begins with called as customers read them."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{f.name: _named(language, getattr(value, f.name), f.metadata.get("unit", "")) for f in fields(value)},
        )
    if isinstance(value, tuple):
        return tuple(_named(language, item, unit) for item in value)
    key = f"level-{value}"
    return translate(language, key) if unit == "tier" and key in keys(language) else value


def _localised(
    currency: str, value: Any, field: Field[Any] | None = None, *, given: str = ROUBLE, spend: bool = False
) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        spend = getattr(value, "metric", "") == "spend" or spend
        changed = {
            f.name: _localised(currency, getattr(value, f.name), f, given=given, spend=spend) for f in fields(value)
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_localised(currency, item, field, given=given, spend=spend) for item in value)
    unit = "" if field is None else field.metadata.get("unit")
    money = (unit == "money" or (unit == "metric" and spend)) and isinstance(value, int)
    return in_currency(currency, value, given) if money else value
