import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cartera.reports.lineage import column_letter
from cartera.reports.model import ReportRequest
from cartera.reports.registry import run_report
from cartera.store.lake import Lake
from tests.ledger import Load, warehouse_of

HEADERS = ["Cliente", "Factura", "Vencimiento", "Saldo"]
CELLS: list[list[str | None]] = [
    ["A", "F-1", "31/03/2026", "1.234,50"],
    ["A", "F-2", None, "10,00"],
]


def load_of(*numbers: str, first_row: int) -> Load:
    rows = [
        {
            "customer_code": "A",
            "customer_name": "A",
            "number": number,
            "issue_date": "2026-01-01",
            "balance": "10.00",
            "amount": "10.00",
            "row_no": row,
        }
        for row, number in enumerate(numbers, start=first_row)
    ]
    return Load("open_items", rows, as_of=date(2026, 3, 31))


def put_into(
    lake: Lake, load_id: str, rows: Sequence[Sequence[str | None]], first_row: int
) -> None:
    """Write cells and manifest of a load as reading a file leaves them."""
    folder = lake.root / load_id
    folder.mkdir()
    cells = pl.DataFrame(
        {
            f"c{i:03d}": list(values)
            for i, values in enumerate(zip(*rows, strict=True), 1)
        },
        schema={f"c{i:03d}": pl.String for i in range(1, len(rows[0]) + 1)},
    ).with_columns(
        sheet=pl.lit("Hoja1"),
        row_no=pl.int_range(first_row, first_row + len(rows), dtype=pl.Int32),
    )
    cells.write_parquet(folder / "cells.parquet")
    headed = [
        {"index": 1, "header": "Cliente", "canonical": "customer_code"},
        {"index": 2, "header": "Factura", "canonical": "number"},
        {"index": 3, "header": "Vencimiento", "canonical": None},
        {"index": 4, "header": "Saldo", "canonical": "balance"},
    ]
    manifest = {"tables": [{"sheet": "Hoja1", "columns": headed}]}
    (folder / "load.json").write_text(json.dumps(manifest), "utf-8")


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path / "lake")
    put_into(lake, "load0001", [[*row, None, "nota al pie"] for row in CELLS], 5)
    return lake


def ask(tmp_path: Path, lake: Lake, document: str, *loads: Load) -> pl.DataFrame:
    warehouse = warehouse_of(tmp_path, *loads)
    request = ReportRequest(values={"document_id": document})
    return run_report(warehouse, "lineage", request, lake=lake)


def test_a_document_leads_to_the_cells_of_its_row(tmp_path: Path, lake: Lake) -> None:
    rows = ask(tmp_path, lake, "F-1", load_of("F-1", "F-2", first_row=5))

    assert rows.select("sheet", "row", "field", "value").rows() == [
        ("Hoja1", 5, "Cliente", "A"),
        ("Hoja1", 5, "Factura", "F-1"),
        ("Hoja1", 5, "Vencimiento", "31/03/2026"),
        ("Hoja1", 5, "Saldo", "1.234,50"),
        ("Hoja1", 5, "F", "nota al pie"),
    ]
    assert rows["load_id"].unique().to_list() == ["load0001"]
    assert rows["file"].unique().to_list() == ["open_items_1.csv"]
    assert rows["as_of"].unique().to_list() == [date(2026, 3, 31)]


def test_a_blank_cell_under_a_header_is_shown_as_unknown(
    tmp_path: Path, lake: Lake
) -> None:
    rows = ask(tmp_path, lake, "F-2", load_of("F-1", "F-2", first_row=5))

    due = rows.filter(pl.col("field") == "Vencimiento")
    assert due["value"].to_list() == [None]
    assert due["row"].to_list() == [6]


def test_each_column_says_what_it_was_taken_for(tmp_path: Path, lake: Lake) -> None:
    rows = ask(tmp_path, lake, "F-1", load_of("F-1", "F-2", first_row=5))

    meaning = dict(zip(rows["field"], rows["meaning"], strict=True))
    assert meaning["Saldo"] == "balance"
    assert meaning["Vencimiento"] is None


@pytest.mark.parametrize(
    ("position", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")],
)
def test_a_column_has_the_letters_of_a_spreadsheet(position: int, letters: str) -> None:
    assert column_letter(position) == letters
