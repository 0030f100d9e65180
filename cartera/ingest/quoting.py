"""Lines of a text file to records: quoted line breaks and stray quotes.

A line whose quotes are in order is a record. Where a quoted text goes over
several lines they are joined; where a quote stands alone (`TUBO 5"`) the line is
split without regard to quotes, so that nothing after it is swallowed.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

_LONGEST_RECORD: Final = 200
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Records:
    """Well-formed records and the number of the line on which each begins.

    `mended` are the line numbers of records with stray quotes.
    """

    lines: pl.Series
    starts: pl.Series
    mended: tuple[int, ...]


def well_formed(delimiter: str) -> str:
    """Return the pattern of a record whose quotes are in order."""
    mark = "\\t" if delimiter == "\t" else re.escape(delimiter)
    field = rf'(?:[^"{mark}\r\n]*|"[^"]*(?:""[^"]*)*")'
    return rf"^{field}(?:{mark}{field})*\r?$"


def records_of(lines: pl.Series, delimiter: str, fields: int) -> Records:
    """Group lines into records; `fields` is how many a record usually has."""
    starts = pl.int_range(1, len(lines) + 1, dtype=pl.Int32, eager=True)
    pattern = well_formed(delimiter)
    quoted = lines.str.contains('"', literal=True).fill_null(value=False)
    odd = quoted & ~lines.str.contains(pattern).fill_null(value=True)
    if not odd.any():
        return Records(lines, starts, ())
    repair = _Repair(lines, delimiter, fields)
    found = list(repair.run(odd.arg_true().to_list()))
    replaced = lines.scatter(
        [at for at, _, _, _ in found], [text for _, text, _, _ in found]
    )
    swallowed = [n for at, _, size, _ in found for n in range(at + 1, at + size)]
    keep = pl.repeat(value=True, n=len(lines), dtype=pl.Boolean, eager=True)
    keep = keep.scatter(swallowed, False)
    mended = tuple(at + 1 for at, _, _, is_mended in found if is_mended)
    return Records(replaced.filter(keep), starts.filter(keep), mended)


class _Repair:
    """Finds the record that begins on each odd line."""

    def __init__(self, lines: pl.Series, delimiter: str, fields: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._fields = fields
        self._pattern = re.compile(well_formed(delimiter))

    def run(self, odd: list[int]) -> Iterator[tuple[int, str, int, bool]]:
        """Yield (index, record, lines it takes, whether it was mended)."""
        free_from = 0
        for at in odd:
            if at < free_from:
                continue
            joined = self._join(at)
            text, size = joined or (self._mend(self._lines[at]), 1)
            free_from = at + size
            yield at, text, size, joined is None

    def _join(self, at: int) -> tuple[str, int] | None:
        """Return the record that ends within the next lines, if there is one."""
        following = self._lines.slice(at, _LONGEST_RECORD).to_list()
        quotes, tries = 0, 0
        for size, line in enumerate(following, start=1):
            marks = (line or "").count('"')
            quotes += marks
            if size == 1 or not marks or quotes % 2:
                continue
            record = "\n".join(part or "" for part in following[:size])
            if self._pattern.match(record):
                return record, size
            tries += 1
            if tries == _TRIES:
                return None
        return None

    def _mend(self, line: str) -> str:
        options = (self._split(line, skip=True), self._split(line, quote=False))
        fields = next((o for o in options if len(o) == self._fields), options[-1])
        out = io.StringIO()
        csv.writer(
            out, delimiter=self._delimiter, quoting=csv.QUOTE_ALL, lineterminator=""
        ).writerow(fields)
        return out.getvalue()

    def _split(self, line: str, *, skip: bool = False, quote: bool = True) -> list[str]:
        text = line.rstrip("\r\n")
        if not quote:
            return [_unquote(field) for field in text.split(self._delimiter)]
        rows = csv.reader(
            [text], delimiter=self._delimiter, skipinitialspace=skip, strict=True
        )
        try:
            return next(rows, [])
        except csv.Error:
            return []


def _unquote(field: str) -> str:
    stripped = field.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        return stripped[1:-1].replace('""', '"')
    return field
