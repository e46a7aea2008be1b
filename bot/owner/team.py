"""The team: who works here, inviting by a link that works once, and taking a role away."""

import asyncio

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile

from bot.callbacks import Colleague, Go, Invite, RuleTap
from bot.keyboards import DANGER, back, button, copy_link, rows, share
from bot.visit import Visit
from bot.words.fitting import short
from bot.words.speech import Speech
from services import team
from services.design import pictures
from services.programme import outlets

NEW_ROLES = ("cashier", "manager")
NAME_SHOWN = 18


def role_name(speech: Speech, role: str) -> str:
    """Returns the role in the person's language."""
    return speech.plain(f"role-{role}")


async def show(_: object, visit: Visit) -> None:
    """Shows everybody with a role, and the ways to everything else that a shop consists of."""
    speech = visit.speech
    staff = await visit.db.read(team.team, visit.person)
    people = [
        button(
            speech.plain(
                "team-button-person", name=short(member.name, NAME_SHOWN), role=role_name(speech, member.role)
            ),
            Colleague(act="open", person=member.person_id),
        )
        for member in staff
    ]
    invitations = [
        button(speech.plain(f"team-button-invite-{role}"), Invite(role=role, outlet=0, token=team.new_token()))
        for role in NEW_ROLES
    ]
    places = await visit.db.read(outlets.all_open)
    await visit.show(
        speech("team-title", count=len(staff), places=len(places)),
        rows(
            *people,
            *invitations,
            [button(speech.plain(f"owner-button-{to}"), Go(to=to)) for to in ("outlets", "links")],
            button(speech.plain("business-button-open"), RuleTap(act="business")),
            button(speech.plain("work-button-settings"), Go(to="work")),
            back(speech, "business"),
        ),
    )


async def opened(_: object, visit: Visit, callback_data: Colleague) -> None:
    """Shows one colleague, asks before removing, or removes."""
    speech = visit.speech
    staff = await visit.db.read(team.team, visit.person)
    found = next((member for member in staff if member.person_id == callback_data.person), None)
    if found is None:
        await show(None, visit)
        return
    if callback_data.act == "remove":
        await visit.db.write(team.remove, visit.person, found.person_id, visit.now)
        await visit.answer(speech.plain("team-removed", name=short(found.name, NAME_SHOWN)))
        await show(None, visit)
        return
    ask = callback_data.act == "ask"
    words = "team-ask-remove" if ask else "team-person"
    text = speech(
        words,
        name=found.name or "—",
        role=role_name(speech, found.role),
        outlet=found.outlet or speech.plain("outlets-all"),
    )
    act, label = ("remove", "team-button-remove-yes") if ask else ("ask", "team-button-remove")
    await visit.show(
        text,
        rows(
            button(speech.plain(label), Colleague(act=act, person=found.person_id), DANGER),
            back(speech, "team"),
        ),
    )


async def invite(_: object, visit: Visit, callback_data: Invite, state: FSMContext) -> None:
    """Makes an invitation, after asking for the outlet when there are several; a second tap makes no other one."""
    speech = visit.speech
    if (await state.get_data()).get("invited") == callback_data.token:
        await visit.answer(speech.plain("team-invited"), alert=True)
        return
    places = await visit.db.read(outlets.all_open)
    if not callback_data.outlet and len(places) > 1:
        buttons = [
            button(short(place.name), Invite(role=callback_data.role, outlet=place.id, token=team.new_token()))
            for place in places
        ]
        await visit.show(speech("team-ask-outlet"), rows(*buttons, back(speech, "team")))
        return
    outlet_id = callback_data.outlet or (places[0].id if places else None)
    wanted = callback_data.role, outlet_id, visit.now, callback_data.token
    made = await visit.db.write(team.invite, visit.person, *wanted)
    await visit.answer()
    address = visit.house.start_link(f"i_{made.token}")
    look = await visit.db.read(pictures.design)
    picture = await asyncio.to_thread(pictures.plain_code, look, address)
    await visit.bot.send_photo(
        visit.chat_id,
        BufferedInputFile(picture, "invitation.png"),
        caption=speech(
            "team-invitation", role=role_name(speech, made.role), expires=speech.moment(made.expires_at), link=address
        ),
        reply_markup=rows(share(speech, address, speech.plain("team-share")), copy_link(speech, address)),
    )
    await state.update_data(invited=made.token)


def router() -> Router:
    """Returns the handlers of the team."""
    router = Router(name="team")
    router.callback_query.register(show, Go.filter(F.to == "team"))
    router.callback_query.register(opened, Colleague.filter())
    router.callback_query.register(invite, Invite.filter(F.role.in_(NEW_ROLES)))
    return router
