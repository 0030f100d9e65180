"""Loading files, against programs that only read them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import fastexcel
import openpyxl
import pandas as pd  # type: ignore[import-untyped]
import polars as pl

from benchmarks.action import Action
from benchmarks.answers import Answer, to_cents
from benchmarks.book import LATEST
from benchmarks.export_files import (
    TEXT_HEADER,
    TITLE_ROWS,
    expected_totals,
    open_items_workbook,
    register_text,
)
from benchmarks.folders import work_folder
from benchmarks.lake_files import open_workspace
from cartera.store.workspace import Workspace


def export_file(rows: int, form: str) -> Path:
    """Return the file to load: `xlsx`, `mixed` (also a workbook) or `csv`."""
    if form == "csv":
        return register_text(rows)
    return open_items_workbook(rows, mixed=form == "mixed")


def make_export(*, rows: int, form: str) -> Action:
    """Make the file, so that its making is in nobody's memory peak."""
    return Action(lambda _: export_file(rows, form), lambda _: {})


def load_with_cartera(*, rows: int, form: str) -> Action:
    """Load a file into an empty workspace: from bytes to an active load."""
    from cartera.ingest.outcome import LoadOptions
    from cartera.ingest.service import load_files

    file = export_file(rows, form)
    expected = expected_totals(file)
    place = TemporaryDirectory(dir=work_folder("loading"), ignore_cleanup_errors=True)

    def new_workspace() -> Workspace:
        return open_workspace(Path(place.name) / uuid4().hex)

    def load(workspace: Workspace) -> Any:  # the outcome; its JSON is the contract
        [outcome] = load_files(
            workspace,
            [(file.name, file)],
            LoadOptions(),
            actor=workspace.current_user("bench"),
            today=LATEST,
            language="es",
        )
        return outcome

    def answer(outcome: Any) -> Answer:
        result = outcome.to_json("es")
        totals = {code: to_cents(text) for code, text in result["totals"].items()}
        if result["status"] != "loaded" or totals != expected:
            problem = (result["status"], totals, expected, result["findings"][:3])
            raise ValueError(f"{file.name} was not loaded as it is: {problem}")
        return {"rows": result["rows"]["loaded"]}

    return Action(load, answer, new_workspace)


def read_with_fastexcel(*, rows: int, form: str) -> Action:
    """Read the cells as text, nothing else."""
    file = export_file(rows, form)

    def read(_: None) -> pl.DataFrame:
        sheet = fastexcel.read_excel(file).load_sheet(
            0, header_row=None, dtypes="string"
        )
        return sheet.to_polars()

    return Action(read, lambda frame: {"rows": frame.height - TITLE_ROWS})


def read_with_openpyxl(*, rows: int, form: str) -> Action:
    """Read every cell with openpyxl's streaming mode."""
    file = export_file(rows, form)

    def read(_: None) -> int:
        book = openpyxl.load_workbook(file, read_only=True)
        return sum(1 for row in book.active.iter_rows(values_only=True) if any(row))

    return Action(read, lambda count: {"rows": count - TITLE_ROWS + 1})


def read_excel_with_pandas(*, rows: int, form: str) -> Action:
    """Read the workbook with pandas and the engine that it brings."""
    file = export_file(rows, form)

    def read(_: None) -> pd.DataFrame:
        return pd.read_excel(file, header=TITLE_ROWS - 1, dtype=str)

    return Action(read, lambda frame: {"rows": len(frame)})


def read_with_polars(*, rows: int, form: str) -> Action:
    """Read the text file as text columns."""
    file = export_file(rows, form)

    def read(_: None) -> pl.DataFrame:
        return pl.read_csv(file, separator=";", skip_lines=3, infer_schema=False)

    return Action(read, lambda frame: {"rows": frame.height})


def read_csv_with_pandas(*, rows: int, form: str) -> Action:
    """Read the text file as text columns with pandas."""
    file = export_file(rows, form)
    names = TEXT_HEADER.split(";")

    def read(_: None) -> pd.DataFrame:
        return pd.read_csv(file, sep=";", skiprows=4, names=names, dtype=str)

    return Action(read, lambda frame: {"rows": len(frame)})
