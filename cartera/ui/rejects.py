"""The rejected rows of a load as a file to correct and load again."""

from collections.abc import Callable

import polars as pl
import streamlit as st

from cartera import texts
from cartera.export.csv import dialect_of_country, find_dialect, report_csv
from cartera.messages import MESSAGES
from cartera.store.actors import Actor, require
from cartera.store.lake import REJECTS, Lake
from cartera.texts import N_
from cartera.ui.context import PageContext


def reject_download(context: PageContext, load_id: str, *, name: str) -> None:
    """Draw the button that gives the rejected rows with their reasons."""
    text = context.text
    st.download_button(
        text(N_("Descargar filas rechazadas")),
        data=rejects_on_click(
            context.workspace.lake, load_id, context.language, actor=context.actor
        ),
        file_name=f"{text(N_('filas_rechazadas'))}_{load_id}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"{name}_rejects",
    )


def rejects_on_click(
    lake: Lake, load_id: str, language: str, *, actor: Actor
) -> Callable[[], bytes]:
    """Return what builds the file when somebody asks for it."""

    def build() -> bytes:
        require(actor, "export")
        rows = pl.read_parquet(lake.folder(load_id) / REJECTS)
        dialect = find_dialect("intl") if language == "en" else dialect_of_country(None)
        return report_csv(with_reasons(rows, language), dialect)

    return build


def with_reasons(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Return sheet, row, column, value and the reason in words."""
    text = texts.of(language)
    reasons = {
        code: text(MESSAGES[code]).format_map(_Nothing())
        for code in rows["code"].unique().to_list()
        if code in MESSAGES
    }
    names = {
        "sheet": N_("hoja"),
        "row_no": N_("fila"),
        "column": N_("columna"),
        "value": N_("valor"),
        "code": N_("motivo"),
    }
    return rows.select(
        pl.col(name).replace(reasons).alias(text(title))
        if name == "code"
        else pl.col(name).alias(text(title))
        for name, title in names.items()
    )


class _Nothing(dict[str, str]):
    """The places of a sentence that the file's own columns already answer."""

    def __missing__(self, key: str) -> str:
        return "…"
