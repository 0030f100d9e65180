"""XLS (BIFF5 and BIFF8): bytes to sheets of text with Excel's row numbers.

The cells come from fastexcel; the first used column, error cells and the text
cells from a walk over the file's records, because fastexcel tells none of them.
Records: [MS-XLS] 2.3 and 2.4.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import fastexcel
import olefile
import polars as pl

from cartera.errors import RefusedError
from cartera.ingest.cells import Sheet, column_name
from cartera.ingest.workbook_reader import (
    ReadWorkbook,
    damaged,
    of_sheet,
    typed_sheet,
    without_blanks,
)

_BOF: Final = 0x0809
_EOF: Final = 0x000A
_FORMULA: Final = 0x0006
_BOUND_SHEET: Final = 0x0085
_BOOL_ERROR: Final = 0x0205
_MULTIPLE_NUMBERS: Final = 0x00BD
_TEXTS: Final = (0x0204, 0x00FD, 0x00D6)  # LABEL, LABELSST, RSTRING
_NUMBERS: Final = (0x0203, 0x027E)  # NUMBER, RK
_CELLS: Final = frozenset(
    (*_TEXTS, *_NUMBERS, _MULTIPLE_NUMBERS, _FORMULA, _BOOL_ERROR)
)
_WORKSHEET: Final = 0x0010
_HEAD: Final = 16
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_PROBLEMS: Final = (OSError, ValueError, IndexError, KeyError, TypeError, struct.error)


@dataclass(slots=True)
class _SheetRecords:
    """What the records of one worksheet say; rows and columns from 0."""

    first_column: int = 256
    texts: dict[int, list[int]] = field(default_factory=dict)
    errors: list[tuple[int, int, str]] = field(default_factory=list)


def read_old_workbook(content: bytes, file: str) -> ReadWorkbook:
    """Read every sheet of an XLS file.

    Raises RefusedError: WORKBOOK_DAMAGED, FILE_FORMAT_UNKNOWN (an OLE file
    without a workbook), FILE_WITHOUT_DATA.
    """
    stream = _workbook_stream(content, file)
    try:
        walked = _walk(stream)
    except _PROBLEMS as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part="Workbook") from error
    with damaged(file):
        reader = fastexcel.read_excel(content)
        loaded = [
            reader.load_sheet(n, header_row=None, dtypes="string", skip_rows=0)
            for n in reader.sheet_names
        ]
        frames = [(s.name, s.visible, s.to_polars()) for s in loaded]
    sheets = []
    for (name, visible, frame), records in zip(frames, walked, strict=False):
        if records is not None:
            sheet = _sheet(name, frame, records, hidden=visible != "visible")
            sheets += [sheet] if sheet is not None else []
    if not sheets:
        raise RefusedError("FILE_WITHOUT_DATA", file=file)
    findings = [finding for sheet in sheets for finding in of_sheet(sheet)]
    return ReadWorkbook(tuple(sheets), tuple(findings))


def _workbook_stream(content: bytes, file: str) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    return bytes(ole.openstream(name).read())
    except _PROBLEMS as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part="OLE") from error
    raise RefusedError("FILE_FORMAT_UNKNOWN", file=file, format="OLE")


def _sheet(
    name: str, frame: pl.DataFrame, records: _SheetRecords, *, hidden: bool
) -> Sheet | None:
    if frame.is_empty():
        return None
    first = min(records.first_column, 255)
    names = [column_name(i) for i in range(first + 1, first + 1 + frame.width)]
    frame.columns = names
    numbers = pl.int_range(1, frame.height + 1, dtype=pl.Int32, eager=True)
    blank = [
        pl.Series(column_name(i), [None], dtype=pl.String).new_from_index(
            0, frame.height
        )
        for i in range(1, first + 1)
    ]
    cells = pl.DataFrame([numbers.alias("row_no"), *blank, *frame])
    cells = without_blanks(_with_errors(cells, records.errors))
    if cells.is_empty():
        return None

    def text_rows(column: int) -> Iterator[int]:
        return (row + 1 for row in records.texts.get(column - 1, []))

    return typed_sheet(name, cells, hidden=hidden, text_rows=text_rows)


def _with_errors(
    cells: pl.DataFrame, errors: list[tuple[int, int, str]]
) -> pl.DataFrame:
    by_column: dict[str, list[tuple[int, str]]] = {}
    for row, column, text in errors:
        by_column.setdefault(column_name(column + 1), []).append((row, text))
    changed = [
        cells[name].scatter(
            [row for row, _ in found if row < cells.height],
            [text for row, text in found if row < cells.height],
        )
        for name, found in by_column.items()
        if name in cells.columns
    ]
    return cells.with_columns(changed)


def _walk(stream: bytes) -> list[_SheetRecords | None]:
    """Return what the records of each sheet say, in the order of the tabs.

    None stands for a chart or a macro sheet.
    """
    positions = [
        struct.unpack_from("<I", body)[0]
        for kind, body in _substream(stream, 0)
        if kind == _BOUND_SHEET
    ]
    return [_sheet_records(stream, position) for position in positions]


def _sheet_records(stream: bytes, position: int) -> _SheetRecords | None:
    records = _substream(stream, position)
    kind, body = next(records, (0, b""))
    if kind != _BOF or struct.unpack_from("<H", body, 2)[0] != _WORKSHEET:
        return None
    sheet = _SheetRecords()
    for kind, body in records:
        if kind in _CELLS:
            _note(sheet, kind, body)
    return sheet


def _substream(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, first bytes) of records up to the end of a substream.

    Substreams within it (charts on a sheet) are passed over.
    """
    at, depth = position, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        depth += kind == _BOF
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + min(size, _HEAD)]
        at += 4 + size


def _note(sheet: _SheetRecords, kind: int, body: bytes) -> None:
    """Note a cell record: row and column stand first in each of them."""
    row, column = struct.unpack_from("<HH", body)
    sheet.first_column = min(sheet.first_column, column)
    if kind in _TEXTS:
        sheet.texts.setdefault(column, []).append(row)
    elif kind == _BOOL_ERROR and body[7]:
        sheet.errors.append((row, column, _ERRORS.get(body[6], "#N/A")))
    elif kind == _FORMULA and body[12:14] == b"\xff\xff":
        if body[6] == 0:
            sheet.texts.setdefault(column, []).append(row)
        elif body[6] == 2:
            sheet.errors.append((row, column, _ERRORS.get(body[8], "#N/A")))
