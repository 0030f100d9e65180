"""One sheet understood: its table, what kind it is, what each row is."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from cartera.errors import RefusedError
from cartera.ingest.cells import NativeColumn, Sheet
from cartera.ingest.evidence import ColumnEvidence, look_at
from cartera.ingest.kinds import KindChoice, choose_kind
from cartera.ingest.layouts import refuse_layout
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.row_roles import classify_rows
from cartera.ingest.running_balance import without_running_balance
from cartera.ingest.surroundings import Line, in_thousands, side_lines, title_lines
from cartera.ingest.tables import Table, find_table, seen_texts


@dataclass(frozen=True, slots=True)
class Understood:
    """A table with its kind, mapping and the role of every row.

    `roles` is in the order of `table.rows`; `running_balance` is the header of a
    balance that was left out because it runs on from row to row.
    """

    table: Table
    choice: KindChoice
    evidence: Mapping[str, ColumnEvidence]
    roles: pl.Series
    titles: tuple[Line, ...]
    sides: tuple[Line, ...]
    running_balance: str | None = None

    @property
    def sheet_name(self) -> str:
        """The name of the sheet; empty for text files."""
        return self.table.sheet.name

    @property
    def kind(self) -> str:
        """The canonical kind of the table."""
        return self.choice.mapping.kind

    @property
    def mapping(self) -> ColumnMapping:
        """Which column gives which fact."""
        return self.choice.mapping

    def values(self, field: str) -> pl.Series | None:
        """Return a field's raw values, one per row of the table."""
        cell = self.mapping.cell(field)
        return None if cell is None else self.table.rows[cell]

    def native(self, field: str) -> NativeColumn | None:
        """Return what the format says about the cells of a field."""
        cell = self.mapping.cell(field)
        return None if cell is None else self.table.native(cell)


def understand(sheet: Sheet, *, file_name: str, kind: str | None) -> Understood:
    """Understand one sheet.

    Raises RefusedError NO_TABLE where no header row is found,
    AMOUNTS_IN_THOUSANDS, and those of `layouts` and `kinds`.
    """
    table = find_table(sheet)
    if table is None:
        seen = ", ".join(seen_texts(sheet))
        raise RefusedError("NO_TABLE", sheet=sheet.name, seen=seen[:300])
    evidence = look_at(table)
    titles = title_lines(table)
    if (said := in_thousands(titles)) is not None:
        raise RefusedError(
            "AMOUNTS_IN_THOUSANDS", sheet=sheet.name, row=said.row, said=said.text[:120]
        )
    refuse_layout(table, evidence)
    words = (file_name, sheet.name, *(line.text for line in titles))
    choice = choose_kind(table, evidence, words=words, forced=kind)
    roles = classify_rows(table, choice.mapping)
    choice, running = without_running_balance(table, choice, roles)
    sides = side_lines(table)
    return Understood(table, choice, evidence, roles, titles, sides, running)
