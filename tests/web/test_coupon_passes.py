"""Passes of coupons over HTTP: saved one by one or all at once, void when used, good again after a return."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from jobs import tasks
from services.passes import coupon_passes
from services.programme import versions
from services.rewards import coupon_uses, coupons
from services.rewards.coupons import Coupon
from storage import programmes as stored_programmes
from tests.wallet.conftest import unpacked
from tests.web.conftest import NOW, Shop
from tests.web.test_card import IPHONE
from tests.web.test_passkit import Phone


def _give(connection: Any, member_id: Any, number: int) -> Coupon:
    programme = versions.current(connection, NOW)
    rule = next(rule for rule in programme.rules if rule.mechanic == "coupon")
    given = coupons.issue(connection, rule.id, member_id, source=f"test:{number}", now=NOW)
    assert given
    return given


def _use(connection: Any, given: Coupon, draft: Any) -> None:
    outlet = stored_programmes.first_outlet(connection)
    assert outlet
    assert given.member_id
    coupon_uses.redeem(connection, (given.id,), draft, given.member_id, outlet.id, NOW)


def _reopen(connection: Any, draft: Any) -> None:
    coupon_uses.reopen(connection, draft, versions.current(connection, NOW), NOW)


def content(answer: httpx.Response) -> dict[str, Any]:
    return dict(json.loads(unpacked(answer.content)["pass.json"]))


@pytest.mark.database("sqlite")
async def test_a_used_coupon_is_void_on_the_phone_until_a_return_gives_it_back(shop: Shop) -> None:
    given, draft = await shop.database.write(_give, shop.member_id, 1), uuid4()
    address = f"/p/{shop.card.page_token}/coupons/{given.code}.pkpass"
    phone = Phone(shop.http)
    serial = phone.take(await shop.http.get(address))
    assert serial == phone.take(await shop.http.get(address)), "once saved, always the same pass"
    shown = phone.passes[serial]
    assert shown["barcodes"][0]["message"] == f"https://t.me/beans_bot?start=k_{given.code}"
    assert shown["coupon"]["primaryFields"][0]["label"] == given.rule.config.title
    assert "voided" not in shown
    assert shown["expirationDate"].startswith("2026-12-22T23:59")
    assert await phone.register(serial) == 201
    await phone.changes()
    states = []
    for change in (_use, _reopen):
        await shop.database.write(change, *((given, draft) if change is _use else (draft,)))
        assert await phone.changes(phone.tag) == (200, [serial])
        phone.take(await phone.fetch(serial, **{"If-Modified-Since": phone.dates[serial]}))
        states.append(phone.passes[serial].get("voided", False))
        (state,) = [item for item in phone.passes[serial]["coupon"]["backFields"] if "changeMessage" in item]
        states.append(state["value"].rpartition(": ")[2])
    assert states == [True, "Used", False, "Ready to use"]


@pytest.mark.database("sqlite")
async def test_the_card_and_nine_coupons_come_in_one_file(shop: Shop) -> None:
    page, iphone = f"/p/{shop.card.page_token}", {"user-agent": IPHONE}
    assert ".pkpasses" not in (await shop.http.get(page, headers=iphone)).text, "there is nothing to add beside it"
    given = [await shop.database.write(_give, shop.member_id, number) for number in range(11)]
    assert f'href="{page}.pkpasses"' in (await shop.http.get(page, headers=iphone)).text
    answer = await shop.http.get(f"/p/{shop.card.page_token}.pkpasses")
    assert answer.headers["content-type"] == "application/vnd.apple.pkpasses"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        inside = [json.loads(unpacked(archive.read(name))["pass.json"]) for name in archive.namelist()]
    assert [next(style for style in ("storeCard", "coupon") if style in each) for each in inside] == [
        "storeCard",
        *["coupon"] * (coupon_passes.MOST_AT_ONCE - 1),
    ]
    assert {each["barcodes"][0]["altText"] for each in inside[1:]} <= {coupon.code for coupon in given}
    assert len({each["serialNumber"] for each in inside}) == 10


@pytest.mark.database("sqlite")
async def test_a_coupon_that_ends_is_told_once_to_its_pass_and_to_the_card(shop: Shop) -> None:
    given = await shop.database.write(_give, shop.member_id, 1)
    assert given.expires_at
    assert await tasks.expire_coupons(shop.database, NOW) == 0
    phone = Phone(shop.http)
    coupon = phone.take(await shop.http.get(f"/p/{shop.card.page_token}/coupons/{given.code}.pkpass"))
    card = phone.take(await shop.http.get(f"/p/{shop.card.page_token}.pkpass"))
    for serial in (card, coupon):
        await phone.register(serial)
    await phone.changes()
    assert await tasks.expire_coupons(shop.database, given.expires_at - timedelta(seconds=1)) == 0
    assert await tasks.expire_coupons(shop.database, given.expires_at) == 1
    status, serials = await phone.changes(phone.tag)
    assert (status, sorted(serials)) == (200, sorted([card, coupon]))
    assert await tasks.expire_coupons(shop.database, given.expires_at + timedelta(days=1)) == 0
    found = await shop.database.read(coupon_passes.facts, serial=coupon, now=given.expires_at)
    assert found
    assert found.state == "expired"


@pytest.mark.database("sqlite")
async def test_nobody_saves_a_coupon_of_somebody_else(shop: Shop) -> None:
    given = await shop.database.write(_give, shop.member_id, 1)
    for token, code in ((shop.card.page_token, "NOSUCHCODE"), ("x" * 32, given.code)):
        assert (await shop.http.get(f"/p/{token}/coupons/{code}.pkpass")).status_code == 404
    assert (await shop.http.get(f"/p/{'x' * 32}.pkpasses")).status_code == 404
