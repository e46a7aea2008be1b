"""The second reading of what happens between members: invitations, coupons with limits, points by hand, reviews.

Like `model`, which keeps each member's notebook, it knows nothing of the engine or of the use cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.loyalty.model import Shop
from tests.loyalty.notebook import (
    EARNED_DAYS,
    GRACE_DAYS,
    LEVELS,
    SOFIA,
    WINDOW_DAYS,
    Bought,
    Held,
    Item,
    Plan,
    Told,
    Voucher,
    midnight,
    spread,
)
from tests.loyalty.prices import Refused, priced

WELCOME, WELCOME_DAYS = 40, 10
INVITER, FRIEND, REFERRAL_DAYS = 20, 10, 30
ENOUGH, FRIENDS_A_MONTH = 600, 1
"""What a friend must pay in money, and for how many friends a month nobody need be asked."""
COUPON_DAYS_GOOD = 10
BY_HAND_A_DAY = 60
HOLD = timedelta(minutes=15)
NAMES = ("cookie", "free", "next", "points")


@dataclass(frozen=True)
class Limit:
    """How often one coupon may be used, all of a name, and by one member within so many days."""

    uses: int | None = 1
    total: int | None = None
    each: int | None = None
    days: int | None = None


LIMITS = {
    "cookie": Limit(),
    "free": Limit(),
    "next": Limit(total=2),
    "points": Limit(uses=2, each=2, days=14),
    "public": Limit(uses=None, total=3, each=1, days=3),
}
ONLY_HERE = "next"
"""The coupon that the first outlet takes and the second does not."""


@dataclass
class Use:
    """A coupon on a cheque that is open, recorded, or came back."""

    voucher: Voucher
    who: int
    at: datetime
    until: datetime | None
    number: int | None = None
    given_back: bool = False


@dataclass
class Friend:
    """Somebody who came by an invitation: `pending`, `paid`, `voided`, `review` or `refused`."""

    inviter: int
    state: str = "pending"
    purchase: int | None = None
    paid_at: datetime | None = None
    by_owner: bool = False
    gift: int = 0


class Member(Shop):
    """A member's notebook with tiers that are looked at when their time has come and coupons that end."""

    def __init__(self, plan: Plan, now: datetime, born: tuple[int, int]) -> None:
        super().__init__(plan, now, born)
        self.look_again: datetime | None = None
        self.raised_by: int | None = None

    def wait(self, now: datetime) -> None:
        super().wait(now)
        while self.look_again is not None and self.look_again <= now:
            self.review()
            self.look_again = self._review_after(self.look_again)
            self.raised_by = None

    def _review_after(self, at: datetime) -> datetime | None:
        return None if self.tier == LEVELS[0][0] else midnight(at, WINDOW_DAYS + 1)

    def issue(self, name: str, cheque: int | None) -> None:
        ends = midnight(self.now, COUPON_DAYS_GOOD + 1)
        self.wallet.append(Voucher(name, cheque, len(self.wallet), ends, LIMITS[name].uses))

    def _count(self, bought: Bought) -> None:
        before = self.tier
        super()._count(bought)
        if self.tier != before:
            self.raised_by, self.look_again = bought.number, self._review_after(self.now)

    def give_back(self, number: int, amounts: dict[int, int]) -> Told:
        told = super().give_back(number, amounts)
        bought, names = self.bought[number], [name for name, _ in LEVELS]
        if self.plan.tiers and self.raised_by == number:
            reached = [name for name, needed in LEVELS if self.spending("tiers") >= needed][-1]
            left = max(reached, bought.tier, key=names.index)
            if names.index(left) < names.index(self.tier):
                self.tier = left
                self.raised_by = number if names.index(left) > names.index(bought.tier) else None
                self.look_again = self._review_after(self.now)
        return told

    def _use(self, name: str, bought: Bought) -> None:
        """The market knows which coupon it was."""

    def owed(self, voucher: Voucher) -> bool:
        """Does the cheque that brought a coupon still stand for it? For a full card the member owes stamps."""
        if voucher.cheque is None or voucher.name == "free":
            return True
        brought = self.bought[voucher.cheque].brought[voucher.name]
        alike = [v for v in self.wallet if (v.name, v.cheque, v.void) == (voucher.name, voucher.cheque, False)]
        return len(alike) <= brought


