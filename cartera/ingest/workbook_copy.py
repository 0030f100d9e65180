"""A clean copy of a workbook that holds only what is read.

The copy has our own list of sheets (so that no extension confuses the reader
about the date epoch), uncompressed sheets in regular XML, and an anchor cell in
column A before the first row of each sheet, so that rows and columns keep the
numbers that Excel shows. A large sheet is cut into pieces in copies of their own,
each of which is read while the next one is made.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from cartera.errors import RefusedError
from cartera.ingest.archives import PROBLEMS, read_entry
from cartera.ingest.copy_writer import CopyWriter
from cartera.ingest.limits import Limits
from cartera.ingest.sheet_rewrite import BrokenXml, EntitiesInXml, rewritten_rows
from cartera.ingest.sheet_xml import (
    BlockFacts,
    IrregularSheet,
    column_letters,
    errors_as_text,
    facts_of,
    row_blocks,
)
from cartera.ingest.workbook_parts import SheetPart, WorkbookParts

COPY_SIZE: Final = 3 << 22

_FIRST_ROW: Final = re.compile(rb"<row [^>]*?(/?)>")
_CELL_A1: Final = re.compile(
    rb'\s*<c (?:[^>]*? )?r="A1"(?:[^>]*/>|[^>]*>.*?</c>)', re.DOTALL
)
_FILLED: Final = re.compile(rb"<v[^>]*>[^<]|<t[^>]*>[^<]")
_ANCHOR: Final = '<c r="A{row}"><v>1</v></c>'


@dataclass(frozen=True, slots=True)
class Piece:
    """A sheet, or a part of it, in a copy.

    `first_row` is the number of the first row that will be read. `anchor` is
    "row" where that whole row is our anchor, "cell" where its first cell is,
    "none" where the sheet's own A1 does the same.
    """

    copy: int
    title: str
    first_row: int
    anchor: str


@dataclass(slots=True)
class SheetCopy:
    """The pieces of a sheet and what was seen on the way.

    `rewritten` holds the rows of an irregular sheet in regular form.
    """

    part: SheetPart
    pieces: list[Piece] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    without_value: list[str] = field(default_factory=list)
    columns: int = 0
    last_row: int = 0
    rewritten: bytes | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy: its number, its bytes, the titles of its sheets."""

    number: int
    data: bytes
    titles: tuple[str, ...]


