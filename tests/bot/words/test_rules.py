"""Every mechanic has its words: a line, a form, every field, choice and step, in every language."""

from collections.abc import Iterator
from dataclasses import MISSING, make_dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.callbacks import RuleTap
from bot.owner.programme.rules import label_of
from bot.owner.programme.spots import (
    COMMON,
    CONFIG,
    FULL,
    RANK,
    REMINDERS,
    WHEN,
    caption,
    find,
    inner,
    options,
    rung_spots,
    spots,
)
from bot.words.reading import example_of, expected
from bot.words.rules import in_words, line, name, sentence, title
from bot.words.speech import Speech
from bot.words.values import Teller, find_key, label, rung_settings
from bot.words.values import in_words as worded
from locales import LANGUAGES, Language, keys
from loyalty.config import LONGEST_ID, MOST_ENTRIES
from loyalty.presets import PRESETS
from loyalty.programme import Programme, Rule
from loyalty.registry import MECHANICS
from services.programme import drafts, setting_up
from tests.locales import forms
from tests.people import NOON
from tests.people import rule as made_rule

languages = pytest.mark.parametrize("language", LANGUAGES)
mechanics = pytest.mark.parametrize("mechanic", sorted(MECHANICS))
LABEL_LIMIT = 24
LINES = Path(__file__).parent / "lines"


def one_of_each() -> Programme:
    programme = replace(PRESETS["shop"].programme("RUB"), version=1, rules=())
    for mechanic in sorted(MECHANICS):
        programme = drafts.add(programme, mechanic, mechanic)
    return programme


@languages
@mechanics
def test_a_mechanic_has_a_title_a_help_and_a_line_of_its_own(mechanic: str, language: Language) -> None:
    programme = one_of_each()
    teller = Teller(Speech(language, "RUB"), programme)
    rule = drafts.find(programme, mechanic)
    assert rule is not None
    assert 3 <= len(title(teller.speech, mechanic)) <= LABEL_LIMIT
    assert 20 <= len(teller.speech.plain(f"mechanic-{mechanic.replace('_', '-')}-help")) <= 200
    said = line(teller, rule)
    assert 5 < len(said) < 400
    assert said.count("<b>") == said.count("</b>")
    assert "{" not in said
    assert "_" not in said, "a name of the code"
    called = name(teller, rule)
    assert 5 < len(called) <= FULL
    assert "<" not in called
    assert "{" not in called


@languages
def test_every_setting_of_every_form_has_its_words(language: Language) -> None:
    missing = set()
    for setting in forms.all_settings():
        if not find_key(language, setting.keys("field")):
            missing.add(setting.keys("field"))
        if forms.empties(setting) and not find_key(language, setting.keys("none")):
            missing.add(setting.keys("none"))
        if setting.items is not None and setting.keys("rung")[0] not in keys(language):
            missing.add(setting.keys("rung"))
        for choice in setting.field.metadata.get("choices", ()):
            if not find_key(language, [f"{key}-{choice}" for key in setting.keys("choice")]):
                missing.add((setting.keys("choice"), choice))
    assert missing == set(), "words for locales/<language>/programme.ftl"


@languages
def test_labels_leave_room_for_their_value_on_a_button(language: Language) -> None:
    long = {label(Speech(language), setting) for setting in forms.all_settings()}
    assert {text for text in long if len(text) > LABEL_LIMIT} == set()


@languages
def test_every_reason_for_a_refusal_can_be_said_or_cannot_be_met_in_a_form(language: Language) -> None:
    unreachable = {
        *("not-an-object", "unknown-field", "wrong-type", "unknown-mechanic", "unknown-currency", "unknown-language"),
        *("unknown-zone", "not-a-date", "not-a-time", "not-a-moment", "unknown-choice"),
    }
    assert forms.problems() - unreachable - {key.removeprefix("problem-") for key in keys(language)} == set()


@languages
def test_every_form_can_be_shown_with_every_default(language: Language) -> None:
    programme = one_of_each()
    teller = Teller(Speech(language, "RUB"), programme, {"1": "Harbour"})
    for rule in (*programme.rules, None):
        for part in ("c", "w", "r") if rule else ("s", "n"):
            for spot in (inside for each in spots(teller, rule, part) for inside in (each, *inner(each))):
                said = caption(teller, spot)
                assert 0 < len(said) <= FULL
                assert "_" not in said
                assert "…" not in said, "worded too long"
                if spot.setting.items is None and options(teller, spot.setting) is None:
                    assert len(expected(teller, spot.setting, NOON.date())) > 10
                    assert example_of(teller, spot.setting, NOON.date()) != worded(teller, spot.setting, 0)


