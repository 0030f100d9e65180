"""What people enter and who they are: entries, users, the audit chain."""

import duckdb

from cartera.store import audit, entries, live, users
from cartera.store.actors import Actor, require
from cartera.store.audit import Event, Head
from cartera.store.entries import NewEntry
from cartera.store.journal import Journal
from cartera.store.live import LiveTable
from cartera.store.publish import MartRef
from cartera.store.users import User


class Records:
    """The part of the journal that is about people, not about loads."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def enter(self, new: NewEntry, *, actor: Actor) -> int:
        """Enter something; return its position. Only admins change structure."""
        require(actor, "settings" if new.entry_class == "structural" else "record")
        with self._journal.write() as connection:
            return entries.append(
                connection, new, actor=actor, at=self._journal.clock()
            )

    def note(self, event: Event, *, actor: Actor) -> Head:
        """Record that something was done, an export say; return the chain's head."""
        require(actor, "read")
        with self._journal.write() as connection:
            audit.append(connection, event, actor=actor, at=self._journal.clock())
            return audit.head(connection)

    def head(self) -> Head:
        """Return the chain's last row, to be printed in exports."""
        with self._journal.read() as connection:
            return audit.head(connection)

    def operational_position(self) -> int:
        """Return the last operational entry: the cache key of live queries."""
        with self._journal.read() as connection:
            return entries.positions(connection).operational

    def register_live(
        self, cursor: duckdb.DuckDBPyConnection, table: LiveTable, mart: MartRef
    ) -> None:
        """Give a cursor `live_<kind>`: what was entered after a mart was made."""
        with self._journal.read() as connection:
            live.register(
                connection,
                cursor,
                table,
                mart.operational_position,
                until=mart.known_at,
            )

    def users(self) -> list[User]:
        """Return everybody who may sign in."""
        with self._journal.read() as connection:
            return users.everybody(connection)

    def put_user(self, user: User, *, actor: Actor) -> None:
        """Add a user or change the one of that name."""
        require(actor, "users")
        with self._journal.write() as connection:
            users.put(connection, user, actor=actor, at=self._journal.clock())

    def signed_in(self, email: str) -> Actor | None:
        """Return who has signed in with an address; None without access."""
        with self._journal.read() as connection:
            return users.signed_in(connection, email)
