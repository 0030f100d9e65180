"""Files that are there for good: flushed to the disk, renamed in one step."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from cartera.errors import AppError

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}

_FULL_IN_WORDS: Final = "No space left"


@contextmanager
def disk_failures(folder: Path) -> Iterator[None]:
    """Turn a full disk and a closed folder into problems that a person can solve.

    Raises AppError DISK_FULL or FOLDER_NOT_WRITABLE; other errors pass. The
    engines that write files tell of a full disk in words of their own.
    """
    try:
        yield
    except (pl.exceptions.PolarsError, duckdb.Error) as error:
        if _FULL_IN_WORDS in str(error):
            raise AppError("DISK_FULL", folder=str(folder)) from error
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise AppError("DISK_FULL", folder=str(folder)) from error
        if error.errno in _CLOSED:
            raise AppError("FOLDER_NOT_WRITABLE", folder=str(folder)) from error
        raise


def flush_file(file: Path) -> None:
    """Return once the bytes of a file are on the disk."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Return once the names in a folder are on the disk."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_text(file: Path, text: str) -> str:
    """Write and flush a text file; return the SHA-256 of its bytes."""
    content = text.encode()
    with file.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, 64 hex digits."""
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def move_folder(source: Path, target: Path) -> None:
    """Give a finished folder its final name, in one step that survives a crash."""
    source.rename(target)
    flush_folder(target.parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all it holds; a folder that is gone is fine."""
    shutil.rmtree(folder, ignore_errors=True)


def modified_at(path: Path) -> float | None:
    """Return a path's modification time in seconds; None if it is gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None
