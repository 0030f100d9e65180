"""Publications in the journal: which marts there are, and for which state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from cartera.store import audit, schema
from cartera.store.actors import Actor
from cartera.store.state import State

Purpose = Literal["current", "known_at"]


@dataclass(frozen=True, slots=True)
class Publication:
    """A mart that was made, with the state that it shows."""

    seq: int
    mart_id: str
    purpose: Purpose
    structure: str
    operational_position: int
    erasures: int
    at: datetime


def newest(connection: sa.Connection) -> Publication | None:
    """Return the current publication; None before the first."""
    found = history(connection, limit=1)
    return found[0] if found else None


def history(
    connection: sa.Connection, *, limit: int, structure: str | None = None
) -> list[Publication]:
    """Return current publications, the newest first, each time one was made."""
    table = schema.publications
    query = (
        sa.select(table)
        .where(table.c.purpose == "current")
        .order_by(table.c.seq.desc())
        .limit(limit)
    )
    if structure is not None:
        query = query.where(table.c.structure == structure)
    return [_publication(row) for row in connection.execute(query).mappings()]


def erasures_of(connection: sa.Connection) -> dict[str, int]:
    """Return for every mart the last erasure that it knows of."""
    table = schema.publications
    query = sa.select(table.c.mart_id, sa.func.max(table.c.erasures)).group_by(
        table.c.mart_id
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def insert(
    connection: sa.Connection,
    state: State,
    purpose: Purpose,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Write the row that makes a finished mart the published one."""
    event = audit.Event(
        f"publish.{purpose}",
        {"mart_id": state.mart_id},
        {"loads": [load.load_id for load in state.active]},
    )
    told = audit.append(connection, event, actor=actor, at=at)
    connection.execute(
        sa.insert(schema.publications).values(
            mart_id=state.mart_id,
            purpose=purpose,
            structure=state.structure,
            structural_position=state.positions.structural,
            operational_position=state.positions.operational,
            erasures=state.positions.erasures,
            at=at,
            actor=actor.name,
            audit_seq=told.seq,
        )
    )


def _publication(row: sa.RowMapping) -> Publication:
    return Publication(
        seq=row["seq"],
        mart_id=row["mart_id"],
        purpose=row["purpose"],
        structure=row["structure"],
        operational_position=row["operational_position"],
        erasures=row["erasures"],
        at=row["at"],
    )
