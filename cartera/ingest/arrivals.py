"""Files as they arrive: opened, archives unfolded, refusals kept beside them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cartera.errors import AppError, RefusedError
from cartera.ingest.archives import member_name, members, open_archive, read_entry
from cartera.ingest.cells import SourceFile
from cartera.ingest.files import open_source
from cartera.ingest.limits import Limits


@dataclass(frozen=True, slots=True)
class Arrival:
    """A readable file with its place in the answer and its bytes as given."""

    position: int
    source: SourceFile
    original: bytes | Path


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read."""

    position: int
    name: str
    sha256: str
    error: AppError


def arrive(
    files: Sequence[tuple[str, Path | bytes]], limits: Limits, password: str | None
) -> Iterator[Arrival | Refusal]:
    """Open every file; one item per file, for a ZIP one per member."""
    position = 0
    for name, data in files:
        for item in _open(position, name, data, limits, password):
            position += 1
            yield item


def _open(
    position: int,
    name: str,
    data: Path | bytes,
    limits: Limits,
    password: str | None,
) -> list[Arrival | Refusal]:
    try:
        sources = open_source(name, data, limits=limits, password=password)
    except RefusedError as error:
        return [Refusal(position, name, _sha256(data), error)]
    except OSError:
        return [Refusal(position, name, "", RefusedError("FILE_NOT_OPENED", file=name))]
    return [
        _arrived(position + offset, source, name, data, limits)
        for offset, source in enumerate(sources)
    ]


def _arrived(
    position: int, source: SourceFile, outer: str, data: Path | bytes, limits: Limits
) -> Arrival | Refusal:
    if source.refused is not None:
        return Refusal(position, source.name, source.sha256, source.refused)
    member = source.name.removeprefix(f"{outer}/")
    if member == source.name:
        return Arrival(position, source, data)
    content = data.read_bytes() if isinstance(data, Path) else data
    archive = open_archive(content, outer, limits)
    entry = next(e for e in members(archive) if member_name(e, outer) == member)
    return Arrival(position, source, read_entry(archive, entry, outer))


def _sha256(data: Path | bytes) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with data.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
