"""Every word exists in every language, fits its place, and is used; nothing that is used is missing."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.errors import words_of
from bot.owner.design.screens import PARTS as DESIGN_PARTS
from bot.owner.programme import zones
from bot.owner.programme.facts import FIELDS as FACTS
from bot.words.speech import CASHBACK, COUNTED, POINTLESS, Speech
from locales import LANGUAGES, Language, keys, reading, translate
from loyalty import certificates, errors, money
from loyalty.errors import Refusal
from loyalty.presets import PRESETS
from services.campaigns import winback
from services.design import designing, designs
from services.design.designing import LOOKS
from services.design.posters import SHEETS
from services.imports import files, uploads
from services.ledger import accounts
from services.members import merging, own_data
from services.members.own_wallet import WALLETS
from services.members.profiles import FIELDS, SEXES
from services.members.topics import TOPICS
from services.programme import changing, contact, outlets
from services.programme.outlets import FACTS as FACTS_OF_OUTLETS
from services.rewards.coupons import ORIGINS
from services.till import sales
from tests.locales import former, forms
from tests.locales.samples import sample

ROOT = Path(__file__).parents[2]
CODE = ("app", "bot", "jobs", "locales", "services", "wallet", "web")


def preset_words() -> set[str]:
    """The endings of the keys of every name in a preset's rules."""
    said: set[str] = set()
    for preset in PRESETS.values():
        preset.programme("EUR", lambda word: said.add(word) or word)  # type: ignore[func-returns-value]  # add says nothing
    return {word.lower().replace(" ", "-") for word in said}


# Keys that the code puts together: their beginnings, and the endings that exist.
ENTRY_KINDS = ("purchase", "refund", "undo", "welcome", "expiry", "activation", "hold", "release", "adjustment")
MOVED_KINDS = ("purchase", "refund", "undo", "expiry", "activation", "adjustment")
COMMANDS = ("card", "gift", "history", "settings", "language", "help", "scan", "sales", "business", "customers", "mode")
MODES = ("member", "staff", "owner")
ROLES = ("cashier", "manager", "owner")
DESIGN_ACTS = (
    *("logo", "colours", "strip", "look", "texts", "links", "tiers", "versions", "undo", "discard", "publish"),
    *("no-logo", "no-colours", "about", "no-about", "contacts", "no-contacts", "link", "bring-back"),
    *("action", "no-action", "stamps", "own-stamp", "faded", "spells", "names-apart", "by-place"),
)
MADE = {
    "rewards-": ("visits", "points", "friends"),
    "customer-": ("held", "pending", "debt"),
    "customer-button-": ("freeze", "thaw"),
    **{f"{part}-": tuple(FACTS_OF_OUTLETS) for part in ("outlet", "outlet-ask", "contacts")},
    "outlet-button-": (*FACTS_OF_OUTLETS, "place"),
    "wallet-button-": WALLETS,
    "card-button-": WALLETS,
    "coupons-problem-": ("not-a-code", "duplicate", "withdrawn"),
    "tier-": ("bronze", "silver", "gold", "platinum"),
    "history-kind-": (*ENTRY_KINDS, *former.ENTRIES, "birthday", "referral", "referral-void"),
    "invite-refused-": ("self", "member", "staff", "ring"),
    "invite-": ("when", "when-any", "gift-when", "gift-when-any"),
    **{f"notice-referral-{what}-": ("inviter", "friend") for what in ("paid", "voided", "waits")},
    "moved-": (*MOVED_KINDS, *former.MOVED),
    "command-": COMMANDS,
    "mode-button-": MODES,
    "help-": MODES,
    "role-": ROLES,
    "owner-button-": ("today", "customers", "offers", "rules", "team", "design", "outlets", "links"),
    "certificate-move-": ("sold", "spent", "returned", "refunded", "expired", "changed"),
    "certificate-ask-": ("back", "block", "anew"),
    "certificate-yes-": ("back", "block", "anew"),
    "programme-": (
        "settings",
        "settings-title",
        "reminders",
        "reminders-title",
        *(f"certificates{e}" for e in ("", "-title")),
    ),
    "invited-": ROLES,
    "team-button-invite-": ("cashier", "manager"),
    "consent-button-": ("processing", "advertising", "processing-text", "advertising-text"),
    "setup-ask-": ("name", "currency", "zone", "language", "preset"),
    **{f"profile-{part}": FIELDS for part in ("", "button-", "ask-")},
    "profile-sex-": SEXES,
    "topic-button-": TOPICS,
    "business-": FACTS,
    "coupon-apart-": tuple(set(ORIGINS.values())),
    "business-ask-": FACTS,
    "birthday-gift-": ("today", "soon", "late"),
    "web-error-": tuple(f"{kind}-{part}" for kind in ("missing", "busy", "ours") for part in ("title", "text")),
    "web-app-": ("card", "rewards", "history", "invite", "away", "old", "chat", "friend-gets", "you-gets"),
    "broadcast-button-": (
        *(
            "text",
            "photo",
            "no-photo",
            "link",
            "no-link",
            "coupon",
            "no-coupon",
            "audience",
            "preview",
            "send",
            "later",
        ),
        *("delete", "change", "unplan", "pause", "resume", "cancel"),
    ),
    "broadcast-ask-": ("text", "photo", "link", "moment"),
    "broadcast-who-": ("all", "birthday"),
    "broadcast-state-": ("planned", "waiting", "sending", "paused", "cancelled", "done"),
    "broadcast-figure-": ("blocked", "refused", "skipped", "unknown"),
    **{f"poster-{part}-": SHEETS for part in ("button", "file", "sent")},
    "poster-step-": ("scan", "take", "show"),
    "poster-mark-": ("telegram", "apple", "google"),
    "poster-credit-": ("apple", "google"),
    "design-part-": DESIGN_PARTS,
    "design-look-": LOOKS,
    "design-stamp-": designing.ICONS,
    "design-button-": DESIGN_ACTS,
    "featured-": ("membershipbenefits", *map(str.lower, designing.ACTIONS)),
    **forms.MADE,
    **former.MADE,
    "preset-": tuple(key.replace("_", "-") + part for key in PRESETS for part in ("", "-what")),
    "preset-word-": tuple(sorted(preset_words())),
}

