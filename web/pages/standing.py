"""What a member has beside points, as a part of a page: the way to the next tier, stamps, coupons, what expires."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from loyalty.headline import Headline
from services.design import page_pictures
from services.design.page_pictures import ScreenCode
from services.passes.pass_facts import PassFacts, StampCard
from services.passes.screens import Screen
from web.pages import asset
from web.pages.words import Words

STYLE = asset("standing.css")
_MOST_STAMPS = 30
"""Places of a stamp card that are drawn; a longer one is a bar."""
_MOST_DATES, _MOST_COUPONS, _MOST_CODES = 6, 20, 5


def amounts(words: Words, screen: Screen) -> str:
    """Returns how much there is on the card, its tier and whose it is, and that it is frozen if it is."""
    facts = screen.facts
    tier = f"<b>{escape(words.tier(facts.tier))}</b>" if facts.tier else ""
    whose = f"<div>{tier}<span>{escape(facts.name)}</span></div>"
    frozen = f'<p class="frozen">{words("web-frozen")}</p>\n' if facts.suspended else ""
    if facts.headline is not None:
        return f'<div class="sum">{_instead(words, facts.headline)}{whose}</div>\n{frozen}'
    label = words("web-card-cashback") if words.value else words("web-card-points", points=facts.points)
    worth = ""
    if facts.worth and not words.value:
        worth = f" · {words('web-card-worth', money=words.money(facts.worth))}"
    return (
        f'<div class="sum"><div><b>{escape(words.points(facts.points))}</b><span>{label}{worth}</span></div>'
        f"{whose}</div>\n{frozen}"
    )


def _instead(words: Words, found: Headline) -> str:
    """Returns what stands in the place of points: the discount that holds, or how far it is to the next step."""
    if found.percent:
        return f"<div><b>{escape(words.percent(found.percent))}</b><span>{words('pass-discount')}</span></div>"
    if not found.need:
        return "<div></div>"
    have, need = (words.money(each) if found.unit == "money" else str(each) for each in (found.have, found.need))
    if found.unit == "stamps":
        label = words("pass-stamps")
    else:
        key = "pass-next-money" if found.unit == "money" else "pass-next-visits"
        label = words(key, percent=words.percent(found.then))
    return f"<div><b>{words('web-stamps', have=have, goal=need)}</b><span>{label}</span></div>"


def filled(words: Words, facts: PassFacts) -> str:
    """Returns the first stamp card as it stands in the head of a page, and how far it is to its gift."""
    card = next(iter(facts.stamps), None)
    if card is None:
        return ""
    left = card.goal - card.have
    gift = f"<p>{words('web-gift-next', left=left)}</p>" if card.title and left > 0 else ""
    return f'<div class="filled">{_places(words, card)}{gift}</div>'


def bonuses(words: Words, screen: Screen) -> str:
    """Returns what is promised to whoever puts the card on a phone, as tickets in a section."""
    tickets = "".join(
        f'<div class="ticket"><span><b>{words("web-bonus", gift=words.some(bonus.points))}</b>'
        f"<small>{words('web-bonus-until', date=words.last_day(bonus.ends_at))}</small></span></div>"
        for bonus in screen.bonuses
    )
    return f"<section>{tickets}</section>\n" if tickets else ""


def gifts(words: Words, facts: PassFacts, start_link: Callable[[str], str]) -> str:
    """Returns the coupons as tickets, the first of which open to the code of the bot's link to them."""
    tickets = []
    for number, coupon in enumerate(facts.coupons[:_MOST_COUPONS]):
        name = f"<b>{escape(words.name(coupon.title)) or words('web-coupon')}</b>"
        if coupon.expires_at:
            name += f"<small>{words('web-coupon-until', date=words.last_day(coupon.expires_at))}</small>"
        code = f'<b class="code">{escape(coupon.code)}</b>'
        if number < _MOST_CODES:
            shown = drawn(page_pictures.lasting_code(start_link(f"k_{coupon.code}")), "qr", words("web-coupon-show"))
            opened = f"{shown}{code}<p>{words('web-coupon-show')}</p>"
            tickets.append(f'<details class="ticket"><summary><span>{name}</span></summary>{opened}</details>')
        else:
            tickets.append(f'<div class="ticket"><span>{name}</span>{code}</div>')
    if not tickets:
        return ""
    return f"<h2>{words('web-gift')}</h2>\n{''.join(tickets)}{_more(words, len(facts.coupons) - len(tickets))}"


