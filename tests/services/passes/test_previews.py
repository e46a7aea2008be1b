"""What an owner sees before publishing is what members get then: the same files, the same pictures."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from services.database import Database
from services.design import designing, designs, pictures
from services.passes import pass_facts, previews
from services.passes.google import pictures as google_pictures
from services.passes.google.office import GoogleWords
from services.passes.office import PassOffice
from storage.passes import passes
from tests.people import NOON, open_shop, rule
from wallet.apple.credentials import restore
from wallet.passfile import POSTER, STYLES, open_pass

pytestmark = pytest.mark.database("sqlite")  # it draws what a write has kept
BOT = "tessera_bot"


def photo(colour: str) -> bytes:
    image = Image.effect_noise((900, 600), 80).convert("RGB")
    ImageDraw.Draw(image).ellipse((200, 100, 700, 500), colour)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("own", [False, True], ids=["icons", "own pictures"])
async def test_the_preview_is_what_is_published_on_all_three_phones_with_stamps_photo_and_level(
    own: bool, database: Database, development_authority: bytes
) -> None:
    shop = await open_shop(database)
    anna = await shop.member()
    await shop.promise(rule("tiers", base="green", levels=[{"key": "gold", "threshold": 1}]))
    await shop.promise(rule("stamp_card", "cups", goal=5, milestones=[]))
    await shop.sell(anna, 50_000)
    look = (await database.read(designs.desk, shop.owner)).draft
    made = designing.stamped(replace(look, strip=designing.strip(photo("#ff2020"), look.background)), "paw")
    if own:
        made = replace(made, stamp_full=designing.stamp(photo("#2020ff")))
    desk = await database.write(designs.change, shop.owner, lambda _: made, shop.now)
    sample = await database.read(previews.sample, shop.owner, shop.now)
    office = PassOffice(
        restore(development_authority, NOON), secret=b"s", public_url="https://card.invalid", username=BOT
    )

    async def got() -> pass_facts.PassFacts:
        card = await database.read(passes.card_of, anna.member_id)
        facts = await database.read(pass_facts.facts, serial=card.serial, now=shop.now)
        assert facts is not None
        return facts

    before = await got()
    assert before.tier == "gold"
    same = replace(sample, facts=replace(sample.facts, stamps=before.stamps))
    promised = previews.published(same, desk.draft, office, BOT, shop.now, "gold")
    assert promised == previews.published(same, desk.draft, office, BOT, shop.now, "gold")
    await database.write(designs.publish, shop.owner, desk.version, None, shop.now)
    after = await got()
    pkpass = office.build(after, shop.now)
    for styles in (STYLES, (POSTER,)):
        seen, kept = (open_pass(each, "en", styles) for each in (promised.pkpass, pkpass))
        assert seen.pictures == kept.pictures != open_pass(office.build(before, shop.now), "en", styles).pictures
        assert (seen.background, seen.foreground, seen.label) == (kept.background, kept.foreground, kept.label)
        assert [field.key for field in seen.group("primary")] == [field.key for field in kept.group("primary")]
    google = GoogleWords(issuer_id="0", public_url="https://card.invalid", username=BOT, secret=b"preview")
    published = await database.read(pictures.design)
    object_ = google.card(after, (), published)
    address = object_["heroImage"]["sourceUri"]["uri"]
    assert promised.object_["heroImage"]["sourceUri"]["uri"] == address
    assert promised.pictures[address] == google_pictures.draw(published, after.stamps[0])
    logo = google.card_class(after.organisation, after.language, published, ())["programLogo"]["sourceUri"]["uri"]
    assert promised.pictures[logo] == pictures.public_logo(published)
