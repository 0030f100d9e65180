"""Exports with one row per item line that repeat the document's total."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.errors import Finding
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.numbers import NumberStyle, parse_amounts
from cartera.ingest.tables import Table

_NEARLY_ALL: Final = 0.9
_KEY: Final = ("company", "customer_code", "customer_name", "series", "number")


@dataclass(frozen=True, slots=True)
class LineItems:
    """Which rows repeat a total (mask), and the column that adds up to it.

    `column` is None where the same total is repeated but nothing adds up to it:
    then every row counts and `repeated` documents are worth a remark.
    """

    is_repeat: pl.Series
    column: str | None = None
    repeated: int = 0

    def findings(self, table: Table, mapping: ColumnMapping) -> list[Finding]:
        """Say what was done about repeated totals."""
        if not self.repeated:
            return []
        code = "SAME_AMOUNT_REPEATED" if self.column is None else "LINE_ITEMS"
        labels = {c.cell: c.label for c in table.columns}
        label = labels[self.column] if self.column else mapping.label("number")
        details = (("documents", self.repeated), ("column", label))
        sheet = table.sheet.name or None
        return [Finding(code, "info", sheet, column=label, details=details)]


def find_line_items(
    table: Table,
    mapping: ColumnMapping,
    is_data: pl.Series,
    amounts: pl.Series,
    style: NumberStyle,
) -> LineItems:
    """Return the rows that repeat the total of the row before for one document.

    The total counts once only where another column holds amounts that sum to
    it for (nearly) every document with several rows (DESIGN §2, Identity).
    """
    nothing = pl.repeat(False, len(is_data), dtype=pl.Boolean, eager=True)
    key = [cell for field in _KEY if (cell := mapping.cell(field))]
    if mapping.cell("number") is None or not table.rows.filter(is_data).height:
        return LineItems(nothing)
    frame = table.rows.with_columns(amounts.alias("amount")).filter(is_data)
    instalment = [c for f in ("instalment", "due_date") if (c := mapping.cell(f))]
    several = _documents_with_one_total(frame, key, instalment)
    if several.is_empty():
        return LineItems(nothing)
    for cell in _candidates(table, mapping):
        if _adds_up(frame, several, key, cell, style):
            rows = frame.join(several, on=key, how="semi", nulls_equal=True)
            first = rows.group_by(key).agg(pl.col("row_no").min())["row_no"]
            repeats = rows.filter(~pl.col("row_no").is_in(first.implode()))["row_no"]
            mask = table.rows["row_no"].is_in(repeats.implode())
            return LineItems(mask, cell, several.height)
    return LineItems(nothing, None, several.height)


def _documents_with_one_total(
    frame: pl.DataFrame, key: list[str], parts: list[str]
) -> pl.DataFrame:
    """Return documents with several rows that agree in amount and due date."""
    hashes = frame[key[-1]].hash()
    if hashes.n_unique() == frame.height:
        return frame.select(*key, "amount").clear().rename({"amount": "total"})
    frame = frame.filter(hashes.is_duplicated())
    same = [pl.col(part).n_unique() == 1 for part in parts]
    return (
        frame.group_by(key)
        .agg(
            n=pl.len(),
            total=pl.col("amount").first(),
            one=pl.all_horizontal(pl.col("amount").n_unique() == 1, *same),
        )
        .filter((pl.col("n") > 1) & pl.col("one") & (pl.col("total") != 0))
        .select(*key, "total")
    )


def _candidates(table: Table, mapping: ColumnMapping) -> list[str]:
    named = mapping.cell("line_amount")
    if named is not None:
        return [named]
    mapped = {m.column.cell for m in mapping.columns.values()}
    return [c.cell for c in table.columns if c.header and c.cell not in mapped]


def _adds_up(
    frame: pl.DataFrame,
    several: pl.DataFrame,
    key: list[str],
    cell: str,
    style: NumberStyle,
) -> bool:
    rows = frame.join(several, on=key, how="inner", nulls_equal=True)
    lines, bad = parse_amounts(rows[cell], style)
    if bad.any() or lines.is_null().any():
        return False
    sums = (
        rows.with_columns(lines.alias("line"))
        .group_by(key)
        .agg(pl.col("line").sum(), pl.col("total").first())
    )
    agree = (sums["line"].round(4) == sums["total"].cast(pl.Decimal(38, 12))).mean()
    return isinstance(agree, float) and agree >= _NEARLY_ALL
