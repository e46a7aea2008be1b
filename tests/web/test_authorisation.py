"""Who gets what from the web server: a table of every route, with the right key, without one and with others'."""

import hmac
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from httpx import Response
from sqlalchemy import Connection, select
from starlette.routing import Route

import web
from services import people
from services.members import cards, registration
from services.members.cards import Card
from services.passes import pass_facts
from services.plumbing import updates
from storage.tables import metadata
from tests.web.conftest import NOW, TOKEN, Shop
from web.application import build
from web.site import Site

SECRET = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 7}


@dataclass(frozen=True)
class Keys:
    """What Boris has: a page, and a pass whose key his phone knows. Anna, the other member, is the shop's first."""

    card: Card
    serial: str
    key: str
    kind: str
    other_serial: str
    other_key: str


@dataclass(frozen=True)
class Row:
    """A request, and the status of its answer. `{…}` in path and headers are filled in from `Keys`."""

    route: str
    status: int
    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None


PASS = "/passkit/v1/passes/{type}/{serial}"
MINE = "/passkit/v1/passes/{kind}/{serial}"
HOLD = "/passkit/v1/devices/{device}/registrations/{type}/{serial}"
HELD = "/passkit/v1/devices/{device}/registrations/{type}"
PHONE = "/passkit/v1/devices/0123456789abcdef/registrations/{kind}"
HOOK = "/telegram/webhook"


def key(value: str) -> dict[str, str]:
    return {"Authorization": value}


UNDER_THE_PAGE = tuple(f"/p/{{token}}/{name}" for name in ("code", "badge.webp", "band.webp", "stamps.webp"))

STAMPS = "/design/stamps-{mark}-{rule}-{have:int}.png"
COUPON = "/p/{token}/coupons/{code}.pkpass"
PASSES = ("/p/{token}.pkpass", "/p/{token}.pkpasses", COUPON)

