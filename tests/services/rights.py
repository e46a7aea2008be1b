"""The table of who may call which use case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from loyalty.certificates import CertificateTaken, CertificateUnknown
from loyalty.codes import parse
from loyalty.errors import InvitationUnknown, InvitationUsed, NotAllowed, NotRegistered, Refusal
from loyalty.programme import Settings
from services import figures, machine, people, team
from services.campaigns import broadcasts, winback
from services.campaigns.broadcasts import Audience, Content
from services.design import designs
from services.imports import uploads
from services.ledger import adjustments
from services.members import customers, freezing
from services.passes import previews
from services.prepaid import certificates, giving, payments
from services.prepaid.payments import Charge, Order
from services.programme import changing, contact, outlets, setting_up
from services.programme.setting_up import Setup
from services.rewards import applying, coupon_offers, coupon_uses, coupons, referrals, tiers
from services.till import certificates as till_certificates
from services.till import holds, identifying, presenting, receipts, refunds, sales, spending, tills
from services.till.cheques import new_draft
from tests.services.world import CODES, LIST, World

EVERYBODY = frozenset({"stranger", "member", "cashier", "removed", "manager", "owner", "liar"})
STAFF = frozenset({"cashier", "manager", "owner"})
SENIORS = frozenset({"manager", "owner"})
OWNER = frozenset({"owner"})
MEMBER = frozenset({"member"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A call, who may make it, and what everybody else hears."""

    use_case: Callable[..., Any]
    allowed: frozenset[str]
    arguments: Callable[[World], tuple[Any, ...]]
    refusal: type[Refusal] = NotAllowed


def _now(world: World) -> tuple[Any, ...]:
    return (world.shop.now,)


def _nothing(_: World) -> tuple[Any, ...]:
    return ()


