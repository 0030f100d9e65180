"""The date of a list of balances, and what may say it."""

from datetime import date

import polars as pl
import pytest

from cartera.ingest.as_of import (
    AsOfEvidence,
    decide_as_of,
    from_column,
    from_days_late,
    from_file_name,
    from_option,
    from_titles,
    in_order,
)
from cartera.ingest.surroundings import Line

TODAY = date(2026, 11, 22)
MARCH = date(2026, 3, 31)


def said_by(*titles: str) -> list[AsOfEvidence]:
    lines = [Line(row, (title,)) for row, title in enumerate(titles, start=1)]
    return list(from_titles(lines, "title"))


@pytest.mark.parametrize(
    "title",
    [
        "Fecha de corte: 31/03/2026",
        "Cartera al 31 de marzo de 2026",
        "As at 31 March 2026",
        "As of March 31, 2026",
        "Movimientos del 01/Ene/2026 al 31/Mar/2026",
        "Saldos a 31.03.2026",
        "Fecha clave 2026-03-31",
    ],
)
def test_a_title_says_the_date(title: str) -> None:
    decided = decide_as_of(said_by(title), today=TODAY)

    assert decided.day == MARCH


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Cartera_2026-03-31.xlsx", MARCH),
        ("cartera 20260331.csv", MARCH),
        ("CXC 31032026.xlsx", MARCH),
        ("saldos-31.03.2026.csv", MARCH),
        ("Cartera_2026-03.xlsx", MARCH),
        ("cartera marzo 2026.xlsx", MARCH),
        ("POR_COBRAR26.xls", None),
        ("factura 1234567.csv", None),
    ],
)
def test_a_file_name_says_the_date_or_nothing(name: str, day: date | None) -> None:
    assert decide_as_of(list(from_file_name(name)), today=TODAY).day == day


def test_a_month_that_is_not_over_says_no_day() -> None:
    evidence = list(from_file_name("Cartera_2026-11.xlsx"))

    assert decide_as_of(evidence, today=TODAY).day is None


def test_the_option_wins_over_the_title_and_the_title_over_the_name() -> None:
    title, name = said_by("Corte: 31/03/2026"), list(from_file_name("x 2026-04-30.csv"))
    option = list(from_option(date(2026, 2, 28)))

    assert decide_as_of([*name, *title], today=TODAY).day == MARCH
    assert decide_as_of([*name, *title, *option], today=TODAY).day == date(2026, 2, 28)


def test_the_day_of_printing_is_not_the_cut_off() -> None:
    evidence = said_by("Corte: 31/03/2026", "Impreso el 05/04/2026 10:30")

    assert decide_as_of(evidence, today=TODAY).day == MARCH


def test_a_date_that_can_be_read_in_two_ways_is_no_decision() -> None:
    decided = decide_as_of(said_by("Corte: 03/04/2026"), today=TODAY)

    assert decided.day is None
    assert decided.evidence[0].readings == (date(2026, 4, 3), date(2026, 3, 4))


def test_of_two_readings_the_one_that_other_evidence_has_is_taken() -> None:
    name = list(from_file_name("cartera 2026-04-03.csv"))

    decided = decide_as_of([*said_by("Corte: 03/04/2026"), *name], today=TODAY)

    assert decided.day == date(2026, 4, 3)


def test_of_two_readings_the_one_that_is_not_in_the_future_is_taken() -> None:
    decided = decide_as_of(said_by("Corte: 12/10/2026"), today=TODAY)

    assert decided.day == date(2026, 10, 12)


def test_a_title_is_read_in_the_order_of_the_columns() -> None:
    [evidence] = in_order(said_by("Corte: 03/04/2026"), "mdy")

    assert evidence.day == date(2026, 3, 4)


def test_due_date_plus_days_late_gives_the_date() -> None:
    due = pl.Series([date(2026, 3, 1), date(2026, 4, 10), date(2026, 2, 1)])
    late = pl.Series([30, -10, 58], dtype=pl.Int32)

    [evidence] = from_days_late(due, late, "Días vencidos")

    assert (evidence.day, evidence.source) == (MARCH, "days_late")


def test_days_that_count_from_the_due_date_backwards_are_understood() -> None:
    due = pl.Series([date(2026, 3, 1), date(2026, 4, 10)])
    left = pl.Series([-30, 10], dtype=pl.Int32)

    [evidence] = from_days_late(due, left, "dias_restante")

    assert evidence.day == MARCH


def test_days_late_that_do_not_agree_say_nothing() -> None:
    due = pl.Series([date(2026, 3, 1), date(2026, 4, 10), date(2026, 2, 1)])
    late = pl.Series([30, 5, 1], dtype=pl.Int32)

    assert list(from_days_late(due, late, "Mora")) == []


def test_a_column_says_the_date_only_where_it_has_one() -> None:
    one = pl.Series([MARCH, MARCH])
    two = pl.Series([MARCH, date(2026, 4, 30)])

    assert [e.day for e in from_column(one, "Corte")] == [MARCH]
    assert list(from_column(two, "Corte")) == []


def test_evidence_for_another_date_is_named() -> None:
    evidence = [*said_by("Corte: 26/02/2026"), *from_file_name("x 2026-02-25.csv")]

    decided = decide_as_of(evidence, today=TODAY)

    assert decided.day == date(2026, 2, 26)
    assert decided.contradiction
    assert decided.contradiction.day == date(2026, 2, 25)
