"""What an owner sees of a broadcast: the draft with its count, the progress that moves, the list.

Wherever `waits` is given, it is the end of the quiet hours in which nothing leaves, now or when it is planned for, and
None outside of them.
"""

from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import Attach, Cast, Go, Whom
from bot.keyboards import CONFIRM, DANGER, MAIN, Row, back, button, rows
from bot.words.fitting import short
from bot.words.speech import Speech
from loyalty.ledger import MILLION
from services.campaigns.broadcasts import IDLE_DAYS, Audience, Broadcast, Choices, Figures

Screen = tuple[str, InlineKeyboardMarkup]

LIST = "broadcasts"
MARKS = {"draft": "✏️", "planned": "🕘", "waiting": "⏳", "sending": "📨", "paused": "⏸", "cancelled": "✖", "done": "✅"}
MOVING = frozenset({"sending", "paused"})
"""In these states the owner's message counts along."""
BAR = 10
SHOWN_IN_DRAFT, SHOWN_IN_LIST = 300, 18


def listed(speech: Speech, made: tuple[Broadcast, ...], waits: datetime | None) -> Screen:
    """Returns the list of broadcasts."""
    lines = [button(_label(speech, one, waits), Cast(act="open", broadcast=one.id)) for one in made]
    new = button(speech.plain("broadcasts-button-new"), Go(to="new-broadcast"), MAIN)
    return speech("broadcasts-title"), rows(new, *lines, back(speech, "offers"))


def _label(speech: Speech, made: Broadcast, waits: datetime | None) -> str:
    at = made.started_at or made.send_at or made.created_at
    text = _cut(made.content.text, SHOWN_IN_LIST) or speech.plain("broadcasts-photo-only")
    return speech.plain("broadcasts-button-one", mark=MARKS[state_of(made, waits)], day=speech.day(at), text=text)


def state_of(made: Broadcast, waits: datetime | None) -> str:
    """Returns how a broadcast stands: one that is being sent is `waiting` in quiet hours."""
    return "waiting" if made.state == "sending" and waits else made.state


def _cut(text: str, limit: int) -> str:
    return short(" ".join(text.split()), limit)


def who(speech: Speech, audience: Audience, choices: Choices) -> str:
    """Returns whom an audience means, plain, as it may stand on a button."""
    match audience.kind:
        case "tier" if audience.of in choices.tiers:
            return speech.plain("broadcast-who-tier", name=speech.tier(audience.of))
        case "inactive":
            return speech.plain("broadcast-who-inactive", days=int(audience.of))
        case "coupon" if choices.title(audience.of):
            return speech.plain(
                "broadcast-who-coupon", name=_cut(speech.name(choices.title(audience.of)), SHOWN_IN_LIST)
            )
        case "all" | "birthday" as kind:
            return speech.plain(f"broadcast-who-{kind}")
    return speech.plain("broadcast-who-gone")


def _lines(speech: Speech, made: Broadcast, choices: Choices) -> list[str]:
    """Returns what is sent and to whom, a line each."""
    content = made.content
    lines = [speech("broadcast-line-text", text=_cut(content.text, SHOWN_IN_DRAFT))] if content.text else []
    if content.photo:
        lines.append(speech("broadcast-line-photo"))
    if content.label:
        lines.append(speech("broadcast-line-link", label=content.label, link=content.link))
    if content.coupon:
        lines.append(speech("broadcast-line-coupon", title=speech.name(choices.title(content.coupon)) or "—"))
    return [*lines, speech("broadcast-line-audience", who=who(speech, made.audience, choices))]


def draft(speech: Speech, made: Broadcast, choices: Choices, count: int) -> Screen:
    """Returns a draft with everything that can be done to it; `count` people would get it now."""
    content = made.content

    def act(name: str, style: str | None = None) -> Row:
        return [button(speech.plain(f"broadcast-button-{name}"), Cast(act=name, broadcast=made.id), style)]

    coupon = act("no-coupon") if content.coupon else act("coupon") if choices.coupons else []
    text = "\n".join(
        [
            speech("broadcast-draft"),
            "",
            *_lines(speech, made, choices),
            speech("broadcast-line-reach", count=count),
        ]
    )
    return text, rows(
        [*act("text"), *(act("no-photo") if content.photo else act("photo"))],
        [*(act("no-link") if content.label else act("link")), *act("audience")],
        coupon,
        act("preview", MAIN),
        [*act("send", CONFIRM), *act("later")],
        [*act("delete"), back(speech, LIST)],
    )