MESSAGE_LIMIT, ALERT_LIMIT, COMMAND_LIMIT = 4096, 200, 256
BUTTON_LIMIT = 36
"""Characters that a button over the whole width of a small phone shows before it cuts."""
HALF_BUTTON_LIMIT = 17
HALVES = frozenset(
    {
        *("card-button-history", "card-button-schedule", "menu-button-card", "menu-button-sales", "notice-button-why"),
        *("menu-button-business", "menu-button-mode", "history-button-older", "history-button-newest"),
        *("owner-button-rules", "owner-button-today", "owner-button-team", "owner-button-outlets"),
        *("owner-button-customers", "owner-button-links"),
        *("owner-button-offers", "owner-button-design"),
        *("customer-button-points", "customer-button-gift", "coupons-button-qr", "coupons-button-poster"),
        *("broadcast-button-text", "broadcast-button-photo", "broadcast-button-no-photo", "broadcast-button-link"),
        *("broadcast-button-no-link", "broadcast-button-audience", "broadcast-button-send", "broadcast-button-later"),
        "broadcast-button-delete",
        *(f"poster-button-{sheet}" for sheet in SHEETS),
        *former.HALVES,
        *(f"design-button-{act}" for act in DESIGN_ACTS[:10]),
        *("design-button-about", "design-button-no-about", "design-button-contacts", "design-button-no-contacts"),
        *("consent-button-processing-text", "consent-button-advertising-text"),
        *(f"outlet-button-{each}" for each in (*FACTS_OF_OUTLETS, "place")),
        *("wallet-button-apple", "wallet-button-google"),
        *("profile-button-birthday", "profile-button-sex", "profile-button-city", "profile-button-email"),
    }
)


def refusals() -> list[type[Refusal]]:
    modules = (
        errors,
        certificates,
        accounts,
        contact,
        outlets,
        money,
        sales,
        changing,
        designs,
        designing,
        own_data,
        uploads,
        files,
        winback,
        merging,
        reading,
        zones,
    )
    named = [kind for module in modules for kind in vars(module).values()]
    found = [kind for kind in named if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal]
    return list(dict.fromkeys(found))


def made_keys() -> set[str]:
    made = {prefix + ending for prefix, endings in MADE.items() for ending in endings} | forms.keys_of_forms()
    return made | {
        "refusal-" + kind().name.replace("_", "-") if not kind.__dataclass_fields__ else _key(kind)
        for kind in refusals()
    }


def _key(kind: type[Refusal]) -> str:
    return "refusal-" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def written_keys() -> set[str]:
    """Every string in the code that is a key of ours."""
    known = keys("en")
    found = set()
    for package in CODE:
        for path in (ROOT / package).rglob("*.py"):
            found |= set(re.findall(r"[\"']([a-z]+(?:-[a-z0-9]+)+)[\"']", path.read_text(encoding="utf-8")))
        for path in (ROOT / package).rglob("*.html"):
            found |= set(re.findall(r"[\"']([a-z]+(?:-[a-z0-9]+)+)[\"']", path.read_text(encoding="utf-8")))
    return found & known


def asked_keys() -> set[str]:
    """Every string in the code that is handed to a translator."""
    call = re.compile(
        r"(?:speech|speech\.plain|visit\.speech|visit\.speech\.plain|Said|words)\(\s*[\"']([a-z][a-z0-9-]+)[\"']"
    )
    translated = re.compile(r"translate\(\s*\w[\w.]*,\s*[\"']([a-z][a-z0-9-]+)[\"']")
    texts = [path.read_text(encoding="utf-8") for package in CODE for path in (ROOT / package).rglob("*.py")]
    found = {key for text in texts for pattern in (call, translated) for key in pattern.findall(text)}
    return {key for key in found if not key.endswith("-")}  # the beginnings are in MADE


