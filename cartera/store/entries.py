"""Entries: what people enter, in versions, each with its place in the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

import sqlalchemy as sa

from cartera.store import audit, schema
from cartera.store.actors import Actor
from cartera.store.canonical import Json, JsonObject, object_from_text

# What an entry moves: a new mart, what pages show at once, or nothing.
EntryClass = Literal["structural", "operational", "record"]

_CLASS: Final = schema.entries.c["class"]


@dataclass(frozen=True, slots=True)
class Positions:
    """How far the journal is: the last entry of each class that moves one.

    `erasures` is the last erasure ever, also where the others are of a past
    moment: what was erased is not in any mart made since.
    """

    structural: int
    operational: int
    erasures: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of something that a person entered."""

    position: int
    kind: str
    entry_id: str
    version: int
    at: datetime
    actor: str
    payload: JsonObject


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Something to enter: a new version of the thing `entry_id` of its kind.

    `subject` adds ids to the audit row; they can never be erased.
    """

    entry_class: EntryClass
    kind: str
    entry_id: str
    payload: Mapping[str, Json]
    subject: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))


def append(
    connection: sa.Connection, new: NewEntry, *, actor: Actor, at: datetime
) -> int:
    """Write an entry and its audit row; return its position."""
    version = 1 + _last_version(connection, new.kind, new.entry_id)
    about = {"entry_id": new.entry_id, "version": version, **new.subject}
    event = audit.Event(f"entry.{new.kind}", about, new.payload)
    told = audit.append(connection, event, actor=actor, at=at)
    inserted = connection.execute(
        sa.insert(schema.entries).values(
            {
                "class": new.entry_class,
                "kind": new.kind,
                "entry_id": new.entry_id,
                "version": version,
                "at": at,
                "actor": actor.name,
                "payload_id": told.payload_id,
                "audit_seq": told.seq,
            }
        )
    )
    [position] = inserted.inserted_primary_key or (0,)
    return int(position)


def positions(connection: sa.Connection, *, at: datetime | None = None) -> Positions:
    """Return the positions now, or those that had been reached at a moment."""
    return Positions(
        structural=_last(connection, _CLASS == "structural", at),
        operational=_last(connection, _CLASS == "operational", at),
        erasures=_last(connection, schema.entries.c.kind == "erasure", None),
    )


def since(
    connection: sa.Connection,
    kind: str,
    after: int,
    *,
    until: datetime | None = None,
) -> list[Entry]:
    """Return the entries of a kind after a position, in their order."""
    table, payloads = schema.entries, schema.payloads
    query = (
        sa.select(table, payloads.c.body)
        .join(payloads, payloads.c.payload_id == table.c.payload_id)
        .where(table.c.kind == kind, table.c.position > after)
        .order_by(table.c.position)
    )
    if until is not None:
        query = query.where(table.c.at <= until)
    return [_entry(row) for row in connection.execute(query).mappings()]


def count_operational(connection: sa.Connection, after: int) -> int:
    """Count the operational entries after a position: the tail of a mart."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(schema.entries)
        .where(_CLASS == "operational", schema.entries.c.position > after)
    ).scalar_one()


def newest(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Return the newest version of each thing, by its id."""
    return {entry.entry_id: entry for entry in entries}


def _last_version(connection: sa.Connection, kind: str, entry_id: str) -> int:
    table = schema.entries
    query = sa.select(sa.func.coalesce(sa.func.max(table.c.version), 0)).where(
        table.c.kind == kind, table.c.entry_id == entry_id
    )
    return int(connection.execute(query).scalar_one())


def _last(
    connection: sa.Connection,
    condition: sa.ColumnElement[bool],
    at: datetime | None,
) -> int:
    table = schema.entries
    query = sa.select(sa.func.coalesce(sa.func.max(table.c.position), 0))
    query = query.where(condition)
    if at is not None:
        query = query.where(table.c.at <= at)
    return int(connection.execute(query).scalar_one())


def _entry(row: sa.RowMapping) -> Entry:
    return Entry(
        position=row["position"],
        kind=row["kind"],
        entry_id=row["entry_id"],
        version=row["version"],
        at=row["at"],
        actor=row["actor"],
        payload=object_from_text(row["body"]),
    )
