"""Committing: a staged folder becomes a load, and the journal says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import sqlalchemy as sa

from cartera.errors import AppError
from cartera.store import files, load_changes, loads
from cartera.store.actors import Actor
from cartera.store.canonical import Json
from cartera.store.journal import Journal
from cartera.store.lake import Lake
from cartera.store.loads import load_fingerprint

CommitState = Literal["active", "held"]
CommitStatus = Literal["loaded", "held", "duplicate"]

_TOLD: Final = ("file", "sha256", "kind", "company", "as_of", "rows", "totals")


@dataclass(frozen=True, slots=True)
class NewLoad:
    """A staged folder with its manifest and the state that it is to have.

    `replaces` is the held load that this one answers.
    """

    staged: Path
    manifest: Mapping[str, Json]
    state: CommitState
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class CommitResult:
    """What became of a staged load; a duplicate's id is the active load's."""

    load_id: str
    status: CommitStatus


def commit(journal: Journal, lake: Lake, new: NewLoad, *, actor: Actor) -> CommitResult:
    """Give the folder its name and the journal its row; both or nothing.

    The folder is renamed under the journal's write lock and before the row is
    written: what has no row is an orphan, and nobody else makes one meanwhile.
    """
    with lake.filling(new.staged):
        return _commit(journal, lake, new, actor)


def _commit(journal: Journal, lake: Lake, new: NewLoad, actor: Actor) -> CommitResult:
    sealed = lake.seal(new.staged)
    fingerprint = fingerprint_of(new.manifest)
    with journal.write() as connection:
        same = _same_load(connection, fingerprint, new.state)
        if same is None:
            load_id = loads.next_load_id(connection, fingerprint)
            manifest = dict(new.manifest) | {
                "load_id": load_id,
                "fingerprint": fingerprint,
                "files": sealed,
                "created_at": journal.clock().isoformat(),
                "actor": actor.name,
            }
            digest = lake.commit(new.staged, load_id, manifest)
            load_changes.insert(connection, load_id, manifest, digest)
            _enter(connection, load_id, new, journal, actor)
            _discard_answered(connection, fingerprint, new, journal, actor)
    if same is not None:
        files.remove_folder(new.staged)
        return same
    return CommitResult(load_id, "loaded" if new.state == "active" else "held")


def refuse_unanswerable(manifest: Mapping[str, Json]) -> None:
    """Raise AppError LOAD_NEEDS_ANSWER where a yes does not answer a held load.

    Its manifest then names in `needs` the options to load the file with.
    """
    needs = manifest.get("needs")
    if isinstance(needs, list) and needs:
        options = ", ".join(f"--{str(need).replace('_', '-')}" for need in needs)
        raise AppError(
            "LOAD_NEEDS_ANSWER", load_id=str(manifest["load_id"]), options=options
        )


def fingerprint_of(manifest: Mapping[str, Json]) -> str:
    """Return the manifest's fingerprint, computed where it states none."""
    given = manifest.get("fingerprint")
    if isinstance(given, str):
        return given
    options, company, sheet = (
        manifest.get(name) for name in ("options", "company", "sheet")
    )
    return load_fingerprint(
        sha256=str(manifest["sha256"]),
        company=company if isinstance(company, str) else None,
        kind=str(manifest["kind"]),
        sheet=sheet if isinstance(sheet, str) else None,
        options=options if isinstance(options, Mapping) else {},
    )


def _same_load(
    connection: sa.Connection, fingerprint: str, state: CommitState
) -> CommitResult | None:
    active = loads.find(connection, fingerprint, loads.ACTIVE)
    if active is not None:
        return CommitResult(active, "duplicate")
    held = loads.find(connection, fingerprint, loads.HELD)
    if state == "held" and held is not None:
        return CommitResult(held, "held")
    return None


def _enter(
    connection: sa.Connection,
    load_id: str,
    new: NewLoad,
    journal: Journal,
    actor: Actor,
) -> None:
    load_changes.record_event(
        connection,
        load_id,
        "activate" if new.state == "active" else "hold",
        actor=actor,
        at=journal.clock(),
        payload={name: new.manifest.get(name) for name in _TOLD},
    )


def _discard_answered(
    connection: sa.Connection,
    fingerprint: str,
    new: NewLoad,
    journal: Journal,
    actor: Actor,
) -> None:
    is_active = new.state == "active"
    same = loads.find(connection, fingerprint, loads.HELD) if is_active else None
    for load_id in sorted({new.replaces or "", same or ""} - {""}):
        load_changes.change_state(
            connection, load_id, "discard", actor=actor, at=journal.clock()
        )
