"""Who is served: one update at a time in a chat, in order, no chat forgotten, and nobody new after a stop."""

from collections.abc import Collection, Iterator

from hypothesis import given
from hypothesis import strategies as st

from bot.wire.seats import MOST_RESTING, Seats

ANNA, BORIS, CLARA = 1, 2, 3


def opened(room: int = 1, most: int = 16) -> Seats:
    seats = Seats(most)
    seats.open()
    for _ in range(room - 1):
        seats.grow()
    return seats


def test_a_chat_has_one_seat_and_goes_on_in_it_with_what_came_meanwhile() -> None:
    seats = opened(room=3)
    assert seats.reserve([ANNA]) == [ANNA]
    assert seats.reserve([ANNA, BORIS]) == [BORIS]
    assert not seats.wait([ANNA]), "her own seat is enough"
    assert seats.next_turn(ANNA)
    assert not seats.next_turn(ANNA), "nothing more of hers is known to wait"
    assert not seats.free([ANNA])
    assert seats.reserve([ANNA]) == [ANNA]


def test_what_came_while_a_chat_was_getting_up_is_looked_for() -> None:
    seats = opened()
    seats.reserve([ANNA])
    assert not seats.next_turn(ANNA)
    seats.wait([ANNA])
    assert seats.free([ANNA])
    assert seats.wait([ANNA]), "she has got up"


def test_whoever_is_found_may_have_more_in_the_inbox() -> None:
    seats = opened(room=4)
    assert seats.found([ANNA], seats.look()) == [ANNA]
    assert seats.next_turn(ANNA)


def test_what_a_look_finds_of_a_chat_that_sat_down_meanwhile_is_not_begun_twice() -> None:
    seats = opened(room=4)
    room = seats.look()
    seats.reserve([ANNA, BORIS])
    seats.free([BORIS])
    assert seats.found([ANNA, BORIS, CLARA], room) == [CLARA]
    assert seats.free([ANNA]), "perhaps what was found is a newer one"
    assert seats.found([ANNA], seats.look()) == [ANNA]


def test_there_is_room_for_one_and_for_one_more_with_each_that_ends_well() -> None:
    seats = opened(most=2)
    assert seats.reserve([ANNA, BORIS]) == [ANNA]
    assert seats.look() == 0
    seats.grow()
    assert seats.look() == 1
    seats.grow()
    assert seats.look() == 1, "and never for more than the most"
    assert seats.reserve([BORIS, CLARA]) == [BORIS]


def test_who_has_more_to_say_gives_the_seat_up_while_others_wait_for_one() -> None:
    seats = opened()
    seats.reserve([ANNA])
    seats.wait([ANNA])
    assert seats.reserve([BORIS]) == []
    seats.wait([BORIS])
    assert not seats.next_turn(ANNA)
    assert seats.free([ANNA])
    assert seats.found([BORIS], seats.look()) == [BORIS]
    seats.wait([BORIS])
    assert not seats.next_turn(BORIS), "the look was full, so others may wait"
    seats.free([BORIS])
    seats.grow()
    assert seats.found([ANNA], seats.look()) == [ANNA]
    assert seats.next_turn(ANNA), "the look found room for all"


def test_a_chat_that_rests_leaves_its_seat_to_others_and_is_served_by_nobody_until_it_is_woken() -> None:
    seats = opened()
    assert seats.reserve([ANNA]) == [ANNA]
    seats.rest(ANNA)
    seats.free([ANNA])
    assert seats.reserve([ANNA, BORIS]) == [BORIS]
    assert not seats.wait([ANNA]), "she is woken anyway"
    assert not seats.wake(ANNA), "there is no room"
    seats.free([BORIS])
    assert seats.wake(ANNA)
    assert (seats.taken, seats.resting) == ({ANNA}, set())
    assert seats.next_turn(ANNA), "what came while she rested is not forgotten"


def test_when_very_many_rest_nobody_new_sits_down_until_one_is_woken() -> None:
    seats = opened(room=4)
    for chat in range(100, 100 + MOST_RESTING):
        seats.rest(chat)
    assert seats.reserve([ANNA]) == []
    assert seats.look() == 0
    assert seats.wake(100)
    assert seats.reserve([ANNA]) == [ANNA]


