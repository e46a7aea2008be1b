"""Who may do what in the chat: a table of every handler, button and command, and everybody tries all of them."""

from collections.abc import AsyncIterator, Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from bot import commands
from bot.callbacks import (
    Agree,
    Answer,
    Attach,
    Cast,
    ClockTap,
    CodeTap,
    Colleague,
    CouponTap,
    CustomerTap,
    DesignTap,
    Detail,
    Go,
    GoodsTap,
    HandTap,
    HoldTap,
    ImportTap,
    Invite,
    ItemTap,
    JoinTap,
    LeaveTap,
    ModeTap,
    Offers,
    Operation,
    OutletTap,
    Page,
    Place,
    Plan,
    Poster,
    Print,
    ReceiptTap,
    ReferralTap,
    ReturnTap,
    RuleTap,
    SaleTap,
    Speak,
    TakeTap,
    TopicTap,
    UndoTap,
    WalletTap,
    Whom,
    WinTap,
)
from locales import translate
from sandbox.phone import Phone
from services.database import Database
from services.members.cards import Card
from tests.bot.certificate_rights import ROWS
from tests.bot.literals import FACTORIES, FIELDS, literals
from tests.bot.stage import (
    DRAFT,
    GROUP,
    OTHER,
    RETURN,
    ROLES,
    Customer,
    Key,
    Row,
    Says,
    Stage,
    Things,
    open_stage,
    registered,
)
from tests.people import NOON

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

EVERYBODY = frozenset(ROLES.values())
MEMBER = frozenset({"member"})
NEWCOMERS = EVERYBODY - MEMBER  # staff have no card in this shop
TOKEN = "t" * 32
STAFF = frozenset({"cashier", "manager", "owner"})
SENIORS = frozenset({"manager", "owner"})
OWNER = frozenset({"owner"})
NOBODY: frozenset[str] = frozenset()
PUBLIC = frozenset({"stranger", "member", "removed"})
"""They hear of nobody else even where they are allowed."""

PARTS = 4
"""Of the table, so that several processes go through it."""

STALE = translate("en", "common-stale")
TOMORROW = int(NOON.timestamp()) // 60 + 24 * 60


def tap(handler: str, event: CallbackData, allowed: frozenset[str], **more: Any) -> Row:
    return Row(handler, lambda _: event, allowed, **more)


def text(handler: str, words: str, allowed: frozenset[str], **more: Any) -> Row:
    return Row(handler, lambda _: Says(words), allowed, **more)


def key(name: str) -> str:
    return translate("en", name)


async def _located(phone: Phone) -> None:
    await phone.location(42.7, 23.3)


async def _own_contact(phone: Phone) -> None:
    await phone.send_contact("+359887654321", phone.user.id, "Me")


async def _foreign_contact(phone: Phone) -> None:
    await phone.send_contact("+359887654321", 4242, "Boris")


async def _listed(phone: Phone) -> None:
    await phone.document(b"Former;+359888000001", "list.csv", "text/csv")


def _pictured(things: Things) -> Callable[[Phone], Any]:
    return lambda phone: phone.document(things.picture, "code.png", "image/png")


IN_GROUP = {"message_id": 1, "date": 1, "chat": GROUP, "text": "/card"}
OURSELVES = {"id": 7, "is_bot": True, "first_name": "Tessera"}
COMING_BACK = {
    "date": 1,
    "old_chat_member": {"user": OURSELVES, "status": "kicked", "until_date": 0},
    "new_chat_member": {"user": OURSELVES, "status": "member"},
}

WAYS = (
    text("navigation.start", "/start", EVERYBODY),
    text("navigation.start", "/start j_nothing", EVERYBODY),
    text("navigation.start", "/start f_nothing", EVERYBODY),
    Row("navigation.start", lambda t: Says(f"/start c_{t.boris.card.code}"), EVERYBODY, mode="staff"),
    Row("navigation.start", lambda t: Says(f"/start i_{t.new}"), EVERYBODY),
    Row("navigation.start", lambda t: Says(f"/start i_{t.used}"), NOBODY),
    text("navigation.start", "/start i_made-up", NOBODY),
    text("navigation.show_help", "/help", EVERYBODY),
    text("navigation.card_key", "/card", EVERYBODY),
    text("navigation.card_key", key("menu-button-card"), EVERYBODY),
    text("customer.history.command", "/history", MEMBER),
    text("customer.settings.command", "/settings", MEMBER | STAFF),
    text("customer.settings.language", "/language", EVERYBODY),
    text("navigation.scan_command", "/scan", STAFF),
    text("navigation.sales_key", "/sales", STAFF),
    text("navigation.sales_key", key("menu-button-sales"), STAFF),
    text("navigation.customers_command", "/customers", SENIORS),
    text("navigation.business_key", "/business", OWNER),
    text("navigation.business_key", key("menu-button-business"), OWNER),
    text("navigation.switch", "/mode", STAFF),
    text("navigation.switch", key("menu-button-mode"), STAFF),
    tap("navigation.switched", ModeTap(mode="member"), EVERYBODY),
    tap("navigation.switched", ModeTap(mode="staff"), STAFF),
    tap("navigation.switched", ModeTap(mode="owner"), OWNER),
    tap("navigation.switched", ModeTap(mode="king"), NOBODY),
    tap("navigation.left", LeaveTap(to="owner", draft=DRAFT), OWNER),
    tap("navigation.left", LeaveTap(to="sales", draft=DRAFT), STAFF),
    tap("navigation.left", LeaveTap(to="owner", draft=OTHER), NOBODY),
    Row("navigation.reachability", lambda _: {"my_chat_member": COMING_BACK}, EVERYBODY),
    Row("groups.addressed", lambda _: {"message": IN_GROUP}, EVERYBODY),
    Row("groups.tapped", lambda _: {"callback_query": {"data": "go:home", "message": IN_GROUP}}, EVERYBODY),
    Row("groups.ignore", lambda _: {"my_chat_member": {**COMING_BACK, "chat": GROUP}}, EVERYBODY),
    text("nonsense.message", "hello", EVERYBODY),
    Row("nonsense.tap", lambda _: "made:up", EVERYBODY),
    tap("nonsense.tap", ClockTap(says=1), EVERYBODY),  # while the clock is right nobody's word is asked for
)

