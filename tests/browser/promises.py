"""What the card promises, by clicking: a shop uses every mechanic, its members see what each is good for."""

from collections.abc import Callable

from tests.browser import promises_back_office as back_office
from tests.browser import promises_broadcast as broadcast
from tests.browser import promises_friend as friends
from tests.browser import promises_member as members
from tests.browser import promises_offers as offers
from tests.browser import promises_rules as rules
from tests.browser import promises_till as till
from tests.browser.desk import Desk, Screen, Shoot, words
from tests.browser.promises_design import design_the_card
from tests.browser.visit import SHOPS, invite

DRINKS, FOOD, DRINK = "preset-word-drinks", "preset-word-food", "preset-word-free-drink"
SWEET = "preset-word-something-sweet"
"""The gift in the middle of the stars programme's card."""
CROWD = 350
"""At 28 messages a second their broadcast takes longer than two steps of the bar."""
GOAL = 10
"""Stamps on the stars programme's card."""


def walk(
    desk: Desk, shoot: Shoot | None = None, *, thorough: bool = False, crowd: Callable[[int], None] | None = None
) -> None:
    """Walks the story and asserts what every phone says; `shoot` is called with a name where it is worth a picture.

    `thorough` walks by every mechanic and every desk, else by what a shop with stamps and levels has. `crowd` makes so
    many more members, so that the broadcast takes its time.
    """
    look = desk.looking(shoot)
    member, cashier, owner = desk.screens
    shop = SHOPS[owner.language]
    rules.open_the_shop(owner, shop, words(member.language, "common-language-name"), "stars", look)
    desk.hear("stars")
    rules.let_a_discount_grow(owner, look)
    rules.borrow(owner, "classic", "friends")
    if thorough:
        rules.allow_one_friend(owner, look)
    rules.put_in_force(owner, look)
    rules.open_business(owner)
    invite(owner, cashier, look)
    member.start()
    members.join(member, shop, "Maria", look)
    _collect(member, cashier, look)
    _use_a_coupon(member, cashier, look)
    friend = friends.invite(desk, shop, look)
    friends.buy(desk, friend, look)
    members.tell_the_birthday(member, look)
    if thorough:
        offers.add(desk, look)
        offers.enjoy(desk, shop, look)
        back_office.review_invitations(owner, offers.NAME, look)
        member.read("notice-referral-paid-inviter", name=offers.NAME, points=friends.POINTS)
        back_office.publish_a_code(owner, owner.words(DRINK), look)
        till.use_a_code(cashier, friend.key, member.key, back_office.CODE, cashier.words(DRINK), look)
        back_office.give_points(owner, member, look)
        back_office.look_at_reminders(owner, look)
        back_office.look_at_the_business(owner, look)
        design_the_card(owner, look)
        rules.plan_and_withdraw(owner, look)
    broadcast.compose(owner, look)
    if crowd:
        crowd(CROWD)
    broadcast.send(owner, (3 if thorough else 2) + (CROWD if crowd else 0), look)
    broadcast.get(member, look)
    look("broadcast-result")
    members.switch_a_topic_off(member, "stamps", look)


def _collect(member: Screen, cashier: Screen, look: Shoot) -> None:
    """Two purchases fill the stamp card, lead to gold and nearly to the discount."""
    card = cashier.words("mechanic-stamp-card")
    till.identify(cashier, "Maria", "member-screen")
    till.put_on_the_cheque(cashier, (DRINKS, 4, 1600), (FOOD, 1, 900))
    look("cheque")
    till.sell(cashier, cashier.words("explained-stamps", name=card, count=4, have=4, goal=GOAL))
    member.read("moved-stamps-gift", left=1, gift=member.words(SWEET))
    grows = member.words(
        "rewards-discount-next", missing=member.words("rewards-visits", count=1), percent=member.percent(10)
    )
    members.rewards(member, look, "rewards", grows)
    members.open_card(member)
    till.identify(cashier, "Maria", "member-screen")
    till.put_on_the_cheque(cashier, (DRINKS, 6, 2400), (FOOD, 1, 10_100))
    look("cheque-of-gold")
    gold = cashier.words("explained-tier", tier=cashier.words("preset-word-gold"))
    till.sell(cashier, cashier.words("explained-coupon", name=cashier.words(DRINK)), gold)
    member.read("notice-coupon", title=member.words(DRINK))
    member.read("notice-tier-up", tier=member.words("preset-word-gold"))
    look("gold")


def _use_a_coupon(member: Screen, cashier: Screen, look: Shoot) -> None:
    """The third purchase has its discount and a free drink; a return gives the coupon back."""
    drink = cashier.words(DRINK)
    coupons = member.words("rewards-coupons", count=2)
    members.rewards(member, look, "coupons", member.words("rewards-discount", percent=member.percent(10)), coupons)
    member.click(member.words(DRINK))
    member.see(member.words("coupon-code", code=""))
    look("coupon")
    members.open_card(member)
    till.identify(cashier, "Maria", "member-screen")
    till.put_on_the_cheque(cashier, (DRINKS, 2, 800))
    cashier.see(till.off(cashier, cashier.words("mechanic-accumulating-discount"), 80))
    cashier.click(f"🎟 {drink}")
    cashier.see(till.off(cashier, drink, 360))
    look("coupon-at-the-till")
    till.sell(cashier, cashier.words("sold-take", money=cashier.cash(360)))
    members.rewards(member, look, "coupon-used", member.words("rewards-coupons", count=1))
    till.take_back(cashier, 800, look)
    member.read("moved-refund")
    members.rewards(member, look, "coupon-back", coupons)
