"""The fact columns of a table, in their order and exact types."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from cartera.domain.facts import COUNT, DATE, FACTS, MONEY
from cartera.ingest.amount_columns import AmountColumns, canonical_signs
from cartera.ingest.currency_rows import LEDGER, RowCurrencies
from cartera.ingest.date_columns import DateColumns
from cartera.ingest.text_columns import terms_in_days
from cartera.ingest.understanding import Understood

_TYPES: Final[Mapping[str, pl.DataType]] = {
    "varchar": pl.String(),
    DATE: pl.Date(),
    COUNT: pl.Int32(),
    MONEY: LEDGER,
}
_REFERENCES: Final[Mapping[str, str]] = {
    "payments": "reference",
    "applications": "target_id",
    "disputes": "document",
}


def fact_columns(
    understood: Understood,
    texts: Mapping[str, pl.Series],
    money: AmountColumns,
    currencies: RowCurrencies,
    dates: DateColumns,
) -> dict[str, pl.Series]:
    """Return the series of every fact column that the source gives."""
    kind = understood.kind
    signed = canonical_signs(
        money.amounts, types=texts.get("type"), marks=understood.values("sign")
    )
    columns: dict[str, pl.Series] = dict(texts)
    columns |= _whole_references(understood, texts)
    columns |= {name: days for name, days in dates.dates.items() if name in FACTS[kind]}
    columns |= {name: v for name, v in signed.items() if name in FACTS[kind]}
    if "amount" not in columns and kind == "documents":
        columns["amount"] = signed["balance"]
    if kind in ("payments", "applications"):
        columns |= _unsigned(kind, columns)
    if kind == "applications" and "source_type" not in columns:
        columns["source_type"] = _same("PAY", len(understood.roles))
    if "currency" in FACTS[kind]:
        columns["currency"] = currencies.codes
    terms = understood.values("terms_days")
    if terms is not None and "terms_days" in FACTS[kind]:
        columns["terms_days"] = terms_in_days(terms)
    return columns


def _whole_references(
    understood: Understood, texts: Mapping[str, pl.Series]
) -> dict[str, pl.Series]:
    """Put the series in front of a reference that stands in two columns."""
    field = _REFERENCES.get(understood.kind)
    series = understood.values("series")
    if field is None or series is None or field not in texts:
        return {}
    written = pl.when(series.str.strip_chars() != "").then(series.str.strip_chars())
    whole = pl.concat_str(written, texts[field], separator="-", ignore_nulls=True)
    known = pl.when(texts[field].is_not_null()).then(whole)
    return {field: pl.select(known.alias(field)).to_series()}


def _unsigned(kind: str, columns: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """Return amounts of a source that writes all money received negative."""
    amounts = columns.get("amount")
    if amounts is None or not (amounts < 0).any():
        return {}
    if kind == "applications" or not (amounts > 0).any():
        flipped = amounts.abs() if kind == "applications" else -amounts
        return {"amount": flipped.cast(LEDGER)}
    return {}


def facts_of(understood: Understood, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the fact columns in their order and exact types, nulls added."""
    given = set(frame.columns)
    wanted = {n: t for n, t in FACTS[understood.kind].items() if n != "load_id"}
    sheet = pl.lit(understood.sheet_name, pl.String).alias("sheet")
    return frame.select(
        sheet
        if name == "sheet"
        else pl.col(name).cast(_TYPES[sql_type])
        if name in given
        else pl.lit(None, _TYPES[sql_type]).alias(name)
        for name, sql_type in wanted.items()
    )


def _same(value: str, height: int) -> pl.Series:
    return pl.Series([value]).new_from_index(0, height)
