"""An archive's form: one ZIP with the journal as text, the lake, and a list.

`cartera.json` comes last and lists every other member with its SHA-256; the
journal is one JSON line per row, so that it can be read back into any
database, and by any other program.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, Final

import sqlalchemy as sa

from cartera.errors import AppError
from cartera.store import files, schema
from cartera.store.canonical import Json, JsonObject, object_from_text, to_text

FORMAT: Final = 1
CONTENTS: Final = "cartera.json"
_MEMBER: Final = re.compile(
    r"journal/[a-z_]+\.jsonl|lake/[0-9a-z]+/[0-9A-Za-z_][0-9A-Za-z_.\-]*"
)
_CHUNK: Final = 1024 * 1024
_BATCH: Final = 1000
_NOT_KEPT: Final = frozenset({"leases"})


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive says about itself."""

    revision: str
    head_seq: int
    head_hash: str
    created_at: str
    members: Mapping[str, str]


class Writer:
    """Writes members and remembers their hashes for the list at the end."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, str] = {}

    def add_file(self, name: str, file: Path) -> None:
        """Add a file as it is; Parquet and workbooks are compressed already."""
        with file.open("rb") as source:
            self._add(name, iter(lambda: source.read(_CHUNK), b""), zipfile.ZIP_STORED)

    def add_lines(self, name: str, lines: Iterable[str]) -> None:
        """Add lines of text."""
        content = (f"{line}\n".encode() for line in lines)
        self._add(name, content, zipfile.ZIP_DEFLATED)

    def finish(self, about: JsonObject) -> None:
        """Add the list of members."""
        text = to_text({**about, "format": FORMAT, "members": self.members})
        self._archive.writestr(CONTENTS, text)

    def _add(self, name: str, chunks: Iterable[bytes], method: int) -> None:
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(name)
        entry.compress_type = method
        with self._archive.open(entry, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                target.write(chunk)
        self.members[name] = digest.hexdigest()


def tables() -> list[sa.Table]:
    """Return the tables that an archive holds, each after what it refers to."""
    return [t for t in schema.metadata.sorted_tables if t.name not in _NOT_KEPT]


def lines_of(connection: sa.Connection, table: sa.Table) -> Iterator[str]:
    """Return a table's rows as JSON lines, in the order of its key."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    for row in connection.execute(query).mappings():
        yield to_text({name: _to_json(value) for name, value in row.items()})


def read_table(
    connection: sa.Connection, table: sa.Table, lines: Iterable[bytes]
) -> None:
    """Insert JSON lines into a table of whatever revision the archive has."""
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append(_from_json(table, object_from_text(line.decode())))
        if len(batch) == _BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)


def contents_of(archive: zipfile.ZipFile) -> Contents:
    """Read the list; raises ValueError or KeyError for one that is not whole."""
    about: dict[str, Any] = object_from_text(archive.read(CONTENTS).decode())
    members: dict[str, str] = about["members"]
    if about["format"] != FORMAT or not all(map(_MEMBER.fullmatch, members)):
        raise ValueError("unknown form")
    if set(archive.namelist()) != {*members, CONTENTS}:
        raise ValueError("members differ from the list")
    head = about["head"]
    return Contents(
        str(about["revision"]),
        int(head["seq"]),
        str(head["hash"]),
        str(about["created_at"]),
        members,
    )


def extract(archive: zipfile.ZipFile, name: str, digest: str, target: Path) -> None:
    """Write one member to a file and flush; raises ValueError if it differs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as out:
        if _copy(source, out) != digest:
            raise ValueError(f"{name} differs")
    files.flush_file(target)


@contextmanager
def damage(file: Path) -> Iterator[None]:
    """Turn everything that a damaged archive causes into ARCHIVE_DAMAGED."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        TypeError,
        ValueError,
        NotImplementedError,
        json.JSONDecodeError,
        sa.exc.StatementError,
    ) as error:
        raise AppError("ARCHIVE_DAMAGED", file=file.name) from error


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _to_json(value: object) -> Json:
    if isinstance(value, datetime | date):
        return value.isoformat()
    assert value is None or isinstance(value, str | int | float | bool)
    return value


def _from_json(table: sa.Table, row: JsonObject) -> dict[str, Any]:
    return {
        column.name: _typed(column.type, row.get(column.name)) for column in table.c
    }


def _typed(kind: sa.types.TypeEngine[Any], value: Json) -> object:
    if not isinstance(value, str):
        return value
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
