"""Writes the reminders and the birthday gift, each with the way to the thing it is about, and one to hear no more."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import CertificateTap, CouponTap, Go, Operation, TopicTap
from bot.keyboards import button, rows
from bot.words.speech import Speech

Told = Mapping[str, Any]


def reminder(speech: Speech, told: Told) -> tuple[str, InlineKeyboardMarkup]:
    """Returns a reminder and its buttons, as `services.campaigns.reminders` tells it."""
    lines, to = _WRITERS[told["kind"]](speech, told)
    no_more = button(speech.plain("reminder-button-no-more"), TopicTap(act="off", topic=told["topic"]))
    return "\n".join(lines), rows(to, no_more)


def birthday_gift(speech: Speech, told: Told) -> tuple[str, InlineKeyboardMarkup]:
    """Returns the birthday gift, as `services.rewards.birthdays` tells it."""
    lines = [
        speech(f"birthday-gift-{told['when']}", name=told["name"] or "—"),
        speech("birthday-gift-points", points=told["points"]),
    ]
    if told["points"]:
        lines.append(speech("moved-balance", points=told["balance"]))
    why = Operation(act="why", operation=UUID(told["operation_id"]))
    return "\n".join(lines), rows([_card(speech), button(speech.plain("notice-button-why"), why)])


Written = tuple[list[str], InlineKeyboardButton]


def _expiry(speech: Speech, told: Told) -> Written:
    first, last = _day(speech, told["first"]), _day(speech, told["last"])
    lines = [speech("reminder-expiry", points=told["points"], date=last)]
    if first != last:
        lines.append(speech("reminder-expiry-first", date=first))
    lines.append(speech("reminder-expiry-what"))
    return lines, button(speech.plain("card-button-schedule"), Go(to="schedule"))


def _birthday(speech: Speech, told: Told) -> Written:
    lines = [speech("reminder-birthday", name=told["name"] or "—")]
    if told["until"]:
        lines.append(speech("reminder-birthday-offer", date=_day(speech, told["until"])))
    return lines, _card(speech)


def _tier(speech: Speech, told: Told) -> Written:
    metric, missing = told["metric"], told["missing"]
    if metric == "spend":
        needed = speech.plain("reminder-tier-spend", money=speech.money(missing))
    else:
        needed = speech.plain(f"rewards-{metric}", count=missing)
    words = speech("reminder-tier", tier=speech.tier(told["tier"]), date=_day(speech, told["day"]), missing=needed)
    return [words], button(speech.plain("card-button-rewards"), Go(to="rewards"))


def _coupons(speech: Speech, told: Told) -> Written:
    words = speech("reminder-coupons", title=speech.name(told["title"]) or "—", date=_day(speech, told["day"]))
    show = CouponTap(act="show", coupon=UUID(told["coupon_id"]))
    return [words], button(speech.plain("notice-coupon-button"), show)


def _certificates(speech: Speech, told: Told) -> Written:
    money = speech.in_currency(told["paid_in"]).money(told["money"])
    words = speech("reminder-certificates", money=money, date=_day(speech, told["day"]))
    show = CertificateTap(act="show", id=UUID(told["certificate_id"]))
    return [words], button(speech.plain("notice-gift-button"), show)


def _stamps(speech: Speech, told: Told) -> Written:
    lines = [speech("reminder-stamps", have=told["have"], need=told["need"])]
    if told["title"]:
        lines.append(speech("reminder-stamps-reward", title=speech.name(told["title"])))
    return lines, button(speech.plain("rewards-button-cards"), Go(to="stamps"))


def _inactive(speech: Speech, told: Told) -> Written:
    lines = [speech("reminder-inactive")]
    if not told["title"]:
        return lines, _card(speech)
    lines.append(speech("reminder-inactive-coupon", title=speech.name(told["title"])))
    show = CouponTap(act="show", coupon=UUID(told["coupon_id"]))
    return lines, button(speech.plain("notice-coupon-button"), show)


_WRITERS = {
    "expiry": _expiry,
    "birthday": _birthday,
    "tier": _tier,
    "coupons": _coupons,
    "certificates": _certificates,
    "stamps": _stamps,
    "inactive": _inactive,
}


def _card(speech: Speech) -> InlineKeyboardButton:
    return button(speech.plain("menu-button-card"), Go(to="home"))


def _day(speech: Speech, iso: str) -> str:
    day = date.fromisoformat(iso)
    return speech.birthday(day.day, day.month, None)
