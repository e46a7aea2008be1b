"""Codes that change, against the test vectors of RFC 6238, appendix B."""

from datetime import UTC, datetime

import pytest

from loyalty.totp import STEP, step_of, step_with, totp

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_the_standard(seconds, code):
    step = step_of(datetime.fromtimestamp(seconds, UTC))
    assert step == seconds // STEP
    assert totp(SECRET, step) == code


def test_a_code_is_found_one_step_away_and_no_further():
    code = totp(SECRET, 100)
    assert [step_with(SECRET, code, now, 1) for now in (98, 99, 100, 101, 102)] == [None, 100, 100, 100, None]
    assert step_with(SECRET, "00000000", 100, 1) is None
