"""XLSX and XLSM: bytes to sheets of text with the row numbers that Excel shows."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import fastexcel
import polars as pl

from cartera.errors import Detail, Finding, RefusedError, Severity
from cartera.ingest.cell_kinds import native_column, tidy_column
from cartera.ingest.cells import CellKind, NativeColumn, Sheet, column_name
from cartera.ingest.limits import Limits
from cartera.ingest.sheet_xml import column_letters, text_rows
from cartera.ingest.workbook_copy import Copy, Piece, SheetCopy, WorkbookCopier
from cartera.ingest.workbook_parts import workbook_parts

_LISTED: Final = 10
_READERS: Final = 2


@dataclass(frozen=True, slots=True)
class ReadWorkbook:
    """The sheets of a workbook that hold anything, and remarks."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def read_workbook(
    archive: zipfile.ZipFile, workbook: str, file: str, limits: Limits
) -> ReadWorkbook:
    """Read every sheet of an XLSX; `workbook` is the path of its main part.

    Raises RefusedError: WORKBOOK_DAMAGED, XML_WITH_ENTITIES, SHEET_TOO_SPREAD,
    FILE_WITHOUT_DATA, ZIP_TOO_MANY_ENTRIES.
    """
    entries = len(archive.namelist())
    if entries > limits.workbook_entries:
        raise RefusedError(
            "ZIP_TOO_MANY_ENTRIES",
            file=file,
            count=entries,
            limit=limits.workbook_entries,
        )
    parts = workbook_parts(archive, workbook, file)
    copier = WorkbookCopier(archive, parts, file, limits)
    frames = _read_copies(copier, file)
    found = [_sheet(sheet, copier, frames) for sheet in copier.sheets]
    sheets = [sheet for sheet in found if sheet is not None]
    if not sheets:
        raise RefusedError("FILE_WITHOUT_DATA", file=file)
    copies = {sheet.part.name: sheet for sheet in copier.sheets}
    findings = [
        finding
        for sheet in sheets
        for finding in (*_of_copy(sheet, copies[sheet.name]), *of_sheet(sheet))
    ]
    return ReadWorkbook(tuple(sheets), tuple(findings))


def read_frames(data: bytes, names: Sequence[str], file: str) -> list[pl.DataFrame]:
    """Read sheets by name as text; RefusedError WORKBOOK_DAMAGED if impossible."""
    with damaged(file):
        reader = fastexcel.read_excel(data)
        return [
            reader.load_sheet(name, header_row=None, dtypes="string").to_polars()
            for name in names
        ]


