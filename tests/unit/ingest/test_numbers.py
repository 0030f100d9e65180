from decimal import Decimal

import polars as pl
import pytest

from cartera.ingest.cells import NativeColumn
from cartera.ingest.currencies import (
    currency_codes,
    currency_in_text,
    currency_marks,
    currency_of_amounts,
)
from cartera.ingest.numbers import (
    decide_number_style,
    parse_amounts,
    round_to_currency,
)


def amounts_of(texts: list[str | None], *, decimals: int | None = 2) -> list[object]:
    values = pl.Series(texts, dtype=pl.String)
    style = decide_number_style(values, currency_decimals=decimals)
    amounts, bad = parse_amounts(values, style)
    return ["bad" if b else a for a, b in zip(amounts, bad, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234,56", "1234.56"),
        ("1.234,56-", "-1234.56"),
        ("(1.234,56)", "-1234.56"),
        ("$ (1.234,56)", "-1234.56"),
        ("($ 1.234,56)", "-1234.56"),
        ("-$ 1.234,56", "-1234.56"),
        ("$ -1.234,56", "-1234.56"),
        ("−1.234,56", "-1234.56"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1\u2009234,56", "1234.56"),
        ("1'234,56", "1234.56"),
        ("1’234,56", "1234.56"),
        ("USD 1.234,56", "1234.56"),
        ("1.234,56 €", "1234.56"),
        ("1.234,56 CR", "-1234.56"),
        ("1.234,56 Dr", "1234.56"),
        ("1.234,56 H", "-1234.56"),
        ("1.234,56 D", "1234.56"),
        ("+1.234,56", "1234.56"),
        ("1234,5", "1234.5"),
        (",5", "0.5"),
        ("1.500.-", "1500"),
        ("$ 1.500,--", "1500"),
        ("$ -", "0"),
        ("-", "0"),
    ],
)
def test_an_amount_is_read_in_all_the_ways_it_is_written(
    text: str, expected: str
) -> None:
    found = amounts_of([text, "7.000,25"])

    assert found[0] == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    ["52%", "abc", "12.34.5", "INV 5", "--5", "1.23E+11", "-5 CR", "(5", "1,2,3,4"],
)
def test_what_is_no_amount_is_bad_and_not_a_number(text: str) -> None:
    found = amounts_of([text, "7.000,25"])

    assert found[0] == "bad"


def test_a_blank_is_neither_an_amount_nor_bad() -> None:
    assert amounts_of([None, "1,5"]) == [None, Decimal("1.5")]


def test_indian_groups_show_a_decimal_point() -> None:
    assert amounts_of(["1,23,456.78", "1,00,000"]) == [
        Decimal("123456.78"),
        Decimal(100000),
    ]


@pytest.mark.parametrize("text", ["1.500", "1,500"])
@pytest.mark.parametrize(
    ("decimals", "is_open"), [(None, True), (0, False), (2, False), (3, True)]
)
def test_three_digits_after_the_only_mark_are_thousands_if_the_currency_says_so(
    text: str, decimals: int | None, is_open: bool
) -> None:
    values = pl.Series([text, text])

    style = decide_number_style(values, currency_decimals=decimals)

    assert style.ambiguous is is_open
    expected = [None, None] if is_open else [Decimal(1500)] * 2
    assert parse_amounts(values, style)[0].to_list() == expected


def test_one_clear_value_settles_the_whole_column() -> None:
    values = pl.Series(["1.500"] * 50 + ["2.000.000"])

    style = decide_number_style(values, currency_decimals=None)

    assert (style.decimal, style.evidence) == (",", "NUMBER_BY_VALUES")
    assert style.samples == ("2.000.000",)


def test_both_styles_in_one_column_are_a_question() -> None:
    values = pl.Series(["1,234.56", "1.234,56"])

    style = decide_number_style(values, currency_decimals=2)

    assert style.ambiguous
    assert style.evidence == "NUMBER_MIXED"
    assert set(style.samples) == {"1,234.56", "1.234,56"}


def test_a_persons_answer_wins_and_what_does_not_fit_is_bad() -> None:
    values = pl.Series(["1.500", "1.234,56"])
    style = decide_number_style(values, currency_decimals=None, forced=".")

    amounts, bad = parse_amounts(values, style)

    assert amounts.to_list() == [Decimal("1.5"), None]
    assert bad.to_list() == [False, True]


def test_number_cells_are_exact_whatever_the_text_beside_them_says() -> None:
    values = pl.Series(["1.234", "1.234", "2.500.000"])
    native = NativeColumn(
        {"number": 1, "text": 2}, pl.Series(["number", "text", "text"])
    )
    style = decide_number_style(values, native, currency_decimals=None)

    amounts, bad = parse_amounts(values, style, native)

    assert amounts.to_list() == [Decimal("1.234"), Decimal(1234), Decimal(2500000)]
    assert not bad.any()


def test_an_amount_too_large_for_the_ledger_is_bad_and_does_not_overflow() -> None:
    found = amounts_of(["123456789012345.67", "99999999999999.99"])

    assert found == ["bad", Decimal("99999999999999.99")]


def test_surplus_digits_are_cut_so_that_rounding_half_up_stays_exact() -> None:
    values = pl.Series(["0.0049999999999999999", "1.005", "-1.005"])
    style = decide_number_style(values, currency_decimals=2)
    amounts, _ = parse_amounts(values, style)

    rounded, difference, changed = round_to_currency(amounts, 2)

    assert rounded.to_list() == [Decimal(0), Decimal("1.01"), Decimal("-1.01")]
    assert changed.to_list() == [True, True, True]
    assert difference[1] == Decimal("0.005")


def test_rounding_leaves_blanks_and_exact_amounts_alone() -> None:
    amounts = pl.Series([None, Decimal("1.50")], dtype=pl.Decimal(38, 12))

    rounded, difference, changed = round_to_currency(amounts, 2)

    assert rounded.to_list() == [None, Decimal("1.50")]
    assert difference.sum() == 0
    assert changed.to_list() == [False, False]


def test_marks_in_amounts_are_counted_and_a_lone_dollar_names_no_currency() -> None:
    values = pl.Series(["US$ 5", "$ 1.000", "$2", "7", None, "S/. 3,5", "(5) CR"])

    assert currency_marks(values) == {"US$": 1, "$": 2, "S/": 1}
    assert currency_of_amounts(pl.Series(["$ 1.000", "$2"])) is None
    assert currency_of_amounts(pl.Series(["$ 1.000", "US$2"])) == "USD"
    assert currency_of_amounts(pl.Series(["€ 1", "US$2"])) is None


def test_a_currency_column_may_hold_codes_symbols_or_names() -> None:
    values = pl.Series(["mxn", "€", "Peso mexicano", "EURO", "$", None, "???"])

    assert currency_codes(values).to_list() == [
        "MXN",
        "EUR",
        "MXN",
        "EUR",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Moneda: Peso Mexicano", "MXN"),
        ("Total COP", "COP"),
        ("Valor (R$)", "BRL"),
        ("Saldos en US$", "USD"),
        ("Importe €", "EUR"),
        ("TOP 10 clientes", None),
        ("Saldo $", None),
        ("EUR y USD", None),
    ],
)
def test_a_title_may_name_the_currency(text: str, code: str | None) -> None:
    assert currency_in_text(text) == code
