"""Which clock is believed, and which is not."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.timekeeper import Timekeeper
from services.machine import ClockWrong
from tests.people import NOON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUST_MORE = HOUR + timedelta(minutes=1)


@dataclass
class Machine:
    """A clock that may be set, and seconds that only go on."""

    says: timedelta = timedelta()
    runs: float = 1000.0

    def keeper(self, *, telegrams: bool = False) -> Timekeeper:
        return Timekeeper(lambda: NOON + self.says, lambda: self.runs, telegrams=telegrams)

    def goes_on(self, by: timedelta) -> None:
        self.says += by
        self.runs += by.total_seconds()


@pytest.mark.parametrize("off", [JUST_MORE, -JUST_MORE, 400 * DAY, -365 * DAY])
@pytest.mark.parametrize("telegrams", [True, False])
def test_a_clock_beyond_an_hour_off_against_the_bot_apis_date_is_wrong(off: timedelta, telegrams: bool) -> None:
    machine = Machine(off)
    keeper = machine.keeper(telegrams=telegrams)
    keeper.hear(NOON)
    machine.goes_on(DAY)
    fault = keeper.look()
    assert fault is not None
    assert (fault.witness, fault.likely, fault.final) == ("bot api", NOON + DAY, telegrams)
    assert keeper.likely() == NOON + DAY
    with pytest.raises(ClockWrong):
        keeper.now()
    machine.says = DAY + timedelta(minutes=59)
    assert keeper.now() == NOON + machine.says, "it recovers by itself"


@pytest.mark.parametrize("off", [JUST_MORE, -JUST_MORE, 400 * DAY])
def test_a_jump_is_wrong_until_the_clock_comes_back_or_telegram_itself_agrees(off: timedelta) -> None:
    machine = Machine()
    own, telegrams = machine.keeper(), machine.keeper(telegrams=True)
    for keeper in (own, telegrams):
        assert keeper.look() is None
        machine.goes_on(HOUR)
        keeper.look()
    machine.says += off
    for keeper in (own, telegrams):
        assert (fault := keeper.fault()) is not None
        assert (fault.witness, fault.final) == ("own course", False)
        keeper.hear(NOON + machine.says)
    assert telegrams.is_right()
    assert not own.is_right(), "a server of one's own may share the clock of this machine"
    own.vouch()
    machine.goes_on(DAY)
    assert own.look() is None
    machine.says -= 2 * HOUR
    assert own.look() is not None


@pytest.mark.parametrize(
    ("sign", "telegrams", "witness"),
    [
        (-59 * HOUR / 60, True, None),
        (-JUST_MORE, True, "nobody"),
        (-JUST_MORE, False, None),
        (-16 * HOUR, False, None),  # a night
        (-95 * HOUR, False, None),  # Friday evening to Tuesday
        (-97 * HOUR, False, "nobody"),
        (-400 * DAY, False, "nobody"),
        (59 * HOUR / 60, False, None),
        (JUST_MORE, False, "database"),
        (JUST_MORE, True, "database"),
    ],
)
def test_without_telegrams_own_word_the_databases_last_sign_of_life_speaks(
    sign: timedelta, telegrams: bool, witness: str | None
) -> None:
    machine = Machine()
    keeper = machine.keeper(telegrams=telegrams)
    keeper.remember(NOON + sign)
    fault = keeper.look()
    assert (fault and fault.witness) == witness
    if fault is not None:
        assert (fault.likely, fault.final) == (NOON + sign, telegrams and fault.unproved)
    if fault is not None and fault.unproved:
        machine.goes_on(HOUR)
        assert keeper.likely() == NOON + sign + HOUR, "what is written meanwhile proves nothing at the next start"
    keeper.hear(NOON + machine.says)
    if telegrams:
        assert keeper.is_right(), "Telegram itself says so: a shop that was closed goes on at once"
        return
    assert keeper.is_right() is (witness is None), "a server of one's own may share the clock of this machine"
    keeper.vouch()
    assert keeper.is_right()


def test_a_new_installation_believes_its_clock_and_sleep_is_no_jump() -> None:
    machine = Machine()
    keeper = machine.keeper()
    keeper.remember(None)
    keeper.hear(None)
    assert keeper.look() is None
    machine.goes_on(9 * HOUR)  # the machine slept, and what it counts since its start went on
    assert keeper.now() == NOON + 9 * HOUR
