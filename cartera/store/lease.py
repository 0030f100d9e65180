"""A lease: one process at a time, and a dead one does not block the others."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

import psutil
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from cartera.errors import AppError
from cartera.store import schema
from cartera.store.journal import Journal

VALID: Final = timedelta(seconds=30)
RENEW_SECONDS: Final = 8.0
# A lease that ends later than any lease can was given before the clock was set
# back; clocks of several servers may differ by less.
CLOCK_MOVED: Final = timedelta(minutes=5)
_POLL_SECONDS: Final = 0.05
_SAME_START_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease: a token of its own and the process it runs in."""

    owner: str
    host: str
    pid: int
    process_started: float


def this_process() -> Holder:
    """Return a new holder in this process."""
    process = psutil.Process()
    return Holder(uuid4().hex, socket.gethostname(), process.pid, process.create_time())


@contextmanager
def hold(journal: Journal, name: str) -> Iterator[Holder]:
    """Wait for a lease, hold it renewed, give it back.

    A lease is taken over when its process no longer runs on this machine or
    when it expired. Who must not act after losing it asks `is_held`.
    """
    holder = this_process()
    while not _take(journal, name, holder):
        time.sleep(_POLL_SECONDS)
    stop = threading.Event()
    renewal = threading.Thread(
        target=_renew, args=(journal, name, holder, stop), daemon=True
    )
    renewal.start()
    try:
        yield holder
    finally:
        stop.set()
        renewal.join()
        _give_back(journal, name, holder)


def is_held(connection: sa.Connection, name: str, holder: Holder) -> bool:
    """Tell whether a lease is still this holder's, in a writing transaction."""
    row = _row(connection, name)
    return row is not None and row["owner"] == holder.owner


def is_stale(row: sa.RowMapping, here: str, now: datetime) -> bool:
    """Tell whether the holder of a lease is gone."""
    expires: datetime = row["expires_at"]
    if expires <= now or expires > now + CLOCK_MOVED:
        return True
    gone = not _runs(row["pid"], row["process_started"])
    return row["host"] == here and gone


def _runs(pid: int, started: float) -> bool:
    try:
        process = psutil.Process(pid)
        same = abs(float(process.create_time()) - started) < _SAME_START_SECONDS
        return same and str(process.status()) != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _row(connection: sa.Connection, name: str) -> sa.RowMapping | None:
    query = sa.select(schema.leases).where(schema.leases.c.name == name)
    return connection.execute(query).mappings().first()


def _take(journal: Journal, name: str, holder: Holder) -> bool:
    with journal.read() as connection:
        row = _row(connection, name)
    if row is not None and not is_stale(row, holder.host, journal.clock()):
        return False
    with journal.write() as connection:
        row = _row(connection, name)
        now = journal.clock()
        if row is not None and not is_stale(row, holder.host, now):
            return False
        connection.execute(sa.delete(schema.leases).where(schema.leases.c.name == name))
        connection.execute(
            sa.insert(schema.leases).values(
                name=name,
                owner=holder.owner,
                host=holder.host,
                pid=holder.pid,
                process_started=holder.process_started,
                expires_at=now + VALID,
            )
        )
    return True


def _renew(journal: Journal, name: str, holder: Holder, stop: threading.Event) -> None:
    while not stop.wait(RENEW_SECONDS):
        # A failed renewal is tried again; if all fail, the lease ends by itself.
        with suppress(AppError, DatabaseError), journal.write() as connection:
            connection.execute(
                sa.update(schema.leases)
                .where(_own(name, holder))
                .values(expires_at=journal.clock() + VALID)
            )


def _give_back(journal: Journal, name: str, holder: Holder) -> None:
    with journal.write() as connection:
        connection.execute(sa.delete(schema.leases).where(_own(name, holder)))


def _own(name: str, holder: Holder) -> sa.ColumnElement[bool]:
    return sa.and_(schema.leases.c.name == name, schema.leases.c.owner == holder.owner)