TABLE = (
    Row(adjustments.adjust, SENIORS, lambda w: (w.draft, w.boris, 10, "Sorry", w.shop.now)),
    Row(broadcasts.address, OWNER, lambda w: (w.draft, Audience("birthday"), w.shop.now)),
    Row(broadcasts.cancel, OWNER, lambda w: (w.sending, w.shop.now)),
    Row(broadcasts.compose, OWNER, lambda w: (w.draft, Content(text="Pie"), w.shop.now)),
    Row(broadcasts.discard, OWNER, lambda w: (w.draft,)),
    Row(broadcasts.one, OWNER, lambda w: (w.draft,)),
    Row(broadcasts.pause, OWNER, lambda w: (w.sending, w.shop.now)),
    Row(broadcasts.plan, OWNER, lambda w: (w.draft, w.shop.now + timedelta(days=1), w.shop.now)),
    Row(broadcasts.reach, OWNER, lambda w: (w.draft, w.shop.now)),
    Row(broadcasts.recent, OWNER, _nothing),
    Row(broadcasts.resume, OWNER, lambda w: (w.sending, w.shop.now)),
    Row(broadcasts.start, OWNER, lambda w: (w.draft, None, w.shop.now)),
    Row(broadcasts.unplan, OWNER, lambda w: (w.planned,)),
    Row(broadcasts.watch, OWNER, lambda w: (w.sending, 1, 1)),
    Row(coupon_offers.gifts, SENIORS, _now),
    Row(coupon_offers.give, SENIORS, lambda w: (w.draft, w.boris, "ten", w.shop.now)),
    Row(coupon_offers.offers, OWNER, _now),
    Row(applying.applicable, STAFF, lambda w: (w.boris, w.event(), w.shop.now)),
    Row(coupons.attempt, EVERYBODY, _now),
    Row(coupons.look_up, EVERYBODY, lambda w: (w.coupon.code, w.shop.now)),  # None for all but its member
    Row(coupon_offers.publish, OWNER, lambda w: ("ten", "SUMMER", w.shop.now)),
    Row(coupon_offers.published, OWNER, _now),
    Row(coupon_uses.release, STAFF, lambda w: (new_draft(), w.shop.now)),
    Row(presenting.reserve, STAFF, lambda w: (new_draft(), w.boris, w.coupon.code, w.shop.now)),
    Row(coupons.succeeded, EVERYBODY, _now),
    Row(coupon_offers.withdraw, OWNER, lambda w: (w.coupon.id, w.shop.now)),
    Row(customers.find, SENIORS, lambda w: (w.digits, w.shop.now)),
    Row(customers.page, SENIORS, lambda w: (w.boris, w.shop.now)),
    Row(designs.change, OWNER, lambda w: (lambda design: replace(design, about="Pies"), w.shop.now)),
    Row(designs.desk, OWNER, _nothing),
    Row(designs.discard, OWNER, _nothing),
    Row(designs.one_version, OWNER, lambda _: (1,)),
    Row(designs.publish, OWNER, lambda w: (1, None, w.shop.now)),  # it is published already, which is no refusal
    Row(designs.undo, OWNER, lambda _: (1,)),
    Row(designs.versions, OWNER, _nothing),
    Row(figures.prepaid, OWNER, _now),
    Row(figures.today, OWNER, _now),
    Row(certificates.attempt, EVERYBODY, _now),
    Row(certificates.succeeded, EVERYBODY, _now),
    Row(giving.mine, MEMBER, lambda w: (w.annas.id,), CertificateUnknown),
    Row(giving.give, MEMBER, lambda w: (w.annas.id, "", None, w.shop.now), CertificateUnknown),
    Row(giving.take_back, MEMBER, lambda w: (w.annas.id, w.shop.now), CertificateUnknown),
    Row(giving.opened, EVERYBODY, lambda w: (w.bearer.code,)),  # whoever has the code
    Row(giving.opened, MEMBER, lambda w: (w.annas.code,), CertificateTaken),
    Row(giving.claim, MEMBER, lambda w: (w.bearer.code, w.shop.now), NotRegistered),
    Row(payments.paid, EVERYBODY, lambda w: (Order(w.draft, 1, "RUB"), Charge("t", "p", 1, "RUB"), w.shop.now)),
    Row(till_certificates.block, STAFF, lambda w: (w.annas.id, w.shop.now)),
    Row(till_certificates.look, STAFF, lambda w: (w.bearer.code,)),
    Row(till_certificates.one, STAFF, lambda w: (w.annas.id,)),
    Row(till_certificates.pay, STAFF, lambda w: (w.annas.id, 1_000, new_draft(), w.shop.now)),
    Row(till_certificates.pay_back, SENIORS, lambda w: (w.bearer.id, new_draft(), w.shop.now)),
    Row(till_certificates.presented, STAFF, lambda w: (w.bearer.code, w.shop.now)),
    Row(till_certificates.reissue, SENIORS, lambda w: (w.annas.id, w.annas.code, w.shop.now)),
    Row(till_certificates.sell, STAFF, lambda w: (100_000, new_draft(), w.shop.now)),
    Row(till_certificates.undo, SENIORS, lambda w: (w.paid, w.shop.now)),
    Row(freezing.freeze, OWNER, lambda w: (w.boris, w.shop.now)),
    Row(freezing.thaw, OWNER, lambda w: (w.boris, w.shop.now)),
    Row(holds.confirm, frozenset({"member"}), lambda w: (w.held_anna, w.shop.now)),
    Row(holds.confirm, NOBODY, lambda w: (w.held_boris, w.shop.now)),
    Row(holds.finish, NOBODY, lambda w: (w.held_anna, w.shop.now)),  # their cashier is still there
    Row(holds.decline, STAFF | {"member"}, lambda w: (w.held_anna, w.shop.now)),
    Row(holds.decline, SENIORS, lambda w: (w.held_boris, w.shop.now)),
    Row(holds.take_over, STAFF, lambda w: (w.held_anna, w.shop.now)),
    Row(holds.take_over, SENIORS, lambda w: (w.held_boris, w.shop.now)),
    Row(holds.place, STAFF, lambda w: (w.sale(redeem=10), w.shop.now)),
    Row(contact.put, OWNER, lambda w: ("@corner", w.shop.now)),
    Row(outlets.add, OWNER, lambda w: ("Market", w.shop.now)),
    Row(outlets.describe, OWNER, lambda w: (1, "hours", "9–18", w.shop.now)),
    Row(outlets.join_link, OWNER, lambda w: ("door", None, w.shop.now)),
    Row(outlets.join_links, OWNER, _nothing),
    Row(outlets.put_on_map, OWNER, lambda w: (1, (42_700_000, 23_320_000), w.shop.now)),
    Row(previews.sample, OWNER, _now),
    Row(people.fresh, EVERYBODY, _nothing),
    Row(people.owner, OWNER, _nothing),
    Row(people.senior, SENIORS, _nothing),
    Row(people.staff_member, STAFF, _nothing),
    Row(changing.change, OWNER, lambda w: (3, (), Settings(), None, w.shop.now)),
    Row(changing.go_back, OWNER, lambda w: (0, 1, w.shop.now)),
    Row(changing.one_version, OWNER, lambda _: (1,)),
    Row(changing.overview, OWNER, _now),
    Row(setting_up.set_up, OWNER, lambda w: (Setup("Mine", "EUR", "Europe/Sofia", "en", "shop"), w.shop.now)),
    Row(changing.versions, OWNER, _now),
    Row(receipts.find, STAFF, lambda w: (w.number,)),
    Row(receipts.of_member, STAFF, lambda w: (w.boris,)),
    Row(receipts.one, STAFF, lambda w: (w.to_boris,)),
    Row(receipts.recent, STAFF, _now),
    Row(referrals.decide, OWNER, lambda w: (w.boris, True, w.shop.now)),
    Row(referrals.decide, OWNER, lambda w: (w.boris, False, w.shop.now)),
    Row(referrals.how_many_wait, OWNER, _nothing),
    Row(referrals.waiting, OWNER, _nothing),
    Row(presenting.attempt, STAFF, _now),
    Row(presenting.counts, STAFF, lambda w: (w.boris, w.coupon.code, w.shop.now)),
    Row(presenting.carry, STAFF, lambda w: (new_draft(), w.sale(), w.shop.now)),
    Row(presenting.drop, STAFF, lambda w: (w.sale(), new_draft(), w.coupon.id, w.shop.now)),
    Row(presenting.waiting, STAFF, lambda w: (w.sale(), w.shop.now)),
    Row(presenting.unnamed, STAFF, lambda w: (w.sale(), w.coupon.code, w.shop.now)),
    Row(presenting.take, STAFF, lambda w: (w.sale(), new_draft(), w.coupon.code, w.shop.now)),
    Row(refunds.amounts, STAFF, lambda w: (w.to_boris, {0: 1})),
    Row(refunds.quote, STAFF, lambda w: (w.to_boris, 1_000, w.shop.now)),
    Row(refunds.record, STAFF, lambda w: (w.to_boris, 1_000, "r1", w.shop.now)),
    Row(identifying.present, STAFF, lambda w: (CODES, replace(parse(w.digits), totp="00000000"), w.shop.now)),
    Row(identifying.missed, STAFF, _now),
    Row(identifying.require_tries, EVERYBODY, _now),  # it only looks how much somebody has tried
    Row(sales.applicable, STAFF, lambda w: (w.sale(), w.shop.now)),
    Row(identifying.identify, STAFF, lambda w: (parse(w.digits), w.shop.now)),
    Row(sales.quote, STAFF, lambda w: (w.sale(), w.shop.now)),
    Row(sales.record, STAFF, lambda w: (w.sale(), w.shop.now)),
    Row(sales.record, NOBODY, lambda w: (w.sale(redeem=10), w.shop.now)),  # points go only with the member's word
    Row(sales.sold, STAFF, lambda w: (w.to_boris,)),
    Row(refunds.undo, STAFF, lambda w: (w.to_anna, w.shop.now)),
    Row(refunds.undo, SENIORS, lambda w: (w.to_boris, w.shop.now)),
    Row(spending.spend, STAFF, lambda w: (w.sale(redeem=10), None, w.shop.now)),
    Row(team.accept, EVERYBODY, lambda w: (w.tokens["new"], w.shop.now)),
    Row(team.accept, NOBODY, lambda w: (w.tokens["used"], w.shop.now), InvitationUsed),
    Row(team.accept, NOBODY, lambda w: (w.tokens["former"], w.shop.now), InvitationUnknown),
    Row(team.accept, NOBODY, lambda w: ("made up", w.shop.now), InvitationUnknown),
    Row(team.appoint_owner, EVERYBODY, _now),  # only the operator's settings and shell lead here
    Row(team.blocked, EVERYBODY, lambda w: ("own_card", w.shop.now)),  # an entry in the log, whoever caused it
    Row(team.invite, OWNER, lambda w: ("manager", None, w.shop.now)),
    Row(team.invite, NOBODY, lambda w: ("owner", None, w.shop.now)),
    Row(team.invite, NOBODY, lambda w: ("manager", None, w.shop.now, "guessable")),
    Row(team.remove, OWNER, lambda w: (w.lena.id, w.shop.now)),
    Row(team.remove, NOBODY, lambda w: (w.shop.owner.id, w.shop.now)),  # the last owner stays
    Row(team.team, OWNER, _nothing),
    Row(tiers.pin, OWNER, lambda w: (w.boris, "gold", None, w.shop.now)),
    Row(tiers.unpin, OWNER, lambda w: (w.boris, w.shop.now)),
    Row(tills.till_of, STAFF, _nothing),
    Row(uploads.discard, OWNER, lambda w: (w.upload,)),
    Row(uploads.faults, OWNER, lambda w: (w.upload, "UTC", w.shop.now)),
    Row(uploads.one, OWNER, lambda w: (w.upload,)),
    Row(uploads.recent, OWNER, _nothing),
    Row(uploads.replan, OWNER, lambda w: (w.upload, LIST)),
    Row(uploads.reread, OWNER, lambda w: (w.upload, ((1, ("Nika", "+359888000001")),), LIST)),
    Row(uploads.start, OWNER, lambda w: (w.upload, None, w.shop.now)),
    Row(uploads.table, OWNER, lambda w: (w.upload,)),
    Row(uploads.undo, OWNER, lambda w: (w.upload, None, w.shop.now)),
    Row(uploads.upload, OWNER, lambda w: (w.draft, "l.csv", ((1, ("Nika", "+359888000001")),), LIST, w.shop.now)),
    Row(winback.address, OWNER, lambda w: (w.message, winback.Audience("outside"), w.shop.now)),
    Row(winback.cancel, OWNER, lambda w: (w.message, w.shop.now)),
    Row(winback.compose, OWNER, lambda w: (w.message, "Come: {link}", w.shop.now)),
    Row(winback.discard, OWNER, lambda w: (w.message,)),
    Row(winback.one, OWNER, lambda w: (w.message,)),
    Row(winback.own_phone, OWNER, _nothing),
    Row(winback.pause, OWNER, lambda w: (w.message, w.shop.now)),
    Row(winback.promise, OWNER, lambda w: (w.message,)),
    Row(winback.reach, OWNER, lambda w: (w.message, "https://loyalty.example", w.shop.now)),
    Row(winback.recent, OWNER, _nothing),
    Row(winback.resume, OWNER, lambda w: (w.message, w.shop.now)),
    Row(winback.start, OWNER, lambda w: (w.message, w.shop.now)),
    Row(winback.until, OWNER, lambda w: (w.message, w.shop.now.date(), w.shop.now)),
    Row(machine.vouch, OWNER, lambda w: (w.shop.now,)),
)

