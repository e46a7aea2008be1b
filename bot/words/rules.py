"""The programme's rules in plain words, for whoever reads them: one key per mechanic, conditions in brackets."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.words.speech import Speech
from bot.words.values import WEEK, Teller, amount, coupon_title, dashed, day, hours, settings_of_rule, several, weekdays
from bot.words.values import in_words as value_in_words
from loyalty.mechanics import (
    accumulating_discount,
    birthday,
    bonus,
    boost,
    category_discount,
    coupon,
    discount,
    earn,
    gift_coupon,
    grant,
    money_off,
    nth_free,
    points_tender,
    referral,
    stamp_card,
    tiers,
)
from loyalty.programme import Programme, Rule, When

_TAGS = re.compile(r"<[^>]+>")


def in_words(speech: Speech, programme: Programme, outlets: Mapping[str, str] | None = None) -> str:
    """Returns every rule that is not paused as a line of HTML; `speech` has the programme's currency."""
    teller = Teller(speech, programme, outlets or {})
    return "\n".join(f"• {line(teller, rule)}" for rule in programme.rules if not rule.paused)


def line(teller: Teller, rule: Rule) -> str:
    """Returns one rule with its conditions as a line of HTML."""
    parts = [*_says(teller, rule)]
    conditions = conditions_in_words(teller, rule.when, participants=not isinstance(rule.config, grant.Config))
    if conditions:
        parts[0] += " (" + html.escape("; ".join(conditions), quote=False) + ")"
    return ", ".join(parts)


def bare_line(teller: Teller, rule: Rule) -> str:
    """Returns one rule as plain text, for a button."""
    return html.unescape(_TAGS.sub("", line(teller, rule)))


def title(speech: Speech, mechanic: str) -> str:
    """Returns what a mechanic is called, as plain text."""
    return speech.plain(f"mechanic-{dashed(mechanic)}")


def conditions_in_words(teller: Teller, when: When, *, participants: bool = True) -> list[str]:
    """Returns the conditions as plain texts; `participants` False leaves out the number that a line says itself."""
    speech = teller.speech
    parts = _times(speech, when)
    if when.outlets:
        names = several(teller.outlets.get(outlet, outlet) for outlet in when.outlets)
        parts.append(speech.plain("rule-outlets-only", outlets=names))
    if when.tiers:
        parts.append(speech.plain("rule-tiers-only", tiers=several(when.tiers)))
    if when.minimum:
        parts.append(speech.plain("rule-from", minimum=speech.money(when.minimum)))
    if when.first_purchase is not None:
        parts.append(speech.plain("rule-first" if when.first_purchase else "rule-not-first"))
    if when.participants and participants:
        parts.append(speech.plain("rule-participants", participants=when.participants))
    if when.birthday is not None:
        parts.append(speech.plain("rule-birthday-near", days=when.birthday))
    return parts


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


# --- one function per mechanic: its first text is the rule, the others follow after commas ----------------------------


def _says(teller: Teller, rule: Rule) -> list[str]:
    tell = _LINES.get(type(rule.config))
    return tell(teller, rule.config, rule.when) if tell else _generic(teller, rule)


def _generic(teller: Teller, rule: Rule) -> list[str]:
    """Returns the title and every setting, for a mechanic that has no line of its own."""
    values = [
        value_in_words(teller, setting, getattr(rule.config, setting.field.name)) for setting in settings_of_rule(rule)
    ]
    return [
        f"<b>{html.escape(title(teller.speech, rule.mechanic), quote=False)}</b>",
        html.escape(", ".join(values), quote=False),
    ]


def _limits(speech: Speech, config: Any) -> list[str]:
    """Returns what several mechanics have in common: for what, for how long."""
    said = []
    if getattr(config, "categories", None) and not isinstance(config, boost.Config | category_discount.Config):
        said.append(speech("rule-only", categories=several(config.categories)))
    if getattr(config, "excluded", None):
        said.append(speech("rule-except", categories=several(config.excluded)))
    if getattr(config, "activation_days", 0):
        said.append(speech("rule-activation", days=config.activation_days))
    if getattr(config, "expiry_days", None):
        said.append(speech("rule-expiry", days=config.expiry_days))
    return said


def _earn(teller: Teller, config: earn.Config, when: When) -> list[str]:
    speech = teller.speech
    rungs = [
        speech(
            "rung-earn-ladder",
            minimum=speech.money(rung.minimum),
            points=amount(speech, "points", rung.points),
            per=speech.money(rung.per),
        )
        for rung in config.ladder
    ]
    return [speech("rule-earn", points=config.points, per=speech.money(config.per)), *rungs, *_limits(speech, config)]


def _tender(teller: Teller, config: points_tender.Config, when: When) -> list[str]:
    speech = teller.speech
    said = [speech("rule-tender", value=speech.money(config.value), cap=speech.percent(config.cap))]
    if config.minimum:
        said.append(speech("rule-minimum", minimum=speech.money(config.minimum)))
    if config.most is not None:
        said.append(speech("rule-most", most=amount(speech, "points", config.most)))
    return said + _limits(speech, config)


def _grant(teller: Teller, config: grant.Config, when: When) -> list[str]:
    speech = teller.speech
    said = (
        speech("rule-launch", points=config.points, participants=when.participants)
        if when.participants
        else speech("rule-grant", points=config.points)
    )
    return [said, *_limits(speech, config)]


