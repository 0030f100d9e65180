"""XLS (BIFF5 and BIFF8): bytes to sheets of text with Excel's row numbers.

The cells come from fastexcel; the first used column, error cells and the text
cells from a walk over the file's records, because fastexcel tells none of them.
Records: [MS-XLS] 2.3 and 2.4.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from cartera.errors import RefusedError
from cartera.ingest.biff import BOF, PROBLEMS, records, stream_of
from cartera.ingest.cells import Sheet, column_name
from cartera.ingest.old_workbook_cells import read_cells
from cartera.ingest.workbook_reader import (
    ReadWorkbook,
    of_sheet,
    typed_sheet,
    without_blanks,
)

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
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


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
    except PROBLEMS as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part="Workbook") from error
    frames = read_cells(content, file)
    sheets = []
    for (name, hidden, frame), seen in zip(frames, walked, strict=False):
        if seen is not None:
            sheet = _sheet(name, frame, seen, hidden=hidden)
            sheets += [sheet] if sheet is not None else []
    if not sheets:
        raise RefusedError("FILE_WITHOUT_DATA", file=file)
    findings = [finding for sheet in sheets for finding in of_sheet(sheet)]
    return ReadWorkbook(tuple(sheets), tuple(findings))


def _workbook_stream(content: bytes, file: str) -> bytes:
    try:
        stream = stream_of(content, "Workbook", "Book")
    except PROBLEMS as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part="OLE") from error
    if stream is None:
        raise RefusedError("FILE_FORMAT_UNKNOWN", file=file, format="OLE")
    return stream


def _sheet(
    name: str, frame: pl.DataFrame, seen: _SheetRecords, *, hidden: bool
) -> Sheet | None:
    if frame.is_empty():
        return None
    first = min(seen.first_column, 255)
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
    cells = without_blanks(_with_errors(cells, seen.errors))
    if cells.is_empty():
        return None

    def text_rows(column: int) -> Iterator[int]:
        return (row + 1 for row in seen.texts.get(column - 1, []))

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
        for kind, body in records(stream)
        if kind == _BOUND_SHEET
    ]
    return [_sheet_records(stream, position) for position in positions]


def _sheet_records(stream: bytes, position: int) -> _SheetRecords | None:
    found = records(stream, position)
    kind, body = next(found, (0, b""))
    if kind != BOF or struct.unpack_from("<H", body, 2)[0] != _WORKSHEET:
        return None
    sheet = _SheetRecords()
    for kind, body in found:
        if kind in _CELLS:
            _note(sheet, kind, body)
    return sheet


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