@contextmanager
def damaged(file: str) -> Iterator[None]:
    """Turn what the reader raises on damaged bytes into WORKBOOK_DAMAGED."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, fastexcel.FastExcelError) or _is_panic(error):
            raise RefusedError("WORKBOOK_DAMAGED", file=file, part="") from error
        raise


def _is_panic(error: BaseException) -> bool:
    """A Rust panic arrives as an exception outside the usual tree."""
    return type(error).__name__ == "PanicException"


def _read_copies(
    copier: WorkbookCopier, file: str
) -> dict[tuple[int, str], pl.DataFrame]:
    """Read each copy while the next one is made."""

    def read(copy: Copy) -> dict[tuple[int, str], pl.DataFrame]:
        frames = read_frames(copy.data, copy.titles, file)
        return {(copy.number, t): f for t, f in zip(copy.titles, frames, strict=True)}

    with ThreadPoolExecutor(_READERS) as pool:
        pending = [pool.submit(read, copy) for copy in copier.copies()]
        return {place: f for done in pending for place, f in done.result().items()}


def _sheet(
    sheet: SheetCopy,
    copier: WorkbookCopier,
    frames: dict[tuple[int, str], pl.DataFrame],
) -> Sheet | None:
    pieces = [_cells(frames.pop((p.copy, p.title)), p) for p in sheet.pieces]
    if not pieces:
        return None
    cells = pl.concat(pieces, how="diagonal") if len(pieces) > 1 else pieces[0]
    cells = without_blanks(cells)
    if cells.is_empty():
        return None

    def rows_of_text(column: int) -> Iterator[int]:
        letters = column_letters(column)
        for block in copier.blocks(sheet):
            yield from text_rows(block, letters)

    return typed_sheet(
        sheet.part.name, cells, hidden=sheet.part.hidden, text_rows=rows_of_text
    )


def typed_sheet(
    name: str,
    cells: pl.DataFrame,
    *,
    hidden: bool,
    text_rows: Callable[[int], Iterator[int]],
) -> Sheet:
    """Return a sheet with tidy texts and the kinds of its columns.

    `text_rows` gives, for a 1-based column, the rows whose cell is text.
    """
    rows = cells["row_no"]

    def read(index: int) -> tuple[pl.Series, NativeColumn]:
        column = tidy_column(cells.to_series(index))
        kinds = native_column(column, lambda: rows.is_in(list(text_rows(index))))
        return column, kinds

    with ThreadPoolExecutor(_READERS) as pool:
        found = list(pool.map(read, range(1, cells.width)))
    return Sheet(
        name,
        pl.DataFrame([rows, *(column for column, _ in found)]),
        hidden,
        MappingProxyType({column.name: kinds for column, kinds in found}),
    )


def _cells(frame: pl.DataFrame, piece: Piece) -> pl.DataFrame:
    """Name the columns, number the rows, take the anchor away."""
    names = [column_name(i) for i in range(1, frame.width + 1)]
    frame.columns = names
    numbers = pl.int_range(
        piece.first_row, piece.first_row + frame.height, dtype=pl.Int32, eager=True
    )
    cells = frame.insert_column(0, numbers.alias("row_no"))
    if piece.anchor == "row":
        return cells.slice(1)
    if piece.anchor == "cell":
        cells = cells.with_columns(
            pl.when(pl.col("row_no") != piece.first_row).then(pl.col(names[0]))
        )
    return cells


def without_blanks(cells: pl.DataFrame) -> pl.DataFrame:
    """Blank cells to null; blank rows and blank columns at the end away."""
    names = cells.columns[1:]
    blank = cells.select(pl.col(names).str.contains(r"^\s*$").any())
    blanks = [name for name in names if blank[name].item()]
    filled = cells.with_columns(
        pl.when(pl.col(blanks).str.contains(r"\S")).then(pl.col(blanks))
    ).filter(pl.any_horizontal(pl.col(names).is_not_null()))
    used = [n for n in names if filled[n].null_count() < filled.height]
    last = names.index(used[-1]) + 1 if used else 0
    return filled.select("row_no", *names[:last])


def of_sheet(sheet: Sheet) -> list[Finding]:
    """Return the remarks about a sheet that its cells and its state give."""
    findings = []
    errors = [
        f"{column_letters(int(name[1:]))}{row}"
        for name, column in sheet.native.items()
        if "error" in column.kinds
        for row in _rows_of_kind(sheet, column, "error")
    ]
    if errors:
        findings.append(_finding("CELLS_WITH_ERRORS", sheet, cells=errors))
    if sheet.hidden:
        findings.append(_finding("SHEET_HIDDEN", sheet))
    return findings


def _of_copy(sheet: Sheet, copy: SheetCopy) -> list[Finding]:
    findings = []
    if copy.without_value:
        cells = copy.without_value
        findings.append(_finding("FORMULA_WITHOUT_VALUE", sheet, cells=cells))
    rows = sheet.cells["row_no"]
    hidden = rows.filter(rows.is_in(copy.hidden_rows)).to_list()
    if hidden:
        shown = [str(row) for row in hidden]
        findings.append(_finding("ROWS_HIDDEN", sheet, row=hidden[0], rows=shown))
    return findings


def _rows_of_kind(sheet: Sheet, column: NativeColumn, kind: CellKind) -> list[int]:
    rows = sheet.cells["row_no"]
    if column.mask is not None:
        rows = rows.filter((column.mask.cast(pl.String) == kind).fill_null(value=False))
    return rows.to_list()


def _finding(
    code: str, sheet: Sheet, *, row: int | None = None, **places: list[str]
) -> Finding:
    severity: Severity = "warning" if "cells" in places else "info"
    details: dict[str, Detail] = {"sheet": sheet.name}
    for name, found in places.items():
        more = ", …" if len(found) > _LISTED else ""
        details |= {"count": len(found), name: ", ".join(found[:_LISTED]) + more}
    return Finding(code, severity, sheet.name, row, details=tuple(details.items()))
