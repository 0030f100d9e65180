"""The journal's connection: migrated at opening, one writer at a time."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from cartera.errors import AppError
from cartera.store import schema

FILE: Final = "journal.sqlite"
MIGRATIONS: Final = Path(__file__).parent / "migrations"

_BUSY_SECONDS: Final = 60
_SQLITE: Final = (
    f"pragma busy_timeout = {_BUSY_SECONDS * 1000}",
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
)


class Journal:
    """What people decide and enter; every change is one transaction.

    `clock` gives the time that is recorded with each change.
    """

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._writing = engine.execution_options(cartera_writes=True)
        self.clock = clock

    @classmethod
    def open(cls, url: str, *, clock: Callable[[], datetime]) -> "Journal":
        """Connect and bring the tables to this program's form.

        Raises AppError JOURNAL_NEWER for a journal of a newer program,
        JOURNAL_DAMAGED for a file that is no database.
        """
        journal = cls(engine_for(url), clock)
        with journal_failures(url):
            journal.migrate()
        return journal

    @property
    def dialect(self) -> str:
        """The kind of database: sqlite, postgresql."""
        return self._engine.dialect.name

    def migrate(self) -> None:
        """Bring the tables to the form of this program, if they are not yet."""
        with self.read() as connection:
            found = revision_of(connection)
        if found == schema.REVISION:
            return
        with self.begin() as connection:
            upgrade(connection)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the journal."""
        with journal_failures(self._name()), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give the only writing transaction; commits at the end, or nothing."""
        with journal_failures(self._name()), self.begin() as connection:
            connection.execute(
                sa.select(schema.meta.c.value)
                .where(schema.meta.c.key == "lock")
                .with_for_update()
            ).all()
            yield connection

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """Give a writing transaction, also on a database without tables."""
        with self._writing.begin() as connection:
            yield connection

    def shrink(self) -> None:
        """Leave nothing of erased rows in the file's write-ahead log.

        Pages are overwritten already when rows are erased (`secure_delete`). A
        log that somebody reads just now is emptied by the next who writes.
        """
        if self.dialect == "sqlite":
            with self._engine.connect() as connection:
                connection.rollback()
                raw = connection.connection.dbapi_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.execute("pragma wal_checkpoint(truncate)").close()

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()

    def _name(self) -> str:
        return self._engine.url.render_as_string(hide_password=True)


def sqlite_url(root: Path) -> str:
    """Return the address of the journal file in a data folder."""
    return sa.URL.create("sqlite", database=str(root / FILE)).render_as_string()


def engine_for(url: str) -> sa.Engine:
    """Return an engine whose transactions begin as the journal needs them."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def revision_of(connection: sa.Connection) -> str | None:
    """Return the revision of the journal's tables; None for an empty database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(
        sa.select(sa.column("version_num", sa.String)).select_from(
            sa.table("alembic_version")
        )
    ).scalar()


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Run the migrations inside the connection's transaction.

    Raises AppError JOURNAL_NEWER when the tables have a revision that this
    program does not know.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    known = {
        script.revision
        for script in ScriptDirectory.from_config(config).walk_revisions()
    }
    for wanted in (revision_of(connection), revision):
        if wanted not in (None, "head", *known):
            raise AppError("JOURNAL_NEWER", revision=wanted)
    command.upgrade(config, revision)


@contextmanager
def journal_failures(name: str) -> Iterator[None]:
    """Turn what the database refuses into problems that a person can solve."""
    try:
        yield
    except DatabaseError as error:
        code = _code_of(str(error.orig))
        if code is None:
            raise
        raise AppError(code, journal=name, folder=name) from error


_SIGNS: Final = (
    ("disk is full", "DISK_FULL"),
    ("readonly database", "FOLDER_NOT_WRITABLE"),
    ("unable to open database", "FOLDER_NOT_WRITABLE"),
    ("not a database", "JOURNAL_DAMAGED"),
    ("malformed", "JOURNAL_DAMAGED"),
    ("database is locked", "JOURNAL_BUSY"),
)


def _code_of(message: str) -> str | None:
    return next((code for sign, code in _SIGNS if sign in message), None)


def _prepare_sqlite(raw: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite does.
    raw.isolation_level = None
    for pragma in _SQLITE:
        _patiently(raw, pragma)


def _patiently(raw: sqlite3.Connection, pragma: str) -> None:
    # The change to WAL does not wait for other processes by itself.
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            raw.execute(pragma).close()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("cartera_writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
