"""What the words of a rule are given to speak with: its settings, its conditions, and what follows from them."""

from typing import Any

from bot.words.values import (
    Setting,
    Teller,
    coupon_title,
    in_words,
    rung_settings,
    settings_of_rule,
    several,
    weekdays,
)
from loyalty.mechanics import points_tender
from loyalty.programme import Rule, When
from services.programme import saying
from services.programme.wording import NAMED

_WHOLE = 10_000
_UNIT = 100
"""Minor units that people think of as one."""

Told = dict[str, str | int]


def told(teller: Teller, rule: Rule) -> Told:
    """Returns the arguments for the words of a rule, texts plain.

    A setting `x` is given in words, as `x-count` its number or length, a whole number's neighbour below as `x-before`;
    of a ladder also the last rung, as `x-last-…`. A coupon says what it `-gives`: its kind, `same` for one of the very
    goods that the rule counts, or `none`. A choice is given as its name, for words to choose by. `when` is the kind of
    the first condition and `when-text` its words, `from` the least sum, `back` what comes back of the money paid,
    `what` the only kind of goods in small letters with its `what-form`, `nth` the number after the goal.
    """
    values: Told = {**_of_conditions(teller, rule.when)}
    otherwise = _in_whole_money(rule.config)
    for setting in settings_of_rule(rule):
        value = otherwise.get(setting.field.name, getattr(rule.config, setting.field.name))
        values[setting.name] = _value(teller, setting, value)
        values[f"{setting.name}-count"] = value if isinstance(value, int) else len(value or ())
        values[f"{setting.name}-before"] = value - 1 if isinstance(value, int) else 0
        if setting.items is not None:
            values |= _last(teller, setting, value)
        if setting.unit == "coupon":
            values[f"{setting.name}-gives"] = saying.gives(teller.programme.rules, rule, value)
    return {**values, **_goods(teller, rule), **_back(teller, rule)}


def _of_conditions(teller: Teller, when: When) -> Told:
    said = {
        "hours": bool(when.hours),
        "days": weekdays(teller.speech, when.weekdays) if when.weekdays else "",
        "tiers": several(teller.speech.tier(tier) for tier in when.tiers),
        "birthday": when.birthday is not None,
    }
    kind = next((kind for kind, words in said.items() if words), "always")
    return {
        "when": kind,
        "when-text": text if isinstance(text := said.get(kind), str) else "",
        "from": teller.speech.money(when.minimum),
        "from-count": when.minimum,
        "participants-count": when.participants or 0,
    }


def _in_whole_money(config: Any) -> dict[str, int]:
    """Returns a rate for a whole unit of money where the config gives it for a part of one."""
    points, per = getattr(config, "points", None), getattr(config, "per", None)
    if not isinstance(points, int) or not isinstance(per, int) or per >= _UNIT or _UNIT % per:
        return {}
    return {"points": points * (_UNIT // per), "per": _UNIT}


def _value(teller: Teller, setting: Setting, value: Any) -> str:
    if setting.field.metadata.get("choices"):
        return str(value)
    if setting.unit == "coupon":
        return coupon_title(teller, value)
    if setting.unit in NAMED and value:
        return teller.speech.name(value) if isinstance(value, str) else several(map(teller.speech.name, value))
    said = in_words(teller, setting, value)
    return said.replace("; ", ", ") if setting.items else said


def _last(teller: Teller, ladder: Setting, rungs: Any) -> Told:
    return {
        f"{ladder.name}-last-{setting.name}": _value(teller, setting, getattr(rungs[-1], setting.field.name))
        if rungs
        else ""
        for setting in rung_settings(ladder)
    }


def _goods(teller: Teller, rule: Rule) -> Told:
    names = map(teller.speech.name, getattr(rule.config, "categories", ()))
    return saying.goods(teller.speech.language, names, getattr(rule.config, "goal", 0))


def _back(teller: Teller, rule: Rule) -> Told:
    config, value = rule.config, points_tender.value_in(teller.programme.rules)
    points, per = getattr(config, "points", 0), getattr(config, "per", 0)
    back = int(points * value * _WHOLE / per) if isinstance(per, int) and per and isinstance(points, int) else 0
    return {"back": teller.speech.percent(back), "back-count": back}
