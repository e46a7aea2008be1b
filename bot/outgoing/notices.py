"""Writes the messages that nobody asked for just now: points moved, confirm please, the member said no."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.callbacks import Cast, CertificateTap, CouponTap, Go, HoldTap, Operation, Page
from bot.keyboards import CONFIRM, DANGER, MAIN, button, member_keyboard, rows
from bot.outgoing import inviting, reminding, reports
from bot.staff.figures import sold_buttons, sold_text, waiting_text
from bot.visit import Keyboard
from bot.words import headlines
from bot.words.coupon_names import counted_name
from bot.words.explained import named, names_told
from bot.words.speech import Speech
from loyalty.counting import MOST_CARDS
from loyalty.headline import Headline
from services.till import cheques

Arguments = Mapping[str, Any]
Rendered = tuple[str, Keyboard | None]

NAMED = 2
"""Discounts that a receipt calls by name; of more it says the sum."""


def render(speech: Speech, payload: Mapping[str, Any]) -> Rendered:
    """Returns text and keyboard of an outbox payload, as `services.notices.tell` writes it."""
    arguments = payload["arguments"]
    if "currency" in arguments:
        speech = replace(speech, currency=arguments["currency"])
    return _NOTICES[payload["notice"]](speech, arguments)


def coalesce(speech: Speech, payloads: Sequence[Mapping[str, Any]]) -> Rendered:
    """Returns one message for several movements of one person's points, the oldest first.

    The buttons are the way to the card and to the history, where every entry has its own "why" and "not me".
    """
    texts = [render(speech, payload)[0] for payload in payloads]
    return "\n\n".join(texts), rows(
        [
            button(speech.plain("menu-button-card"), Go(to="home")),
            button(speech.plain("card-button-history"), Page(before=None)),
        ]
    )


def _moved(speech: Speech, told: Arguments) -> Rendered:
    """Three lines that matter: what and where, the amounts, what there is now; and whatever is out of the usual."""
    kind = told["kind"]
    words = "moved-adjustment-taken" if kind == "adjustment" and told["points"] < 0 else f"moved-{kind}"
    lines = [speech(words, points=abs(told["points"]))]
    if told.get("number"):
        number = speech("moved-receipt", number=told["number"], outlet=told.get("outlet") or "—")
        lines[0] = _beside(lines[0], _clock(speech, told), number)
    if told.get("reason"):
        lines.append(speech("moved-reason", reason=told["reason"]))
    if kind == "purchase":
        lines += [_beside(*_amounts(speech, told)), _beside(*_gained(speech, told)), *_unusual(speech, told)]
    else:
        if kind in {"refund", "undo"}:
            lines += _return_lines(speech, told)
        lines.append(_beside(*_now(speech, told)))
    if told.get("debt"):
        lines.append(speech("card-debt", points=told["debt"]))
    return "\n".join(line for line in lines if line), rows(
        [
            button(speech.plain("menu-button-card"), Go(to="home")),
            button(speech.plain("notice-button-why"), Operation(act="why", operation=UUID(told["operation_id"]))),
        ],
    )


def _beside(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _clock(speech: Speech, told: Arguments) -> str:
    """Returns the time by the outlet's clock."""
    at = told.get("at")
    return speech.in_zone(told.get("zone", "")).time(datetime.fromisoformat(at)) if at else ""


def _now(speech: Speech, told: Arguments) -> list[str]:
    """Returns what the member has now."""
    if told.get("headline"):
        said = headlines.lines(speech, Headline(**told["headline"]))
    else:
        said = [speech("moved-balance", points=told["balance"])]
    return [*said, speech("moved-pending", points=told["pending"])] if told.get("pending") else said


def _amounts(speech: Speech, told: Arguments) -> list[str]:
    said = [speech("moved-paid", money=speech.money(told["payable"]))]
    offs = told.get("offs") or ()
    if 0 < len(offs) <= NAMED:
        said += [
            speech("moved-off", name=named(speech, off["mechanic"], off["title"]), money=speech.money(off["amount"]))
            for off in offs
        ]
    elif told.get("discount"):
        said.append(speech("moved-discount", money=speech.money(told["discount"])))
    if told.get("certificate"):
        said.append(speech("moved-certificate", money=speech.money(told["certificate"])))
    if told.get("redeemed"):
        said.append(speech("moved-redeemed", points=told["redeemed"]))
    return said


def _gained(speech: Speech, told: Arguments) -> list[str]:
    """Returns what a purchase brought, what there is now, and what is left until the next gift."""
    if told.get("headline"):
        return [*_now(speech, told), *_stamps(speech, told)]
    said = [speech("moved-earned", points=told["earned"]), speech("moved-now", points=told["balance"])]
    if told.get("pending"):
        said.append(speech("moved-pending", points=told["pending"]))
    return said + _stamps(speech, told)


def _stamps(speech: Speech, told: Arguments) -> list[str]:
    return [_stamp_card(speech, each) for each in told.get("counted", ()) if each["goal"]]


