"""The versions of the programme: who made them, from when they hold, and the way back."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext

from bot.callbacks import RuleTap
from bot.keyboards import CONFIRM, DANGER, back, button, rows
from bot.owner.programme import rules
from bot.owner.programme.changes import changes
from bot.owner.programme.check import back_to_rules
from bot.owner.programme.desk import Desk, sit
from bot.visit import Visit
from bot.words.fitting import short
from loyalty.programme import Programme
from services.programme import changing
from services.programme.changing import Version

NAME_SHOWN = 14


async def show(_: object, visit: Visit) -> None:
    """Shows the versions, newest first."""
    speech = visit.speech
    versions = await visit.db.read(changing.versions, visit.person, visit.now)
    buttons = [
        button(
            speech.plain(
                f"programme-versions-{version.state}",
                number=version.number,
                day=speech.day(version.valid_from),
                name=short(version.by, NAME_SHOWN) or "—",
            ),
            RuleTap(act="version", value=str(version.number)),
        )
        for version in versions
    ]
    await visit.show(speech("programme-versions-title"), rows(*buttons, back(speech, "rules")))


async def one(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Shows what one version changed, and offers to go back to it."""
    found = await _find(visit, callback_data.value)
    if found is None:
        await show(None, visit)
        return
    version, body = found
    speech, desk = visit.speech, await sit(visit)
    made = speech("programme-version-made", name=version.by or "—", moment=speech.moment(version.made_at))
    holds = speech(f"programme-version-{version.state}", moment=speech.moment(version.valid_from))
    said = [speech("programme-version-title", number=version.number), f"{holds}\n{made}"]
    before = await visit.db.read(changing.one_version, visit.person, version.number - 1)
    if before is not None:
        said.append(speech("programme-version-changes") + "\n" + _difference(visit, desk, before, body))
    newest = desk.overview.newest.version
    return_to = button(
        speech.plain("programme-version-button-back"), RuleTap(act="return", at=str(newest), value=callback_data.value)
    )
    up = button(speech.plain("common-button-back"), RuleTap(act="history"))
    await visit.show("\n\n".join(said), rows(return_to if version.number != newest else None, up))


async def _find(visit: Visit, number: str) -> tuple[Version, Programme] | None:
    versions = await visit.db.read(changing.versions, visit.person, visit.now)
    version = next((version for version in versions if str(version.number) == number), None)
    body = None if version is None else await visit.db.read(changing.one_version, visit.person, version.number)
    return None if version is None or body is None else (version, body)


def _difference(visit: Visit, desk: Desk, before: Programme, after: Programme) -> str:
    found = changes(desk.teller(visit, before), desk.teller(visit, after))
    teller = desk.teller(visit, after)
    return rules.clipped(teller, found) if found else visit.speech("programme-no-difference")


async def ask_return(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Shows what going back to a version will change, and asks."""
    found, desk = await _find(visit, callback_data.value), await sit(visit)
    if found is None:
        await show(None, visit)
        return
    speech, (version, body) = visit.speech, found
    text = speech("programme-version-ask", number=version.number)
    text += "\n\n" + _difference(visit, desk, desk.overview.newest, body)
    yes = RuleTap(act="go-back", at=callback_data.at, value=callback_data.value)
    up = button(speech.plain("common-button-back"), RuleTap(act="version", value=callback_data.value))
    await visit.show(text, rows(button(speech.plain("programme-version-button-yes"), yes, CONFIRM), up))


async def go_back(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Goes back to a version."""
    await _go_back(visit, callback_data.at, callback_data.value, "programme-undone")


async def undo(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Takes back the version that has just been made."""
    number = callback_data.value
    before = str(int(number) - 1) if number.isdigit() else ""
    await _go_back(visit, number, before, "programme-undone")


async def ask_withdraw(_: object, visit: Visit, state: FSMContext, callback_data: RuleTap) -> None:
    """Asks before withdrawing what is planned."""
    desk, speech = await sit(visit), visit.speech
    if desk.overview.planned_from is None:
        await rules.show(None, visit, state)
        return
    yes = RuleTap(act="unplan", at=str(desk.overview.newest.version), value=str(desk.overview.held.version))
    await visit.show(
        speech("programme-withdraw-ask", moment=speech.moment(desk.overview.planned_from)),
        rows(button(speech.plain("programme-button-withdraw-yes"), yes, DANGER), back(speech, "rules")),
    )


async def withdraw(_: object, visit: Visit, callback_data: RuleTap) -> None:
    """Withdraws what is planned: a newer version, like the one that holds, stands in its way."""
    await _go_back(visit, callback_data.at, callback_data.value, "programme-withdrawn")


async def _go_back(visit: Visit, base: str, to: str, words: str) -> None:
    """Makes the version and says so; a version that is not there any more shows the list."""
    if not base.isdigit() or await _find(visit, to) is None:
        await show(None, visit)
        return
    made = await visit.db.write(changing.go_back, visit.person, int(base), int(to), visit.now)
    text = visit.speech(words)
    if made.valid_from > visit.now:
        text = visit.speech("programme-done-since", date=visit.speech.date(made.valid_from))
    await visit.show(text, rows(back_to_rules(visit)))


def router() -> Router:
    """Returns the handlers of the versions."""
    router = Router(name="programme-versions")
    router.callback_query.register(show, RuleTap.filter(F.act == "history"))
    router.callback_query.register(one, RuleTap.filter(F.act == "version"))
    router.callback_query.register(ask_return, RuleTap.filter(F.act == "return"))
    router.callback_query.register(go_back, RuleTap.filter(F.act == "go-back"))
    router.callback_query.register(undo, RuleTap.filter(F.act == "undo"))
    router.callback_query.register(ask_withdraw, RuleTap.filter(F.act == "withdraw"))
    router.callback_query.register(withdraw, RuleTap.filter(F.act == "unplan"))
    return router
