"""Amounts of a report as text with their currency's decimals."""

from collections.abc import Iterable

import polars as pl

from cartera.money import LEDGER_SCALE, UNKNOWN_CURRENCY, decimals_of


def amounts_as_text(rows: pl.DataFrame, *, mark: str = ".") -> pl.DataFrame:
    """Return the rows with every amount as text: `1234.50`, `-3`.

    The decimals are those of the row's `currency` (of an unknown currency where
    there is no such column); further digits are kept where an amount has them,
    so that the text says exactly what the amount is. `mark` is the decimal mark.
    """
    amounts = [name for name, kind in rows.schema.items() if kind.is_decimal()]
    if not amounts:
        return rows
    decimals = _decimals(rows)
    kinds = decimals.unique().to_list() or [0]
    return rows.with_columns(
        pl.coalesce(
            pl.when(decimals == count).then(_text(name, count)) for count in kinds
        )
        .str.replace(".", mark, literal=True)
        .alias(name)
        for name in amounts
    )


def _decimals(rows: pl.DataFrame) -> pl.Series:
    """Return the decimals of the currency of each row."""
    if "currency" not in rows.columns:
        return pl.Series([decimals_of(UNKNOWN_CURRENCY)]).new_from_index(0, rows.height)
    currencies = rows["currency"].fill_null(UNKNOWN_CURRENCY)
    known = _decimals_by_currency(currencies.unique().to_list())
    return currencies.replace_strict(known, return_dtype=pl.Int64)


def _decimals_by_currency(currencies: Iterable[str]) -> dict[str, int]:
    return {currency: decimals_of(currency) for currency in currencies}


def _text(name: str, decimals: int) -> pl.Expr:
    """Return an amount of scale 4 as text, zeros beyond `decimals` cut off."""
    exact = pl.col(name).cast(pl.Decimal(38, LEDGER_SCALE)).cast(pl.String)
    if decimals == 0:
        return exact.str.replace(r"\.0+$", "").str.replace(r"(\.\d*?)0+$", "$1")
    return exact.str.replace(rf"^(-?\d+\.\d{{{decimals}}}\d*?)0*$", "$1")