def _stamp_card(speech: Speech, counted: Arguments) -> str:
    if counted.get("full"):
        return speech("moved-stamps-full", have=counted["after"], goal=counted["goal"])
    left, gift = counted.get("left", counted["goal"] - counted["after"]), speech.name(counted.get("gift", ""))
    return speech("moved-stamps-gift", left=left, gift=gift) if gift else speech("moved-stamps", left=left)


def _unusual(speech: Speech, told: Arguments) -> list[str]:
    waiting = [each["waiting"] for each in told.get("counted", ()) if each.get("waiting")]
    lines = [speech("stamps-waiting", cards=cards, most=MOST_CARDS) for cards in waiting]
    return lines + [speech("moved-unsaid", what=speech.names(categories)) for categories in told.get("unsaid", ())]


def _return_lines(speech: Speech, told: Arguments) -> list[str]:
    certificate = told.get("to_certificate", 0)
    lines = [speech("moved-money-back", money=speech.money(told["money_back"] - certificate))]
    if certificate:
        lines.append(speech("moved-to-certificate", money=speech.money(certificate)))
    if told.get("restored"):
        lines.append(speech("return-restored", points=told["restored"]))
    if told.get("taken"):
        lines.append(speech("return-taken", points=told["taken"]))
    lines += [
        speech("return-stamps", name=named(speech, mechanic, own), count=count)
        for mechanic, own, count in told.get("stamps_back", ())
    ]
    lines += [speech("return-coupon-back", title=counted_name(speech, title)) for title in told.get("coupons_back", ())]
    lines += [speech("return-coupon-gone", title=counted_name(speech, title)) for title in told.get("coupons_gone", ())]
    return lines


def _confirm(speech: Speech, told: Arguments) -> Rendered:
    hold = UUID(told["hold_id"])
    text = speech(
        "confirm-ask",
        outlet=told["outlet"],
        points=told["points"],
        value=speech.money(told["value"]),
        money=speech.money(told["payable"]),
        seconds=told["seconds"],
    )
    if told.get("discount"):
        text += "\n" + speech("moved-discount", money=speech.money(told["discount"]))
    if told.get("certificate"):
        text += "\n" + speech("moved-certificate", money=speech.money(told["certificate"]))
    return text, rows(
        button(speech.plain("confirm-button-yes", points=told["points"]), HoldTap(act="yes", hold=hold), CONFIRM),
        button(speech.plain("confirm-button-no"), HoldTap(act="no", hold=hold), DANGER),
    )


def _gift(words: str) -> Callable[[Speech, Arguments], Rendered]:
    """Returns the writer of a notice about a gift certificate; the holder finds it behind the button."""

    def write(speech: Speech, told: Arguments) -> Rendered:
        lines = [speech(words, money=speech.money(told["money"]), name=told.get("name", ""))]
        if words == "notice-gift-opened":
            return lines[0], None
        if told.get("name"):
            lines.append(speech("certificate-from", name=told["name"]))
        if told.get("greeting"):
            lines.append(speech("certificate-greeting", greeting=told["greeting"]))
        shown = CertificateTap(act="show", id=UUID(told["certificate_id"]))
        return "\n".join(lines), rows(button(speech.plain("notice-gift-button"), shown, MAIN))

    return write


def _ticking(speech: Speech, told: Arguments) -> Rendered:
    held = HoldTap(act="cancel", hold=UUID(told["hold_id"]))
    text = waiting_text(speech, told["name"], told["points"], told["money"], told["seconds"])
    return text, rows(button(speech.plain("hold-button-cancel"), held, DANGER))


def _orphaned(speech: Speech, told: Arguments) -> Rendered:
    hold = UUID(told["hold_id"])
    text = speech(
        "notice-orphaned",
        name=told["name"] or "—",
        cashier=told["cashier"] or "—",
        outlet=told["outlet"],
        points=told["points"],
        money=speech.money(told["payable"]),
        moment=speech.moment(datetime.fromisoformat(told["until"])),
    )
    return text, rows(
        button(speech.plain("notice-orphaned-button-finish"), HoldTap(act="finish", hold=hold), CONFIRM),
        button(speech.plain("notice-orphaned-button-drop"), HoldTap(act="drop", hold=hold), DANGER),
    )


def _sold(speech: Speech, told: Arguments) -> Rendered:
    sold = cheques.from_json(told)
    return sold_text(speech, sold, names_told(speech, told.get("rules", ()))), sold_buttons(speech, sold.purchase_id)


def _back_at_the_till(words: str) -> Callable[[Speech, Arguments], Rendered]:
    """Returns the writer of a cashier's notice that a hold came to nothing."""

    def write(speech: Speech, told: Arguments) -> Rendered:
        again = HoldTap(act="again", hold=UUID(told["hold_id"]))
        text = speech(words, name=told["name"] or "—", points=told["points"])
        return text, rows(button(speech.plain("hold-button-again"), again, MAIN))

    return write


def _cancelled(speech: Speech, told: Arguments) -> Rendered:
    return speech("confirm-cancelled", points=told["points"]), None


def _confirm_expired(speech: Speech, told: Arguments) -> Rendered:
    if told["side"] == "cashier":
        return _back_at_the_till("hold-expired")(speech, told)
    return speech("confirm-late", points=told["points"]), None