TRUSTING = frozenset(
    f"{module}.{name}"
    for module, names in {
        "campaigns.broadcast_sending": "claim fill watched watched_by",
        "campaigns.reminders": "remind",
        "campaigns.runs": "Runs.draft Runs.finish Runs.found Runs.hold Runs.note",
        "campaigns.winback_sending": "claim",
        "imports.running": "watched_by work",
        "imports.uploads": "figures watch",
        "ledger.accounts": "open_account open_moving view",
        "ledger.expiry": "settle",
        "members.cards": "card enrol row_of",
        "members.consents": "consent consents",
        "members.history": "history me_after_all not_me why",
        "members.merging": "adopt join keep_phone look of_phone",
        "members.own_data": "erase export",
        "members.own_wallet": "of say",
        "members.profiles": "of put remove set_birthday",
        "members.registration": "register",
        "members.standings": "home standing",
        "members.topics": "choose wanted",
        "notices": "tell",
        "passes.portraits": "state",
        "passes.screens": "invitation mark_of of_telegram page_token_of",
        "prepaid.certificates": "give_back moves of_member one pay_back post spend times_moved",
        "prepaid.payments": "charge_of",
        "prepaid.selling": "issue sell",
        "prepaid.losing": "block reissue renew_code",
        "people": "by_telegram met reachable seen speak switch toggle",
        "plumbing.updates": "end park",
        "programme.outlets": "one",
        "rewards.birthdays": "celebrate given given_on",
        "rewards.coupon_uses": "hold redeem reopen reserve would_reopen",
        "rewards.coupons": "issue of_member require_usable",
        "rewards.progress": "coupon_of of_member",
        "rewards.promises": "keep outcome_of take_back",
        "rewards.referral_links": "arrive join link of_newcomer works_here",
        "rewards.referrals": "funnel reward",
        "rewards.tiers": "fall fallen reached review rise",
        "till.consequences": "undone_of",
        "till.asking": "asked asking on_card shown",
        "till.holds": "stage",
        "till.identifying": "customer",
    }.items()
    for name in names.split()
)
"""Use cases that trust the id they are given. The bot passes that of whoever wrote, as its own table proves; the
others are called by use cases of the table above, by the worker or by the bot about itself."""
