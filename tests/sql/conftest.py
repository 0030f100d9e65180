"""Fixtures for queries: a mart from facts that the test writes down."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cartera.store.warehouse import Warehouse
from tests.ledger import Load, warehouse_of

EDGES = [0, 30, 60, 90, 120]


@pytest.fixture
def ledger_of(tmp_path: Path) -> Callable[..., Warehouse]:
    """Build a mart from loads and open it."""

    def build(*loads: Load, settings: tuple[dict[str, object], ...] = ()) -> Warehouse:
        return warehouse_of(tmp_path, *loads, settings=settings)

    return build


def balances(warehouse: Warehouse, day: str, company: str | None = None) -> dict:
    """Open amount per document on a day."""
    rows = open_rows(warehouse, day, company)
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row["document_id"]] = (
            found.get(row["document_id"], Decimal(0)) + row["open_amount"]
        )
    return found


def open_rows(warehouse: Warehouse, day: str, company: str | None = None) -> list[dict]:
    """Rows of open_items on a day."""
    return warehouse.read(
        "reports/open_items",
        as_of=date.fromisoformat(day),
        companies=None if company is None else [company],
        basis="due",
        edges=EDGES,
    ).to_dicts()


def findings(warehouse: Warehouse, code: str) -> list[dict]:
    """Remarks of the ledger with one code."""
    with warehouse.cursor() as cursor:
        return (
            cursor.sql(
                "select * from ledger_findings where code = $c", params={"c": code}
            )
            .pl()
            .to_dicts()
        )


def movements(warehouse: Warehouse, document: str) -> list[tuple]:
    """Date, amount, line and certainty of each change of a document."""
    with warehouse.cursor() as cursor:
        return cursor.sql(
            "select on_date, m.amount, line, certainty, since, tag from movements m "
            "join items using (item_no) where document_id = $d order by on_date, line",
            params={"d": document},
        ).fetchall()
