"""From a changed pass to the push: what is told, what is told again, and who is forgotten."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import Connection, func, select, update
from structlog.testing import capture_logs

from app import work
from bot.outgoing.notices import render
from bot.words.speech import Speech
from jobs.loop import Loop
from jobs.pushes import LEASE
from sandbox.apns import Apns as Server
from services.passes import phones
from services.plumbing import deliveries
from storage.passes import passes
from storage.tables import job
from tests.people import NOON, Shop, open_shop
from tests.shop import drained
from wallet.apple.credentials import restore
from wallet.apple.push import Apns


@dataclass
class Post:
    """A shop, the push server, and the worker between them."""

    shop: Shop
    server: Server
    pusher: Loop
    line: Apns
    members: list = field(default_factory=list)
    serials: list[str] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)

    async def register(self, *phones: str, member: int = 0) -> None:
        """Phones whose name is their push token take up the member's pass and are told of it."""
        for phone in phones:
            await self.shop.database.write(passes.register, self.serials[member], phone, phone, self.shop.now)
        await drained(self.pusher)
        self.server.pushes.clear()

    async def change(self, member: int = 0) -> None:
        await self.shop.database.write(passes.changed, self.members[member].member_id, self.shop.now)

    def told(self) -> list[str]:
        """Returns who was pushed to with success since it was asked last."""
        told = sorted(push.token for push in self.server.pushes if push.status == 200)
        self.server.pushes.clear()
        return told

    def restart(self) -> None:
        """Begins anew, with nothing remembered but what stands in the database."""
        self.pusher = work.pushing(self.shop.database, lambda: self.shop.now, self.line.push)

    async def held(self) -> list[str]:
        """Returns the phones that are known to hold the first member's pass."""
        held = await self.shop.database.read(phones.holders, self.serials[:1])
        return sorted(phone.name for phone in held[self.serials[0]])

    async def notices(self) -> int:
        """Returns how often the owner was told that Apple refuses us."""
        told = select(func.count()).where(job.c.payload["notice"].as_string() == "pushes-refused")
        return await self.shop.database.read(lambda connection: connection.execute(told).scalar_one())

    async def waiting(self) -> int:
        backlog = (await self.shop.database.read(deliveries.backlog, self.shop.now)).get(phones.PUSH)
        return backlog.due + backlog.planned if backlog else 0


@pytest.fixture
async def post(database, development_authority: bytes) -> AsyncIterator[Post]:
    shop, dead = await open_shop(database), set()
    server = Server(lambda token: "Unregistered" if token in dead else "")
    await server.start()
    line = Apns(server.url, restore(development_authority, NOON))
    post = Post(shop, server, work.pushing(database, lambda: shop.now, line.push), line, dead=dead)
    for name in ("Anna", "Boris"):
        member = await shop.member(name)
        post.members.append(member)
        post.serials.append((await database.read(passes.card_of, member.member_id)).serial)
    yield post
    await line.close()
    await server.stop()


async def test_every_phone_of_a_changed_pass_is_told_once(post: Post) -> None:
    await post.register("phone-1", "tablet-1")
    await post.register("phone-2", member=1)
    for _ in range(4):
        await post.change()
    assert await drained(post.pusher) == 1
    assert post.told() == ["phone-1", "tablet-1"]
    assert await drained(post.pusher) == 0
    assert await post.waiting() == 0


@pytest.mark.parametrize(("status", "reason"), [(503, "ServiceUnavailable"), (500, "InternalServerError"), (0, "")])
async def test_trouble_on_the_way_is_tried_again_with_growing_pauses(post: Post, status: int, reason: str) -> None:
    await post.register("phone-1")
    await post.change()
    post.server.refuse(status, reason, times=2)
    pauses = []
    for _ in range(3):
        while not await drained(post.pusher):
            post.shop.later(seconds=1)
        pauses.append(post.shop.now)
    assert post.told() == ["phone-1"]
    assert (pauses[1] - pauses[0]).total_seconds() == 2
    assert (pauses[2] - pauses[1]).total_seconds() == 4
    assert await post.waiting() == 0


async def test_a_busy_server_says_how_long_to_wait(post: Post) -> None:
    await post.register("phone-1")
    await post.change()
    post.server.refuse(429, "TooManyProviderTokenUpdates", retry_after=60)
    await drained(post.pusher)
    post.shop.later(seconds=59)
    assert await drained(post.pusher) == 0
    post.shop.later(seconds=1)
    assert await drained(post.pusher) == 1
    assert post.told() == ["phone-1"]


async def test_a_dead_phone_is_forgotten_and_the_others_are_told(post: Post) -> None:
    await post.register("phone-1", "lost")
    post.dead.add("lost")
    await post.change()
    await drained(post.pusher)
    assert post.told() == ["phone-1"]
    held = (await post.shop.database.read(phones.holders, post.serials))[post.serials[0]]
    assert [phone.name for phone in held] == ["phone-1"]
    assert await post.waiting() == 0


async def test_a_phone_is_forgotten_on_410_alone_and_only_if_it_has_not_registered_since(post: Post) -> None:
    await post.register("phone-1")
    registered = post.shop.now.timestamp()
    post.server.refuse(410, "Unregistered", gone_at=registered - 60)
    await post.change()
    await drained(post.pusher)
    assert await post.held() == ["phone-1"], "it has come back since"
    post.shop.later(minutes=5)
    await post.register("phone-1")  # the same token once more, as a phone does that was restored
    post.server.refuse(410, "ExpiredToken", gone_at=registered + 60)
    await post.change()
    await drained(post.pusher)
    assert await post.held() == ["phone-1"]
    post.server.refuse(410, "Unregistered", gone_at=registered + 600)
    post.shop.later(minutes=5)
    await drained(post.pusher)
    assert await post.held() == []
    assert await post.waiting() == 0


