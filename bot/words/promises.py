"""What a newcomer reads a card is good for: what is theirs at once, and what the rules bring next, in their words."""

from bot.words import headlines
from bot.words.rules import sentence
from bot.words.speech import Speech
from bot.words.values import Teller
from loyalty.cashback import worth
from loyalty.headline import Headline
from loyalty.mechanics import birthday, discount, earn, stamp_card
from loyalty.programme import Programme, Rule, When
from services.members.offered import Offered

MOST = 3
"""Lines about what comes next; who is told everything reads nothing."""
_WHOLE = 10_000


def at_once(speech: Speech, offered: Offered) -> list[str]:
    """Returns what registering brings."""
    points = [speech("join-now-points", points=offered.points)] if offered.points else []
    return points + [speech("join-now-coupon", title=speech.name(title)) for title in offered.titles]


def later(speech: Speech, programme: Programme, offered: Offered) -> list[str]:
    """Returns what every customer gets by the rules that ask for no more than a purchase."""
    open_to_all = [rule for rule in programme.rules if not rule.paused and rule.when == When()]
    stamps = [
        line
        for rule in open_to_all
        if isinstance(rule.config, stamp_card.Config)
        for line in _stamps(speech, programme, rule)
    ]
    if offered.headline:
        head = [] if offered.headline.unit == "stamps" and stamps else _discount(speech, programme, offered.headline)
        return [*head, *stamps][:MOST]
    return [*stamps, *(line for rule in open_to_all for line in _line(speech, programme, rule))][:MOST]


def _discount(speech: Speech, programme: Programme, found: Headline) -> list[str]:
    """Returns the discount that a newcomer has, and how far it can grow."""
    if not found.then:
        return headlines.lines(speech, found)
    grows = (r.config.steps for r in programme.rules if r.mechanic == "accumulating_discount" and not r.paused)
    most = max(steps[-1].percent for steps in grows)
    return [
        *headlines.lines(speech, Headline(found.percent)),
        speech("join-next-grows", percent=speech.percent(most)),
    ]


def _stamps(speech: Speech, programme: Programme, rule: Rule) -> list[str]:
    titles = {each.id: each.config.title for each in programme.rules if each.mechanic == "coupon" and not each.paused}
    title = titles.get(rule.config.reward, "")
    return [f"🔖 {sentence(Teller(speech, programme), rule)}"] if title else []


def _line(speech: Speech, programme: Programme, rule: Rule) -> list[str]:
    match rule.config:
        case earn.Config() as config if not config.categories:
            if speech.point:
                percent = int(worth(config.points * _WHOLE, speech.point) // config.per)
                return [speech("join-next-cashback", percent=speech.percent(percent))]
            return [f"⭐ {sentence(Teller(speech, programme), rule)}"]
        case discount.Config():
            return [f"🏷 {sentence(Teller(speech, programme), rule)}"]
        case birthday.Config() as config:
            return [speech("join-next-birthday", points=config.points)]
    return []
