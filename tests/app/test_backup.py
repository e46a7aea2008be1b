"""The restore drill: a shop that sells all the while is backed up, lost, and put back into an empty place."""

import asyncio
import io
import json
import stat
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import Connection, select, update

from app import secret
from app.main import main
from app.settings import Settings, secret_names
from app.vault import seal, unseal
from services import machine
from services.database import Database
from services.ledger import audit
from services.members import cards
from storage.database import open_database
from storage.engine import transfer
from storage.tables import programme_version, purchase
from tests import today
from tests.app.conftest import Place, ended
from tests.conftest import administer, named
from tests.people import NOON, Shop, open_shop

PASSPHRASE = "correct horse battery"
SELLERS = 4


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*Settings.model_fields, *(f"{name}_file" for name in secret_names())):
        monkeypatch.delenv(f"TESSERA_{name.upper()}", raising=False)
    monkeypatch.setenv("TESSERA_BACKUP_PASSPHRASE", PASSPHRASE)


@pytest.fixture(params=["the other kind", pytest.param("the same kind", marks=pytest.mark.long)])
async def empty_place(request: pytest.FixtureRequest, tmp_path: Path, database_kind: str) -> AsyncIterator[str]:
    """The URL of a database that has nothing in it."""
    if (database_kind == "sqlite") == (request.param == "the same kind"):
        yield f"sqlite+aiosqlite:///{tmp_path / 'elsewhere.db'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"t_{uuid4().hex}"
    await administer(server, f"CREATE DATABASE {name}")
    yield named(server, name)
    await administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def tessera(*arguments: object) -> int:
    return await asyncio.to_thread(main, [str(each) for each in arguments])


