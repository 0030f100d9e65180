"""Finishing rule of `ledger_findings`: remarks get their sentences."""

from decimal import Decimal
from typing import Final

import polars as pl

from cartera import texts
from cartera.money import to_json_amount
from cartera.reports.model import Finishing

MOST_SENTENCES: Final = 1_000
_SHOWN: Final = (
    "company",
    "customer_id",
    "document_id",
    "on_date",
    "currency",
    "documents",
)


def say_findings(rows: pl.DataFrame, finishing: Finishing) -> pl.DataFrame:
    """Return the rows with `message`, the remark in the user's language.

    The first 1,000 of each code are said, which is what a list can show; the
    others have their figures and a null sentence.
    """
    place = pl.int_range(pl.len()).over("code")
    messages = [
        _sentence(row, finishing.language) if row["place"] < MOST_SENTENCES else None
        for row in rows.with_columns(place.alias("place")).iter_rows(named=True)
    ]
    return rows.with_columns(
        pl.Series("message", messages, dtype=pl.String), pl.col("row_no").alias("row")
    ).drop("row_no")


def _sentence(row: dict[str, object], language: str) -> str:
    details = {name: row[name] for name in _SHOWN if row[name] is not None}
    amount, currency = row["amount"], row["currency"]
    if isinstance(amount, Decimal):
        details["amount"] = to_json_amount(amount, str(currency or "XXX"))
    return texts.sentence(str(row["code"]), details, language)
