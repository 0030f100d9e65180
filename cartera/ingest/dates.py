"""Dates in text: the order of day and month, and the values themselves.

The order is decided for a whole column: a first number above 12 proves
day-month, a second one month-day. Where a column does not settle it, the other
columns of the file may (`cartera.ingest.date_orders`); what stays open is a
question.
"""

from typing import Final

import polars as pl

from cartera.ingest.cells import NativeColumn
from cartera.ingest.date_orders import settle_date_orders
from cartera.ingest.date_text import DateStyle, Order, numbers_of, read_dates

__all__ = [
    "DateStyle",
    "Order",
    "decide_date_style",
    "parse_dates",
    "settle_date_orders",
]

_SAMPLES: Final = 3


def decide_date_style(
    values: pl.Series,
    native: NativeColumn | None = None,
    *,
    forced: Order | None = None,
) -> DateStyle:
    """Decide the order of a column from its own values.

    `forced` is a person's answer. In a half-swapped column `dmy` and `mdy` take
    the text's order and exchange the date cells back; `ymd` keeps the cells as
    they are.
    """
    distinct = values.drop_nulls().unique(maintain_order=True)
    seen = numbers_of(distinct)
    swapped = _half_swapped(distinct, seen, native)
    if forced is not None:
        return _forced(forced, seen, swapped=bool(swapped))
    if swapped:
        return DateStyle(None, "DATE_HALF_SWAPPED", swapped, ambiguous=True)
    return _decide(distinct, seen)


def parse_dates(
    values: pl.Series, style: DateStyle, native: NativeColumn | None = None
) -> tuple[pl.Series, pl.Series]:
    """Return the dates and a mask of values that are none.

    Blanks are null and not bad; times are left out; years outside 1970 to 2099
    are bad. Where the style is ambiguous the values that hang on it are bad.
    """
    distinct = values.drop_nulls().unique()
    order = None if style.ambiguous else style.order
    table = pl.DataFrame({"text": distinct, "date": read_dates(distinct, order)})
    dates = (
        pl.DataFrame({"text": values})
        .join(table, on="text", how="left", maintain_order="left")
        .get_column("date")
        .alias(values.name)
    )
    if style.swap_cells:
        dates = _swap_cells(dates, _is_date_cell(values, native))
    return dates, (dates.is_null() & values.is_not_null()).alias("bad")


def _decide(distinct: pl.Series, seen: pl.DataFrame) -> DateStyle:
    day_first = _where(distinct, seen, pl.col("a").is_between(_TWELVE + 1, _LAST_DAY))
    month_first = _where(distinct, seen, pl.col("b").is_between(_TWELVE + 1, _LAST_DAY))
    year_first = _where(distinct, seen, pl.col("a") > _LAST_DAY)
    if len(year_first) and month_first.is_empty():
        return DateStyle("ymd", "DATE_BY_VALUES", _first(year_first))
    few, many = sorted((len(day_first), len(month_first)))
    if few and few > many * _ODD_SHARE:
        both = (*_first(day_first)[:2], *_first(month_first)[:2])
        return DateStyle(None, "DATE_MIXED", both, ambiguous=True)
    if many and not _may_begin_with_year(seen):
        order: Order = "dmy" if len(day_first) == many else "mdy"
        proof = day_first if order == "dmy" else month_first
        return DateStyle(order, "DATE_BY_VALUES", _first(proof))
    open_ones = _where(distinct, seen, pl.col("a") != pl.col("b"))
    if len(open_ones):
        return DateStyle(None, "DATE_AMBIGUOUS", _first(open_ones), ambiguous=True)
    same = _where(distinct, seen, pl.col("a") == pl.col("b"))
    return DateStyle("dmy" if len(same) else None, "DATE_PLAIN", _first(same))


def _may_begin_with_year(seen: pl.DataFrame) -> bool:
    """Tell whether the dates may be year-month-day in two digits (26/04/03).

    Then the first number hardly varies and the last one does.
    """
    short = seen.drop_nulls()
    if short.is_empty() or not short.select((pl.col("c") <= _LAST_DAY).all()).item():
        return False
    above = short.select((pl.col("a") > _TWELVE).all()).item()
    return bool(above) and short["a"].n_unique() * 2 <= short["c"].n_unique()


_ODD_SHARE: Final = 0.01
_TWELVE: Final = 12
_LAST_DAY: Final = 31


def _forced(order: Order, seen: pl.DataFrame, *, swapped: bool) -> DateStyle:
    if not swapped:
        return DateStyle(order, "DATE_FORCED")
    text_order: Order = "dmy" if _any(seen, pl.col("a") > _TWELVE) else "mdy"
    return DateStyle(text_order, "DATE_FORCED", swap_cells=order != "ymd")


def _half_swapped(
    distinct: pl.Series, seen: pl.DataFrame, native: NativeColumn | None
) -> tuple[str, ...]:
    """Return samples if date cells end at day 12 and texts begin at day 13."""
    if native is None or not native.kinds.get("date"):
        return ()
    cells = distinct.filter(distinct.str.contains(_CELL))
    if not len(cells) or _day_of_cell(cells).max() > _TWELVE:  # type: ignore[operator]
        return ()
    ordered = seen.drop_nulls("a")
    above = pl.max_horizontal("a", "b") > _TWELVE
    if ordered.is_empty() or not ordered.select(above.all()).item():
        return ()
    texts = _where(distinct, seen, above)
    return (*cells.head(2).to_list(), *texts.head(2).to_list())


_CELL: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]+)?$"


def _day_of_cell(cells: pl.Series) -> pl.Series:
    return cells.str.slice(8, 2).cast(pl.Int32)


def _where(distinct: pl.Series, seen: pl.DataFrame, condition: pl.Expr) -> pl.Series:
    return distinct.filter(seen.select(condition.fill_null(value=False)).to_series())


def _first(values: pl.Series) -> tuple[str, ...]:
    return tuple(values.head(_SAMPLES))


def _any(seen: pl.DataFrame, condition: pl.Expr) -> bool:
    return bool(seen.select(condition.fill_null(value=False).any()).item())


def _is_date_cell(values: pl.Series, native: NativeColumn | None) -> pl.Series:
    if native is not None and native.mask is not None:
        return (native.mask.cast(pl.String) == "date").fill_null(value=False)
    everywhere = native is not None and set(native.kinds) == {"date"}
    return pl.repeat(everywhere, len(values), dtype=pl.Boolean, eager=True)


def _swap_cells(dates: pl.Series, cells: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"date": dates, "cell": cells})
    date = pl.col("date").dt
    possible = pl.when(pl.col("cell") & (date.day() <= _TWELVE))
    month, day = possible.then(date.day()), possible.then(date.month())
    exchanged = pl.date(possible.then(date.year()), month, day)
    return frame.select(pl.coalesce(exchanged, "date").alias(dates.name)).to_series()
