"""What the words of a rule have to know of its goods: which one is free at last, and the form that its noun takes."""

from collections.abc import Iterable, Sequence

from locales import Language, noun_form, nth
from loyalty.programme import Rule

NOTHING, SAME = "none", "same"


def gives(rules: Sequence[Rule], rule: Rule, coupon: str) -> str:
    """Returns what a coupon gives: its kind, `same` for one of the very goods that `rule` counts, or `none`."""
    found = next((each for each in rules if each.id == coupon and each.mechanic == "coupon"), None)
    if found is None:
        return NOTHING
    same = found.config.kind == "item" and found.config.categories == getattr(rule.config, "categories", None)
    return SAME if same and getattr(rule.config, "per", "item") == "item" else str(found.config.kind)


def goods(language: Language, names: Iterable[str], goal: int) -> dict[str, str | int]:
    """Returns `what` the only kind of goods is called in small letters, and its `what-form`; `names` are their own.

    `nth` is the number after the goal, in that form.
    """
    what, *others = [*names, ""]
    what = "" if any(others) else what
    form = noun_form(language, what)
    small = what[:1].lower() + what[1:] if what[1:].islower() else what
    return {"what": small, "what-form": form, "nth": nth(language, goal + 1, form)}
