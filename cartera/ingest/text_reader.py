"""CSV and its relatives: bytes to one sheet of text with line numbers."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from cartera.errors import Finding, RefusedError
from cartera.ingest.cells import Sheet, column_name
from cartera.ingest.decoding import decode_text
from cartera.ingest.delimiters import NAMES, Delimiter, find_delimiter
from cartera.ingest.quoting import Records, records_of

WIDEST: Final = 16_384

_UNUSED: Final = "\x1f\x1e\x1d\x1c\x02\x03\x04\x05"
_QUOTED: Final = r'"[^"]*(?:""[^"]*)*"'
_LISTED: Final = 10


@dataclass(frozen=True, slots=True)
class ReadText:
    """The sheet of a text file, how it was read, and remarks."""

    sheet: Sheet
    reading: dict[str, str]
    findings: tuple[Finding, ...]


def read_text(data: bytes, file: str, sheet: str) -> ReadText:
    """Read delimited text; `file` is for messages, `sheet` names the sheet.

    Nothing is dropped: rows with more fields than the others keep them in
    further columns. Raises RefusedError (TEXT_BINARY, TEXT_DAMAGED,
    TEXT_TOO_WIDE, FILE_WITHOUT_DATA).
    """
    decoded = decode_text(data, file)
    text = _with_line_feeds(decoded.data)
    delimiter = find_delimiter(text)
    records, widths = _records(text[delimiter.offset :], delimiter)
    width = int(widths.max() or 0) if len(widths) else 0  # type: ignore[arg-type]
    if width > WIDEST:
        raise RefusedError("TEXT_TOO_WIDE", file=file, columns=width)
    mended = bool(records.mended) or len(records.lines) != _height(records)
    source = "\n".join(records.lines).encode() if mended else text[delimiter.offset :]
    frame = _parse(source, delimiter, width)
    rows = records.starts + delimiter.lines_before
    cells = _cells(frame, rows)
    if cells.is_empty():
        raise RefusedError("FILE_WITHOUT_DATA", file=file)
    reading = {
        "format": "text",
        "encoding": decoded.encoding,
        "delimiter": NAMES.get(delimiter.character, delimiter.character),
    }
    findings = (
        *decoded.findings,
        *_stray_quotes(records, delimiter),
        *_ragged(widths, rows, delimiter.fields),
    )
    return ReadText(
        Sheet(sheet, cells),
        reading,
        tuple(replace(finding, sheet=sheet) for finding in findings),
    )
