"""The frozen cases C01 and C02, through files, the store and the reports."""

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cartera.ingest.outcome import LoadOptions
from cartera.ingest.service import load_files
from cartera.reports.model import ReportRequest
from cartera.reports.registry import run_report
from cartera.store.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases"
FILES = ("documents", "payments", "allocations", "disputes")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

AGEING = json.loads((CASES / "C01_ageing.json").read_text())
AS_OF = json.loads((CASES / "C02_asof.json").read_text())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A data folder into which the four files of C01 were loaded as they are."""
    root = tmp_path_factory.mktemp("c01")
    with closing(Workspace.open(root, clock=lambda: NOW)) as opened:
        actor = opened.current_user("ana")
        paths = [CASES / f"C01_in_{name}.csv" for name in FILES]
        outcomes = load_files(
            opened,
            [(path.name, path) for path in paths],
            LoadOptions(company="X", currency="EUR"),
            actor=actor,
            today=NOW.date(),
            language="es",
        )
        assert [outcome.status for outcome in outcomes] == ["loaded"] * 4
        opened.publish(actor=actor)
        yield opened


def report(workspace: Workspace, name: str, day: str, **values: str) -> list[dict]:
    mart = workspace.published()
    assert mart is not None
    request = ReportRequest(as_of=date.fromisoformat(day), values=values)
    rows = run_report(workspace.warehouse(mart), name, request, lake=workspace.lake)
    return rows.to_dicts()


def buckets(rows: list[dict]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["bucket"]] = found.get(row["bucket"], Decimal(0)) + row["amount"]
    return found


def expected_buckets(total: dict[str, str]) -> dict[str, Decimal]:
    names = ("B0", "B1", "B2", "B3", "B4", "B5", "UNAPPLIED")
    return {name: Decimal(total[name]) for name in names} | {"UNDATED": Decimal(0)}


@pytest.mark.parametrize("basis", ["due", "invoice"])
def test_c01_totals_and_items_in_both_bases(workspace: Workspace, basis: str):
    expected = AGEING[f"expected_{basis}"]

    totals = buckets(report(workspace, "ageing", "2026-10-31", basis=basis))
    items = report(workspace, "open_items", "2026-10-31", basis=basis)

    assert totals == expected_buckets(expected["total"])
    assert sum(totals.values()) == Decimal(expected["total"]["CONTROL"])
    debts = {
        row["document_id"]: (row["customer_id"], row["open_amount"], row["bucket"])
        for row in items
        if row["bucket"] != "UNAPPLIED"
    }
    assert debts == {
        item["doc_id"]: (item["customer_id"], Decimal(item["open"]), item["bucket"])
        for item in expected["items"]
    }


def test_c01_by_customer(workspace: Workspace):
    rows = report(workspace, "ageing_by_customer", "2026-10-31")

    with (CASES / "C01_expected_by_customer_due.csv").open() as file:
        for expected in csv.DictReader(file):
            own = [r for r in rows if r["customer_id"] == expected["customer_id"]]
            found = buckets(own)
            assert sum(found.values()) == Decimal(expected["NET"])
            for bucket, amount in found.items():
                assert amount == Decimal(expected[bucket])


@pytest.mark.parametrize("expected", AS_OF["expected_totals"], ids=lambda e: e["asof"])
def test_c02_totals_at_each_date(workspace: Workspace, expected: dict):
    rows = report(workspace, "ageing", expected["asof"])

    assert buckets(rows) == expected_buckets(expected)
    assert sum(r["disputed"] for r in rows) == Decimal(expected["DISPUTED"])


@pytest.mark.parametrize("day", AS_OF["expected_items"])
def test_c02_items_and_credits_at_each_date(workspace: Workspace, day: str):
    items = report(workspace, "open_items", day)

    found = {
        row["document_id"]: (row["open_amount"], row["dpd"], row["bucket"])
        for row in items
        if row["bucket"] != "UNAPPLIED"
    }
    assert found == {
        item["doc_id"]: (Decimal(item["open"]), item["age"], item["bucket"])
        for item in AS_OF["expected_items"][day]
    }
    unapplied = {
        row["document_id"]: -row["open_amount"]
        for row in items
        if row["bucket"] == "UNAPPLIED"
    }
    assert unapplied == {
        credit["id"]: Decimal(credit["unapplied"])
        for credit in AS_OF["expected_credits"][day]
    }


def test_c01_collectable_leaves_out_the_credit_we_hold(workspace: Workspace):
    rows = report(workspace, "customers_open", "2026-10-31")

    [customer] = [row for row in rows if row["customer_id"] == "C"]

    assert customer["collectable"] == Decimal(2000)


@pytest.mark.parametrize(
    "expected", AS_OF["expected_rollforward"], ids=lambda e: e["to"]
)
def test_c02_movements_add_up_line_by_line(workspace: Workspace, expected: dict):
    mart = workspace.published()
    with workspace.warehouse(mart).cursor() as cursor:
        lines = dict(
            cursor.sql(
                "select line, sum(amount) from movements "
                "where on_date > $from and on_date <= $to group by line",
                params={"from": expected["from_"], "to": expected["to"]},
            ).fetchall()
        )

    signs = {"billed": 1, "voided": -1, "credit_notes": -1, "cash": -1, "reversals": 1}
    signs["write_offs"] = -1
    for line, sign in signs.items():
        assert lines.pop(line, Decimal(0)) == sign * Decimal(expected[line]), line
    assert sum(lines.values()) == 0


def test_lineage_opens_the_cells_of_the_files(workspace: Workspace):
    mart = workspace.published()
    request = ReportRequest(values={"document_id": "INV-001"})

    rows = run_report(
        workspace.warehouse(mart), "lineage", request, lake=workspace.lake
    ).to_dicts()

    cells = {(row["file"], row["row"], row["field"]): row["value"] for row in rows}
    assert cells["C01_in_documents.csv", 2, "amount"] == "1000.00"
    assert cells["C01_in_allocations.csv", 3, "source_id"] == "PAY-002"
