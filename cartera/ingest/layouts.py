"""Layouts that are recognised but not read yet: refused, never read wrong."""

import re
from collections.abc import Mapping
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.errors import Detail, RefusedError
from cartera.ingest.currencies import currency_in_header
from cartera.ingest.evidence import ColumnEvidence
from cartera.ingest.synonyms import FAIR, meanings
from cartera.ingest.tables import Table

_BUCKET: Final = re.compile(
    r"^\W*(\d+\s*(-|a|to|–)\s*\d+|<\s*1 (month|mes)|\d+ (months?|meses|mes)|older|mayor"
    r"|(up to|hasta|tiempo|ven\.?|vencid[oa]s?|over|mas de|>|\+|de)\W*\d+.*"
    r"|\d+\s*\+|\d+\s*-\s*(above|mas)|\+\s*\d+.*|current|corriente|por vencer"
    r"|total corriente.*|no vencid[oa]|sin vencer|not due)"
    r"\s*(days|dias|d\.)?\W*\w{0,3}$"
)
_ENOUGH_BUCKETS: Final = 3
_NOTHING: Final = r"^\D*0*([.,]0+)?\D*$"


def refuse_layout(table: Table, evidence: Mapping[str, ColumnEvidence]) -> None:
    """Raise RefusedError for a layout that a later version will read.

    LAYOUT_GROUPED: the customer stands in a row of its own above its documents;
    LAYOUT_BUCKETS: amounts by age without documents and dates; LAYOUT_LEDGER:
    debit and credit columns; LAYOUT_CURRENCIES: a column of balances for each
    currency; SUPPLIERS: money we owe.
    """
    concepts, sure = _concepts(table), _concepts(table, least=FAIR)
    place: dict[str, Detail] = {"sheet": table.sheet.name, "row": table.header_row}
    if "supplier" in concepts and not _any(concepts, "customer_name", "customer_code"):
        raise RefusedError("SUPPLIERS", **place)
    money = _any(concepts, "amount", "balance", "payment_amount", "alloc_amount")
    if {"debit", "credit"} <= concepts and not (money and _has_due(concepts)):
        raise RefusedError("LAYOUT_LEDGER", **place)
    has_buckets = len(bucket_headers(table)) >= _ENOUGH_BUCKETS
    if has_buckets and not _any(sure, "due_date", "number", "issue_date"):
        raise RefusedError("LAYOUT_BUCKETS", **place)
    if splits := _balances_by_currency(table):
        raise RefusedError("LAYOUT_CURRENCIES", columns=", ".join(splits), **place)
    if _is_grouped(table, concepts, evidence):
        raise RefusedError("LAYOUT_GROUPED", **place)


def bucket_headers(table: Table) -> tuple[str, ...]:
    """Return the headers that name a range of ages (`0-30`, `Más de 120`)."""
    headers = (column.header for column in table.columns if column.header)
    return tuple(h for h in headers if _BUCKET.match(fold_text(h)))


def _balances_by_currency(table: Table) -> tuple[str, ...]:
    """Return the headers of balances of which each row fills one, by currency.

    Where every row fills all of them they are one balance converted.
    """
    for concept in ("balance", "amount"):
        columns = [c for c in table.columns if _is_surely(c.header, concept)]
        codes = {currency_in_header(column.header) for column in columns}
        if len(columns) < 2 or None in codes or len(codes) < len(columns):
            continue
        blank = [
            pl.col(c.cell).is_null() | pl.col(c.cell).str.contains(_NOTHING)
            for c in columns
        ]
        one = pl.any_horizontal(blank) & ~pl.all_horizontal(blank)
        if table.rows.select(one.any()).item():
            return tuple(column.header for column in columns)
    return ()


def _is_surely(header: str, concept: str) -> bool:
    return any(m.concept == concept for m in meanings(header)) if header else False


def _concepts(table: Table, least: float = 0.0) -> frozenset[str]:
    headers = (column.header for column in table.columns if column.header)
    found = (m for header in headers for m in meanings(header))
    return frozenset(m.concept for m in found if m.confidence >= least)


def _any(concepts: frozenset[str], *names: str) -> bool:
    return not concepts.isdisjoint(names)


def _has_due(concepts: frozenset[str]) -> bool:
    return "due_date" in concepts


def _is_grouped(
    table: Table,
    concepts: frozenset[str],
    evidence: Mapping[str, ColumnEvidence],
) -> bool:
    """Tell whether rows with one text alone stand above rows of documents."""
    if not _any(concepts, "number", "due_date", "issue_date"):
        return False
    named = [
        column.cell
        for column in table.columns
        if column.header
        and any(m.concept.startswith("customer_") for m in meanings(column.header))
        and _is_filled(evidence[column.cell])
    ]
    if named or table.rows.is_empty():
        return False
    cells = [column.cell for column in table.columns]
    filled = pl.sum_horizontal(pl.col(cell).is_not_null() for cell in cells)
    alone = table.rows.select(filled.alias("n"))["n"] == 1
    followed = alone & (table.rows.select(filled.alias("n"))["n"].shift(-1) > 1)
    return int(followed.sum() or 0) > 1


def _is_filled(seen: ColumnEvidence) -> bool:
    return seen.filled * 2 > seen.rows
