"""What an owner sees of a message that wins people back: the draft with its size and count, and what came of it."""

from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import WinTap
from bot.keyboards import CONFIRM, DANGER, MAIN, Row, back, button, rows
from bot.owner.former.imports_screens import LIST, bar, cut
from bot.words.speech import Speech
from services.campaigns.texting import LINK, NAME, Size
from services.campaigns.winback import IDLE_DAYS, Audience, Figures, Reach, Winback

Screen = tuple[str, InlineKeyboardMarkup]

MARKS = {"draft": "✏️", "sending": "📨", "paused": "⏸", "cancelled": "✖", "done": "✅"}


def entry(speech: Speech, made: Winback) -> InlineKeyboardButton:
    """Returns the button of a message in the list."""
    day, text = speech.day(made.created_at), cut(made.text, 18)
    label = speech.plain("former-button-winback", mark=MARKS[made.state], day=day, text=text)
    return button(label, WinTap(act="open", winback=made.id))


def suggested(speech: Speech) -> str:
    """Returns a text to begin with, in the owner's language."""
    return speech.plain("winback-suggested", name=NAME, link=LINK)


def who(speech: Speech, audience: Audience) -> str:
    """Returns whom an audience means, plain, as it may stand on a button."""
    if audience.kind == "inactive":
        return speech.plain("broadcast-who-inactive", days=int(audience.of))
    return speech.plain(f"winback-who-{audience.kind}")


def _lines(speech: Speech, made: Winback) -> list[str]:
    lines = [
        speech("winback-line-text", text=made.text),
        speech("broadcast-line-audience", who=who(speech, made.audience)),
    ]
    if made.points:
        days = {"days": made.days}
        lines.append(speech("winback-line-points", points=speech.points(made.points), **days))
    else:
        lines.append(speech("winback-line-no-points"))
    lines.append(speech("winback-line-until", date=speech.last_day(made.ends_at)))
    return lines


def draft(speech: Speech, made: Winback, count: Reach, sized: Size, *, gateway: bool) -> Screen:
    """Returns a draft with everything that can be done to it; `gateway` says whether messages can leave."""
    alphabet = speech.plain("winback-latin" if sized.latin else "winback-unicode")
    lines = [
        speech("winback-draft"),
        "",
        *_lines(speech, made),
        "",
        speech("winback-line-size", length=sized.length, parts=sized.parts, alphabet=alphabet),
        speech("winback-line-reach", count=count.people),
    ]
    if count.people:
        lines.append(speech("winback-line-parts", count=count.parts))
    if not gateway:
        lines += ["", speech("winback-no-gateway")]

    def act(name: str, style: str | None = None) -> Row:
        return [button(speech.plain(f"winback-button-{name}"), WinTap(act=name, winback=made.id), style)]

    return "\n".join(lines), rows(
        [*act("text"), *act("audience")],
        [*act("points"), *act("days"), *act("until")],
        act("preview", MAIN),
        act("send", CONFIRM) if gateway and count.people else [],
        [*act("delete"), back(speech, LIST)],
    )


def audiences(speech: Speech, made: Winback) -> Screen:
    """Returns the question whom a draft is for."""

    def choice(audience: Audience) -> Row:
        tap = WinTap(act="whom", winback=made.id, value=f"{audience.kind}-{audience.of}")
        return [button(who(speech, audience), tap, MAIN if audience == made.audience else None)]

    return speech("winback-ask-audience"), rows(
        choice(Audience("unseen")),
        choice(Audience("outside")),
        *(choice(Audience("inactive", str(days))) for days in IDLE_DAYS),
        again(speech, made),
    )


def again(speech: Speech, made: Winback) -> InlineKeyboardButton:
    """Returns the button that leads back to a message."""
    return button(speech.plain("common-button-back"), WinTap(act="open", winback=made.id))


def status(speech: Speech, made: Winback, told: Figures, waits: datetime | None, *, gateway: bool) -> Screen:
    """Returns how a message stands that is a draft no more, and what can be done; `waits` is the end of quiet hours."""
    head = (
        speech("broadcast-state-waiting", until=speech.time(waits)) if waits else speech(f"winback-state-{made.state}")
    )
    lines = [head, bar(speech, told.total - told.waiting, told.total), ""]
    for kind in ("sent", "refused", "skipped", "unknown", "opened", "installed", "paid"):
        number = getattr(told, kind)
        if number or kind in {"sent", "opened", "installed", "paid"}:
            lines.append(speech(f"winback-figure-{kind}", count=speech.number(number)))
    lines += ["", *_lines(speech, made)]
    if not gateway and made.state == "sending":
        lines += ["", speech("winback-no-gateway")]

    def act(name: str, label: str, style: str | None = None) -> Row:
        return [button(speech.plain(label), WinTap(act=name, winback=made.id), style)]

    buttons = [act("refresh", "today-button-refresh")]
    if made.state == "sending":
        buttons.append(act("pause", "broadcast-button-pause", MAIN))
    if made.state == "paused":
        buttons.append(act("resume", "broadcast-button-resume", CONFIRM))
    if made.state in {"sending", "paused"}:
        buttons.append(act("cancel", "broadcast-button-cancel", DANGER))
    return "\n".join(lines), rows(*buttons, back(speech, LIST))
