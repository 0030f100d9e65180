"""Puts a ledger into a workspace as loads, in the form in which the lake has it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.book import COMPANY, LATEST, Book, open_at
from cartera.domain.facts import FACTS
from cartera.domain.identity import name_key
from cartera.store.canonical import Json
from cartera.store.workspace import Workspace

_TYPES: Final = {
    "varchar": pl.String(),
    "date": pl.Date(),
    "integer": pl.Int32(),
    "decimal(18,4)": pl.Decimal(18, 4),
}
_SHEET: Final = "Hoja1"


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of one load: a canonical table, its columns and its dates."""

    kind: str
    rows: pl.DataFrame
    as_of: date | None = None


def open_workspace(folder: Path) -> Workspace:
    """Open the workspace of a folder, making it if need be."""
    return Workspace.open(folder, clock=lambda: datetime.now(UTC))


def facts_of(book: Book, *, snapshots: int) -> Iterator[Facts]:
    """Give the loads of a ledger; `snapshots` month-ends of open items besides."""
    yield Facts("customers", _customers(book))
    yield Facts("documents", _documents(book.documents))
    yield Facts("payments", _payments(book.payments))
    yield Facts("applications", _applications(book))
    yield Facts("disputes", _disputes(book.disputes))
    for cut in month_ends(snapshots):
        yield Facts("open_items", _open_items(open_at(book, cut)), as_of=cut)


def month_ends(count: int) -> list[date]:
    """Return the last month-ends up to the latest date, oldest first."""
    days, day = [], LATEST
    for _ in range(count):
        days.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return days[::-1]


def write_load(workspace: Workspace, facts: Facts, name: str) -> str:
    """Store one load as if it had been read from a file; return its id."""
    frame = typed(facts.kind, facts.rows)
    staged = workspace.lake.stage()
    frame.write_parquet(staged / f"{facts.kind}.parquet", compression="zstd")
    cells, columns = _cells(facts.rows, frame)
    cells.write_parquet(staged / "cells.parquet", compression="zstd")
    (staged / "original").write_text(name, encoding="utf-8")
    as_of = facts.as_of.isoformat() if facts.as_of else None
    manifest: dict[str, Json] = {
        "sha256": name,
        "kind": facts.kind,
        "company": COMPANY,
        "file": name,
        "as_of": as_of,
        "data_date": as_of or LATEST.isoformat(),
        "partial": False,
        "tables": [{"sheet": _SHEET, "columns": columns}],
    }
    result = workspace.commit_load(
        staged, manifest, actor=workspace.current_user("bench"), state="active"
    )
    return result.load_id


def typed(kind: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with every column of a canonical table, in its exact types."""
    placed = rows.with_columns(
        company=pl.lit(COMPANY),
        sheet=pl.lit(_SHEET),
        row_no=pl.int_range(2, pl.len() + 2, dtype=pl.Int32),
    )
    return placed.select(
        (pl.col(name) if name in placed.columns else pl.lit(None))
        .cast(_TYPES[kind_of])
        .alias(name)
        for name, kind_of in FACTS[kind].items()
        if name != "load_id"
    )


def money(cents: str) -> pl.Expr:
    """Return cents as an exact amount with four decimals."""
    return pl.col(cents).cast(pl.Decimal(18, 4)) * pl.lit("0.01").cast(pl.Decimal(4, 2))


def _customers(book: Book) -> pl.DataFrame:
    return (
        book.documents.select("customer", "currency")
        .unique()
        .sort("customer")
        .select(
            _code(),
            *_names(),
            "currency",
            country=pl.lit("ES"),
            terms_days=pl.lit(30),
        )
    )


def _code() -> pl.Expr:
    return pl.col("customer").alias("customer_code")


def _names() -> tuple[pl.Expr, pl.Expr]:
    name = pl.format("Comercial Número {}, S.L.", pl.col("customer"))
    return name.alias("customer_name"), name_key(name).alias("customer_name_key")


def _documents(documents: pl.DataFrame) -> pl.DataFrame:
    return documents.select(
        _code(),
        *_names(),
        "number",
        "currency",
        type=pl.lit("INV"),
        issue_date="issue",
        due_date="due",
        amount=money("cents"),
    )


def _open_items(items: pl.DataFrame) -> pl.DataFrame:
    return items.select(
        _code(),
        *_names(),
        "number",
        "currency",
        "type",
        issue_date="issue",
        due_date="due",
        amount=money("cents"),
        balance=money("balance"),
    )


def _payments(payments: pl.DataFrame) -> pl.DataFrame:
    return payments.select(
        _code(),
        *_names(),
        "currency",
        payment_id="payment",
        value_date="value",
        amount=money("cents"),
        method=pl.lit("transferencia"),
        reversed_date="reversed",
    )


def _applications(book: Book) -> pl.DataFrame:
    currencies = book.documents.select("number", "currency")
    return book.applications.join(
        currencies, on="number", how="left", maintain_order="left"
    ).select(
        "currency",
        source_type=pl.lit("PAY"),
        source_id="payment",
        target_id="number",
        amount=money("cents"),
        alloc_date="applied",
    )


def _disputes(disputes: pl.DataFrame) -> pl.DataFrame:
    return disputes.select(
        _code(),
        "opened",
        "resolved",
        dispute_id=pl.format("D-{}", "number"),
        document="number",
        amount=money("cents"),
    )


def _cells(
    rows: pl.DataFrame, typed_rows: pl.DataFrame
) -> tuple[pl.DataFrame, list[Json]]:
    """Return rows as text, and what each of the columns was taken for."""
    visible = [name for name in rows.columns if name != "customer_name_key"]
    cells = typed_rows.select(
        "sheet",
        "row_no",
        *(
            pl.col(name).cast(pl.String).alias(f"c{position:03d}")
            for position, name in enumerate(visible, start=1)
        ),
    )
    columns: list[Json] = [
        {"index": position, "header": name, "canonical": name}
        for position, name in enumerate(visible, start=1)
    ]
    return cells, columns


def prepared_workspace(
    folder: Path, ledger: Callable[[], Book], *, snapshots: int
) -> Workspace:
    """Return a workspace that holds a ledger; made once, then kept."""
    done = folder / "complete.json"
    workspace = open_workspace(folder)
    if not done.exists():
        for number, facts in enumerate(facts_of(ledger(), snapshots=snapshots)):
            write_load(workspace, facts, f"{facts.kind}-{number}.csv")
        done.write_text(json.dumps({"snapshots": snapshots}), encoding="utf-8")
    return workspace