TABLE = (
    # For everybody: whether it lives. The proxy keeps the other two from the world (docs/operations/install.md).
    Row("/healthz", 200, "/healthz"),
    Row("/readyz", 200, "/readyz"),
    Row("/metrics", 200, "/metrics"),
    # Whoever knows the page's secret address.
    Row("/p/{token}", 200, "/p/{page}"),
    Row("/p/{token}/code", 200, "/p/{page}/code"),
    Row("/p/{token}/badge.webp", 200, "/p/{page}/badge.webp"),
    Row("/p/{token}/band.webp", 200, "/p/{page}/band.webp"),
    Row("/p/{token}/stamps.webp", 200, "/p/{page}/stamps.webp"),
    Row("/p/{token}.pkpass", 200, "/p/{page}.pkpass"),
    Row("/p/{token}.pkpasses", 200, "/p/{page}.pkpasses"),
    Row(COUPON, 404, "/p/{page}/coupons/NOSUCHCODE.pkpass"),
    Row("/p/{token}/google", 404, "/p/{page}/google"),  # this shop has no cards there
    Row("/p/{token}/offers", 200, "/p/{page}/offers"),
    Row("/p/{token}/offers", 200, "/p/{page}/offers", "POST"),
    Row("/p/{token}/offers", 404, "/p/made-up/offers", "POST"),
    # What one agrees to is for everybody to read.
    Row("/terms/{topic}", 200, "/terms/processing"),
    Row("/terms/{topic}", 200, "/terms/advertising"),
    Row("/terms/{topic}", 404, "/terms/{page}"),
    Row("/w/{token}", 404, "/w/{page}"),  # nothing was sent to anybody
    *(
        Row(route, 404, route.replace("{token}", wrong))
        for route in ("/p/{token}", *PASSES, "/p/{token}/google", *UNDER_THE_PAGE)
        for wrong in (
            "none",
            "{code}",
            "{digits}",
            "{serial}",
            "{shorter}",
            "{page}x",
            "%00",
            "'%20OR%201=1",
            "_",
            "%25",
        )
    ),
    Row("/design/banner-{mark}.png", 307, "/design/banner-000000000000.png"),
    Row(STAMPS, 404, "/design/stamps-000000000000-nothing-3.png"),
    Row("/design/logo-{mark}.png", 307, "/design/logo-000000000000.png"),  # of former times; it is on every card
    # Everybody may open the Mini App; what it shows needs Telegram's word (tests/web/test_member.py has every forgery).
    Row("/member", 200, "/member"),
    Row("/member", 401, "/member", "POST", {}, {"initData": "user=%7B%7D&auth_date=1&hash=00"}),
    Row("/google/callback", 404, "/google/callback", "POST", {}, {}),  # this shop has no cards there
    # A phone with the key of the pass. What there is not is refused like what one may not have.
    Row(PASS, 200, MINE, headers=key("ApplePass {key}")),
    *(
        Row(PASS, 401, path, headers=headers)
        for path, headers in (
            (MINE, {}),
            (MINE, key("")),
            (MINE, key("ApplePass")),
            (MINE, key("ApplePass {other_key}")),
            (MINE, key("Bearer {key}")),
            (MINE, key("applepass {key}")),
            (MINE, key("{key}")),
            (MINE, key("ApplePass {key}0")),
            (MINE, key("ApplePass {shorter_key}")),
            (MINE, key("ApplePass {page}")),
            ("/passkit/v1/passes/{kind}/{other_serial}", key("ApplePass {key}")),
            ("/passkit/v1/passes/pass.example.other/{serial}", key("ApplePass {key}")),
            ("/passkit/v1/passes/{kind}/00000000000000000000000000000000", key("ApplePass {key}")),
            ("/passkit/v1/passes/{kind}/{page}", key("ApplePass {key}")),
        )
    ),
    *(
        Row(HOLD, 401, path, method, headers, {"pushToken": "0f"})
        for method in ("POST", "DELETE")
        for path, headers in (
            (f"{PHONE}/{{serial}}", {}),
            (f"{PHONE}/{{serial}}", key("ApplePass {other_key}")),
            (f"{PHONE}/{{serial}}", key("ApplePass {shorter_key}")),
            (f"{PHONE}/{{serial}}", key("Bearer {key}")),
            (f"{PHONE}/{{other_serial}}", key("ApplePass {key}")),
            (f"{PHONE}/00000000000000000000000000000000", key("ApplePass {key}")),
            (f"{PHONE.replace('{kind}', 'pass.example.other')}/{{serial}}", key("ApplePass {key}")),
        )
    ),
    Row(HOLD, 201, f"{PHONE}/{{serial}}", "POST", key("ApplePass {key}"), {"pushToken": "0f"}),
    Row(HELD, 200, PHONE),  # Apple gives phones no key for it: who knows the device learns serials, which open nothing
    Row(HOLD, 200, f"{PHONE}/{{serial}}", "DELETE", key("ApplePass {key}")),
    Row(HELD, 204, PHONE),
    Row("/passkit/v1/log", 200, "/passkit/v1/log", "POST", body={"logs": ["x"]}),  # Apple gives phones no key for it
    # Telegram, by the secret.
    Row(HOOK, 200, HOOK, "POST", {SECRET: TOKEN}, UPDATE),
    *(
        Row(HOOK, 401, HOOK, "POST", headers, UPDATE)
        for headers in (
            {},
            {SECRET: ""},
            {SECRET: TOKEN[:-1]},
            {SECRET: TOKEN + "0"},
            {SECRET: TOKEN.upper()},
            {"Authorization": TOKEN},
            {SECRET: "{key}"},
        )
    ),
    Row(HOOK, 401, HOOK + f"?secret_token={TOKEN}", "POST", {}, UPDATE),
    *(Row("", 404, path) for path in ("/", "/api", "/docs", "/openapi.json", "/p/", "/p", "/_sandbox", "/passkit/v1")),
)


async def everything(shop: Shop) -> dict[str, Any]:
    def rows(connection: Connection) -> dict[str, Any]:
        return {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}

    return await shop.database.read(rows)


async def keys(shop: Shop) -> Keys:
    def join(connection: Connection) -> Card:
        boris = people.seen(connection, 3, "Boris", "", None, "en", NOW)
        joined = registration.register(
            connection, boris.id, processing=True, advertising=False, phone=None, link=None, now=NOW
        )
        return cards.card(connection, joined.member_id)

    card = await shop.database.write(join)
    facts, others = await shop.database.read(pass_facts.facts, page_token=card.page_token, now=NOW), await shop.facts()
    assert facts
    token = shop.office.token
    return Keys(card, facts.serial, token(facts.serial), shop.office.pass_type_id, others.serial, token(others.serial))


async def ask(shop: Shop, row: Row, known: Keys) -> Response:
    names = {
        "page": known.card.page_token,
        "code": known.card.code,
        "digits": known.card.digits,
        "serial": known.serial,
        "key": known.key,
        "kind": known.kind,
        "other_serial": known.other_serial,
        "other_key": known.other_key,
        "shorter": known.card.page_token[:-1],
        "shorter_key": known.key[:-1],
    }
    headers = {name: value.format(**names) for name, value in row.headers.items()}
    content = None if row.body is None else json.dumps(row.body)
    return await shop.http.request(row.method, row.path.format(**names), headers=headers, content=content)


