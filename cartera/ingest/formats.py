"""What a file is, told from its bytes; extensions are not believed."""

import re
import zipfile
from typing import Final

from cartera.ingest.archives import read_entry
from cartera.ingest.workbook_parts import office_document

_MAGIC: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"ID;P", "SYLK"),
)
_HEAD: Final = 4_096
_XML_SPREADSHEET: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLD_EXCEL: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_OPEN_DOCUMENT: Final = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.text": "ODT",
}


def format_of(content: bytes) -> str:
    """Return `zip`, `ole`, `text`, or the name of a format that is not read."""
    for magic, name in _MAGIC:
        if content.startswith(magic):
            return name
    if content.startswith(_OLD_EXCEL) and content[3:4] == b"\0":
        return "Excel 2-4"
    start = content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    lowered = start.lower()
    if lowered.startswith((b"<?xml", b"<workbook")):
        return "XML Spreadsheet 2003" if _XML_SPREADSHEET in start else "XML"
    if re.match(rb"<(?:!doctype html|html|table|head|body|meta|style)\b", lowered):
        return "HTML"
    if lowered.startswith(b"mime-version:"):
        return "MHTML"
    return "text"


def zip_kind(archive: zipfile.ZipFile, file: str) -> str:
    """Return `xlsx`, `archive` (a ZIP of files), or the name of a format.

    Raises RefusedError where the directory of an Office file is damaged.
    """
    names = set(archive.namelist())
    if "mimetype" in names:
        stated = read_entry(archive, archive.getinfo("mimetype"), file)
        return _OPEN_DOCUMENT.get(stated.strip(), "archive")
    if "[Content_Types].xml" not in names:
        return "archive"
    main = office_document(archive, file) or ""
    if main.endswith(".bin"):
        return "XLSB"
    if main.startswith("word/"):
        return "Word"
    if main.startswith("ppt/"):
        return "PowerPoint"
    return "xlsx"
