"""Payments that are movements of the debt they quote, and those that are not."""

from datetime import date
from decimal import Decimal

import pytest

from cartera.store.warehouse import Warehouse
from tests.ledger import Load
from tests.sql.conftest import balances, movements
from tests.sql.test_documents import invoice, payment

REGISTER = Load("documents", [invoice("F1")])
QUOTING = payment("40", reference="F1")


def numbers(warehouse: Warehouse, table: str, column: str) -> list[str]:
    with warehouse.cursor() as cursor:
        rows = cursor.sql(f"select {column} from {table} order by all").fetchall()
    return [row[0] for row in rows]


def direct(warehouse: Warehouse) -> list[str]:
    found = numbers(warehouse, "payments", "payment_id")
    assert not set(found) & set(numbers(warehouse, "items", "document_id"))
    return found


def lineage(warehouse: Warehouse, number: str) -> list[tuple]:
    rows = warehouse.read("reports/lineage", document_id=number, companies=None)
    return list(
        rows.select("file", "row_no", "role", "document_id", "type").iter_rows()
    )


def test_a_payment_of_one_debt_is_a_movement_of_it(ledger_of):
    warehouse = ledger_of(REGISTER, Load("payments", [QUOTING]))

    assert direct(warehouse) == ["P1"]
    assert [m[1:4] for m in movements(warehouse, "F1")] == [
        (Decimal(100), "billed", "exact"),
        (Decimal(-40), "cash", "exact"),
    ]
    assert balances(warehouse, "2026-02-10") == {"F1": 60}


def test_a_bounced_payment_is_taken_back_where_it_was_put(ledger_of):
    bounced = QUOTING | {"reversed_date": "2026-03-01"}
    warehouse = ledger_of(REGISTER, Load("payments", [bounced]))

    assert direct(warehouse) == ["P1"]
    assert [m[1:3] for m in movements(warehouse, "F1")] == [
        (Decimal(100), "billed"),
        (Decimal(-40), "cash"),
        (Decimal(40), "reversals"),
    ]


def test_its_rows_are_found_by_its_own_number_and_by_the_debts(ledger_of):
    warehouse = ledger_of(REGISTER, Load("payments", [QUOTING]))

    assert lineage(warehouse, "P1") == [("payments_2.csv", 2, "payment", "P1", "PAY")]
    assert lineage(warehouse, "F1") == [
        ("documents_1.csv", 2, "document", "F1", "INV"),
        ("payments_2.csv", 2, "application", "F1", "INV"),
    ]


def test_its_lineage_is_that_of_its_company_alone(ledger_of):
    warehouse = ledger_of(REGISTER, Load("payments", [QUOTING]))

    rows = warehouse.read("reports/lineage", document_id="P1", companies=["Y"])

    assert rows.is_empty()


def test_a_payment_of_several_debts_is_a_movement_of_each(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1"), invoice("F2", "70")]),
        Load("payments", [QUOTING, payment("70", reference="F2")]),
    )

    assert direct(warehouse) == ["P1", "P1"]
    assert balances(warehouse, "2026-02-10") == {"F1": 60}
    assert [row[1:3] for row in lineage(warehouse, "P1")] == [
        (2, "payment"),
        (3, "payment"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"reference": "Z9"},
        {"reference": None},
        {"reference": "F2", "value_date": "2026-02-11"},
        {"reference": "F2", "reversed_date": "2026-03-01"},
        {"reference": "F2", "amount": "-5"},
    ],
)
def test_a_payment_is_kept_whole_where_one_of_its_rows_is_another_matter(
    ledger_of, other
):
    warehouse = ledger_of(
        Load("documents", [invoice("F1"), invoice("F2", "70")]),
        Load("payments", [QUOTING, payment("30") | other]),
    )

    assert direct(warehouse) == []


def test_a_payment_listed_again_by_a_later_file_counts_once(ledger_of):
    warehouse = ledger_of(
        REGISTER, Load("payments", [QUOTING]), Load("payments", [QUOTING])
    )

    assert direct(warehouse) == ["P1"]
    assert balances(warehouse, "2026-02-10") == {"F1": 60}


@pytest.mark.parametrize(
    "changes",
    [
        {"customer_code": "B"},
        {"currency": "USD"},
        {"value_date": "2026-01-09"},
        {"value_date": None},
        {"amount": "-40"},
        {"reference": "f 1"},
        {"reversed_date": "2026-02-10"},
    ],
)
def test_a_payment_with_a_life_of_its_own_stays_an_item(ledger_of, changes):
    warehouse = ledger_of(REGISTER, Load("payments", [QUOTING | changes]))

    assert direct(warehouse) == []
    assert "P1" in numbers(warehouse, "items", "document_id")


@pytest.mark.parametrize(
    "rows",
    [
        [invoice("F1", void_date="2026-03-01")],
        [invoice("F1"), invoice("F1", type="DN")],
        [invoice("F1"), invoice("F1", customer_code="B")],
        [invoice("F1"), invoice("F1", due_date="2026-03-01")],
        [invoice("F1", issue_date=None)],
        [invoice("F1"), invoice("P1", "-40", type="PAY")],
    ],
)
def test_so_does_the_payment_of_anything_but_one_plain_debt(ledger_of, rows):
    warehouse = ledger_of(Load("documents", rows), Load("payments", [QUOTING]))

    assert direct(warehouse) == []
    assert "P1" in numbers(warehouse, "items", "document_id")


def test_so_do_payments_beside_a_file_that_names_payments(ledger_of):
    named = {"source_type": "PAY", "source_id": "p-1", "target_id": "F1"}
    warehouse = ledger_of(
        REGISTER,
        Load("payments", [QUOTING]),
        Load("applications", [named | {"amount": "1", "alloc_date": "2026-02-10"}]),
    )

    assert direct(warehouse) == []


def test_so_does_the_payment_of_a_debt_that_a_snapshot_found_late(ledger_of):
    early, late = invoice("F0", balance="100"), invoice("F1", balance="60")
    warehouse = ledger_of(
        Load("open_items", [early], as_of=date(2026, 1, 31)),
        Load("open_items", [early, late], as_of=date(2026, 3, 31)),
        Load("payments", [QUOTING | {"value_date": "2026-01-20"}]),
    )

    assert direct(warehouse) == []
    assert "P1" in numbers(warehouse, "items", "document_id")
    assert balances(warehouse, "2026-01-31") == {"F0": 100}
