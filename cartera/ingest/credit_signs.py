"""Remarks about signs: credits that were turned, receipts that are a debt."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from cartera.domain.facts import CREDIT_TYPES
from cartera.errors import Finding, Severity
from cartera.ingest.row_roles import DATA
from cartera.ingest.text_columns import TextColumns
from cartera.ingest.understanding import Understood

_INSTRUMENTS: Final = r"(?i)recib|receipt|transfer|dep[oó]sit"
_KINDS: Final = ("open_items", "documents")
_SHOWN: Final = 8


def receipts_with_terms(
    understood: Understood, text: TextColumns, dates: Mapping[str, pl.Series]
) -> TextColumns:
    """Return the types without the receipts that fall due after their date.

    `Recibo` and `Transferencia` name money received, and also the way in which
    an invoice will be collected. Money received has no term.
    """
    types, written = text.texts.get("type"), understood.values("type")
    needed = {"issue_date", "due_date"} <= dates.keys()
    if types is None or written is None or not needed or understood.kind not in _KINDS:
        return text
    raw = written.str.strip_chars()
    frame = pl.DataFrame(
        {
            "raw": raw,
            "row": understood.roles == DATA,
            "asked": (types == "PAY") & raw.str.contains(_INSTRUMENTS),
            "term": dates["due_date"] > dates["issue_date"],
        }
    ).with_columns(pl.col("asked", "term").fill_null(value=False))
    shares = frame.filter("row", "asked").group_by("raw").agg(pl.col("term").mean())
    debts = shares.filter(pl.col("term") > 0.5)["raw"]
    is_debt = frame["asked"] & raw.is_in(debts.implode()).fill_null(value=False)
    if not (is_debt & frame["row"]).any():
        return text
    kept = pl.select(pl.when(~is_debt).then(types).alias("type")).to_series()
    found = _finding(understood, "TYPE_HAS_TERM", "warning", is_debt & frame["row"])
    return replace(
        text, texts={**text.texts, "type": kept}, findings=(*text.findings, found)
    )


def sign_findings(
    understood: Understood, facts: pl.DataFrame, frame: pl.DataFrame, raw: pl.Series
) -> list[Finding]:
    """Name the types whose amounts were subtracted, and credits left as debts.

    `frame` has the canonical amounts, `raw` those that the source writes.
    """
    if understood.values("type") is None or understood.kind not in _KINDS:
        return []
    money = "balance" if understood.kind == "open_items" else "amount"
    taken = frame["row_no"].is_in(facts["row_no"].implode())
    is_credit = frame["type"].is_in(CREDIT_TYPES) & taken
    turned = is_credit & (raw > 0) & (frame[money] < 0)
    if turned.fill_null(value=False).any():
        return [_finding(understood, "CREDITS_SUBTRACTED", "info", turned)]
    added = is_credit & (frame[money] > 0)
    if added.fill_null(value=False).any():
        return [_finding(understood, "CREDITS_OF_BOTH_SIGNS", "warning", added)]
    return []


def _finding(
    understood: Understood, code: str, severity: Severity, rows: pl.Series
) -> Finding:
    written = understood.values("type")
    assert written is not None  # both callers ask for it
    mask = rows.fill_null(value=False)
    words = written.filter(mask).str.strip_chars().rename("type")
    counts = words.value_counts().sort(["count", "type"], descending=[True, False])
    listed = ", ".join(f"{word} ({n})" for word, n in counts.head(_SHOWN).iter_rows())
    first = understood.table.rows["row_no"].filter(mask)[0]
    return Finding(
        code,
        severity,
        sheet=understood.sheet_name or None,
        row=int(first),
        column=understood.mapping.label("type"),
        details=(("values", listed), ("rows", int(mask.sum()))),
    )
