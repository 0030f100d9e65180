"""Balance reports on a published ledger, and the same balances by others."""

from datetime import date

import polars as pl

from benchmarks.action import Action
from benchmarks.answers import EDGES, Answer, add_up, to_cents
from benchmarks.book import make_book
from benchmarks.rivals import RIVALS
from benchmarks.tasks_publish import workspace_of
from cartera.reports.model import ReportRequest
from cartera.reports.registry import run_report
from cartera.store.warehouse import Warehouse


def report_of_cartera(*, size: int, snapshots: int, report: str, at: str) -> Action:
    """Run one report at a date on a warehouse that is open."""
    workspace = workspace_of(size, snapshots)
    mart = workspace.current(actor=workspace.current_user("bench"))
    warehouse = workspace.warehouse(mart)
    as_of = date.fromisoformat(at)
    values = (
        {"document_id": _open_document(warehouse, as_of)} if report == "lineage" else {}
    )
    request = ReportRequest(as_of=as_of, values=values)

    def run(_: None) -> pl.DataFrame:
        return run_report(warehouse, report, request, lake=workspace.lake)

    return Action(run, _answer)


def _open_document(warehouse: Warehouse, at: date) -> str:
    rows = warehouse.read(
        "reports/open_items", as_of=at, companies=None, basis="due", edges=list(EDGES)
    )
    debts = rows.filter(pl.col("type") == "INV")
    return str(debts["document_id"][debts.height // 2])


def _answer(rows: pl.DataFrame) -> Answer:
    """Return cents per currency and bucket where the report has both."""
    if "bucket" not in rows.columns:
        return {}
    amount = "open_amount" if "open_amount" in rows.columns else "amount"
    sums = rows.group_by("currency", "bucket").agg(pl.col(amount).sum())
    return add_up((row[0], row[1], to_cents(row[2])) for row in sums.iter_rows())


def balances_of_rival(*, size: int, rival: str, at: str) -> Action:
    """Let somebody else compute the ageing from what it has in memory."""
    competitor = RIVALS[rival](make_book(size))
    as_of = date.fromisoformat(at)
    return Action(lambda _: competitor.ageing(as_of), dict)
