"""Finishing rule of `ageing`: the buckets get their names in the user's language."""

import polars as pl

from cartera import texts
from cartera.domain.buckets import DEFAULT_EDGES, bucket_labels
from cartera.reports.model import Finishing


def label_buckets(rows: pl.DataFrame, finishing: Finishing) -> pl.DataFrame:
    """Return the rows with the column `label`, the name of each row's bucket."""
    edges = finishing.values.get("edges")
    labels = bucket_labels(
        [int(edge) for edge in edges] if isinstance(edges, tuple) else DEFAULT_EDGES,
        str(finishing.values.get("basis", "due")),
        texts.of(finishing.language),
    )
    return rows.with_columns(
        pl.col("bucket").replace_strict(labels, return_dtype=pl.String).alias("label")
    )
