"""How large and how nested an uploaded file may be."""

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper limits for what is read; all of them are settings.

    `ratio` applies to archives that unpack to more than `ratio_from` bytes.
    `dense_cells` is how many cells the rectangle around a sheet's used cells may
    have: a lone cell in the last corner would otherwise take hundreds of GiB.
    """

    unpacked_bytes: int = 2048 * MIB
    ratio_from: int = 300 * MIB
    ratio: int = 100
    workbook_entries: int = 2_000
    archive_entries: int = 100_000
    dense_cells: int = 100_000_000
