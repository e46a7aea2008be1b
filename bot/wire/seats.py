"""Who is served and who waits: a seat for every chat with an update at hand, and what is known of the others."""

from collections.abc import Collection, Sequence

MOST_RESTING = 200


class Seats:
    """Seats for chats whose update is at hand: one for a chat, as many as there is room for, none while closed.

    At first there is room for one, and `grow` makes room for one more, up to `most`: so a death of the process is
    blamed on few, and neighbours of a deadly update are done before they are taken for deadly themselves. What is
    reserved while a look into the inbox is under way comes on top of what the look finds.

    A chat whose update met trouble rests without a seat until it is woken. While `MOST_RESTING` do, nobody new sits
    down: then the trouble is everybody's, and those who rest are enough to find out when it is over.
    """

    def __init__(self, most: int) -> None:
        self.taken: set[int] = set()
        self.resting: set[int] = set()
        self.is_open = False
        self._most = most
        self._room = 1
        self._waiting: set[int] = set()
        """Chats that have, or may have, more in the inbox than what is at hand."""
        self._crowded = False
        """Somebody else may wait in the inbox for want of room, so nobody has a second turn."""
        self._reserved: set[int] = set()
        """Chats that reserved a seat since the last look began: what it finds of theirs is known here already."""

    def open(self) -> None:
        """Lets chats sit down."""
        self.is_open = True

    def close(self) -> None:
        """Lets nobody sit down any more; who sits ends what is at hand."""
        self.is_open = False

    def grow(self) -> None:
        """Makes room for one more."""
        self._room = min(self._most, self._room + 1)

    @property
    def may_grow(self) -> bool:
        """Whether there may be room for more one day."""
        return self._room < self._most

    def reserve(self, chats: Collection[int]) -> list[int]:
        """Seats those of the chats for whom there is room, and returns them."""
        if not self.is_open:
            return []
        standing = [chat for chat in chats if chat not in self.taken | self.resting]
        seated = standing[: self._room_left()]
        self._crowded = self._crowded or len(seated) < len(standing)
        self._reserved.update(seated)
        self.taken.update(seated)
        return seated

    def wait(self, chats: Collection[int]) -> bool:
        """Notes that the chats have more in the inbox; returns whether somebody should look there now."""
        if not self.is_open:
            return False
        self._waiting.update(chats)
        return not (self.taken | self.resting).issuperset(chats)

    def rest(self, chat: int) -> None:
        """Lets a chat rest once its seat is freed."""
        self.resting.add(chat)

    def wake(self, chat: int) -> bool:
        """Seats a chat that rests if there is room; returns whether there was."""
        if not self.is_open or len(self.taken) >= self._room:
            return False
        self.resting.discard(chat)
        self.taken.add(chat)
        return True

    def free(self, chats: Collection[int]) -> bool:
        """Frees the seats of the chats; returns whether somebody should look into the inbox now."""
        self.taken.difference_update(chats)
        return bool(chats) and (self._crowded or not self._waiting.isdisjoint(chats))

    def next_turn(self, chat: int) -> bool:
        """Lets a chat whose update has ended go on with one that waits, unless others wait; returns whether it does."""
        keeps = self.is_open and not self._crowded and chat in self._waiting
        if keeps:
            self._waiting.discard(chat)
        return keeps

    def look(self) -> int:
        """Begins a look into the inbox for chats without a seat; returns how many of them may be taken, perhaps 0."""
        room = self._room_left()
        if not room:
            self._crowded = True
            return 0
        self._reserved.clear()
        self._waiting &= self.taken | self.resting
        return room

    def _room_left(self) -> int:
        return 0 if len(self.resting) >= MOST_RESTING else max(0, self._room - len(self.taken))

    def found(self, chats: Sequence[int], room: int) -> list[int]:
        """Ends a look that was to take `room` chats and took these; seats and returns those that are to be served."""
        self._crowded = len(chats) == room
        self._waiting.update(chats)  # what was found is perhaps not the last one
        seated = [chat for chat in chats if chat not in self._reserved] if self.is_open else []
        self.taken.update(seated)
        return seated
