"""Backups in the journal: which archives were made, and what they still hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from cartera.store import audit, schema
from cartera.store.actors import Actor
from cartera.store.audit import Head
from cartera.store.canonical import JsonObject, object_from_text, to_text


@dataclass(frozen=True, slots=True)
class Backup:
    """An archive that was made: where it was written and when."""

    file: str
    at: datetime


def insert(
    connection: sa.Connection,
    file: str,
    head: Head,
    manifests: dict[str, str],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Record an archive; `manifests` maps each load in it to its manifest."""
    event = audit.Event(
        "backup", {"head_seq": head.seq, "head_hash": head.hash}, {"file": file}
    )
    told = audit.append(connection, event, actor=actor, at=at)
    connection.execute(
        sa.insert(schema.backups).values(
            file=file,
            at=at,
            head_seq=head.seq,
            head_hash=head.hash,
            loads=to_text(manifests),
            audit_seq=told.seq,
        )
    )


def holding(connection: sa.Connection, load_ids: Iterable[str]) -> list[Backup]:
    """Return the archives that hold one of the loads as it was before an erasure."""
    now = {
        row.load_id: row.manifest_sha256
        for row in connection.execute(
            sa.select(schema.loads.c.load_id, schema.loads.c.manifest_sha256)
        )
    }
    wanted = set(load_ids)
    rows = connection.execute(sa.select(schema.backups).order_by(schema.backups.c.seq))
    return [
        Backup(row.file, row.at)
        for row in rows
        if _holds(object_from_text(row.loads), now, wanted)
    ]


def _holds(then: JsonObject, now: dict[str, str], wanted: set[str]) -> bool:
    return any(then[load_id] != now.get(load_id) for load_id in wanted & then.keys())
