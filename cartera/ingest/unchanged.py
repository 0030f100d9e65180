"""How many rows say nothing new: every value equals what is active already."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

_PLACE: Final = ("sheet", "row_no")


def count_unchanged(facts: pl.DataFrame, earlier: Sequence[Path]) -> int:
    """Return how many rows of `facts` some earlier load has already.

    Identical rows count as often as the load that has most of them: three equal
    rows against two known ones leave one that is new.
    """
    values = [name for name in facts.columns if name not in _PLACE]
    if facts.is_empty() or not earlier:
        return 0
    new = facts.select(values)
    hashes = new.hash_rows().unique()
    counted = [
        found
        for path in earlier
        if not (found := _counted(path, values, hashes)).is_empty()
    ]
    if not counted:
        return 0
    known = pl.concat(counted).group_by(values).agg(pl.col("known").max())
    return int(
        new.group_by(values)
        .agg(pl.len().alias("new"))
        .join(known, on=values, how="inner", nulls_equal=True)
        .select(pl.min_horizontal("new", "known").sum())
        .item()
    )


def _counted(path: Path, values: list[str], hashes: pl.Series) -> pl.DataFrame:
    """Return the rows of one load that may equal a new one, with their counts."""
    rows = pl.read_parquet(path, columns=values, glob=False).select(values)
    candidates = rows.filter(rows.hash_rows().is_in(hashes.implode()))
    return candidates.group_by(values).agg(pl.len().alias("known"))
