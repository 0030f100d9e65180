from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from cartera.errors import UsageError
from cartera.reports.model import ReportRequest
from cartera.reports.registry import (
    REPORTS,
    empty_report,
    latest_data_date,
    run_report,
)
from cartera.store.lake import Lake
from cartera.store.queries import load_queries
from cartera.store.warehouse import Warehouse
from tests.ledger import Load, warehouse_of

# The columns of the contract, to the letter.
CONTRACT = {
    "ageing": "currency bucket label documents amount disputed",
    "ageing_by_customer": (
        "company customer_id customer_name currency bucket documents amount"
    ),
    "customers_open": (
        "company customer_id customer_name currency gross unapplied net overdue "
        "disputed collectable max_dpd oldest_due"
    ),
    "open_items": (
        "company document_id customer_id customer_name type number issue_date "
        "due_date due_date_origin currency amount open_amount dpd bucket disputed "
        "certainty load_id"
    ),
    "lineage": "load_id file sheet row as_of field value",
}

Ask = Callable[..., pl.DataFrame]


def march_of_two_companies() -> list[Load]:
    def items(*rows: tuple[str, str, str, str, str]) -> list[dict[str, object]]:
        return [
            {
                "customer_code": customer,
                "customer_name": f"Cliente {customer}",
                "number": number,
                "issue_date": "2026-01-01",
                "due_date": due,
                "amount": amount,
                "balance": amount,
                "currency": currency,
            }
            for customer, number, due, amount, currency in rows
        ]

    return [
        Load(
            "open_items",
            items(
                ("A", "F1", "2026-03-31", "100.00", "EUR"),
                ("A", "F2", "2026-02-01", "50.50", "EUR"),
                ("B", "F3", "2025-01-01", "7.00", "USD"),
            ),
            as_of=date(2026, 3, 31),
            company="X",
        ),
        Load(
            "open_items",
            items(("A", "F1", "2026-02-27", "1000.00", "EUR")),
            as_of=date(2026, 2, 28),
            company="Y",
        ),
    ]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("two_companies")
    return warehouse_of(folder, *march_of_two_companies())


@pytest.fixture(scope="module")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return warehouse_of(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake.open(tmp_path / "lake")


@pytest.fixture
def ask(warehouse: Warehouse, lake: Lake) -> Ask:
    def run(name: str, **request: object) -> pl.DataFrame:
        return run_report(warehouse, name, ReportRequest(**request), lake=lake)  # type: ignore[arg-type]

    return run


@pytest.mark.parametrize("name", list(CONTRACT))
def test_a_report_has_the_columns_of_its_contract_first(ask: Ask, name: str) -> None:
    values = {"document_id": "F1"} if name == "lineage" else {}
    columns = CONTRACT[name].split()

    if name == "lineage":
        found = empty_report(REPORTS[name]).columns
    else:
        found = ask(name, values=values).columns

    assert found[: len(columns)] == columns


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda report: report.name)
def test_a_reports_query_returns_what_the_registry_promises(report) -> None:  # type: ignore[no-untyped-def]
    returned = load_queries()[report.query].returns

    promised = [column for column in report.column_names if report.finish is None]

    assert not [name for name in promised if name not in returned]


def test_without_a_date_a_report_is_about_the_latest_data(ask: Ask) -> None:
    ageing = ask("ageing")

    total = ageing.group_by("currency").agg(pl.col("amount").sum()).sort("currency")
    assert total.rows() == [
        ("EUR", Decimal("1150.5000")),
        ("USD", Decimal("7.0000")),
    ]


def test_a_company_in_scope_has_its_own_latest_date(warehouse: Warehouse) -> None:
    assert latest_data_date(warehouse, ("Y",)) == date(2026, 2, 28)
    assert latest_data_date(warehouse, ()) == date(2026, 3, 31)


def test_companies_are_kept_apart(ask: Ask) -> None:
    rows = ask("ageing_by_customer", companies=("Y",))

    assert rows["company"].unique().to_list() == ["Y"]
    assert rows["amount"].sum() == Decimal("1000.0000")


def test_every_bucket_is_there_for_every_currency_with_its_label(ask: Ask) -> None:
    ageing = ask("ageing", companies=("X",), language="en")

    euros = ageing.filter(pl.col("currency") == "EUR")
    assert dict(zip(euros["bucket"], euros["label"], strict=True)) == {
        "B0": "Not yet due",
        "B1": "1–30",
        "B2": "31–60",
        "B3": "61–90",
        "B4": "91–120",
        "B5": "+120",
        "UNDATED": "Undated",
        "UNAPPLIED": "Unapplied",
    }
    assert ageing.height == 16


def test_other_edges_make_other_buckets_and_the_same_total(ask: Ask) -> None:
    usual = ask("ageing")
    other = ask("ageing", values={"edges": "0,15", "basis": "invoice"})

    assert set(other["bucket"]) == {"B0", "B1", "B2", "UNAPPLIED", "UNDATED"}
    assert other["amount"].sum() == usual["amount"].sum()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"base": "due"}, "REPORT_PARAMETER_UNKNOWN"),
        ({"basis": "paid"}, "REPORT_PARAMETER_VALUE"),
        ({"basis": ""}, "REPORT_PARAMETER_MISSING"),
        ({"edges": "a"}, "BUCKET_EDGES"),
        ({"as_of": "2026-01-01"}, "REPORT_PARAMETER_UNKNOWN"),
    ],
)
def test_a_wrong_parameter_is_wrong_usage(
    ask: Ask, values: dict[str, str], code: str
) -> None:
    with pytest.raises(UsageError) as caught:
        ask("ageing", values=values)

    assert caught.value.code == code


def test_an_unknown_report_names_those_there_are(ask: Ask) -> None:
    with pytest.raises(UsageError) as caught:
        ask("aging")

    assert caught.value.code == "REPORT_UNKNOWN"
    assert "ageing_by_customer" in str(caught.value.details["known"])


def test_lineage_needs_a_document(ask: Ask) -> None:
    with pytest.raises(UsageError) as caught:
        ask("lineage")

    assert caught.value.code == "REPORT_PARAMETER_MISSING"


@pytest.mark.parametrize("name", [name for name in CONTRACT if name != "lineage"])
def test_without_data_a_report_has_its_columns_and_no_rows(
    empty_warehouse: Warehouse, lake: Lake, name: str
) -> None:
    rows = run_report(empty_warehouse, name, ReportRequest(), lake=lake)

    assert rows.height == 0
    assert rows.columns == CONTRACT[name].split()


def test_an_undocumented_document_has_no_lineage(ask: Ask) -> None:
    rows = ask("lineage", values={"document_id": "none of ours"})

    assert rows.height == 0
    assert rows.columns[:7] == CONTRACT["lineage"].split()
