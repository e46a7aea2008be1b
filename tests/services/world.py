"""The world in which everybody tries everything: people, and things that belong to others."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection

from loyalty import changing_codes
from loyalty.events import Line, Purchase
from loyalty.programme import Certificates
from services import team
from services.campaigns import broadcasts, winback
from services.campaigns.broadcasts import Content
from services.database import Database
from services.imports import running, uploads
from services.imports.columns import Plan
from services.members import cards, consents
from services.people import Person
from services.prepaid.certificates import Certificate
from services.rewards import coupons
from services.rewards.coupons import Coupon
from services.till import certificates as till_certificates
from services.till import holds, sales
from services.till.cheques import Sale, new_draft
from storage.rewards import referrals as referral_rows
from tests.people import NOON, Shop, open_shop, rule, set_settings


@dataclass
class World:
    """People who try, and things that belong to others. Karim serves Anna, his colleague Lena serves Boris."""

    shop: Shop
    cast: dict[str, Person]
    lena: Person
    boris: UUID
    digits: str
    to_anna: UUID
    to_boris: UUID
    number: str
    held_anna: UUID
    held_boris: UUID
    tokens: dict[str, str]
    coupon: Coupon
    draft: UUID
    planned: UUID
    sending: UUID
    upload: UUID
    message: UUID
    bearer: Certificate
    annas: Certificate
    paid: UUID

    def event(self) -> Purchase:
        return Purchase(new_draft(), self.shop.now, "UTC", "1", (Line(60_000),))

    def sale(self, redeem: int = 0) -> Sale:
        return Sale(new_draft(), self.boris, 60_000, redeem)


LIST = Plan(("name", "phone"))
CODES = changing_codes.ChangingCodes(b"m" * 32, "corner_bot")


async def people_and_things(database: Database) -> World:
    shop = await open_shop(database)
    await shop.promise(rule("coupon", "ten"), rule("tiers"))
    write, now = database.write, shop.now

    async def hire(name: str, role: str, by: Person = shop.owner) -> Person:
        link = await write(team.invite, by, role, None, now)
        return await write(team.accept, await shop.stranger(name), link.token, now)

    lena, rosa, mia = await hire("Lena", "cashier"), await hire("Rosa", "cashier"), await hire("Mia", "manager")
    anna, boris, zoe = await shop.member("Anna"), await shop.member("Boris"), await shop.stranger("Zoe")
    assert anna.member_id
    assert boris.member_id
    to_anna = await shop.sell(anna, 60_000)
    to_boris = await write(sales.record, lena, Sale(new_draft(), boris.member_id, 60_000), now)
    held = [
        await write(holds.place, by, Sale(new_draft(), whose, 60_000, 10), now)
        for by, whose in ((shop.cashier, anna.member_id), (lena, boris.member_id))
    ]
    link = await write(team.owner_link, now)
    former = await write(team.accept, await shop.stranger("Fedor"), link.token, now)
    kept = await write(team.invite, former, "manager", None, now)
    used = await write(team.invite, shop.owner, "manager", None, now)
    await write(team.accept, await shop.stranger("Nina"), used.token, now)
    new = await write(team.invite, shop.owner, "cashier", None, now)
    for gone in (rosa, former):
        await write(team.remove, shop.owner, gone.id, now)
    draft, planned, sending = (broadcasts.new_id() for _ in range(3))
    await write(consents.consent, boris.id, "advertising", True, now)
    upload, message = await _former_customers(database, shop)
    for broadcast_id in (draft, planned, sending):
        await write(broadcasts.compose, shop.owner, broadcast_id, Content(text="Cake"), now)
    await write(broadcasts.plan, shop.owner, planned, now + timedelta(days=1), now)
    await write(broadcasts.start, shop.owner, sending, None, now)
    await write(_wait_for_the_owner, anna.member_id, boris.member_id, to_boris.purchase_id)
    cast = {
        "stranger": zoe,
        "member": anna,
        "cashier": shop.cashier,
        "removed": rosa,  # as they were before: what somebody holds in the hand proves nothing
        "manager": mia,
        "owner": shop.owner,
        "liar": replace(zoe, role="owner", mode="owner", member_id=boris.member_id),
    }
    assert rosa.role == "cashier"
    coupon = await write(coupons.issue, "ten", boris.member_id, source="test", now=now)
    assert coupon
    bearer, annas, paid = await _certificates(database, lena, anna.member_id)
    return World(
        shop=shop,
        cast=cast,
        lena=lena,
        boris=boris.member_id,
        digits=(await database.read(cards.card, boris.member_id)).digits,
        to_anna=to_anna.purchase_id,
        to_boris=to_boris.purchase_id,
        number=to_boris.number,
        held_anna=held[0].hold_id,
        held_boris=held[1].hold_id,
        tokens={"new": new.token, "used": used.token, "former": kept.token},
        coupon=coupon,
        draft=draft,
        planned=planned,
        sending=sending,
        upload=upload,
        message=message,
        bearer=bearer,
        annas=annas,
        paid=paid,
    )


async def _certificates(database: Database, lena: Person, anna: UUID) -> tuple[Certificate, Certificate, UUID]:
    """Returns a certificate of whoever has its code, and one of Anna's, which has paid by itself under an id."""
    write = database.write
    await write(set_settings, NOON, certificates=Certificates(most=1_000_000))
    made = [await write(till_certificates.sell, lena, 100_000, new_draft(), NOON, whose) for whose in (None, anna)]
    paid = await write(till_certificates.pay, lena, made[1].id, 1_000, new_draft(), NOON)
    return made[0], made[1], paid.draft_id


async def _former_customers(database: Database, shop: Shop) -> tuple[UUID, UUID]:
    """Returns the ids of a list that waits to be taken in, and of a message to those of another one."""
    write, now = database.write, shop.now
    table = ((1, ("Nika", "+359888000001")),)
    upload = await write(uploads.upload, shop.owner, UUID(int=1), "l.csv", table, LIST, now)
    agreed = replace(LIST, consent="all")
    run = await write(uploads.upload, shop.owner, UUID(int=2), "l.csv", ((1, ("Oleg", "+359888000002")),), agreed, now)
    await write(uploads.start, shop.owner, run.id, None, now)
    await write(running.work, run.id, now)
    message = await write(winback.compose, shop.owner, UUID(int=3), "Come back: {link}", now)
    return upload.id, message.id


def _wait_for_the_owner(connection: Connection, inviter: UUID, friend: UUID, purchase: UUID) -> None:
    referral_rows.put(connection, friend, inviter, NOON, state="review", reason="cap")
    referral_rows.change(connection, friend, purchase_id=purchase)
