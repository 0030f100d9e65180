"""Which rows cannot be taken, and why; every one of them is kept."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import polars as pl

from cartera.ingest.amount_columns import AmountColumns
from cartera.ingest.date_columns import DateColumns
from cartera.ingest.totals import REJECTED
from cartera.ingest.understanding import Understood

_NEEDED_DATES: Final[Mapping[str, str]] = {
    "payments": "value_date",
    "applications": "alloc_date",
}
_NEEDED_NUMBERS: Final[Mapping[str, str]] = {
    "documents": "number",
    "applications": "target_id",
    "disputes": "document",
}
_Rule = tuple[pl.Expr, str, str]
_Value = Callable[[str], pl.Expr]


def reject_codes(
    understood: Understood,
    frame: pl.DataFrame,
    roles: pl.Series,
    dates: DateColumns,
    money: AmountColumns,
) -> pl.DataFrame:
    """Return sheet, row_no, column, value, code for every row of a table.

    `code` is null for rows that can be taken; `column` is the header of the
    cell that is to blame and `value` its text. The first reason counts.
    """
    marked = frame.with_columns(
        roles.alias("_role"),
        *(mask.alias(f"_bad_{name}") for name, mask in dates.bad.items()),
        *(mask.alias(f"_bad_{name}") for name, mask in money.bad.items()),
        *(
            values.alias(f"_raw_{name}")
            for name in understood.mapping.columns
            if (values := understood.values(name)) is not None
        ),
    )
    rules = list(_rules(understood, marked))
    code = pl.coalesce(
        pl.when(broken.fill_null(value=False)).then(pl.lit(name))
        for broken, name, _ in rules
    )
    return marked.select(
        pl.lit(understood.sheet_name).alias("sheet"),
        "row_no",
        _choose(rules, lambda field: pl.lit(_label(understood, field))).alias("column"),
        _choose(rules, lambda field: _raw(marked, field)).alias("value"),
        code.alias("code"),
    )


def _rules(understood: Understood, frame: pl.DataFrame) -> Iterator[_Rule]:
    kind, columns = understood.kind, frame.columns
    money = "balance" if kind == "open_items" else "amount"
    yield pl.col("_role") == REJECTED, "ROW_WITHOUT_DOCUMENT", "number"
    if money in columns and kind != "customers":
        source = money if f"_raw_{money}" in columns else "balance"
        if f"_bad_{source}" in columns:
            yield pl.col(f"_bad_{source}"), "AMOUNT_UNREADABLE", source
        if kind != "disputes":
            yield pl.col(money).is_null(), "AMOUNT_MISSING", source
    needed = _NEEDED_DATES.get(kind)
    if needed is not None:
        yield pl.col(f"_bad_{needed}"), "DATE_UNREADABLE", needed
        yield pl.col(needed).is_null(), "DATE_MISSING", needed
    if kind == "documents":
        yield from _undated(columns)
    number = _NEEDED_NUMBERS.get(kind)
    if number is not None:
        yield pl.col(number).is_null(), "NUMBER_MISSING", number
    if kind == "applications":
        yield pl.col("source_type").is_null(), "SOURCE_TYPE_UNREADABLE", "source_type"
    if kind == "customers":
        parties = [c for c in understood.mapping.customer_fields if c in columns]
        nobody = pl.all_horizontal(pl.col(c).is_null() for c in parties)
        yield nobody, "CUSTOMER_MISSING", parties[0]


def _undated(columns: list[str]) -> Iterator[_Rule]:
    """A document needs a date; one that cannot be read is not a blank."""
    present = [name for name in ("issue_date", "due_date") if name in columns]
    if not present:
        return
    nothing = pl.all_horizontal(pl.col(name).is_null() for name in present)
    bad = pl.any_horizontal(pl.col(f"_bad_{name}") for name in present)
    yield nothing & bad, "DATE_UNREADABLE", present[0]
    yield nothing, "DATE_MISSING", present[0]


def _choose(rules: list[_Rule], value: _Value) -> pl.Expr:
    return pl.coalesce(
        pl.when(broken.fill_null(value=False)).then(value(field))
        for broken, _, field in rules
    )


def _label(understood: Understood, field: str) -> str:
    return understood.mapping.label(field) or ""


def _raw(frame: pl.DataFrame, field: str) -> pl.Expr:
    name = f"_raw_{field}"
    text = pl.col(name) if name in frame.columns else pl.lit(None, pl.String)
    return text.fill_null("")
