"""The owner's programme: every rule in plain words, and the ways to change it. Nothing here is in force by itself."""

from collections.abc import Iterable
from html import escape

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import InlineKeyboardButton

from bot.callbacks import Go, RuleTap
from bot.keyboards import DANGER, MAIN, back, button, paired, rows
from bot.owner.programme import check
from bot.owner.programme.changes import fitting
from bot.owner.programme.desk import Desk, clear, keep, sit
from bot.owner.programme.spots import CERTIFICATES, COMMON, CONFIG, OFF, ON, RANK, WHEN, Spot, caption, rare, spots
from bot.visit import Visit
from bot.words.fitting import FULL, short
from bot.words.rules import conditions_in_words, line, name, title
from bot.words.values import Teller, dashed
from locales import closest
from loyalty.presets import PRESETS
from loyalty.programme import Programme, Rule
from loyalty.registry import MECHANICS
from services.programme import drafts
from services.programme.setting_up import ready

TEXT_LIMIT = 2_000
"""Characters of rules in one message: Telegram takes 4 096 with the changes and all that stands around them."""
WHOLE = {"settings": (COMMON, "rules"), "certificates": (CERTIFICATES, "gifts")}
"""Forms of what holds for all rules, and the screens that lead to them."""
BUTTONS_SHOWN = 80
"""Rules that can be opened from one screen: Telegram takes 100 buttons."""


async def show(_: object, visit: Visit, state: FSMContext) -> None:
    """Shows every rule in plain words, and what was changed but is not in force yet."""
    await state.clear()
    desk = await sit(visit)
    if desk.changed and desk.stale:
        await check.show_conflict(visit, desk)
        return
    speech, teller = visit.speech, desk.teller(visit)
    said = [speech("rules-title", name=desk.draft.name)]
    if desk.overview.planned_from:
        said.append(speech("programme-planned", moment=speech.moment(desk.overview.planned_from)))
    said.append(clipped(teller, [rule_line(teller, rule) for rule in desk.draft.rules]))
    said += [*check.waiting(visit, desk), speech("programme-hint")]
    opened = desk.draft.rules[:BUTTONS_SHOWN]
    buttons = [button(label_of(teller, rule), RuleTap(act="open", rule=rule.id)) for rule in opened]
    withdraw = button(
        speech.plain("programme-planned-button-withdraw"),
        RuleTap(act="withdraw", value=str(desk.overview.newest.version)),
    )
    await visit.show(
        "\n\n".join(said),
        rows(
            *check.ways(visit, desk),
            *buttons,
            button(speech.plain("programme-button-add"), RuleTap(act="add"), MAIN),
            button(speech.plain("programme-button-settings"), RuleTap(act="settings")),
            button(speech.plain("names-button-open"), RuleTap(act="names")),
            withdraw if desk.overview.planned_from else None,
            button(speech.plain("programme-button-history"), RuleTap(act="history")),
            back(speech, "business"),
        ),
    )


def rule_line(teller: Teller, rule: Rule) -> str:
    """Returns a rule as a line of HTML, marked as on or off."""
    return f"{OFF} <s>{line(teller, rule)}</s>" if rule.paused else f"{ON} {line(teller, rule)}"


def label_of(teller: Teller, rule: Rule) -> str:
    """Returns what a rule is called, marked as on or off, short enough for a button."""
    return short(f"{OFF if rule.paused else ON} {name(teller, rule)}")


def clipped(teller: Teller, lines: list[str], limit: int = TEXT_LIMIT) -> str:
    """Returns the lines as far as they fit into a message; the rest is counted."""
    if not lines:
        return teller.speech("programme-none")
    shown = fitting(lines, limit)
    if len(shown) < len(lines):
        shown.append(teller.speech("programme-more", count=len(lines) - len(shown)))
    return "\n".join(shown)


# --- one rule ---------------------------------------------------------------------------------------------------------


