"""What each row below a header is: data, total, header, remark, of suppliers."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.sections import supplier_rows
from cartera.ingest.tables import Table

DATA: Final = "data"
HEADER: Final = "header"
NOTE: Final = "note"
TOTAL: Final = "total"
SUBTOTAL: Final = "subtotal"
FOREIGN: Final = "foreign"
"""A row of suppliers, see `sections`."""
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
    suspects = _anonymous(table.rows, identity or customer)
    headers = _header_rows(table)
    odd = _odd_roles(table, suspects, money).filter(
        ~pl.col("row_no").is_in(headers.implode())
    )
    roles = pl.concat(
        [odd, headers.to_frame().with_columns(pl.lit(HEADER).alias("role"))]
    )
    joined = table.rows.select("row_no").join(
        roles, on="row_no", how="left", maintain_order="left"
    )
    return _without_suppliers(table, joined["role"].fill_null(DATA))


def _without_suppliers(table: Table, roles: pl.Series) -> pl.Series:
    owed = supplier_rows(table, headers=roles == HEADER, labels=roles == NOTE)
    if owed is None:
        return roles
    shown = pl.when(owed).then(pl.lit(FOREIGN)).otherwise(roles).alias("role")
    return pl.select(shown).to_series()


def _anonymous(rows: pl.DataFrame, identity: Sequence[str]) -> pl.DataFrame:
    """Return the rows in which no cell names a document, a date or a customer."""
    for cell in identity:
        rows = rows.filter(_blank_or_label(cell))
    return rows


def _odd_roles(
    table: Table, suspects: pl.DataFrame, money: Sequence[str]
) -> pl.DataFrame:
    """Return row_no and role of the rows without identity."""
    texts = [column.cell for column in table.columns if column.cell not in money]
    return suspects.select(
        "row_no",
        pl.when(~_any_filled(money))
        .then(pl.lit(NOTE))
        .when(_any_says(texts, _SUBTOTAL))
        .then(pl.lit(SUBTOTAL))
        .when(_any_says(texts, _TOTAL))
        .then(pl.lit(TOTAL))
        .otherwise(pl.lit(UNDECIDED))
        .alias("role"),
    )


def _cells(mapping: ColumnMapping, fields: Sequence[str]) -> list[str]:
    return [cell for field in fields if (cell := mapping.cell(field))]


def _any_filled(cells: Sequence[str]) -> pl.Expr:
    if not cells:
        return pl.lit(value=False)
    return pl.any_horizontal(pl.col(cell).is_not_null() for cell in cells)


def _blank_or_label(cell: str) -> pl.Expr:
    text = pl.col(cell)
    return text.is_null() | text.str.contains(_TOTAL) | text.str.contains(_SUBTOTAL)


def _header_rows(table: Table) -> pl.Series:
    """Return the rows that repeat at least half of the headers (two or more)."""
    headed = [column for column in table.columns if column.header]
    needed = max(2, (len(headed) + 1) // 2)
    same = [
        (pl.col(column.cell) == column.written).fill_null(value=False)
        for column in headed
    ]
    first = pl.any_horizontal(same[: len(same) - needed + 1])
    likely = table.rows.filter(first)
    return likely.filter(pl.sum_horizontal(same) >= needed)["row_no"]


def _any_says(cells: Sequence[str], pattern: str) -> pl.Expr:
    if not cells:
        return pl.lit(value=False)
    says = [pl.col(cell).str.contains(pattern).fill_null(value=False) for cell in cells]
    return pl.any_horizontal(says)


def grand_total_label(text: str) -> bool:
    """Tell whether a label names the total of everything (`Total general`)."""
    folded = fold_text(text)
    words = ("general", "grand", "gran total", "final", "cartera", "report")
    return any(word in folded for word in words)
