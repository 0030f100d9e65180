"""Purging a load, forgetting a person: what may be removed, and how it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa

from cartera.errors import AppError
from cartera.store import (
    audit,
    entries,
    erasing,
    files,
    lease,
    load_changes,
    loads,
    schema,
)
from cartera.store.actors import Actor
from cartera.store.canonical import Json, JsonObject, object_from_text, to_text
from cartera.store.journal import Journal
from cartera.store.lake import MANIFEST, Lake
from cartera.store.loads import LoadRecord
from cartera.store.publish import LEASE, Publisher

# What stays of a load's manifest: nothing in it can name a person.
KEPT_IN_MANIFEST: Final = (
    "load_id",
    "fingerprint",
    "sha256",
    "status",
    "kind",
    "company",
    "as_of",
    "data_date",
    "partial",
    "locale",
    "rows",
    "totals",
    "control",
    "created_at",
    "actor",
)
ERASED: Final[Mapping[str, Json]] = {"erased": True}


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure that is prepared: its new folders lie beside the lake.

    `folders` maps each load to its new manifest's SHA-256, `payloads` what
    stands instead of journal payloads, `files` the new names of load files.
    """

    erasure_id: str
    kind: str
    folders: Mapping[str, str]
    payloads: Mapping[int, Mapping[str, Json]]
    file_names: Mapping[str, str | None]
    summary: Mapping[str, Json]


def purge(publisher: Publisher, load_id: str, *, actor: Actor) -> LoadRecord:
    """Remove a load's files for good and publish; a purged load stays so.

    Raises UsageError LOAD_UNKNOWN.
    """
    journal, lake = publisher.journal, publisher.lake
    with lease.hold(journal, LEASE) as holder:
        erasing.finish(journal, lake)
        at = journal.clock()
        with journal.read() as connection:
            load = loads.record(connection, load_id)
            if load.state == "purged":
                return load
            erasure = prepare_purge(
                connection, lake, load, actor=actor, at=at.isoformat()
            )
        with journal.write() as connection:
            if loads.record(connection, load_id).state == "active":
                load_changes.change_state(
                    connection, load_id, "undo", actor=actor, at=at
                )
            load_changes.change_state(connection, load_id, "purge", actor=actor, at=at)
            enter(connection, erasure, actor=actor, journal=journal)
        publisher.publish_holding(holder, actor=actor)
    journal.shrink()
    with journal.read() as connection:
        return loads.record(connection, load_id)


def new_id() -> str:
    """Return a new id for an erasure."""
    return uuid4().hex


def prepare_purge(
    connection: sa.Connection, lake: Lake, load: LoadRecord, *, actor: Actor, at: str
) -> Erasure:
    """Write the folder that stays of a load: a manifest without personal data."""
    erasure_id = new_id()
    try:
        before = lake.manifest(load.load_id)
    except AppError:
        before = {"load_id": load.load_id, "fingerprint": load.fingerprint}
    kept: JsonObject = {name: before.get(name) for name in KEPT_IN_MANIFEST}
    kept |= {"purged_at": at, "purged_by": actor.name, "files": {}}
    folder = erasing.prepared(lake, erasure_id) / load.load_id
    digest = write_folder(lake, folder, kept)
    return Erasure(
        erasure_id=erasure_id,
        kind="purge",
        folders={load.load_id: digest},
        payloads=dict.fromkeys(_payloads_of(connection, load.load_id), ERASED),
        file_names={load.load_id: None},
        summary={"load_id": load.load_id},
    )


def write_folder(lake: Lake, folder: Path, manifest: Mapping[str, Json]) -> str:
    """Write a manifest into a new folder and flush; return its SHA-256."""
    with files.disk_failures(lake.root):
        folder.mkdir(parents=True, exist_ok=True)
        digest = files.write_text(folder / MANIFEST, to_text(manifest))
        files.flush_folder(folder)
        files.flush_folder(folder.parent)
    return digest


def enter(
    connection: sa.Connection, erasure: Erasure, *, actor: Actor, journal: Journal
) -> None:
    """Make an erasure hold: from this transaction on it will be finished."""
    at = journal.clock()
    new = entries.NewEntry(
        "structural",
        "erasure",
        erasure.erasure_id,
        {"kind": erasure.kind, **erasure.summary},
        {
            "loads": list(erasure.folders),
            "payloads": audit.erased(erasure.payloads),
        },
    )
    entries.append(connection, new, actor=actor, at=at)
    for payload_id, body in erasure.payloads.items():
        audit.replace_payload(connection, payload_id, body, at=at)
    for load_id, digest in erasure.folders.items():
        connection.execute(
            sa.update(schema.loads)
            .where(schema.loads.c.load_id == load_id)
            .values(manifest_sha256=digest)
        )
    for load_id, name in erasure.file_names.items():
        connection.execute(
            sa.update(schema.loads)
            .where(schema.loads.c.load_id == load_id)
            .values(file=name)
        )
    connection.execute(
        sa.insert(schema.erasures).values(
            erasure_id=erasure.erasure_id,
            kind=erasure.kind,
            folders=to_text(erasure.folders),
            at=at,
            audit_seq=audit.head(connection).seq,
        )
    )


def _payloads_of(connection: sa.Connection, load_id: str) -> list[int]:
    rows = connection.execute(
        sa.select(schema.audit.c.payload_id, schema.audit.c.subject).where(
            schema.audit.c.kind.like("load.%")
        )
    )
    return [
        row.payload_id
        for row in rows
        if object_from_text(row.subject).get("load_id") == load_id
    ]
