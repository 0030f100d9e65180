"""The folder of marts: immutable files, named by their id, kept for a while."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from cartera.store import files
from cartera.store.lake import KEEP_LEFTOVERS_SECONDS

TEMPORARY: Final = ".tmp"
_SUFFIX: Final = ".duckdb"


@dataclass(frozen=True, slots=True)
class Keep:
    """Which marts stay: these ids, so many others, and those used of late."""

    mart_ids: frozenset[str]
    others: int
    used_seconds: int


@dataclass(frozen=True, slots=True)
class Marts:
    """The published files below one folder."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> "Marts":
        """Make the folders; raises AppError FOLDER_NOT_WRITABLE, DISK_FULL."""
        with files.disk_failures(root):
            (root / TEMPORARY).mkdir(parents=True, exist_ok=True)
        return cls(root)

    def path(self, mart_id: str) -> Path:
        """Return where a mart lies, whether it does or not."""
        return self.root / f"{mart_id}{_SUFFIX}"

    def has(self, mart_id: str) -> bool:
        """Tell whether a mart's file is there."""
        return self.path(mart_id).is_file()

    def draft(self) -> Path:
        """Return a new path to build at, on the marts' disk."""
        folder = self.root / TEMPORARY
        with files.disk_failures(self.root):
            folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{uuid4().hex}{_SUFFIX}"

    def finish(self, draft: Path, mart_id: str) -> Path:
        """Give a checked and closed draft its name, for good."""
        target = self.path(mart_id)
        with files.disk_failures(self.root):
            files.flush_file(draft)
            draft.replace(target)
            files.flush_folder(self.root)
        return target

    def drop_draft(self, draft: Path) -> None:
        """Remove an unfinished draft with what the engine wrote beside it."""
        for path in draft.parent.glob(f"{draft.stem}*"):
            files.remove_folder(path) if path.is_dir() else path.unlink()

    def mark_used(self, mart_id: str) -> None:
        """Note that a mart is being read; the file's content stays."""
        with suppress(OSError):
            status = self.path(mart_id).stat()
            os.utime(self.path(mart_id), (time.time(), status.st_mtime))

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all marts, the last used first."""
        found = [(file.stat().st_atime, file.stem) for file in self._files()]
        return tuple(mart_id for _, mart_id in sorted(found, reverse=True))

    def retire(self, keep: Keep) -> None:
        """Remove the marts that need not stay, and drafts older than a day."""
        now, others = time.time(), 0
        for mart_id in self.ids():
            if mart_id in keep.mart_ids:
                continue
            others += 1
            used = self.path(mart_id).stat().st_atime
            if others > keep.others and now - used > keep.used_seconds:
                self.remove((mart_id,))
        for draft in self.drafts():
            changed = files.modified_at(draft)
            if changed is not None and now - changed > KEEP_LEFTOVERS_SECONDS:
                self.drop_draft(draft)

    def remove(self, mart_ids: Iterable[str]) -> None:
        """Remove marts; one that this system keeps open is left for later."""
        for mart_id in mart_ids:
            with suppress(PermissionError):
                self.path(mart_id).unlink(missing_ok=True)

    def drafts(self) -> tuple[Path, ...]:
        """Return what builds left that are under way or were killed."""
        return tuple(sorted((self.root / TEMPORARY).iterdir()))

    def _files(self) -> Iterable[Path]:
        return self.root.glob(f"*{_SUFFIX}")
