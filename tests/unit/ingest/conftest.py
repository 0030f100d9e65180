"""A data folder and a short way to load texts into it."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import load_files
from cartera.store.workspace import Workspace

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Office:
    """A workspace with one person who loads files."""

    workspace: Workspace

    def load_all(
        self, files: Sequence[tuple[str, str | bytes]], **options: Any
    ) -> list[LoadOutcome]:
        """Load several files in one call."""
        given: list[tuple[str, Path | bytes]] = [
            (name, data.encode() if isinstance(data, str) else data)
            for name, data in files
        ]
        return load_files(
            self.workspace,
            given,
            LoadOptions(**options),
            actor=self.workspace.current_user("ana"),
            today=TODAY,
            language="es",
        )

    def load(self, name: str, data: str | bytes, **options: Any) -> LoadOutcome:
        """Load one file."""
        [outcome] = self.load_all([(name, data)], **options)
        return outcome

    def facts(self, outcome: LoadOutcome) -> pl.DataFrame:
        """Return the stored facts of a load."""
        assert outcome.load_id
        assert outcome.kind
        [file] = self.workspace.lake.facts([outcome.load_id], outcome.kind)
        return pl.read_parquet(file)

    def rejects(self, outcome: LoadOutcome) -> pl.DataFrame:
        """Return the rejected rows of a load."""
        assert outcome.load_id
        folder = self.workspace.lake.folder(outcome.load_id)
        return pl.read_parquet(folder / "rejects.parquet")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    workspace = Workspace.open(
        tmp_path / "data", clock=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC)
    )
    yield Office(workspace)
    workspace.close()


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Return a function that makes a workbook of named sheets of rows."""

    def make(hidden: Sequence[str] = (), **sheets: Sequence[Sequence[Any]]) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            if name in hidden:
                sheet.sheet_state = "hidden"
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return make


def codes(outcome: LoadOutcome, severity: str | None = None) -> list[str]:
    """Return the codes of an outcome's findings, of one severity if given."""
    return [f.code for f in outcome.findings if severity in (None, f.severity)]


HEADER = "Cliente;Nombre;Factura;Fecha;Vence;Saldo;Moneda"


def snapshot(*rows: str) -> str:
    """Return an open-items list; each row `code number balance [currency]`."""
    lines = [HEADER]
    for row in rows:
        code, number, balance, *currency = row.split()
        money = currency[0] if currency else "EUR"
        lines.append(
            f"{code};Cliente {code};{number};2026-01-13;2026-02-12;{balance};{money}"
        )
    return "\n".join(lines) + "\n"
