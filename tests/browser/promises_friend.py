"""A friend by clicking: invited by a code, joins, buys, and both have their points."""

from tests.browser.desk import Desk, Screen, Shoot
from tests.browser.promises_member import join, open_card
from tests.browser.promises_till import identify, put_on_the_cheque, sell

NAME = "Petra"
POINTS = 50
"""For each of the two, by the classic programme's rule."""
PAID = 650


def invite(desk: Desk, shop: str, look: Shoot) -> Screen:
    """Shows the invitation's code to a new phone, whose owner joins; returns the friend's phone."""
    member = desk.member
    show_code(member, look, member.words("invite-nobody"))
    friend = desk.add_phone(NAME, member.language)
    friend.point_camera_at("member-screen")
    friend.see(friend.words("invite-by", name="Maria"))
    look("invited")
    join(friend, shop, NAME, look)
    member.read("notice-referral-joined", name=NAME)
    look("friend-joined")
    return friend


def show_code(member: Screen, look: Shoot, *said: str) -> None:
    """Shows the invitation below its code."""
    open_card(member)
    member.tap("card-button-more")
    member.tap("card-button-invite")
    member.see(member.words("invite-title"), "?start=f_", *said)
    look("invite")


def buy(desk: Desk, friend: Screen, look: Shoot) -> None:
    """The friend's first purchase, which pays both; ends on the inviter's funnel."""
    cashier, member = desk.cashier, desk.member
    identify(cashier, NAME, f"{friend.key}-screen")
    put_on_the_cheque(cashier, ("preset-word-food", 1, PAID))
    sell(cashier)
    friend.read("notice-referral-paid-friend", name="Maria", points=POINTS)
    member.read("notice-referral-paid-inviter", name=NAME, points=POINTS)
    look("both-paid")
    open_card(member)
    member.tap("card-button-more")
    member.tap("card-button-invite")
    member.see(member.words("invite-joined", count=1), member.words("invite-points", points=POINTS))
    look("funnel")
