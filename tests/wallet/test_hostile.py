"""Whatever a shop or a member is called, holds or uploads: a pass that phones and Google take, or one clear refusal."""

import hashlib
import json
import struct
import subprocess
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image

from locales import LANGUAGES
from sandbox.google_rules import complaints
from tests.wallet.conftest import ISSUER_ID, NOW, PASS_TYPE, TEAM, Authority, card, google_card, google_shop, unpacked
from tests.wallet.test_card import strings
from wallet.apple import credentials as apple
from wallet.apple.coupon import Coupon
from wallet.apple.credentials import CredentialFault, Credentials
from wallet.apple.package import build
from wallet.colours import UnreadableColourError
from wallet.contents import Climb, HeldCoupon, Moved, News, Place, StampCard
from wallet.design import Design, Link, TierLook, square_logo
from wallet.google import offers
from wallet.google.loyalty import Rotating, Text, loyalty_class, loyalty_object
from wallet.google.loyalty import message as google_message
from wallet.pictures import NotAPicture, PictureTooLarge, png

AGES = datetime(9999, 12, 30, 23, 59, tzinfo=UTC)

TEXTS = {
    "nothing": "",
    "blanks": " \t\r\n ",
    "quotes": """ "'`«»„“\\" """,
    "backslashes at the end": "C:\\new\\",
    "a strings file's own grammar": '"; "pass-points" = "hacked"; /* ',
    "HTML": '<script>alert("1")</script><a href="https://evil.example">x</a>&amp;',
    "placeholders": "%@ %1$@ %d %% %n",
    "braces": "{ $points } {points} {{ x }} { -brand }",
    "JSON": '"},{"key":"points","value":9999}],"x":[{"',
    "emoji families": "👨‍👩‍👧‍👦👩🏽‍🚀🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 3,
    "right to left": "قهوة «الصباح» עם חלב",
    "turning direction": "safe\u202etxt.exe\u2066 \u2069",
    "accents without end": "Z" + "̸̡̢̧̨̛̖̗̘̙" * 40,
    "no width": "\u200b\u200d\u2060\ufeff",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x85",
    "separators of lines": "one\u2028two\u2029three\x0bfour\x0cfive",
    "half a surrogate": "Anna \ud83d",
    "halves in the wrong order": "\ude00\ud83d Anna",
    "no characters": "\ufffe\uffff\U0010ffff",
    "private use": "\ue000\U000f0000",
    "300 letters": "Щ" * 300,
    "300 emoji": "🐈" * 300,
    "a long word with blanks at the limit": "a" * 59 + " " * 10 + "b",
    "ten thousand lines": "line\n" * 10_000,
    "as words of ours": "Points",
    "as a key of ours": "pass-points",
    "SQL": "Robert'); DROP TABLE member;--",
}

NUMBERS: dict[str, dict[str, Any]] = {
    "a debt": {"points": -(2**31) + 1},
    "the most points": {"points": 2**31 - 1, "worth": 2**53 - 1},
    "cashback of many digits": {"points": 2**31 - 1, "point": 10**6, "currency": "KWD"},
    "a currency without parts": {"points": 10**9, "point": 1, "currency": "JPY"},
    "points that end with the calendar": {"expiring": (1, AGES), "schedule": ((AGES, 1),) * 40},
    "points that ended long ago": {"expiring": (1, datetime(1, 1, 2, tzinfo=UTC))},
    "a zone of forty-five minutes": {"zone": "Asia/Kathmandu"},
    "eleven places": {"places": tuple(Place(f"Outlet {n}", 89_999_999, -179_999_999 + n) for n in range(11))},
    "eleven places of one name": {"places": (Place("Outlet", 1, -1),) * 11},
    "a card of no stamps": {"stamps": (StampCard("a", "", 0, 0),)},
    "more stamps than the card has": {"stamps": (StampCard("a", "Coffee", 99, 10, (1, 10)),)},
    "a thousand stamps": {"stamps": (StampCard("a", "Coffee", 999, 1_000),)},
    "fifty stamp cards": {"stamps": tuple(StampCard(f"s{n}", "Coffee", 1, 6) for n in range(50))},
    "three hundred coupons": {"coupons": tuple(HeldCoupon("Ten", f"C{n}", None) for n in range(300))},
    "five hundred operations": {"operations": (Moved("of a kind to come", NOW, -(2**62)),) * 500},
    "all the news at once": {
        "news": News(NOW, -5, -10, 2**40, (3, 2), "gold", ("Ten",) * 50, (1, AGES)),
        "climb": Climb("gold", -5, 0, "money"),
    },
    "a code of other letters": {"code": "https://t.me/зерно?start=c_✓", "digits": "✓"},
    "no address to ask": {"web_service_url": None, "bot_url": None},
}

