"""A clean copy of a workbook that holds only what is read.

The copy has our own list of sheets (so that no extension confuses the reader
about the date epoch), uncompressed sheets in regular XML, and an anchor cell in
column A before the first row of each sheet, so that rows and columns keep the
numbers that Excel shows. A large sheet is cut in two halves, in two copies that
are read at the same time.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cartera.errors import RefusedError
from cartera.ingest.archives import PROBLEMS, read_entry
from cartera.ingest.limits import Limits
from cartera.ingest.sheet_rewrite import BrokenXml, EntitiesInXml, rewritten_rows
from cartera.ingest.sheet_xml import (
    BlockFacts,
    IrregularSheet,
    errors_as_text,
    facts_of,
    row_blocks,
)
from cartera.ingest.workbook_parts import SheetPart, WorkbookParts

HALVE_FROM: Final = 1 << 25

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_TAIL: Final = b"</sheetData></worksheet>"
_FIRST_ROW: Final = re.compile(rb'<row [^>]*?(/?)>')
_CELL_A1: Final = re.compile(
    rb'\s*<c (?:[^>]*? )?r="A1"(?:[^>]*/>|[^>]*>.*?</c>)', re.DOTALL
)
_FILLED: Final = re.compile(rb"<v[^>]*>[^<]|<t[^>]*>[^<]")
_ANCHOR: Final = '<c r="A{row}"><v>1</v></c>'


@dataclass(frozen=True, slots=True)
class Piece:
    """A sheet, or a half of it, in a copy.

    `first_row` is the number of the first row that will be read. `anchor` is
    "row" where that whole row is our anchor, "cell" where its first cell is,
    "none" where the sheet's own A1 does the same.
    """

    copy: int
    index: int
    first_row: int
    anchor: str


@dataclass(slots=True)
class SheetCopy:
    """The pieces of a sheet and what was seen on the way."""

    part: SheetPart
    pieces: list[Piece] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    columns: int = 0
    last_row: int = 0


class _Writer:
    """One copy, written sheet after sheet."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.archive = zipfile.ZipFile(self.buffer, "w", zipfile.ZIP_STORED)
        self.sheets = 0

    def start(self) -> zipfile.ZipExtFile | "io.BufferedIOBase":
        raise NotImplementedError
