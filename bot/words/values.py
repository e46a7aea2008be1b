"""What settings are called and what their values say: the words that rules, forms and lists of changes share."""

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date, time
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import locales
from bot.words.speech import Speech
from locales import Language, keys
from loyalty.programme import Certificates, Programme, Reminders, Rule, Settings, When

WEEK = 7
NAMES_SHOWN = 10
RULE_FIELDS = ("priority", "exclusive", "stackable")
"""What of a rule itself the owner may set; the rest is its identity, its conditions and its config."""
_METRICS = {"spend": "money"}
_FACTOR = 10_000


@dataclass(frozen=True)
class Teller:
    """Tells of one programme in one person's language; `outlets` are names by id."""

    speech: Speech
    programme: Programme
    outlets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """One field of a dataclass of settings, whose words are found under its `owner` and `name`.

    `hint` is its type without None, and `optional` says whether None may stand there. `unit` is the field's own, with
    that of the `metric` resolved to what its rule counts and multiples told from percentages as `factor`.
    """

    owner: str
    field: Field[Any]
    hint: Any
    optional: bool
    unit: str
    metric: str = ""

    @property
    def name(self) -> str:
        """The field's name as keys of words have it."""
        return dashed(self.field.name)

    @property
    def items(self) -> type[Any] | None:
        """The dataclass whose rungs stand here, None unless this is a ladder."""
        arguments = get_args(self.hint)
        ladder = get_origin(self.hint) is tuple and is_dataclass(arguments[0])
        return arguments[0] if ladder else None

    def keys(self, kind: str) -> tuple[str, str]:
        """Returns the keys of words of a kind (`field`, `hint`, `none` …): this owner's own, and the shared one."""
        return f"{kind}-{self.owner}-{self.name}", f"{kind}-{self.name}"


def dashed(name: str) -> str:
    """Returns a name of the code as keys of words have it."""
    return name.replace("_", "-")


def settings_of(kind: type[Any], owner: str, metric: str = "") -> tuple[Setting, ...]:
    """Returns the settings of a dataclass; `metric` is what its rule counts, if it counts anything."""
    hints = get_type_hints(kind)
    return tuple(_setting(field, hints[field.name], dashed(owner), metric) for field in fields(kind))


def settings_of_rule(rule: Rule) -> tuple[Setting, ...]:
    """Returns the settings of a rule's mechanic."""
    return settings_of(type(rule.config), rule.mechanic, metric_of(rule.config))


def rank_settings() -> tuple[Setting, ...]:
    """Returns the settings that say how a rule stands to others."""
    return tuple(setting for setting in settings_of(Rule, "rule") if setting.field.name in RULE_FIELDS)


def when_settings() -> tuple[Setting, ...]:
    """Returns the conditions that a rule may have."""
    return settings_of(When, "when")


def common_settings() -> tuple[Setting, ...]:
    """Returns what is set for the whole programme; reminders and certificates have forms of their own."""
    return tuple(setting for setting in settings_of(Settings, "settings") if not is_dataclass(setting.hint))


def reminder_settings() -> tuple[Setting, ...]:
    """Returns what members are reminded of, and when."""
    return settings_of(Reminders, "reminders")


def reminder_of(setting: Setting) -> Setting | None:
    """Returns the switch of the reminder that a setting belongs to, as `coupon_days` to `coupons`; None for none."""
    switches = (each for each in reminder_settings() if each.hint is bool)
    return next((each for each in switches if setting.field.name.startswith(each.field.name.removesuffix("s"))), None)


def certificate_settings() -> tuple[Setting, ...]:
    """Returns which gift certificates are sold, and on which terms."""
    return settings_of(Certificates, "certificates")


def metric_of(config: Any) -> str:
    """Returns what a mechanic counts (`visits`, `spend` …), empty when it counts nothing."""
    return str(getattr(config, "metric", ""))


def _setting(field: Field[Any], hint: Any, owner: str, metric: str) -> Setting:
    optional = False
    if get_origin(hint) in {Union, UnionType}:
        optional = True
        hint = next(argument for argument in get_args(hint) if argument is not NoneType)
    unit = str(field.metadata.get("unit", ""))
    if unit == "metric":
        unit = _METRICS.get(metric, metric)
    elif unit == "basis_points" and (field.metadata.get("minimum") or 0) > _FACTOR:
        unit = "factor"  # what is always more than a whole multiplies
    return Setting(owner, field, hint, optional, unit, metric)


# --- words ------------------------------------------------------------------------------------------------------------


def find_key(language: Language, candidates: Iterable[str]) -> str | None:
    """Returns the first of the keys that the language has words for, None when it has none."""
    return next((key for key in candidates if key in keys(language)), None)


