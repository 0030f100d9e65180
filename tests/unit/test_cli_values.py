from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartera.errors import UsageError
from cartera.terminal.order import language_of
from cartera.terminal.values import (
    read_control_totals,
    read_date,
    read_instant,
    read_number,
    read_pairs,
)


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        read()
    return caught.value.code


@given(st.dates())
def test_a_date_reads_back_as_it_was_written(day: date) -> None:
    assert read_date("--as-of", day.isoformat()) == day


def test_no_date_is_no_date() -> None:
    assert read_date("--as-of", None) is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_known_at_a_date_means_the_last_instant_of_that_day(day: date) -> None:
    moment = read_instant("--known-at", day.isoformat())

    assert moment is not None
    assert moment.tzinfo is not None
    assert moment.date() == day
    assert (moment + timedelta(microseconds=1)).date() == day + timedelta(days=1)


def test_known_at_a_time_with_its_zone_is_that_instant() -> None:
    moment = read_instant("--known-at", "2026-03-31T18:00+02:00")

    assert moment == datetime.fromisoformat("2026-03-31T16:00+00:00")


@pytest.mark.parametrize(
    ("word", "amount"),
    [
        ("EUR=1234.50", "1234.50"),
        ("eur=1234,5", "1234.5"),
        ("CLP=1500", "1500"),
        ("EUR=-3", "-3"),
        ("KWD=1.234", "1.234"),
    ],
)
def test_a_control_total_takes_either_decimal_mark(word: str, amount: str) -> None:
    [(currency, read)] = read_control_totals([word]).items()

    assert currency == word[:3].upper()
    assert read == Decimal(amount)


@pytest.mark.parametrize(
    "word", ["EUR=1.234", "CLP=1.5", "EUR=1,234.50", "EUR=", "EUR", "=1", "EUR=1e3"]
)
def test_a_control_total_that_could_mean_two_things_is_refused(word: str) -> None:
    assert code_of(lambda: read_control_totals([word])) == "COMMAND_PAIR"


@pytest.mark.parametrize("word", ["EURO=1", "E1=1"])
def test_a_control_total_needs_a_currency_code(word: str) -> None:
    assert code_of(lambda: read_control_totals([word])) == "COMMAND_CURRENCY"


def test_the_same_pair_twice_is_one_pair() -> None:
    pairs = read_pairs("--set", ["basis=due", "basis=due"], "basis=due")

    assert pairs == {"basis": "due"}


def test_a_value_may_contain_the_sign_of_a_pair() -> None:
    assert read_pairs("--set", ["document_id=a=b"], "") == {"document_id": "a=b"}


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8501x", "٨", ""])
def test_a_port_outside_its_bounds_is_refused(text: str) -> None:
    assert code_of(lambda: read_number("--port", text, 1, 65535)) == "COMMAND_NUMBER"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["loads"], "es"),
        (["--lang", "en", "loads"], "en"),
        (["loads", "--lang=en"], "en"),
        (["--lang"], "es"),
        (["--lang", "fr"], "es"),
    ],
)
def test_the_language_is_known_before_an_order_is_understood(
    words: list[str], language: str
) -> None:
    assert language_of(words, "es") == language
