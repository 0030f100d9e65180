"""Forgetting a person: every trace in the stores is replaced by a pseudonym."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from cartera.domain.facts import FACTS
from cartera.store import (
    backups,
    erase,
    erasing,
    files,
    forget_entries,
    lease,
    loads,
    person,
    redaction,
)
from cartera.store.actors import Actor
from cartera.store.backups import Backup
from cartera.store.canonical import Json, JsonObject
from cartera.store.erase import Erasure
from cartera.store.lake import (
    CELLS,
    MANIFEST,
    ORIGINAL,
    REJECTS,
    Lake,
    meanings_of,
    objects_in,
)
from cartera.store.person import Target
from cartera.store.publish import LEASE, Publisher
from cartera.store.redaction import PLACE, Person


@dataclass(frozen=True, slots=True)
class ForgetResult:
    """What was done: the loads that were rewritten, how many rows and entries.

    `backups` still hold the data; whoever has them must remove them.
    """

    pseudonym: str
    company: str
    loads: tuple[str, ...]
    rows: int
    entries: int
    backups: tuple[Backup, ...]


def forget(
    publisher: Publisher, customer_id: str, company: str | None, *, actor: Actor
) -> ForgetResult:
    """Replace a customer's personal data everywhere and publish.

    Raises UsageError CUSTOMER_UNKNOWN, CUSTOMER_AMBIGUOUS.
    """
    journal, lake = publisher.journal, publisher.lake
    with lease.hold(journal, LEASE) as holder:
        erasing.finish(journal, lake)
        with journal.read() as connection:
            kept = [
                load.load_id
                for load in loads.records(connection)
                if load.state != "purged"
            ]
            target = person.find_customer(lake, kept, customer_id, company)
            who = person.person_of(lake, kept, target, person.secret_of(connection))
            erasure = prepare(connection, lake, kept, target, who)
        with journal.write() as connection:
            erase.enter(connection, erasure, actor=actor, journal=journal)
        publisher.publish_holding(holder, actor=actor)
    journal.shrink()
    with journal.read() as connection:
        holding = backups.holding(connection, erasure.folders)
    return ForgetResult(
        pseudonym=who.pseudonym,
        company=target.company,
        loads=tuple(erasure.folders),
        rows=int(str(erasure.summary["rows"])),
        entries=len(erasure.payloads),
        backups=tuple(holding),
    )


def prepare(
    connection: sa.Connection,
    lake: Lake,
    load_ids: Sequence[str],
    target: Target,
    person: Person,
) -> Erasure:
    """Write new folders for all loads that tell of the person."""
    erasure_id = erase.new_id()
    folders: dict[str, str] = {}
    rows = 0
    for load_id in load_ids:
        own = _own_places(lake, load_id, target, person)
        if own.is_empty() and not _mentions(lake, load_id, person):
            continue
        new = erasing.prepared(lake, erasure_id) / load_id
        folders[load_id] = _redact_load(lake, load_id, new, target, own, person)
        rows += own.height
    payloads = forget_entries.payloads(connection, target, person)
    return Erasure(
        erasure_id=erasure_id,
        kind="forget",
        folders=folders,
        payloads=payloads,
        file_names=forget_entries.file_names(connection, person),
        summary={"pseudonym": person.pseudonym, "rows": rows, "entries": len(payloads)},
    )


def _own_places(
    lake: Lake, load_id: str, target: Target, person: Person
) -> pl.DataFrame:
    places = [
        pl.read_parquet(path, glob=False).filter(target.own).select(_place())
        for table in FACTS
        for path in lake.facts((load_id,), table)
    ]
    rejects, cells = (lake.folder(load_id) / name for name in (REJECTS, CELLS))
    if rejects.is_file() and cells.is_file():
        places.append(
            redaction.own_cell_rows(
                pl.read_parquet(cells, glob=False),
                pl.read_parquet(rejects, glob=False),
                person,
            ).select(_place())
        )
    return pl.concat(places).unique() if places else _no_places()


def _mentions(lake: Lake, load_id: str, person: Person) -> bool:
    cells = lake.folder(load_id) / CELLS
    return cells.is_file() and redaction.mentions(
        pl.read_parquet(cells, glob=False), person
    )


def _redact_load(
    lake: Lake,
    load_id: str,
    new: Path,
    target: Target,
    own: pl.DataFrame,
    person: Person,
) -> str:
    old, manifest = lake.folder(load_id), lake.manifest(load_id)
    with files.disk_failures(lake.root):
        new.mkdir(parents=True)
        others = _no_places()
        for table in lake.tables(load_id):
            facts = pl.read_parquet(old / f"{table}.parquet", glob=False)
            others = pl.concat([others, facts.filter(~target.own).select(_place())])
            _write(
                redaction.redact_facts(facts, target.own, person),
                new / f"{table}.parquet",
            )
        _redact_rows(old, new, own, others, manifest, person)
        for file in old.iterdir():
            if file.suffix != ".parquet" and file.name not in (ORIGINAL, MANIFEST):
                shutil.copyfile(file, new / file.name)
        sealed = lake.seal(new)
    redacted = _redacted_manifest(manifest, own, person)
    return erase.write_folder(
        lake, new, {**redacted, "files": sealed, "original_removed": True}
    )


def _redact_rows(
    old: Path,
    new: Path,
    own: pl.DataFrame,
    others: pl.DataFrame,
    manifest: Mapping[str, Json],
    person: Person,
) -> None:
    if (old / CELLS).is_file():
        cells = pl.read_parquet(old / CELLS, glob=False)
        meanings = meanings_of(manifest)
        redacted = redaction.redact_cells(cells, own, others, meanings, person)
        _write(redacted, new / CELLS)
    if (old / REJECTS).is_file():
        rejects = pl.read_parquet(old / REJECTS, glob=False)
        _write(redaction.redact_rejects(rejects, own, person), new / REJECTS)


def _redacted_manifest(
    manifest: Mapping[str, Json], own: pl.DataFrame, person: Person
) -> JsonObject:
    places = set(own.iter_rows())
    findings: list[Json] = [
        {**finding, "value": None, "details": {}, "message": None}
        if (finding.get("sheet"), finding.get("row")) in places
        else dict(finding)
        for finding in objects_in(manifest.get("findings"))
    ]
    redacted = redaction.redact_json({**manifest, "findings": findings}, person)
    assert isinstance(redacted, dict)
    # Ids and hashes are no traces, whatever text they happen to contain.
    fixed = ("load_id", "fingerprint", "sha256", "company", "kind")
    return {**redacted, **{name: manifest.get(name) for name in fixed}}


def _place() -> list[pl.Expr]:
    sheet, row = PLACE
    return [pl.col(sheet).cast(pl.String), pl.col(row).cast(pl.Int64)]


def _no_places() -> pl.DataFrame:
    return pl.DataFrame(schema={"sheet": pl.String, "row_no": pl.Int64})


def _write(frame: pl.DataFrame, file: Path) -> None:
    frame.write_parquet(file, compression="zstd", compression_level=1)
