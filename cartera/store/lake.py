"""The lake: one folder per load, finished before it gets its name."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import polars as pl

from cartera.errors import AppError, UsageError
from cartera.store import files
from cartera.store.canonical import Json, JsonObject, object_from_text, to_text

MANIFEST: Final = "load.json"
ORIGINAL: Final = "original"
CELLS: Final = "cells.parquet"
REJECTS: Final = "rejects.parquet"
TEMPORARY: Final = ".tmp"

KEEP_LEFTOVERS_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Lake:
    """The folders of all loads below one folder."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> "Lake":
        """Make the folders; raises AppError FOLDER_NOT_WRITABLE, DISK_FULL."""
        with files.disk_failures(root):
            (root / TEMPORARY).mkdir(parents=True, exist_ok=True)
        return cls(root)

    def stage(self) -> Path:
        """Return a new empty folder to write a load into, on the lake's disk."""
        folder = self.root / TEMPORARY / uuid4().hex
        with files.disk_failures(self.root):
            folder.mkdir(parents=True)
        return folder

    @contextmanager
    def filling(self, staged: Path) -> Iterator[None]:
        """Write into a staged folder; what fails leaves nothing behind.

        Raises AppError DISK_FULL, FOLDER_NOT_WRITABLE.
        """
        try:
            with files.disk_failures(self.root):
                yield
        except BaseException:
            files.remove_folder(staged)
            raise

    def seal(self, staged: Path) -> dict[str, Json]:
        """Flush a staged folder's files; return `{name: {sha256, bytes}}`."""
        with files.disk_failures(self.root):
            return {file.name: _sealed(file) for file in sorted(staged.iterdir())}

    def commit(self, staged: Path, load_id: str, manifest: Mapping[str, Json]) -> str:
        """Write the manifest last, then give the folder its name, for good.

        The files must be sealed and the caller must hold the journal's write
        lock: a folder of that name can then only be an orphan. Returns the
        manifest's SHA-256.
        """
        target = self.folder(load_id)
        with files.disk_failures(self.root):
            digest = files.write_text(staged / MANIFEST, to_text(manifest))
            files.flush_folder(staged)
            if target.exists():
                self._set_aside(target)
            files.move_folder(staged, target)
        return digest

    def folder(self, load_id: str) -> Path:
        """Return where a load lies, whether it does or not.

        Raises UsageError LOAD_UNKNOWN for text that is not an id.
        """
        if not load_id.isalnum():
            raise UsageError("LOAD_UNKNOWN", load_id=load_id)
        return self.root / load_id

    def manifest(self, load_id: str) -> JsonObject:
        """Return what `load.json` says; raises AppError LOAD_FILES_MISSING."""
        try:
            text = (self.folder(load_id) / MANIFEST).read_text("utf-8")
        except FileNotFoundError as error:
            raise AppError("LOAD_FILES_MISSING", load_id=load_id) from error
        return object_from_text(text)

    def manifest_sha256(self, load_id: str) -> str | None:
        """Return the SHA-256 of `load.json`; None where it is missing."""
        file = self.folder(load_id) / MANIFEST
        return files.sha256_of_file(file) if file.is_file() else None

    def facts(self, load_ids: Iterable[str], table: str) -> tuple[Path, ...]:
        """Return the Parquet files of a canonical table, in the loads' order."""
        paths = (self.folder(load_id) / f"{table}.parquet" for load_id in load_ids)
        return tuple(path for path in paths if path.is_file())

    def tables(self, load_id: str) -> tuple[str, ...]:
        """Return the names of the canonical tables that a load has."""
        return tuple(
            file.stem
            for file in sorted(self.folder(load_id).glob("*.parquet"))
            if file.name not in (CELLS, REJECTS)
        )

    def cells(self, load_id: str, places: pl.DataFrame) -> pl.DataFrame:
        """Return rows as they were read.

        `places` has the columns `sheet` and `row_no`; the result has these and
        one text column per column of the file, in the order of the places.
        """
        file = self.folder(load_id) / CELLS
        if not file.is_file():
            raise AppError("LOAD_FILES_MISSING", load_id=load_id)
        wanted = places.select(
            pl.col("sheet").cast(pl.String), pl.col("row_no").cast(pl.Int64)
        )
        cells = pl.scan_parquet(file, glob=False).with_columns(
            pl.col("row_no").cast(pl.Int64)
        )
        found = cells.join(wanted.lazy(), on=["sheet", "row_no"], how="semi").collect()
        return wanted.join(
            found, on=["sheet", "row_no"], how="inner", maintain_order="left"
        )

    def original(self, load_id: str) -> Path:
        """Return the file as it was given; raises AppError ORIGINAL_REMOVED."""
        file = self.folder(load_id) / ORIGINAL
        if not file.is_file():
            raise AppError("ORIGINAL_REMOVED", load_id=load_id)
        return file

    def folders(self) -> tuple[str, ...]:
        """Return the names of all folders, with or without a row in the journal."""
        return tuple(
            entry.name
            for entry in sorted(self.root.iterdir())
            if entry.is_dir() and entry.name != TEMPORARY
        )

    def orphans(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return the folders that no row of the journal names."""
        ids = set(known)
        return tuple(name for name in self.folders() if name not in ids)

    def leftovers(self) -> tuple[Path, ...]:
        """Return what runs left that are under way or were killed."""
        return tuple(sorted((self.root / TEMPORARY).iterdir()))

    def sweep(
        self, orphans: Sequence[str], *, keep: frozenset[str] = frozenset()
    ) -> None:
        """Remove orphans and leftovers that are older than a day, except `keep`."""
        found = [self.root / name for name in orphans]
        for path in (*found, *self.leftovers()):
            changed = files.modified_at(path)
            if path.name in keep or changed is None:
                continue
            if time.time() - changed > KEEP_LEFTOVERS_SECONDS:
                files.remove_folder(path)

    def damaged_files(self, load_id: str) -> tuple[str, ...]:
        """Return the files of a load that differ from what its manifest says."""
        stated = self.manifest(load_id).get("files")
        stated = stated if isinstance(stated, Mapping) else {}
        folder = self.folder(load_id)
        present = {file.name for file in folder.iterdir()} - {MANIFEST}
        changed = {
            name
            for name in present & stated.keys()
            if _stated_sha256(stated[name]) != files.sha256_of_file(folder / name)
        }
        return tuple(sorted(changed | (present ^ stated.keys())))

    def _set_aside(self, folder: Path) -> None:
        aside = self.root / TEMPORARY / f"orphan-{uuid4().hex}"
        files.move_folder(folder, aside)
        files.remove_folder(aside)


def _sealed(file: Path) -> dict[str, Json]:
    files.flush_file(file)
    return {"sha256": files.sha256_of_file(file), "bytes": file.stat().st_size}


def _stated_sha256(entry: Json) -> Json:
    return entry.get("sha256") if isinstance(entry, Mapping) else None


def meanings_of(manifest: Mapping[str, Json]) -> dict[str, dict[str, str]]:
    """Return for each sheet which canonical name each cell column has."""
    meanings: dict[str, dict[str, str]] = {}
    for table in objects_in(manifest.get("tables")):
        names = meanings.setdefault(str(table.get("sheet")), {})
        for column in objects_in(table.get("columns")):
            index, canonical = column.get("index"), column.get("canonical")
            if isinstance(index, int) and isinstance(canonical, str):
                names[f"c{index:03d}"] = canonical
    return meanings


def objects_in(value: Json) -> list[Mapping[str, Json]]:
    """Return the objects of a JSON array; none for anything else."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    return [item for item in value if isinstance(item, Mapping)]
