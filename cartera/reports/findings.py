"""Finishing rule of `ledger_findings`: every remark gets its sentence."""

from decimal import Decimal

import polars as pl

from cartera import texts
from cartera.money import to_json_amount
from cartera.reports.model import Finishing

_SHOWN = ("company", "customer_id", "document_id", "on_date", "currency", "documents")


def say_findings(rows: pl.DataFrame, finishing: Finishing) -> pl.DataFrame:
    """Return the rows with `message`, the remark in the user's language.

    Sentences are made for distinct remarks; the report is a list for people,
    a few thousand rows at most.
    """
    messages = [
        texts.sentence(row["code"], _details(row), finishing.language)
        for row in rows.iter_rows(named=True)
    ]
    return rows.with_columns(
        pl.Series("message", messages, dtype=pl.String), pl.col("row_no").alias("row")
    ).drop("row_no")


def _details(row: dict[str, object]) -> dict[str, object]:
    details = {name: row[name] for name in _SHOWN if row[name] is not None}
    amount, currency = row["amount"], row["currency"]
    if isinstance(amount, Decimal):
        details["amount"] = to_json_amount(amount, str(currency or "XXX"))
    return details
