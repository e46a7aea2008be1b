"""Where a setting stands in a draft: a short address that fits a button, resolved to the setting and its value.

`c.points` is a setting of the rule's config, `c.ladder` its ladder, `c.ladder.0` the first rung of it, `c.ladder.0.per`
a setting of that rung; `w.…` are conditions, `r.…` how the rule stands to others, `s.…` what holds for all rules,
`n.…` what members are reminded of, and `g.…` gift certificates. A field's name stays its own: after an upgrade the
button of an old screen means the same setting or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from babel.dates import get_day_names

from bot.words import rules
from bot.words.fitting import FULL, short
from bot.words.values import (
    WEEK,
    Setting,
    Teller,
    certificate_settings,
    choice,
    common_settings,
    coupon_title,
    in_words,
    label,
    rank_settings,
    reminder_of,
    reminder_settings,
    rung_settings,
    settings_of_rule,
    when_settings,
)
from loyalty.programme import Rule
from services.programme import drafts

CONFIG, WHEN, RANK, COMMON, REMINDERS, CERTIFICATES = "c", "w", "r", "s", "n", "g"
ON, OFF = "🟢", "⚪"


@dataclass(frozen=True)
class Spot:
    """One setting of a draft. `rule` is None for what holds for all rules; `rung` is the rung asked for, if one is."""

    rule: Rule | None
    at: str
    path: tuple[str | int, ...]
    setting: Setting
    value: Any
    rung: int | None = None

    @property
    def rule_id(self) -> str:
        """The rule's id, empty for what holds for all rules."""
        return self.rule.id if self.rule else ""


def parts(teller: Teller, rule: Rule | None, part: str) -> tuple[Any, tuple[Setting, ...], tuple[str, ...]]:
    """Returns the object that holds a part's settings, the settings, and the path to them in the rule."""
    if part == REMINDERS:
        return teller.programme.settings.reminders, reminder_settings(), ("reminders",)
    if part == CERTIFICATES:
        return teller.programme.settings.certificates, certificate_settings(), ("certificates",)
    if rule is None:
        return teller.programme.settings, common_settings(), ()
    if part == WHEN:
        return rule.when, when_settings(), ("when",)
    if part == RANK:
        return rule, rank_settings(), ()
    return rule.config, settings_of_rule(rule), ("config",)


def spots(teller: Teller, rule: Rule | None, part: str) -> list[Spot]:
    """Returns every setting that counts of a part of a rule, or of what holds for all rules."""
    holder, settings, path = parts(teller, rule, part)
    names = [(setting, setting.field.name) for setting in settings if _counts(holder, setting)]
    return [Spot(rule, f"{part}.{name}", (*path, name), setting, getattr(holder, name)) for setting, name in names]


def rare(spot: Spot) -> bool:
    """Says whether a setting is as it is nearly everywhere, so that the rule's own form does without it."""
    return bool(spot.setting.field.metadata.get("rare")) and spot.value == spot.setting.field.default


def _counts(holder: Any, setting: Setting) -> bool:
    """Says whether a setting has a say, as other settings of its config are."""
    choice, *answers = setting.field.metadata.get("only") or ("",)
    return not choice or getattr(holder, choice) in answers


def rung_spots(ladder: Spot, place: int) -> list[Spot]:
    """Returns the settings of one rung of a ladder."""
    rung, at, path = ladder.value[place], f"{ladder.at}.{place}", (*ladder.path, place)
    names = [(setting, setting.field.name) for setting in rung_settings(ladder.setting)]
    return [Spot(ladder.rule, f"{at}.{name}", (*path, name), setting, getattr(rung, name)) for setting, name in names]


def inner(spot: Spot) -> list[Spot]:
    """Returns the spot, or what stands in every rung of a ladder."""
    if spot.setting.items is None:
        return [spot]
    return [inside for place in range(len(spot.value)) for inside in rung_spots(spot, place)]


def find(teller: Teller, rule_id: str, at: str) -> Spot | None:
    """Returns what stands at an address, None when nothing does any more."""
    rule, part = drafts.find(teller.programme, rule_id), at.partition(".")[0]
    if part not in ((CONFIG, WHEN, RANK) if rule else (COMMON, REMINDERS, CERTIFICATES)):
        return None
    return next((spot for spot in _all(teller, rule, part) if spot.at == at), None)


def _all(teller: Teller, rule: Rule | None, part: str) -> Iterator[Spot]:
    for spot in spots(teller, rule, part):
        yield spot
        if spot.setting.items is not None:
            for place in range(len(spot.value)):
                yield replace(spot, at=f"{spot.at}.{place}", rung=place)
                yield from rung_spots(spot, place)


def name(teller: Teller, spot: Spot) -> str:
    """Returns what the rule or the reminder of a spot is called, or that it holds for all."""
    if spot.rule:
        return rules.name(teller, spot.rule)
    reminder = reminder_of(spot.setting) if spot.path[0] == "reminders" else None
    if reminder:
        return label(teller.speech, reminder)
    whole = spot.path[0] if spot.path[0] in {"reminders", "certificates"} else "settings"
    return teller.speech.plain(f"programme-{whole}")


def options(teller: Teller, setting: Setting) -> Sequence[tuple[Any, str]] | None:
    """Returns what may be tapped for a setting, as (JSON value, words); None when it is to be typed."""
    speech = teller.speech
    found: Sequence[tuple[Any, str]] | None = None
    if setting.hint is bool:
        found = [(True, speech.plain("form-button-yes")), (False, speech.plain("form-button-no"))]
    elif choices := setting.field.metadata.get("choices"):
        found = [(value, choice(speech, setting, value)) for value in choices]
    elif setting.unit == "coupon":
        coupons = [rule.id for rule in teller.programme.rules if rule.mechanic == "coupon"]
        found = [(rule_id, coupon_title(teller, rule_id)) for rule_id in coupons]
    elif setting.name == "weekdays":
        found = [(day, str(get_day_names("wide", locale=speech.language)[day])) for day in range(WEEK)]
    elif setting.name == "outlets":
        found = sorted(teller.outlets.items(), key=lambda place: int(place[0]))
    elif setting.name == "tiers":
        found = [(key, key) for key in _tier_keys(teller)]
    return found


def _tier_keys(teller: Teller) -> list[str]:
    ladders = [rule.config for rule in teller.programme.rules if rule.mechanic == "tiers"]
    keys = [key for config in ladders for key in (config.base, *(level.key for level in config.levels))]
    return list(dict.fromkeys(keys))


def is_several(setting: Setting) -> bool:
    """Says whether several options may be chosen at once."""
    return str(setting.hint).startswith("frozenset")


def caption(teller: Teller, spot: Spot) -> str:
    """Returns a setting with its value, short enough for a button: of many values their number."""
    told = f"{label(teller.speech, spot.setting)}: "
    said = told + in_words(teller, spot.setting, spot.value)
    if len(said) > FULL and not isinstance(spot.value, str) and (spot.setting.items or is_several(spot.setting)):
        said = told + teller.speech.number(len(spot.value))
    return short(said)
