"""Numbers and dates as a region writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartera.ui.formats import (
    FIGURE_SPACE,
    Formats,
    amount_texts,
    count_texts,
    reader_locale,
)

SPAIN = Formats("es_ES")
MEXICO = Formats("es_MX")
BRITAIN = Formats("en_GB")
REGIONS = ("es_ES", "es_MX", "es_CL", "en_GB", "en_US", "en_IN")


@pytest.mark.parametrize(
    ("language", "browser", "expected"),
    [
        ("es", "es-MX", "es_MX"),
        ("es", "en-US", "es_ES"),
        ("es", "es", "es_ES"),
        ("en", "en-US", "en_US"),
        ("en", "es-ES", "en_GB"),
        ("es", None, "es_ES"),
        ("es", "not a locale", "es_ES"),
        ("es", "es-Latn-AR", "es_AR"),
    ],
)
def test_the_region_is_the_browsers_only_where_it_speaks_the_language(
    language: str, browser: str | None, expected: str
) -> None:
    assert reader_locale(language, browser) == expected


@pytest.mark.parametrize(
    ("formats", "amount", "currency", "expected"),
    [
        (MEXICO, "1234.5", "EUR", "EUR\u00a01,234.50"),
        (MEXICO, "-1234.5", "EUR", "-EUR\u00a01,234.50"),
        (MEXICO, "1234.5", "MXN", "$1,234.50"),
        (SPAIN, "1234.5", "EUR", "1.234,50\u00a0€"),
    ],
)
def test_a_currency_written_in_letters_stands_apart_from_its_amount(
    formats: Formats, amount: str, currency: str, expected: str
) -> None:
    assert formats.money(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("formats", "amount", "currency", "expected"),
    [
        (SPAIN, "1234567.5", "EUR", "1.234.567,50"),
        (MEXICO, "1234567.5", "MXN", "1,234,567.50"),
        (SPAIN, "1234567", "CLP", "1.234.567"),
        (SPAIN, "-0.5", "EUR", "-0,50"),
        (SPAIN, "1.2345", "XXX", "1,2345"),
        (SPAIN, "-0.0000", "EUR", "0,00"),
    ],
)
def test_an_amount_has_its_currencys_decimals_and_the_regions_marks(
    formats: Formats, amount: str, currency: str, expected: str
) -> None:
    assert formats.amount(Decimal(amount), currency) == expected


def test_an_unknown_currency_is_not_given_a_sign() -> None:
    assert SPAIN.money(Decimal("12.5"), "XXX") == "12,50"


def test_an_unknown_amount_is_a_dash() -> None:
    assert SPAIN.amount(None, "EUR") == "—"


def test_a_share_of_nothing_is_a_dash() -> None:
    assert SPAIN.share(Decimal(5), Decimal(0)) == "—"


def test_dates_in_english_cannot_be_read_the_wrong_way_round() -> None:
    assert BRITAIN.day(date(2026, 4, 3)) == "3 Apr 2026"


def test_dates_in_spanish_begin_with_the_day() -> None:
    assert SPAIN.day(date(2026, 4, 3)) == "03/04/2026"


def test_a_moment_shows_the_hour_of_its_own_zone() -> None:
    moment = datetime(2026, 4, 3, 18, 5, tzinfo=UTC)

    assert SPAIN.moment(moment) == "03/04/2026 18:05"


def test_an_axis_names_month_ends_by_their_month() -> None:
    assert SPAIN.short_day(date(2026, 10, 31)) == "oct 26"
    assert SPAIN.short_day(date(2026, 11, 20)) == "20 nov 26"


@given(
    amounts=st.lists(
        st.decimals(
            min_value=Decimal("-99999999999999"),
            max_value=Decimal("99999999999999"),
            places=4,
            allow_nan=False,
        ),
        min_size=1,
        max_size=12,
    ),
    currency=st.sampled_from(["EUR", "CLP", "XXX", "TND"]),
    region=st.sampled_from(REGIONS),
)
def test_whole_columns_read_exactly_as_single_amounts(
    amounts: list[Decimal], currency: str, region: str
) -> None:
    formats = Formats(region)
    values = pl.Series(amounts, dtype=pl.Decimal(38, 4))
    currencies = pl.Series([currency] * len(amounts))

    texts = amount_texts(values, currencies, formats).to_list()

    expected = [formats.amount(amount, currency) for amount in amounts]
    assert [text.replace(FIGURE_SPACE, "") for text in texts] == expected


@given(amounts=st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_sorting_the_texts_of_a_column_sorts_its_amounts(amounts: list[int]) -> None:
    values = pl.Series([Decimal(a) / 100 for a in amounts], dtype=pl.Decimal(38, 4))
    euros = pl.Series(["EUR"] * len(amounts))

    texts = amount_texts(values, euros, SPAIN)

    # A grid collates the figure space before every digit.
    collated = texts.str.replace_all(FIGURE_SPACE, " ").arg_sort().to_list()
    assert values.gather(collated).to_list() == sorted(values.to_list())


def test_counts_without_a_value_are_dashes_of_the_same_width() -> None:
    texts = count_texts(pl.Series([1000, None], dtype=pl.Int64), SPAIN).to_list()

    assert texts == ["1.000", FIGURE_SPACE * 4 + "—"]
