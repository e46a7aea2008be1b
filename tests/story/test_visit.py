"""One visit from the owner's link to a clean audit: real HTTP, a real database, real signatures."""

import io
import subprocess
import zipfile
from pathlib import Path

import httpx
import zxingcpp
from PIL import Image

from app.apple import credentials
from app.timekeeper import wall as clock
from sandbox.phone import Phone
from tests import commands
from tests.story.conftest import Town, newcomer


def in_the_picture(picture: bytes | None) -> str:
    assert picture
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return str(code.text)


def printed_owner_link(town: Town) -> str:
    """Returns what `tessera owner-link` prints while the application runs on the same database."""
    settings = {
        "TESSERA_BOT_TOKEN": town.sandbox.token,
        "TESSERA_BOT_API_URL": town.sandbox.url,
        "TESSERA_DATA_DIR": str(town.settings.data_dir),
        "TESSERA_DATABASE_URL": town.settings.database,
    }
    folder = town.settings.data_dir
    out, err = folder / "said", folder / "complained"
    command = commands.begin(("owner-link",), folder, commands.environment(settings), out, err)
    assert command.wait() == 0, err.read_text()
    return out.read_text().splitlines()[0]


async def set_up(olga: Phone) -> None:
    await olga.wait("What is your business called?")
    await olga.say("Corner & <b>Co</b>")
    await olga.tap("RUB")
    await olga.wait("Which city’s time")
    await olga.say("sofia")
    await olga.wait("Which language")
    await olga.tap("English")
    await olga.tap("Shop")
    await olga.wait("1 point for every")
    await olga.tap("Start with these")
    await olga.wait("What shall we look at?")


async def invited(olga: Phone, karim: Phone) -> None:
    await olga.tap("Team")
    await olga.tap("Invite a cashier")
    invitation = await olga.wait("It works once")
    assert in_the_picture(invitation.photo) in invitation.text
    await karim.scan(invitation.photo or b"")
    await karim.wait("You are a cashier now")
    await karim.wait("Send a photo")
    await olga.wait("Karim has joined the team: cashier")


async def registered(anna: Phone) -> bytes:
    """Returns the picture of the card."""
    await anna.start()
    await anna.wait("loyalty card of Corner & <b>Co</b>")
    await anna.tap("News and offers")
    await anna.tap("Get my card")
    await anna.wait("phone number")
    await anna.share_contact()
    await anna.wait("150 points are yours")
    card = await anna.wait(lambda message: message.photo)
    assert card.photo
    return card.photo


def verified(folder: Path, data: bytes, root: bytes) -> bool:
    """Says whether OpenSSL accepts the pass's signature."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("manifest.json", "signature"):
            (folder / name).write_bytes(archive.read(name))
    (folder / "root.pem").write_bytes(root)
    command = (
        "openssl cms -verify -binary -inform DER -in signature -content manifest.json -CAfile root.pem -purpose any"
        f" -attime {clock().timestamp():.0f}"
    )
    said = subprocess.run([*command.split(), "-out", "/dev/null"], cwd=folder, capture_output=True, check=False)
    return said.returncode == 0


async def test_the_whole_visit(town: Town, tmp_path: Path) -> None:
    olga, karim, anna = (newcomer(town, name) for name in ("Olga", "Karim", "Anna"))
    link = printed_owner_link(town)
    assert await olga.open(link)
    await olga.wait("You are the owner here")
    await set_up(olga)
    await invited(olga, karim)
    picture = await registered(anna)
    code = in_the_picture(picture)
    assert code.startswith("https://t.me/tessera_bot?start=c_")

    await anna.tap("Wallet")
    (card,) = anna.wallet
    root = credentials(town.settings, clock()).root_pem
    assert root
    assert verified(tmp_path, card.data, root)
    assert (card.code, card.fields["points"]) == (code, 150)
    await anna.tap("More")
    await anna.tap("Send the card as a file")
    await anna.wait(lambda message: message.file_name == "card.pkpass")
    assert (await anna.add_to_wallet()).serial == card.serial
    assert len(anna.wallet) == 1
    await only_its_key_opens_the_pass(town, anna)

    await earn(karim, anna, picture)
    await anna.refresh_wallet()
    assert card.fields["points"] == 167
    assert card.notices == ["Points: +17. You have 167 now."]
    assert verified(tmp_path, card.data, root)

    await redeem(karim, anna)
    await anna.refresh_wallet()
    assert card.fields["points"] == 167 - 100 + 4
    assert len(card.notices) == 2, "asking for a confirmation is no change of the points"

    await refund_a_part(karim, anna)
    await undo(karim, anna, picture)
    await anna.refresh_wallet()
    assert card.fields["points"] == await town.points(anna) == 167 - 100 + 4 + 50 - 2

    await the_owner_sees_it(olga)
    assert await town.differences() == []


async def only_its_key_opens_the_pass(town: Town, anna: Phone) -> None:
    content = anna.wallet[0].content
    address = f"{content['webServiceURL']}/v1/passes/{content['passTypeIdentifier']}/{content['serialNumber']}"
    assert address.startswith(town.settings.reached_at)
    async with httpx.AsyncClient(trust_env=False) as http:
        answers = [
            (await http.get(address, headers={"Authorization": f"ApplePass {key}"})).status_code
            for key in (content["authenticationToken"], "x" * 64)
        ]
    assert answers == [200, 401]


async def earn(karim: Phone, anna: Phone, picture: bytes) -> None:
    await karim.photo(picture)
    await karim.wait("150 points")
    await karim.say("1700")
    await karim.wait("Earns 17 points")
    await karim.tap("Earn 17")
    await karim.wait("+17 points, balance: 167")
    await anna.wait("+17 points")
    await anna.tap("Why?")
    await anna.wait("How the points came about")


async def redeem(karim: Phone, anna: Phone) -> None:
    await karim.tap("Next customer")
    await karim.photo(await anna.wallet[0].picture())
    await karim.wait("167 points")
    await karim.say("500")
    await karim.wait("Can spend up to 100 points")
    await karim.tap("Spend 100")
    await karim.wait("is asked to confirm")
    await anna.wait("spend 100 points?")
    await anna.refresh_wallet()
    await anna.tap("Yes, spend 100")
    await anna.wait("Confirmed: 100 points")
    await karim.wait("100 points paid")
    await anna.wait("71 now")


async def refund_a_part(karim: Phone, anna: Phone) -> None:
    await karim.tap("🧾 Receipts")
    await karim.tap("· ₽500")
    await karim.tap("Return a part")
    await karim.wait("How much of")
    await karim.say("250")
    preview = await karim.wait("Hand back")
    await karim.tap("Hand back")
    done = await karim.wait("Return recorded")
    for message in (preview, done):
        assert "Back on the card: 50 points" in message.text
        assert "Off the card: 2 points" in message.text
        assert "200" in message.text
    await anna.wait("A return on your card")


async def undo(karim: Phone, anna: Phone, picture: bytes) -> None:
    await karim.photo(picture)
    await karim.wait("119 points")
    await karim.say("1000")
    await karim.tap("Earn 10")
    await karim.wait("balance: 129")
    await karim.tap("Undo")
    await karim.tap("Yes, take it back")
    await karim.wait("Balance: 119 points")
    await anna.wait("A purchase was undone")


async def the_owner_sees_it(olga: Phone) -> None:
    await olga.tap("My business")
    await olga.tap("Today")
    today = await olga.wait("Points given")
    assert "1 member, 1 of them new today" in today.text
    assert "Points that members hold altogether: 119" in today.text
