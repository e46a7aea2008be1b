"""Recounting: a rule that is changed to count something else begins anew, for visits are no money."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from loyalty.programme import Programme, Rule

LONGEST_STEM = 16


def begins_anew(before: Rule, after: Rule) -> bool:
    """Says whether what the one has counted means nothing to the other: another metric, or a window in place of ever.

    What was counted for ever would never leave a window, and what a window counted would not stay for ever.
    """
    old, new = before.config, after.config
    if getattr(old, "metric", "") != getattr(new, "metric", ""):
        return True
    return (getattr(old, "window", "") == "lifetime") != (getattr(new, "window", "") == "lifetime")


def renewed(before: Programme, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Returns the rules of the version after `before`: one that begins anew counts under an id of its own."""
    wanted, made = tuple(rules), list[Rule]()
    known = {rule.id: rule for rule in before.rules}
    for rule in wanted:
        if rule.id in known and begins_anew(known[rule.id], rule):
            taken = {*known, *(each.id for each in (*wanted, *made))}
            made.append(replace(rule, id=new_id(before, stem(rule.id), taken), carries=""))
        else:
            made.append(rule)
    return tuple(made)


def stem(rule_id: str) -> str:
    """Returns the beginning of an id, to which the number of a version is put."""
    return re.sub(r"-\d+(-\d+)?$", "", rule_id)[:LONGEST_STEM]


def new_id(programme: Programme, stem: str, taken: Collection[str]) -> str:
    """Returns an id for a rule of the next version, not among `taken`, that no earlier version has used.

    What the ledger counts under an id is its own.
    """
    name = f"{stem}-{programme.version + 1}"
    return next(tried for tried in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if tried not in taken)
