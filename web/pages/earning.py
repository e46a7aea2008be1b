"""How a member earns, in a few lines: the rules that hold for everybody, as a customer would say them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from locales import clock, factor, weekdays
from loyalty.programme import Rule, When
from services.programme import saying
from web.pages.words import Words

_ORDER = ("earn", "boost", "stamp_card", "discount", "points_tender", "birthday", "referral")
"""Of these mechanics a line says all that a customer asks; what grows stands in the standing, with how far they are."""
_UNIT = 100
"""Minor units that people think of as one."""


def earning(words: Words, rules: Sequence[Rule]) -> str:
    """Returns the part of the page, "" where there is nothing to say; of conditions only hours are said."""
    plain = [rule for rule in rules if not rule.paused and rule.mechanic in _ORDER and _always(rule.when) == When()]
    coupons = [rule for rule in rules if rule.mechanic == "coupon" and not rule.paused]
    said = [
        line
        for rule in sorted(plain, key=lambda each: _ORDER.index(each.mechanic))
        for line in _timed(words, rule, coupons)
    ]
    if not said:
        return ""
    items = "".join(f"<li>{line}</li>" for line in said)
    return f'<section><h2>{words("web-earn")}</h2><ul class="earn">{items}</ul></section>'


def _always(when: When) -> When:
    return replace(when, weekdays=frozenset(), hours=None)


def _timed(words: Words, rule: Rule, coupons: Sequence[Rule]) -> Iterator[str]:
    """Yields the lines of a rule after the days and hours on which it holds."""
    when = rule.when
    days = weekdays(words.dialect, when.weekdays) if when.weekdays else ""
    hours = "–".join(clock(words.dialect, at) for at in when.hours) if when.hours else ""
    times = " ".join(part for part in (days, hours) if part)
    for line in _lines(words, rule, coupons):
        yield f"{escape(times)}: {line}" if times else line


def _lines(words: Words, rule: Rule, coupons: Sequence[Rule]) -> Iterator[str]:
    config = rule.config
    match rule.mechanic:
        case "earn":
            yield _where(words, config, words("web-earn-rate", **_rate(words, config)))
            for rung in config.ladder[-1:]:
                yield words("web-earn-more", minimum=words.money(rung.minimum), **_rate(words, rung))
        case "boost":
            kind = "cashback" if words.value else "points"
            yield _where(words, config, words("web-earn-boost", kind=kind, factor=factor(words.dialect, config.factor)))
        case "stamp_card":
            yield from _stamps(words, rule, coupons)
        case "discount":
            yield _where(words, config, words("web-earn-discount", percent=words.percent(config.percent)))
        case "points_tender":
            yield words("web-earn-pay", percent=words.percent(config.cap), kind="cashback" if words.value else "points")
        case "birthday":
            yield words("web-earn-birthday", points=words.some(config.points))
        case "referral" if config.inviter:
            yield words("web-earn-friend", points=words.some(config.inviter))


def _stamps(words: Words, rule: Rule, coupons: Sequence[Rule]) -> Iterator[str]:
    """Yields what a full card brings, in the sentence that the owner reads; nothing where it brings nothing."""
    config, gives = rule.config, saying.gives(coupons, rule, rule.config.reward)
    title = next((each.config.title for each in coupons if each.id == config.reward), "")
    if not title:
        return
    names = sorted(map(words.name, config.categories))
    told = {
        "reward-gives": gives,
        "reward": words.name(title),
        "goal": words.plain("unit-stamps", count=config.goal),
        "per": config.per,
        "amount": words.money(config.amount),
        "categories": ", ".join(names),
        "categories-count": len(config.categories),
        **saying.goods(words.language, names, config.goal),
    }
    line = words.marked("rule-stamp-card", **told)
    yield line if gives == saying.SAME else _where(words, config, line)


def _rate(words: Words, rate: Any) -> dict[str, str]:
    """Returns a rate in words, for a whole unit of money where it is given for a part of one."""
    times = _UNIT // rate.per if rate.per < _UNIT and not _UNIT % rate.per else 1
    return {"points": words.some(rate.points * times), "money": words.money(rate.per * times)}


def _where(words: Words, config: Any, line: str) -> str:
    """Returns the line with the goods that it holds for; a long list of them is no use to anybody."""
    only, never = (sorted(map(words.name, getattr(config, name, ()))) for name in ("categories", "excluded"))
    if only:
        return f"{line} <small>· {escape(', '.join(only))}</small>"
    return f"{line} <small>· {words('web-earn-but', goods=', '.join(never))}</small>" if never else line