def test_after_a_stop_nobody_sits_down_and_nobody_goes_on() -> None:
    seats = opened(room=4)
    seats.reserve([ANNA])
    seats.wait([ANNA])
    room = seats.look()
    seats.close()
    assert seats.reserve([BORIS]) == []
    assert seats.found([CLARA], room) == []
    assert not seats.wait([BORIS])
    assert not seats.next_turn(ANNA)
    assert seats.taken == {ANNA}


def test_nobody_sits_down_before_the_beginning() -> None:
    assert Seats(16).reserve([ANNA]) == []


# --- all of it at once ------------------------------------------------------------------------------------------------


class Inbox:
    """An inbox and what happens around it: each act is a generator that stops where the other acts may come between."""

    def __init__(self, most: int, troubles: Iterator[bool]) -> None:
        self.seats = opened(most=most)
        self.troubles = troubles
        self.sent: dict[int, int] = {}
        self.done: dict[int, int] = {}
        self.handling: set[int] = set()
        self.acts: list[Iterator[None]] = []
        self.rung = True

    def waits(self, chat: int) -> bool:
        return self.done.get(chat, 0) < self.sent.get(chat, 0)

    def arrive(self, chats: Collection[int]) -> Iterator[None]:
        mine = self.seats.reserve(dict.fromkeys(chats))
        yield
        rows = []
        for chat in chats:
            self.sent[chat] = self.sent.get(chat, 0) + 1
            rows.append((chat, self.sent[chat]))
        taken = {chat: self.done.get(chat, 0) + 1 for chat in mine if self.waits(chat)}
        yield
        self._free(set(mine) - taken.keys())
        self._begin(taken)
        if self.seats.wait({chat for chat, number in rows if taken.get(chat) != number}):
            self.rung = True

    def look(self) -> Iterator[None]:
        self.rung = False
        room = self.seats.look()
        if room:
            busy = self.seats.taken | self.seats.resting
            yield
            taken = [chat for chat in self.sent if self.waits(chat) and chat not in busy][:room]
            yield
            self._begin(self.seats.found(taken, room))

    def handle(self, chat: int) -> Iterator[None]:
        assert chat not in self.handling, "one at a time"
        self.handling.add(chat)
        following = True
        while following:
            yield
            if next(self.troubles, False):
                self.seats.rest(chat)
                self.acts.append(self.rest(chat))
                break
            asked = self.seats.next_turn(chat)
            yield
            self.done[chat] = self.done.get(chat, 0) + 1
            following = asked and self.waits(chat)
            yield
            if following:
                self.seats.wait([chat])
            self.seats.grow()
        self.handling.remove(chat)
        self._free([chat])

    def rest(self, chat: int) -> Iterator[None]:
        yield
        while not self.seats.wake(chat):
            yield
        yield from self.handle(chat)

    def _begin(self, chats: Collection[int]) -> None:
        self.acts += [self.handle(chat) for chat in chats]

    def _free(self, chats: Collection[int]) -> None:
        self.rung = self.seats.free(chats) or self.rung

    def step(self, act: Iterator[None]) -> None:
        self.acts.remove(act)
        if next(act, self) is not self:
            self.acts.append(act)


@given(
    batches=st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=6),
    turns=st.lists(st.integers(0, 99), max_size=120),
    most=st.integers(1, 3),
    troubles=st.lists(st.booleans(), max_size=12),
)
def test_everybody_is_served_once_in_order_however_it_comes(
    batches: list[list[int]], turns: list[int], most: int, troubles: list[bool]
) -> None:
    """Whoever waits is found by a look that was rung for: none of these is made because time has passed."""
    inbox = Inbox(most, iter(troubles))
    coming = [inbox.arrive(chats) for chats in batches]
    looking: Iterator[None] | None = None
    choices = iter(turns)
    while coming or inbox.acts or inbox.rung:
        if inbox.rung and looking not in inbox.acts:
            looking = inbox.look()
            inbox.acts.append(looking)
        choice = next(choices, 0)
        if coming and (choice % 3 == 0 or not inbox.acts):
            inbox.acts.append(coming.pop(0))
        inbox.step(inbox.acts[choice % len(inbox.acts)])
        assert len(inbox.seats.taken) <= 2 * most, "a look and what comes meanwhile may both use what room there is"
    assert inbox.done == inbox.sent
    assert inbox.seats.taken == set()