def _joined_staff(speech: Speech, told: Arguments) -> Rendered:
    return speech("notice-joined-staff", name=told["name"] or "—", role=speech.plain(f"role-{told['role']}")), None


def _left_staff(speech: Speech, told: Arguments) -> Rendered:
    return speech("notice-left-staff"), member_keyboard(speech)


def _account_frozen(speech: Speech, told: Arguments) -> Rendered:
    return speech("notice-account-frozen", name=told["name"] or "—", member=told["member"]), None


def _coupon(speech: Speech, told: Arguments) -> Rendered:
    lines = [speech("notice-coupon-filled")] if told.get("filled") else []
    lines.append(speech("notice-coupon", title=speech.name(told["title"]) or "—"))
    if told["expires_at"]:
        lines.append(speech("notice-coupon-until", date=speech.last_day(datetime.fromisoformat(told["expires_at"]))))
    show = CouponTap(act="show", coupon=UUID(told["coupon_id"]))
    return "\n".join(lines), rows(button(speech.plain("notice-coupon-button"), show))


def _tier(words: str) -> Callable[[Speech, Arguments], Rendered]:
    """Returns the writer of a notice that the member's tier is another one."""

    def write(speech: Speech, told: Arguments) -> Rendered:
        home = button(speech.plain("card-button-rewards"), Go(to="rewards"))
        return speech(words, tier=speech.tier(told["tier"])), rows(home)

    return write


def _certificate(speech: Speech, told: Arguments) -> Rendered:
    ends = speech.date(datetime.fromisoformat(told["ends_at"]))
    return speech("notice-certificate", days=told["days"], date=ends, name=told["pass_type"]), None


def _phones_mended(speech: Speech, told: Arguments) -> Rendered:
    lines = [speech("notice-phones-mended", count=told["mended"])] if told["mended"] else []
    if told["left"]:
        lines += [speech("notice-phones-left", count=told["left"]), ""]
        lines += [f"{wrong or '—'} · {right or '—'}" for wrong, right in told["pairs"]]
        if told["left"] > len(told["pairs"]):
            lines.append("…")
    return "\n".join(lines), None


def _pushes_refused(speech: Speech, told: Arguments) -> Rendered:
    return speech("notice-pushes-refused", answer=told["answer"]), None


def _over(words: str) -> Callable[[Speech, Arguments], Rendered]:
    """Returns the writer of an owner's notice that a trouble of the machine is over."""

    def write(speech: Speech, told: Arguments) -> Rendered:
        span = {name: speech.moment(datetime.fromisoformat(told[name])) for name in ("since", "now")}
        return speech(words, **span, reason=told.get("reason", "")), None

    return write


def _broadcast_late(speech: Speech, told: Arguments) -> Rendered:
    look = Cast(act="open", broadcast=UUID(told["broadcast"]))
    text = speech("broadcast-late", moment=speech.moment(datetime.fromisoformat(told["at"])))
    return text, rows(button(speech.plain("broadcast-button-look"), look, MAIN))


def _said(words: str) -> Callable[[Speech, Arguments], Rendered]:
    """Returns the writer of a notice without figures."""
    return lambda speech, _: (speech(words), None)


def _broken(speech: Speech, told: Arguments) -> Rendered:
    return speech("error-ours", id=told["id"]), None


_NOTICES: dict[str, Callable[[Speech, Arguments], Rendered]] = {
    "moved": _moved,
    "confirm": _confirm,
    "certificate-bought": _gift("notice-certificate-bought"),
    "gift-opened": _gift("notice-gift-opened"),
    "gift-due": _gift("notice-gift-due"),
    "gift-arrived": _gift("notice-gift-arrived"),
    "hold-ticking": _ticking,
    "orphaned": _orphaned,
    "sold": _sold,
    "declined": _back_at_the_till("hold-declined"),
    "freed": _back_at_the_till("hold-freed"),
    "cancelled": _cancelled,
    "confirm-expired": _confirm_expired,
    "disputed": reports.disputed,
    "undisputed": reports.undisputed,
    "card-suspended": _said("notice-card-frozen"),
    "card-resumed": _said("notice-card-thawed"),
    "joined-staff": _joined_staff,
    "left-staff": _left_staff,
    "account-frozen": _account_frozen,
    "broadcast-late": _broadcast_late,
    "broken": _broken,
    "certificate": _certificate,
    "phones-mended": _phones_mended,
    "pushes-refused": _pushes_refused,
    "clock-right": _over("notice-clock-right"),
    "clock-proved": _over("notice-clock-proved"),
    "writes-again": _over("notice-writes-again"),
    "coupon": _coupon,
    "tier-up": _tier("notice-tier-up"),
    "tier-down": _tier("notice-tier-down"),
    "tier-set": _tier("notice-tier-set"),
    "birthday-gift": reminding.birthday_gift,
    "reminder": reminding.reminder,
    "referral-joined": inviting.joined,
    "referral-paid": inviting.paid,
    "referral-voided": inviting.voided,
    "referral-waits": inviting.waits,
    "referral-refused": inviting.refused,
    "referral-review": inviting.review,
}
