"""Loads in the journal: which there are, and the state each is or was in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

import sqlalchemy as sa

from cartera.errors import UsageError
from cartera.store import schema
from cartera.store.canonical import Json, object_from_text, sha256_of, short_id

State = Literal["active", "undone", "held", "discarded", "purged"]
Event = Literal["activate", "deactivate", "hold", "confirm", "discard", "purge"]

ACTIVE: Final = frozenset[State]({"active"})
HELD: Final = frozenset[State]({"held"})
STATE_AFTER: Final[Mapping[str, State]] = MappingProxyType(
    {
        "activate": "active",
        "confirm": "active",
        "deactivate": "undone",
        "hold": "held",
        "discard": "discarded",
        "purge": "purged",
    }
)

_SAME_NAME: Final = (
    "load_id",
    "sequence",
    "kind",
    "company",
    "as_of",
    "data_date",
    "partial",
    "file",
    "sha256",
    "fingerprint",
    "data_errors",
    "manifest_sha256",
    "actor",
    "committed_at",
    "changed_at",
    "changed_by",
)


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """A load as the journal knows it, with the figures of its manifest.

    `totals` and `control` are per currency, amounts as text; `file` is null
    for a purged load. `changed_at`, `changed_by` tell of the last activation.
    """

    load_id: str
    sequence: int
    state: State
    kind: str
    company: str | None
    as_of: date | None
    data_date: date | None
    partial: bool
    file: str | None
    sha256: str
    fingerprint: str
    rows: Mapping[str, int]
    totals: Mapping[str, str]
    control: Mapping[str, Mapping[str, Json]]
    data_errors: int
    manifest_sha256: str
    actor: str
    committed_at: datetime
    changed_at: datetime
    changed_by: str


def load_fingerprint(
    *,
    sha256: str,
    company: str | None,
    kind: str,
    sheet: str | None,
    options: Mapping[str, Json],
) -> str:
    """Return what makes two loads the same: content, company, kind, sheet, options."""
    return sha256_of([sha256, company, kind, sheet, dict(options)])


def load_id_of(fingerprint: str, attempt: int) -> str:
    """Return the id of the attempt (from 0) to load the same thing."""
    return short_id([fingerprint, attempt])


def next_load_id(connection: sa.Connection, fingerprint: str) -> str:
    """Return the id of the next attempt to load a thing."""
    attempt = connection.execute(
        sa.select(sa.func.count())
        .select_from(schema.loads)
        .where(schema.loads.c.fingerprint == fingerprint)
    ).scalar_one()
    return load_id_of(fingerprint, attempt)


def find(
    connection: sa.Connection, fingerprint: str, states: frozenset[State]
) -> str | None:
    """Return the newest load of a thing that is in one of the states."""
    found = [
        record.load_id
        for record in records(connection, schema.loads.c.fingerprint == fingerprint)
        if record.state in states
    ]
    return found[-1] if found else None


def record(connection: sa.Connection, load_id: str) -> LoadRecord:
    """Return one load; raises UsageError LOAD_UNKNOWN."""
    found = records(connection, schema.loads.c.load_id == load_id)
    if not found:
        raise UsageError("LOAD_UNKNOWN", load_id=load_id)
    return found[0]


def records(
    connection: sa.Connection,
    condition: sa.ColumnElement[bool] | None = None,
    *,
    at: datetime | None = None,
) -> list[LoadRecord]:
    """Return loads in their sequence, in the state they had at a moment.

    With `at`, loads that were committed later are left out.
    """
    query = _with_history(at)
    if condition is not None:
        query = query.where(condition)
    return [_record(row) for row in connection.execute(query).mappings()]


def _with_history(at: datetime | None) -> sa.Select[tuple[Any, ...]]:
    events = schema.activations
    until = sa.true() if at is None else events.c.at <= at
    ends = (
        sa.select(
            events.c.load_id,
            sa.func.min(events.c.seq).label("first"),
            sa.func.max(events.c.seq).label("last"),
        )
        .where(until)
        .group_by(events.c.load_id)
        .subquery()
    )
    first, last = events.alias("first_event"), events.alias("last_event")
    return (
        sa.select(
            schema.loads,
            first.c.at.label("committed_at"),
            first.c.actor.label("actor"),
            last.c.event.label("event"),
            last.c.at.label("changed_at"),
            last.c.actor.label("changed_by"),
        )
        .join(ends, ends.c.load_id == schema.loads.c.load_id)
        .join(first, first.c.seq == ends.c.first)
        .join(last, last.c.seq == ends.c.last)
        .order_by(schema.loads.c.sequence)
    )


def _record(row: sa.RowMapping) -> LoadRecord:
    figures: dict[str, Any] = object_from_text(row["figures"])
    return LoadRecord(
        **{name: row[name] for name in _SAME_NAME},
        state=STATE_AFTER[row["event"]],
        rows=figures["rows"],
        totals=figures["totals"],
        control=figures["control"],
    )
