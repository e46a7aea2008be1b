"""The clock of the tests: which day they live in, and how a program that they start learns of it."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.people import NOON

TODAY = "2028-05-17T09:30:00+00:00"
"""A Wednesday noon in Sofia, far from the day on which anybody runs the tests; `--today` names another one."""

LONG_LIVED = timedelta(days=3650)
"""How long the certificates last that tests make at NOON."""

_LAUNCHER = Path(__file__).with_name("launch.py")


def now() -> datetime:
    """Returns the time that this process lives in: the only reading of a clock in all tests."""
    return datetime.now(UTC)


def moment(text: str) -> datetime:
    """Returns the instant that `--today` names; `now` is whatever the machine says.

    Raises ValueError for an instant before the shops of the tests open, or after their certificates have ended.
    """
    named = now() if text == "now" else datetime.fromisoformat(text)
    if not NOON < named < NOON + LONG_LIVED:
        raise ValueError(f"the tests live between {NOON} and {NOON + LONG_LIVED}, not on {named}")
    return named


def python(*words: str) -> list[str]:
    """Returns the command of a Python that runs `-m MODULE …` or `-c CODE …` with our clock; it goes on from now."""
    return [sys.executable, str(_LAUNCHER), now().isoformat(), *words]