async def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Returns every row of every table."""

    def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
        return {shape.name: [tuple(row) for row in transfer.rows(connection, shape)] for shape in transfer.shapes()}

    database = await open_database(url)
    try:
        return await database.read(everything)
    finally:
        await database.close()


@asynccontextmanager
async def selling(shop: Shop) -> AsyncIterator[list[UUID]]:
    """Sells through the use cases at four busy tills; yields what was acknowledged, as it grows."""
    acknowledged: list[UUID] = []
    stop = asyncio.Event()

    async def sell(number: int) -> None:
        while not stop.is_set():
            member = await shop.member(f"Member {number}")
            for _ in range(10):  # a member has a daily limit
                acknowledged.append((await shop.sell(member, 10_000)).purchase_id)
                await asyncio.sleep(0.02)  # a busy till, and room for the others on this machine

    sellers = [asyncio.create_task(sell(number)) for number in range(SELLERS)]
    try:
        yield acknowledged
    finally:
        stop.set()
        await asyncio.gather(*sellers)


async def test_a_shop_that_sells_all_the_while_comes_back_with_every_sale_acknowledged_before(
    database: Database, database_url: str, empty_place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await open_shop(database)
    place = Place(tmp_path, {"TESSERA_BACKUP_PASSPHRASE": PASSPHRASE, "TESSERA_DATABASE_URL": database_url}, 0)
    async with selling(shop) as acknowledged:
        while len(acknowledged) < 40:
            await asyncio.sleep(0.01)
        before = set(acknowledged)
        made = await ended(await place.begin("backup", "shop.backup"))
        assert made.code == 0, made.err
        sold_meanwhile = len(acknowledged) - len(before)
    assert sold_meanwhile > 0
    assert stat.S_IMODE((tmp_path / "shop.backup").stat().st_mode) == 0o600

    monkeypatch.setenv("TESSERA_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.setenv("TESSERA_DATABASE_URL", empty_place)
    assert await tessera("restore", tmp_path / "shop.backup") == 0
    restored = await open_database(empty_place)
    try:
        assert await restored.read(lambda c: list(audit.differences(c))) == []
        kept = set(await restored.read(lambda c: c.execute(select(purchase.c.id)).scalars().all()))
        assert before <= kept <= set(acknowledged)
        # The shop goes on: the same till, the same members, new numbers.
        again = Shop(restored, shop.owner, shop.cashier)
        anna = await again.member("Anna")
        assert (await again.sell(anna, 10_000)).purchase_id not in kept
        assert await restored.read(lambda c: list(audit.differences(c))) == []
    finally:
        await restored.close()
    assert (tmp_path / "new" / "secret").read_bytes() == (tmp_path / "data" / "secret").read_bytes()


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """The backup of a small shop in the data folder of this place."""
    assert await tessera("migrate") == 0
    database = await open_database(f"sqlite:///{tmp_path / 'data' / 'tessera.db'}")
    shop = await open_shop(database)
    await shop.sell(await shop.member(), 5000)
    await database.close()
    assert await tessera("backup", tmp_path / "backup") == 0
    return tmp_path / "backup"


async def test_what_is_in_it_is_told_and_nothing_is_written_over(
    backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await tessera("backup", backup.with_name("second")) == 0
    assert f"{backup.with_name('second')} holds 1 members, 2 operations and secret." in capsys.readouterr().out
    before = backup.read_bytes()
    assert await tessera("backup", backup) == 1
    assert capsys.readouterr().err == f"{backup} is there already; a backup never writes over another\n"
    assert backup.read_bytes() == before
    assert list(backup.parent.glob("*.part")) == []


def _spoilt(content: bytes, how: str) -> bytes:
    middle = len(content) // 2
    return {
        "cut off": content[:-40],
        "flipped": content[:middle] + bytes([content[middle] ^ 0x10]) + content[middle + 1 :],
        "another file": b"SQLite format 3\0" + content,
        "empty": b"",
    }[how]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("cut off", "The backup ends too early: it was cut off"),
        ("flipped", "The backup is damaged"),
        ("another file", "This is no backup of Tessera"),
        ("empty", "The backup ends too early: it was cut off"),
    ],
)
async def test_a_spoilt_backup_is_refused_in_one_line_and_leaves_nothing_behind(
    backup: Path, how: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup.write_bytes(_spoilt(backup.read_bytes(), how))
    monkeypatch.setenv("TESSERA_DATA_DIR", str(backup.with_name("new")))
    assert await tessera("restore", backup) == 1
    assert capsys.readouterr().err == f"{words}\n"
    assert not backup.with_name("new").exists()


async def test_a_wrong_or_missing_passphrase_is_refused_before_anything_is_touched(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TESSERA_DATA_DIR", str(backup.with_name("new")))
    for passphrase, words in (
        ("another horse battery", "The passphrase is wrong"),
        ("short", "TESSERA_BACKUP_PASSPHRASE is too short"),
        ("", "TESSERA_BACKUP_PASSPHRASE is missing"),
    ):
        monkeypatch.setenv("TESSERA_BACKUP_PASSPHRASE", passphrase)
        monkeypatch.setattr("sys.stdin", io.StringIO())
        assert await tessera("restore", backup) == 1
        error = capsys.readouterr().err
        assert error.startswith(words)
        assert len(error.splitlines()) == 1
        assert not backup.with_name("new").exists()


async def test_a_place_that_is_not_empty_is_left_alone(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = backup.with_name("data")
    before = await contents(f"sqlite:///{data / 'tessera.db'}")
    assert await tessera("restore", backup) == 1
    assert "The database is not empty" in capsys.readouterr().err
    assert await contents(f"sqlite:///{data / 'tessera.db'}") == before

    other = backup.with_name("other")
    other.mkdir()
    (other / "secret").write_text("x" * 40)
    monkeypatch.setenv("TESSERA_DATA_DIR", str(other))
    assert await tessera("restore", backup) == 1
    assert "restore into an empty folder" in capsys.readouterr().err
    monkeypatch.setenv("TESSERA_DATA_DIR", str(backup.with_name("third")))
    monkeypatch.setenv("TESSERA_SECRET", "x" * 40)
    assert await tessera("restore", backup) == 1
    assert capsys.readouterr().err.startswith("TESSERA_SECRET is not the one in the backup")
    assert [path.name for path in other.iterdir()] == ["secret"]


async def test_certificates_in_the_data_folder_come_along_and_a_failed_restore_may_be_repeated(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key, second, new = Path("data/apple/key.pem"), backup.with_name("second"), backup.with_name("new")
    key.parent.mkdir()
    key.write_text("the key")
    monkeypatch.setenv("TESSERA_APPLE_KEY_FILE", str(key))
    monkeypatch.setenv("TESSERA_APPLE_WWDR_FILE", "/elsewhere/wwdr.pem")
    assert await tessera("backup", second) == 0
    said = capsys.readouterr().out
    assert "apple/key.pem, secret." in said
    assert "TESSERA_APPLE_WWDR_FILE=/elsewhere/wwdr.pem is outside the data folder and not in the backup" in said

    new.mkdir()
    (new / "apple").write_text("in the way")
    monkeypatch.setenv("TESSERA_DATA_DIR", str(new))
    assert await tessera("restore", second) == 1
    assert capsys.readouterr().err == f"{new / 'apple' / 'key.pem'} cannot be written: File exists\n"
    rows = await contents(f"sqlite:///{new / 'tessera.db'}")
    assert {name for name, found in rows.items() if found} == set()

    (new / "apple").unlink()
    assert await tessera("restore", second) == 0
    assert (new / "apple" / "key.pem").read_text() == "the key"
    assert stat.S_IMODE((new / "apple" / "key.pem").stat().st_mode) == 0o600


async def test_a_backup_with_the_wrong_secret_or_of_an_unmigrated_database_is_not_made(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    none = backup.with_name("none")
    database = await open_database("sqlite:///data/tessera.db")
    await database.write(secret.hold_to, Path("data/secret").read_text(), NOON)
    await database.close()
    monkeypatch.setenv("TESSERA_SECRET", "x" * 40)
    assert await tessera("backup", none) == 1
    assert "is not the one this database began with" in capsys.readouterr().err
    monkeypatch.delenv("TESSERA_SECRET")
    assert await tessera("backup", backup.with_name("nowhere") / "file") == 1
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
    monkeypatch.setenv("TESSERA_DATA_DIR", str(backup.with_name("unmigrated")))
    assert await tessera("backup", none) == 1
    assert "run tessera migrate" in capsys.readouterr().err
    assert list(backup.parent.glob("none*")) == []


async def test_a_backup_by_a_newer_version_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "newer").open("wb") as file:
        seal(file, PASSPHRASE, [json.dumps({"version": "9999", "shapes": [], "made_at": "2030-01-01"}).encode()])
    assert await tessera("restore", tmp_path / "newer") == 1
    assert "A newer Tessera has made this backup" in capsys.readouterr().err


async def test_rows_that_are_missing_undo_the_whole_restore(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with backup.open("rb") as file:
        chunks = list(unseal(file, PASSPHRASE))
    poorer = [chunk.rpartition(b"\n")[0] if chunk.startswith(b'{"rows":"balance"}\n') else chunk for chunk in chunks]
    assert poorer != chunks
    with backup.open("wb") as file:
        seal(file, PASSPHRASE, poorer)
    monkeypatch.setenv("TESSERA_DATA_DIR", str(backup.with_name("new")))
    assert await tessera("restore", backup) == 1
    assert "Balance has" in capsys.readouterr().err
    rows = await contents(f"sqlite:///{backup.with_name('new') / 'tessera.db'}")
    assert {name for name, found in rows.items() if found} == set()
    assert not (backup.with_name("new") / "secret").exists()


async def _pass(place: Place, token: str) -> dict[str, object]:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"{place.url}/p/{token}.pkpass")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        body: dict[str, object] = json.loads(archive.read("pass.json"))
    return body


async def test_after_a_restore_phones_keep_their_passes(place: Place) -> None:
    place.settings["TESSERA_BACKUP_PASSPHRASE"] = PASSPHRASE
    assert (await ended(await place.begin("migrate"))).code == 0
    database = await open_database(f"sqlite:///{place.folder / 'data' / 'tessera.db'}")
    shop = await open_shop(database)
    anna = await shop.member()
    assert anna.member_id
    token = (await database.read(cards.card, anna.member_id)).page_token
    # The process goes by the real clock, for which the shop of these tests may not have begun yet.
    early = datetime(2026, 1, 1, tzinfo=UTC)
    await database.write(lambda c: c.execute(update(programme_version).values(valid_from=early)))
    await database.write(machine.alive, today.now())  # nor does it doubt its clock after a pause of years
    await database.close()

    async with place.running() as process:
        first = await _pass(place, token)
        made = await ended(await place.begin("backup", "shop.backup"))  # beside the process that serves
        assert made.code == 0, made.err
        assert "development-authority.pem" in made.out
        process.terminate()
        await ended(process)
    (place.folder / "data").rename(place.folder / "lost")
    restored = await ended(await place.begin("restore", "shop.backup"))
    assert (restored.code, restored.out.splitlines()[-1]) == (0, "The ledger adds up.")
    async with place.running() as process:
        second = await _pass(place, token)
        process.terminate()
        await ended(process)
    for name in ("authenticationToken", "serialNumber", "passTypeIdentifier", "webServiceURL"):
        assert second[name] == first[name]
    kept = [(place.folder / each / "development-authority.pem").read_bytes() for each in ("lost", "data")]
    assert kept[0] == kept[1]