@pytest.mark.parametrize("reason", ["BadDeviceToken", "DeviceTokenNotForTopic"])
async def test_one_wrong_apple_setting_loses_no_phone_and_the_owner_hears_of_it_once(post: Post, reason: str) -> None:
    names = [f"phone-{number}" for number in range(5)]
    await post.register(*names)
    await post.register("other", member=1)
    post.server.refuse(400, reason, times=20)
    counted = REGISTRY.get_sample_value("tessera_apple_pushes_total", {"answer": reason}) or 0
    with capture_logs() as said:
        for _ in range(3):
            await post.change()
            await drained(post.pusher)
            post.shop.later(minutes=5)
        post.restart()
        await drained(post.pusher)
    assert await post.held() == names
    assert await post.notices() == 1
    assert len([entry for entry in said if entry["event"] == "push_refused"]) == 2, "once a process"
    assert REGISTRY.get_sample_value("tessera_apple_pushes_total", {"answer": reason}) == counted + 20
    assert REGISTRY.get_sample_value("tessera_apple_phones_refused") == 5
    await post.shop.database.write(_give_up)
    post.restart()
    await post.change(1)
    while await drained(post.pusher):
        pass
    assert post.told() == ["other", *names], "what was given up meanwhile is made up for"
    post.server.refuse(400, reason, times=6)
    for _ in range(2):
        await post.change(0)
        await post.change(1)
        await drained(post.pusher)
        post.shop.later(minutes=5)
    assert await post.notices() == 2, "the next time is another one"


@pytest.mark.parametrize("reason", ["BadCertificate", "Forbidden"])
async def test_owners_hear_of_a_certificate_that_apple_refuses_but_not_at_night(post: Post, reason: str) -> None:
    await post.register("phone-1")
    post.shop.later(hours=13)  # past midnight in Sofia
    post.server.refuse(403, reason, times=3)
    await post.change()
    await drained(post.pusher)
    assert await post.notices() == 0
    post.shop.later(hours=9)
    await drained(post.pusher)
    assert await post.notices() == 1
    post.shop.later(minutes=5)
    await drained(post.pusher)
    assert await post.notices() == 1
    payload = {"notice": "pushes-refused", "arguments": {"answer": f"403 {reason}"}}
    for language, words in (("en", "No card is lost"), ("ru", "Карты не потеряны"), ("bg", "Няма загубени карти")):
        text = render(Speech(language), payload)[0]
        assert words in text
        assert reason in text
    post.shop.later(minutes=5)
    await drained(post.pusher)
    assert post.told() == ["phone-1"]


async def test_a_phone_with_a_dead_token_among_others_is_counted_and_holds_up_nobody(post: Post) -> None:
    await post.register("phone-1", "phone-2", "phone-3")
    await post.change()
    await drained(post.pusher)
    post.server.refuse(400, "BadDeviceToken")
    await post.change()
    await drained(post.pusher)
    assert await post.waiting() == 0
    assert len(await post.held()) == 3
    assert await post.notices() == 0
    assert REGISTRY.get_sample_value("tessera_apple_phones_refused") == 1


def _give_up(connection: Connection) -> None:
    connection.execute(update(job).where(job.c.kind == phones.PUSH).values(state="failed"))


async def test_trouble_with_the_certificate_is_said_once_with_what_to_do(post: Post) -> None:
    await post.register("phone-1")
    await post.register("phone-2", member=1)
    post.server.refuse(403, "BadCertificate", times=3)
    with capture_logs() as said:
        for member in (0, 1):
            await post.change(member)
            await drained(post.pusher)
        post.shop.later(minutes=5)
        await drained(post.pusher)
    (line,) = [entry for entry in said if entry["event"] == "push_refused"]
    assert line["answer"] == "403 BadCertificate"
    assert "TESSERA_APPLE_CERT_FILE" in line["advice"]
    post.shop.later(minutes=5)
    await drained(post.pusher)
    assert post.told() == ["phone-1", "phone-2"], "nothing is lost meanwhile"


async def test_without_a_push_server_there_is_nobody_to_tell(post: Post) -> None:
    quiet = work.pushing(post.shop.database, lambda: post.shop.now, None)
    await post.register("phone-1")
    await post.change()
    assert await drained(quiet) == 1
    assert await post.waiting() == 0
    assert post.told() == []


async def test_what_a_dead_process_had_claimed_is_told_by_the_next(post: Post) -> None:
    await post.register("phone-1")
    await post.change()
    await post.shop.database.write(deliveries.claim, (phones.PUSH,), 10, post.shop.now, LEASE)
    assert await drained(post.pusher) == 0
    post.shop.now += LEASE
    assert await drained(post.pusher) == 1
    assert post.told() == ["phone-1"]


async def test_the_worker_runs_until_it_is_stopped(post: Post) -> None:
    await post.register("phone-1")
    running = asyncio.create_task(post.pusher.run())
    await post.change()
    async with asyncio.timeout(30):
        while not post.server.pushes:
            await asyncio.sleep(0.01)
        post.pusher.stop()
        await running
    assert post.told() == ["phone-1"]