def audiences(speech: Speech, made: Broadcast, choices: Choices) -> Screen:
    """Returns the question whom a draft is for."""

    def choice(audience: Audience, of: int = 0) -> Row:
        style = MAIN if audience == made.audience else None
        return [
            button(who(speech, audience, choices), Whom(broadcast=made.id, kind=audience.kind, of=of), style),
        ]

    return speech("broadcast-ask-audience"), rows(
        choice(Audience()),
        *(choice(Audience("tier", key), place) for place, key in enumerate(choices.tiers)),
        *(choice(Audience("inactive", str(days)), days) for days in IDLE_DAYS),
        choice(Audience("birthday")),
        *(choice(Audience("coupon", rule_id), place) for place, (rule_id, _) in enumerate(choices.coupons)),
        again(speech, made),
    )


def coupons(speech: Speech, made: Broadcast, choices: Choices) -> Screen:
    """Returns the question which coupon goes along."""
    offered = [
        button(_cut(speech.name(title), 30), Attach(broadcast=made.id, of=place))
        for place, (_, title) in enumerate(choices.coupons)
    ]
    return speech("broadcast-ask-coupon"), rows(*offered, again(speech, made))


def again(speech: Speech, made: Broadcast) -> InlineKeyboardButton:
    """Returns the button that leads back to a broadcast."""
    return button(speech.plain("common-button-back"), Cast(act="open", broadcast=made.id))


def asked(speech: Speech, made: Broadcast, count: int, waits: datetime | None, now: datetime) -> Screen:
    """Returns the last question before a broadcast leaves, or, in quiet hours, waits for their end."""
    if waits:
        end = speech.time(waits)
        text = speech("broadcast-ask-send-quiet", clock=speech.time(now), until=end, count=count)
        yes = speech.plain("broadcast-button-send-quiet", until=end)
    else:
        text = speech("broadcast-ask-send", count=count)
        yes = speech.plain("broadcast-button-send-yes", count=speech.number(count))
    return text, rows(button(yes, Cast(act="send-yes", broadcast=made.id), CONFIRM), again(speech, made))


def status(speech: Speech, made: Broadcast, choices: Choices, told: Figures, waits: datetime | None) -> Screen:
    """Returns how a broadcast stands that is a draft no more, and what can be done about it."""
    at = made.finished_at or made.send_at or made.created_at
    state = state_of(made, waits)
    if state == "waiting" and waits:
        lines = [speech("broadcast-state-waiting", until=speech.time(waits))]
    else:
        at = waits if state == "planned" and waits else at
        lines = [speech(f"broadcast-state-{state}", **({} if state in MOVING else {"moment": speech.moment(at)}))]
    if made.started_at and (state != "waiting" or told.total):
        lines += [_bar(speech, made, told), "", *_figures(speech, made, told)]
    lines += ["", *_lines(speech, made, choices)]

    def act(name: str, label: str, style: str | None = None) -> Row:
        return [button(speech.plain(f"broadcast-button-{label}"), Cast(act=name, broadcast=made.id), style)]

    match state:
        case "planned":
            buttons = [act("unplan", "change"), act("cancel", "unplan", DANGER)]
        case "waiting":
            buttons = [act("pause", "pause"), act("cancel", "unplan", DANGER)]
        case "sending":
            buttons = [act("pause", "pause", MAIN)]
        case "paused":
            buttons = [act("resume", "resume", CONFIRM), act("cancel", "cancel", DANGER)]
        case _:
            buttons = []
    return "\n".join(lines), rows(*buttons, back(speech, LIST))


def _bar(speech: Speech, made: Broadcast, told: Figures) -> str:
    nobody = MILLION if made.filled_at else 0  # else they are still to be written down
    share = MILLION * told.done // told.total if told.total else nobody
    full = BAR * share // MILLION
    return speech(
        "broadcast-progress",
        bar="▰" * full + "▱" * (BAR - full),
        percent=speech.percent(share // (MILLION // 100) * 100),
        done=speech.number(told.done),
        total=speech.number(told.total),
    )


def _figures(speech: Speech, made: Broadcast, told: Figures) -> list[str]:
    lines = [speech("broadcast-figure-sent", count=speech.number(told.sent))]
    if told.waiting:
        words = "broadcast-figure-left" if made.state == "cancelled" else "broadcast-figure-waiting"
        lines.append(speech(words, count=speech.number(told.waiting)))
    others = {"blocked": told.blocked, "refused": told.refused, "skipped": told.skipped, "unknown": told.unknown}
    lines += [speech(f"broadcast-figure-{kind}", count=speech.number(n)) for kind, n in others.items() if n]
    if made.content.coupon:
        lines.append(speech("broadcast-figure-coupons", count=speech.number(told.coupons_used)))
    return lines
