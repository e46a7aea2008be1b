"""The Mini App at the wire: what Telegram has signed opens it, and nothing else does."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import zxingcpp

from sandbox import mini_app
from sandbox.telegram.model import User
from services import people
from services.rewards import referral_links
from services.till import cheques, sales
from storage.tables import metadata
from tests.people import add_rules, rule
from tests.web.conftest import BOT_TOKEN, CODES, NOW, Shop
from tests.web.test_card import drawn, read

Fields = dict[str, str]


def said(telegram_id: int = 2, at: datetime = NOW, **more: str) -> Fields:
    """What Telegram says of a visitor, as the Bot API 8.0 and later says it."""
    user = {"id": telegram_id, "first_name": "Ann & Co=", "language_code": "bg", "allows_write_to_pm": True}
    return {
        "query_id": "AAHdF6IQAAAAAN0XohDhrOrc",
        "user": json.dumps(user, ensure_ascii=False),
        "auth_date": str(int(at.timestamp())),
        "signature": "cUJ6Zw",
        **more,
    }


def signed(fields: Fields, token: str = BOT_TOKEN) -> str:
    """Signs as Telegram does; spelled out from its text, not with the code that checks it."""
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    lines = "\n".join(sorted(f"{name}={value}" for name, value in fields.items()))
    return urlencode({**fields, "hash": hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()})


async def ask(shop: Shop, init_data: Any, **more: str) -> Any:
    return await shop.http.post("/member", json={"initData": init_data, **more})


async def test_a_member_gets_the_codes_of_the_next_minutes_and_never_the_secret(shop: Shop) -> None:
    everything = await shop.database.read(_all)
    first, again = await ask(shop, signed(said())), await ask(shop, signed(said()))
    assert first.status_code == 200
    assert first.headers["cache-control"] == "no-store"
    assert first.json() == again.json(), "the same words again are harmless"
    data = first.json()
    coming = CODES.coming(shop.card.code, NOW, 6)
    assert [code["until"] for code in data["codes"]] == [shown.until.timestamp() * 1000 for shown in coming]
    for code, shown in zip(data["codes"], coming, strict=True):
        assert str(zxingcpp.read_barcode(drawn(code["side"], code["path"])).text) == shown.content
        assert code["digits"].replace(" ", "") == shown.digits
    assert data["card"].replace(" ", "") == shop.card.digits
    assert "Anna" in data["head"]
    secret = CODES.secret(shop.card.code)
    assert not any(text in first.text for text in (secret.hex(), shop.card.page_token, BOT_TOKEN))
    assert await shop.database.read(_all) == everything, "nothing is written"


def _all(connection: Any) -> dict[str, Any]:
    return {table.name: connection.execute(table.select()).all() for table in metadata.sorted_tables}


FORGERIES: dict[str, Callable[[], Any]] = {
    "another bot's": lambda: signed(said(), "7000000002:AAtoken-of-a-bot-for-tests"),
    "another user put in": lambda: signed(said()).replace("%22id%22%3A+2", "%22id%22%3A+1"),
    "a later date put in": lambda: signed(said(at=NOW - timedelta(days=9))).replace(
        str(int((NOW - timedelta(days=9)).timestamp())), str(int(NOW.timestamp()))
    ),
    "a field added": lambda: signed(said()) + "&can_send_after=1",
    "a field twice": lambda: signed(said()) + "&auth_date=1",
    "a hash twice": lambda: signed(said()) + "&hash=00",
    "the signature left out": lambda: signed(said()).replace("&signature=cUJ6Zw", ""),
    "no hash": lambda: urlencode(said()),
    "an empty hash": lambda: urlencode({**said(), "hash": ""}),
    "a hash that is no text": lambda: urlencode({**said(), "hash": "ÿ"}),
    "no date": lambda: signed({name: value for name, value in said().items() if name != "auth_date"}),
    "no user": lambda: signed({name: value for name, value in said().items() if name != "user"}),
    "a date that is none": lambda: signed(said(auth_date="soon")),
    "a date beyond all clocks": lambda: signed(said(auth_date="9" * 30)),
    "a user that is none": lambda: signed(said(user="[1]")),
    "a user without an id": lambda: signed(said(user='{"first_name": "A"}')),
    "no form": lambda: "hello",
    "nothing": lambda: "",
    "no text": lambda: {"user": 2},
}


async def test_what_telegram_has_not_signed_for_this_bot_opens_nothing(shop: Shop) -> None:
    for forgery, made in FORGERIES.items():
        answer = await ask(shop, made())
        assert answer.status_code == 401, forgery
        assert shop.card.digits not in answer.text


async def test_what_was_signed_too_long_ago_or_ahead_of_time_is_named_as_such(shop: Shop) -> None:
    moments = {timedelta(hours=-4): 200, timedelta(hours=-4, seconds=-1): 403, timedelta(seconds=60): 200}
    moments[timedelta(seconds=61)] = 403
    for off, status in moments.items():
        assert (await ask(shop, signed(said(at=NOW + off)))).status_code == status, off


async def test_strangers_are_sent_to_the_chat_in_their_own_language(shop: Shop) -> None:
    stranger = await ask(shop, signed(said(99)))
    assert stranger.json()["language"] == "bg"
    assert "Пишете на бота" in stranger.json()["newcomer"]
    owner = await ask(shop, signed(said(1)))
    assert owner.json()["language"] == "en"
    assert "codes" not in owner.json()


async def test_the_sandbox_signs_as_telegram_does(shop: Shop) -> None:
    anna = User(2, "Анна & Co", language_code="ru")
    assert (await ask(shop, mini_app.signed(BOT_TOKEN, anna, int(NOW.timestamp())))).status_code == 200


async def test_telegram_in_a_browser_may_frame_the_app_and_nobody_else(shop: Shop) -> None:
    page = await shop.http.get("/member", headers={"Accept-Language": "ru"})
    assert "Открываем вашу карту" in page.text
    assert page.headers["content-security-policy"].endswith("frame-ancestors https://web.telegram.org")
    assert set(re.findall(r"https://[^/\"']+", page.text)) == {"https://t.me"}, "it asks nobody else"
    assert '<a class="way" id="way" href="https://t.me/beans_bot" hidden>' in page.text
    assert len(page.content) < 24_000


async def test_the_standing_is_in_the_app_in_the_members_language(shop: Shop) -> None:
    def sell(connection: Any) -> None:
        sell_coffee(connection, shop.member_id)
        people.speak(connection, people.by_telegram(connection, 2).id, "ru", NOW)  # type: ignore[union-attr]  # is there

    await shop.database.write(sell)
    data = (await ask(shop, signed(said()))).json()
    assert data["language"] == "ru"
    page = await shop.http.get(f"/p/{shop.card.page_token}?lang=ru")
    for place, words in (("head", "баллов"), ("head", "из 5"), ("history", "Покупка"), ("history", "Действуют по")):
        assert words in (data["head"] if place == "head" else data["panels"][place])
        assert words in page.text, "the page says the same"


async def test_an_open_app_asks_with_a_mark_and_is_answered_only_when_something_changed(shop: Shop) -> None:
    first = (await ask(shop, signed(said()))).json()
    same = await ask(shop, signed(said()), mark=first["mark"])
    assert same.json() == {"mark": first["mark"]}
    await shop.database.write(sell_coffee, shop.member_id)
    changed = (await ask(shop, signed(said()), mark=first["mark"])).json()
    assert changed["points"] > first["points"]
    assert changed["mark"] != first["mark"]


async def test_the_wallet_button_is_that_of_the_phone_and_opens_the_card_for_a_tap_only(shop: Shop) -> None:
    for platform, words, status in (("ios", "Add to Apple Wallet", 200), ("android", "", 404), ("weba", "", 404)):
        shown = await ask(shop, signed(said()), platform=platform)
        assert shown.json()["wallet"].replace("\xa0", " ") == words
        assert shop.card.page_token not in shown.text
        tapped = await ask(shop, signed(said()), platform=platform, want="wallet")
        assert tapped.status_code == status
    tapped = await ask(shop, signed(said()), platform="ios", want="wallet")
    assert tapped.json() == {"url": f"https://shop.example/p/{shop.card.page_token}.pkpass"}
    assert (await ask(shop, signed(said(99)), platform="ios", want="wallet")).status_code == 404
    copied = signed(said(at=NOW - timedelta(minutes=5, seconds=1)))
    assert (await ask(shop, copied)).status_code == 200
    assert (await ask(shop, copied, platform="ios", want="wallet")).status_code == 403, "it stays good for ever"


async def test_the_history_says_by_month_when_and_what_was_paid(shop: Shop) -> None:
    await shop.database.write(sell_coffee, shop.member_id)
    html = (await ask(shop, signed(said()), want="history")).json()["html"].replace("\u202f", " ")
    months = re.findall(r"<h2>([^<]+)</h2>", html)
    assert months == ["Valid until", "November 2026"]
    assert re.search(r"Purchase<small>22/11/2026, 14:00 · [^<]+ · €40</small></span><b>\+400</b>", html)
    assert "Welcome<small>" in html
    assert (await ask(shop, signed(said(99)), want="history")).status_code == 404


async def test_a_friend_is_invited_by_the_members_own_link_and_code(shop: Shop) -> None:
    assert "invite" not in (await ask(shop, signed(said()))).json()["tabs"]
    assert (await ask(shop, signed(said()), want="invite")).status_code == 404
    await shop.database.write(add_rules, (rule("referral", inviter=50, friend=30, minimum=1_000),), NOW)
    assert (await ask(shop, signed(said()))).json()["tabs"]["invite"] == "Invite"
    html = (await ask(shop, signed(said()), want="invite")).json()["html"]
    link = "https://t.me/beans_bot?start=f_" + await shop.database.write(referral_links.link, shop.member_id)
    assert read(html) == link
    for words in ("Your friend gets 30 points", "You get 50 points", "€10", "https://t.me/share/url?url=https%3A"):
        assert words in html
    assert (await ask(shop, signed(said(1)), want="invite")).status_code == 404, "the team invites nobody"


def sell_coffee(connection: Any, member_id: Any) -> None:
    owner = people.by_telegram(connection, 1)
    assert owner is not None
    sales.record(connection, owner, cheques.Sale(cheques.new_draft(), member_id, 4_000), NOW)
