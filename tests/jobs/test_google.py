"""From a changed pass to Google: what is sent, what is sent again, what the holder is told, and how fast it goes."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from structlog.testing import capture_logs

from app import work
from jobs import google as jobs
from jobs.google import LEASE
from jobs.loop import Loop
from loyalty.programme import Rule
from services.design import repainting
from services.members import cards, freezing, own_data
from services.passes import coupon_passes
from services.passes.google import passes as google_passes
from services.passes.google.line import GoogleLine
from services.passes.google.office import GoogleOffice
from services.passes.google.passes import Event
from services.people import Person
from services.plumbing import deliveries
from storage.passes import passes
from storage.rewards import coupons
from tests.jobs.google_server import GoogleServer
from tests.people import Shop, open_shop, rule
from tests.shop import drained
from wallet.google.pace import Pace
from wallet.google.rest import GoogleAway, WalletApi

ISSUER = "3388000000022998877"
pytestmark = pytest.mark.database("sqlite")


@dataclass
class Post:
    """A shop, Google, the worker between them, and a member whose card Google has."""

    shop: Shop
    server: GoogleServer
    api: WalletApi
    keeper: Loop
    anna: Person
    serial: str = ""

    @property
    def card(self) -> dict:
        return self.server.kept[f"{ISSUER}.{self.serial}"]

    async def sell(self) -> None:
        await self.shop.sell(self.anna, 100_000)

    async def drain(self) -> list[str]:
        """Returns what was sent, in short."""
        self.server.seen.clear()
        await drained(self.keeper)
        return [f"{each.method} {each.path.partition('/')[0]}" for each in self.server.seen]

    async def waiting(self) -> int:
        backlog = (await self.shop.database.read(deliveries.backlog, self.shop.now)).get(google_passes.KIND)
        return backlog.due + backlog.planned if backlog else 0

    async def coupon(self, code: str, rule_id: str) -> None:
        values = {"rule_id": rule_id, "member_id": self.anna.member_id, "code": code, "source": code}
        values |= {"issued_at": self.shop.now, "expires_at": None, "most_uses": 1, "uses": 0}
        await self.shop.database.write(lambda connection: coupons.insert_coupon(connection, **values))
        await self.shop.database.write(passes.changed, self.anna.member_id, self.shop.now)

    async def read(self, serial: str) -> google_passes.Todo:
        return await self.shop.database.write(google_passes.read, serial, self.shop.now)

    async def page(self) -> str:
        return (await self.shop.database.read(cards.card, self.anna.member_id)).page_token


@pytest.fixture
async def post(database) -> AsyncIterator[Post]:
    shop, server = await open_shop(database), GoogleServer()
    await server.start()
    account = server.account()
    office = GoogleOffice(
        account, issuer_id=ISSUER, public_url="https://shop.example", username="beans_bot", secret=b"s" * 32
    )
    api = WalletApi(server.url, account)
    keeper = work.showing(database, lambda: shop.now, GoogleLine(office, api))
    post = Post(shop, server, api, keeper, await shop.member("Anna"))
    post.serial = (await database.read(passes.card_of, post.anna.member_id)).serial
    await database.write(google_passes.save, await post.page(), shop.now)
    shop.later(seconds=5)
    assert await post.drain() == ["PATCH loyaltyClass", "POST loyaltyClass", "POST loyaltyObject"]
    yield post
    await api.close()
    await server.stop()


def balance(card: dict) -> int:
    return card["loyaltyPoints"]["balance"]["int"]


async def test_many_changes_are_one_request_and_none_is_none(post: Post) -> None:
    before = balance(post.card)
    for _ in range(3):
        await post.sell()
    assert await post.drain() == ["PATCH loyaltyObject"]
    assert balance(post.card) == await post.shop.balance(post.anna) > before
    assert post.card["notifyPreference"] == "NOTIFY_ON_UPDATE"
    await post.shop.database.write(passes.changed, post.anna.member_id, post.shop.now)
    assert await post.drain() == [], "it shows nothing new"
    assert await post.waiting() == 0


async def test_a_sale_of_a_member_without_the_card_at_google_orders_nothing(post: Post) -> None:
    boris = await post.shop.member("Boris")
    await post.shop.sell(boris, 100_000)
    assert await post.waiting() == 0


async def test_three_announcements_a_day_and_then_silence(post: Post) -> None:
    rang = []
    for hours in (0, 1, 1, 1, 1, 20, 0):
        post.shop.later(hours=hours)
        await post.sell()
        post.card.pop("notifyPreference", None)
        assert await post.drain() == ["PATCH loyaltyObject"]
        rang.append("notifyPreference" in post.card)
    assert rang == [True, True, True, False, False, True, False]


@pytest.mark.parametrize(("status", "headers"), [(500, {}), (503, {}), (0, {})])
async def test_trouble_is_tried_again_with_growing_pauses(post: Post, status: int, headers: dict) -> None:
    await post.sell()
    post.server.misbehave(status, times=2, **headers)
    times = []
    for _ in range(3):
        while not await post.drain():
            post.shop.later(seconds=1)
        times.append(post.shop.now)
    assert [(after - before).total_seconds() for before, after in pairwise(times)] == [2, 4]
    assert balance(post.card) == await post.shop.balance(post.anna)
    assert await post.waiting() == 0


async def test_a_busy_google_says_how_long_to_wait_and_costs_no_announcement(post: Post) -> None:
    for _ in range(3):
        await post.sell()
        post.server.misbehave(429, Retry_After="0")
        await post.drain()
        assert await post.drain() == [], "not before its time"
        post.shop.later(seconds=2)
        assert await post.drain() == ["PATCH loyaltyObject"]
        assert post.card.pop("notifyPreference") == "NOTIFY_ON_UPDATE"


async def test_an_access_token_that_ends_early_is_renewed(post: Post) -> None:
    assert post.server.tokens == ["token-0"]
    post.server.tokens.append("of-somebody-else")
    await post.sell()
    assert await post.drain() == ["PATCH loyaltyObject"] * 2
    assert len(post.server.tokens) == 3
    assert balance(post.card) == await post.shop.balance(post.anna)


async def test_what_google_refuses_is_said_once_with_its_words_and_what_to_do(post: Post) -> None:
    await post.sell()
    post.server.misbehave(403, times=2)
    with capture_logs() as said:
        for _ in range(2):
            await post.drain()
            post.shop.later(minutes=5)
    (line,) = [entry for entry in said if entry["event"] == "google_refused"]
    assert line["answer"] == "403 The request is not to the server's taste."
    assert "TESSERA_GOOGLE_ISSUER_ID" in line["advice"]
    await post.drain()
    assert balance(post.card) == await post.shop.balance(post.anna), "nothing is lost meanwhile"


async def test_what_google_has_lost_is_given_again_and_what_it_has_already_is_changed(post: Post) -> None:
    post.server.kept.clear()
    await post.sell()
    assert await post.drain() == ["PATCH loyaltyObject", "POST loyaltyObject"]
    boris = await post.shop.member("Boris")
    serial = (await post.shop.database.read(passes.card_of, boris.member_id)).serial
    post.server.kept[f"{ISSUER}.{serial}"] = {"id": f"{ISSUER}.{serial}"}
    await post.shop.database.write(google_passes.issue, (serial,), post.shop.now)
    post.shop.later(seconds=5)
    assert await post.drain() == ["POST loyaltyObject", "PATCH loyaltyObject"]
    assert balance(post.server.kept[f"{ISSUER}.{serial}"]) == await post.shop.balance(boris)


async def test_a_process_that_dies_after_the_request_loses_nothing_and_says_nothing_twice(post: Post) -> None:
    await post.shop.promise(Rule("ten", "coupon", rule("coupon", kind="percent", percent=1000, title="Ten off").config))
    await post.coupon("AB-1", "ten")
    # What a killed process leaves behind: Google has obeyed, and nobody has written it down.
    post.server.misbehave(0, obeyed=True)
    post.server.misbehave(0, obeyed=True)
    for _ in range(4):
        await post.drain()
        post.shop.later(seconds=300)
    assert [note["id"] for note in post.card["messages"]] == ["coupon-AB-1"]
    assert post.card["messages"][0]["messageType"] == "TEXT_AND_NOTIFY"
    assert await post.waiting() == 0


async def test_a_claim_that_ran_out_is_shown_once_more(post: Post) -> None:
    await post.sell()
    lost = await post.shop.database.write(deliveries.claim, (google_passes.KIND,), 10, post.shop.now, LEASE)
    post.shop.now += LEASE
    await post.drain()
    read = await post.read(post.serial)
    # The first one comes back to life and finishes: what Google shows now may be what it sent.
    await post.shop.database.write(google_passes.finish, lost[0], read.shown, read.told, post.shop.now)
    assert await post.drain() == ["POST loyaltyObject", "PATCH loyaltyObject"]
    assert await post.waiting() == 0


async def test_coupons_and_points_that_expire_are_said_on_the_card_once(post: Post) -> None:
    await post.shop.promise(Rule("ten", "coupon", rule("coupon", kind="percent", percent=1000, title="Ten off").config))
    await post.coupon("AB-1", "ten")
    assert await post.drain() == ["PATCH loyaltyObject", "POST loyaltyObject"]
    (note,) = post.card["messages"]
    assert note["localizedBody"]["defaultValue"]["value"] == "Ten off · AB-1"
    await post.sell()
    assert await post.drain() == ["PATCH loyaltyObject"]
    assert await jobs.warn(post.shop.database, post.shop.now) == 0
    post.shop.later(days=84)
    assert await jobs.warn(post.shop.database, post.shop.now) == 1
    await post.drain()
    assert post.card["messages"][-1]["id"].startswith("expiry-")
    assert await jobs.warn(post.shop.database, post.shop.now) == 0
    await post.drain()
    assert len(post.card["messages"]) == 2


async def test_no_card_has_more_than_ten_messages(post: Post) -> None:
    await post.shop.promise(Rule("ten", "coupon", rule("coupon", kind="percent", percent=1000, title="Ten off").config))
    for number in range(12):
        await post.coupon(f"AB-{number}", "ten")
        await post.drain()
        assert len(post.card["messages"]) <= 10
    kinds = [note["messageType"] for note in post.card["messages"]]
    assert "TEXT_AND_NOTIFY" not in kinds, "the first three rang; what is kept of them must not ring again"
    assert post.card["messages"][-1]["id"] == "coupon-AB-11"


async def test_a_saved_coupon_hangs_on_the_card_and_changes_by_itself(post: Post) -> None:
    await post.shop.promise(Rule("ten", "coupon", rule("coupon", kind="percent", percent=1000, title="Ten off").config))
    await post.coupon("AB-1", "ten")
    coupon, card = await post.shop.database.write(google_passes.save, await post.page(), post.shop.now)
    assert card == post.serial
    for _ in range(2):
        post.shop.later(seconds=5)
        await post.drain()
    await post.shop.database.write(google_passes.given, await post.read(coupon), "", post.shop.now)
    await post.drain()
    offer = post.server.kept[f"{ISSUER}.{coupon}"]
    assert offer["state"] == "ACTIVE"
    assert post.server.kept[offer["classId"]]["title"] == "−10%", "what one gets is larger than its name"
    assert offer["textModulesData"][0]["body"] == "Ten off"
    assert post.card["linkedOfferIds"] == [f"{ISSUER}.{coupon}"]
    facts = await post.shop.database.read(coupon_passes.facts, now=post.shop.now, serial=coupon)
    for change, state, hangs in ((freezing.freeze, "INACTIVE", 0), (freezing.thaw, "ACTIVE", 1)):
        await post.shop.database.write(change, post.shop.owner, post.anna.member_id, post.shop.now)
        await post.drain()
        assert post.server.kept[f"{ISSUER}.{coupon}"]["state"] == state
        assert len(post.card["linkedOfferIds"]) == hangs
        assert ("frozen" in [line["id"] for line in post.card["textModulesData"]]) == (not hangs)
    row = await post.shop.database.read(coupons.by_code, facts.code)
    await post.shop.database.write(coupons.end, row.id, post.shop.now)
    await post.shop.database.write(passes.coupon_changed, row.id, post.shop.now)
    await post.shop.database.write(passes.changed, row.member_id, post.shop.now)
    await post.drain()
    assert post.server.kept[f"{ISSUER}.{coupon}"]["state"] == "INACTIVE"
    assert post.card["linkedOfferIds"] == [], "what cannot be used any more hangs on no card"


async def test_a_removed_card_costs_nothing_until_it_is_saved_again(post: Post) -> None:
    happened = post.shop.database.write
    assert await happened(google_passes.happened, Event(post.serial, "save", 1, "a"), post.shop.now)
    assert await post.drain() == []
    assert await post.shop.database.read(google_passes.held) == 1
    assert await happened(google_passes.happened, Event(post.serial, "del", 3, "b"), post.shop.now)
    assert not await happened(google_passes.happened, Event(post.serial, "save", 2, "c"), post.shop.now), "overtaken"
    assert not await happened(google_passes.happened, Event(post.serial, "del", 3, "b"), post.shop.now), "heard before"
    assert await post.shop.database.read(google_passes.held) == 0
    await post.sell()
    assert await post.drain() == []
    assert await happened(google_passes.happened, Event(post.serial, "save", 4, "d"), post.shop.now)
    assert await post.drain() == ["PATCH loyaltyObject"]
    assert balance(post.card) == await post.shop.balance(post.anna)
    assert await jobs.forget(post.shop.database, post.shop.now) == 0
    assert await jobs.forget(post.shop.database, post.shop.later(days=8)) == 4


async def test_no_second_sees_more_requests_than_google_takes_and_people_go_first(post: Post) -> None:
    api = WalletApi(post.server.url, post.server.account(), Pace())
    post.server.seen.clear()
    routine = [asyncio.create_task(api.get("loyaltyObject", f"{ISSUER}.{number}")) for number in range(30)]
    await asyncio.sleep(0.1)
    await api.get("loyaltyObject", f"{ISSUER}.urgent", urgent=True)
    await asyncio.gather(*routine)
    times = [each.at for each in post.server.seen]
    assert len(times) == 31
    # Google's second is a full one; the half leaves room for a machine that hesitates.
    assert all(later - earlier >= 0.5 for earlier, later in zip(times, times[20:], strict=False))
    place = next(number for number, each in enumerate(post.server.seen) if each.path.endswith(".urgent"))
    assert place < 20
    await api.close()


async def test_a_google_that_is_not_there_is_told_from_one_that_refuses(post: Post) -> None:
    api = WalletApi("http://127.0.0.1:9", post.server.account())
    with pytest.raises(GoogleAway, match="cannot be reached"):
        await api.get("loyaltyObject", f"{ISSUER}.1")
    await api.close()


async def test_without_google_its_jobs_end(post: Post) -> None:
    await post.sell()
    nobody = work.showing(post.shop.database, lambda: post.shop.now, None)
    assert await drained(nobody) == 1
    assert await post.waiting() == 0


async def test_a_new_place_reaches_all_cards_by_one_request(post: Post) -> None:
    place = "UPDATE outlet SET latitude = 42697708, longitude = 23321868"
    await post.shop.database.write(lambda connection: connection.exec_driver_sql(place))
    await post.shop.database.write(repainting.repaint, post.shop.now)
    assert await post.drain() == ["PATCH loyaltyClass"]
    (class_,) = (each for each in post.server.kept.values() if "programName" in each)
    assert class_["merchantLocations"] == [{"latitude": 42.697708, "longitude": 23.321868}]
    await post.shop.database.write(repainting.repaint, post.shop.now)
    assert await post.drain() == [], "Google has it"


async def test_one_pass_that_cannot_be_shown_keeps_nobody_waiting(post: Post) -> None:
    boris = await post.shop.member("Boris")
    serial = (await post.shop.database.read(passes.card_of, boris.member_id)).serial
    await post.shop.database.write(google_passes.issue, (serial,), post.shop.now)
    damaged = 'UPDATE google_pass SET notified = \'{"rang": ["never"]}\' WHERE serial <> ?'
    await post.shop.database.write(lambda connection: connection.exec_driver_sql(damaged, (post.serial,)))
    await post.sell()
    post.shop.later(seconds=5)
    with capture_logs() as said:
        assert await post.drain() == ["PATCH loyaltyObject"]
    assert [entry["event"] for entry in said] == ["google_pass_failed"]
    assert await post.waiting() == 1, "it is tried again later"


async def test_the_card_and_coupons_of_an_erased_member_expire_and_show_nothing_of_theirs(post: Post) -> None:
    await post.sell()
    await post.shop.promise(Rule("ten", "coupon", rule("coupon", kind="percent", percent=1000, title="Ten off").config))
    await post.coupon("GIFTGIFT", "ten")
    await post.shop.database.write(google_passes.save, await post.page(), post.shop.now)
    post.shop.later(seconds=5)
    await post.drain()
    removed = Event(post.serial, "del", 1, "nonce")
    await post.shop.database.write(google_passes.happened, removed, post.shop.now)
    assert "Anna" in json.dumps(post.card), "a removed card stays at Google as it was"
    await post.shop.database.write(own_data.erase, post.anna.id, post.shop.now)
    assert await post.shop.database.read(google_passes.held) == 0
    post.shop.later(seconds=5)
    await post.drain()
    assert not any("notifyPreference" in each.body for each in post.server.seen), "no phone rings for it"
    kept = [each for each in post.server.kept.values() if "classId" in each]
    assert len(kept) == 2
    for each in kept:
        assert each["state"] == "EXPIRED"
        assert not each.get("barcode")
        assert not each.get("rotatingBarcode")
    assert not {"Anna", "GIFTGIFT"} & set(re.findall(r"\w+", json.dumps(kept)))
    assert [post.card[name] for name in ("loyaltyPoints", "textModulesData", "linkedOfferIds", "messages")] == [
        None,
        [],
        [],
        [],
    ]