DESIGNS: dict[str, Callable[[], dict[str, Any]]] = {
    "a logo of one pixel": lambda: {"logo": _picture(1, 1)},
    "a logo as a line": lambda: {"logo": _picture(4_000, 2)},
    "a huge logo": lambda: {"logo": _picture(1_400, 1_400)},
    "a logo of nothing": lambda: {"logo": png(Image.new("RGBA", (300, 300)))},
    "a strip as a tower": lambda: {"strip": _picture(3, 900)},
    "fifty tiers and links": lambda: {
        "tiers": tuple(TierLook(f"tier {n}", "#000000", "#ffffff", "#ffffff") for n in range(50)),
        "links": tuple(Link("%@<b>", f"https://a.example/?q=%22&n={n}<>") for n in range(50)),
    },
}

REFUSED: dict[str, tuple[type[Exception], Callable[[], object]]] = {
    "a short serial": (ValueError, lambda: _apple(card(serial="1234"))),
    "a short key": (ValueError, lambda: _apple(card(authentication_token="1234"))),
    "a logo that is none": (NotAPicture, lambda: _apple(card(), logo=b"GIF89a nonsense")),
    "an empty logo": (NotAPicture, lambda: square_logo(_design("Corner", logo=b""))),
    "half a logo": (NotAPicture, lambda: _apple(card(), logo=_picture(300, 300)[:200])),
    "a logo that would fill the memory": (PictureTooLarge, lambda: _apple(card(), logo=_bomb())),
    "colours that nobody reads": (UnreadableColourError, lambda: _design("Corner", foreground="#12324b")),
    "more points than Google's number": (ValueError, lambda: loyalty_object(google_shop(), google_card(points=2**31))),
}


def _picture(width: int, height: int) -> bytes:
    return png(Image.new("RGB", (width, height), "#e8b04a"))


def _bomb() -> bytes:
    # A few bytes that say they are a picture of 60 000 by 60 000.
    small = _picture(1, 1)
    size = struct.pack(">II", 60_000, 60_000)
    header = b"IHDR" + size + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


def _design(text: str, **changes: Any) -> Design:
    given = {"background": "#12324a", "foreground": "#f3faff", "label": "#8fd0e8", "plain": True}
    return Design(text, **{**given, "about": text, "contacts": text, **changes})


_SIGNED: list[Credentials] = []


@pytest.fixture(autouse=True)
def _signer(credentials: Credentials) -> None:
    _SIGNED[:] = [credentials]


def _apple(shown: Any, text: str = "Corner", **changes: Any) -> dict[str, bytes]:
    return unpacked(build(shown, _design(text, **changes), _SIGNED[0], NOW))


def _check(files: dict[str, bytes], folder: Path, credentials: Credentials) -> dict[str, Any]:
    """Looks at a pass as a phone would; returns pass.json."""
    listed = {name: hashlib.sha1(data).hexdigest() for name, data in files.items()}
    del listed["manifest.json"], listed["signature"]
    assert json.loads(files["manifest.json"]) == listed
    assert credentials.root_pem
    for name, data in (("root", credentials.root_pem), ("m", files["manifest.json"]), ("s", files["signature"])):
        (folder / name).write_bytes(data)
    verify = "openssl cms -verify -binary -inform DER -in s -content m -CAfile root -purpose any -out /dev/null"
    verify += f" -attime {NOW.timestamp():.0f}"
    said = subprocess.run(verify.split(), cwd=folder, capture_output=True, check=False)
    assert said.returncode == 0, said.stderr
    tables = [strings(files[f"{language}.lproj/pass.strings"]) for language in LANGUAGES]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    shown: dict[str, Any] = json.loads(files["pass.json"].decode())
    style: dict[str, list[dict[str, Any]]] = shown.get("storeCard") or shown["coupon"]
    keys = [each["key"] for fields in style.values() for each in fields]
    assert len(keys) == len(set(keys))
    assert len(style.get("secondaryFields", [])) + len(style.get("auxiliaryFields", [])) <= 4
    assert len(shown.get("locations", [])) <= 10
    assert shown["organizationName"].strip()
    assert shown["description"].strip()
    return shown


