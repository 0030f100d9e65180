from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartera.money import LEDGER_SCALE, decimals_of, round_half_up, to_json_amount

amounts = st.decimals(
    min_value=-(10**13), max_value=10**13, places=LEDGER_SCALE, allow_nan=False
)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("EUR", 2), ("CLP", 0), ("JPY", 0), ("KWD", 3)]
)
def test_a_currency_has_the_decimals_of_its_standard(
    currency: str, decimals: int
) -> None:
    assert decimals_of(currency) == decimals


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1.005", "1.01"), ("1.025", "1.03"), ("-1.005", "-1.01"), ("1.0049", "1.00")],
)
def test_half_a_cent_is_rounded_away_from_zero(amount: str, rounded: str) -> None:
    assert round_half_up(Decimal(amount), 2) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1234.5000", "EUR", "1234.50"),
        ("-3.0000", "CLP", "-3"),
        ("1000.0000", "CLP", "1000"),
        ("0.0000", "EUR", "0.00"),
        ("0.1234", "EUR", "0.1234"),
        ("0.1200", "XXX", "0.12"),
    ],
)
def test_an_amount_is_printed_with_its_currencys_decimals(
    amount: str, currency: str, text: str
) -> None:
    assert to_json_amount(Decimal(amount), currency) == text


@given(amounts, st.sampled_from(["EUR", "CLP", "KWD", "XXX"]))
def test_a_printed_amount_is_exactly_the_amount(amount: Decimal, currency: str) -> None:
    text = to_json_amount(amount, currency)

    assert Decimal(text) == amount


@given(amounts, st.integers(min_value=0, max_value=LEDGER_SCALE))
def test_rounding_never_moves_an_amount_by_more_than_half_a_unit(
    amount: Decimal, decimals: int
) -> None:
    moved = abs(round_half_up(amount, decimals) - amount)

    assert moved * 2 <= Decimal(1).scaleb(-decimals)