@languages
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_every_preset_speaks(preset: str, language: Language) -> None:
    programme = setting_up.ready(preset, "EUR", language)
    said = in_words(Speech(language, "EUR"), programme)
    assert len(said.splitlines()) == len(programme.rules)
    assert len(said) < 3_000


@languages
def test_the_rules_of_the_presets_read_as_they_were_proofread(language: Language) -> None:
    told = []
    for key in sorted(PRESETS):
        programme = setting_up.ready(key, "EUR", language)
        teller = Teller(Speech(language, "EUR"), programme)
        said = [f"  {name(teller, rule)} | {line(teller, rule)}" for rule in programme.rules]
        told.append("\n".join([key, *said]) + "\n")
    assert "\n".join(told) == (LINES / f"{language}.txt").read_text(encoding="utf-8")


@languages
def test_no_rule_of_a_preset_has_a_name_that_a_button_cuts(language: Language) -> None:
    for key in PRESETS:
        programme = setting_up.ready(key, "EUR", language)
        teller = Teller(Speech(language, "EUR"), programme)
        assert {label_of(teller, rule) for rule in programme.rules if "…" in label_of(teller, rule)} == set()


@pytest.mark.parametrize(
    ("card", "coupon", "said", "called"),
    [
        ({}, {}, "Every 6th item is free", "Every 6th item free"),
        ({"categories": ["Tea"]}, {"categories": ["Cake"]}, "Cup for 5 stamps, one for every item", "5 stamps: Cup"),
        ({"categories": ["Tea"]}, {"categories": ["Tea"]}, "Every 6th tea is free", "Every 6th tea free"),
        ({"goal": 10}, {}, "Every 11th item is free", "Every 11th item free"),
        ({"per": "purchase"}, {}, "Cup for 5 stamps, one for every purchase", "5 stamps: Cup"),
        ({}, {"kind": "percent"}, "Cup for 5 stamps, one for every item", "5 stamps: Cup"),
        ({"reward": ""}, {}, "A gift for 5 stamps, one for every item", "5 stamps: not chosen yet"),
    ],
)
def test_a_stamp_card_promises_every_nth_only_where_one_of_the_very_goods_is_free(
    card: dict[str, Any], coupon: dict[str, Any], said: str, called: str
) -> None:
    programme = replace(
        PRESETS["shop"].programme("EUR"),
        rules=(
            made_rule("coupon", "free", **{"title": "Cup", "kind": "item", **coupon}),
            made_rule("stamp_card", "stamps", **{"goal": 5, "reward": "free", **card}),
        ),
    )
    teller, stamps = Teller(Speech("en", "EUR"), programme), programme.rules[1]
    assert sentence(teller, stamps).replace("<b>", "").replace("</b>", "").startswith(said)
    assert name(teller, stamps).startswith(called)


def test_what_comes_back_is_said_only_where_points_pay() -> None:
    programme = PRESETS["shop"].programme("EUR")
    earn = next(each for each in programme.rules if each.mechanic == "earn")
    paused = drafts.pause(
        programme, next(each.id for each in programme.rules if each.mechanic == "points_tender"), True
    )
    assert name(Teller(Speech("en", "EUR"), programme), earn) == "Cashback 1%"
    assert name(Teller(Speech("en", "EUR"), paused), earn) == "Points for purchases"


@languages
def test_what_owners_type_is_escaped_wherever_a_line_says_it(language: Language) -> None:
    programme = drafts.put(drafts.add(one_of_each(), "gift", "coupon"), "gift", ("config", "title"), "<i>Tea</i> & <")
    programme = drafts.put(programme, "stamp_card", ("config", "milestones"), [{"at": 3, "coupon": "gift"}])
    rule = drafts.find(programme, "stamp_card")
    assert rule is not None
    said = line(Teller(Speech(language, "RUB"), programme), rule)
    assert said.count("&lt;i&gt;Tea&lt;/i&gt; &amp; &lt;") == 1
    assert "<i>" not in said


