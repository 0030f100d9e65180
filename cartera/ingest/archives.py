"""ZIP archives: opened safely, measured before anything is unpacked."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from cartera.errors import RefusedError
from cartera.ingest.limits import Limits

_CHUNK: Final = 1 << 22
_ENCRYPTED: Final = 0x1
_RUBBISH: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
PROBLEMS: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
    LookupError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)


def open_archive(data: bytes, file: str, limits: Limits) -> zipfile.ZipFile:
    """Open a ZIP and check what its directory announces.

    Raises RefusedError: ZIP_DAMAGED, ZIP_TOO_MANY_ENTRIES, ZIP_TOO_LARGE.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except PROBLEMS as error:
        raise RefusedError("ZIP_DAMAGED", file=file) from error
    entries = archive.infolist()
    if len(entries) > limits.archive_entries:
        raise RefusedError(
            "ZIP_TOO_MANY_ENTRIES",
            file=file,
            count=len(entries),
            limit=limits.archive_entries,
        )
    unpacked = sum(entry.file_size for entry in entries)
    is_bomb = unpacked > limits.ratio_from and unpacked > limits.ratio * len(data)
    if unpacked > limits.unpacked_bytes or is_bomb:
        raise RefusedError("ZIP_TOO_LARGE", file=file, mib=unpacked >> 20)
    return archive


def read_entry(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    file: str,
    password: str | None = None,
) -> bytes:
    """Return the bytes of an entry; never more than the directory announced.

    Raises RefusedError: ZIP_ENCRYPTED, ZIP_DAMAGED.
    """
    if entry.flag_bits & _ENCRYPTED and password is None:
        raise RefusedError("ZIP_ENCRYPTED", file=file, member=entry.filename)
    secret = password.encode() if password else None
    try:
        with archive.open(entry, pwd=secret) as stream:
            return stream.read(entry.file_size + 1)
    except PROBLEMS as error:
        code = "ZIP_ENCRYPTED" if entry.flag_bits & _ENCRYPTED else "ZIP_DAMAGED"
        raise RefusedError(code, file=file, member=entry.filename) from error


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files a person put into the archive, in its order."""
    return [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not any(part in _RUBBISH for part in PurePosixPath(entry.filename).parts)
    ]


def member_name(entry: zipfile.ZipInfo, file: str) -> str:
    """Return the member's path; raises RefusedError ZIP_UNSAFE_NAME for tricks."""
    name = entry.filename.replace("\\", "/")
    path = PurePosixPath(name)
    is_printable = name.isprintable() and ":" not in name
    if path.is_absolute() or ".." in path.parts or not is_printable:
        raise RefusedError("ZIP_UNSAFE_NAME", file=file, member=repr(name)[1:-1])
    return str(path)
