"""The sample exports, loaded through the same door as any file, tell the truth."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import load_files
from cartera.reports.model import ReportRequest
from cartera.reports.registry import run_report
from cartera.store.workspace import Workspace

SAMPLE_DATA = Path(__file__).parents[2] / "sample_data"
TRUTH = json.loads(Path(__file__).with_name("sample_truth.json").read_text("utf-8"))
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Iterator[tuple[Workspace, list[LoadOutcome]]]:
    workspace = Workspace.open(
        tmp_path_factory.mktemp("sample"),
        clock=lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )
    actor = workspace.current_user("test")
    exports = sorted(f for f in SAMPLE_DATA.iterdir() if f.suffix != ".md")
    outcomes = load_files(
        workspace,
        [(file.name, file) for file in exports],
        LoadOptions(),
        actor=actor,
        today=TODAY,
        language="es",
    )
    workspace.publish(actor=actor)
    yield workspace, outcomes
    workspace.close()


def test_every_file_is_understood_without_a_question(loaded):
    _, outcomes = loaded

    results = [outcome.to_json("es") for outcome in outcomes]

    assert {r["file"]: r["status"] for r in results} == {
        r["file"]: "loaded" for r in results
    }
    assert sum(r["rows"]["rejected"] for r in results) == 0
    assert not [
        finding
        for result in results
        for finding in result["findings"]
        if finding["severity"] in {"question", "error"}
    ]


def test_every_snapshot_agrees_with_its_own_total_row(loaded):
    _, outcomes = loaded

    results = [outcome.to_json("es") for outcome in outcomes]
    controls = [r["control"] for r in results if r["kind"] == "open_items"]

    assert len(controls) == 36
    for control in controls:
        assert control
        assert {Decimal(entry["difference"]) for entry in control.values()} == {0}


def test_the_ageing_at_every_cut_is_the_true_one(loaded):
    workspace, _ = loaded
    facts = TRUTH["cuts"] + TRUTH["after"]

    reported = [ageing(workspace, fact) for fact in facts]

    assert reported == [
        {"disputed": Decimal(fact["disputed"])}
        | {bucket: Decimal(amount) for bucket, amount in fact["buckets"].items()}
        | {"UNAPPLIED": Decimal(fact["unapplied"]), "UNDATED": 0}
        for fact in facts
    ]


def test_the_watched_customers_owe_what_they_truly_owe(loaded):
    workspace, _ = loaded
    days = sorted({fact["as_of"] for fact in TRUTH["customers"]})

    reported = pl.concat(
        report(workspace, "customers_open", day).with_columns(as_of=pl.lit(day))
        for day in days
    )

    net = {
        (row["as_of"], row["company"], row["customer_id"], row["currency"]): row["net"]
        for row in reported.iter_rows(named=True)
    }
    for fact in TRUTH["customers"]:
        key = (fact["as_of"], fact["company"], fact["customer"], fact["currency"])
        assert net[key] == Decimal(fact["net"])


def report(workspace: Workspace, name: str, day: str, *companies: str) -> pl.DataFrame:
    mart = workspace.published()
    assert mart is not None
    request = ReportRequest(as_of=date.fromisoformat(day), companies=companies)
    return run_report(workspace.warehouse(mart), name, request, lake=workspace.lake)


def ageing(workspace: Workspace, fact: dict[str, str]) -> dict[str, Decimal]:
    rows = report(workspace, "ageing", fact["as_of"], fact["company"])
    mine = rows.filter(pl.col("currency") == fact["currency"])
    amounts = dict(mine.select("bucket", "amount").iter_rows())
    return {"disputed": mine["disputed"].sum()} | amounts