@languages
def test_a_mechanic_without_a_line_of_its_own_is_told_by_its_title_and_settings(language: Language) -> None:
    from bot.words import rules

    programme = one_of_each()
    rule = Rule("x", "money_off", MECHANICS["money_off"].config())
    said = rules._generic(Teller(Speech(language, "RUB"), programme), rule)
    assert title(Speech(language), "money_off") in said[0]
    assert "100" in said[1]


@mechanics
def test_every_field_of_a_config_has_a_default_to_begin_with(mechanic: str) -> None:
    assert all(field.default is not MISSING for field in MECHANICS[mechanic].config.__dataclass_fields__.values())


def test_every_button_fits_telegrams_64_bytes_after_many_versions() -> None:
    for key, preset in PRESETS.items():
        for rule in preset.programme("EUR").rules:
            tap = RuleTap(act="borrow", rule=f"{rule.id}-99999-2", at=rule.id, value=key)
            assert len(tap.pack().encode()) <= 64
            assert len(tap.rule) <= LONGEST_ID
    programmes = [one_of_each(), *(preset.programme("EUR") for preset in PRESETS.values())]
    for rule in (None, *(rule for programme in programmes for rule in programme.rules)):
        long = replace(rule, id=f"{rule.id}-99999-2") if rule else None
        for tap in buttons_of_forms(Teller(Speech("en", "EUR"), programmes[0]), long):
            assert len(tap.pack().encode()) <= 64
            assert len(tap.rule) <= LONGEST_ID


def buttons_of_forms(teller: Teller, rule: Rule | None) -> Iterator[RuleTap]:
    """Yields the longest buttons of every form of a rule, with ladders as long as they may be."""
    rule_id = rule.id if rule else ""
    for part in (CONFIG, WHEN, RANK) if rule else (COMMON, REMINDERS):
        for spot in spots(teller, rule, part):
            inside = [spot]
            if spot.setting.items is not None:
                rung = SimpleNamespace(**{setting.field.name: 0 for setting in rung_settings(spot.setting)})
                inside += rung_spots(replace(spot, value=[rung] * MOST_ENTRIES), MOST_ENTRIES - 1)
                yield RuleTap(act="give", rule=rule_id, at=spot.at, value=f"1={MOST_ENTRIES}")
                yield RuleTap(act="add-rung", rule=rule_id, at=spot.at, value=str(MOST_ENTRIES))
                at = f"{spot.at}.{MOST_ENTRIES - 1}"
                yield RuleTap(act="remove-rung", rule=rule_id, at=at, value=str(MOST_ENTRIES))
            for each in inside:
                yield RuleTap(act="ask", rule=rule_id, at=each.at)
                yield RuleTap(act="put", rule=rule_id, at=each.at, value=f"+{MOST_ENTRIES}")


@mechanics
def test_every_setting_is_found_at_its_address_and_nothing_at_another(mechanic: str) -> None:
    teller = Teller(Speech("en", "RUB"), one_of_each())
    rule = drafts.find(teller.programme, mechanic)
    for part in (CONFIG, WHEN, RANK):
        there = spots(teller, rule, part)
        for spot in (*there, *(inside for each in there for inside in inner(each))):
            assert find(teller, mechanic, spot.at) == spot
            assert spot.at.split(".")[-1] == spot.setting.field.name
    for at in (
        "c.0",
        "w.2",
        "c.0.0",
        "",
        "c",
        "c.",
        "x.points",
        "s.in_money",
        "c.points.0",
        "c.ladder.999",
        "c.ladder.0.9",
    ):
        assert find(teller, mechanic, at) is None
    assert find(teller, "", "s.in_money") is not None
    assert find(teller, "", "c.points") is None


def test_a_setting_keeps_its_address_when_others_come_before_it() -> None:
    older = make_dataclass("Config", [("points", int), ("days", int)])
    newer = make_dataclass("Config", [("most", int), ("points", int), ("days", int)])
    teller = Teller(Speech("en", "RUB"), one_of_each())
    before = Rule("x", "bonus", older(1, 2))
    now = replace(teller.programme, rules=(Rule("x", "bonus", newer(3, 1, 2)),))
    for spot in spots(teller, before, CONFIG):
        found = find(replace(teller, programme=now), "x", spot.at)
        assert found is not None
        assert (found.setting.name, found.value) == (spot.setting.name, spot.value)
