from datetime import date
from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cartera.export.records import as_records, as_table
from cartera.money import to_json_amount

amounts = st.decimals(min_value=-(10**13), max_value=10**13, places=4, allow_nan=False)
currencies = st.sampled_from(["EUR", "MXN", "CLP", "JPY", "KWD", "XXX"])


def two_customers() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "customer": ["Ñandú, S.L.", None],
            "currency": ["EUR", "CLP"],
            "amount": [Decimal("1234.5"), Decimal("-30")],
            "documents": [2, 1],
            "oldest_due": [date(2026, 3, 31), None],
            "share": [0.25, None],
        },
        schema_overrides={"amount": pl.Decimal(38, 4)},
    )


def test_json_has_amounts_as_text_dates_as_iso_and_unknown_as_null() -> None:
    records = as_records(two_customers())

    assert records == [
        {
            "customer": "Ñandú, S.L.",
            "currency": "EUR",
            "amount": "1234.50",
            "documents": 2,
            "oldest_due": "2026-03-31",
            "share": 0.25,
        },
        {
            "customer": None,
            "currency": "CLP",
            "amount": "-30",
            "documents": 1,
            "oldest_due": None,
            "share": None,
        },
    ]


@given(st.lists(st.tuples(amounts, currencies), max_size=20))
def test_amounts_of_a_column_are_written_like_a_single_amount(
    rows: list[tuple[Decimal, str]],
) -> None:
    frame = pl.DataFrame(
        {"currency": [c for _, c in rows], "amount": [a for a, _ in rows]},
        schema={"currency": pl.String, "amount": pl.Decimal(38, 4)},
    )

    written = [record["amount"] for record in as_records(frame)]

    assert written == [to_json_amount(amount, currency) for amount, currency in rows]


def test_an_amount_without_currency_loses_no_digit() -> None:
    frame = pl.DataFrame(
        {"currency": [None], "amount": [Decimal("0.1230")]},
        schema={"currency": pl.String, "amount": pl.Decimal(38, 4)},
    )

    assert as_records(frame)[0]["amount"] == "0.123"


def test_a_table_puts_numbers_to_the_right_under_their_names() -> None:
    table = as_table(two_customers().select("customer", "currency", "amount"))

    assert table.splitlines() == [
        "customer     currency   amount",
        "--------     --------   ------",
        "Ñandú, S.L.  EUR       1234.50",
        "             CLP           -30",
    ]


def test_a_table_without_rows_still_names_its_columns() -> None:
    table = as_table(two_customers().clear().select("customer", "amount"))

    assert table.splitlines()[0] == "customer  amount"


def test_a_line_break_inside_a_value_does_not_break_the_table() -> None:
    table = as_table(pl.DataFrame({"note": ["uno\ndos"]}))

    assert table.splitlines()[-1] == "uno dos"
