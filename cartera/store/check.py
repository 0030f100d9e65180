"""Every invariant of the stores, counted; none of them changes anything."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
import polars as pl

from cartera.errors import AppError
from cartera.store import audit, erasing, loads, state
from cartera.store.canonical import Json
from cartera.store.lake import CELLS, Lake
from cartera.store.loads import LoadRecord
from cartera.store.publish import Publisher

if TYPE_CHECKING:
    from cartera.store.build import CheckResult

LEDGER_IDENTITY: Final = "ledger_identity"


def run(publisher: Publisher) -> "list[CheckResult]":
    """Return every check with the number of offending rows.

    A check of level `broken` means, with rows, that something is wrong; one of
    level `note` only tells. Repairs nothing and publishes nothing: a state that
    is not published is built aside, checked and dropped.
    """
    lake, journal = publisher.lake, publisher.journal
    with journal.read() as connection:
        known = loads.records(connection)
        pending = erasing.pending(connection)
        broken_audit = audit.broken_rows(connection)
    in_exchange = {load_id for folders in pending.values() for load_id in folders}
    settled = [load for load in known if load.load_id not in in_exchange]
    active = [load for load in settled if load.state == "active"]
    leftovers = (*lake.leftovers(), *publisher.marts.drafts())
    orphans = lake.orphans(load.load_id for load in known)
    ledger = _of_the_ledger(publisher)
    broken = {
        "lineage": sum(_rows_without_cells(lake, load.load_id) for load in active),
        "file_hashes": sum(_damaged(lake, load.load_id) for load in settled),
        "journal_lake": sum(not _agrees(lake, load) for load in settled),
        "audit_chain": broken_audit,
    }
    notes = {
        "orphans": len(orphans),
        "leftovers": len(leftovers),
        "unpublished": int(bool(known) and publisher.fresh() is None),
        "control_differences": sum(_differs(load.control) for load in active),
        "data_errors": sum(load.data_errors for load in active),
    }
    own = [*_results(broken, "broken"), *_results(notes, "note")]
    return _merged([*ledger, *own])


def _results(rows: Mapping[str, int], level: str) -> "list[CheckResult]":
    from cartera.store.build import CheckResult

    return [CheckResult(name, count, level) for name, count in rows.items()]


def _merged(results: "Iterable[CheckResult]") -> "list[CheckResult]":
    """Add up the checks of one name: the mart's part and the lake's."""
    merged: dict[str, CheckResult] = {}
    for result in results:
        before = merged.get(result.name)
        rows = result.rows + (before.rows if before else 0)
        merged[result.name] = replace(result, rows=rows)
    return list(merged.values())


def _of_the_ledger(publisher: Publisher) -> "list[CheckResult]":
    """Return the ledger's checks; a ledger that cannot be made is broken."""
    try:
        found = _of_the_state(publisher)
    except duckdb.Error:
        return _results({LEDGER_IDENTITY: 1}, "broken")
    if any(result.name == LEDGER_IDENTITY for result in found):
        return found
    return [*_results({LEDGER_IDENTITY: 0}, "broken"), *found]


def _of_the_state(publisher: Publisher) -> "list[CheckResult]":
    """Check the mart of the journal's state; one that is made for it is dropped."""
    ready = publisher.fresh()
    if ready is not None:
        return _run_on(publisher, ready.path)
    draft = publisher.marts.draft()
    try:
        with publisher.journal.read() as connection:
            now = state.read(connection, publisher.builder.version)
        publisher.builder.build(draft, state.inputs(now, publisher.lake))
        return _run_on(publisher, draft)
    finally:
        publisher.marts.drop_draft(draft)


def _run_on(publisher: Publisher, mart: Path) -> "list[CheckResult]":
    with closing(duckdb.connect(str(mart), read_only=True)) as connection:
        return list(publisher.builder.checks(connection))


def _rows_without_cells(lake: Lake, load_id: str) -> int:
    """Count the facts of a load that do not lead back to a row of its file.

    A file that cannot be read counts as one: nothing of it leads anywhere.
    """
    try:
        return _count_without_cells(lake, load_id)
    except (pl.exceptions.PolarsError, OSError):
        return 1


def _count_without_cells(lake: Lake, load_id: str) -> int:
    cells = lake.folder(load_id) / CELLS
    if not cells.is_file():
        return 0
    places = pl.scan_parquet(cells, glob=False).select(_place())
    return sum(
        pl.scan_parquet(path, glob=False)
        .select(_place())
        .join(places, on=["sheet", "row_no"], how="anti")
        .select(pl.len())
        .collect()
        .item()
        for table in lake.tables(load_id)
        for path in lake.facts((load_id,), table)
    )


def _place() -> list[pl.Expr]:
    return [pl.col("sheet").cast(pl.String), pl.col("row_no").cast(pl.Int64)]


def _damaged(lake: Lake, load_id: str) -> int:
    try:
        return len(lake.damaged_files(load_id))
    except (AppError, ValueError, TypeError):
        return 0  # no readable manifest: `journal_lake` counts it


def _agrees(lake: Lake, load: LoadRecord) -> bool:
    return lake.manifest_sha256(load.load_id) == load.manifest_sha256


def _differs(control: Mapping[str, Mapping[str, Json]]) -> int:
    return sum(_is_difference(entry.get("difference")) for entry in control.values())


def _is_difference(value: Json) -> bool:
    try:
        return value is not None and Decimal(str(value)) != 0
    except InvalidOperation:
        return False
