"""What the values of a column look like: the evidence beside its header."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.ingest.cells import NativeColumn
from cartera.ingest.tables import Table

SAMPLE_ROWS: Final = 1000

_DATE: Final = (
    r"(?i)^\s*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}([ T].*)?"
    r"|\d{1,2}[ /.-]+(de +)?\p{L}{3,10}\.?[ /.,-]+(de +|del +)?\d{2,4}"
    r"|\p{L}{3,10}\.? \d{1,2},? \d{4}"
    r"|(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\.0)?)\s*$"
)
_SERIAL: Final = r"^(3[5-9]|[45]\d)\d{3}(\.\d+)?$"
_NUMBER: Final = (
    r"^\s*[-+(−]?\s*([$€£]|\p{L}{1,3}\.?[$/]?)?\s*[-+(−]?\s*"
    r"\d[\d.,'’\s\u{a0}\u{202f}\u{2009}]*\s*"
    r"([$€£%]|\p{L}{1,3}\.?)?\s*[-)−]?\s*$"
)
_TAX_ID: Final = (
    r"(?i)^\s*([a-z]{2}[- ]?)?([a-z][- ]?\d{7,8}[- ]?[\da-z]?|\d{8}[- ]?[a-z]"
    r"|[a-zñ&]{3,4}[- ]?\d{6}[- ]?[\da-z]{3}|\d{1,2}\.?\d{3}\.?\d{3}-[\dk]"
    r"|\d{2}-\d{8}-\d|\d{9,10}(-\d)?|\d{11}|\d{3}\.?\d{3}\.?\d{3}-\d"
    r"|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{13})\s*$"
)


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """Shares (0 to 1) of a column's filled values that look like something."""

    filled: int
    rows: int
    dates: float
    serials: float
    numbers: float
    names: float
    codes: float
    tax_ids: float
    distinct_share: float
    distinct: int
    samples: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether no value of the sample is filled."""
        return self.filled == 0


def look_at(table: Table) -> Mapping[str, ColumnEvidence]:
    """Return the evidence for every column of a table, from its first rows."""
    sample = table.rows.head(SAMPLE_ROWS)
    return {
        column.cell: _evidence(
            table.rows[column.cell] if sample.is_empty() else sample[column.cell],
            table.sheet.native.get(column.cell),
        )
        for column in table.columns
    }


def _evidence(values: pl.Series, native: NativeColumn | None) -> ColumnEvidence:
    filled = values.drop_nulls()
    size = max(len(filled), 1)
    distinct = filled.unique(maintain_order=True)
    shares = _shares(filled)
    if native is not None and native.kinds.get("date", 0) and len(filled):
        share = native.kinds["date"] / max(sum(native.kinds.values()), 1)
        shares["dates"] = max(shares["dates"], share)
    return ColumnEvidence(
        filled=len(filled),
        rows=len(values),
        distinct_share=len(distinct) / size,
        distinct=len(distinct),
        samples=tuple(distinct.head(3).to_list()),
        **shares,
    )


def _shares(filled: pl.Series) -> dict[str, float]:
    text = pl.col("v")
    words = text.str.contains(r"\p{L}{2,}.*[\s.,]+.*\p{L}")
    one_word = text.str.contains(r"^\p{L}{4,}$")
    found = (
        pl.DataFrame({"v": filled.cast(pl.String)})
        .select(
            dates=text.str.contains(_DATE),
            serials=text.str.contains(_SERIAL),
            numbers=text.str.contains(_NUMBER),
            names=pl.when(words).then(1.0).when(one_word).then(0.7).otherwise(0.0),
            codes=text.str.contains(r"^[^\s]{1,20}$") & ~one_word,
            tax_ids=text.str.contains(_TAX_ID),
        )
        .select(pl.all().cast(pl.Float64).mean().fill_null(0.0))
    )
    return {name: round(float(v), 4) for name, v in found.row(0, named=True).items()}
