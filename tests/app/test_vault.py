"""A sealed file opens with its passphrase and whole, or not at all."""

import io
import os
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app.vault import BackupFault, seal, unseal

PASSPHRASE = "correct horse battery"
CHUNKS = [b"first", b"second" * 1000, b"", os.urandom(3000), b"last"]
OPENING = 17 + 16


def _sealed(chunks: list[bytes]) -> bytes:
    file = io.BytesIO()
    seal(file, PASSPHRASE, chunks)
    return file.getvalue()


def _open(content: bytes, passphrase: str = PASSPHRASE) -> list[bytes]:
    return list(unseal(io.BytesIO(content), passphrase))


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return _sealed(CHUNKS)


@pytest.fixture(scope="module")
def frames(sealed: bytes) -> list[bytes]:
    starts = [OPENING]
    while starts[-1] < len(sealed):
        starts.append(starts[-1] + 5 + int.from_bytes(sealed[starts[-1] + 1 : starts[-1] + 5]))
    return [sealed[start:end] for start, end in pairwise(starts)]


def test_what_goes_in_comes_out_and_nothing_of_it_shows(sealed: bytes) -> None:
    assert _open(sealed) == CHUNKS
    assert b"second" not in sealed
    assert _sealed(CHUNKS)[OPENING:] != sealed[OPENING:]


def test_a_wrong_passphrase_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(BackupFault, match="the passphrase is wrong"):
        next(unseal(io.BytesIO(sealed), PASSPHRASE + "!"))


def test_one_passphrase_typed_on_two_keyboards_is_one() -> None:
    file = io.BytesIO()
    seal(file, "\u0439\u0439\u0439\u0439 passphrase", [b"x"])
    assert _open(file.getvalue(), "\u0438\u0306\u0438\u0306\u0438\u0306\u0438\u0306 passphrase") == [b"x"]


@pytest.mark.parametrize("kept", [0, 5, 20, OPENING, OPENING + 20, -1])
def test_a_file_cut_off_anywhere_is_recognised(sealed: bytes, kept: int) -> None:
    with pytest.raises(BackupFault, match="ends too early"):
        _open(sealed[:kept])


def test_a_file_cut_off_between_two_chunks_is_recognised(sealed: bytes, frames: list[bytes]) -> None:
    with pytest.raises(BackupFault, match="ends too early"):
        _open(sealed[:OPENING] + b"".join(frames[:-1]))


@pytest.mark.parametrize("place", [0, 15, 20, OPENING, OPENING + 4, 60, -1])
def test_a_flipped_bit_anywhere_is_recognised(sealed: bytes, place: int) -> None:
    spoilt = bytearray(sealed)
    spoilt[place] ^= 1
    with pytest.raises(BackupFault):
        _open(bytes(spoilt))


@pytest.mark.parametrize("order", [[0, 2, 1, 3, 4], [0, 1, 3, 4], [0, 1, 1, 2, 3, 4]])
def test_chunks_swapped_dropped_or_doubled_are_recognised(sealed: bytes, frames: list[bytes], order: list[int]) -> None:
    with pytest.raises(BackupFault, match="damaged"):
        _open(sealed[:OPENING] + b"".join(frames[number] for number in order))


def test_neither_a_later_chunk_nor_anything_else_may_follow_the_end(sealed: bytes, frames: list[bytes]) -> None:
    with pytest.raises(BackupFault, match="something follows its end"):
        _open(sealed + frames[1])
    early = frames[1][:0] + b"\x01" + frames[1][1:]
    with pytest.raises(BackupFault, match="damaged"):
        _open(sealed[:OPENING] + frames[0] + early)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"SQLite format 3\0" + bytes(100), "no backup of Tessera"), (b"TESSERA BACKUP 2\n" + bytes(100), "newer")],
)
def test_another_file_is_told_apart(content: bytes, words: str) -> None:
    with pytest.raises(BackupFault, match=words):
        _open(content)


def test_memory_stays_flat_however_long_the_file_grows(tmp_path: Path) -> None:
    def many() -> Iterator[bytes]:
        for _ in range(48):
            yield os.urandom(1 << 20)

    with (tmp_path / "sealed").open("w+b") as file:
        tracemalloc.start()
        seal(file, PASSPHRASE, many())
        file.seek(0)
        assert sum(len(chunk) for chunk in unseal(file, PASSPHRASE)) == 48 << 20
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10 << 20
