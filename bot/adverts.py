"""A broadcast as people get it: the owner's text as it was typed, photo and button, and the way to stop adverts."""

from uuid import UUID

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, Message, MessageEntity

from bot.callbacks import CouponTap, Offers
from bot.keyboards import button, link, rows
from bot.words.speech import Speech
from locales import Language
from services.campaigns.broadcasts import Content


async def send(
    bot: Bot, telegram_id: int, language: Language, content: Content, coupon_id: UUID | None = None
) -> Message:
    """Sends the broadcast to one person, its own buttons in their language, and returns the message.

    `coupon_id` is the coupon that they were given with it.
    """
    keyboard = _buttons(Speech(language), content, coupon_id)
    entities = [MessageEntity.model_validate(dict(entity)) for entity in content.entities]
    if content.photo:
        return await bot.send_photo(
            telegram_id,
            content.photo,
            caption=content.text or None,
            caption_entities=entities,
            parse_mode=None,
            reply_markup=keyboard,
        )
    return await bot.send_message(telegram_id, content.text, entities=entities, parse_mode=None, reply_markup=keyboard)


def _buttons(speech: Speech, content: Content, coupon_id: UUID | None) -> InlineKeyboardMarkup:
    coupon = CouponTap(act="show", coupon=coupon_id) if coupon_id else None
    return rows(
        link(content.label, content.link) if content.label else None,
        button(speech.plain("broadcast-button-coupon-open"), coupon) if coupon else None,
        button(speech.plain("offers-button-stop"), Offers(act="stop")),
    )
