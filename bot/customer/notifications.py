"""What a member wants to be reminded of, topic by topic."""

from aiogram import F, Router

from bot.callbacks import Go, TopicTap
from bot.customer.card import registered
from bot.keyboards import back, button, rows
from bot.visit import Visit
from services.members import consents, topics
from services.members.consents import ADVERTISING
from services.members.topics import ADVERTS, TOPICS


async def show(_: object, visit: Visit) -> None:
    """Shows the topics as buttons that switch them, and says what always comes."""
    registered(visit)
    speech = visit.speech
    wanted = await visit.db.read(topics.wanted, visit.person.id)
    agreed = (await visit.db.read(consents.consents, visit.person.id))[ADVERTISING]
    switches = [
        button(
            f"{'✅' if wanted[topic] else '⬜'} {speech.plain(f'topic-button-{topic}')}",
            TopicTap(act="off" if wanted[topic] else "on", topic=topic),
        )
        for topic in TOPICS
        if agreed or topic not in ADVERTS
    ]
    offers = speech("topics-offers" if agreed else "topics-offers-without")
    await visit.show(speech("topics-title") + "\n\n" + offers, rows(*switches, back(speech, "settings")))


async def choose(_: object, visit: Visit, callback_data: TopicTap) -> None:
    """Switches a topic on or off, here or below a reminder, and shows all of them."""
    wanted = callback_data.act == "on"
    await visit.db.write(topics.choose, visit.person.id, callback_data.topic, wanted, visit.now)
    await visit.answer(visit.speech.plain("topics-on" if wanted else "topics-off"))
    await show(None, visit)


def router() -> Router:
    """Returns the handlers of the topics."""
    router = Router(name="notifications")
    router.callback_query.register(show, Go.filter(F.to == "notifications"))
    router.callback_query.register(choose, TopicTap.filter(F.act.in_(("on", "off"))))
    return router
