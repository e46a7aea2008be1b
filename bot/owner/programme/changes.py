"""What differs between two versions of the programme, in words: before → after."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.owner.programme.facts import differences
from bot.words.rules import line, name
from bot.words.speech import Speech
from bot.words.values import (
    Setting,
    Teller,
    certificate_settings,
    common_settings,
    in_words,
    label,
    rank_settings,
    reminder_of,
    reminder_settings,
    settings_of_rule,
    when_settings,
)
from locales import LANGUAGES, Voice, translate
from loyalty.programme import Programme, Rule

CHANGES_LIMIT = 1_500
"""Characters of changes in one message, see `programme.TEXT_LIMIT`."""
ADDED, REMOVED = "➕", "➖"


def fitting(lines: Sequence[str], limit: int) -> list[str]:
    """Returns the lines that fit into `limit` characters, counted with their tags."""
    shown: list[str] = []
    for text in lines:
        limit -= len(text) + 1
        if limit < 0:
            break
        shown.append(text)
    return shown


def fitted(lines: Sequence[str]) -> list[str]:
    """Returns as many changes as one message can show beside the rules, with a mark where some are left out."""
    shown = fitting(lines, CHANGES_LIMIT)
    return shown if len(shown) == len(lines) else [*shown, "…"]


def changes(before: Teller, after: Teller) -> list[str]:
    """Returns the differences as lines of HTML, in the order of the rules; none when there are none."""
    old = {rule.id: rule for rule in before.programme.rules}
    new = {rule.id: rule for rule in after.programme.rules}
    found = [f"{REMOVED} <s>{line(before, rule)}</s>" for rule in old.values() if rule.id not in new]
    for rule in new.values():
        found += _of_rule(before, after, old[rule.id], rule) if rule.id in old else [f"{ADDED} {line(after, rule)}"]
    old_settings, new_settings = before.programme.settings, after.programme.settings
    common = _fields(before, after, common_settings(), old_settings, new_settings)
    if common:
        found += [after.speech("diff-changed", rule=after.speech.plain("programme-settings")), *common]
    reminded = _fields(before, after, reminder_settings(), old_settings.reminders, new_settings.reminders)
    if reminded:
        found += [after.speech("diff-changed", rule=after.speech.plain("programme-reminders")), *reminded]
    sold = _fields(before, after, certificate_settings(), old_settings.certificates, new_settings.certificates)
    if sold:
        found += [after.speech("diff-changed", rule=after.speech.plain("programme-certificates")), *sold]
    found += wording_changes(after.speech, before.programme, after.programme)
    return found + differences(after.speech, before.programme, after.programme)


def wording_changes(speech: Speech, before: Programme, after: Programme) -> list[str]:
    """Returns what names and points are called otherwise, language by language, as lines of HTML."""
    old, new = before.settings.wording, after.settings.wording
    if old == new:
        return []
    found = []
    voices = Voice.of(before), Voice.of(after)
    for language in LANGUAGES:
        name = translate(language, "common-language-name")
        changed = [each.name for each in new.names if old.name(each.name, language) != new.name(each.name, language)]
        pairs = [(old.name(each, language), new.name(each, language)) for each in changed]
        if old.forms(language) != new.forms(language):
            was, will = (voice.say(language, "pass-points") for voice in voices)
            pairs.append((was, will))
        found += [speech("diff-field", field=name, before=was, after=will) for was, will in pairs]
    return [speech("diff-changed", rule=speech.plain("diff-names")), *found]


def _of_rule(before: Teller, after: Teller, old: Rule, new: Rule) -> list[str]:
    if old == new:
        return []
    found = []
    if old.paused != new.paused:
        found.append(after.speech("diff-off" if new.paused else "diff-on"))
    found += _fields(before, after, settings_of_rule(new), old.config, new.config)
    found += _fields(before, after, when_settings(), old.when, new.when)
    found += _fields(before, after, rank_settings(), old, new)
    was, will = name(before, old), name(after, new)
    return [after.speech("diff-changed", rule=will if was == will else f"{was} → {will}"), *found]


def _fields(before: Teller, after: Teller, settings: Iterable[Setting], old: Any, new: Any) -> list[str]:
    found = []
    for setting in settings:
        was, will = getattr(old, setting.field.name), getattr(new, setting.field.name)
        if was != will:
            field = _label(after, setting)
            said = {"before": in_words(before, setting, was), "after": in_words(after, setting, will)}
            found.append(after.speech("diff-field", field=field, **said))
    return found


def _label(after: Teller, setting: Setting) -> str:
    """Returns what a setting is called; one of a reminder after the reminder's own name."""
    switch, own = reminder_of(setting) if setting.owner == "reminders" else None, label(after.speech, setting)
    return own if switch in {None, setting} else f"{label(after.speech, switch)} → {own}"
