"""What a mart is made of: read from the journal, named by a hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
import sqlalchemy as sa

from cartera.domain.facts import FACTS
from cartera.store import entries, loads, values
from cartera.store.canonical import sha256_of, short_id
from cartera.store.entries import Positions
from cartera.store.lake import Lake
from cartera.store.loads import LoadRecord

if TYPE_CHECKING:
    from cartera.store.build import BuildInputs

LOAD_COLUMNS: Final[Mapping[str, type[pl.DataType]]] = {
    "load_id": pl.String,
    "sequence": pl.Int32,
    "kind": pl.String,
    "company": pl.String,
    "as_of": pl.Date,
    "data_date": pl.Date,
    "partial": pl.Boolean,
    "file": pl.String,
}


@dataclass(frozen=True, slots=True)
class State:
    """The journal at one moment: all that decides what a mart contains.

    `structure` is a hash of everything but the operational entries; two states
    of one structure need no new mart. `mart_id` covers these too.
    """

    active: tuple[LoadRecord, ...]
    positions: Positions
    company_settings: pl.DataFrame
    structure: str
    mart_id: str


def read(
    connection: sa.Connection, build_version: str, *, at: datetime | None = None
) -> State:
    """Return the state now, or what was active and recorded at a moment.

    Loads whose files were removed since are not part of it.
    """
    active = _active(connection, at)
    positions = entries.positions(connection, at=at)
    company_settings = values.staging_values(connection, at=at)
    structure = sha256_of(
        {
            "loads": [load.load_id for load in active],
            "structural": positions.structural,
            "erasures": positions.erasures,
            "settings": company_settings.to_dicts(),
            "build": build_version,
        }
    )
    mart_id = short_id([structure, positions.operational])
    return State(active, positions, company_settings, structure, mart_id)


def _active(connection: sa.Connection, at: datetime | None) -> tuple[LoadRecord, ...]:
    now = loads.records(connection)
    then = now if at is None else loads.records(connection, at=at)
    purged = {load.load_id for load in now if load.state == "purged"}
    return tuple(
        load for load in then if load.state == "active" and load.load_id not in purged
    )


def inputs(state: State, lake: Lake) -> "BuildInputs":
    """Return what the builder needs to make the mart of a state."""
    from cartera.store.build import BuildInputs

    ids = [load.load_id for load in state.active]
    rows = [
        {name: getattr(load, name) for name in LOAD_COLUMNS} for load in state.active
    ]
    return BuildInputs(
        loads=pl.DataFrame(rows, schema=LOAD_COLUMNS),
        facts={table: _facts(lake, ids, table) for table in FACTS},
        company_settings=state.company_settings,
    )


def _facts(lake: Lake, ids: Sequence[str], table: str) -> list[tuple[str, Path]]:
    return [
        (load_id, path) for load_id in ids for path in lake.facts((load_id,), table)
    ]
