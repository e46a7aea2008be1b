"""The programme's rules in plain words, for whoever reads them: a line for each mechanic, conditions in brackets."""

import html
from collections.abc import Mapping

from bot.words.speech import Speech
from bot.words.told import told
from bot.words.values import (
    WEEK,
    Teller,
    dashed,
    day,
    find_key,
    hours,
    settings_of_rule,
    several,
    weekdays,
)
from bot.words.values import in_words as value_in_words
from locales import keys
from loyalty.programme import Programme, Rule, When


def in_words(speech: Speech, programme: Programme, outlets: Mapping[str, str] | None = None) -> str:
    """Returns every rule that is not paused as a line of HTML; `speech` has the programme's currency."""
    teller = Teller(speech, programme, outlets or {})
    return "\n".join(f"• {line(teller, rule)}" for rule in programme.rules if not rule.paused)


def line(teller: Teller, rule: Rule) -> str:
    """Returns one rule with its conditions as a line of HTML."""
    parts = _says(teller, rule)
    conditions = conditions_in_words(teller, rule.when, rule.mechanic)
    if conditions:
        parts[0] += " (" + html.escape("; ".join(conditions), quote=False) + ")"
    return ", ".join(parts)


def sentence(teller: Teller, rule: Rule) -> str:
    """Returns what one rule promises, without conditions and what else it sets, as HTML."""
    return _says(teller, rule)[0]


def name(teller: Teller, rule: Rule) -> str:
    """Returns what one rule is called by whoever runs the shop, such as `Cashback 10 %`, as plain text."""
    speech, key = teller.speech, f"name-{dashed(rule.mechanic)}"
    if key not in keys(speech.language):
        return title(speech, rule.mechanic)
    return speech.plain(key, **told(teller, rule))


def title(speech: Speech, mechanic: str) -> str:
    """Returns what a mechanic is called, as plain text."""
    return speech.plain(f"mechanic-{dashed(mechanic)}")


def conditions_in_words(teller: Teller, when: When, mechanic: str = "") -> list[str]:
    """Returns the conditions as plain texts; below a line of `mechanic` without the numbers that it says itself."""
    speech = teller.speech
    parts = _times(speech, when)

    def said(key: str, **values: str | int) -> str:
        own = find_key(speech.language, (f"{key}-{dashed(mechanic)}",))
        return speech.plain(own or key, **values)

    if when.outlets:
        names = several(teller.outlets.get(outlet, outlet) for outlet in when.outlets)
        parts.append(speech.plain("rule-outlets-only", outlets=names))
    if when.tiers:
        parts.append(speech.plain("rule-tiers-only", tiers=several(map(speech.tier, when.tiers))))
    if when.minimum:
        parts.append(said("rule-from", minimum=speech.money(when.minimum)))
    if when.first_purchase is not None:
        parts.append(speech.plain("rule-first" if when.first_purchase else "rule-not-first"))
    if when.participants:
        parts.append(said("rule-participants", participants=when.participants))
    if when.birthday is not None:
        parts.append(speech.plain("rule-birthday-near", days=when.birthday))
    return [part for part in parts if part]


def _times(speech: Speech, when: When) -> list[str]:
    parts = []
    if when.weekdays and len(when.weekdays) < WEEK:
        parts.append(weekdays(speech, when.weekdays))
    if when.hours:
        parts.append(hours(speech, when.hours))
    if when.since:
        parts.append(speech.plain("rule-since", date=day(speech, when.since)))
    if when.until:
        parts.append(speech.plain("rule-until", date=day(speech, when.until)))
    return parts


def _says(teller: Teller, rule: Rule) -> list[str]:
    """Returns a rule without its conditions as HTML: its line, and after it what else is set and has words."""
    speech, settings = teller.speech, settings_of_rule(rule)
    known, own_line = keys(speech.language), f"rule-{dashed(rule.mechanic)}"
    if own_line not in known:
        return _generic(teller, rule)
    filled = [setting.keys("also") for setting in settings if getattr(rule.config, setting.field.name)]
    own = [key for key, _ in filled if key in known]
    shared = [shared for key, shared in filled if key not in known and shared in known]
    values = told(teller, rule)
    return [said for said in (speech(key, **values) for key in (own_line, *own, *shared)) if said]


def _generic(teller: Teller, rule: Rule) -> list[str]:
    """Returns the title and every setting, for a mechanic that has no line of its own."""
    values = [
        value_in_words(teller, setting, getattr(rule.config, setting.field.name)) for setting in settings_of_rule(rule)
    ]
    return [
        f"<b>{html.escape(title(teller.speech, rule.mechanic), quote=False)}</b>",
        html.escape(", ".join(values), quote=False),
    ]
