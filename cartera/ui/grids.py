"""Tables for people: texts in their formats, and a selection that is an id."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from cartera.ui.formats import NO_VALUE, Formats, amount_texts, count_texts

ROW_HEIGHT: Final = 30
MOST_ROWS: Final = 2000
_HEADER_HEIGHT: Final = 36

ColumnKind = Literal["text", "amount", "sparse_amount", "count", "date"]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: the frame's name, its header, what it holds, how wide it is.

    A sparse amount shows a dash for zero.
    """

    name: str
    header: str
    kind: ColumnKind = "text"
    width: Literal["small", "medium", "large"] | int | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page; `name` begins its key, `alt` names it for readers."""

    name: str
    alt: str
    columns: tuple[GridColumn, ...]
    visible_rows: int = 12


def show(
    grid: Grid, rows: pl.DataFrame, formats: Formats, *, currency: str | None = None
) -> None:
    """Draw a table without a selection."""
    st.dataframe(
        _texts(grid, rows, formats, currency),
        key=f"{grid.name}_{_fingerprint(rows)}",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=_height(grid, rows),
        column_config=_config(grid, formats),
        placeholder=NO_VALUE,
        alt=grid.alt,
    )


def select(
    grid: Grid,
    rows: pl.DataFrame,
    formats: Formats,
    *,
    ids: Sequence[str],
    currency: str | None = None,
) -> int | None:
    """Draw a table; return the position of the selected row, if there is one.

    The grid's key holds a fingerprint of its ids: a selection never outlives
    the rows it was made in.
    """
    fingerprint = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]
    event = st.dataframe(
        _texts(grid, rows, formats, currency),
        key=f"{grid.name}_{fingerprint}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        row_height=ROW_HEIGHT,
        height=_height(grid, rows),
        column_config=_config(grid, formats),
        placeholder=NO_VALUE,
        alt=grid.alt,
    )
    chosen = event["selection"]["rows"]
    return chosen[0] if chosen and chosen[0] < len(ids) else None


def _texts(
    grid: Grid, rows: pl.DataFrame, formats: Formats, currency: str | None
) -> pl.DataFrame:
    return pl.DataFrame(
        [_column(column, rows, formats, currency) for column in grid.columns]
    )


def _column(
    column: GridColumn, rows: pl.DataFrame, formats: Formats, currency: str | None
) -> pl.Series:
    values = rows[column.name]
    if column.kind in ("amount", "sparse_amount"):
        if column.kind == "sparse_amount":
            values = values.replace(0, None)
        found = amount_texts(values, _currencies(rows, currency), formats)
        return found.alias(column.name)
    if column.kind == "count":
        return count_texts(values, formats).alias(column.name)
    if column.kind == "text":
        return values.cast(pl.String).fill_null(NO_VALUE)
    return values


def _currencies(rows: pl.DataFrame, currency: str | None) -> pl.Series:
    if currency is None:
        return rows["currency"]
    return pl.repeat(currency, rows.height, dtype=pl.String, eager=True)


def _config(grid: Grid, formats: Formats) -> dict[str, ColumnConfig]:
    makers: Mapping[ColumnKind, Callable[[GridColumn], ColumnConfig]] = {
        "text": lambda c: st.column_config.TextColumn(
            c.header, width=c.width, help=c.help
        ),
        "amount": lambda c: st.column_config.TextColumn(
            c.header, width=c.width, help=c.help, alignment="right"
        ),
        "sparse_amount": lambda c: st.column_config.TextColumn(
            c.header, width=c.width, help=c.help, alignment="right"
        ),
        "count": lambda c: st.column_config.TextColumn(
            c.header, width=c.width, help=c.help, alignment="right"
        ),
        "date": lambda c: st.column_config.DateColumn(
            c.header, width=c.width, help=c.help, format=formats.grid_date
        ),
    }
    return {column.name: makers[column.kind](column) for column in grid.columns}


def _height(grid: Grid, rows: pl.DataFrame) -> int:
    shown = max(1, min(rows.height, grid.visible_rows))
    return _HEADER_HEIGHT + shown * ROW_HEIGHT + 3


def _fingerprint(rows: pl.DataFrame) -> str:
    first = rows.head(1).to_dicts()
    return hashlib.sha256(f"{rows.height}{first}".encode()).hexdigest()[:12]
