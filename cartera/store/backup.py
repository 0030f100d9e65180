"""Lake, journal and settings in one archive, and back into an empty folder."""

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa

from cartera.errors import AppError, UsageError
from cartera.store import (
    archive,
    audit,
    backups,
    erasing,
    files,
    lease,
    loads,
    publish,
)
from cartera.store import (
    journal as journals,
)
from cartera.store.actors import Actor, require
from cartera.store.archive import Contents, Writer
from cartera.store.audit import Head
from cartera.store.journal import Journal, sqlite_url
from cartera.store.lake import Lake

_STAGE: Final = ".restore-"


@dataclass(frozen=True, slots=True)
class BackupResult:
    """An archive that was written; the audit head shows later whether the
    journal was cut since."""

    file: Path
    loads: int
    bytes: int
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What an archive held and when it was made."""

    root: Path
    loads: int
    created_at: str
    audit_seq: int
    audit_hash: str


def make(journal: Journal, lake: Lake, file: Path, *, actor: Actor) -> BackupResult:
    """Write an archive of everything but marts, which can be rebuilt.

    Raises UsageError BACKUP_EXISTS for a file that is there already, AppError
    DISK_FULL, FOLDER_NOT_WRITABLE.
    """
    if file.exists():
        raise UsageError("BACKUP_EXISTS", file=str(file))
    with lease.hold(journal, publish.LEASE):
        erasing.finish(journal, lake)
    draft = file.with_name(f"{file.name}.{uuid4().hex}.tmp")
    try:
        # Whoever erases takes this lease too: no folder changes meanwhile.
        with files.disk_failures(file.parent), lease.hold(journal, erasing.LEASE):
            file.parent.mkdir(parents=True, exist_ok=True)
            head, manifests = _write(journal, lake, draft)
            files.flush_file(draft)
            draft.rename(file)
            files.flush_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)
    with journal.write() as connection:
        at = journal.clock()
        backups.insert(connection, str(file), head, manifests, actor=actor, at=at)
    size = file.stat().st_size
    return BackupResult(file, len(manifests), size, head.seq, head.hash)


def restore(
    file: Path,
    root: Path,
    *,
    clock: Callable[[], datetime],
    actor: Actor,
    journal_url: str | None = None,
) -> RestoreResult:
    """Fill an empty data folder from an archive; verifies every byte first.

    Raises UsageError RESTORE_WOULD_OVERWRITE, ARCHIVE_MISSING, AppError
    ARCHIVE_DAMAGED, JOURNAL_NEWER, DISK_FULL, FOLDER_NOT_WRITABLE.
    """
    require(actor, "restore")
    if not file.is_file():
        raise UsageError("ARCHIVE_MISSING", file=str(file))
    _refuse_to_overwrite(root, journal_url)
    stage = root / f"{_STAGE}{uuid4().hex}"
    try:
        with files.disk_failures(root):
            stage.mkdir(parents=True)
            contents = _unpack(file, stage)
            url = journal_url or sqlite_url(stage)
            _fill_journal(file, stage, url, contents, clock, actor)
            _put_in_place(stage, root)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return RestoreResult(
        root,
        len({name.split("/")[1] for name in contents.members if name[0] == "l"}),
        contents.created_at,
        contents.head_seq,
        contents.head_hash,
    )


def _write(journal: Journal, lake: Lake, draft: Path) -> tuple[Head, dict[str, str]]:
    with (
        zipfile.ZipFile(draft, "w", allowZip64=True) as target,
        journal.read() as connection,
    ):
        writer = Writer(target)
        manifests = {
            load.load_id: load.manifest_sha256 for load in loads.records(connection)
        }
        for table in archive.tables():
            lines = archive.lines_of(connection, table)
            writer.add_lines(f"journal/{table.name}.jsonl", lines)
        for load_id in manifests:
            for path in sorted(lake.folder(load_id).glob("*")):
                writer.add_file(f"lake/{load_id}/{path.name}", path)
        head = audit.head(connection)
        writer.finish(
            {
                "created_at": journal.clock().isoformat(),
                "revision": journals.revision_of(connection),
                "head": {"seq": head.seq, "hash": head.hash},
            }
        )
    return head, manifests


def _refuse_to_overwrite(root: Path, journal_url: str | None) -> None:
    lake = root / "lake"
    has_loads = lake.is_dir() and any(
        not entry.name.startswith(".") for entry in lake.iterdir()
    )
    if has_loads or (root / journals.FILE).exists() or _has_rows(journal_url):
        raise UsageError("RESTORE_WOULD_OVERWRITE", folder=str(root))


def _has_rows(journal_url: str | None) -> bool:
    if journal_url is None:
        return False
    engine = journals.engine_for(journal_url)
    with journals.journal_failures(journal_url), engine.connect() as connection:
        found = journals.revision_of(connection) is not None
    engine.dispose()
    return found


def _unpack(file: Path, stage: Path) -> Contents:
    with archive.damage(file), zipfile.ZipFile(file) as source:
        contents = archive.contents_of(source)
        for name, digest in contents.members.items():
            archive.extract(source, name, digest, stage / name)
    for folder in sorted((stage / "lake").glob("*")):
        files.flush_folder(folder)
    return contents


def _fill_journal(
    file: Path,
    stage: Path,
    url: str,
    contents: Contents,
    clock: Callable[[], datetime],
    actor: Actor,
) -> None:
    engine = journals.engine_for(url)
    journal = Journal(engine, clock)
    try:
        with journals.journal_failures(url), journal.begin() as connection:
            journals.upgrade(connection, contents.revision)
            with archive.damage(file):
                _read_tables(connection, stage / "journal")
            journals.upgrade(connection)
            _verify(connection, contents, file)
            event = audit.Event("restore", {"head_seq": contents.head_seq}, {})
            audit.append(connection, event, actor=actor, at=clock())
        journal.shrink()
    finally:
        journal.close()


def _read_tables(connection: sa.Connection, folder: Path) -> None:
    reflected = sa.MetaData()
    reflected.reflect(connection)
    for table in reversed(reflected.sorted_tables):
        if table.name != "alembic_version":
            connection.execute(sa.delete(table))
    for table in reflected.sorted_tables:
        source = folder / f"{table.name}.jsonl"
        if source.is_file():
            with source.open("rb") as lines:
                archive.read_table(connection, table, lines)
            _continue_numbers(connection, table)


def _continue_numbers(connection: sa.Connection, table: sa.Table) -> None:
    """Let a server's sequences go on after the rows that were inserted."""
    [key, *others] = table.primary_key.columns
    if connection.dialect.name != "postgresql" or others:
        return
    if isinstance(key.type, sa.Integer):
        sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
        last = sa.select(sa.func.max(key)).scalar_subquery()
        connection.execute(sa.select(sa.func.setval(sequence, last)))


def _verify(connection: sa.Connection, contents: Contents, file: Path) -> None:
    head = audit.head(connection)
    stated = Head(contents.head_seq, contents.head_hash)
    if head != stated or audit.broken_rows(connection):
        raise AppError("ARCHIVE_DAMAGED", file=file.name)


def _put_in_place(stage: Path, root: Path) -> None:
    (stage / "lake").mkdir(exist_ok=True)
    shutil.rmtree(root / "lake", ignore_errors=True)
    files.move_folder(stage / "lake", root / "lake")
    file = stage / journals.FILE
    if file.exists():
        file.rename(root / journals.FILE)
        files.flush_folder(root)
