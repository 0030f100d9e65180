from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartera.ingest.numbers import (
    decide_number_style,
    parse_amounts,
    round_to_currency,
)
from cartera.money import round_half_up

Writer = Callable[[Decimal], str]


def _grouped(amount: Decimal, group: str, mark: str, places: int) -> str:
    text = f"{abs(amount):,.{places}f}"
    return text.translate({ord(","): group, ord("."): mark})


def _written(group: str, mark: str, sign: str, prefix: str = "") -> Writer:
    def write(amount: Decimal) -> str:
        digits = prefix + _grouped(amount, group, mark, 2 if mark else 0)
        if amount >= 0:
            return digits
        return {"-": f"-{digits}", "after": f"{digits}-", "()": f"({digits})"}[sign]

    return write


STYLES: dict[str, Writer] = {
    f"{group!r}{mark!r}{sign}{prefix}": _written(group, mark, sign, prefix)
    for group, mark in [(".", ","), (",", "."), (" ", ","), (" ", "."), ("'", ".")]
    for sign in ("-", "after", "()")
    for prefix in ("", "$ ", "US$ ", "EUR ")
} | {
    f"whole {group!r}{sign}": _written(group, "", sign, "$ ")
    for group in (".", ",", " ")
    for sign in ("-", "after", "()")
}
CENTS = st.decimals(-10_000_000, 10_000_000, places=2)


@settings(max_examples=150, deadline=None)
@given(
    amounts=st.lists(CENTS, min_size=1, max_size=8),
    style=st.sampled_from(sorted(STYLES)),
    decimals=st.sampled_from([None, 0, 2]),
)
def test_a_column_is_read_right_or_is_a_question(
    amounts: list[Decimal], style: str, decimals: int | None
) -> None:
    if style.startswith("whole"):
        amounts = [round_half_up(amount, 0) for amount in amounts]
    values = pl.Series([STYLES[style](amount) for amount in amounts])

    decided = decide_number_style(values, currency_decimals=decimals)
    found, bad = parse_amounts(values, decided)

    for expected, amount, is_bad in zip(amounts, found, bad, strict=True):
        if is_bad:
            assert decided.ambiguous
        else:
            assert amount == expected


@settings(max_examples=100, deadline=None)
@given(
    amounts=st.lists(
        st.decimals(-(10**13), 10**13, places=9, allow_nan=False), min_size=1
    ),
    decimals=st.integers(0, 4),
)
def test_rounding_a_column_is_the_one_rounding_function(
    amounts: list[Decimal], decimals: int
) -> None:
    column = pl.Series(amounts, dtype=pl.Decimal(38, 12))

    rounded, difference, changed = round_to_currency(column, decimals)

    expected = [round_half_up(amount, decimals) for amount in amounts]
    assert rounded.to_list() == expected
    assert difference.sum() == sum(expected) - sum(amounts)
    assert changed.to_list() == [e != a for e, a in zip(expected, amounts, strict=True)]


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(max_size=12) | st.none(), max_size=6))
def test_any_text_is_an_amount_or_bad_and_blanks_are_neither(
    texts: list[str | None],
) -> None:
    values = pl.Series(texts, dtype=pl.String)

    style = decide_number_style(values, currency_decimals=2)
    amounts, bad = parse_amounts(values, style)

    for text, amount, is_bad in zip(texts, amounts, bad, strict=True):
        assert is_bad == (text is not None and amount is None)


@pytest.mark.parametrize("decimal", [",", "."])
@settings(max_examples=50, deadline=None)
@given(amount=st.decimals(-(10**12), 10**12, places=4))
def test_a_forced_style_never_reads_the_other_mark_as_decimal(
    amount: Decimal, decimal: str
) -> None:
    other = "," if decimal == "." else "."
    text = _grouped(amount, other, decimal, 4)
    values = pl.Series([text])

    style = decide_number_style(
        values, currency_decimals=None, forced="," if decimal == "," else "."
    )

    assert parse_amounts(values, style)[0][0] == abs(amount)
