"""A balance that runs on from row to row: not what each document owes."""

from dataclasses import replace
from typing import Final

import polars as pl

from cartera.errors import Finding
from cartera.ingest.cells import NativeColumn
from cartera.ingest.evidence import SAMPLE_ROWS
from cartera.ingest.kinds import KindChoice
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.numbers import decide_number_style, parse_amounts
from cartera.ingest.row_roles import DATA
from cartera.ingest.tables import Table

_ROWS_NEEDED: Final = 3
_NEARLY_ALL: Final = 0.9
_USUAL_DECIMALS: Final = 2


def without_running_balance(
    table: Table, choice: KindChoice, roles: pl.Series
) -> tuple[KindChoice, str | None]:
    """Return the choice without a running balance, and the header of that column.

    In such a column each row is the balance above plus the row's amount. The
    amounts are then what counts.
    """
    mapping = choice.mapping
    label = mapping.label("balance")
    if label is None or not _runs_on(table, mapping, roles):
        return choice, None
    columns = dict(mapping.columns)
    del columns["balance"]
    if mapping.kind == "open_items":
        columns["balance"] = replace(
            columns.pop("amount"), field="balance", reason="only_amount"
        )
    return replace(choice, mapping=ColumnMapping(mapping.kind, columns)), label


def running_findings(sheet: str, mapping: ColumnMapping, label: str) -> list[Finding]:
    """Say that a running balance was left out and which column counts."""
    used = mapping.label("balance") or mapping.label("amount")
    return [
        Finding(
            "RUNNING_BALANCE",
            "warning",
            sheet=sheet or None,
            column=label,
            details=(("column", label), ("used", used)),
        )
    ]


def _runs_on(table: Table, mapping: ColumnMapping, roles: pl.Series) -> bool:
    if mapping.kind not in ("open_items", "documents"):
        return False
    amounts = _amounts(table, mapping, "amount")
    balances = _amounts(table, mapping, "balance")
    if amounts is None or balances is None:
        return False
    is_data = roles.head(SAMPLE_ROWS) == DATA
    rows = pl.DataFrame({"amount": amounts, "balance": balances}).filter(is_data)
    seen = rows.select(
        begins=pl.col("balance") == pl.col("amount"),
        goes_on=pl.col("balance") == pl.col("balance").shift(1) + pl.col("amount"),
    ).fill_null(value=False)
    explained = (seen["begins"] | seen["goes_on"]).mean()
    carried = int((seen["goes_on"] & ~seen["begins"]).sum())
    is_all = isinstance(explained, float) and explained >= _NEARLY_ALL
    return is_all and carried >= _ROWS_NEEDED


def _amounts(table: Table, mapping: ColumnMapping, field: str) -> pl.Series | None:
    cell = mapping.cell(field)
    if cell is None:
        return None
    values, native = table.rows[cell].head(SAMPLE_ROWS), table.native(cell)
    if native is not None and native.mask is not None:
        native = NativeColumn(native.kinds, native.mask.head(SAMPLE_ROWS))
    style = decide_number_style(values, native, currency_decimals=_USUAL_DECIMALS)
    if style.ambiguous:
        return None
    return parse_amounts(values, style, native)[0]
