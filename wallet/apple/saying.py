"""What a card says in whole sentences and lines, in every language: the news, the last operations, what ends when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from locales import LANGUAGES, Dialect, Language, Voice, apart, day, money, number
from loyalty.cashback import Value, worth
from wallet.apple.strings import Texts, counted, kind_name, pattern
from wallet.contents import Climb, HeldCoupon, Moved, News, StampCard
from wallet.text import tidy

_MOST_LINES = 10
_PLENTY = 5000
"""Characters of one text, where the phone has no limit of its own."""
_TITLE_LIMIT = 60
_REMEMBERED = 8192
"""Lines: when a card changes, all but one of its last operations are those of before."""
_MOMENT = timedelta(microseconds=1)
_ZONES = lru_cache(maxsize=16)(ZoneInfo)


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """How a shop speaks `language`: points are shown as points, or with `point` as so many minor units each.

    `tongues` gives the same ones for the same shop, so that they are cheap to look lines up by.
    """

    language: Language
    currency: str
    point: Value = 0
    voice: Voice = field(default_factory=Voice)

    @property
    def dialect(self) -> Dialect:
        """How the language is spoken here."""
        return self.voice.dialect(self.language)

    def points(self, points: int) -> str:
        """Returns points, or the money that they are shown as."""
        if self.point:
            return money(self.dialect, worth(points, self.point), self.currency)
        return number(self.dialect, points)

    def signed(self, points: int) -> str:
        """Returns points with their sign."""
        return f"{'+' if points >= 0 else '−'}{self.points(abs(points))}"

    def __call__(self, key: str, **arguments: str | int) -> str:
        """Returns the words of a key, filled in."""
        given = {name: apart(said) if isinstance(said, str) else said for name, said in arguments.items()}
        return pattern(self.dialect, key, self.voice.forms(self.language)) % given

    def name(self, name: str) -> str:
        """Returns what the owner has named, as short as a line needs it."""
        return tidy(self.voice.name(self.language, name), _TITLE_LIMIT)

    def tier(self, tier: str) -> str:
        """Returns the name of a level, as short as a line needs it."""
        return tidy(self.voice.tier(self.language, tier), _TITLE_LIMIT)

    def amount(self, climb: Climb, value: int) -> str:
        """Returns how far a climb is, in its unit."""
        return money(self.dialect, value, self.currency) if climb.unit == "money" else number(self.dialect, value)


@lru_cache(maxsize=16)
def tongues(currency: str, point: Value, voice: Voice) -> tuple[Tongue, ...]:
    """Returns every language as the shop speaks it."""
    return tuple(Tongue(language, currency, point, voice) for language in LANGUAGES)


@lru_cache(maxsize=_REMEMBERED)
def local_day(at: datetime, zone: str) -> date:
    """Returns the day of the shop's calendar."""
    return at.astimezone(_ZONES(zone)).date()


def news(said: News, speakers: tuple[Tongue, ...], zone: str) -> Texts:
    """Returns the latest news as a lock screen shows it."""
    last = local_day(said.expiring[1], zone) if said.expiring else None
    stamps = _stamps(speakers, *said.stamps) if said.stamps else ("",) * len(speakers)
    return {speak.language: _news(speak, said, full, last) for speak, full in zip(speakers, stamps, strict=True)}


@lru_cache(maxsize=_REMEMBERED)
def _stamps(speakers: tuple[Tongue, ...], have: int, goal: int) -> tuple[str, ...]:
    return tuple(speak("pass-news-stamps", have=have, goal=goal) for speak in speakers)


def _news(speak: Tongue, said: News, stamps: str, last: date | None) -> str:
    parts = []
    if said.points:
        key = "pass-news-money" if speak.point else "pass-news-points"
        parts.append(speak(key, points=speak.signed(said.points), balance=speak.points(said.balance)))
    if said.later:
        parts.append(speak("pass-news-later", points=speak.signed(said.later)))
    if stamps:
        parts.append(stamps)
    if said.tier:
        parts.append(speak("pass-news-tier", tier=speak.tier(said.tier)))
    for title in said.coupons:
        name = speak.name(title)
        parts.append(speak("pass-news-coupon", title=name) if name else speak("pass-news-coupon-plain"))
    if said.expiring and last:
        points = speak.points(said.expiring[0])
        parts.append(speak("pass-news-expiring", date=day(speak.dialect, last), points=points))
    return " ".join(parts) or speak("pass-news-none")


def schedule(
    ends: Sequence[tuple[datetime, int]], speakers: tuple[Tongue, ...], zone: str, room: int = _PLENTY
) -> Texts:
    """Returns a line for each day on which points end, as many as `room` characters hold; how many more is said."""
    return _together(speakers, [_end(speakers, local_day(at, zone), points) for at, points in ends], room)


def operations(moved: Sequence[Moved], speakers: tuple[Tongue, ...], zone: str, room: int = _PLENTY) -> Texts:
    """Returns a line for each of the last operations, as `schedule` does."""
    lines = [_operation(speakers, local_day(each.at, zone), each.kind, each.points) for each in moved]
    return _together(speakers, lines, room)


