"""An unusual worksheet's XML, parsed and written again in the usual form.

For sheets with namespace prefixes, cells without addresses, rows out of order.
Slow (some microseconds a cell) but exact; empty cells are left out.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO, Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from cartera.ingest.sheet_xml import (
    CHUNK,
    LAST_COLUMN,
    LAST_ROW,
    column_letters,
    column_number,
)

_ADDRESS: Final = re.compile(r"\A([A-Z]{1,3})([0-9]{1,7})\Z")


class EntitiesInXml(Exception):  # noqa: N818 - a finding about the file
    """The XML declares entities; such a file is refused."""


class BrokenXml(Exception):  # noqa: N818 - a finding about the file
    """The XML cannot be parsed."""


def rewritten_rows(stream: IO[bytes]) -> bytes:
    """Return the sheet's rows, in order, as one block of regular XML.

    Raises EntitiesInXml or BrokenXml.
    """
    handler = _Handler()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BrokenXml(str(error)) from error
    return b"".join(handler.rows())


def _refuse(*_: object) -> None:
    raise EntitiesInXml


class _Handler:
    """Collects cells by row; positions are counted where they are not stated."""

    def __init__(self) -> None:
        self._cells: dict[int, dict[int, str]] = {}
        self._hidden: set[int] = set()
        self._row = 0
        self._column = 0
        self._cell: dict[str, str] = {}
        self._value: list[str] = []
        self._collect = False
        self._phonetic = False
        self._has_formula = False
        self._in_data = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "sheetData":
            self._in_data = True
        elif self._in_data:
            action = _STARTS.get(name)
            if action is not None:
                action(self, attributes)

    def end(self, tag: str) -> None:
        name = tag.rsplit(" ", 1)[-1]
        if name == "sheetData":
            self._in_data = False
        elif name == "rPh":
            self._phonetic = False
        elif name in ("v", "t"):
            self._collect = False
        elif name == "c" and self._in_data:
            self._end_cell()

    def text(self, data: str) -> None:
        if self._collect:
            self._value.append(data)

    def rows(self) -> Iterator[bytes]:
        for row in sorted(self._cells):
            hidden = ' hidden="1"' if row in self._hidden else ""
            cells = self._cells[row]
            inner = "".join(cells[column] for column in sorted(cells))
            yield f'<row r="{row}"{hidden}>{inner}</row>'.encode()

    def start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() else self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self._hidden.add(self._row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        found = _ADDRESS.match(stated.upper()) if stated is not None else None
        self._column += 1
        if stated is not None:
            if found is None:
                raise ValueError("a cell with an impossible address")
            self._column = column_number(found[1].encode())
            self._row = int(found[2])
        self._cell = attributes
        self._value = []
        self._has_formula = False

    def start_formula(self, _: dict[str, str]) -> None:
        self._has_formula = True

    def start_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def start_value(self, _: dict[str, str]) -> None:
        self._collect = not self._phonetic

    def _end_cell(self) -> None:
        value = "".join(self._value)
        if not value and not self._has_formula:
            return
        if not (0 < self._row <= LAST_ROW and self._column <= LAST_COLUMN):
            raise ValueError("a cell outside the sheet")
        kind = self._cell.get("t", "n")
        kind = "str" if kind == "inlineStr" else kind
        style = f' s="{s}"' if (s := self._cell.get("s", "")).isdecimal() else ""
        formula = "<f>0</f>" if self._has_formula else ""
        address = f"{column_letters(self._column)}{self._row}"
        body = f"{formula}<v>{escape(value)}</v>" if value else formula
        self._cells.setdefault(self._row, {})[self._column] = (
            f'<c r="{address}"{style} t="{escape(kind)}">{body}</c>'
        )


_STARTS: Final[dict[str, Callable[[_Handler, dict[str, str]], None]]] = {
    "row": _Handler.start_row,
    "c": _Handler.start_cell,
    "f": _Handler.start_formula,
    "rPh": _Handler.start_phonetic,
    "v": _Handler.start_value,
    "t": _Handler.start_value,
}
