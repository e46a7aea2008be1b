"""What the owner's forms ask for, whatever mechanics there are: every field, choice, step and unit of the registry."""

import ast
from collections.abc import Iterator
from pathlib import Path

import loyalty
from bot.words.values import (
    Setting,
    certificate_settings,
    common_settings,
    dashed,
    rank_settings,
    reminder_settings,
    rung_settings,
    settings_of,
    when_settings,
)
from locales import LANGUAGES, keys
from loyalty.registry import MECHANICS

KINDS = ("money", "number", "percent", "factor", "hour", "text", "texts", "date", "hours", "choice", "rungs")
STATES = ("holds", "planned", "past", "withdrawn")
OWN_FROM = ("from-bonus", "from-money-off", "from-gift-coupon")
MADE = {
    "mechanic-": tuple(dashed(name) + part for name in MECHANICS for part in ("", "-help")),
    "form-expect-": KINDS,
    "programme-versions-": STATES,
    "programme-version-": STATES,
    "programme-check-button-": ("now", "tomorrow", "planned", "date"),
    "programme-rule-button-": ("pause", "resume"),
    "level-": ("bronze", "silver", "gold"),
    "rule-": (*(dashed(name) for name in MECHANICS), "window", "participants-grant", *OWN_FROM),
    "name-": tuple(map(dashed, MECHANICS)),
    "reminder-when-": ("certificates", "expiry", "birthday", "tier", "coupons", "stamps", "inactive"),
}


def own_settings(mechanic: str) -> Iterator[Setting]:
    """Yields the settings of a mechanic, those of its steps too, for everything that it may count."""
    config = MECHANICS[mechanic].config
    metrics = {f.name: f.metadata.get("choices", ()) for f in config.__dataclass_fields__.values()}.get("metric", ("",))
    for metric in metrics:
        for setting in settings_of(config, mechanic, metric):
            yield setting
            if setting.items is not None:
                yield from rung_settings(setting)


def all_settings() -> list[Setting]:
    """Returns every setting that some form asks for."""
    mechanics = [setting for name in MECHANICS for setting in own_settings(name)]
    return [*mechanics, *when_settings(), *rank_settings(), *common_settings(), *reminder_settings(), *certificates()]


def certificates() -> Iterator[Setting]:
    """Yields what is set for gift certificates."""
    for setting in certificate_settings():
        yield setting
        if setting.items is not None:
            yield from rung_settings(setting)


def empties(setting: Setting) -> bool:
    """Says whether a setting may be empty, so that words must say what that means."""
    default = setting.field.default
    return setting.optional or str(setting.hint).startswith("frozenset") or setting.items is not None or default == ""


def problems() -> set[str]:
    """Returns every reason for which the domain refuses a setting."""
    found = set()
    for path in Path(loyalty.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SettingInvalid":
                found |= {arg.value for arg in node.args[1:] if isinstance(arg, ast.Constant)}
    return found


def keys_of_forms() -> set[str]:
    """Returns the keys that forms may ask for and that some language has."""
    asked = {f"problem-{problem}" for problem in (*problems(), "other")}
    for setting in all_settings():
        asked.update(
            key for kind in ("field", "hint", "none", "zero", "example", "rung", "also") for key in setting.keys(kind)
        )
        asked.add(f"unit-{dashed(setting.unit)}")
        for choice in setting.field.metadata.get("choices", ()):
            asked.update(f"{key}-{dashed(choice)}" for key in setting.keys("choice"))
    return asked & {key for language in LANGUAGES for key in keys(language)}
