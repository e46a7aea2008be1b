"""The other mechanics by clicking: gifts for joining, goods that come cheaper, large baskets, a birthday."""

from tests.browser import promises_rules as rules
from tests.browser import promises_till as till
from tests.browser.desk import Desk, Shoot
from tests.browser.promises_friend import show_code
from tests.browser.promises_member import join, open_card

NAME = "Boris"
EARNED = 1_092
"""Two points per euro of 531, and the large basket's bonus of 30."""
OFFERS = (
    ("classic", "welcome"),
    ("classic", "birthday"),
    ("perfumery", "welcome"),
    ("perfumery", "birthday"),
    ("grocery", "basket"),
    ("grocery", "sweets"),
    ("electronics", "large-order"),
)
"""What the owner borrows, as preset and rule."""


def add(desk: Desk, look: Shoot) -> None:
    """Puts every other mechanic in force."""
    owner = desk.owner
    for preset, rule in OFFERS:
        rules.borrow(owner, preset, rule)
    look("offers-drafted")
    rules.cheapen_goods(owner, owner.words("preset-word-food"), look)
    rules.put_in_force(owner, look)


def enjoy(desk: Desk, shop: str, look: Shoot) -> None:
    """A second friend has their gifts and waits for the owner's word; a member with a birthday has every discount."""
    cashier, member = desk.cashier, desk.member
    show_code(member, look)
    newcomer = desk.add_phone(NAME, member.language)
    newcomer.point_camera_at("member-screen")
    newcomer.see(newcomer.words("invite-by", name="Maria"))
    join(newcomer, shop, NAME, look)
    newcomer.read("notice-coupon", title=newcomer.words("preset-word-for-the-beginning"))
    look("welcome-gifts")
    till.identify(cashier, NAME, f"{newcomer.key}-screen")
    food, sweets = ("preset-word-food", 1, 60_000), ("preset-word-sweets", 3, 900)
    till.put_on_the_cheque(cashier, food, sweets)
    look("every-discount")
    cashier.see(
        till.off(cashier, cashier.words("mechanic-category-discount"), 6_000),
        till.off(cashier, cashier.words("mechanic-nth-free"), 300),
        till.off(cashier, cashier.words("mechanic-money-off"), 1_500),
    )
    till.sell(cashier)
    newcomer.read("moved-earned", points=EARNED)
    newcomer.read("notice-referral-waits-friend", name="Maria")
    look("large-basket")
    open_card(member)
    till.identify(cashier, "Maria", "member-screen")
    till.put_on_the_cheque(cashier, ("preset-word-drinks", 1, 500))
    cashier.see(till.off(cashier, cashier.words("mechanic-discount"), 100))
    look("birthday-discount")
    till.sell(cashier)
    member.read("moved-purchase")