def movement(moved: Moved, speakers: tuple[Tongue, ...], zone: str) -> Texts:
    """Returns when one of the last operations was and how many points it moved, without what it was."""
    return _movement(speakers, local_day(moved.at, zone), moved.points)


@lru_cache(maxsize=_REMEMBERED)
def _movement(speakers: tuple[Tongue, ...], on: date, points: int | None) -> Texts:
    if points is None:
        return {speak.language: day(speak.dialect, on) for speak in speakers}
    return {speak.language: f"{speak.signed(points)} · {day(speak.dialect, on)}" for speak in speakers}


@lru_cache(maxsize=_REMEMBERED)
def _end(speakers: tuple[Tongue, ...], on: date, points: int) -> tuple[str, ...]:
    return tuple(
        speak("pass-schedule-line", date=day(speak.dialect, on), points=speak.points(points)) for speak in speakers
    )


@lru_cache(maxsize=_REMEMBERED)
def _operation(speakers: tuple[Tongue, ...], on: date, kind: str, points: int | None) -> tuple[str, ...]:
    said = ((speak, day(speak.dialect, on), kind_name(speak.language, kind)) for speak in speakers)
    if points is None:
        return tuple(f"{date} · {what}" for _, date, what in said)
    return tuple(
        speak("pass-operation", date=date, what=what, points=speak.signed(points)) for speak, date, what in said
    )


def _together(speakers: tuple[Tongue, ...], lines: Sequence[tuple[str, ...]], room: int) -> Texts:
    """Returns lines that are said in every language, one below the other, whole ones only."""
    languages = zip(*lines, strict=True)
    return {speak.language: _fitted(speak, said, room) for speak, said in zip(speakers, languages, strict=True)}


def _fitted(speak: Tongue, lines: Sequence[str], room: int) -> str:
    """Returns as many lines as there is room for, and in a last one how many more there are."""
    whole = "\n".join(lines)
    if len(lines) <= _MOST_LINES and len(whole) <= room:
        return whole
    for shown in range(min(len(lines) - 1, _MOST_LINES), 0, -1):
        some = "\n".join((*lines[:shown], speak("pass-more", count=len(lines) - shown)))
        if len(some) <= room:
            return some
    return speak("pass-more", count=len(lines))


def coupons(held: Sequence[HeldCoupon], speakers: tuple[Tongue, ...], zone: str, room: int = _PLENTY) -> Texts:
    """Returns a line for each coupon, as `schedule` does: what, its code, until when."""
    return _together(speakers, [_coupon(speakers, coupon, zone) for coupon in held], room)


@lru_cache(maxsize=_REMEMBERED)
def _coupon(speakers: tuple[Tongue, ...], coupon: HeldCoupon, zone: str) -> tuple[str, ...]:
    ends = coupon.expires_at
    if ends is None:
        return tuple(
            speak("pass-coupon-line", title=speak.name(coupon.title) or speak("pass-coupon"), code=coupon.code)
            for speak in speakers
        )
    # It ends with a midnight; what people read is the last day on which it is good.
    last = local_day(ends - _MOMENT, zone)
    return tuple(
        speak(
            "pass-coupon-line-until",
            title=speak.name(coupon.title) or speak("pass-coupon"),
            code=coupon.code,
            date=day(speak.dialect, last),
        )
        for speak in speakers
    )


@lru_cache(maxsize=_REMEMBERED)
def balance(points: int, speakers: tuple[Tongue, ...]) -> Texts:
    """Returns the points as a title: so many points, or the money that they are shown as."""
    return {speak.language: _balance(speak, points) for speak in speakers}


def _balance(speak: Tongue, points: int) -> str:
    if speak.point:
        return speak("pass-poster-cashback", balance=speak.points(points))
    return counted(speak.dialect, "pass-poster-points", points, speak.voice.forms(speak.language)) % {
        "points": speak.points(points)
    }


def cards(stamps: Sequence[StampCard], speakers: tuple[Tongue, ...], room: int = _PLENTY) -> Texts:
    """Returns a line for each stamp card, as `schedule` does."""
    return {speak.language: _fitted(speak, [_card(speak, card) for card in stamps], room) for speak in speakers}


def _card(speak: Tongue, card: StampCard) -> str:
    title = speak.name(card.title) or speak("pass-stamps")
    return speak("pass-card-line", title=title, have=card.have, goal=card.goal)


@lru_cache(maxsize=_REMEMBERED)
def climb(to: Climb, speakers: tuple[Tongue, ...]) -> Texts:
    """Returns the next tier and how far it is."""
    return {speak.language: _climb(speak, to) for speak in speakers}


def _climb(speak: Tongue, to: Climb) -> str:
    return speak(
        "pass-next-line", tier=speak.tier(to.tier), have=speak.amount(to, to.have), need=speak.amount(to, to.need)
    )