CUSTOMERS = (
    tap("customer.invite.show", Go(to="invite"), MEMBER),
    tap("customer.invite.show", Go(to="invite-code"), MEMBER),  # on screens of former times
    Row("customer.invite.offer", lambda _: {"inline_query": {"query": "", "offset": ""}}, EVERYBODY),
    tap("customer.rewards.show", Go(to="rewards"), MEMBER),
    tap("customer.rewards.cards", Go(to="stamps"), MEMBER),
    tap("customer.rewards.show_coupon", CouponTap(act="show", coupon=OTHER), NOBODY),
    tap("customer.registration.flip", Agree(topic="processing", act="on", then="join"), NEWCOMERS),
    tap("customer.registration.flip", Agree(topic="processing", act="off", then="join"), NEWCOMERS),
    tap("customer.registration.back_to_consents", Go(to="join"), NEWCOMERS),
    tap("customer.registration.read", Agree(topic="advertising", act="read", then="join"), EVERYBODY),
    tap("customer.registration.agree", Agree(topic="processing", act="on", then="join-contact"), EVERYBODY),
    tap("customer.registration.ask_contact", Go(to="join-contact"), EVERYBODY),
    Row("customer.registration.contact", lambda _: _own_contact, EVERYBODY, "member", "Joining:contact"),
    Row("customer.registration.contact", lambda _: _foreign_contact, NOBODY, "member", "Joining:contact"),
    text(
        "customer.registration.without", key("join-button-without"), EVERYBODY, mode="member", state="Joining:contact"
    ),
    text("customer.registration.waiting_for_contact", "hm", EVERYBODY, mode="member", state="Joining:contact"),
    text("customer.registration.waiting_for_consents", "hm", EVERYBODY, mode="member", state="Joining:consents"),
    tap("customer.card.home", Go(to="home"), MEMBER),
    tap("customer.card.wallet", Go(to="wallet"), MEMBER),
    tap("customer.card.own_phone", WalletTap(wallet="apple"), MEMBER),
    tap("customer.card.own_phone", WalletTap(wallet="paper"), NOBODY),
    tap("customer.card.more", Go(to="more"), MEMBER),
    tap("customer.card.schedule", Go(to="schedule"), MEMBER),
    tap("customer.contacts.show", Go(to="contacts"), EVERYBODY),
    tap("customer.card.send_pass", Go(to="pass"), MEMBER),
    tap("customer.history.page", Page(before=None), MEMBER),
    Row("customer.history.page", lambda t: Page(before=t.boris.operation), MEMBER),  # from a foreign place on
    Row("customer.history.why", lambda t: Operation(act="why", operation=t.anna.operation), MEMBER),
    Row("customer.history.why", lambda t: Operation(act="why", operation=t.boris.operation), NOBODY),
    Row("customer.history.ask_alien", lambda t: Operation(act="alien", operation=t.anna.operation), MEMBER),
    Row("customer.history.ask_alien", lambda t: Operation(act="alien", operation=t.boris.operation), NOBODY),
    Row("customer.history.alien", lambda t: Operation(act="alien-yes", operation=t.anna.operation), MEMBER),
    Row("customer.history.alien", lambda t: Operation(act="alien-yes", operation=t.boris.operation), NOBODY),
    Row("customer.history.mine", lambda t: Operation(act="mine", operation=t.anna.operation), MEMBER),
    Row("customer.history.mine", lambda t: Operation(act="mine", operation=t.boris.operation), NOBODY),
    tap("customer.settings.show", Go(to="settings"), MEMBER),
    tap("customer.settings.flip", Agree(topic="advertising", act="on", then="settings"), MEMBER),
    tap("customer.settings.flip", Agree(topic="advertising", act="off", then="settings"), MEMBER),
    tap("customer.settings.flip", Agree(topic="king", act="on", then="settings"), NOBODY),
    tap("customer.offers.stop", Offers(act="stop"), EVERYBODY),
    tap("customer.settings.speak", Speak(language="ru", then="settings"), EVERYBODY),
    tap("customer.profile.show", Go(to="profile"), MEMBER),
    tap("customer.profile.ask", Detail(act="ask", field="birthday"), MEMBER),
    tap("customer.profile.put", Detail(act="put", field="birthday", value="1990-04-12"), MEMBER),
    tap("customer.profile.put", Detail(act="put", field="birthday", value="soon"), NOBODY),
    tap("customer.profile.put", Detail(act="put", field="sex", value="female"), MEMBER),
    tap("customer.profile.put", Detail(act="put", field="king", value="female"), NOBODY),
    tap("customer.profile.remove", Detail(act="remove", field="city"), MEMBER),
    tap("customer.profile.remove", Detail(act="remove", field="king"), NOBODY),
    text("customer.profile.type_birthday", "12 April", EVERYBODY, mode="member", state="Telling:birthday"),
    text("customer.profile.typed", "Sofia", MEMBER, mode="member", state="Telling:city"),
    text("customer.profile.typed", "anna@example.com", MEMBER, mode="member", state="Telling:email"),
    tap("customer.own_data.show", Go(to="own-data"), MEMBER),
    tap("customer.own_data.send", Go(to="export"), MEMBER),
    tap("customer.own_data.ask", Go(to="erase"), MEMBER),
    tap("customer.own_data.erase", Go(to="erase-yes"), MEMBER),
    tap("customer.notifications.show", Go(to="notifications"), MEMBER),
    tap("customer.notifications.choose", TopicTap(act="off", topic="expiry"), MEMBER),
    tap("customer.notifications.choose", TopicTap(act="on", topic="expiry"), MEMBER),
    tap("customer.notifications.choose", TopicTap(act="off", topic="king"), NOBODY),
    Row("customer.confirming.confirm", lambda t: HoldTap(act="yes", hold=t.anna.held), MEMBER),
    Row("customer.confirming.confirm", lambda t: HoldTap(act="yes", hold=t.boris.held), NOBODY),
    Row("customer.confirming.decline", lambda t: HoldTap(act="no", hold=t.anna.held), MEMBER | STAFF),
    Row("customer.confirming.decline", lambda t: HoldTap(act="no", hold=t.boris.held), SENIORS),
    tap("customer.confirming.decline", HoldTap(act="no", hold=OTHER), NOBODY),
)

