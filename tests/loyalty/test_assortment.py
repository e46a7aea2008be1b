"""What a programme wants to know about the goods of a cheque."""

from dataclasses import fields, replace
from typing import Any

import pytest

from loyalty.assortment import Assortment, assortment_of
from loyalty.config import programme_from
from loyalty.programme import Programme
from loyalty.registry import MECHANICS


def programme(*rules: dict[str, Any]) -> Programme:
    body = {"version": 1, "name": "", "currency": "EUR", "zone": "UTC", "language": "en"}
    numbered = [{"id": f"r{number}", **rule} for number, rule in enumerate(rules)]
    return programme_from({**body, "rules": numbered})


def rule(mechanic: str, **config: Any) -> dict[str, Any]:
    return {"mechanic": mechanic, "config": config}


CASES: dict[str, tuple[list[dict[str, Any]], Assortment]] = {
    "a sum is enough": ([rule("earn"), rule("points_tender")], Assortment()),
    "sorted as people sort": (
        [rule("boost", categories=["tea", "Coffee"]), rule("earn", excluded=["tobacco", "tea"])],
        Assortment(("Coffee", "tea", "tobacco")),
    ),
    "gifts too": (
        [rule("nth_free", categories=["coffee"], gifts=["cookie"])],
        Assortment(("coffee", "cookie")),
    ),
    "any item": ([rule("nth_free")], Assortment(counted=True)),
    "stamps per item": ([rule("stamp_card")], Assortment(counted=True)),
    "stamps per item of one kind": ([rule("stamp_card", categories=["coffee"])], Assortment(("coffee",))),
    "stamps per purchase": ([rule("stamp_card", per="purchase")], Assortment()),
    "both": ([rule("stamp_card"), rule("boost", categories=["tea"])], Assortment(("tea",), counted=True)),
}


@pytest.mark.parametrize(("rules", "expected"), CASES.values(), ids=CASES)
def test_the_rules_say_what_they_want_to_know(rules: list[dict[str, Any]], expected: Assortment) -> None:
    assert assortment_of(programme(*rules)) == expected


def test_a_paused_rule_wants_to_know_nothing() -> None:
    running = programme(rule("nth_free", categories=["coffee"]))
    paused = replace(running, rules=(replace(running.rules[0], paused=True),))
    assert assortment_of(paused) == Assortment()


@pytest.mark.parametrize("name", MECHANICS)
def test_every_mechanic_that_names_categories_is_asked(name: str) -> None:
    asked = [
        field.name
        for field in fields(MECHANICS[name].config)
        if field.type == frozenset[str] and "sku" not in field.name
    ]
    for field in asked:
        config = {field: ["tea"]}
        assert assortment_of(programme(rule(name, **config))).categories == ("tea",), field


@pytest.mark.parametrize(
    ("assortment", "offered"),
    [
        (Assortment(), ()),
        (Assortment(("tea",)), ("tea",)),
        (Assortment(counted=True), ("",)),
        (Assortment(("tea",), counted=True), ("tea",)),
    ],
)
def test_only_where_nothing_is_named_any_item_is_offered(assortment: Assortment, offered: tuple[str, ...]) -> None:
    assert assortment.offered == offered
