"""Any file a person hands over: what it is, and its tables as text.

The bytes decide, not the extension.
"""

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from cartera.errors import RefusedError
from cartera.ingest.archives import member_name, members, open_archive, read_entry
from cartera.ingest.cells import SourceFile
from cartera.ingest.formats import format_of, zip_kind
from cartera.ingest.limits import Limits
from cartera.ingest.old_workbook import read_old_workbook
from cartera.ingest.protection import decrypt, is_encrypted
from cartera.ingest.text_reader import read_text
from cartera.ingest.workbook_parts import office_document
from cartera.ingest.workbook_reader import read_workbook

__all__ = ["Limits", "open_source"]


def open_source(
    name: str, data: bytes | Path, *, limits: Limits, password: str | None = None
) -> tuple[SourceFile, ...]:
    """Read a file; a ZIP of files gives one for each member.

    A member that cannot be read has `refused` and no sheets; everything else
    that cannot be read raises RefusedError with a code and `file`.
    """
    content = _content(name, data, limits)
    found = format_of(content)
    if found == "zip":
        archive = open_archive(content, name, limits)
        if zip_kind(archive, name) == "archive":
            return _members(archive, name, limits, password)
    return (_read(name, content, found, limits, password),)


def _content(name: str, data: bytes | Path, limits: Limits) -> bytes:
    size = data.stat().st_size if isinstance(data, Path) else len(data)
    if size > limits.unpacked_bytes:
        raise RefusedError(
            "FILE_TOO_LARGE",
            file=name,
            mib=size >> 20,
            limit_mib=limits.unpacked_bytes >> 20,
        )
    content = data.read_bytes() if isinstance(data, Path) else data
    if not content[:4096].strip(b"\0 \r\n\t") and not content.strip(b"\0 \r\n\t"):
        raise RefusedError("FILE_EMPTY", file=name)
    return content


def _members(
    archive: zipfile.ZipFile, name: str, limits: Limits, password: str | None
) -> tuple[SourceFile, ...]:
    entries = members(archive)
    if not entries:
        raise RefusedError("ZIP_WITHOUT_FILES", file=name)
    return tuple(_member(archive, e, name, limits, password) for e in entries)


def _member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    outer: str,
    limits: Limits,
    password: str | None,
) -> SourceFile:
    full_name, digest = f"{outer}/{entry.filename}", ""
    try:
        full_name = f"{outer}/{member_name(entry, outer)}"
        content = read_entry(archive, entry, outer, password)
        digest = hashlib.sha256(content).hexdigest()
        content = _content(full_name, content, limits)
        return _read(full_name, content, format_of(content), limits, password)
    except RefusedError as error:
        return SourceFile(full_name, digest, (), {}, refused=error)


def _read(
    name: str, content: bytes, found: str, limits: Limits, password: str | None
) -> SourceFile:
    digest = hashlib.sha256(content).hexdigest()
    if found == "text":
        title = PurePosixPath(name.replace("\\", "/")).stem
        text = read_text(content, name, title)
        return SourceFile(name, digest, (text.sheet,), text.reading, text.findings)
    if found == "ole":
        return _read_ole(name, content, digest, limits, password)
    if found != "zip":
        raise RefusedError("FILE_FORMAT_UNKNOWN", file=name, format=found)
    return _read_zip(name, content, digest, limits)


def _read_zip(name: str, content: bytes, digest: str, limits: Limits) -> SourceFile:
    archive = open_archive(content, name, limits)
    kind = zip_kind(archive, name)
    if kind == "archive":
        raise RefusedError("ZIP_NESTED", file=name)
    if kind != "xlsx":
        raise RefusedError("FILE_FORMAT_UNKNOWN", file=name, format=kind)
    main = office_document(archive, name) or ""
    workbook = read_workbook(archive, main, name, limits)
    reading = {"format": "xlsx"}
    return SourceFile(name, digest, workbook.sheets, reading, workbook.findings)


def _read_ole(
    name: str, content: bytes, digest: str, limits: Limits, password: str | None
) -> SourceFile:
    if is_encrypted(content):
        inner = decrypt(content, name, password)
        read = _read(name, inner, format_of(inner), limits, None)
        return replace(read, sha256=digest)
    book = read_old_workbook(content, name)
    return SourceFile(name, digest, book.sheets, {"format": "xls"}, book.findings)