def _boost(teller: Teller, config: boost.Config, when: When) -> list[str]:
    speech = teller.speech
    factor = speech.factor(config.factor)
    if not config.categories:
        return [speech("rule-boost", factor=factor)]
    return [speech("rule-boost-categories", factor=factor, categories=several(config.categories))]


def _bonus(teller: Teller, config: bonus.Config, when: When) -> list[str]:
    return [teller.speech("rule-bonus", points=config.points), *_limits(teller.speech, config)]


def _discount(teller: Teller, config: discount.Config, when: When) -> list[str]:
    speech = teller.speech
    said = [speech("rule-discount", percent=speech.percent(config.percent))]
    if config.most is not None:
        said.append(speech("rule-most", most=speech.money(config.most)))
    return said + _limits(speech, config)


def _category_discount(teller: Teller, config: category_discount.Config, when: When) -> list[str]:
    speech = teller.speech
    percent = speech.percent(config.percent)
    if not config.categories:
        return [speech("rule-category-discount", percent=percent)]
    categories = several(config.categories)
    return [speech("rule-category-discount-categories", percent=percent, categories=categories)]


def _money_off(teller: Teller, config: money_off.Config, when: When) -> list[str]:
    speech = teller.speech
    return [speech("rule-money-off", amount=speech.money(config.amount)), *_limits(speech, config)]


def _nth_free(teller: Teller, config: nth_free.Config, when: When) -> list[str]:
    speech = teller.speech
    said = (
        speech("rule-nth-free-gift", every=config.every, gifts=several(config.gifts))
        if config.gifts
        else speech("rule-nth-free", every=config.every)
    )
    return [said, *_limits(speech, config)]


def _window(speech: Speech, config: accumulating_discount.Config | tiers.Config) -> str:
    if config.window == "rolling":
        return speech("rule-window-rolling", days=config.days)
    return speech(f"rule-window-{config.window}")


def _accumulating(teller: Teller, config: accumulating_discount.Config, when: When) -> list[str]:
    steps = _ladder(teller, config, "accumulating_discount", "steps")
    said = teller.speech("rule-accumulating-discount", steps=steps, window=_window(teller.speech, config))
    return [said, *_limits(teller.speech, config)]


def _tiers(teller: Teller, config: tiers.Config, when: When) -> list[str]:
    levels = _ladder(teller, config, "tiers", "levels")
    return [teller.speech("rule-tiers", levels=f"{config.base}, {levels}", window=_window(teller.speech, config))]


def _ladder(teller: Teller, config: Any, mechanic: str, name: str) -> str:
    ladder = next(s for s in settings_of_rule(Rule("", mechanic, config)) if s.field.name == name)
    return value_in_words(teller, ladder, getattr(config, name)).replace("; ", ", ")


def _coupon(teller: Teller, config: coupon.Config, when: When) -> list[str]:
    speech = teller.speech
    match config.kind:
        case "percent":
            gift = speech.plain("rule-coupon-off", off=speech.percent(config.percent))
        case "amount":
            gift = speech.plain("rule-coupon-off", off=speech.money(config.amount))
        case "points":
            gift = amount(speech, "points", config.points)
        case _:
            gift = speech.plain("rule-coupon-item")
    said = [speech("rule-coupon", title=config.title or speech.plain("none-title"), gift=gift)]
    if config.valid_days is not None:
        said.append(speech("rule-valid", days=config.valid_days))
    return said + _limits(speech, config)


def _gift_coupon(teller: Teller, config: gift_coupon.Config, when: When) -> list[str]:
    return [teller.speech(f"rule-gift-coupon-{config.on}", title=coupon_title(teller, config.coupon))]


def _stamp_card(teller: Teller, config: stamp_card.Config, when: When) -> list[str]:
    speech = teller.speech
    said = speech(
        f"rule-stamp-card-{config.per}",
        amount=speech.money(config.amount),
        goal=config.goal,
        title=coupon_title(teller, config.reward),
    )
    on_the_way = [_ladder(teller, config, "stamp_card", "milestones")] if config.milestones else []
    return [said, *_limits(speech, config), *on_the_way]


def _birthday(teller: Teller, config: birthday.Config, when: When) -> list[str]:
    speech = teller.speech
    points = amount(speech, "points", config.points)
    return [speech("rule-birthday", points=points, days=config.days_before), *_limits(speech, config)]


def _referral(teller: Teller, config: referral.Config, when: When) -> list[str]:
    speech = teller.speech
    said = speech(
        "rule-referral",
        inviter=amount(speech, "points", config.inviter),
        friend=amount(speech, "points", config.friend),
    )
    least = [speech("rule-at-least", minimum=speech.money(config.minimum))] if config.minimum else []
    return [said, *least, *_limits(speech, config)]


_LINES: Mapping[type[Any], Callable[[Teller, Any, When], list[str]]] = {
    accumulating_discount.Config: _accumulating,
    birthday.Config: _birthday,
    bonus.Config: _bonus,
    boost.Config: _boost,
    category_discount.Config: _category_discount,
    coupon.Config: _coupon,
    discount.Config: _discount,
    earn.Config: _earn,
    gift_coupon.Config: _gift_coupon,
    grant.Config: _grant,
    money_off.Config: _money_off,
    nth_free.Config: _nth_free,
    points_tender.Config: _tender,
    referral.Config: _referral,
    stamp_card.Config: _stamp_card,
    tiers.Config: _tiers,
}
