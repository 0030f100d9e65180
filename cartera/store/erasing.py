"""Exchanging load folders for erased ones, so that a crash can be made good.

First the new folders are prepared beside the lake, then the journal says that
they hold, then they are exchanged. Whoever publishes next finishes what a
crash interrupted.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from cartera.store import files, lease, schema
from cartera.store.canonical import Json, object_from_text
from cartera.store.journal import Journal
from cartera.store.lake import TEMPORARY, Lake

LEASE: Final = "lake"
_OLD: Final = ".old"


def prepared(lake: Lake, erasure_id: str) -> Path:
    """Return the folder that holds an erasure's new load folders."""
    return lake.root / TEMPORARY / erasure_id


def known_loads(connection: sa.Connection) -> list[str]:
    """Return the ids of all loads that have a row."""
    return list(connection.execute(sa.select(schema.loads.c.load_id)).scalars())


def pending_folders(connection: sa.Connection) -> frozenset[str]:
    """Return the names of prepared folders that must not be swept away."""
    return frozenset(pending(connection))


def finish(journal: Journal, lake: Lake) -> None:
    """Exchange the folders of every erasure under way.

    The caller holds the lease to publish, so nothing reads them meanwhile.
    """
    with journal.read() as connection:
        if not pending(connection):
            return
    with lease.hold(journal, LEASE):
        with journal.read() as connection:
            under_way = pending(connection)
        for erasure_id, folders in under_way.items():
            for load_id in folders:
                _exchange(lake, erasure_id, load_id)
            files.remove_folder(prepared(lake, erasure_id))
            _mark_done(journal, erasure_id)


def _mark_done(journal: Journal, erasure_id: str) -> None:
    with journal.write() as connection:
        connection.execute(
            sa.update(schema.erasures)
            .where(schema.erasures.c.erasure_id == erasure_id)
            .values(done_at=journal.clock())
        )


def pending(connection: sa.Connection) -> dict[str, Mapping[str, Json]]:
    """Return the erasures under way: for each the loads and their new manifests."""
    rows = connection.execute(
        sa.select(schema.erasures.c.erasure_id, schema.erasures.c.folders)
        .where(schema.erasures.c.done_at.is_(None))
        .order_by(schema.erasures.c.at)
    )
    return {row.erasure_id: object_from_text(row.folders) for row in rows}


def _exchange(lake: Lake, erasure_id: str, load_id: str) -> None:
    new, old = prepared(lake, erasure_id) / load_id, lake.folder(load_id)
    if not new.exists():
        return
    with files.disk_failures(lake.root):
        if old.exists():
            files.move_folder(old, new.with_name(load_id + _OLD))
        files.move_folder(new, old)
