"""Gift certificates as everybody sees them: what is on one, its code as a picture, the link that gives it on."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiogram.types import BufferedInputFile, InlineKeyboardButton
from sqlalchemy import Connection

from bot.keyboards import Row, copy, copy_link, rows, share
from bot.visit import Visit
from bot.words.speech import Speech
from loyalty.certificates import CertificateMoved, CertificateTaken, CertificateUnknown, spelled
from loyalty.errors import Refusal
from services.design import pictures, vouchers
from services.design.vouchers import Voucher
from services.people import Person
from services.prepaid import certificates
from services.prepaid.certificates import Certificate, Move
from services.typed import file_name

ENDING = 4
"""Letters of a code by which two certificates are told apart."""
START = "g_"
GUESSES = (CertificateUnknown, CertificateMoved, CertificateTaken)
"""Refusals after which a code counts as a guess."""

T = TypeVar("T")


def told(visit: Visit, found: Certificate) -> str:
    """Returns what is on a certificate, and what keeps it from paying."""
    speech = visit.speech.in_currency(found.currency)
    lines = [speech("certificate-title", money=speech.money(found.balance), ending=found.code[-ENDING:])]
    if found.balance != found.face:
        lines.append(speech("certificate-face", money=speech.money(found.face)))
    if found.ended(visit.now):
        lines.append(speech("certificate-ended"))
    elif found.expires_at:
        lines.append(speech("certificate-until", date=speech.last_day(found.expires_at)))
    if found.blocked:
        lines.append(speech("certificate-blocked"))
    if found.opens_at and found.sealed(visit.now):
        lines.append(speech("certificate-sealed", date=speech.date(found.opens_at)))
    return "\n".join(lines)


async def tried(visit: Visit, look: Callable[[Connection, Person, str], T], code: str) -> T:
    """Returns what `look` finds behind a code; only a guess counts. Raises TooManyAttempts and what `look` does."""
    await visit.db.write(certificates.attempt, visit.person, visit.now)
    try:
        found = await visit.db.read(look, visit.person, code)
    except Refusal as refusal:
        if not isinstance(refusal, GUESSES):
            await visit.db.write(certificates.succeeded, visit.person, visit.now)
        raise
    await visit.db.write(certificates.succeeded, visit.person, visit.now)
    return found


async def moved(visit: Visit, found: Certificate) -> tuple[list[str], tuple[Move, ...]]:
    """Returns the last movements as lines, and as they are."""
    moves = await visit.db.read(certificates.moves, found.id)
    lines = [
        visit.speech(
            "certificate-move",
            day=visit.speech.day(move.at),
            what=visit.speech.plain(f"certificate-move-{move.kind}"),
            money=_signed(visit.speech.in_currency(move.currency), move.amount),
            outlet=move.outlet or "—",
        )
        for move in moves
    ]
    return lines, moves


def _signed(speech: Speech, minor: int) -> str:
    return ("+" if minor > 0 else "−") + speech.money(abs(minor))


def address(visit: Visit, found: Certificate) -> str:
    """Returns the link that lets a cashier scan a certificate, and a friend put it on their card."""
    return visit.house.start_link(START + found.code)


def giving(visit: Visit, found: Certificate) -> list[InlineKeyboardButton | Row]:
    """Returns the buttons that send a certificate's link to somebody."""
    speech = visit.speech.in_currency(found.currency)
    shop = visit.programme.name if visit.programme else ""
    text = speech.plain("certificate-share", money=speech.money(found.balance), shop=shop, greeting=found.greeting)
    return [share(speech, address(visit, found), text.strip()), copy_link(speech, address(visit, found))]


async def send_paper(visit: Visit, found: Certificate) -> None:
    """Sends a certificate as a file that can be printed, in the reader's language."""
    await visit.answer()
    await visit.bot.send_chat_action(visit.chat_id, "upload_document")
    look, speech = await visit.db.read(pictures.design), visit.speech.in_currency(found.currency)
    paper = Voucher(
        code=address(visit, found),
        language=speech.language,
        title=speech.plain("certificate-invoice"),
        value=speech.money(found.balance),
        greeting=found.greeting,
        until=speech.plain("certificate-until", date=speech.last_day(found.expires_at)) if found.expires_at else "",
        letters=spelled(found.code),
        how=speech.plain("certificate-paper-how"),
    )
    page = await asyncio.to_thread(vouchers.pdf, look, paper)
    name = file_name(look.organisation, speech.plain("certificate-invoice"), found.code[-ENDING:])
    await visit.send_file(page, f"{name}.pdf", speech("certificate-paper"))


async def send(visit: Visit, found: Certificate, text: str, *buttons: InlineKeyboardButton | Row | None) -> None:
    """Sends a certificate's code as a picture to be scanned, printed or read out, with words and buttons below it."""
    look, code = await visit.db.read(pictures.design), spelled(found.code)
    picture = await asyncio.to_thread(pictures.coupon_picture, look, address(visit, found), code)
    await visit.bot.send_photo(
        visit.chat_id,
        BufferedInputFile(picture, "certificate.png"),
        caption=f"{text}\n\n{visit.speech('certificate-code', code=code)}",
        reply_markup=rows(copy(visit.speech.plain("card-button-copy", digits=code), code), *buttons),
    )