async def test_every_route_gives_what_the_table_says_and_nothing_else(shop: Shop) -> None:
    known = await keys(shop)
    before, refusals = await everything(shop), {}
    card = known.card
    private = ("Boris", "Anna", card.digits, card.code, card.page_token, known.key, known.other_key, TOKEN)
    for row in TABLE:
        answer = await ask(shop, row, known)
        assert answer.status_code == row.status, row
        if row.status < 400 or row.route == "":
            continue
        refusals.setdefault((row.route.split(".")[0], row.status), set()).add(answer.text)
        assert not [word for word in private if word in answer.text], row
    # One answer whatever was wrong: nobody can find out what there is.
    assert {reason: len(answers) for reason, answers in refusals.items() if len(answers) > 1} == {}
    after = await everything(shop)
    assert (await shop.database.read(updates.backlog)).waiting == 1, "only the update that came with the secret"
    # A phone came and went; the job that would have told it is there still.
    assert {name: rows for name, rows in after.items() if name not in {"inbox", "job"}} == {
        name: rows for name, rows in before.items() if name not in {"inbox", "job"}
    }


async def test_a_key_opens_one_card_only(shop: Shop) -> None:
    known = await keys(shop)
    page = await shop.http.get(f"/p/{known.card.page_token}")
    assert f"/p/{known.card.page_token}.pkpass" in page.text
    for other in (shop.card.page_token, shop.card.code, shop.card.digits, known.other_serial, known.other_key):
        assert other not in page.text


async def test_what_is_for_the_operator_says_nothing_of_people_or_secrets(shop: Shop) -> None:
    known = await keys(shop)
    for row in TABLE:
        if row.status == 200:
            await ask(shop, row, known)
    shop.faults["ready"] = "the database does not answer"
    for path in ("/healthz", "/readyz", "/metrics"):
        text = (await shop.http.get(path)).text
        card = (known.card.page_token, known.card.code, known.card.digits, known.serial, known.key)
        for secret in (*card, "Boris", "Anna", TOKEN):
            assert secret not in text
        assert not re.search(r"sqlite|postgres|shop\.db", text)


async def test_methods_that_are_not_offered_are_refused_before_anything_else(shop: Shop) -> None:
    known = await keys(shop)
    before = await everything(shop)
    for row in TABLE:
        if row.status != 200:
            continue
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"} - {
            other.method for other in TABLE if other.route == row.route
        }:
            answer = await ask(shop, Row(row.route, 405, row.path, method, row.headers, row.body), known)
            assert answer.status_code == 405, (method, row)
    assert await everything(shop) == before


@pytest.mark.parametrize("webhook_token", [None])
async def test_while_updates_are_polled_no_secret_opens_the_webhook(shop: Shop) -> None:
    for headers in ({}, {SECRET: ""}, {SECRET: "None"}, {SECRET: TOKEN}):
        answer = await shop.http.post(HOOK, json=UPDATE, headers=headers)
        assert answer.status_code == 404
    assert (await shop.database.read(updates.backlog)).waiting == 0


async def test_secrets_are_compared_in_constant_time(shop: Shop) -> None:
    known = await keys(shop)
    with patch.object(hmac, "compare_digest", wraps=hmac.compare_digest) as compared:
        for row in TABLE:
            if row.status == 401:
                compared.reset_mock()
                await ask(shop, row, known)
                assert compared.call_count == 1, row
    source = "".join(file.read_text() for file in Path(web.__file__).parent.glob("*.py"))
    assert source.count("hmac.compare_digest(") == 3, "a new secret needs its rows in the table"


def routes(shop_site: Site) -> Iterator[str]:
    for route in build(shop_site).routes:
        assert isinstance(route, Route)
        yield route.path


def test_no_route_is_forgotten() -> None:
    site = Site(
        db=None,  # type: ignore[arg-type]  # nothing is asked for: only the addresses are read
        clock=lambda: NOW,
        username="",
        public_url="",
        offer_apple=True,
        pass_office=None,  # type: ignore[arg-type]  # as above
        codes=None,  # type: ignore[arg-type]  # as above
        init_data=None,  # type: ignore[arg-type]  # as above
        receive=None,  # type: ignore[arg-type]  # as above
        webhook_token=None,
        ready=None,  # type: ignore[arg-type]  # as above
        depths=None,  # type: ignore[arg-type]  # as above
    )
    assert sorted(routes(site)) == sorted({row.route for row in TABLE} - {""})
