"""The open documents of a customer, and the cells that one comes from."""

from typing import Final

import polars as pl
import streamlit as st

from cartera.texts import N_, Texts
from cartera.ui import data, downloads, grids
from cartera.ui.balances import labels_of
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.grids import Grid, GridColumn, select
from cartera.ui.problems import plain

_TYPES: Final = {
    "INV": N_("Factura"),
    "DN": N_("Nota de débito"),
    "CN": N_("Abono"),
    "CR": N_("Crédito"),
    "PAY": N_("Cobro"),
}


_ROLES: Final = {
    "open_item": N_("Saldo en un corte"),
    "document": N_("Emisión"),
    "payment": N_("Cobro"),
    "application": N_("Aplicación"),
    "dispute": N_("Disputa"),
}
_CERTAINTIES: Final = {
    "exact": N_("Exacto"),
    "stated": N_("Declarado"),
    "matched": N_("Casado por referencia"),
    "inferred": N_("Deducido"),
}


def show(context: PageContext, view: View, customer_key: str) -> None:
    """Draw the open documents of a customer, and the origin of the chosen one."""
    text = context.text
    rows = _named(data.documents(view.scope, customer_key), context, view)
    if rows.is_empty():
        return
    customer = plain(str(rows["customer_name"][0] or rows["customer_id"][0]))
    with st.container(border=True, key="card_documents"):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            st.subheader(
                text(N_("Documentos de {customer}"), customer=customer),
                anchor=False,
                width="content",
            )
            downloads.documents(context, view, customer_key)
        st.caption(text(N_("Marque un documento para ver de qué celda sale.")))
        ids = rows["row_id"].to_list()
        position = select(_document_grid(text), rows, context.formats, ids=ids)
    if position is not None:
        _origin(context, view, rows.row(position, named=True))


def _named(rows: pl.DataFrame, context: PageContext, view: View) -> pl.DataFrame:
    """Add the texts that stand for codes, and an id for each row."""
    text = context.text
    labels = labels_of(context, view)
    return rows.with_columns(
        _words("type", _TYPES, text),
        _words("certainty", _CERTAINTIES, text),
        pl.col("bucket").replace(labels),
        pl.coalesce("number", "document_id").alias("shown_number"),
        pl.concat_str(
            pl.col("document_key", "instalment", "due_date")
            .cast(pl.String)
            .fill_null(""),
            separator="|",
        ).alias("row_id"),
    )


def _words(column: str, words: dict[str, str], text: Texts) -> pl.Expr:
    translated = {code: text(word) for code, word in words.items()}
    return pl.col(column).replace(translated)


def _document_grid(text: Texts) -> Grid:
    days = text(N_("Días desde el vencimiento; negativos si aún no vence."))
    return Grid(
        name="ageing_documents",
        alt=text(N_("Documentos abiertos del cliente")),
        visible_rows=10,
        columns=(
            GridColumn("shown_number", text(N_("Número")), width=115),
            GridColumn("type", text(N_("Tipo")), width=90),
            GridColumn("issue_date", text(N_("Emisión")), "date", width=92),
            GridColumn("due_date", text(N_("Vencimiento")), "date", width=98),
            GridColumn("dpd", text(N_("Días")), "count", width=62, help=days),
            GridColumn("bucket", text(N_("Tramo")), width=95),
            GridColumn("currency", text(N_("Moneda")), width=72),
            GridColumn("amount", text(N_("Importe")), "amount", width=102),
            GridColumn("open_amount", text(N_("Pendiente")), "amount", width=102),
            GridColumn("disputed", text(N_("En disputa")), "sparse_amount", width=90),
            GridColumn("certainty", text(N_("Certeza")), width=110),
        ),
    )


def _origin(context: PageContext, view: View, row: dict[str, object]) -> None:
    """Draw the rows of files behind a document, cell by cell."""
    text = context.text
    cells = data.lineage(view.scope, str(row["document_id"]), str(row["document_key"]))
    with st.container(border=True, key="card_origin"):
        st.subheader(
            text(N_("De dónde sale {number}"), number=plain(str(row["shown_number"]))),
            anchor=False,
        )
        places = cells.select("file", "sheet", "row").unique().height
        st.caption(
            text.plural(
                N_("{n} fila de los archivos cargados, tal como se leyó."),
                N_("{n} filas de los archivos cargados, tal como se leyeron."),
                places,
            )
        )
        at_midnight = pl.col("value").str.replace(r" 00:00:00$", "")
        shown = cells.with_columns(at_midnight, _words("role", _ROLES, text))
        grids.show(_origin_grid(text), shown, context.formats)


def _origin_grid(text: Texts) -> Grid:
    return Grid(
        name="ageing_origin",
        alt=text(N_("Celdas de los archivos de las que sale el documento")),
        visible_rows=16,
        columns=(
            GridColumn("file", text(N_("Archivo")), width=215),
            GridColumn("sheet", text(N_("Hoja")), width=110),
            GridColumn("row", text(N_("Fila")), "count", width=70),
            GridColumn("role", text(N_("Qué aporta")), width=120),
            GridColumn("as_of", text(N_("Corte")), "date", width=92),
            GridColumn("field", text(N_("Columna")), width=175),
            GridColumn("value", text(N_("Valor")), width=240),
        ),
    )
