"""Snapshots that repeat one for the same date, or would settle too much."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import polars as pl

from cartera.domain.identity import number_key
from cartera.errors import Finding
from cartera.money import to_json_amount
from cartera.store.actors import Actor
from cartera.store.loads import LoadRecord
from cartera.store.queries import load_queries
from cartera.store.workspace import Workspace

SHARED_DOCUMENTS: Final = 0.1
SETTLED_SHARE: Final = Decimal("0.5")

_OPEN_ITEMS: Final = "reports/open_items"
_DOCUMENT: Final = ("series", "number", "currency", "balance")


@dataclass(frozen=True, slots=True)
class Book:
    """What a company has, as a snapshot for a date is held against it.

    `other_parts` are rows that other files of the same call list for that date.
    """

    workspace: Workspace
    actor: Actor
    loads: Sequence[LoadRecord]
    company: str
    as_of: date
    other_parts: pl.DataFrame


def second_snapshot(book: Book, rows: pl.DataFrame) -> Iterator[Finding]:
    """Ask when the same documents were listed for the same day before."""
    seconds = [
        load
        for load in book.loads
        if load.kind == "open_items" and load.as_of == book.as_of
    ]
    own = _documents(rows) if seconds else pl.DataFrame()
    for load in seconds:
        for path in book.workspace.lake.facts([load.load_id], "open_items"):
            known = _documents(rows_of_company(path, book.company, _DOCUMENT))
            shared = own.join(known, on=own.columns, how="semi").height
            if shared > SHARED_DOCUMENTS * own.height:
                yield Finding(
                    "SECOND_SNAPSHOT",
                    "question",
                    details=(
                        ("company", book.company),
                        ("as_of", book.as_of.isoformat()),
                        ("shared", shared),
                        ("documents", own.height),
                        ("load_id", load.load_id),
                        ("file", load.file),
                    ),
                )
                return


def _number() -> pl.Expr:
    joined = pl.concat_str("series", "number", separator="-", ignore_nulls=True)
    return number_key(joined).alias("document")


def _documents(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(_number()).drop_nulls().unique()


def settles_most(book: Book, rows: pl.DataFrame) -> Iterator[Finding]:
    """Ask when most of what was open would count as settled.

    The snapshot before is compared first, which is cheap; only if that looks
    bad, or there is none, is the ledger asked, which knows payments as well.
    """
    before = _snapshot_before(book)
    if before is None and not any(load.kind == "documents" for load in book.loads):
        return
    listed = _open_by_document(pl.concat([rows.select(_DOCUMENT), _same_day(book)]))
    if before is not None and not _suspects(before, listed):
        return
    in_ledger = _ledger_before(book)
    open_before = in_ledger if in_ledger is not None else before
    if open_before is None:
        return
    for currency, settled, whole in _suspects(open_before, listed):
        yield Finding(
            "SNAPSHOT_SETTLES_MOST",
            "question",
            details=(
                ("company", book.company),
                ("as_of", book.as_of.isoformat()),
                ("settled", to_json_amount(settled, currency)),
                ("open", to_json_amount(whole, currency)),
                ("currency", currency),
            ),
        )


def _same_day(book: Book) -> pl.DataFrame:
    """Return what the other parts of the same snapshot list."""
    ids = [
        load.load_id
        for load in book.loads
        if load.kind == "open_items" and load.as_of == book.as_of
    ]
    paths = book.workspace.lake.facts(ids, "open_items")
    stored = [rows_of_company(path, book.company, _DOCUMENT) for path in paths]
    return pl.concat([book.other_parts.select(_DOCUMENT), *stored])


def _open_by_document(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what is owed per document and currency; credits are left out."""
    return (
        rows.select("currency", _number(), pl.col("balance").cast(pl.Decimal(38, 4)))
        .group_by("currency", "document")
        .agg(pl.col("balance").sum())
        .filter(pl.col("balance") > 0)
    )


def _snapshot_before(book: Book) -> pl.DataFrame | None:
    earlier = [
        load
        for load in book.loads
        if load.kind == "open_items"
        and load.as_of is not None
        and load.as_of < book.as_of
        and not load.partial
    ]
    if not earlier:
        return None
    last = max(load.as_of for load in earlier if load.as_of is not None)
    ids = [load.load_id for load in earlier if load.as_of == last]
    paths = book.workspace.lake.facts(ids, "open_items")
    frames = [rows_of_company(path, book.company, _DOCUMENT) for path in paths]
    return _open_by_document(pl.concat(frames)) if frames else None


def _ledger_before(book: Book) -> pl.DataFrame | None:
    """Return what the ledger says is open at the date without this snapshot."""
    if _OPEN_ITEMS not in load_queries():
        return None
    mart = book.workspace.current(actor=book.actor)
    rows = book.workspace.warehouse(mart).read(
        _OPEN_ITEMS,
        as_of=book.as_of,
        companies=[book.company],
        basis="due",
        edges=[0, 30, 60, 90, 120],
    )
    shaped = rows.select(
        "currency",
        pl.lit(None, pl.String).alias("series"),
        pl.col("document_id").cast(pl.String).alias("number"),
        pl.col("open_amount").alias("balance"),
    )
    return _open_by_document(shaped)


def _suspects(
    before: pl.DataFrame, listed: pl.DataFrame
) -> list[tuple[str, Decimal, Decimal]]:
    """Return currency, settled, open where more than half would be settled.

    Currencies are never added: the one with most documents speaks for all.
    """
    if before.is_empty():
        return []
    gone = (
        before.join(
            listed,
            on=["currency", "document"],
            how="left",
            suffix="_now",
            nulls_equal=True,
        )
        .with_columns(pl.col("balance_now").fill_null(0))
        .group_by("currency")
        .agg(
            documents=pl.len(),
            settled=(pl.col("balance") - pl.col("balance_now")).clip(0).sum(),
            whole=pl.col("balance").sum(),
        )
        .sort("documents", "currency", descending=[True, False])
    )
    currency, _, settled, whole = gone.row(0)
    return [(currency, settled, whole)] if settled > whole * SETTLED_SHARE else []


def rows_of_company(path: Path, company: str, columns: Sequence[str]) -> pl.DataFrame:
    """Return some columns of a company's rows in a Parquet file of facts."""
    scan = pl.scan_parquet(path, glob=False)
    return scan.filter(pl.col("company") == company).select(columns).collect()