def _more(words: Words, left_out: int) -> str:
    """Returns how many there are beside those that are shown."""
    return f"<p>{words('web-more', count=left_out)}</p>" if left_out else ""


def drawn(code: ScreenCode, name: str, label: str) -> str:
    """Returns a code as SVG of the class `name`; `label` is HTML."""
    return (
        f'<svg class="{name}" viewBox="0 0 {code.side} {code.side}" role="img" aria-label="{label}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{code.side}v{code.side}H0z"/>'
        f'<path stroke="#000" d="{code.path}"/></svg>'
    )


def progress(words: Words, facts: PassFacts) -> str:
    """Returns what else this member is on the way to: a larger discount, a level, more stamp cards."""
    parts = (_next(words, facts), _climb(words, facts), _stamps(words, facts))
    return _sections(part for part in parts)


def past(words: Words, facts: PassFacts) -> str:
    """Returns until when the points are good, and the last changes."""
    return ends(words, facts) + _sections((_moves(words, facts),))


def ends(words: Words, facts: PassFacts) -> str:
    """Returns until when the points are good."""
    return _sections((_ends(words, facts),))


def row(name: str, value: str) -> str:
    """Returns a line of a list; both are HTML."""
    return f'<li class="row"><span>{name}</span>{value}</li>'


def _sections(parts: Iterable[Iterator[str]]) -> str:
    return "\n".join(f"<section>{text}</section>" for part in parts if (text := "\n".join(filter(None, part))))


def _next(words: Words, facts: PassFacts) -> Iterator[str]:
    """Yields the way to a larger discount."""
    found = facts.headline
    if found is not None and found.then:
        left = max(0, found.need - found.have)
        missing = words.money(left) if found.unit == "money" else words.left(found.unit, left)
        yield f"<h2>{words('rewards-discount-next', missing=missing, percent=words.percent(found.then))}</h2>"
        yield _bar(found.have, found.need, words.percent(found.then))


def _climb(words: Words, facts: PassFacts) -> Iterator[str]:
    climb = facts.climb
    if climb is None:
        return
    left = max(0, climb.need - climb.have)
    missing = words.money(left) if climb.unit == "money" else words.left(climb.unit, left)
    yield f"<h2>{words('web-climb', missing=missing, tier=words.tier(climb.tier))}</h2>"
    yield _bar(climb.have, climb.need, words.tier(climb.tier))


def _bar(have: int, need: int, label: str) -> str:
    return f'<progress value="{max(0, min(have, need))}" max="{need}" aria-label="{escape(label)}"></progress>'


def _stamps(words: Words, facts: PassFacts) -> Iterator[str]:
    for card in facts.stamps[1:]:
        yield _places(words, card)


def _places(words: Words, card: StampCard) -> str:
    said = words("web-stamps", have=card.have, goal=card.goal)
    title = f"<h2>{escape(words.name(card.title)) or words('rewards-stamp-card')}: {said}</h2>"
    if card.goal > _MOST_STAMPS:
        return title + _bar(card.have, card.goal, words.name(card.title))
    gifts = {*card.gifts, card.goal}
    places = (
        f'<i class="{"gift" if place in gifts else ""}{" on" if place <= card.have else ""}"></i>'
        for place in range(1, card.goal + 1)
    )
    return f'{title}<div class="stamps" role="img" aria-label="{said}">{"".join(places)}</div>'


def _ends(words: Words, facts: PassFacts) -> Iterator[str]:
    dates = facts.schedule[:_MOST_DATES]
    ends = [(escape(words.date(at)), f"<b>{escape(words.points(points))}</b>") for at, points in dates]
    yield from _list(words("web-expires"), ends)
    yield _more(words, len(facts.schedule) - len(dates))


def _moves(words: Words, facts: PassFacts) -> Iterator[str]:
    known = [(words.kind(moved.kind), moved) for moved in facts.operations]
    moves = [
        (
            f"{escape(name)}<small>{escape(words.date(moved.at))}</small>",
            "" if moved.points is None else f"<b>{escape(words.signed(moved.points))}</b>",
        )
        for name, moved in known
        if name
    ]
    yield from _list(words("web-history"), moves)


def _list(title: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    if rows:
        items = "".join(row(name, value) for name, value in rows)
        yield f"<h2>{title}</h2>\n<ul>{items}</ul>"