def _google(shop: Any, member: Any, texts: tuple[Text, ...] = (), title: str = "Ten") -> None:
    """Looks at everything of a shop and a member as Google would."""
    words = dict.fromkeys(LANGUAGES, title)
    offer = offers.Offer(suffix="ten", title=words)
    coupon = offers.Coupon(suffix="c1", code="https://t.me/x", letters="AB12", state="ACTIVE", until=AGES, texts=texts)
    made = {
        "LoyaltyClass": loyalty_class(shop),
        "LoyaltyObject": loyalty_object(shop, member),
        "OfferClass": offers.offer_class(shop, offer),
        "OfferObject": offers.offer_object(shop, offer, coupon),
        "Message": google_message("m-1", "ru", words, words, notify=True),
    }
    for kind, content in made.items():
        sent = json.loads(json.dumps(content, ensure_ascii=False).encode())
        # A message has no issuer in its id, and is not sent when there is nothing to say.
        found = list(complaints(kind, sent, ISSUER_ID, whole=kind != "Message"))
        assert [each for each in found if kind != "Message"] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_of_any_kind_everywhere_at_once(text: str, tmp_path: Path, credentials: Credentials) -> None:
    places = (Place(text, 42_697_708, 23_321_868),)
    given = card(
        member=text,
        tier=text,
        places=places,
        stamps=(StampCard("a", text, 3, 6), StampCard("b", text, 1, 10)),
        coupons=(HeldCoupon(text, "AB12", NOW + timedelta(days=3)),),
        climb=Climb(text, 1, 2, "visits"),
        news=News(NOW, 5, 10, tier=text, coupons=(text,)),
    )
    linked = (Link(text, "https://a.example"),)
    shown = _check(_apple(given, text, links=linked), tmp_path, credentials)
    assert [each["value"] for each in shown["storeCard"]["headerFields"]] == [1240]
    titles = dict.fromkeys(LANGUAGES, text)
    coupon = Coupon(
        serial="c" * 32,
        authentication_token="t" * 32,
        web_service_url="https://shop.example/passkit",
        link="https://t.me/grain_bot?start=q_1",
        code="AB12",
        title=titles,
        worth=titles,
        terms=titles,
        state="active",
        zone="Europe/Sofia",
        ends=NOW + timedelta(days=9),
        places=places,
    )
    _check(_apple(coupon, text, links=linked), tmp_path, credentials)
    texts = tuple(Text(id=f"t-{n}", header=titles, body=titles) for n in range(12))
    links = tuple(Link(text, f"https://a.example/{n}") for n in range(12))
    shop = google_shop(organisation=text, about=text, contacts=text, links=links, places=((1, -1),) * 11)
    _google(shop, google_card(member=text, tier=text, texts=texts), texts, text)


@pytest.mark.parametrize("changes", NUMBERS.values(), ids=NUMBERS.keys())
def test_figures_and_lists_at_their_ends(changes: dict[str, Any], tmp_path: Path, credentials: Credentials) -> None:
    _check(_apple(card(**changes)), tmp_path, credentials)
    points, currency = changes.get("points", 1), changes.get("currency", "EUR")
    turning = Rotating(pattern="https://t.me/g?start=r_1_{totp_value_0}", secret=bytes(20), digits=8, seconds=30)
    code = changes.get("code", "https://t.me/g")
    member = google_card(points=points, money=(points * 100, currency), code=code, rotating=turning)
    _google(google_shop(), member)


@pytest.mark.parametrize("changes", DESIGNS.values(), ids=DESIGNS.keys())
def test_pictures_and_links_of_any_kind(
    changes: Callable[[], dict[str, Any]], tmp_path: Path, credentials: Credentials
) -> None:
    given = changes()
    shown = _check(_apple(card(), **given), tmp_path, credentials)
    assert shown["storeCard"]
    _google(google_shop(links=given.get("links", ())), google_card())
    assert square_logo(_design("Corner", **given)).startswith(b"\x89PNG")


@pytest.mark.parametrize(("error", "attempt"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_phone_could_show_is_refused_by_name(error: type[Exception], attempt: Callable[[], object]) -> None:
    with pytest.raises(error):
        attempt()


def test_credentials_that_no_phone_would_trust_are_refused_by_name(authority: Authority) -> None:
    wwdr, other = authority.wwdr.public_bytes(Encoding.PEM), Authority.create(NOW, unit="G6")
    good = {"certificate": authority.pem(), "key": authority.key_pem(), "key_password": None, "wwdr": wwdr, "now": NOW}
    load = partial(apple.load, PASS_TYPE, TEAM)
    bad: dict[str, dict[str, Any]] = {
        "wwdr-differs": {"wwdr": other.wwdr.public_bytes(Encoding.PEM)},
        "key-differs": {"key": other.key_pem()},
        "certificate-expired": {"now": NOW + timedelta(days=366)},
        "certificate-unreadable": {"certificate": b"\xff" * 40},
        "key-unreadable": {"key": authority.pem()},
        "extension-differs": {"certificate": authority.pem(mark="pass.com.example.other")},
    }
    assert load(**good).pass_type_id == PASS_TYPE
    for fault, changes in bad.items():
        with pytest.raises(CredentialFault) as caught:
            load(**{**good, **changes})
        assert (caught.value.fault, str(caught.value).startswith("TESSERA_APPLE_")) == (fault, True)
