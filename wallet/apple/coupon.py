"""What a coupon's pass says: what it is worth and until when, its code, and that it is used or has ended."""

from dataclasses import dataclass
from datetime import datetime

from locales import Voice
from wallet.apple.card import place_names, shared_back
from wallet.apple.credentials import Credentials
from wallet.apple.fields import (
    MOST_PLACES,
    NAME_LIMIT,
    PLAIN,
    actions,
    barcode,
    day,
    field,
    footer,
    frame,
    group,
    service,
    style,
    text,
    when,
)
from wallet.apple.strings import USUAL, Speech, Texts, in_all, words
from wallet.contents import Place
from wallet.design import Design
from wallet.text import tidy

_TERMS_LIMIT = 2000
_SHORT, _SHORT_TITLE = 5, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon:
    """A coupon as its pass shows it; the meanings are those of `services.passes.coupon_passes.CouponFacts`.

    `link` is what the QR code says, `code` what is typed.
    """

    serial: str
    authentication_token: str
    web_service_url: str | None
    link: str
    code: str
    title: Texts
    worth: Texts
    terms: Texts
    state: str
    zone: str
    ends: datetime | None = None
    places: tuple[Place, ...] = ()
    bot_url: str | None = None
    voice: Voice = USUAL


def speech_of(coupon: Coupon, design: Design) -> Speech:
    """Returns the words that the pass begins with; `pass_json` adds its own to them."""
    return Speech(words(tidy(design.organisation, NAME_LIMIT), place_names(coupon.places, design), coupon.voice))


def pass_json(coupon: Coupon, design: Design, credentials: Credentials, speech: Speech | None = None) -> bytes:
    """Returns pass.json; `speech` holds its translations then.

    Raises ValueError for a serial or token under 16 characters, and as `fields.service` does.
    """
    if len(coupon.serial) < 16 or len(coupon.authentication_token) < 16:
        raise ValueError("serial and authentication token have at least 16 characters")
    say = speech or speech_of(coupon, design)
    near = coupon.places[:MOST_PLACES]
    parts = [
        frame(design, credentials, near, tuple(say[f"pass-near {name}"] for name in place_names(near, design))),
        f'"description":{text(say["pass-coupon-description"])}',
        f'"serialNumber":{text(coupon.serial)}',
        barcode(coupon.link, coupon.code),
        service(coupon.web_service_url, coupon.authentication_token, credentials),
        f'"expirationDate":{when(coupon.ends, coupon.zone)}' if coupon.ends else "",
        "" if coupon.state == "active" else '"voided":true',
        actions(None, design),
        *_styles(coupon, say, design, development=credentials.development),
    ]
    return f"{{{','.join([part for part in parts if part])}}}".encode()


def fits_a_corner(coupon: Coupon) -> bool:
    """Says whether what it is worth and called is as short as what `strips.photo` keeps readable."""
    longest = {len(coupon.worth[language] or coupon.title[language]) for language in coupon.worth}
    return max(longest, default=0) <= _SHORT and max(map(len, coupon.title.values()), default=0) <= _SHORT_TITLE


def _styles(coupon: Coupon, say: Speech, design: Design, *, development: bool) -> tuple[str, str]:
    """Returns the coupon as every iOS shows it, and beside it the poster that iOS 27 prefers."""
    worth = say.say(_tidied(coupon.worth))
    title = say.say(_tidied(coupon.title)) or say["pass-coupon"]
    terms = say.say({language: tidy(said, _TERMS_LIMIT) for language, said in coupon.terms.items()})
    back = group(
        "backFields",
        (
            # The only field that speaks up when it changes: used, given back, ended.
            field("state", say["pass-coupon-state"], text(_state(coupon, say)), f'{PLAIN},"changeMessage":"%@"'),
            field("code-back", say["pass-coupon-code"], text(coupon.code), PLAIN),
            field("use", say["pass-use"], text(say["pass-coupon-use-text"])),
            field("terms", say["pass-coupon-terms"], text(terms)) if terms else "",
            shared_back(design, coupon.bot_url or "", coupon.voice, development=development, card=False),
        ),
    )
    ends = day("ends", say["pass-coupon-ends"], coupon.ends, coupon.zone) if coupon.ends else ""
    header = group("headerFields", (ends,))
    code = field("code", say["pass-coupon-code"], text(coupon.code))
    shop = footer(say.typed(tidy(design.organisation, NAME_LIMIT)), design)
    # What one gets is the large figure; what it is called stands below it, unless that is the same.
    figure, named = (worth, title if title != worth else "") if worth else (title, "")
    beside = field("title", say["pass-coupon"], text(named)) if named else ""
    ticket = (
        header,
        group("primaryFields", (field("worth" if worth else "title", named, text(figure)),)),
        group("secondaryFields", (code,)),
        back,
    )
    poster = (header, group("primaryFields", (field("figure", "", text(figure)), beside, code)), shop, back)
    return style("coupon", ticket), style("posterGeneric", poster)


def _state(coupon: Coupon, say: Speech) -> str:
    states = in_all(coupon.voice, f"pass-coupon-{coupon.state}")
    titled = {language: f"{tidy(title, NAME_LIMIT)}: {states[language]}" for language, title in coupon.title.items()}
    return say.say(titled)


def _tidied(texts: Texts) -> Texts:
    return {language: tidy(said, NAME_LIMIT) for language, said in texts.items()}