TILL = (
    tap("staff.scan.next_customer", Go(to="scan"), STAFF),
    Row("staff.scan.typed", lambda t: Says(t.boris.card.digits), STAFF, mode="staff"),
    Row("staff.scan.pictured", _pictured, STAFF, mode="staff"),
    Row("staff.scan.typed", lambda t: Says(t.boris.card.digits), NOBODY, mode="member"),
    Row("staff.scan.typed", lambda t: Says(t.boris.card.digits), NOBODY, mode="owner"),
    text("staff.sale.amount", "600", NOBODY, mode="member", state="Selling:amount"),
    text("staff.sale.points", "10", STAFF, mode="staff", state="Selling:points"),
    text("staff.sale.amount", "600", STAFF, mode="staff", state="Selling:amount"),
    Row("staff.sale.unreadable", lambda _: _located, NOBODY, "staff", "Selling:amount"),
    tap("staff.sale.earn", SaleTap(act="earn", draft=DRAFT), STAFF),
    tap("staff.sale.earn", SaleTap(act="earn", draft=OTHER), NOBODY),
    tap("staff.sale.redeem", SaleTap(act="redeem", draft=DRAFT), STAFF),
    tap("staff.sale.redeem", SaleTap(act="redeem", draft=OTHER), NOBODY),
    tap("staff.sale.other", SaleTap(act="other", draft=DRAFT), STAFF),
    tap("staff.sale.back", SaleTap(act="back", draft=DRAFT), STAFF),
    tap("staff.sale.cancel", SaleTap(act="cancel", draft=DRAFT), STAFF),
    Row("staff.sale.cancel_hold", lambda t: HoldTap(act="cancel", hold=t.anna.held), STAFF),
    Row("staff.sale.cancel_hold", lambda t: HoldTap(act="cancel", hold=t.boris.held), SENIORS),
    Row("staff.held.free", lambda t: HoldTap(act="free", hold=t.anna.held), STAFF),
    Row("staff.held.free", lambda t: HoldTap(act="free", hold=t.boris.held), SENIORS),
    Row("staff.held.take_over", lambda t: HoldTap(act="over", hold=t.anna.held), STAFF),
    Row("staff.held.take_over", lambda t: HoldTap(act="over", hold=t.boris.held), SENIORS),
    Row("staff.held.finish", lambda t: HoldTap(act="finish", hold=t.anna.held), NOBODY),
    Row("staff.held.drop", lambda t: HoldTap(act="drop", hold=t.anna.held), STAFF),
    Row("staff.held.drop", lambda t: HoldTap(act="drop", hold=t.boris.held), SENIORS),
    Row("staff.sale.again", lambda t: HoldTap(act="again", hold=t.anna.held), STAFF),
    Row("staff.sale.undo", lambda t: UndoTap(act="ask", purchase=t.anna.purchase), STAFF),
    Row("staff.sale.undo", lambda t: UndoTap(act="keep", purchase=t.anna.purchase), STAFF),
    Row("staff.sale.undo", lambda t: UndoTap(act="do", purchase=t.anna.purchase), STAFF),
    Row("staff.sale.undo", lambda t: UndoTap(act="do", purchase=t.boris.purchase), SENIORS),
    *(
        tap(f"staff.items.{handler}", ItemTap(act=act, draft=DRAFT, number=number), STAFF)
        for handler, act, number in (
            ("pick", "pick", 0),
            ("ask", "ask", 1),
            ("opened", "open", 0),
            ("count", "count", 2),
            ("keep", "keep", 0),
            ("drop", "drop", 0),
        )
    ),
    tap("staff.items.pick", ItemTap(act="pick", draft=OTHER), NOBODY),
    tap("staff.items.ask", ItemTap(act="ask", draft=DRAFT, category="made up", number=1), NOBODY),
    tap("staff.items.ask", ItemTap(act="ask", draft=DRAFT, number=100), NOBODY),
    tap("staff.items.ask_many", ItemTap(act="many", draft=DRAFT, category="made up"), NOBODY),
    tap("staff.items.said", ItemTap(act="said", draft=DRAFT, category="made up", number=1), NOBODY),
    tap("staff.items.opened", ItemTap(act="open", draft=DRAFT, number=-1), NOBODY),
    tap("staff.items.count", ItemTap(act="count", draft=DRAFT, number=0), NOBODY),
    tap("staff.items.price", ItemTap(act="price", draft=DRAFT, number=100), NOBODY),
    tap("staff.items.keep", ItemTap(act="keep", draft=OTHER), NOBODY),
    tap("staff.items.drop", ItemTap(act="drop", draft=DRAFT, number=1), NOBODY),
    tap("staff.coupons.take", TakeTap(act="take", draft=DRAFT, code="MADEUP"), NOBODY),
    tap("staff.coupons.take", TakeTap(act="take", draft=OTHER, code="MADEUP"), NOBODY),
    tap("staff.coupons.ask", TakeTap(act="type", draft=DRAFT), STAFF),
    tap("staff.coupons.drop", TakeTap(act="drop", draft=DRAFT, code="MADEUP"), NOBODY),
    tap("staff.coupons.chosen", ItemTap(act="kind", draft=DRAFT), NOBODY),
    text("staff.coupons.priced", "60", STAFF, mode="staff", state="Selling:price"),
    text("staff.coupons.typed", "MADEUP", NOBODY, mode="staff", state="Selling:code"),
    text("navigation.start", "/start k_MADEUP", EVERYBODY, mode="member"),
    text("navigation.start", "/start k_MADEUP", EVERYBODY, mode="owner"),
    text("navigation.start", "/start k_MADEUP", PUBLIC, mode="staff"),  # who is not at the till is shown their card
    tap("staff.returns.recent", Go(to="sales"), STAFF),
    tap("staff.returns.of_customer", SaleTap(act="receipts", draft=DRAFT), STAFF),
    tap("staff.returns.of_customer", SaleTap(act="receipts", draft=OTHER), NOBODY),
    Row("staff.returns.opened", lambda t: ReceiptTap(act="open", purchase=t.boris.purchase), STAFF),
    Row("staff.returns.apart", lambda t: ReceiptTap(act="apart", purchase=t.boris.purchase), STAFF),
    Row("staff.returns.whole", lambda t: ReceiptTap(act="all", purchase=t.boris.purchase), STAFF),
    Row("staff.returns.part", lambda t: ReceiptTap(act="part", purchase=t.boris.purchase), STAFF),
    tap("staff.returns.opened", ReceiptTap(act="open", purchase=OTHER), NOBODY),
    Row("staff.goods_back.pick", lambda t: ReceiptTap(act="goods", purchase=t.boris.purchase), STAFF),
    Row(
        "staff.goods_back.count",
        lambda t: GoodsTap(act="count", purchase=t.anna.purchase, line=0, number=1),
        STAFF,
        state="Returning:goods",
    ),
    Row(
        "staff.goods_back.done",
        lambda t: GoodsTap(act="done", purchase=t.anna.purchase),
        STAFF,
        state="Returning:goods",
    ),
    Row("staff.goods_back.done", lambda t: GoodsTap(act="done", purchase=t.boris.purchase), NOBODY),
    text("staff.goods_back.typed", "5", STAFF, mode="staff", state="Returning:goods"),
    tap("staff.returns.confirm", ReturnTap(draft=RETURN), STAFF),
    tap("staff.returns.confirm", ReturnTap(draft=OTHER), NOBODY),
    Row("staff.returns.by_number", lambda t: Says(t.boris.number), STAFF, mode="staff", state="Returning:pick"),
    text("staff.returns.amount", "5", STAFF, mode="staff", state="Returning:amount"),
)

