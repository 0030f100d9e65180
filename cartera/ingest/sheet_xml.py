"""A worksheet's XML in blocks of whole rows, looked at without parsing it.

Reading 200,000 rows with an XML parser in Python takes ten times longer than
the whole load may, so regular sheets (as Excel, LibreOffice and the usual
libraries write them) are checked with a few searches over the bytes. Whatever
is not regular raises IrregularSheet and goes through `sheet_rewrite`.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import IO, Final

CHUNK: Final = 1 << 22
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_HEAD_LIMIT: Final = 1 << 24
_ROW_LIMIT: Final = 1 << 26
_START: Final = re.compile(rb"<sheetData(?:\s[^>]*)?(/?)>")
_ROW: Final = re.compile(rb'<row (?:[^>]*? )?r="([0-9]{1,7})"')
_HIDDEN: Final = re.compile(
    rb'<row (?=[^>]* hidden="(?:1|true)")(?:[^>]*? )?r="([0-9]+)"'
)
_FAR_OUT: Final = re.compile(rb' r=(?!"[A-Z]?[1-9][0-9]{0,5}")"?([^"]*)"')
_ADDRESS: Final = re.compile(rb"([A-Za-z]*)([0-9]*)")
_PLAIN_ENDS: Final = (b"'", b"\t", b"\n", b"\r")
_NO_VALUE: Final = re.compile(
    rb"(?:<f(?:\s[^>]*)?/>|</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_CELL: Final = re.compile(rb'<c [^>]*?\br="([A-Z]+[0-9]+)"[^>]*>')
_IS_TEXT: Final = re.compile(rb' t="(?:str|s|inlineStr)"')
_ERROR: Final = re.compile(rb'(<c [^>]*?)t="e"')


class IrregularSheet(Exception):  # noqa: N818 - not an error: it chooses the path
    """The XML is not of the usual form and has to be parsed."""


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """What a block of rows shows: row numbers, width, remarkable cells."""

    first_row: int
    last_row: int
    columns: int
    hidden_rows: tuple[int, ...]
    without_value: tuple[str, ...]


def row_blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of whole `<row>` elements, some MiB at a time.

    Raises IrregularSheet where there is no plain `<sheetData>` or no `</row>`.
    """
    chunks = _chunks(stream)
    rest = _skip_head(chunks)
    if rest is None:
        return
    while True:
        end = rest.find(b"</sheetData>")
        if end >= 0:
            if end:
                yield rest[:end]
            return
        cut = rest.rfind(b"</row>") + len(b"</row>")
        if cut >= len(b"</row>"):
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _ROW_LIMIT:
            raise IrregularSheet
        chunk = next(chunks, b"")
        if not chunk:
            raise IrregularSheet
        rest += chunk


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the stream in chunks; the next one is unpacked meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(stream.read, CHUNK)
        while chunk := ahead.result():
            ahead = pool.submit(stream.read, CHUNK)
            yield chunk


def _skip_head(chunks: Iterator[bytes]) -> bytes | None:
    """Return what follows `<sheetData>`; None where the sheet is empty."""
    head = b""
    for chunk in chunks:
        head += chunk
        if b"<!DOCTYPE" in head[:CHUNK]:
            raise IrregularSheet
        start = _START.search(head)
        if start:
            return None if start[1] else head[start.end() :]
        if len(head) > _HEAD_LIMIT:
            break
    raise IrregularSheet


def facts_of(block: bytes) -> BlockFacts:
    """Look at a block. Raises IrregularSheet if something is not as usual."""
    rows = [int(number) for number in _ROW.findall(block)]
    if not rows or len(rows) != block.count(b"<row") or b" r " in block:
        raise IrregularSheet
    if _has(block, b"!", b"<!"):
        raise IrregularSheet
    if any(b <= a for a, b in pairwise(rows)):
        raise IrregularSheet
    if any(end in block for end in _PLAIN_ENDS) and not _is_strict(block, len(rows)):
        raise IrregularSheet
    hidden = _HIDDEN.findall(block) if b" hidden=" in block else []
    return BlockFacts(
        rows[0],
        rows[-1],
        _columns(block),
        tuple(map(int, hidden)),
        tuple(_without_value(block)) if _has(block, b"f", b"<f") else (),
    )


def _has(block: bytes, letter: bytes, text: bytes) -> bool:
    """Look for a rare letter of the text first, which is ten times faster."""
    return letter in block and text in block


def _is_strict(block: bytes, rows: int) -> bool:
    """Tell whether every row and cell states its position in the usual form.

    Without apostrophes and line breaks no other form can hide in a block.
    """
    return block.count(b' r="') == rows + block.count(b"<c")


def _columns(block: bytes) -> int:
    """Return the number of the last column if beyond Z, else 26.

    Raises IrregularSheet for a cell that no sheet of Excel has.
    """
    last = 26
    for found in set(_FAR_OUT.findall(block)):
        address = _ADDRESS.fullmatch(found)
        if address is None:
            raise IrregularSheet
        column, row = column_number(address[1].upper()), int(address[2] or b"0")
        if not 0 < row <= LAST_ROW or column > LAST_COLUMN:
            raise IrregularSheet
        last = max(last, column)
    return last


def errors_as_text(block: bytes) -> bytes:
    """Make error cells text cells, so that `#N/A` is read as it stands there."""
    if b't="e"' not in block:
        return block
    return _ERROR.sub(rb'\1t="str"', block)


def text_rows(block: bytes, column: str) -> list[int]:
    """Return the row numbers where the cell of a column (`AB`) holds text."""
    address = rb'r="%b([0-9]+)"' % column.encode()
    if b"<c s=" not in block and b"<c t=" not in block:  # the address stands first
        cells = re.findall(rb"<c %b([^>]*)>" % address, block)
    else:
        found = re.findall(rb"<c ([^>]*?\b%b[^>]*)>" % address, block)
        cells = [(row, b" " + attributes) for attributes, row in found]
    return [int(row) for row, attributes in cells if _IS_TEXT.search(attributes)]


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _without_value(block: bytes) -> Iterator[str]:
    """Yield the addresses of formulas that were never calculated.

    A formula whose result is a text may be empty; that is a value.
    """
    for found in _NO_VALUE.finditer(block):
        start = block.rfind(b"<c ", 0, found.start())
        cell = _CELL.match(block, start)
        if cell and not _IS_TEXT.search(cell[0]):
            yield cell[1].decode()
