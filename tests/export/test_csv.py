import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartera.errors import UsageError
from cartera.export.csv import (
    DIALECTS,
    dialect_of_country,
    find_dialect,
    report_csv,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "export"
COMMA_COUNTRIES = ["ES", "AR", "CL", "CO", "UY", "EC", "PY", "VE", "CR", "BO"]
POINT_COUNTRIES = ["MX", "PE", "GT", "HN", "SV", "NI", "PA", "DO", "PR"]


def awkward_items() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "customer_id": ["000123", "-77", "A;B", None],
            "customer_name": [
                'Café «El Ñu», S.L. & "Hijos"',
                "=HYPERLINK(1)",
                "@suma",
                "dos\nlíneas",
            ],
            "phone": ["+34 600 000 000", "0034600", None, "\t1"],
            "due_date": [date(2026, 3, 31), None, date(2026, 12, 1), date(1999, 1, 2)],
            "currency": ["EUR", "EUR", "CLP", "KWD"],
            "open_amount": [
                Decimal("1234567.5"),
                Decimal("-0.01"),
                Decimal("1000"),
                Decimal("1.2345"),
            ],
            "dpd": [-5, 0, 120, None],
            "share": [0.5, None, 1.0, 0.125],
        },
        schema_overrides={"open_amount": pl.Decimal(38, 4)},
    )


@pytest.mark.parametrize("name", list(DIALECTS))
def test_each_dialect_writes_its_golden_file(name: str) -> None:
    written = report_csv(awkward_items(), DIALECTS[name])

    assert written == (GOLDEN / f"awkward_items_{name}.csv").read_bytes()


@pytest.mark.parametrize("country", COMMA_COUNTRIES)
def test_countries_with_a_decimal_comma_get_semicolons(country: str) -> None:
    assert dialect_of_country(country) == DIALECTS["es"]


@pytest.mark.parametrize("country", POINT_COUNTRIES)
def test_countries_with_a_decimal_point_get_commas(country: str) -> None:
    assert dialect_of_country(country.lower()) == DIALECTS["mx"]


@pytest.mark.parametrize("country", [None, "", "QQ", "nowhere"])
def test_an_unknown_country_gets_the_first_dialect(country: str | None) -> None:
    assert dialect_of_country(country) == DIALECTS["es"]


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        find_dialect("xlsx")

    assert caught.value.code == "CSV_DIALECT_UNKNOWN"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
def test_no_text_cell_starts_like_a_formula_and_none_is_lost(texts: list[str]) -> None:
    frame = pl.DataFrame(
        {"a": texts, "b": texts}, schema={"a": pl.String, "b": pl.String}
    )

    content = report_csv(frame, DIALECTS["intl"]).decode()

    read = list(csv.reader(StringIO(content, newline="")))[1:]
    assert [cell for cell, _ in read] == [
        f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
        for text in texts
    ]


def test_a_report_without_rows_is_a_valid_file_with_its_header() -> None:
    content = report_csv(awkward_items().clear(), DIALECTS["intl"]).decode()

    assert content.startswith("customer_id,customer_name,")
    assert content.count("\n") == 1
