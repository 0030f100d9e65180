"""Loads for tests of the stores: small files, staged as ingestion stages them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

from cartera.domain.facts import FACTS
from cartera.domain.identity import name_key
from cartera.store.actors import Actor
from cartera.store.build import BuildInputs, CheckResult
from cartera.store.commit import CommitResult
from cartera.store.workspace import Workspace

ANA = Actor("ana", "admin")
AS_OF = date(2026, 3, 31)
TYPES = {
    "varchar": pl.String,
    "date": pl.Date,
    "integer": pl.Int32,
    "decimal(18,4)": pl.Decimal(18, 4),
}
COLUMNS = ("customer_code", "customer_name", "number", "balance", "email", "notes")


class Ticking:
    """A clock that starts at a moment and gains a second at every look."""

    def __init__(self, start: datetime = datetime(2026, 4, 1, 9, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def real_time() -> datetime:
    """Return the time as it is, for processes that compete."""
    return datetime.now(UTC)


class LoadsOnly:
    """Builds a mart that holds nothing but the list of loads; takes no time."""

    version = "loads only"

    def build(self, target: Path, inputs: BuildInputs) -> None:
        with duckdb.connect(str(target)) as connection:
            connection.register("incoming", inputs.loads.to_arrow())
            connection.execute(
                "create table loads as select * from incoming"
            ).complete()

    def checks(self, connection: duckdb.DuckDBPyConnection) -> Sequence[CheckResult]:
        return [CheckResult("ledger_identity", 0, "broken")]


def facts_frame(table: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Return rows as the facts of a canonical table, absent values null."""
    schema = {n: TYPES[t] for n, t in FACTS[table].items() if n != "load_id"}
    frame = pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in rows], schema=schema
    )
    return frame.with_columns(customer_name_key=name_key(pl.col("customer_name")))


def open_item(number: str, customer: str = "K1", **values: object) -> dict[str, object]:
    """Return one open item of company X over 10 euros, some values replaced."""
    return {
        "sheet": "Hoja1",
        "company": "X",
        "customer_code": customer,
        "customer_name": f"Comercial {customer}",
        "number": number,
        "issue_date": date(2026, 1, 1),
        "due_date": date(2026, 2, 1),
        "currency": "EUR",
        "amount": Decimal(10),
        "balance": Decimal(10),
        **values,
    }


def stage(
    workspace: Workspace,
    rows: Sequence[Mapping[str, object]],
    *,
    table: str = "open_items",
    extra: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
    title: str = "Listado",
) -> tuple[Path, dict[str, object]]:
    """Write a staged folder whose file has a title row and one row per fact."""
    folder = workspace.lake.stage()
    placed = [{**row, "row_no": no} for no, row in enumerate(rows, start=3)]
    text = "\n".join(
        ";".join(str(row.get(name) or "") for name in COLUMNS) for row in placed
    )
    content = f"{title}\n{text}\n".encode()
    (folder / "original").write_bytes(content)
    facts_frame(table, placed).write_parquet(folder / f"{table}.parquet")
    for name, others in (extra or {}).items():
        facts_frame(name, others).write_parquet(folder / f"{name}.parquet")
    _cells(placed, title).write_parquet(folder / "cells.parquet")
    rejected = {"sheet": [], "row_no": [], "column": [], "value": [], "code": []}
    pl.DataFrame(
        rejected, schema={n: pl.Int32 if n == "row_no" else pl.String for n in rejected}
    ).write_parquet(folder / "rejects.parquet")
    return folder, manifest_of(content, table)


def manifest_of(content: bytes, kind: str = "open_items") -> dict[str, object]:
    """Return what ingestion says about a file, as far as the stores read it."""
    return {
        "file": "cartera marzo.csv",
        "original_name": "cartera marzo.csv",
        "sha256": hashlib.sha256(content).hexdigest(),
        "kind": kind,
        "company": "X",
        "as_of": AS_OF.isoformat(),
        "data_date": AS_OF.isoformat(),
        "partial": False,
        "options": {},
        "rows": {"read": 1, "loaded": 1, "unchanged": 0, "rejected": 0, "ignored": 0},
        "totals": {"EUR": "10.00"},
        "control": {},
        "findings": [],
        "tables": [
            {
                "sheet": "Hoja1",
                "header_row": 2,
                "columns": [
                    {"index": index, "header": name, "canonical": _canonical(name)}
                    for index, name in enumerate(COLUMNS, start=1)
                ],
            }
        ],
    }


def load(
    workspace: Workspace,
    *rows: Mapping[str, object],
    state: str = "active",
    replaces: str | None = None,
    actor: Actor = ANA,
    changes: Mapping[str, object] | None = None,
    **stage_options: object,
) -> CommitResult:
    """Stage and commit a file with these open items."""
    folder, manifest = stage(workspace, rows or [open_item("F1")], **stage_options)
    return workspace.commit_load(
        folder,
        {**manifest, **(changes or {})},
        actor=actor,
        state=state,
        replaces=replaces,
    )


def opened(
    root: Path, *, clock: Callable[[], datetime] | None = None, builder: object = None
) -> Workspace:
    """Open a workspace with a ticking clock and the quick builder."""
    return Workspace.open(
        root, clock=clock or Ticking(), builder=builder or LoadsOnly()
    )


def loads_in(mart: Path) -> list[str]:
    """Return the ids of the loads that a mart was made of, in their sequence."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        rows = connection.sql("select load_id from loads order by sequence").fetchall()
    return [row[0] for row in rows]


def _cells(placed: Sequence[Mapping[str, object]], title: str) -> pl.DataFrame:
    rows = [
        {"row_no": 1, **_texts({COLUMNS[0]: title})},
        {"row_no": 2, **_texts({name: name for name in COLUMNS})},
        *({"row_no": row["row_no"], **_texts(row)} for row in placed),
    ]
    schema = {"sheet": pl.String, "row_no": pl.Int32} | {
        f"c{index:03d}": pl.String for index in range(1, len(COLUMNS) + 1)
    }
    return pl.DataFrame([{"sheet": "Hoja1", **row} for row in rows], schema=schema)


def _texts(row: Mapping[str, object]) -> dict[str, str | None]:
    return {
        f"c{index:03d}": None if row.get(name) is None else str(row[name])
        for index, name in enumerate(COLUMNS, start=1)
    }


def _canonical(name: str) -> str | None:
    return None if name == "notes" else name


def texts_below(folder: Path) -> Iterator[bytes]:
    """Return the bytes of every file below a folder."""
    return (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
