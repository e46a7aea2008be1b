"""What coupons are called on buttons, so that two equal ones can be told apart."""

from collections.abc import Callable, Sequence

from bot.words.fitting import short
from bot.words.speech import Speech
from loyalty.mechanics import coupon
from services.rewards.coupons import Coupon

ALONE, APART = 24, 14
"""Characters of a title on a button: by itself, and beside what tells it from an equal one."""


def told_apart(speech: Speech, coupons: Sequence[Coupon]) -> list[str]:
    """Returns a name for each coupon; equal ones are told apart by their end, else by whence or when they came."""
    return [_name(speech, each, [other for other in coupons if _title(other) == _title(each)]) for each in coupons]


def _title(coupon: Coupon) -> str:
    return coupon.rule.config.title or coupon.code


def _name(speech: Speech, coupon: Coupon, equal: Sequence[Coupon]) -> str:
    differences: tuple[Callable[[Coupon], str], ...] = (
        lambda each: speech.plain("coupon-apart-until", day=speech.last(each.expires_at)) if each.expires_at else "",
        lambda each: speech.plain(f"coupon-apart-{each.origin}"),
        lambda each: speech.day(each.issued_at),
    )
    mark = ""
    for difference in differences:
        own = difference(coupon)
        alike = [each for each in equal if difference(each) == own]
        if len(alike) < len(equal):
            mark, equal = own, alike
    title = speech.name(_title(coupon))
    return f"{short(title, APART)} · {mark}" if mark else short(title, ALONE)


def counted_name(speech: Speech, title: str) -> str:
    """Returns the name of coupons as `services.rewards.coupons.titles` tells them: `Free coffee ×2`."""
    name, times, number = title.rpartition(" ×")
    return f"{speech.name(name)}{times}{number}" if number.isdecimal() else speech.name(title)


def worth(speech: Speech, config: coupon.Config) -> str:
    """Returns what a coupon gives, as plain text."""
    if config.kind == "percent":
        return "−" + speech.percent(config.percent)
    if config.kind == "amount":
        return "−" + speech.money(config.amount)
    if config.kind == "points":
        return speech.plain("coupon-points", points=config.points)
    return speech.plain("coupon-item", most=speech.money(config.amount))
