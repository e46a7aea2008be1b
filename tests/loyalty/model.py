"""A second reading of the mechanics: what one member has after a story, worked out from the text, not from the engine.

It knows no rules, proposals or postings: a plan says which offers the shop has, in numbers that this file names itself,
and the shop keeps a plain notebook: lots of points, a card of stamps, purchases with what each line cost.
"""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from tests.loyalty.notebook import (
    BONUS,
    BONUS_DAYS,
    BONUS_FROM,
    CARDS,
    COUPON_DAYS,
    COUPON_POINTS,
    EARNED_DAYS,
    GOAL,
    GOLD_RATE,
    GRACE_DAYS,
    LEVELS,
    MILESTONE,
    MILLION,
    MINIMUM_ORDER,
    MONDAY,
    POINT_VALUE,
    RATE,
    SOFIA,
    WINDOW_DAYS,
    Bought,
    Held,
    Item,
    Plan,
    Points,
    Told,
    Voucher,
    midnight,
    month_end,
    spread,
)
from tests.loyalty.prices import Refused, priced


class Shop:
    """One member's story with one shop."""

    def __init__(self, plan: Plan, now: datetime, born: tuple[int, int]) -> None:
        self.plan, self.now, self.born = plan, now, born
        self.lots: list[Points] = []
        self.carry = self.debt = self.stamps = self.visits = 0
        self.spent: list[tuple[datetime, int, str]] = []  # until when, for which purchase, for which offer
        self.sums: dict[tuple[int, str], int] = {}
        self.tier = "bronze" if plan.tiers else ""
        self.wallet: list[Voucher] = []
        self.bought: dict[int, Bought] = {}

    # --- what can be seen

    @property
    def active(self) -> int:
        return sum(lot.left for lot in self.lots if lot.starts is None)

    @property
    def pending(self) -> int:
        return sum(lot.left for lot in self.lots if lot.starts is not None)

    def schedule(self) -> dict[datetime, int]:
        ends: dict[datetime, int] = {}
        for lot in self.lots:
            if lot.left:
                ends[lot.ends] = ends.get(lot.ends, 0) + lot.left
        return ends

    def spending(self, offer: str) -> int:
        return sum(self.sums[number, offer] for until, number, what in self.spent if what == offer and until > self.now)

    def coupons(self, name: str) -> int:
        return sum(voucher.name == name and voucher.is_good(self.now) for voucher in self.wallet)

    # --- time

    def wait(self, now: datetime) -> None:
        """Time passes: points become active (a debt takes them first) and end, in the order of time."""
        moments = sorted({m for lot in self.lots for m in (lot.starts, lot.ends) if m is not None and m <= now})
        for moment in moments:
            for lot in self._in_order(self.lots):
                if lot.starts is not None and lot.starts <= moment:
                    lot.starts = None
                    repaid = min(lot.left, self.debt)
                    lot.left -= repaid
                    self.debt -= repaid
            for lot in self.lots:
                if lot.starts is None and lot.ends <= moment:
                    lot.left = 0
        self.now = now

    def review(self) -> None:
        """Who no longer reaches the level goes down one step; who reaches a higher one has it."""
        names = [name for name, _ in LEVELS]
        reached = [name for name, needed in LEVELS if self.spending("tiers") >= needed][-1]
        here = names.index(self.tier)
        self.tier = reached if names.index(reached) >= here else names[here - 1]

    # --- gifts

    def gift(self, points: int, days: int, what: int | None = None) -> None:
        """`what` names the gift, below zero, so that it can be taken back."""
        self._credit(points, 0, days, what, self.now)

    def take_gift(self, points: int, what: int) -> None:
        """Takes a gift back: its own points first, then others, and what there is not is owed."""
        self.debt += self._claw(points, what)

    def take_away(self, points: int) -> None:
        self._take(points, [lot for lot in self.lots if lot.starts is None])

    # --- a sale

    def limit(self, lines: Iterable[tuple[int, str, int]], coupons: tuple[str, ...]) -> int:
        """The most points that may pay."""
        items = priced(self.plan, self.born, lines, coupons, self.now, self.visits, self.spending("spend"))
        return self._limit(items)

    def hold(self, points: int) -> Held:
        """Sets points aside until the member has said yes."""
        paid_by = self._take(points, [lot for lot in self.lots if lot.starts is None])
        return Held(self.now, self.visits, self.spending("spend"), self.tier, paid_by)

    def release(self, held: Held) -> None:
        for lot, points in held.paid_by:
            lot.left += points

    def sell(self, number: int, lines: Iterable[tuple[int, str, int]], redeem: int, coupons: tuple[str, ...]) -> Told:
        """Sells; returns discount, what is to pay in money, points earned and the new raw points."""
        lines = list(lines)
        if redeem > self.limit(lines, coupons):
            raise Refused
        return self.sell_held(number, lines, coupons, self.hold(redeem))

    def sell_held(
        self, number: int, lines: Iterable[tuple[int, str, int]], coupons: tuple[str, ...], held: Held
    ) -> Told:
        """Sells as it was shown when the points were set aside, and counts on what there is by now."""
        items = priced(self.plan, self.born, lines, coupons, held.at, held.visits, held.spent)
        value = sum(points for _, points in held.paid_by) * POINT_VALUE
        shares = spread(value, [0 if item.category == "tobacco" else item.net for item in items])
        for item, share in zip(items, shares, strict=True):
            item.money = item.net - share
        bought = Bought(number, held.at, held.tier, items, coupons, held.paid_by, [0] * len(items))
        bought.raw, bought.bonus = self._earned(bought, items)
        points, self.carry = divmod(self.carry + bought.raw, MILLION)
        self._credit(points, self.plan.pending, EARNED_DAYS, number, held.at)
        self._credit(BONUS * self._large(items), 0, BONUS_DAYS, number, held.at)
        self._credit(COUPON_POINTS * ("points" in coupons), 0, COUPON_DAYS, number, held.at)
        self.bought[number] = bought
        for coupon in coupons:
            self._use(coupon, bought)
        self._count(bought)
        discount = sum(item.gross - item.net for item in items)
        return Told((discount, sum(item.money for item in items), points + bought.bonus, bought.raw))

    def _count(self, bought: Bought) -> None:
        self.visits += self.plan.ladder
        bought.spent = sum(item.money for item in bought.items)
        until = midnight(bought.at, WINDOW_DAYS + 1)
        if self.plan.spending:
            self._sum(bought, "spend", month_end(bought.at) if self.plan.spending == "month" else until)
        if self.plan.tiers:
            self._sum(bought, "tiers", until)
            reached = [name for name, needed in LEVELS if self.spending("tiers") >= needed][-1]
            names = [name for name, _ in LEVELS]
            if names.index(reached) > names.index(self.tier):
                self.tier = reached
        if self.plan.stamps:
            bought.stamps, bought.stamps_before = self._stamps(bought.items), self.stamps
            self.stamps += bought.stamps
            if bought.stamps > 0:
                self.stamps -= GOAL * min(max(0, self.stamps // GOAL), CARDS)
        bought.brought = self._brings(bought, bought.items, bought.stamps)
        for coupon, times in bought.brought.items():
            for _ in range(times):
                self.issue(coupon, bought.number)

    def _sum(self, bought: Bought, offer: str, until: datetime) -> None:
        self.spent.append((until, bought.number, offer))
        self.sums[bought.number, offer] = bought.spent

    def _brings(self, bought: Bought, items: list[Item], stamps: int) -> dict[str, int]:
        """The coupons that a purchase brings, walking from stamp to stamp.

        A card that a return has left full is rewarded with the next stamp, and what is over the most, too.
        """
        brought = {"free": 0, "cookie": 0, "next": 0}
        first = min(max(0, bought.stamps_before), GOAL - 1) + 1
        last = min(bought.stamps_before + stamps, CARDS * GOAL + GOAL - 1) if stamps else 0
        for stamp in range(first, last + 1):
            brought["cookie"] += stamp % GOAL == MILESTONE
            brought["free"] += stamp % GOAL == 0
        brought["next"] = int(self.plan.next_time and any(item.net for item in items))
        return brought

    @staticmethod
    def _stamps(items: list[Item]) -> int:
        return sum(item.bought for item in items if item.category == "coffee" and item.net)

    # --- a return

    def give_back(self, number: int, amounts: dict[int, int]) -> Told:
        """Takes goods back; returns money to hand over, points restored, taken and newly owed."""
        bought = self.bought[number]
        before_back = list(bought.back)
        for line, amount in amounts.items():
            bought.back[line] += amount
        part = self._part(bought)
        redeemed = sum(points for _, points in bought.paid_by)
        restored = int(redeemed * part) - bought.restored
        money = int(sum(item.money for item in bought.items) * part) - bought.money_back
        rest = [item.left(back) for item, back in zip(bought.items, bought.back, strict=True)]
        taken = self._earned_less(bought, rest)
        short = self._claw(taken, number)
        repaid = min(restored, self.debt + short)
        self.debt += short - repaid
        self._restore(bought, restored - repaid)
        bought.restored += restored
        bought.money_back += money
        self._uncount(bought, rest, before_back)
        return Told((money, restored, taken, max(0, short - repaid)))

    @staticmethod
    def _part(bought: Bought) -> Fraction:
        """Which part of what the purchase cost has come back: a line counts for what it cost."""
        cost = sum(item.net for item in bought.items)
        if not cost or sum(bought.back) == bought.gross:
            return Fraction(1)
        pairs = zip(bought.items, bought.back, strict=True)
        return sum((Fraction(item.net * back, item.gross) for item, back in pairs if back), Fraction(0)) / cost

    def _earned_less(self, bought: Bought, rest: list[Item]) -> int:
        """Takes what the rest does not earn from the carry; returns the whole points that must go."""
        raw, bonus = self._earned(bought, rest)
        raw, bonus = min(raw, bought.raw), min(bonus, bought.bonus)
        owed = (bought.raw - raw) - self.carry
        points = max(0, -(-owed // MILLION))
        self.carry = points * MILLION - owed
        points += bought.bonus - bonus
        bought.raw, bought.bonus = raw, bonus
        return points

    def _claw(self, points: int, number: int) -> int:
        """Takes points; returns how many there were not."""
        own = [lot for lot in self.lots if lot.cheque == number]
        others = [lot for lot in self.lots if lot.cheque != number]
        groups = (
            [lot for lot in own if lot.starts is not None],
            [lot for lot in own if lot.starts is None],
            [lot for lot in others if lot.starts is None],
        )
        for group in groups:
            points -= sum(taken for _, taken in self._take(points, group))
        return points

    def _restore(self, bought: Bought, points: int) -> None:
        """Gives points back to the lots that paid, those spent last first; a lot that ended gets 14 days of grace."""
        one_by_one = [lot for lot, taken in reversed(bought.paid_by) for _ in range(taken)]
        dead = 0
        for lot in one_by_one[bought.restored : bought.restored + points]:
            if lot.ends <= self.now:
                dead += 1
            else:
                lot.left += 1
        if dead:
            self._lot(dead, None, midnight(self.now, GRACE_DAYS + 1), None)

    def _uncount(self, bought: Bought, rest: list[Item], before: list[int]) -> None:
        if sum(bought.back) == bought.gross and sum(before) < bought.gross:
            self.visits -= self.plan.ladder
            for voucher in bought.used:
                self._reopen(voucher)
        spent = sum(item.money for item in rest)
        for offer in ("spend", "tiers"):
            if (bought.number, offer) in self.sums:
                self.sums[bought.number, offer] = spent
        stamps = min(bought.stamps, self._stamps(rest)) if self.plan.stamps else 0
        brought = self._brings(bought, rest, stamps)
        self.stamps -= bought.stamps - stamps
        for coupon, times in bought.brought.items():
            kept = min(times, brought[coupon])
            for _ in range(times - kept):
                if self._void(coupon, bought.number) and coupon == "free":
                    self.stamps += GOAL
            bought.brought[coupon] = kept
        bought.stamps = stamps

    # --- points

    def _limit(self, items: list[Item]) -> int:
        if self.debt or sum(item.net for item in items) < MINIMUM_ORDER:
            return 0
        eligible = sum(item.net for item in items if item.category != "tobacco")
        return min(self.active, eligible // 2 // POINT_VALUE)

    def _earned(self, bought: Bought, items: list[Item]) -> tuple[int, int]:
        rate = RATE if self.plan.points else Fraction(0)
        if self.plan.monday and bought.at.astimezone(SOFIA).weekday() == 0:
            rate *= MONDAY
        if self.plan.gold and self.plan.tiers and bought.tier == "gold":
            rate *= GOLD_RATE
        base = sum(item.money for item in items if item.category != "tobacco")
        raw = int(base * rate * MILLION)
        by_coupon = COUPON_POINTS * ("points" in bought.coupons and any(item.gross for item in items))
        return raw, BONUS * self._large(items) + by_coupon

    def _large(self, items: list[Item]) -> bool:
        return self.plan.bonus and sum(i.gross for i in items) >= BONUS_FROM and any(i.net for i in items)

    def _credit(self, points: int, wait: int, days: int, cheque: int | None, at: datetime) -> None:
        if not points:
            return
        if not wait:
            repaid = min(points, self.debt)
            self.debt -= repaid
            points -= repaid
        if points:
            self._lot(points, midnight(at, wait) if wait else None, midnight(at, wait + days + 1), cheque)

    def _lot(self, points: int, starts: datetime | None, ends: datetime, cheque: int | None) -> None:
        self.lots.append(Points(points, starts, ends, cheque, len(self.lots)))

    def _take(self, points: int, lots: list[Points]) -> list[tuple[Points, int]]:
        """Takes points, those that end soonest first."""
        taken = []
        for lot in self._in_order(lots):
            part = min(points, lot.left)
            if part:
                lot.left -= part
                points -= part
                taken.append((lot, part))
        return taken

    @staticmethod
    def _in_order(lots: list[Points]) -> list[Points]:
        return sorted(lots, key=lambda lot: (lot.ends, lot.number))

    # --- coupons

    def issue(self, name: str, cheque: int | None) -> None:
        self.wallet.append(Voucher(name, cheque, len(self.wallet)))

    def first(self, name: str) -> Voucher | None:
        """The coupon of that name that is good and ends soonest."""
        good = [each for each in self.wallet if each.name == name and each.is_good(self.now)]
        return min(good, key=lambda each: (each.ends is None, each.ends, each.number), default=None)

    def _use(self, name: str, bought: Bought) -> None:
        voucher = self.first(name)
        if voucher:
            voucher.uses += 1
            bought.used.append(voucher)

    def _reopen(self, voucher: Voucher) -> None:
        voucher.uses -= 1

    def _void(self, name: str, number: int) -> bool:
        for voucher in self.wallet:
            if (voucher.name, voucher.cheque, voucher.uses, voucher.void) == (name, number, 0, False):
                voucher.void = True
                return True
        return False
