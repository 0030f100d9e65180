"""Finishing rule of `lineage`: from the rows of a document to their cells."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from cartera.ingest.cells import column_name
from cartera.reports.model import CellSource, Finishing

_PLACE: Final = ("load_id", "sheet", "row")
_CELL: Final = pl.Schema(
    {
        "load_id": pl.String,
        "sheet": pl.String,
        "row": pl.Int32,
        "position": pl.Int32,
        "field": pl.String,
        "value": pl.String,
        "meaning": pl.String,
    }
)
_HEADERS: Final = pl.Schema(
    {
        "sheet": pl.String,
        "cell_column": pl.String,
        "header": pl.String,
        "meaning": pl.String,
    }
)


def expand_cells(rows: pl.DataFrame, finishing: Finishing) -> pl.DataFrame:
    """Return one row per cell of each source row, in the order of the file.

    `field` is the header as written (the column's letter where it has none),
    `value` the text as it was read, `meaning` the canonical name of the column
    or null. Cells that are blank and have no header are left out.
    """
    places = rows.rename({"row_no": "row"}).with_row_index("order")
    loads = places["load_id"].unique(maintain_order=True).to_list()
    cells = pl.concat(
        [_CELL.to_frame(), *(_cells_of(load, places, finishing.lake) for load in loads)]
    )
    joined = places.join(cells, on=list(_PLACE), how="inner", nulls_equal=True)
    return joined.sort("order", "position").drop("order", "position")


def _cells_of(load_id: str, places: pl.DataFrame, lake: CellSource) -> pl.DataFrame:
    wanted = places.filter(pl.col("load_id") == load_id)
    cells = lake.cells(
        load_id, wanted.select("sheet", pl.col("row").alias("row_no")).unique()
    )
    columns = [name for name in cells.columns if name not in ("sheet", "row_no")]
    letters = {name: column_letter(int(name[1:])) for name in columns}
    return (
        cells.unpivot(
            on=columns,
            index=["sheet", "row_no"],
            variable_name="cell_column",
            value_name="value",
        )
        .join(
            _headers(lake.manifest(load_id)),
            on=["sheet", "cell_column"],
            how="left",
            nulls_equal=True,
        )
        .filter(pl.col("value").is_not_null() | pl.col("header").is_not_null())
        .select(
            load_id=pl.lit(load_id),
            sheet="sheet",
            row=pl.col("row_no").cast(pl.Int32),
            position=pl.col("cell_column").str.slice(1).cast(pl.Int32),
            field=pl.coalesce(
                "header",
                pl.col("cell_column").replace_strict(letters, return_dtype=pl.String),
            ),
            value="value",
            meaning="meaning",
        )
    )


def _headers(manifest: Mapping[str, Any]) -> pl.DataFrame:
    """Return header and meaning per sheet and cell column of a load."""
    records = [
        {
            "sheet": table["sheet"],
            "cell_column": column_name(column["index"]),
            "header": column["header"] or None,
            "meaning": column["canonical"],
        }
        for table in manifest.get("tables", ())
        for column in table["columns"]
    ]
    return pl.DataFrame(records, schema=_HEADERS).unique(
        ["sheet", "cell_column"], keep="first", maintain_order=True
    )


def column_letter(position: int) -> str:
    """Return the letters a spreadsheet shows for a 1-based column: 28 is `AB`."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