def label(speech: Speech, setting: Setting) -> str:
    """Returns what a setting is called."""
    return speech.plain(find_key(speech.language, setting.keys("field")) or setting.keys("field")[1])


def explanation(speech: Speech, setting: Setting) -> str:
    """Returns what a setting does, empty where its name says it all."""
    key = find_key(speech.language, setting.keys("hint"))
    return speech.plain(key) if key else ""


def choice(speech: Speech, setting: Setting, value: str) -> str:
    """Returns one of a setting's choices in words."""
    own, shared = (f"{key}-{dashed(value)}" for key in setting.keys("choice"))
    return speech.plain(find_key(speech.language, (own, shared)) or shared)


def nothing(speech: Speech, setting: Setting) -> str:
    """Returns what an empty setting says, such as `for ever`, `all` or `no limit`."""
    return speech.plain(find_key(speech.language, setting.keys("none")) or setting.keys("none")[1])


def in_words(teller: Teller, setting: Setting, value: Any) -> str:
    """Returns a value of a setting in words, as plain text."""
    speech = teller.speech
    match value:
        case None | "" | () | frozenset() if not value:
            said = nothing(speech, setting)
        case bool() if setting.owner == "reminders":
            said = speech.plain("form-switched-on" if value else "form-switched-off")
        case bool():
            said = speech.plain("form-button-yes" if value else "form-button-no")
        case 0 if (zero := find_key(speech.language, setting.keys("zero"))) is not None:
            said = speech.plain(zero)
        case int():
            said = amount(speech, setting.unit, value)
        case str():
            said = _text(teller, setting, value)
        case date():
            said = day(speech, value)
        case frozenset():
            said = _several(teller, setting, value)
        case _ if setting.items is not None:
            said = "; ".join(rung_in_words(teller, setting, rung) for rung in value)
        case _:
            said = hours(speech, value)
    return said


def rung_in_words(teller: Teller, ladder: Setting, rung: Any) -> str:
    """Returns one rung of a ladder in words, as plain text."""
    values = {
        setting.field.name: teller.speech.tier(value) if setting.unit == "tier" else in_words(teller, setting, value)
        for setting in rung_settings(ladder)
        for value in (getattr(rung, setting.field.name),)
    }
    return teller.speech.plain(ladder.keys("rung")[0], **values)


def rung_settings(ladder: Setting) -> tuple[Setting, ...]:
    """Returns the settings of one rung of a ladder."""
    assert ladder.items is not None, "only ladders have rungs"
    return settings_of(ladder.items, ladder.owner, ladder.metric)


def amount(speech: Speech, unit: str, value: int) -> str:
    """Returns an integer with its unit: `100 ₽`, `20 %`, `×1.5`, `5 days`, `3`."""
    match unit:
        case "money":
            return speech.money(value)
        case "basis_points":
            return speech.percent(value)
        case "factor":
            return speech.factor(value)
        case "hour":
            return clock(speech, time(value))
    key = find_key(speech.language, (f"unit-{dashed(unit)}",))
    return speech.plain(key, count=value) if key else speech.number(value)


def day(speech: Speech, value: date) -> str:
    """Returns a day of the calendar: `22 November 2026`."""
    return locales.day(speech.dialect, value)


def hours(speech: Speech, value: tuple[time, time]) -> str:
    """Returns hours of the day: `15:00–17:00`."""
    return "–".join(clock(speech, at) for at in value)


def clock(speech: Speech, at: time) -> str:
    """Returns a time of the day: `15:00`."""
    return locales.clock(speech.dialect, at)


def weekdays(speech: Speech, days: Iterable[int]) -> str:
    """Returns days of the week, shortened where they follow one another: `Mon–Fri`."""
    return locales.weekdays(speech.dialect, days)


def coupon_title(teller: Teller, rule_id: str) -> str:
    """Returns what the coupon of a rule is called, or that there is none yet."""
    found = next((rule for rule in teller.programme.rules if rule.id == rule_id), None)
    title = str(getattr(found and found.config, "title", ""))
    return teller.speech.name(title) or teller.speech.plain("rule-no-coupon")


def several(names: Iterable[str]) -> str:
    """Returns names in their order, the first few of many."""
    ordered = sorted(names)
    return ", ".join(ordered[:NAMES_SHOWN]) + ("…" if len(ordered) > NAMES_SHOWN else "")


def _text(teller: Teller, setting: Setting, value: str) -> str:
    if setting.field.metadata.get("choices"):
        return choice(teller.speech, setting, value)
    return coupon_title(teller, value) if setting.unit == "coupon" else value


def _several(teller: Teller, setting: Setting, values: frozenset[Any]) -> str:
    if setting.name == "weekdays":
        return weekdays(teller.speech, values)
    if setting.name == "outlets":
        return several(teller.outlets.get(value, value) for value in values)
    return several(values)
