"""CSV and its relatives: bytes to one sheet of text with line numbers."""

import csv
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from cartera.errors import Detail, Finding, RefusedError
from cartera.ingest.cells import Sheet, column_name
from cartera.ingest.decoding import decode_text
from cartera.ingest.delimiters import NAMES, Delimiter, find_delimiter
from cartera.ingest.quoting import records_of

WIDEST: Final = 16_384

_UNUSED: Final = "\x1f\x1e\x1d\x1c\x02\x03\x04\x05"
_QUOTED: Final = r'"[^"]*(?:""[^"]*)*"'
_BLANK: Final = r"^\s*$"
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
    if delimiter.fields > WIDEST:
        raise RefusedError("TEXT_TOO_WIDE", file=file, columns=delimiter.fields)
    table = _table(text[delimiter.offset :], delimiter, file)
    cells = _cells(table.frame, table.starts + delimiter.lines_before)
    if cells.is_empty():
        raise RefusedError("FILE_WITHOUT_DATA", file=file)
    reading = {
        "format": "text",
        "encoding": decoded.encoding,
        "delimiter": NAMES.get(delimiter.character, delimiter.character),
    }
    mended = pl.Series(table.mended, dtype=pl.Int32) + delimiter.lines_before
    findings = (
        *decoded.findings,
        *_rows_finding("TEXT_STRAY_QUOTE", mended),
        *_ragged(cells, table.usual),
    )
    return ReadText(
        Sheet(sheet, cells),
        reading,
        tuple(replace(finding, sheet=sheet) for finding in findings),
    )


def _with_line_feeds(text: bytes) -> bytes:
    """Give the lines of old Macintosh files a line feed."""
    if b"\n" in text or b"\r" not in text:
        return text
    return text.replace(b"\r", b"\n")


@dataclass(frozen=True, slots=True)
class _Table:
    """Split records, the line on which each starts, and how many fields are usual."""

    frame: pl.DataFrame
    starts: pl.Series
    usual: int
    mended: tuple[int, ...] = ()


def _table(text: bytes, delimiter: Delimiter, file: str) -> _Table:
    """Split the text: at once where it is regular, else record by record."""
    if b'"' not in text:
        frame = _split(text, delimiter, None)
        if frame is not None:
            return _Table(frame, _line_numbers(frame.height), delimiter.fields)
    records = records_of(_lines(text), delimiter.character, delimiter.fields)
    if records.mended:
        text = "\n".join(records.lines.fill_null("")).encode()
    frame = _split(text, delimiter, '"')
    if frame is not None and frame.height == len(records.lines):
        return _Table(frame, records.starts, delimiter.fields, records.mended)
    widths = _widths(records.lines, delimiter.character)
    width = max(widths["fields"].to_list(), default=1)
    if width > WIDEST:
        raise RefusedError("TEXT_TOO_WIDE", file=file, columns=width)
    frame = _split(text, replace(delimiter, fields=width), '"')
    if frame is None or frame.height != len(records.lines):
        frame = _split_slowly(records.lines, delimiter.character, width)
    return _Table(frame, records.starts, _usual(widths), records.mended)


def _split(text: bytes, delimiter: Delimiter, quote: str | None) -> pl.DataFrame | None:
    """Return the fields; None where a row has more of them than expected."""
    try:
        return _read_csv(text, delimiter.character, delimiter.fields, quote)
    except pl.exceptions.PolarsError:
        return None


def _line_numbers(count: int) -> pl.Series:
    return pl.int_range(1, count + 1, dtype=pl.Int32, eager=True)


def _lines(text: bytes) -> pl.Series:
    """Return every line; blank ones are null."""
    unused = next((mark for mark in _UNUSED if mark.encode() not in text), None)
    if unused is None:
        return pl.Series(text.decode().split("\n"), dtype=pl.String)
    return _read_csv(text, unused, 1, quote=None).to_series()


def _read_csv(
    text: bytes, separator: str, width: int, quote: str | None
) -> pl.DataFrame:
    names = [column_name(i) for i in range(1, width + 1)]
    if not text:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return pl.read_csv(
        text,
        has_header=False,
        infer_schema=False,
        schema=dict.fromkeys(names, pl.String),
        missing_columns="insert",
        separator=separator,
        quote_char=quote,
    )


def _widths(records: pl.Series, delimiter: str) -> pl.DataFrame:
    """Return how many fields records have (`fields`) and how many do (`count`)."""
    quoted = records.str.contains('"', literal=True)
    bare = pl.when(quoted).then(records.str.replace_all(_QUOTED, ""))
    text = pl.select(bare.otherwise(records)).to_series().drop_nulls()
    fields = text.str.count_matches(delimiter, literal=True).cast(pl.Int64) + 1
    return fields.alias("fields").value_counts(sort=True)


def _split_slowly(records: pl.Series, delimiter: str, width: int) -> pl.DataFrame:
    tidy = records.fill_null("").str.replace_all("\r", " ", literal=True)
    rows = csv.reader(tidy, delimiter=delimiter)
    padded = [(row + [""] * width)[:width] for row in rows]
    names = [column_name(i) for i in range(1, width + 1)]
    return pl.DataFrame(padded, schema=dict.fromkeys(names, pl.String), orient="row")


def _cells(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Blank cells to null, blank rows and blank columns at the end away."""
    blank = frame.select(pl.all().str.contains(_BLANK).any())
    with_blanks = [name for name in frame.columns if blank[name].item()]
    filled = frame.with_columns(
        pl.when(pl.col(with_blanks).str.contains(r"\S")).then(pl.col(with_blanks))
    ).insert_column(0, rows.cast(pl.Int32).alias("row_no"))
    cells = filled.filter(pl.any_horizontal(pl.exclude("row_no").is_not_null()))
    used = [n for n in frame.columns if cells[n].null_count() < cells.height]
    last = frame.columns.index(used[-1]) + 1 if used else 0
    return cells.select("row_no", *frame.columns[:last])


def _usual(widths: pl.DataFrame) -> int:
    """Return how many fields most records of two or more fields have."""
    several = widths.filter(pl.col("fields") > 1)["fields"]
    return 1 if several.is_empty() else int(several[0])


def _ragged(cells: pl.DataFrame, fields: int) -> list[Finding]:
    """Report rows with filled fields beyond those that most rows have."""
    beyond = cells.columns[1 + fields :]
    if not beyond or fields == 1:
        return []
    longer = cells.filter(pl.any_horizontal(pl.col(beyond).is_not_null()))
    return _rows_finding("TEXT_ROW_TOO_LONG", longer["row_no"], fields=fields)


def _rows_finding(code: str, rows: pl.Series, **more: Detail) -> list[Finding]:
    if rows.is_empty():
        return []
    listed = ", ".join(str(row) for row in rows.head(_LISTED))
    listed += ", …" if len(rows) > _LISTED else ""
    details: dict[str, Detail] = {"count": len(rows), "rows": listed, **more}
    return [Finding(code, "warning", row=int(rows[0]), details=tuple(details.items()))]