@dataclass
class Market:
    """All members of one shop with two outlets."""

    plan: Plan
    now: datetime
    born: tuple[int, int]
    members: list[Member] = field(default_factory=list)
    friends: dict[int, Friend] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    by_hand: dict[str, int] = field(default_factory=dict)
    gifts: int = 0

    def __post_init__(self) -> None:
        self.public = Voucher("public", None, -1, None, None)

    def wait(self, now: datetime) -> None:
        self.now = now
        for member in self.members:
            member.wait(now)
        for use in self.uses:
            if use.until is not None and use.until <= now and not use.given_back:
                self._free(use)

    def join(self, inviter: int | None) -> None:
        self.members.append(Member(self.plan, self.now, self.born))
        self.members[-1].gift(WELCOME, WELCOME_DAYS)
        if inviter is not None:
            self.friends[len(self.members) - 1] = Friend(inviter)

    # --- coupons

    def voucher(self, who: int, name: str) -> Voucher | None:
        return self.public if name == "public" else self.members[who].first(name)

    def give(self, who: int, name: str) -> None:
        self.members[who].issue(name, None)

    def set_aside(self, who: int, names: Iterable[str]) -> list[Use]:
        """Takes coupons for an open cheque, all or none."""
        made: list[Use] = []
        for name in names:
            voucher = self.voucher(who, name)
            if voucher is None or not voucher.is_good(self.now) or not self._allowed(who, name):
                for use in made:
                    self._free(use)
                raise Refused
            voucher.uses += 1
            made.append(Use(voucher, who, self.now, self.now + HOLD))
            self.uses.append(made[-1])
        return made

    def leave(self, made: Iterable[Use]) -> None:
        """The cheque is not finished."""
        for use in made:
            if not use.given_back:
                self._free(use)

    def _allowed(self, who: int, name: str) -> bool:
        limit = LIMITS[name]
        used = [use for use in self.uses if use.voucher.name == name and not use.given_back]
        since = None if limit.days is None else self.now - timedelta(days=limit.days)
        mine = [use for use in used if use.who == who and (since is None or use.at >= since)]
        return (limit.total is None or len(used) < limit.total) and (limit.each is None or len(mine) < limit.each)

    def _free(self, use: Use) -> None:
        use.given_back, use.until = True, None
        use.voucher.uses -= 1
        if not self.members[use.who].owed(use.voucher):
            use.voucher.void = True

    # --- sales

    def sell(
        self, who: int, number: int, lines: list[tuple[int, str, int]], names: tuple[str, ...], here: bool
    ) -> Told:
        """Sells with these coupons and without points; nothing has happened when it refuses."""
        if ONLY_HERE in names and not here:
            raise Refused
        made = self.set_aside(who, names)
        try:
            told = self.members[who].sell(number, lines, 0, names)
        except Refused:
            self.leave(made)
            raise
        for use in made:
            use.until, use.number = None, number
        self._friend_bought(who, number)
        return told

    def sell_held(self, who: int, number: int, lines: list[tuple[int, str, int]], held: Held) -> Told:
        told = self.members[who].sell_held(number, lines, (), held)
        self._friend_bought(who, number)
        return told

    def most(self, who: int, lines: list[tuple[int, str, int]]) -> int:
        """How many points may pay."""
        return self.members[who].limit(lines, ())

    def price(self, who: int, lines: list[tuple[int, str, int]]) -> list[Item]:
        member = self.members[who]
        return priced(self.plan, self.born, lines, (), self.now, member.visits, member.spending("spend"))

    def give_back(self, who: int, number: int, amount: int) -> Told:
        """Takes back a sum, spread over what is left of the lines."""
        member = self.members[who]
        bought = member.bought[number]
        left = [item.gross - back for item, back in zip(bought.items, bought.back, strict=True)]
        told = member.give_back(number, {line: part for line, part in enumerate(spread(amount, left)) if part})
        if sum(bought.back) == bought.gross:
            for use in self.uses:
                if use.number == number and not use.given_back:
                    grace = midnight(self.now, GRACE_DAYS + 1)
                    if use.voucher.ends is not None:
                        use.voucher.ends = max(use.voucher.ends, grace)
                    self._free(use)
        self._friend_brought_back(who, number)
        return told

    # --- invitations

    def _paid(self, who: int, number: int) -> int:
        bought = self.members[who].bought[number]
        return sum(item.money for item in bought.items) - bought.money_back

    def _friend_bought(self, who: int, number: int) -> None:
        friend = self.friends.get(who)
        if friend is None or friend.state not in {"pending", "voided"} or self._paid(who, number) < ENOUGH:
            return
        friend.purchase = number
        if self._paid_this_month(friend.inviter) >= FRIENDS_A_MONTH:
            friend.state = "review"
        else:
            self._pay(who, friend, by_owner=False)

    def _paid_this_month(self, inviter: int) -> int:
        this = self.now.astimezone(SOFIA)
        return sum(
            friend.inviter == inviter
            and friend.state == "paid"
            and not friend.by_owner
            and friend.paid_at is not None
            and friend.paid_at.astimezone(SOFIA).timetuple()[:2] == this.timetuple()[:2]
            for friend in self.friends.values()
        )

    def _pay(self, who: int, friend: Friend, *, by_owner: bool) -> None:
        self.gifts += 1
        friend.state, friend.paid_at, friend.by_owner, friend.gift = "paid", self.now, by_owner, -self.gifts
        self.members[who].gift(FRIEND, REFERRAL_DAYS, friend.gift)
        self.members[friend.inviter].gift(INVITER, REFERRAL_DAYS, friend.gift)

    def _friend_brought_back(self, who: int, number: int) -> None:
        friend = self.friends.get(who)
        if friend is None or friend.purchase != number or self._paid(who, number) >= ENOUGH:
            return
        if friend.state == "review":
            friend.state, friend.purchase = "pending", None
        elif friend.state == "paid":
            friend.state = "voided"
            self.members[who].take_gift(FRIEND, friend.gift)
            self.members[friend.inviter].take_gift(INVITER, friend.gift)

    def decide(self, who: int, *, pay: bool) -> None:
        """The owner says whether a friend above the month's number is paid for."""
        friend = self.friends[who]
        if pay:
            self._pay(who, friend, by_owner=True)
        else:
            friend.state, friend.by_owner = "refused", True

    # --- by hand

    def adjust(self, who: int, points: int) -> None:
        day, member = str(self.now.astimezone(SOFIA).date()), self.members[who]
        if -points > member.active or self.by_hand.get(day, 0) + abs(points) > BY_HAND_A_DAY:
            raise Refused
        self.by_hand[day] = self.by_hand.get(day, 0) + abs(points)
        if points > 0:
            member.gift(points, EARNED_DAYS if self.plan.points else 365)
        else:
            member.take_away(-points)
