"""The stores of one data folder, behind one door."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cartera.settings import Settings, Value
from cartera.store import (
    backup,
    backups,
    check,
    commit,
    erase,
    files,
    forget,
    load_changes,
    loads,
    values,
)
from cartera.store.actors import Action, Actor, require
from cartera.store.backup import BackupResult
from cartera.store.backups import Backup
from cartera.store.canonical import Json, JsonObject
from cartera.store.commit import CommitResult, CommitState
from cartera.store.forget import ForgetResult
from cartera.store.journal import Journal, sqlite_url
from cartera.store.lake import Lake
from cartera.store.loads import LoadRecord, load_fingerprint
from cartera.store.marts import Marts
from cartera.store.publish import Builder, LedgerBuilder, MartRef, Publisher
from cartera.store.records import Records
from cartera.store.warehouse import Warehouse

if TYPE_CHECKING:
    from cartera.store.build import CheckResult

__all__ = ["CommitResult", "LoadRecord", "MartRef", "Workspace", "load_fingerprint"]


class Workspace:
    """Everything that is stored: what files said, what people entered, marts.

    Every method may be called from several threads and processes at once.
    Methods that change something take the actor and raise PermissionRefused
    when the role does not allow it.
    """

    def __init__(
        self, root: Path, journal: Journal, settings: Settings, builder: Builder
    ) -> None:
        self.root = root
        self.settings = settings
        self.journal = journal
        self.lake = Lake.open(root / "lake")
        self.records = Records(journal)
        self._publisher = Publisher(
            journal, self.lake, Marts.open(root / "marts"), builder
        )

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        clock: Callable[[], datetime],
        journal_url: str | None = None,
        settings: Settings | None = None,
        builder: Builder | None = None,
    ) -> "Workspace":
        """Open a data folder, making what is missing in it.

        Raises AppError FOLDER_NOT_WRITABLE, DISK_FULL, JOURNAL_NEWER,
        JOURNAL_DAMAGED.
        """
        with files.disk_failures(root):
            root.mkdir(parents=True, exist_ok=True)
        settings = settings or Settings(data=str(root))
        url = journal_url or settings.journal or sqlite_url(root)
        journal = Journal.open(url, clock=clock)
        return cls(root, journal, settings, builder or LedgerBuilder())

    def close(self) -> None:
        """Release the journal's connections."""
        self.journal.close()

    def current_user(self, name: str) -> Actor:
        """Return the one local admin that there is without sign-in."""
        return Actor(name, "admin")

    def commit_load(
        self,
        staged: Path,
        manifest: Mapping[str, Json],
        *,
        actor: Actor,
        state: CommitState,
        replaces: str | None = None,
    ) -> CommitResult:
        """Make a staged folder a load; once this returns, it is there for good.

        `manifest` holds at least `sha256`, `kind`, `file`; its `fingerprint`
        is computed from `sha256, company, kind, sheet, options` if not given.
        `replaces` is a held load that this one answers. A load that is active
        already makes a duplicate, one that is held already stays as it is.
        """
        require(actor, "load")
        new = commit.NewLoad(staged, manifest, state, replaces)
        return commit.commit(self.journal, self.lake, new, actor=actor)

    def find_active(self, fingerprint: str) -> str | None:
        """Return the active load of a fingerprint; see `load_fingerprint`."""
        with self.journal.read() as connection:
            return loads.find(connection, fingerprint, loads.ACTIVE)

    def loads(self) -> list[LoadRecord]:
        """Return every load there ever was, in the order of loading."""
        with self.journal.read() as connection:
            return loads.records(connection)

    def active_loads(self, *, at: datetime | None = None) -> list[LoadRecord]:
        """Return the loads that count now, or that counted at a moment."""
        with self.journal.read() as connection:
            found = loads.records(connection, at=at)
        return [load for load in found if load.state == "active"]

    def load(self, load_id: str) -> LoadRecord:
        """Return one load; raises UsageError LOAD_UNKNOWN."""
        with self.journal.read() as connection:
            return loads.record(connection, load_id)

    def manifest(self, load_id: str) -> JsonObject:
        """Return a load's `load.json`; raises UsageError LOAD_UNKNOWN."""
        self.load(load_id)
        return self.lake.manifest(load_id)

    def undo(self, load_id: str, *, actor: Actor) -> LoadRecord:
        """Take a load out; an undone one stays so. Publish afterwards."""
        return self._change(load_id, "undo", actor)

    def redo(self, load_id: str, *, actor: Actor) -> LoadRecord:
        """Put an undone load back."""
        return self._change(load_id, "redo", actor)

    def confirm(self, load_id: str, *, actor: Actor) -> LoadRecord:
        """Answer a held load's question with yes: it counts from now on.

        Raises AppError LOAD_NEEDS_ANSWER where only an option can answer, so
        that the file has to be loaded again with it.
        """
        if self.load(load_id).state == "held":
            commit.refuse_unanswerable(self.lake.manifest(load_id))
        return self._change(load_id, "confirm", actor)

    def discard(self, load_id: str, *, actor: Actor) -> LoadRecord:
        """Drop a held load."""
        return self._change(load_id, "discard", actor)

    def purge(self, load_id: str, *, actor: Actor) -> LoadRecord:
        """Remove a load's files for good, publish, and remove older marts."""
        require(actor, "purge")
        return erase.purge(self._publisher, load_id, actor=actor)

    def forget(
        self, customer_id: str, *, actor: Actor, company: str | None = None
    ) -> ForgetResult:
        """Replace a customer's personal data by a pseudonym, and publish.

        Raises UsageError CUSTOMER_UNKNOWN, CUSTOMER_AMBIGUOUS.
        """
        require(actor, "forget")
        return forget.forget(self._publisher, customer_id, company, actor=actor)

    def publish(self, *, actor: Actor) -> MartRef:
        """Return the mart of the present state, making it if need be."""
        require(actor, "publish")
        return self._publisher.publish(actor=actor)

    def current(self, *, actor: Actor) -> MartRef:
        """Return the mart to read from, publishing first if it is not fresh."""
        require(actor, "read")
        mart = self._publisher.publish(actor=actor)
        self._publisher.marts.mark_used(mart.mart_id)
        return mart

    def published(self) -> MartRef | None:
        """Return the newest published mart, without publishing."""
        return self._publisher.published()

    def is_fresh(self) -> bool:
        """Tell whether the newest published mart shows the present state."""
        return self._publisher.fresh() is not None

    def warehouse(self, mart: MartRef) -> Warehouse:
        """Open a mart for reading."""
        self._publisher.marts.mark_used(mart.mart_id)
        return Warehouse.open(mart.path)

    def known_at(self, moment: datetime, *, actor: Actor) -> MartRef:
        """Return the mart of what was active and recorded at a moment."""
        require(actor, "read")
        return self._publisher.known_at(moment, actor=actor)

    def warehouse_at(self, moment: datetime, *, actor: Actor) -> Warehouse:
        """Open the mart of what was active and recorded at a moment."""
        return self.warehouse(self.known_at(moment, actor=actor))

    def setting(self, name: str, company: str | None = None) -> Value:
        """Return the value of a setting; raises UsageError SETTING_UNKNOWN."""
        with self.journal.read() as connection:
            return values.read(connection, name, company)

    def set_setting(
        self, name: str, value: Value, *, company: str | None = None, actor: Actor
    ) -> None:
        """Change a setting; None takes it back to its default."""
        require(actor, "settings")
        with self.journal.write() as connection:
            values.write(
                connection,
                name,
                value,
                company=company,
                actor=actor,
                at=self.journal.clock(),
            )

    def check(self) -> "list[CheckResult]":
        """Return every check; level `broken` with rows means that one fails."""
        return check.run(self._publisher)

    def backup(self, file: Path, *, actor: Actor) -> BackupResult:
        """Write lake, journal and settings into one archive."""
        require(actor, "backup")
        return backup.make(self.journal, self.lake, file, actor=actor)

    def backups_holding(self, load_ids: Iterable[str]) -> list[Backup]:
        """Return the archives that hold what was erased from these loads since."""
        with self.journal.read() as connection:
            return backups.holding(connection, load_ids)

    def _change(self, load_id: str, action: Action, actor: Actor) -> LoadRecord:
        require(actor, action)
        with self.journal.write() as connection:
            return load_changes.change_state(
                connection, load_id, action, actor=actor, at=self.journal.clock()
            )
