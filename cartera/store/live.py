"""Live tables: what people entered after a mart was made, beside the mart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import duckdb
import pyarrow as pa
import sqlalchemy as sa

from cartera.store import entries
from cartera.store.entries import Entry

_OWN: Final = pa.schema(
    [
        ("position", pa.int64()),
        ("entry_id", pa.string()),
        ("version", pa.int32()),
        ("recorded_at", pa.timestamp("us", tz="UTC")),
        ("recorded_by", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A kind of operational entry that queries read as `live_<kind>`.

    `columns` names the fields of the payload and their types; a field that an
    entry lacks is null.
    """

    kind: str
    columns: pa.Schema

    @property
    def name(self) -> str:
        """The name that SQL uses."""
        return f"live_{self.kind}"


def register(
    connection: sa.Connection,
    cursor: duckdb.DuckDBPyConnection,
    table: LiveTable,
    after: int,
    *,
    until: datetime | None = None,
) -> None:
    """Give a cursor, and only this one, a table of the entries after a position.

    One row per version, in their order; the SQL keeps the newest of each.
    """
    tail = entries.since(connection, table.kind, after, until=until)
    cursor.register(table.name, as_arrow(table, tail))


def as_arrow(table: LiveTable, tail: Sequence[Entry]) -> pa.Table:
    """Return entries as an Arrow table with the columns of a live table."""
    schema = pa.schema([*_OWN, *table.columns])
    return pa.Table.from_pylist([_row(entry) for entry in tail], schema=schema)


def _row(entry: Entry) -> dict[str, Any]:
    own = {
        "position": entry.position,
        "entry_id": entry.entry_id,
        "version": entry.version,
        "recorded_at": entry.at,
        "recorded_by": entry.actor,
    }
    return {**entry.payload, **own}
