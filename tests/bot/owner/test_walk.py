"""Every screen of the owner's menus, walked in each language: no label is cut, no key and no slip stands on it."""

import re
from collections import deque

import pytest

from bot.words.fitting import FULL, HALF
from locales import LANGUAGES, Language
from sandbox.phone import Phone
from sandbox.screen import Button
from services.programme import outlets
from tests.shop import LiveShop

pytestmark = pytest.mark.database("sqlite")  # the conversation is the same on both

WIDE = {1: FULL, 2: HALF, 3: 11, 4: 4}
"""Characters that one of so many buttons in a row shows."""
LONG = "Brew & Bean House on the old harbour square"
CHANGES = re.compile(
    r"(dg:|bc:|bw:|bk:|bp:|wb:|im:|cl:|iv:|po:print|la:|ou:forget|ru:(put|new|borrow|drop|confirm|undo|go-back|remove)"
    r"|ru:(pause|resume|give|fact-is|withdraw|since|check|add-rung)|go:(new-|home|settings|scan)|ck:(qr|print|new|take))"
)
"""What changes or sends something, or leads away; the screens behind it have tests of their own."""
TWINS = re.compile(r"^(ru:fact:zone|ru:fact:currency|ru:presets::):?.+")
SLIP = re.compile(r"\{ \$|</?[a-z]+>|&[a-z]+;|\.\.(?!\.)| ,|\b[a-z]+(?:-[a-z]+){2,}\b")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_label_is_cut_on_any_screen_and_everything_stands_behind_a_tile(
    shop: LiveShop, language: Language
) -> None:
    olga = await shop.owner(language=language, preset="coffee_shop")
    person = await shop.person(olga)
    await shop.database.write(outlets.add, person, LONG, shop.clock())
    await shop.database.write(outlets.join_link, person, LONG, None, shop.clock())
    walked = await walk(olga)
    assert {f"go:{to}" for to in ("today", "customers", "offers", "rules", "team", "design")} <= walked.keys()
    assert {f"go:{to}" for to in ("outlets", "links", "coupons", "broadcasts", "former", "work")} <= walked.keys()
    assert {"ru:reminders:::", "ru:settings:::", "ru:history:::", "ru:business:::"} <= walked.keys()
    assert {data: text for data, (text, _) in walked.items() if SLIP.search(text)} == {}
    labels = [(label, len(row)) for _, rows in walked.values() for row in rows for label in row]
    assert [label for label, across in labels if len(label) > WIDE[across]] == []
    cut = [label for label, _ in labels if "…" in label]
    assert [label for label in cut if label.strip("🗺📍✓ ").partition("…")[0] not in LONG] == []
    assert cut, "the owner's own long names are"


async def walk(olga: Phone) -> dict[str, tuple[str, list[list[str]]]]:
    """Returns what stands on every screen that taps alone lead to, by the tap that led there first."""
    menu = olga.last
    found: dict[str, tuple[str, list[list[str]]]] = {}
    waiting = deque(["go:business"])
    seen = {"go:business"}
    settled = {"go:design"}  # drawn after the tap is answered
    assert olga.chat is not None
    while waiting:
        data = waiting.popleft()
        await olga.press(olga.chat.messages[menu.id], Button("", "callback_data", data))
        if data in settled:
            await olga.settle()
        screen = max((each for each in olga.messages if not each.mine), key=lambda each: each.revision)
        found[data] = (screen.text, [[each.text for each in row] for row in screen.buttons])
        for each in (each for row in screen.buttons for each in row if each.kind == "callback_data"):
            tap = str(each.value)
            if alike(tap) not in seen and not CHANGES.match(tap) and not TWINS.match(tap):
                seen.add(alike(tap))
                waiting.append(tap)
    return found


def alike(tap: str) -> str:
    """Returns the same for the conditions of every rule, which ask the same."""
    return re.sub(r"^ru:(when|rank|ask)(?::[^:]*(?=:[wr]\.)|:[^:]*(?=::))", r"ru:\1", tap)