class WorkbookCopier:
    """Copies a workbook sheet by sheet; large sheets go over several copies."""

    def __init__(
        self, archive: zipfile.ZipFile, parts: WorkbookParts, file: str, limits: Limits
    ) -> None:
        self.sheets: list[SheetCopy] = []
        self._archive = archive
        self._parts = parts
        self._file = file
        self._limits = limits
        self._shared: dict[str, bytes] = {}
        self._writer = CopyWriter(0)

    def copies(self) -> Iterator[Copy]:
        """Yield the copies as they are finished.

        Raises RefusedError: WORKBOOK_DAMAGED, XML_WITH_ENTITIES,
        SHEET_TOO_SPREAD.
        """
        try:
            self._share()
            for part in self._parts.sheets:
                yield from self._sheet(part)
            if self._writer.titles:
                yield self._finish()
        finally:
            self._writer.close()

    def _share(self) -> None:
        named = (
            ("styles", self._parts.styles),
            ("sharedStrings", self._parts.shared_strings),
        )
        for name, path in named:
            if path is not None:
                self._shared[name] = _plain_part(self._archive, path, self._file)

    def blocks(self, sheet: SheetCopy) -> Iterator[bytes]:
        """Yield the rows of a copied sheet again, for a closer look."""
        if sheet.rewritten is not None:
            yield sheet.rewritten
            return
        with self._archive.open(sheet.part.path) as stream:
            yield from row_blocks(stream)

    def _sheet(self, part: SheetPart) -> Iterator[Copy]:
        sheet = SheetCopy(part)
        try:
            with self._archive.open(part.path) as stream:
                yield from self._rows(row_blocks(stream), sheet)
            is_regular = self._is_dense(sheet)
        except IrregularSheet:
            is_regular = False
        except PROBLEMS as error:
            raise self._damaged(part) from error
        if not is_regular:
            self._writer.end()
            sheet = SheetCopy(part)
            yield from self._rewritten(sheet)
        self.sheets.append(sheet)

    def _rewritten(self, sheet: SheetCopy) -> Iterator[Copy]:
        part = sheet.part
        try:
            with self._archive.open(part.path) as stream:
                sheet.rewritten = rewritten_rows(stream)
            facts = facts_of(sheet.rewritten) if sheet.rewritten else None
        except EntitiesInXml as error:
            raise RefusedError(
                "XML_WITH_ENTITIES", file=self._file, part=part.path
            ) from error
        except (BrokenXml, IrregularSheet, *PROBLEMS) as error:
            raise self._damaged(part) from error
        if facts and facts.last_row * facts.columns > self._limits.dense_cells:
            cell = f"{column_letters(facts.columns)}{facts.last_row}"
            raise RefusedError(
                "SHEET_TOO_SPREAD", file=self._file, sheet=part.name, cell=cell
            )
        yield from self._rows(iter([sheet.rewritten]), sheet)

    def _is_dense(self, sheet: SheetCopy) -> bool:
        return sheet.last_row * sheet.columns <= self._limits.dense_cells

    def _damaged(self, part: SheetPart) -> RefusedError:
        return RefusedError("WORKBOOK_DAMAGED", file=self._file, part=part.path)

    def _rows(self, blocks: Iterator[bytes], sheet: SheetCopy) -> Iterator[Copy]:
        """Copy the rows of a sheet, into a new copy where one is large enough."""
        enough = max(COPY_SIZE, 2 * len(self._shared.get("sharedStrings", b"")))
        is_open = False
        for block in blocks:
            if not block.strip():
                continue
            facts = facts_of(block)
            _note(sheet, facts)
            if not self._is_dense(sheet):
                raise IrregularSheet
            rows = errors_as_text(block)
            if self._writer.size >= enough:
                yield self._finish()
                is_open = False
            if not is_open:
                piece, rows = _begin(self._writer, rows, facts)
                sheet.pieces.append(piece)
                is_open = True
            self._writer.write(rows)
        self._writer.end()

    def _finish(self) -> Copy:
        writer = self._writer
        self._writer = CopyWriter(writer.number + 1)
        data = writer.finish(self._shared, date1904=self._parts.date1904)
        return Copy(writer.number, data, tuple(writer.titles))


def _note(sheet: SheetCopy, facts: BlockFacts) -> None:
    if facts.first_row <= sheet.last_row:
        raise IrregularSheet
    sheet.hidden_rows.extend(facts.hidden_rows)
    sheet.without_value.extend(facts.without_value)
    sheet.columns = max(sheet.columns, facts.columns)
    sheet.last_row = facts.last_row


def _begin(writer: CopyWriter, rows: bytes, facts: BlockFacts) -> tuple[Piece, bytes]:
    """Start a piece with its anchor; returns the rows to write."""
    title = writer.begin()
    row = facts.first_row - 1
    if row:
        writer.write(f'<row r="{row}">{_ANCHOR.format(row=row)}</row>'.encode())
        return Piece(writer.number, title, row, "row"), rows
    anchored, anchor = _anchored(rows)
    return Piece(writer.number, title, 1, anchor), anchored


def _anchored(rows: bytes) -> tuple[bytes, str]:
    """Put the anchor into row 1, unless its own cell A1 has a value."""
    cell = _ANCHOR.format(row=1).encode()
    opening = _FIRST_ROW.search(rows)
    if opening is None:
        raise IrregularSheet
    if opening[1]:
        start = rows[: opening.end() - 2] + b">"
        return start + cell + b"</row>" + rows[opening.end() :], "cell"
    found = _CELL_A1.match(rows, opening.end())
    if found is None:
        return rows[: opening.end()] + cell + rows[opening.end() :], "cell"
    if _FILLED.search(found[0]):
        return rows, "none"
    return rows[: opening.end()] + cell + rows[found.end() :], "cell"


def _plain_part(archive: zipfile.ZipFile, path: str, file: str) -> bytes:
    data = read_entry(archive, archive.getinfo(path), file)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise RefusedError("XML_WITH_ENTITIES", file=file, part=path)
    return data
