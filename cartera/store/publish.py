"""Publishing: making the mart of the journal's state, one process at a time."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import duckdb
import sqlalchemy as sa

from cartera.errors import AppError
from cartera.store import entries, erasing, files, lease, publications, state, values
from cartera.store.actors import Actor
from cartera.store.journal import Journal
from cartera.store.lake import Lake
from cartera.store.lease import Holder
from cartera.store.marts import Keep, Marts
from cartera.store.publications import Publication, Purpose
from cartera.store.state import State

if TYPE_CHECKING:
    from cartera.store.build import BuildInputs, CheckResult

LEASE: Final = "publish"
_LOOK_BACK: Final = 200


class Builder(Protocol):
    """What makes a mart: `cartera.store.build`, or a stand-in of a test."""

    @property
    def version(self) -> str:
        """Differs whenever the same inputs could give another mart."""

    def build(self, target: Path, inputs: "BuildInputs") -> None:
        """Write the mart of the inputs to a new file."""

    def checks(self, connection: duckdb.DuckDBPyConnection) -> "Sequence[CheckResult]":
        """Return the checks of a mart; `broken` ones with rows stop it."""


class LedgerBuilder:
    """The builder of the program: the SQL below `queries/`."""

    @property
    def version(self) -> str:
        """The hash of the SQL, the schema and the engine."""
        return _ledger_version()

    def build(self, target: Path, inputs: "BuildInputs") -> None:
        """Write the mart of the inputs to a new file."""
        from cartera.store.build import build_mart

        build_mart(target, inputs)

    def checks(self, connection: duckdb.DuckDBPyConnection) -> "Sequence[CheckResult]":
        """Return the results of `queries/checks`."""
        from cartera.store.build import run_checks

        return run_checks(connection)


@dataclass(frozen=True, slots=True)
class MartRef:
    """A mart that can be opened.

    `operational_position` is the last operational entry inside it; entries
    after it are read live. `known_at` is set for a mart of a past moment.
    """

    mart_id: str
    path: Path
    operational_position: int
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Makes and finds marts; every method may be called by any process."""

    journal: Journal
    lake: Lake
    marts: Marts
    builder: Builder

    def published(self) -> MartRef | None:
        """Return the current mart, fresh or not; None when there is none."""
        with self.journal.read() as connection:
            newest = publications.newest(connection)
        if newest is None or not self.marts.has(newest.mart_id):
            return None
        return self._ref(newest)

    def fresh(self) -> MartRef | None:
        """Return the current mart if it shows the journal's state."""
        with self.journal.read() as connection:
            newest = publications.newest(connection)
            now = state.read(connection, self.builder.version)
            return self._if_usable(connection, newest, now)

    def publish(self, *, actor: Actor) -> MartRef:
        """Return the mart of the journal's state, making it if need be.

        Waits while another process publishes. Raises AppError DISK_FULL,
        MART_CHECK_FAILED; the mart before stays the current one then.
        """
        ready = self.fresh()
        while ready is None:
            with lease.hold(self.journal, LEASE) as holder:
                ready = self.publish_holding(holder, actor=actor)
        return ready

    def publish_holding(self, holder: Holder, *, actor: Actor) -> MartRef | None:
        """Publish while the caller holds the lease; None if it was lost."""
        erasing.finish(self.journal, self.lake)
        ready = self.fresh()
        if ready is None:
            with self.journal.read() as connection:
                now = state.read(connection, self.builder.version)
                now = self._older_mart_of(connection, now) or now
            self._make(now)
            if not self._announce(now, "current", holder, actor):
                return None
            ready = self._ref_of(now, None)
        self.tidy()
        return ready

    def known_at(self, moment: datetime, *, actor: Actor) -> MartRef:
        """Return the mart of what was active and recorded at a moment."""
        with self.journal.read() as connection:
            then = state.read(connection, self.builder.version, at=moment)
        while not self.marts.has(then.mart_id):
            with lease.hold(self.journal, LEASE) as holder:
                erasing.finish(self.journal, self.lake)
                with self.journal.read() as connection:
                    then = state.read(connection, self.builder.version, at=moment)
                self._make(then)
                self._announce(then, "known_at", holder, actor)
        self.marts.mark_used(then.mart_id)
        return self._ref_of(then, moment)

    def remove_outdated(self) -> None:
        """Remove every mart that was made before the last erasure."""
        with self.journal.read() as connection:
            last = entries.positions(connection).erasures
            known = publications.erasures_of(connection)
        self.marts.remove(
            mart_id for mart_id in self.marts.ids() if known.get(mart_id, last) < last
        )

    def tidy(self) -> None:
        """Remove what need not stay: old marts, orphans, old leftovers."""
        self.remove_outdated()
        with self.journal.read() as connection:
            before = int(values.read(connection, "marts_before_current", None) or 0)
            others = int(values.read(connection, "marts_known_at", None) or 0)
            minutes = int(values.read(connection, "marts_used_minutes", None) or 0)
            history = publications.history(connection, limit=_LOOK_BACK)
            keep = erasing.pending_folders(connection)
            orphans = self.lake.orphans(erasing.known_loads(connection))
        ids = list(dict.fromkeys(made.mart_id for made in history))[: before + 1]
        self.marts.retire(Keep(frozenset(ids), others, minutes * 60))
        self.lake.sweep(orphans, keep=keep)

    def _if_usable(
        self, connection: sa.Connection, made: Publication | None, now: State
    ) -> MartRef | None:
        if made is None or made.structure != now.structure:
            return None
        if not self.marts.has(made.mart_id):
            return None
        limit = int(values.read(connection, "journal_tail_rows", None) or 0)
        tail = entries.count_operational(connection, made.operational_position)
        return self._ref(made) if tail <= limit else None

    def _older_mart_of(self, connection: sa.Connection, now: State) -> State | None:
        earlier = publications.history(connection, limit=5, structure=now.structure)
        for made in earlier:
            if self._if_usable(connection, made, now) is not None:
                positions = replace(
                    now.positions, operational=made.operational_position
                )
                return replace(now, positions=positions, mart_id=made.mart_id)
        return None

    def _make(self, wanted: State) -> None:
        if self.marts.has(wanted.mart_id):
            return
        draft = self.marts.draft()
        try:
            with files.disk_failures(self.marts.root):
                self.builder.build(draft, state.inputs(wanted, self.lake))
                self._check(draft)
            self.marts.finish(draft, wanted.mart_id)
        finally:
            self.marts.drop_draft(draft)

    def _check(self, draft: Path) -> None:
        with closing(duckdb.connect(str(draft))) as connection:
            for check in self.builder.checks(connection):
                if check.level == "broken" and check.rows:
                    raise AppError(
                        "MART_CHECK_FAILED", check=check.name, rows=check.rows
                    )
            connection.execute("checkpoint").complete()

    def _announce(
        self, made: State, purpose: Purpose, holder: Holder, actor: Actor
    ) -> bool:
        with self.journal.write() as connection:
            if not lease.is_held(connection, LEASE, holder):
                return False
            at = self.journal.clock()
            publications.insert(connection, made, purpose, actor=actor, at=at)
        return True

    def _ref(self, made: Publication) -> MartRef:
        path = self.marts.path(made.mart_id)
        return MartRef(made.mart_id, path, made.operational_position)

    def _ref_of(self, made: State, known_at: datetime | None) -> MartRef:
        path = self.marts.path(made.mart_id)
        return MartRef(made.mart_id, path, made.positions.operational, known_at)


@lru_cache(maxsize=1)
def _ledger_version() -> str:
    from cartera.store.build import build_version

    return build_version()
