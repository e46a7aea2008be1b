"""What stands on the back of a card in Google Wallet, line by line, in every language."""

from datetime import datetime

from locales import LANGUAGES, Voice, day, money
from services.passes.coupon_passes import CouponFacts
from services.passes.pass_facts import PassFacts
from wallet.apple.saying import cards, climb, coupons, local_day, operations, schedule, tongues
from wallet.contents import HeldCoupon
from wallet.google.loyalty import TEXT_LIMIT, Text
from wallet.google.words import Words, said, spoken


def of_card(shown: PassFacts) -> tuple[Text, ...]:
    """Returns the lines of a member's card; what there is nothing to say of has none."""
    speakers = tongues(shown.currency, shown.point, shown.voice)
    usable = shown.coupons if not shown.suspended else ()
    payable = coupons(usable, speakers, shown.zone, TEXT_LIMIT) if usable else {}
    worth = {} if shown.worth is None or shown.point else _money(shown.worth, shown.currency, shown.voice)
    lines: tuple[tuple[str, str, Words], ...] = (
        # The first line is the one that is always seen.
        ("frozen", "pass-frozen", said(shown.voice, "pass-frozen-text") if shown.suspended else {}),
        ("worth", "pass-worth", worth),
        ("stamps", "pass-cards", cards(shown.stamps, speakers, TEXT_LIMIT) if shown.stamps else {}),
        (
            "schedule",
            "pass-schedule",
            schedule(shown.schedule, speakers, shown.zone, TEXT_LIMIT) if shown.schedule else {},
        ),
        ("next", "pass-next", climb(shown.climb, speakers) if shown.climb else {}),
        ("coupons", "pass-coupons", payable),
        (
            "operations",
            "pass-operations",
            operations(shown.operations, speakers, shown.zone, TEXT_LIMIT) if shown.operations else {},
        ),
    )
    return _said(lines)


def of_coupon(shown: CouponFacts) -> tuple[Text, ...]:
    """Returns the lines of a coupon: its name where it is not what it gives, its conditions, how to use it."""
    named = all(shown.worth.values()) and shown.title != shown.worth
    return _said(
        (
            ("title", "pass-coupon", shown.title if named else {}),
            ("terms", "pass-coupon-terms", {language: "\n".join(terms) for language, terms in shown.terms.items()}),
            ("use", "pass-use", spoken("pass-coupon-use-text")),
        )
    )


def coupon(shown: PassFacts, held: HeldCoupon) -> Words:
    """Returns the line of a coupon that the member holds."""
    return coupons((held,), tongues(shown.currency, shown.point, shown.voice), shown.zone)


def expiring(shown: PassFacts, at: datetime, points: int) -> Words:
    """Returns that so many points are good until `at`."""
    last = local_day(at, shown.zone)
    return {
        speak.language: speak("pass-news-expiring", date=day(speak.dialect, last), points=speak.points(points))
        for speak in tongues(shown.currency, shown.point, shown.voice)
    }


def _money(minor: int, currency: str, voice: Voice) -> Words:
    return {language: money(voice.dialect(language), minor, currency) for language in LANGUAGES}


def _said(lines: tuple[tuple[str, str, Words], ...]) -> tuple[Text, ...]:
    return tuple(
        Text(id=name, header=spoken(header), body=body) for name, header, body in lines if body and all(body.values())
    )
