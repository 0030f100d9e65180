"""Reports as JSON objects and as an aligned text table."""

from typing import Any

import polars as pl

from cartera.export.amounts import amounts_as_text


def as_records(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Return one object per row, ready for JSON.

    Amounts are text with the currency's decimals, dates ISO text, counts and
    rates numbers, unknown values None.
    """
    return _dates_as_text(amounts_as_text(rows)).to_dicts()


def as_table(rows: pl.DataFrame) -> str:
    """Return the rows as lines of text under their column names.

    Numbers stand to the right, text to the left, unknown values are blank.
    """
    numbers = {
        name
        for name, kind in rows.schema.items()
        if kind.is_numeric() or kind.is_decimal()
    }
    text = _dates_as_text(amounts_as_text(rows)).select(
        pl.all().cast(pl.String).fill_null("").str.replace_all(r"\s", " ")
    )
    table = pl.concat(
        [pl.DataFrame({name: [name, "-" * len(name)] for name in text.columns}), text]
    )
    lines = table.select(
        pl.concat_str(
            [_aligned(column, to_the_right=column.name in numbers) for column in table],
            separator="  ",
        ).str.strip_chars_end()
    )
    return "\n".join(lines.to_series().to_list())


def _dates_as_text(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col(pl.Date).dt.strftime("%Y-%m-%d"))


def _aligned(values: pl.Series, *, to_the_right: bool) -> pl.Series:
    width = int(values.str.len_chars().cast(pl.Int64).to_numpy().max())
    padded = values.str.pad_start(width) if to_the_right else values.str.pad_end(width)
    return padded.alias(values.name)
