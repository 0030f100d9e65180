"""What every reader returns: sheets of text cells with their real row numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import polars as pl

from cartera.errors import Finding, RefusedError

CellKind = Literal["text", "number", "date", "boolean", "error"]


def column_name(index: int) -> str:
    """Return the name of the cell column at a 1-based position: c001, c002."""
    return f"c{index:03d}"


@dataclass(frozen=True, slots=True)
class NativeColumn:
    """What a typed format (a workbook) says about the cells of one column.

    A number cell holds text in canonical form (`1234.5`, no thousands mark), a
    date cell ISO text (`2026-03-31` or with a time). `kinds` maps a kind of
    cell to how many cells have it, `mask` is null for a column of one kind and
    otherwise gives the kind per row of the sheet's frame, in its order.
    """

    kinds: Mapping[CellKind, int]
    mask: pl.Series | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of text: every row that is not wholly blank.

    `cells` has `row_no` (Int32: the number that Excel or a text editor shows)
    and one String column per used column of the file, `c001` being column A
    (also where the used range starts further right); blank cells are null.
    `native` is empty for text formats.
    """

    name: str
    cells: pl.DataFrame
    hidden: bool = False
    native: Mapping[str, NativeColumn] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its sheets, how it was read, remarks.

    `name` is the file's own name (`outer.zip/inner.csv` for a member),
    `sha256` the hash of its bytes, `reading` what was decided about its format
    (format, encoding, delimiter), as text for people and for the manifest.
    `refused` is set, and `sheets` empty, for a member of a ZIP that could not be
    read; the other members do not suffer.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    reading: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    refused: RefusedError | None = None