BUSINESS = (
    tap("owner.menu.show", Go(to="business"), OWNER),
    tap("owner.programme.rules.show", Go(to="rules"), OWNER),
    *(
        tap(f"owner.{handler}", RuleTap(act=act, rule=rule, at=at, value=value), OWNER)
        for handler, act, rule, at, value in (
            ("programme.rules.open_part", "open", "earn", "", ""),
            ("programme.rules.open_part", "when", "earn", "", ""),
            ("programme.rules.open_part", "rank", "earn", "", ""),
            ("programme.rules.open_part", "more", "earn", "", ""),
            ("programme.rules.open_part", "settings", "", "", ""),
            ("programme.reminders.show", "reminders", "", "", ""),
            ("programme.reminders.open_one", "reminder", "", "n.expiry", ""),
            ("programme.rules.set_aside", "pause", "earn", "", ""),
            ("programme.rules.set_aside", "resume", "earn", "", ""),
            ("programme.rules.set_aside", "remove", "earn", "", ""),
            ("programme.rules.add", "add", "", "", "stamp_card"),
            ("programme.rules.new", "new", "bonus-2", "", "bonus"),
            ("programme.rules.presets", "presets", "", "", "salon"),
            ("programme.rules.borrow", "borrow", "earn-2", "earn", "salon"),
            ("programme.rules.drop", "drop", "", "", "1"),
            ("programme.form.ask", "ask", "earn", "c.points", ""),
            ("programme.form.put", "put", "earn", "w.weekdays", "+1"),
            ("programme.ladder.add_rung", "add-rung", "earn", "c.ladder", "0"),
            ("programme.ladder.give", "give", "earn", "c.ladder", "0=0"),
            ("programme.ladder.remove_rung", "remove-rung", "earn", "c.ladder.0", "1"),
            ("programme.business.show", "business", "", "", ""),
            ("programme.business.ask", "fact", "", "name", ""),
            ("programme.business.tapped", "fact-is", "", "zone", "Europe/Berlin"),
            ("programme.names.show", "names", "", "", ""),
            ("programme.names.open_name", "name", "", "", ""),
            ("programme.names.points", "points", "", "", ""),
            ("programme.names.ask_points", "points-in", "", "", "ru"),
            ("programme.names.usual", "points-usual", "", "", ""),
            ("programme.check.check", "check", "", "", ""),
            ("programme.check.since", "since", "", "", "tomorrow"),
            ("programme.check.confirm", "confirm", "", "", "1"),
            ("programme.versions.show", "history", "", "", ""),
            ("programme.versions.one", "version", "", "", "1"),
            ("programme.versions.ask_return", "return", "", "1", "1"),
            ("programme.versions.go_back", "go-back", "", "0", "1"),
            ("programme.versions.undo", "undo", "", "", "1"),
            ("programme.versions.ask_withdraw", "withdraw", "", "", "1"),
            ("programme.versions.withdraw", "unplan", "", "0", "1"),
        )
    ),
    text("owner.programme.form.typed", "3", OWNER, mode="owner", state="Changing:value"),
    text("owner.programme.form.typed", "3", NOBODY, mode="staff", state="Changing:value"),
    text("owner.programme.ladder.typed_rung", "3", OWNER, mode="owner", state="Adding:rung"),
    text("owner.programme.business.typed", "Corner", OWNER, mode="owner", state="Renaming:name"),
    Row("owner.programme.business.placed", lambda _: _located, OWNER, "owner", "Renaming:zone"),
    text("owner.programme.names.typed_name", "Кофе", OWNER, mode="owner", state="Wording:name"),
    text("owner.programme.names.typed_points", "bean, beans", OWNER, mode="owner", state="Wording:points"),
    text("owner.programme.check.typed_date", "1.7.2026", OWNER, mode="owner", state="Planning:date"),
    tap("owner.menu.today", Go(to="today"), OWNER),
    tap("owner.menu.offers", Go(to="offers"), OWNER),
    tap("customer.settings.at_work", Go(to="work"), STAFF),
    tap("owner.design.card.show", Go(to="design"), OWNER),
    *(
        tap(f"owner.design.{handler}", DesignTap(act=act, value=value), OWNER)
        for handler, act, value in (
            ("card.show", "open", ""),
            ("card.leave", "leave", ""),
            ("card.ask_look", "look", ""),
            ("card.take_look", "look-is", "salon"),
            ("card.undo", "undo", "1"),
            ("card.ask_discard", "discard", ""),
            ("card.discard", "discard-yes", ""),
            ("pictures.ask_logo", "logo", ""),
            ("pictures.ask_strip", "strip", ""),
            ("pictures.choose", "no-logo", ""),
            ("pictures.choose", "pattern", ""),
            ("pictures.choose", "plain", ""),
            ("pictures.spell", "spells", ""),
            ("pictures.spell", "names-apart", ""),
            ("stamps.offer", "stamps", ""),
            ("stamps.take", "stamp", "paw"),
            ("stamps.ask_full", "own-stamp", ""),
            ("card.show", "faded", ""),
            ("colours.offer", "colours", ""),
            ("colours.take", "palette", "000000ffffffffffff"),
            ("colours.show_tiers", "tiers", ""),
            ("colours.show_tier", "tier", ""),
            ("colours.uncolour", "no-colours", ""),
            ("colours.uncolour", "by-place", ""),
            ("texts.show_texts", "texts", ""),
            ("texts.ask_about", "about", ""),
            ("texts.ask_contacts", "contacts", ""),
            ("texts.leave_out", "no-about", ""),
            ("texts.leave_out", "no-contacts", ""),
            ("texts.show_links", "links", ""),
            ("texts.ask_link", "link", ""),
            ("texts.drop_link", "no-link", ""),
            ("texts.ask_action", "action", ""),
            ("texts.ask_action_type", "action-of", ""),
            ("texts.take_action", "action-is", ""),
            ("texts.take_action", "no-action", ""),
            ("publishing.publish", "publish-yes", "1"),
            ("publishing.after", "after", ""),
            ("publishing.show_versions", "versions", ""),
            ("publishing.show_version", "version", "1"),
            ("publishing.bring_back", "bring-back", "1"),
        )
    ),
    tap("owner.design.publishing.ask_publish", DesignTap(act="publish"), NOBODY),  # there is no draft
    text("owner.design.pictures.sent_logo", "no picture", NOBODY, mode="owner", state="Designing:logo"),
    text("owner.design.pictures.sent_strip", "no picture", NOBODY, mode="owner", state="Designing:strip"),
    text("owner.design.stamps.sent_full", "no picture", NOBODY, mode="owner", state="Designing:stamp_full"),
    text("owner.design.stamps.sent_empty", "no picture", NOBODY, mode="owner", state="Designing:stamp_empty"),
    text("owner.design.colours.typed", "navy", OWNER, mode="owner", state="Designing:colours"),
    text("owner.design.texts.take_about", "Pies", OWNER, mode="owner", state="Designing:about"),
    text("owner.design.texts.take_contacts", "+359 2 000 0000", OWNER, mode="owner", state="Designing:contacts"),
    text("owner.design.texts.take_link", "Menu\nexample.com", OWNER, mode="owner", state="Designing:link"),
    tap("owner.rewards.referrals.show", Go(to="referrals"), OWNER),
    Row("owner.rewards.referrals.decide", lambda t: ReferralTap(act="pay", friend=t.boris.member), OWNER),
    Row("owner.rewards.referrals.decide", lambda t: ReferralTap(act="refuse", friend=t.boris.member), OWNER),
    tap("owner.rewards.referrals.decide", ReferralTap(act="pay", friend=OTHER), NOBODY),
    tap("owner.team.show", Go(to="team"), OWNER),
    Row("owner.team.opened", lambda t: Colleague(act="open", person=t.lena), OWNER),
    Row("owner.team.opened", lambda t: Colleague(act="ask", person=t.lena), OWNER),
    Row("owner.team.opened", lambda t: Colleague(act="remove", person=t.lena), OWNER),
    tap("owner.team.invite", Invite(role="cashier", outlet=0, token=TOKEN), OWNER),
    tap("owner.team.invite", Invite(role="manager", outlet=2, token=TOKEN), OWNER),
    tap("owner.team.invite", Invite(role="owner", outlet=0, token=TOKEN), NOBODY),
    tap("owner.programme.places.show_outlets", Go(to="outlets"), OWNER),
    tap("owner.programme.places.ask_outlet", Go(to="add-outlet"), OWNER),
    tap("owner.programme.places.ask_place", OutletTap(act="place", outlet=2), OWNER),
    tap("owner.programme.outlet_page.show", OutletTap(act="ask", outlet=2), OWNER),
    tap("owner.programme.outlet_page.show", OutletTap(act="ask", outlet=77), NOBODY),
    tap("owner.programme.outlet_page.ask", OutletTap(act="hours", outlet=2), OWNER),
    tap("owner.programme.outlet_page.leave_out", OutletTap(act="no-hours", outlet=2), OWNER),
    tap("owner.programme.outlet_page.leave_out", OutletTap(act="no-name", outlet=2), NOBODY),
    text("owner.programme.outlet_page.take", "9–18", OWNER, mode="owner", state="Describing:fact"),
    tap("owner.programme.outlet_page.ask_contact", Go(to="write-to-us"), OWNER),
    tap("owner.programme.outlet_page.drop_contact", Go(to="no-write-to-us"), OWNER),
    text("owner.programme.outlet_page.take_contact", "@corner", OWNER, mode="owner", state="Describing:contact"),
    tap("owner.programme.places.take_off_map", OutletTap(act="forget", outlet=2), OWNER),
    Row("owner.programme.places.put_on_map", lambda _: _located, OWNER, "owner", "Naming:place"),
    tap("owner.programme.places.show_links", Go(to="links"), OWNER),
    tap("owner.programme.places.new_link", Go(to="new-link"), OWNER),
    tap("owner.programme.places.ask_source", Place(outlet=2), OWNER),
    Row("owner.programme.places.show_link", lambda t: Poster(act="open", payload=t.payload), OWNER),
    Row("owner.programme.places.poster", lambda t: Poster(act="print", payload=t.payload), OWNER),
    tap("owner.programme.places.outlet_poster", OutletTap(act="poster", outlet=2), OWNER),
    *(
        Row("owner.posters.send", lambda t, sheet=sheet: Print(sheet=sheet, start=f"j_{t.payload}"), OWNER)
        for sheet in ("a4", "tent")
    ),
    text("owner.programme.places.name_outlet", "Market", OWNER, mode="owner", state="Naming:outlet"),
    text("owner.programme.places.name_outlet", "Market", NOBODY, mode="staff", state="Naming:outlet"),
    text("owner.programme.places.name_source", "Door", OWNER, mode="owner", state="Naming:source"),
    tap("owner.campaigns.broadcast.show_all", Go(to="broadcasts"), OWNER),
    tap("owner.campaigns.broadcast.new", Go(to="new-broadcast"), OWNER),
    *(
        Row(f"owner.{handler}", lambda t, act=act: Cast(act=act, broadcast=t.broadcast), OWNER)
        for handler, acts in (
            ("campaigns.broadcast.show", ("open",)),
            ("campaigns.broadcast.ask_text", ("text",)),
            ("campaigns.broadcast.ask_photo", ("photo",)),
            ("campaigns.broadcast.ask_link", ("link",)),
            ("campaigns.broadcast.leave_out", ("no-photo", "no-link", "no-coupon")),
            ("campaigns.broadcast.ask_coupon", ("coupon",)),
            ("campaigns.broadcast.preview", ("preview",)),
            ("campaigns.broadcast.ask_delete", ("delete",)),
            ("campaigns.broadcast.delete", ("delete-yes",)),
            ("campaigns.broadcast_sending.ask_audience", ("audience",)),
            ("campaigns.broadcast_sending.ask_send", ("send",)),
            ("campaigns.broadcast_sending.send", ("send-yes",)),
            ("campaigns.broadcast_sending.ask_moment", ("later",)),
            ("campaigns.broadcast_sending.turn", ("pause", "resume", "cancel")),
            ("campaigns.broadcast_sending.unplan", ("unplan",)),
        )
        for act in acts
    ),
    tap("owner.campaigns.broadcast.show", Cast(act="open", broadcast=OTHER), NOBODY),
    tap("owner.campaigns.broadcast_sending.send", Cast(act="send-yes", broadcast=OTHER), NOBODY),
    # There is no coupon.
    Row("owner.campaigns.broadcast.attach", lambda t: Attach(broadcast=t.broadcast, of=0), NOBODY),
    Row(
        "owner.campaigns.broadcast_sending.address",
        lambda t: Whom(broadcast=t.broadcast, kind="inactive", of=30),
        OWNER,
    ),
    Row("owner.campaigns.broadcast_sending.address", lambda t: Whom(broadcast=t.broadcast, kind="tier", of=0), NOBODY),
    Row("owner.campaigns.broadcast_sending.address", lambda t: Whom(broadcast=t.broadcast, kind="king", of=0), NOBODY),
    Row("owner.campaigns.broadcast_sending.plan", lambda t: Plan(broadcast=t.broadcast, minute=TOMORROW), OWNER),
    Row("owner.campaigns.broadcast_sending.plan", lambda t: Plan(broadcast=t.broadcast, minute=0), NOBODY),
    text("owner.campaigns.broadcast.sent", "Pie", OWNER, mode="owner", state="Composing:text"),
    text("owner.campaigns.broadcast.sent", "Pie", NOBODY, mode="staff", state="Composing:text"),
    text("owner.campaigns.broadcast.linked", "Menu\nhttps://example.com", OWNER, mode="owner", state="Composing:link"),
    text("owner.campaigns.broadcast_sending.moment", "tomorrow 10:00", OWNER, mode="owner", state="Composing:moment"),
    tap("owner.programme.setup.answered", Answer(question="start", value="shop"), NOBODY),  # a programme is set up once
    tap("owner.programme.setup.answered", Answer(question="back", value="name"), NOBODY),
    *(
        tap("owner.programme.setup.answered", Answer(question=question, value=value), OWNER, opened=False)
        for question, value in (
            ("back", "name"),
            ("more", "zone 1"),
            ("currency", "EUR"),
            ("preset", "shop"),
            ("start", "shop"),
        )
    ),
    tap("owner.programme.setup.reopen", Go(to="business"), OWNER, opened=False),
    text("owner.programme.setup.typed", "Mine", OWNER, mode="owner", state="SettingUp:name", opened=False),
    Row("owner.programme.setup.placed", lambda _: _located, OWNER, "owner", "SettingUp:zone", opened=False),
    text("owner.programme.setup.reopen", "hello", OWNER, mode="owner", opened=False),
)

