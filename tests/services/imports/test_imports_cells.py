"""Single cells of a list: one that means nothing costs nobody their place, and days are read in one order."""

from dataclasses import replace

import pytest

from services.imports import preview
from services.imports.cells import Bad, means_nothing
from services.imports.columns import guess
from services.imports.columns import read as read_row
from services.imports.files import Row, read
from services.imports.matching import Known
from tests.services.imports.test_imports_files import TODAY


def _list(*rows: str) -> tuple[Row, ...]:
    return read("\n".join(("name;phone;email;birthday;points;card;last visit", *rows)).encode(), "list.csv")


@pytest.mark.parametrize(
    "nothing", ["-", "—", "...", "нет", "Нет", "n/a", "#N/A", "NULL", "няма", "не указано", "?", r"\N"]
)
def test_a_cell_that_means_nothing_costs_only_the_cell(nothing: str) -> None:
    whole = ["Eve", "0888000001", "eve@example.com", "12.04.1990", "7", "1001", "01.02.2025"]
    plan = guess(_list(";".join(whole)), "BG")
    for place, meaning in enumerate(plan.columns):
        cells = [nothing if place == here else cell for here, cell in enumerate(whole)]
        if meaning != "name":
            former = read_row(cells, plan, TODAY)
            assert former.nothing == (nothing,), meaning
            assert (former.first, former.phone or former.email) == ("Eve", former.phone or "eve@example.com")
    with pytest.raises(Bad) as bad:
        read_row(["Eve", nothing, nothing, "", "", "", ""], plan, TODAY)
    assert bad.value.problem == "nobody"


@pytest.mark.parametrize(
    ("meaning", "cells"),
    [
        ("birthday", ("01.01.0001", "0000-00-00", "00.00.0000", "00.00.1990", "1899-12-30", "01.01.1900", "0")),
        ("birthday", ("0001-01-01T00:00:00", "0000-00-00T00:00:00", "0001-01-01t00:00:00Z", "не помнит", "Forgot")),
        ("visit", ("0001-01-01 00:00:00", "1/0/1900", "0001-01-01T00:00:00.000")),
        ("phone", ("нет телефона", "(Нет телефона)", "няма телефон", "no phone", "Doesn’t remember", "не дал номер!")),
        ("email", ("нет почты", "без почты", "няма имейл", "no e-mail", "не пользуется")),
        ("phone", ("+7 (___) ___-__-__", "+7", "+359 ", "8 (xxx) xxx-xx-xx", "0", "000-00-00", "+7 (000) 000-00-00")),
        ("name", ("-", "n/a", "♥")),
    ],
)
def test_what_is_written_where_there_is_nothing_to_say(meaning: str, cells: tuple[str, ...]) -> None:
    assert [cell for cell in cells if not means_nothing(meaning, cell)] == []


@pytest.mark.parametrize(
    ("meaning", "cell"),
    [
        *(("name", "Na"), ("name", "Нет"), ("consent", "нет"), ("language", "no"), ("phone", "12")),
        *(("email", "no@example.com"), ("phone", "нет, 0888000001"), ("card", "No7"), ("name", "Не Ли")),
        *(("birthday", "31.02.1990"), ("birthday", "01.01.1970"), ("visit", "01.01.01"), ("phone", "0888000001")),
    ],
)
def test_what_means_something_is_not_left_out(meaning: str, cell: str) -> None:
    assert not means_nothing(meaning, cell)


def test_the_owner_reads_how_many_cells_were_left_out() -> None:
    rows = _list("Eve;0888000001;-;01.01.0001;7;;", "Adam;+7 (___);adam@example.com;;нет;;")
    plan = guess(rows, "BG")
    seen = preview.outlook(preview.reading(rows, plan, TODAY), Known(), plan)
    assert (seen.new, seen.faults, seen.points) == (2, (), 7)
    assert seen.nothing == ("-", "01.01.0001", "+7 (___)", "нет")


@pytest.mark.parametrize("written", ["12.03.90", "12.3.90", "12/3/90", "12-03-90 00:00", "12 марта 90", "1990-03-12"])
def test_birthdays_with_two_digits_are_dates_and_the_rule_is_told(written: str) -> None:
    rows = _list(f"Eve;0888000001;;{written};;;")
    plan = guess(rows, "BG")
    found = preview.reading(rows, plan, TODAY)
    assert found.former[0][1].birthday == (12, 3, 1990)
    assert preview.outlook(found, Known(), plan).short_years == (not written.startswith("1990"))


def test_day_and_month_in_both_orders_are_asked_and_not_guessed() -> None:
    dates = ("13.04.1990", "04/13/1990", "05/06/1990", "07/07/1990", "1990-05-06")
    rows = _list(*(f"N{place};088800000{place};;{each};;;" for place, each in enumerate(dates)))
    plan = guess(rows, "BG")
    assert plan.order == "ask"

    def birthdays(order: str) -> list[tuple[int, int, int | None] | None]:
        found = preview.reading(rows, replace(plan, order=order), TODAY)
        assert found.faults == ()
        return [each.birthday for _, each in found.former]

    sure = [(13, 4, 1990), (13, 4, 1990), None, (7, 7, 1990), (6, 5, 1990)]
    assert birthdays("ask") == sure, "what may be either day waits for the owner's word"
    assert birthdays("day")[2] == (5, 6, 1990)
    assert birthdays("month")[2] == (6, 5, 1990)


def test_one_order_in_a_list_is_taken_wherever_it_shows() -> None:
    early = [f"N{place};0888{place:06};;05/06/1990;;;" for place in range(300)]
    for last, day, order in (("05/13/1990", (6, 5, 1990), ""), ("13/05/1990", (5, 6, 1990), ""), ("1/1/1", None, "")):
        rows = _list(*early, f"Last;0888999999;;{last};;;")
        plan = guess(rows, "BG")
        assert plan.order == order
        if day:
            assert read_row(rows[1][1], plan, TODAY).birthday == day


def test_points_that_are_not_whole_are_rounded_down_as_the_owner_reads() -> None:
    sums = ("1 250,5", "1250.50", "1,250.00", "1 250", "0.5", "1.250", "7 б.")
    rows = _list(*(f"N{place};088800000{place};;;{each};;" for place, each in enumerate(sums)))
    plan = guess(rows, "BG")
    found = preview.reading(rows, plan, TODAY)
    assert [each.points for _, each in found.former] == [1250, 1250, 1250, 1250, 0, 1250, 7]
    assert preview.outlook(found, Known(), plan).rounded == ("1 250,5", "1250.50", "0.5")
