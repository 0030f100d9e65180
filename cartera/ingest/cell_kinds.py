"""What kinds of cells a workbook's columns hold, told from their text.

The reader prints numbers in canonical form and dates as ISO text, so the text
tells the kind, except that the number 1.234 and the text "1.234" look alike.
Only for columns with such values are the cells themselves looked at.
"""

from collections.abc import Callable
from typing import Final

import polars as pl

from cartera.ingest.cells import CellKind, NativeColumn

KINDS: Final = pl.Enum(["text", "number", "date", "boolean", "error"])

_NUMBER: Final = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$"
_ALIKE: Final = r"^-?[0-9]{1,3}\.[0-9]{3}$"
_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]+)?$"
_ERROR: Final = (
    r"^#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$"
)
_LONG: Final = r"^-?[0-9]{7,}\.[0-9]{9}$"
_MIDNIGHT: Final = " 00:00:00"


def tidy_column(values: pl.Series) -> pl.Series:
    """Take midnight off dates and float noise off long numbers."""
    if values.str.ends_with(_MIDNIGHT).any():
        values = values.str.strip_suffix(_MIDNIGHT)
    long = values.str.contains(_LONG)
    if not long.any():
        return values
    shortest = values.cast(pl.Float64, strict=False).cast(pl.String)
    plain = long & ~shortest.str.contains("e", literal=True)
    return pl.select(pl.when(plain).then(shortest).otherwise(values)).to_series()


def native_column(
    values: pl.Series, text_rows: Callable[[], pl.Series]
) -> NativeColumn:
    """Return the kinds of a column of tidy texts.

    `text_rows` returns a mask of the cells that are text in the workbook; it is
    asked only where the texts do not tell.
    """
    number = values.str.contains(_NUMBER)
    if values.str.contains(_ALIKE).any():
        number = number & ~text_rows()
    kinds = pl.select(
        pl.when(values.is_null())
        .then(None)
        .when(number)
        .then(pl.lit("number"))
        .when(values.str.contains(_DATE))
        .then(pl.lit("date"))
        .when(values.str.contains(_ERROR))
        .then(pl.lit("error"))
        .otherwise(pl.lit("text"))
        .cast(KINDS)
    ).to_series()
    counts = kinds.drop_nulls().value_counts()
    found: dict[CellKind, int] = dict(counts.iter_rows())
    return NativeColumn(found, kinds.alias("kind") if len(found) > 1 else None)
