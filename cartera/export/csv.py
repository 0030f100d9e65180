"""Reports as CSV that opens right in a person's spreadsheet.

The dialect follows the company's country; a text cell that a spreadsheet would
run as a formula gets a leading apostrophe. Identifiers stay exactly as they
are: tricks that make a spreadsheet keep leading zeros would change the value
for every other program.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Final

import polars as pl
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.numbers import get_decimal_symbol

from cartera.errors import UsageError
from cartera.export.amounts import amounts_as_text

_FORMULA_START: Final = r"^([=+\-@\t\r])"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written; `date_format` in the signs of strftime."""

    separator: str
    decimal_mark: str
    date_format: str
    byte_order_mark: bool
    line_end: str


DIALECTS: Final[Mapping[str, Dialect]] = MappingProxyType(
    {
        "es": Dialect(";", ",", "%d/%m/%Y", byte_order_mark=True, line_end="\r\n"),
        "mx": Dialect(",", ".", "%d/%m/%Y", byte_order_mark=True, line_end="\r\n"),
        "intl": Dialect(",", ".", "%Y-%m-%d", byte_order_mark=False, line_end="\n"),
    }
)


def find_dialect(name: str) -> Dialect:
    """Return the dialect of a name; raises UsageError for an unknown one."""
    if name not in DIALECTS:
        raise UsageError("CSV_DIALECT_UNKNOWN", dialect=name, known=", ".join(DIALECTS))
    return DIALECTS[name]


@lru_cache(maxsize=512)
def dialect_of_country(country: str | None) -> Dialect:
    """Return the dialect that spreadsheets in a country expect.

    `country` is a two-letter code; of an unknown one it is that of Spain.
    """
    mark = _decimal_mark(country.upper()) if country else ","
    return DIALECTS["es" if mark == "," else "mx"]


def report_csv(rows: pl.DataFrame, dialect: Dialect) -> bytes:
    """Return the rows as a CSV file under their column names.

    Amounts have their currency's decimals, unknown values are blank.
    """
    marked = amounts_as_text(_neutralised(rows), mark=dialect.decimal_mark)
    buffer = BytesIO()
    _rates_as_text(marked, dialect.decimal_mark).write_csv(
        buffer,
        include_bom=dialect.byte_order_mark,
        separator=dialect.separator,
        line_terminator=dialect.line_end,
        date_format=dialect.date_format,
    )
    return buffer.getvalue()


def _neutralised(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with an apostrophe before text that looks like a formula."""
    text = pl.col(pl.String)
    return rows.with_columns(text.str.replace(_FORMULA_START, "'$1"))


def _rates_as_text(rows: pl.DataFrame, mark: str) -> pl.DataFrame:
    if mark == ".":
        return rows
    rates = pl.col(pl.Float64, pl.Float32)
    return rows.with_columns(rates.cast(pl.String).str.replace(".", mark, literal=True))


def _decimal_mark(country: str) -> str:
    languages = get_official_languages(country, de_facto=True)
    language = "es" if "es" in languages else next(iter(languages), "es")
    try:
        return get_decimal_symbol(Locale.parse(f"{language}_{country}"))
    except (UnknownLocaleError, ValueError):
        return ","
