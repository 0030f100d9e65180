"""Where the table stands on a sheet: its header row, its columns, its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.ingest.cells import NativeColumn, Sheet
from cartera.ingest.synonyms import is_known, meanings

HEADER_ROWS: Final = 50
"""How many of the first rows may hold the header."""

_KNOWN_NEEDED: Final = 2
_ROWS_AFTER_BEST: Final = 10
_LONGEST_HEADER: Final = 60
_AGES: Final = re.compile(r"^\W*\d{1,4}\s*([-–+]\s*\d{0,4})?\W*$|^[+<>]\s*\d{1,4}$")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: where it stands and how a person recognises it.

    `header` has its blanks collapsed, `written` is the cell as it stands, `label`
    the header with the column letter where it occurs twice (`Fecha [I]`).
    """

    cell: str
    index: int
    header: str
    label: str
    written: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found: header, columns, the rows below, what stands around.

    `rows` has `row_no` and the cell columns of the table, without rows in which
    all of these are blank; `above` the rows above the header; `beside` the cell
    columns that belong to the sheet but not to the table.
    """

    sheet: Sheet
    header_row: int
    columns: tuple[TableColumn, ...]
    rows: pl.DataFrame
    above: pl.DataFrame
    beside: pl.DataFrame

    def native(self, cell: str) -> NativeColumn | None:
        """Return what the format says about the cells below the header."""
        native = self.sheet.native.get(cell)
        if native is None or native.mask is None:
            return native
        kept = self.sheet.cells["row_no"].is_in(self.rows["row_no"].implode())
        return NativeColumn(native.kinds, native.mask.filter(kept))


def find_table(sheet: Sheet) -> Table | None:
    """Return the table of a sheet, or None where no header row is found."""
    if sheet.cells.is_empty():
        return None
    position = _header_position(sheet.cells)
    if position is None:
        return None
    written = sheet.cells.row(position, named=True)
    header = _texts(written)
    names = _block(sheet.cells[position + 1 :], header)
    columns = _columns(header, names, written)
    below = sheet.cells[position + 1 :].select("row_no", *names)
    blank = pl.all_horizontal(pl.col(names).is_null())
    return Table(
        sheet=sheet,
        header_row=int(sheet.cells["row_no"][position]),
        columns=columns,
        rows=below.filter(~blank),
        above=sheet.cells[:position],
        beside=sheet.cells[position:].select(pl.exclude(names)),
    )


def column_letter(index: int) -> str:
    """Return the letter of a 1-based column as Excel shows it: 1 A, 27 AA."""
    letters = ""
    while index > 0:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def seen_texts(sheet: Sheet, limit: int = 8) -> tuple[str, ...]:
    """Return the first texts of the fullest early row, to show what was seen."""
    rows = [list(_texts(row).values()) for row in _early_rows(sheet.cells)]
    fullest: Sequence[str] = max(rows, key=len, default=[])
    return tuple(fullest[:limit])


def _early_rows(cells: pl.DataFrame) -> Iterator[dict[str, str | int | None]]:
    early = cells.filter(pl.col("row_no") <= cells["row_no"][0] + HEADER_ROWS)
    return early.head(HEADER_ROWS).iter_rows(named=True)


def _texts(row: dict[str, str | int | None]) -> dict[str, str]:
    found = {}
    for name, value in row.items():
        text = value.strip() if isinstance(value, str) else ""
        if text:
            found[name] = " ".join(text.split())
    return found


def _header_position(cells: pl.DataFrame) -> int | None:
    """Return the early row with the most known headers, the first of equals."""
    best, best_score = None, 0.0
    for position, row in enumerate(_early_rows(cells)):
        if best is not None and position - best > _ROWS_AFTER_BEST:
            break
        score = _header_score(list(_texts(row).values()))
        if score > best_score:
            best, best_score = position, score
    return best


def _header_score(texts: Sequence[str]) -> float:
    words = [text for text in texts if _is_word(text)]
    if len(words) < _KNOWN_NEEDED or len(words) * 2 < len(texts):
        return 0.0
    distinct = list(dict.fromkeys(words))
    known = sum(1 for word in distinct if is_known(word))
    alike = sum(1 for word in distinct if not is_known(word) and meanings(word))
    if known + alike < _KNOWN_NEEDED:
        return 0.0
    return known + 0.8 * alike + 0.1 * (len(words) - known - alike)


def _is_word(text: str) -> bool:
    """Tell whether a text can be a header: letters, or a range of ages."""
    if len(text) > _LONGEST_HEADER:
        return False
    return any(c.isalpha() for c in text) or _AGES.match(text) is not None


def _block(below: pl.DataFrame, header: dict[str, str]) -> list[str]:
    """Return the cell columns of the table: the run with most known headers.

    A column that is blank in header and rows separates two tables that stand
    side by side.
    """
    blocks: list[list[str]] = [[]]
    blank = _blank_columns(below)
    for name in below.columns[1:]:
        if name in header or name not in blank:
            blocks[-1].append(name)
        elif blocks[-1]:
            blocks.append([])

    def known_headers(block: list[str]) -> int:
        return sum(1 for name in block if is_known(header.get(name, "")))

    best = max(blocks, key=known_headers)
    headed = [position for position, name in enumerate(best) if name in header]
    return best[headed[0] : headed[-1] + 1]


def _blank_columns(below: pl.DataFrame) -> frozenset[str]:
    if below.is_empty():
        return frozenset(below.columns)
    counts = below.null_count().row(0, named=True)
    return frozenset(n for n, nulls in counts.items() if nulls == below.height)


def _columns(
    header: dict[str, str], names: list[str], written: Mapping[str, str | int | None]
) -> tuple[TableColumn, ...]:
    texts = [header.get(name, "") for name in names]
    columns = []
    for name, text in zip(names, texts, strict=True):
        index = int(name[1:])
        twice = text == "" or texts.count(text) > 1
        label = f"{text} [{column_letter(index)}]".strip() if twice else text
        raw = written[name]
        columns.append(TableColumn(name, index, text, label, str(raw or "")))
    return tuple(columns)
