"""Publishing a ledger, against a plain read of the same Parquet files."""

from itertools import count

import duckdb
import polars as pl

from benchmarks.action import Action
from benchmarks.answers import Answer
from benchmarks.book import make_book
from benchmarks.folders import version_of, work_folder
from benchmarks.lake_files import Facts, prepared_workspace, write_load
from cartera.domain.facts import FACTS
from cartera.store.publish import MartRef
from cartera.store.workspace import Workspace


def workspace_of(size: int, snapshots: int) -> Workspace:
    """Return the workspace that holds a ledger of a size, made when missing."""
    made_by = ("book.py", "lake_files.py", "../cartera/domain/facts.py")
    folder = work_folder(f"ledger-{size}-{snapshots}-{version_of(*made_by)}")
    return prepared_workspace(folder, lambda: make_book(size), snapshots=snapshots)


def make_ledger(*, size: int, snapshots: int) -> Action:
    """Make and publish a ledger, so that this is in nobody's memory peak."""

    def make(_: None) -> MartRef:
        workspace = workspace_of(size, snapshots)
        return workspace.publish(actor=workspace.current_user("bench"))

    return Action(make, lambda _: {})


def publish_with_cartera(*, size: int, snapshots: int) -> Action:
    """Build, check and publish the mart: everything but opening it."""
    workspace = workspace_of(size, snapshots)
    actor = workspace.current_user("bench")
    number = count(len(workspace.loads()))

    def one_more_customer() -> None:
        """Change the state a little, so that there is a mart to build."""
        code = f"Z{next(number):05d}"
        rows = pl.DataFrame({"customer_code": [code], "customer_name": [code]})
        write_load(workspace, Facts("customers", rows), f"{code}.csv")

    def publish(_: None) -> MartRef:
        return workspace.publish(actor=actor)

    return Action(publish, _megabytes, one_more_customer)


def _megabytes(mart: MartRef) -> Answer:
    return {"mart_mb": round(mart.path.stat().st_size / 1e6)}


def read_with_duckdb(*, size: int, snapshots: int) -> Action:
    """Read every column of the same files into tables in memory."""
    workspace = workspace_of(size, snapshots)
    ids = [load.load_id for load in workspace.active_loads()]
    files = {table: workspace.lake.facts(ids, table) for table in FACTS}

    def read(_: None) -> dict[str, int]:
        rows = {}
        with duckdb.connect() as connection:
            for table, paths in files.items():
                if paths:
                    source = connection.read_parquet([str(path) for path in paths])
                    source.create(table)
                    rows[table] = connection.table(table).shape[0]
        return rows

    return Action(read, lambda _: {})