async def open_part(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Shows a rule, its conditions, how it stands to others, or what holds for all rules."""
    desk = await sit(visit)
    await show_part(visit, state, desk, drafts.find(desk.draft, callback_data.rule), callback_data.act)


async def show_part(visit: Visit, state: FSMContext, desk: Desk, rule: Rule | None, act: str) -> None:
    """Shows the part of a rule that `act` names; `rule` may be as it was before the last change."""
    await state.clear()
    rule = drafts.find(desk.draft, rule.id) if rule else None
    if act in WHOLE:
        await _show_settings(visit, desk, act)
    elif rule is None:
        await show(None, visit, state)
    elif act == "more":
        await _show_more(visit, desk, rule)
    elif act in {"when", "rank"}:
        await _show_conditions(visit, desk, rule, WHEN if act == "when" else RANK)
    else:
        await _show_rule(visit, desk, rule)


async def _show_rule(visit: Visit, desk: Desk, rule: Rule) -> None:
    speech, teller = visit.speech, desk.teller(visit)
    conditions, met = speech.plain("programme-rule-button-when"), "; ".join(conditions_in_words(teller, rule.when))
    if met and len(conditions) + len(met) + 2 <= FULL:  # the line above says them anyway
        conditions += f": {met}"
    switch = "resume" if rule.paused else "pause"
    said = [
        f"<b>{escape(name(teller, rule), quote=False)}</b>\n{rule_line(teller, rule)}",
        f"<i>{speech(f'mechanic-{dashed(rule.mechanic)}-help')}</i>",
        *check.waiting(visit, desk),
    ]
    await visit.show(
        "\n\n".join(said),
        rows(
            *check.ways(visit, desk),
            button(speech.plain(f"programme-rule-button-{switch}"), RuleTap(act=switch, rule=rule.id)),
            *_buttons(teller, (spot for spot in spots(teller, rule, CONFIG) if not rare(spot))),
            button(conditions, RuleTap(act="when", rule=rule.id)),
            button(speech.plain("programme-rule-button-more"), RuleTap(act="more", rule=rule.id)),
            button(speech.plain("programme-rule-button-remove"), RuleTap(act="remove", rule=rule.id), DANGER),
            back(speech, "rules"),
        ),
    )


async def _show_conditions(visit: Visit, desk: Desk, rule: Rule, part: str) -> None:
    speech, teller = visit.speech, desk.teller(visit)
    key = "programme-when-title" if part == WHEN else "programme-rank-title"
    said = [speech(key, rule=name(teller, rule)), rule_line(teller, rule), *check.waiting(visit, desk)]
    up = button(speech.plain("common-button-back"), RuleTap(act="open", rule=rule.id))
    fields = _buttons(teller, spots(teller, rule, part))
    await visit.show("\n\n".join(said), rows(*check.ways(visit, desk), *fields, up))


async def _show_more(visit: Visit, desk: Desk, rule: Rule) -> None:
    speech, teller = visit.speech, desk.teller(visit)
    said = [speech("programme-rest-title", rule=name(teller, rule)), *check.waiting(visit, desk)]
    up = button(speech.plain("common-button-back"), RuleTap(act="open", rule=rule.id))
    rank = button(speech.plain("programme-rule-button-rank"), RuleTap(act="rank", rule=rule.id))
    fields = _buttons(teller, filter(rare, spots(teller, rule, CONFIG)))
    await visit.show("\n\n".join(said), rows(*check.ways(visit, desk), *fields, rank, up))


async def _show_settings(visit: Visit, desk: Desk, act: str) -> None:
    part, up = WHOLE[act]
    said, teller = [visit.speech(f"programme-{act}-title"), *check.waiting(visit, desk)], desk.teller(visit)
    fields = _buttons(teller, spots(teller, None, part))
    await visit.show("\n\n".join(said), rows(*check.ways(visit, desk), *fields, back(visit.speech, up)))


def _buttons(teller: Teller, shown: Iterable[Spot]) -> list[InlineKeyboardButton]:
    return [button(caption(teller, spot), RuleTap(act="ask", rule=spot.rule_id, at=spot.at)) for spot in shown]


# --- pause, resume, remove: drafts too, shown for confirmation at once ------------------------------------------------


async def set_aside(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Pauses a rule, lets it go on or takes it out, in the draft, and asks whether and from when."""
    desk, rule_id = await sit(visit), callback_data.rule
    if callback_data.act == "remove":
        changed = drafts.remove(desk.draft, rule_id)
    else:
        changed = drafts.pause(desk.draft, rule_id, paused=callback_data.act == "pause")
    desk = await keep(visit, desk, changed)
    if desk.changed:
        await check.show(visit, state, desk)
    else:
        await show(None, visit, state)


# --- adding a rule ----------------------------------------------------------------------------------------------------


async def add(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Shows the mechanics, or one of them with what it is for, or a preset's rules."""
    speech, kind = visit.speech, callback_data.value
    if kind in MECHANICS:
        await _offer(visit, kind)
        return
    buttons = [
        button(title(speech, mechanic), RuleTap(act="add", value=mechanic))
        for mechanic in sorted(MECHANICS, key=lambda mechanic: title(speech, mechanic).casefold())
    ]
    presets = button(speech.plain("programme-add-button-presets"), RuleTap(act="presets"))
    await visit.show(speech("programme-add-title"), rows(*paired(buttons), presets, back(speech, "rules")))


async def _offer(visit: Visit, mechanic: str) -> None:
    speech, desk = visit.speech, await sit(visit)
    rule_id = drafts.new_id(desk.draft, mechanic)
    trial = drafts.add(desk.draft, rule_id, mechanic)
    made = drafts.find(trial, rule_id)
    assert made is not None, "it has just been added"
    said = [
        f"<b>{escape(title(speech, mechanic), quote=False)}</b>",
        speech(f"mechanic-{dashed(mechanic)}-help"),
        rule_line(desk.teller(visit, trial), made),
    ]
    take = RuleTap(act="new", rule=rule_id, value=mechanic)
    up = button(speech.plain("common-button-back"), RuleTap(act="add"))
    await visit.show("\n\n".join(said), rows(button(speech.plain("programme-add-button-mechanic"), take, MAIN), up))


async def new(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Adds a rule of a mechanic to the draft and opens it."""
    desk = await sit(visit)
    if callback_data.value in MECHANICS:
        desk = await _added(visit, desk, drafts.add(desk.draft, callback_data.rule, callback_data.value))
    await show_part(visit, state, desk, drafts.find(desk.draft, callback_data.rule), "open")


async def _added(visit: Visit, desk: Desk, changed: Programme) -> Desk:
    return desk if changed == desk.draft else await keep(visit, desk, changed)


async def presets(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Shows the ready programmes, or the rules of one."""
    speech, key = visit.speech, callback_data.value
    up = button(speech.plain("common-button-back"), RuleTap(act="presets" if key else "add"))
    if key not in PRESETS:
        buttons = [button(preset_name(visit, one), RuleTap(act="presets", value=one)) for one in PRESETS]
        await visit.show(speech("programme-presets-title"), rows(*buttons, up))
        return
    desk = await sit(visit)
    lent = ready(key, desk.draft.currency, closest(desk.draft.language))
    teller = desk.teller(visit, lent)
    buttons = [
        button(
            label_of(teller, rule),
            RuleTap(act="borrow", rule=drafts.new_id(desk.draft, rule.id), at=rule.id, value=key),
        )
        for rule in lent.rules
    ]
    said = [speech("programme-preset-title", name=preset_name(visit, key))]
    said.append(clipped(teller, [rule_line(teller, rule) for rule in lent.rules]))
    await visit.show("\n\n".join(said), rows(*buttons, up))


def preset_name(visit: Visit, key: str) -> str:
    """Returns what a preset is called."""
    return visit.speech.plain(f"preset-{dashed(key)}")


async def borrow(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Adds a preset's rule to the draft and opens it."""
    desk = await sit(visit)
    changed = drafts.borrow(desk.draft, callback_data.rule, callback_data.value, callback_data.at)
    desk = await _added(visit, desk, changed)
    await show_part(visit, state, desk, drafts.find(desk.draft, callback_data.rule), "open")


async def drop(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Forgets the draft; a tap for one that was begun from another version forgets nothing."""
    desk = await sit(visit)
    if desk.changed and callback_data.value == str(desk.before.version):
        await clear(visit)
        await visit.answer(visit.speech.plain("programme-dropped"))
    await show(None, visit, state)


def router() -> Router:
    """Returns the handlers of the rules."""
    router = Router(name="programme")
    router.callback_query.register(show, Go.filter(F.to == "rules"))
    router.callback_query.register(open_part, RuleTap.filter(F.act.in_({"open", "when", "rank", "more", *WHOLE})))
    router.callback_query.register(set_aside, RuleTap.filter(F.act.in_({"pause", "resume", "remove"})))
    router.callback_query.register(add, RuleTap.filter(F.act == "add"))
    router.callback_query.register(new, RuleTap.filter(F.act == "new"))
    router.callback_query.register(presets, RuleTap.filter(F.act == "presets"))
    router.callback_query.register(borrow, RuleTap.filter(F.act == "borrow"))
    router.callback_query.register(drop, RuleTap.filter(F.act == "drop"))
    return router
