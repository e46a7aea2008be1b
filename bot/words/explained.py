"""What the rules decided on a cheque, in words: discounts, stamps, coupons that come of it, the tier reached."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.words.rules import title
from bot.words.speech import Speech
from loyalty.counting import MOST_CARDS, Counted
from loyalty.programme import Programme, Rule
from services.till.cheques import Outcome

Names = Mapping[str, str]
"""What rules are called, by their ids."""


def names_of(speech: Speech, programme: Programme) -> Names:
    """Returns what the programme's rules are called: by their own title, else by that of their mechanic."""
    return names_of_rules(speech, programme.rules)


def names_of_rules(speech: Speech, rules: Iterable[Rule]) -> Names:
    """Returns what rules are called."""
    return {rule.id: named(speech, rule.mechanic, getattr(rule.config, "title", "")) for rule in rules}


def names_told(speech: Speech, told: Iterable[Mapping[str, Any]]) -> Names:
    """Returns what rules are called as a notice carries them, frozen with the sale."""
    return {each["id"]: named(speech, each["mechanic"], each["title"]) for each in told}


def named(speech: Speech, mechanic: str, own: str) -> str:
    """Returns what a rule is called: by its own title, else by that of its mechanic."""
    return speech.name(own) or title(speech, mechanic)


def explained(speech: Speech, names: Names, outcome: Outcome, *, mine: bool = False) -> list[str]:
    """Returns one line for everything that a cheque does beside points; `mine` when the customer reads it."""
    other = speech.plain("explained-other")
    lines = [
        speech("explained-off", name=names.get(off.rule_id, other), money=speech.money(off.amount))
        for off in outcome.offs
    ]
    lines += [line for counted in outcome.counting.counted if counted.goal for line in _stamps(speech, names, counted)]
    for promised in outcome.counting.promised:
        name = names.get(promised.coupon, other)
        lines.append(
            speech(
                "why-coupon" if mine else "explained-coupon",
                name=f"{name} ×{promised.times}" if promised.times > 1 else name,
            )
        )
    lines += [
        speech("explained-unsaid", name=names.get(each.rule_id, other), what=speech.names(each.categories))
        for each in outcome.unsaid
    ]
    if outcome.tier:
        lines.append(speech("explained-tier", tier=speech.tier(outcome.tier)))
    return lines


def _stamps(speech: Speech, names: Names, counted: Counted) -> list[str]:
    name = names.get(counted.rule_id, speech.plain("explained-other"))
    key = "explained-stamps-full" if counted.cycles else "explained-stamps"
    said = speech(key, name=name, count=counted.amount, have=max(0, counted.begun), goal=counted.goal)
    wait = speech("stamps-waiting", cards=counted.waiting, most=MOST_CARDS) if counted.waiting else ""
    return [said, wait] if wait else [said]
