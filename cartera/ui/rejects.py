"""The rejected rows of a load as a file to correct and load again."""

from functools import partial
from typing import Final

import polars as pl

from cartera import texts
from cartera.export.csv import dialect_of_country, find_dialect, report_csv
from cartera.messages import MESSAGES
from cartera.store.lake import REJECTS, Lake
from cartera.texts import N_, Texts
from cartera.ui.context import PageContext
from cartera.ui.downloads import Download, button
from cartera.ui.sentences import on_screen

_TITLES: Final = {
    "sheet": N_("hoja"),
    "row_no": N_("fila"),
    "column": N_("columna"),
    "value": N_("valor"),
    "code": N_("motivo"),
}
_PLACES: Final = {
    "sheet": "sheet",
    "row": "row_no",
    "column": "column",
    "value": "value",
}


def reject_download(context: PageContext, load_id: str, *, name: str) -> None:
    """Draw the button that gives the rejected rows with their reasons."""
    text, lake = context.text, context.workspace.lake
    button(
        context,
        text(N_("Descargar filas rechazadas")),
        Download(
            key=f"{name}_rejects",
            file_name=f"{text(N_('filas_rechazadas'))}_{load_id}.csv",
            subject={"report": "rejects", "load_id": load_id},
            content=partial(rejects_file, lake, load_id, context.language),
        ),
    )


def rejects_file(lake: Lake, load_id: str, language: str) -> bytes:
    """Return the rejected rows of a load as a CSV file."""
    rows = pl.read_parquet(lake.folder(load_id) / REJECTS)
    dialect = find_dialect("intl") if language == "en" else dialect_of_country(None)
    return report_csv(with_reasons(rows, texts.of(language)), dialect)


def with_reasons(rows: pl.DataFrame, text: Texts) -> pl.DataFrame:
    """Return sheet, row, column, value and the reason in words."""
    sentences = {
        code: on_screen(text(MESSAGES[code]), text)
        for code in rows["code"].unique().to_list()
        if code in MESSAGES
    }
    reason = pl.col("code").replace(sentences)
    for place, column in _PLACES.items():
        shown = pl.col(column).cast(pl.String).fill_null("—")
        reason = reason.str.replace_all(f"{{{place}}}", shown, literal=True)
    return rows.with_columns(reason.alias("code")).select(
        pl.col(name).alias(text(title)) for name, title in _TITLES.items()
    )