BY_HAND = (
    tap("owner.members.customer.ask", Go(to="customers"), SENIORS),
    *(
        Row(f"owner.{handler}", lambda t, act=act: CustomerTap(act=act, member=t.boris.member, of="x"), allowed)
        for handler, act, allowed in (
            ("members.customer.opened", "open", SENIORS),
            ("members.by_hand.ask_points", "points", SENIORS),
            ("members.by_hand.ask_coupon", "gifts", SENIORS),
            ("members.by_hand.pick_coupon", "gift", NOBODY),  # there is no coupon
            ("members.by_hand.ask_tier", "tiers", OWNER),
            ("members.by_hand.ask_day", "tier", OWNER),
            ("members.by_hand.pin", "pin", NOBODY),  # there are no tiers
            ("members.by_hand.unpin", "unpin", OWNER),
        )
    ),
    tap("owner.members.customer.opened", CustomerTap(act="open", member=OTHER), NOBODY),
    *(
        Row(
            f"owner.members.freezing.{act}",
            lambda t, act=act, of=of: CustomerTap(act=act, member=t.boris.member, of=of),
            OWNER,
        )
        for act in ("freeze", "thaw")
        for of in ("", "report")
    ),
    tap("owner.members.freezing.freeze", CustomerTap(act="freeze", member=OTHER), NOBODY),
    Row("owner.members.by_hand.pin", lambda t: CustomerTap(act="pin", member=t.boris.member, of="x", until=99), NOBODY),
    tap("owner.members.by_hand.adjust", HandTap(act="points", draft=DRAFT), SENIORS),
    tap("owner.members.by_hand.adjust", HandTap(act="points", draft=OTHER), NOBODY),
    tap("owner.members.by_hand.give", HandTap(act="give", draft=OTHER), NOBODY),
    *(
        Row(f"owner.members.by_hand.{handler}", event, allowed, "staff", state)
        for handler, event, state, allowed in (
            ("named", lambda t: Says(t.boris.card.digits), "Looking:customer", SENIORS),
            ("named", lambda _: Says("+359 88 000 0000"), "Looking:customer", NOBODY),
            ("pictured", _pictured, "Looking:customer", SENIORS),
            ("nobody", lambda _: _located, "Looking:customer", STAFF),
            ("typed_points", lambda _: Says("-50"), "ByHand:points", SENIORS),
            ("typed_reason", lambda _: Says("Sorry"), "ByHand:reason", SENIORS),
            ("typed_day", lambda _: Says("31.12.2026"), "ByHand:day", NOBODY),  # there are no tiers
        )
    ),
    Row("owner.members.by_hand.named", lambda t: Says(t.boris.card.digits), NOBODY, "member", "Looking:customer"),
    tap("owner.rewards.coupons.show", Go(to="coupons"), OWNER),
    *(
        tap(f"owner.rewards.coupons.{handler}", CodeTap(act=act, rule="ten", code="SUMMER"), allowed)
        for handler, act, allowed in (
            ("opened", "open", OWNER),
            ("ask_code", "new", OWNER),
            ("take_code", "take", NOBODY),  # there is no coupon
            ("show_code", "show", NOBODY),
            ("send_picture", "qr", NOBODY),
            ("poster", "print", NOBODY),
            ("ask_withdraw", "ask", NOBODY),
            ("withdraw", "withdraw", NOBODY),
            ("ask_member", "give", NOBODY),
        )
    ),
    text("owner.rewards.coupons.typed_code", "SUMMER", NOBODY, mode="owner", state="Coding:code"),
)

