"""What each row below a header is: data, total, repeated header, remark."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.tables import Table

DATA: Final = "data"
HEADER: Final = "header"
NOTE: Final = "note"
TOTAL: Final = "total"
SUBTOTAL: Final = "subtotal"
UNDECIDED: Final = "undecided"
"""An amount without document and date: a total or a broken row, see `totals`."""

MONEY_FIELDS: Final = ("balance", "amount")
CUSTOMER_FIELDS: Final = ("customer_code", "customer_tax_id", "customer_name")
IDENTITY_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "open_items": ("number", "issue_date", "due_date"),
    "documents": ("number", "issue_date", "due_date"),
    "payments": ("payment_id", "value_date", "reference"),
    "applications": ("source_id", "target_id", "alloc_date"),
    "disputes": ("document", "opened", "dispute_id"),
    "customers": CUSTOMER_FIELDS,
}

_TOTAL: Final = (
    r"(?i)^[\W_]*(gran|grand|importe|saldo|monto)?\s*"
    r"(t\s?o\s?t\s?a\s?l(\s?e\s?s)?|totals|suma|sumas|sumatoria|summe)\b"
    r"|^\s*\*{1,3}\s*$|(?i)\btotal\s*[:=]?\s*$"
)
_SUBTOTAL: Final = r"(?i)^[\W_]*sub\s?-?\s?total(es)?\b"


def classify_rows(table: Table, mapping: ColumnMapping) -> pl.Series:
    """Return the role of every row of a table, in its order.

    A row with an amount but neither document nor date is no data: a labelled
    one is a total or subtotal, another is left `undecided` for `totals`.
    """
    identity = _cells(mapping, IDENTITY_FIELDS[mapping.kind])
    money = _cells(mapping, MONEY_FIELDS)
    customer = _cells(mapping, CUSTOMER_FIELDS)
    if not identity:
        identity = customer
    anonymous = pl.all_horizontal(_blank_or_label(cell) for cell in identity)
    marked = table.rows.select(
        "row_no",
        is_header=_is_header(table),
        suspect=anonymous,
        money=_any_filled(money),
        customer=_any_filled(customer),
    )
    labels = _labels(table, marked["suspect"], money)
    role = (
        pl.when("is_header")
        .then(pl.lit(HEADER))
        .when(~pl.col("suspect"))
        .then(pl.lit(DATA))
        .when(~pl.col("money"))
        .then(pl.lit(NOTE))
        .when("subtotal")
        .then(pl.lit(SUBTOTAL))
        .when("total")
        .then(pl.lit(TOTAL))
        .otherwise(pl.lit(UNDECIDED))
    )
    joined = marked.join(labels, on="row_no", how="left", maintain_order="left")
    filled = joined.with_columns(pl.col("total", "subtotal").fill_null(value=False))
    return filled.select(role.alias("role"))["role"]


def _cells(mapping: ColumnMapping, fields: Sequence[str]) -> list[str]:
    return [cell for field in fields if (cell := mapping.cell(field))]


def _any_filled(cells: Sequence[str]) -> pl.Expr:
    if not cells:
        return pl.lit(value=False)
    return pl.any_horizontal(pl.col(cell).is_not_null() for cell in cells)


def _blank_or_label(cell: str) -> pl.Expr:
    text = pl.col(cell)
    return text.is_null() | text.str.contains(_TOTAL) | text.str.contains(_SUBTOTAL)


def _is_header(table: Table) -> pl.Expr:
    """Tell whether at least half of the headers (two or more) stand in a row."""
    headed = [column for column in table.columns if column.header]
    same = [
        (
            pl.col(column.cell).str.to_lowercase().str.strip_chars()
            == column.header.lower()
        ).fill_null(value=False)
        for column in headed
    ]
    return pl.sum_horizontal(same) >= max(2, (len(headed) + 1) // 2)


def _labels(table: Table, suspect: pl.Series, money: Sequence[str]) -> pl.DataFrame:
    """Return which suspect rows carry the word for a total or a subtotal."""
    texts = [c.cell for c in table.columns if c.cell not in money]
    rows = table.rows.filter(suspect)
    if not texts:
        false = pl.lit(value=False)
        return rows.select("row_no", total=false, subtotal=false)
    return rows.select(
        "row_no",
        total=pl.any_horizontal(_says(text, _TOTAL) for text in texts),
        subtotal=pl.any_horizontal(_says(text, _SUBTOTAL) for text in texts),
    )


def _says(cell: str, pattern: str) -> pl.Expr:
    return pl.col(cell).str.contains(pattern).fill_null(value=False)


def grand_total_label(text: str) -> bool:
    """Tell whether a label names the total of everything (`Total general`)."""
    folded = fold_text(text)
    words = ("general", "grand", "gran total", "final", "cartera", "report")
    return any(word in folded for word in words)
