"""Rows without a document: which are totals, and the control total they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

import polars as pl

from cartera.ingest.currencies import currency_in_text, currency_of
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.row_roles import (
    CUSTOMER_FIELDS,
    DATA,
    IDENTITY_FIELDS,
    SUBTOTAL,
    TOTAL,
    UNDECIDED,
    grand_total_label,
)
from cartera.ingest.tables import Table

REJECTED: Final = "rejected"
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """What a source states as the total of a currency, and what was loaded."""

    currency: str
    expected: Decimal
    loaded: Decimal
    source: Literal["file", "user"]

    @property
    def difference(self) -> Decimal:
        """Loaded minus expected."""
        return self.loaded - self.expected


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total row: its place, amount, its currency if the row names one."""

    row_no: int
    amount: Decimal
    currency: str | None
    is_subtotal: bool
    is_grand: bool


def settle_undecided(
    table: Table,
    mapping: ColumnMapping,
    roles: pl.Series,
    amounts: pl.Series,
) -> pl.Series:
    """Return the roles with every undecided row settled.

    An amount without document and date is a total when it has no customer or
    equals the sum of the rows above it (all, or those since the last total).
    In a list that has no documents at all it is a customer's balance. What is
    left is a broken row.
    """
    if not (roles == UNDECIDED).any():
        return roles
    customers = [c for f in CUSTOMER_FIELDS if (c := mapping.cell(f))]
    lists_documents = mapping.has(*IDENTITY_FIELDS[mapping.kind])
    named = (
        pl.any_horizontal(pl.col(c).is_not_null() for c in customers)
        if customers
        else pl.lit(value=False)
    )
    frame = table.rows.select(named.alias("named")).with_columns(
        roles.alias("role"), amounts.alias("amount"), *_running_sums(roles, amounts)
    )
    is_sum = (pl.col("amount") == pl.col("so_far")) | (
        pl.col("amount") == pl.col("since_total")
    )
    fallback = REJECTED if lists_documents else DATA
    settled = (
        pl.when(pl.col("role") != UNDECIDED)
        .then("role")
        .when(~pl.col("named"))
        .then(pl.lit(TOTAL))
        .when(is_sum.fill_null(value=False) & pl.lit(lists_documents))
        .then(pl.lit(SUBTOTAL))
        .otherwise(pl.lit(fallback))
    )
    return frame.select(settled.alias("role"))["role"]


def control_totals(
    rows: list[TotalRow],
    *,
    loaded: Mapping[str, Decimal],
    written: Mapping[str, Decimal],
    stated: Mapping[str, Decimal],
) -> tuple[ControlTotal, ...]:
    """Return one control total per currency for which a total is known.

    `loaded` are the sums of the data rows with canonical signs, `written` the
    same as the source writes them: a source that adds its credit notes up as
    positive states that sum, and then agrees. `stated` is what a person gave,
    which wins. Of the file's rows the total of everything counts, else the sum
    of all subtotals where these add up to what was loaded.
    """
    found: dict[str, ControlTotal] = {}
    for currency, total in sorted(loaded.items()):
        own = [r for r in rows if _belongs(r, currency, loaded)]
        if own:
            as_written = written.get(currency, total)
            expected = _expected(own, as_written)
            if expected == as_written:
                expected = total
            found[currency] = ControlTotal(currency, expected, total, "file")
    for currency, expected in sorted(stated.items()):
        total = loaded.get(currency, _ZERO)
        found[currency] = ControlTotal(currency, expected, total, "user")
    return tuple(found[currency] for currency in sorted(found))


def total_rows(
    table: Table,
    roles: pl.Series,
    amounts: pl.Series,
) -> list[TotalRow]:
    """Return the total rows below the header, in their order."""
    frame = table.rows.with_columns(roles.alias("role"), amounts.alias("amount"))
    marked = frame.filter(
        pl.col("role").is_in([TOTAL, SUBTOTAL]) & pl.col("amount").is_not_null()
    )
    cells = [column.cell for column in table.columns]
    return [
        _total_row(row, [row[cell] for cell in cells if row[cell]])
        for row in marked.iter_rows(named=True)
    ]


def _total_row(row: Mapping[str, Any], texts: list[str]) -> TotalRow:
    named = (currency_of(text) or currency_in_text(text) for text in texts)
    return TotalRow(
        row_no=int(row["row_no"]),
        amount=row["amount"],
        currency=next((code for code in named if code), None),
        is_subtotal=row["role"] == SUBTOTAL,
        is_grand=any(grand_total_label(text) for text in texts),
    )


def _belongs(row: TotalRow, currency: str, loaded: Mapping[str, Decimal]) -> bool:
    if row.currency is not None:
        return row.currency == currency
    return len(loaded) == 1 or row.amount == loaded[currency]


def _expected(rows: list[TotalRow], total: Decimal) -> Decimal:
    if any(row.amount == total for row in rows):
        return total
    grand = [row for row in rows if row.is_grand]
    if grand:
        return grand[-1].amount
    whole = [row for row in rows if not row.is_subtotal]
    parts = [row for row in rows if row.is_subtotal]
    sums = (sum((r.amount for r in some), _ZERO) for some in (rows, parts, whole))
    if len(rows) > 1 and total in sums:
        return total
    return (whole or rows)[-1].amount


def _running_sums(roles: pl.Series, amounts: pl.Series) -> list[pl.Series]:
    """Return the sums of data rows so far, and since the last row that is none."""
    wide = pl.Decimal(38, 4)
    counted = pl.when(pl.col("role") == DATA).then(pl.col("amount").cast(wide))
    frame = pl.DataFrame({"role": roles, "amount": amounts}).select(
        value=counted.fill_null(0), ends=pl.col("role") != DATA
    )
    so_far = frame["value"].cum_sum()
    block = frame["ends"].cum_sum().shift(1).fill_null(0)
    since = (
        pl.DataFrame({"v": frame["value"], "b": block})
        .select(pl.col("v").cum_sum().over("b"))
        .to_series()
    )
    return [so_far.alias("so_far"), since.alias("since_total")]