FORMER = (
    tap("owner.former.imports.show_all", Go(to="former"), OWNER),
    tap("owner.former.imports.ask_file", Go(to="new-import"), OWNER),
    *(
        Row(
            f"owner.former.imports.{handler}",
            lambda t, act=act: ImportTap(act=act, upload=t.upload, value="all"),
            allowed,
        )
        for handler, act, allowed in (
            ("show", "open", OWNER),
            ("ask_columns", "columns", OWNER),
            ("ask_meaning", "column", OWNER),
            ("ask_country", "countries", OWNER),
            ("ask_consent", "consents", OWNER),
            ("ask_letters", "letters", NOBODY),  # its file is not kept
            ("reread", "read", NOBODY),  # there are no such letters
            ("replan", "consent", OWNER),
            ("replan", "points", NOBODY),  # there is no such choice
            ("replan", "country", NOBODY),
            ("replan", "order", NOBODY),
            ("replan", "means", NOBODY),
            ("replan", "header", OWNER),
            ("run", "run", OWNER),
            ("ask_undo", "undo", OWNER),
            ("undo", "undo-yes", OWNER),
            ("report", "report", OWNER),
            ("ask_delete", "delete", OWNER),
            ("delete", "delete-yes", OWNER),
        )
    ),
    tap("owner.former.imports.show", ImportTap(act="open", upload=OTHER), NOBODY),
    Row("owner.former.imports.sent", lambda _: _listed, OWNER, "owner", "Importing:file"),
    text("owner.former.imports.sent", "a list", NOBODY, mode="owner", state="Importing:file"),
    tap("owner.former.winback.new", Go(to="new-winback"), OWNER),
    tap("owner.former.winback.take", WinTap(act="take", winback=OTHER), OWNER),
    *(
        Row(
            f"owner.former.winback.{handler}",
            lambda t, act=act: WinTap(act=act, winback=t.winback, value="outside-"),
            allowed,
        )
        for handler, act, allowed in (
            ("show", "open", OWNER),
            ("ask", "text", OWNER),
            ("show", "refresh", OWNER),
            ("ask", "points", OWNER),
            ("ask", "days", OWNER),
            ("ask", "until", OWNER),
            ("ask_audience", "audience", OWNER),
            ("address", "whom", OWNER),
            ("preview", "preview", OWNER),
            ("send_mine", "mine", NOBODY),  # there is no gateway
            ("ask_send", "send", NOBODY),  # there is nobody to reach
            ("turn", "send-yes", NOBODY),
            ("turn", "pause", OWNER),
            ("turn", "resume", OWNER),
            ("turn", "cancel", OWNER),
            ("ask_delete", "delete", OWNER),
            ("delete", "delete-yes", OWNER),
        )
    ),
    tap("owner.former.winback.show", WinTap(act="open", winback=OTHER), NOBODY),
    text("owner.former.winback.typed", "Come: {link}", OWNER, mode="owner", state="Winning:text"),
    text("owner.former.winback.typed", "Come", NOBODY, mode="owner", state="Winning:text"),
    text("owner.former.winback.typed", "50", OWNER, mode="owner", state="Winning:points"),
    text("owner.former.winback.typed", "many", NOBODY, mode="owner", state="Winning:days"),
    text("owner.former.winback.typed", "31.12.2026", OWNER, mode="owner", state="Winning:until"),
    text("navigation.start", "/start p_nothing", EVERYBODY),
    Row("navigation.start", lambda t: Says(f"/start p_{t.boris.card.page_token}"), EVERYBODY),
    Row("customer.joining.answer", lambda t: JoinTap(act="yes", card=t.boris.card.page_token), NOBODY),
    tap("customer.joining.answer", JoinTap(act="no", card="x"), EVERYBODY),
    Row("customer.joining.proved", lambda _: _own_contact, NOBODY, "member", "Merging:contact"),  # it is Boris's
    Row("customer.joining.proved", lambda _: _foreign_contact, NOBODY, "member", "Merging:contact"),
    text("customer.joining.leave", key("merge-button-not"), EVERYBODY, mode="member", state="Merging:contact"),
    text("customer.joining.waiting", "hm", EVERYBODY, mode="member", state="Merging:contact"),
    Row("customer.joining.shared", lambda _: _own_contact, EVERYBODY, "member"),
    Row("customer.joining.shared", lambda _: _foreign_contact, NOBODY, "member"),
)