class Placeables(Visitor):
    """Collects the variables of a message, and the other messages that it says."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.said: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's protocol
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - the visitor's protocol
        self.said.add(node.id.name)


@cache
def variables(language: Language) -> dict[str, set[str]]:
    found: dict[str, Placeables] = {}
    for path in (ROOT / "locales" / language).glob("*.ftl"):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} stands twice"
                visitor = Placeables()
                visitor.visit(entry)
                found[entry.id.name] = visitor
    return {key: visitor.names.union(*(found[said].names for said in visitor.said)) for key, visitor in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_with_the_same_arguments(language: Language) -> None:
    assert variables(language) == variables("en")


def test_every_key_that_the_code_asks_for_exists() -> None:
    assert asked_keys() | made_keys() <= keys("en")
    assert len(asked_keys()) > 100, "the scan finds what it looks for"


def test_every_key_is_used() -> None:
    used = written_keys() | made_keys()
    assert keys("en") - used - {before + key for before in (CASHBACK, POINTLESS) for key in used} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_words_that_fit_over_a_button(kind: type[Refusal], language: Language) -> None:
    values: dict[str, Any] = {name: sample(name) for name in kind.__dataclass_fields__}
    text = words_of(kind(**values), Speech(language, "RUB", "Europe/Sofia"))
    assert 10 < len(text) <= ALERT_LIMIT
    assert "{" not in text
    assert "<" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 21, 1240])
def test_every_text_can_be_said_with_every_count_and_fits(language: Language, count: int) -> None:
    for key, names in variables(language).items():
        text = translate(language, key, **{name: _sample(key, name, count) for name in names})
        assert "{" not in text, key
        assert "-" not in text or key not in text, key
        assert len(text) <= MESSAGE_LIMIT / 4, key
        if "-button-" in key:
            limit = HALF_BUTTON_LIMIT if key in HALVES else BUTTON_LIMIT
            assert len(text) <= limit, f"{key}: {text}"
            assert "<" not in text, key
            assert "\n" not in text, key
        if key.startswith("command-"):
            assert len(text) <= COMMAND_LIMIT
            assert "<" not in text, key


def _sample(key: str, name: str, count: int) -> str | int | datetime:
    """Returns what stands for an argument; where points are money, everything is but the number behind it."""
    if key.startswith(CASHBACK) and name != "units":
        return sample(name if name == "seconds" else "money" if name in COUNTED else name, count)
    return sample(name, count)


def test_no_word_of_points_is_said_where_they_are_money_or_none() -> None:
    words = {"en": "point", "ru": "балл", "bg": "точк"}
    for language, word in words.items():
        instead = [key for key in keys(language) if key.startswith((CASHBACK, POINTLESS))]
        assert [key for key in instead if word in _said(language, key)] == []


def _said(language: Language, key: str) -> str:
    return translate(language, key, **{name: _sample(key, name, 2) for name in variables(language)[key]}).lower()


def test_russian_and_bulgarian_count_as_people_do() -> None:
    def points(language: Language, count: int) -> str:
        return translate(language, "sale-points", points=count)

    assert points("ru", 1) == "⭐ 1 балл"
    assert points("ru", 2) == "⭐ 2 балла"
    assert points("ru", 5) == "⭐ 5 баллов"
    assert points("ru", 11) == "⭐ 11 баллов"
    assert points("ru", 21) == "⭐ 21 балл"
    assert points("bg", 1) == "⭐ 1 точка"
    assert points("bg", 21) == "⭐ 21 точки"


@pytest.mark.parametrize(("language", "minute"), [("en", "minute"), ("ru", "минут"), ("bg", "минута")])
def test_the_usual_time_for_an_answer_is_called_a_minute(language: Language, minute: str) -> None:
    for key in ("hold-waiting", "confirm-ask"):
        said = {name: sample(name, 60) for name in variables("en")[key]}
        assert minute in translate(language, key, **said)
        assert minute not in translate(language, key, **{**said, "seconds": 45})


def test_names_are_escaped_in_messages_and_bare_on_buttons() -> None:
    speech = Speech("en")
    assert "&lt;b&gt;" in speech("card-hello", name="<b>Anna & Co")
    assert "<b>" in speech.plain("team-button-person", name="<b>Anna", role="cashier")


def test_messages_close_the_tags_they_open() -> None:
    for language in LANGUAGES:
        for key, names in variables(language).items():
            text = translate(language, key, **{name: sample(name, 2) for name in names})
            for tag in ("b", "code", "i"):
                assert text.count(f"<{tag}>") == text.count(f"</{tag}>"), f"{language}: {key}"


@pytest.mark.parametrize(("language", "inside"), [("en", "list"), ("ru", "спис|загруз"), ("bg", "спис|качен")])
def test_an_imports_internal_words_never_reach_a_customer(language: Language, inside: str) -> None:
    for key in ("history-kind-import", "history-kind-import-undo", "why-import", "moved-import"):
        said = translate(language, key, **{name: sample(name, 5) for name in variables(language).get(key, ())})
        assert not re.search(inside, said, re.IGNORECASE), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_as_long_as_telegram_carries_is_said_whole(language: Language) -> None:
    assert "ж" * 4_096 in translate(language, "broadcast-line-text", text="ж" * 4_096)
