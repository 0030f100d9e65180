"""The files of a load, written into its staged folder."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from cartera.ingest.cells import SourceFile
from cartera.ingest.file_facts import FileFacts
from cartera.ingest.outcome import Json, LoadOptions
from cartera.ingest.understanding import Understood
from cartera.store.files import disk_failures
from cartera.store.lake import CELLS, ORIGINAL, REJECTS

_ZSTD_LEVEL: Final = 1


def write_files(staged: Path, facts: FileFacts, original: bytes | Path) -> None:
    """Write original, cells, facts and rejects; raises AppError DISK_FULL."""
    with disk_failures(staged):
        if isinstance(original, Path):
            shutil.copyfile(original, staged / ORIGINAL)
        else:
            (staged / ORIGINAL).write_bytes(original)
        _write(all_cells(facts.file.source), staged / CELLS)
        _write(facts.facts, staged / f"{facts.file.kind}.parquet")
        _write(facts.rejects, staged / REJECTS)


def all_cells(source: SourceFile) -> pl.DataFrame:
    """Return every row of every sheet as text, with sheet and row number."""
    frames = [
        sheet.cells.select(pl.lit(sheet.name).alias("sheet"), pl.all())
        for sheet in source.sheets
    ]
    cells = pl.concat(frames, how="diagonal")
    return cells.select("sheet", "row_no", *sorted(cells.columns[2:]))


def manifest_of(
    facts: FileFacts, options: LoadOptions, result: Mapping[str, Json]
) -> dict[str, Json]:
    """Return what `load.json` says beside the result object of the command."""
    return {
        **result,
        "original_name": facts.file.source.name,
        "sheet": options.sheet,
        "options": options.stated(),
        "partial": options.partial,
        "scope": _scope(facts, options),
        "reading": dict(facts.file.source.reading),
        "companies": sorted(facts.facts["company"].drop_nulls().unique().to_list()),
        "tables": [_table(table) for table in facts.file.tables],
    }


def _write(frame: pl.DataFrame, file: Path) -> None:
    frame.write_parquet(file, compression="zstd", compression_level=_ZSTD_LEVEL)


def _scope(facts: FileFacts, options: LoadOptions) -> Json:
    """Return within which values a partial list is complete, if within any."""
    if not options.partial:
        return None
    for field in ("branch", "salesperson"):
        if field in facts.facts.columns:
            values = facts.facts[field].drop_nulls().unique().to_list()
            if values:
                return {"field": field, "values": sorted(values)}
    return None


def _table(table: Understood) -> Json:
    numbers = table.table.rows["row_no"]
    mapped = {m.column.cell: m for m in table.mapping.columns.values()}
    return {
        "sheet": table.sheet_name,
        "header_row": table.table.header_row,
        "first_row": int(numbers[0]),
        "last_row": int(numbers[-1]),
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "canonical": mapped[column.cell].field
                if column.cell in mapped
                else None,
                "confidence": mapped[column.cell].confidence
                if column.cell in mapped
                else None,
            }
            for column in table.table.columns
        ],
    }