TABLE = (*ROWS, *WAYS, *CUSTOMERS, *TILL, *BUSINESS, *BY_HAND, *FORMER)


@pytest.fixture
async def stage(database: Database, database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(database, Path(database_url.split("///")[1]), tmp_path) as opened:
        yield opened


def leaked(stage: Stage, who: str, calls: list[Any]) -> list[str]:
    """Returns what the answers to a person say of others and of the shop's inside."""
    told = " ".join(str(call.arguments) for call in calls)
    return [secret for secret in stage.things.secrets(who) if secret in told]


async def verdict(stage: Stage, row: Row, who: str, names: dict[int, tuple[Key, str]]) -> tuple[list[str], Key | None]:
    """Has a person do a row; returns what is wrong with what came of it, and the handler that did it."""
    calls = await stage.play(row, who)
    reached, name = names[id(stage.spy.handler)] if stage.spy.handler else (None, "")
    told = [str(call.arguments.get("text", "")) for call in calls if call.method == "answerCallbackQuery"]
    stale = row.handler != "nonsense.tap" and STALE in told
    done = name == row.handler and stage.spy.refusal is None and not stale
    changed = stage.look() != stage.rows[row.opened]
    wrong = []
    if done != (ROLES[who] in row.allowed):
        wrong.append(f"{'done' if done else 'refused'} by {name}: {stage.spy.refusal!r} {told}")
    if ROLES[who] in PUBLIC or not done:
        wrong += [f"says {secret!r}" for secret in leaked(stage, who, calls)]
    if not done:
        methods = [call.method for call in calls]
        tapped = isinstance(row.event(stage.things), CallbackData)
        wrong += ["changed something"] * changed
        wrong += [f"answered by {methods}"] * (tapped and methods != ["answerCallbackQuery"])
        wrong += ["says nothing"] * (not calls or (tapped and not all(told)))
    if changed:
        stage.restore(row.opened)
    return wrong, reached


@pytest.mark.parametrize("part", range(PARTS))
async def test_everybody_may_do_what_the_table_says_and_nothing_else(stage: Stage, part: int, shared: Path) -> None:
    (conversation,) = stage.application.dispatcher.sub_routers
    known = dict(registered(conversation))
    names = {
        id(handler): (place, f"{handler.callback.__module__.removeprefix('bot.')}.{handler.callback.__name__}")
        for place, handler in known.items()
    }
    wrong, reached = [], set()
    for row in sorted(TABLE[part::PARTS], key=lambda row: row.opened):
        for who in ROLES:
            found, place = await verdict(stage, row, who, names)
            event = row.event(stage.things)
            wrong += [f"{ROLES[who]}: {row.handler} {event!r}: {trouble}" for trouble in found]
            reached.add(place)
    assert not wrong, "\n".join(wrong)
    (shared / f"reached-{part}").write_text("\n".join(map(str, reached)))
    # Whoever is the last to have gone through a part of the table, in whichever process, sees what all have reached.
    written = [place.read_text().splitlines() for place in shared.glob("reached-*")]
    if len(written) == PARTS:
        assert set(map(str, known)) - set(chain(*written)) == set(), "these handlers have no row of the table"


def test_no_button_and_no_command_is_forgotten() -> None:
    nobody = Customer(OTHER, "", Card("", "", ""), OTHER, "", OTHER, OTHER)
    things = Things(nobody, nobody, OTHER, "x", "x", "x", b"")
    events = [row.event(things) for row in TABLE]
    tried = {
        (type(event).__name__, str(value))
        for event in events
        if isinstance(event, CallbackData)
        for name, value in event
        if name in FIELDS
    }
    assert literals() - tried == set()
    assert {type(event) for event in events} >= set(FACTORIES.values())
    typed = {event.text for event in events if isinstance(event, Says)}
    assert {
        f"/{name}" for name in (*commands.MEMBER, *commands.STAFF, *commands.OWNER, *commands.SENIOR, "mode")
    } <= typed
