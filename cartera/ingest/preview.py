"""What would be loaded, for a person to look at first; nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cartera.ingest.arrivals import Arrival, arrive
from cartera.ingest.file_tables import read_tables
from cartera.ingest.mapping import Reason
from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import limits_of, load_files
from cartera.ingest.understanding import Understood
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column as understood: `canonical` is None for one that is not used.

    `confidence` is 0 to 1, `samples` are up to three different values.
    """

    sheet: str
    header: str
    canonical: str | None
    confidence: float
    reason: Reason | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What one file would become, with the meaning of every column."""

    outcome: LoadOutcome
    columns: tuple[ColumnPreview, ...]


def inspect(
    workspace: Workspace,
    files: Sequence[tuple[str, Path | bytes]],
    options: LoadOptions,
    *,
    actor: Actor,
    today: date,
    language: str,
) -> list[Inspection]:
    """Return what loading the files would do, in the order given."""
    trial = replace(options, dry_run=True)
    outcomes = load_files(
        workspace, files, trial, actor=actor, today=today, language=language
    )
    arrivals = list(arrive(files, limits_of(workspace), options.password))
    return [
        Inspection(outcome, columns)
        for outcome, columns in zip(
            outcomes,
            (_columns(outcome, arrivals, options, today) for outcome in outcomes),
            strict=True,
        )
    ]


def _columns(
    outcome: LoadOutcome,
    arrivals: Sequence[object],
    options: LoadOptions,
    today: date,
) -> tuple[ColumnPreview, ...]:
    if outcome.status == "refused":
        return ()
    arrival = next(
        a
        for a in arrivals
        if isinstance(a, Arrival)
        and (a.source.name, a.source.sha256) == (outcome.file, outcome.sha256)
    )
    tables = read_tables(arrival.source, options, today=today).tables
    return tuple(column for table in tables for column in _preview(table))


def _preview(table: Understood) -> Iterator[ColumnPreview]:
    mapped = {m.column.cell: m for m in table.mapping.columns.values()}
    for column in table.table.columns:
        found = mapped.get(column.cell)
        yield ColumnPreview(
            sheet=table.sheet_name,
            header=column.label,
            canonical=found.field if found else None,
            confidence=found.confidence if found else 0.0,
            reason=found.reason if found else None,
            samples=table.evidence[column.cell].samples,
        )
