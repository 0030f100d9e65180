"""The date columns of a table, read together; what stays open is a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from cartera.errors import Finding
from cartera.ingest.date_orders import settle_date_orders
from cartera.ingest.date_text import DateStyle, Order
from cartera.ingest.dates import decide_date_style, parse_dates
from cartera.ingest.fields import KIND_FIELDS
from cartera.ingest.row_roles import DATA
from cartera.ingest.understanding import Understood

_ISSUE_LIKE: Final = ("issue_date", "value_date", "alloc_date", "opened")
_ISO: Final = r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{8}$"


@dataclass(frozen=True, slots=True)
class DateColumns:
    """Dates and masks of unreadable values per field, the styles, questions.

    Series are in the order of the table's rows; only data rows have values.
    """

    dates: Mapping[str, pl.Series]
    bad: Mapping[str, pl.Series]
    styles: Mapping[str, DateStyle]
    questions: tuple[Finding, ...]

    @property
    def order(self) -> Order | None:
        """The order in which the text dates of the table are written."""
        orders = [s.order for s in self.styles.values() if s.order is not None]
        return orders[0] if orders else None


def read_date_columns(
    understood: Understood, *, forced: Order | None, as_of: date | None
) -> DateColumns:
    """Decide the order for all date columns and read them.

    A column that stays open is read day first so that there is something to
    show; its question holds the load.
    """
    fields = _date_fields(understood)
    is_data = understood.roles == DATA
    raw = {field: _only(understood.values(field), is_data) for field in fields}
    styles = {
        field: decide_date_style(raw[field], understood.native(field), forced=forced)
        for field in fields
    }
    issue = next((field for field in _ISSUE_LIKE if field in fields), None)
    settled = settle_date_orders(
        raw,
        styles,
        issue=issue,
        due="due_date" if "due_date" in fields else None,
        days_late=_values(understood, "days_late", is_data),
        numbers=_values(understood, "number", is_data),
        as_of=as_of,
    )
    settled = {f: _iso_order(raw[f], style) for f, style in settled.items()}
    read = {
        f: parse_dates(
            raw[f], _assumed(raw[f], settled[f], understood, f), understood.native(f)
        )
        for f in fields
    }
    return DateColumns(
        dates={field: dates for field, (dates, _) in read.items()},
        bad={field: bad for field, (_, bad) in read.items()},
        styles=settled,
        questions=tuple(
            _question(understood, field, style)
            for field, style in settled.items()
            if style.ambiguous
        ),
    )


def _assumed(
    values: pl.Series, style: DateStyle, understood: Understood, field: str
) -> DateStyle:
    """Return the day-first reading of an open column, to show while it is asked."""
    if not style.ambiguous:
        return style
    return decide_date_style(values, understood.native(field), forced="dmy")


def _date_fields(understood: Understood) -> list[str]:
    return [
        field.name
        for field in KIND_FIELDS[understood.kind]
        if field.role == "date" and understood.mapping.has(field.name)
    ]


def _only(values: pl.Series | None, mask: pl.Series) -> pl.Series:
    assert values is not None  # the caller asks for mapped fields only
    return pl.select(pl.when(mask).then(values).alias(values.name)).to_series()


def _values(understood: Understood, field: str, mask: pl.Series) -> pl.Series | None:
    values = understood.values(field)
    return None if values is None else _only(values, mask)


def _iso_order(values: pl.Series, style: DateStyle) -> DateStyle:
    """Name the order of a column whose dates all begin with the year."""
    if style.order is not None or style.ambiguous:
        return style
    filled = values.drop_nulls().head(1000)
    if filled.is_empty() or not filled.str.contains(_ISO).all():
        return style
    return DateStyle("ymd", style.evidence, tuple(filled.head(3)))


def _question(understood: Understood, field: str, style: DateStyle) -> Finding:
    codes = {
        "DATE_HALF_SWAPPED": "DATE_ORDER_SWAPPED",
        "DATE_MIXED": "DATE_ORDER_MIXED",
    }
    samples = ", ".join(style.samples)
    return Finding(
        codes.get(style.evidence, "DATE_ORDER_UNDECIDED"),
        "question",
        sheet=understood.sheet_name or None,
        column=understood.mapping.label(field),
        value=samples,
        details=(("column", understood.mapping.label(field)), ("samples", samples)),
    )
