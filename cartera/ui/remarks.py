"""What the ledger noticed when it was built: how much of it, and where."""

import streamlit as st

from cartera.texts import N_
from cartera.ui import data, downloads
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.grids import MOST_ROWS, Grid, GridColumn, show


def show_remarks(context: PageContext, view: View) -> None:
    """Draw the remarks of the companies in view; nothing where there are none."""
    rows = data.remarks(view.scope)
    if rows.is_empty():
        return
    text = context.text
    with st.container(border=True, key="card_remarks"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(
                text(N_("Observaciones del libro")), anchor=False, width="stretch"
            )
            downloads.report(
                context,
                view,
                name="ledger_findings",
                stem=text(N_("observaciones")),
            )
        st.caption(_count_line(context, rows.height))
        show(_grid(context), rows.head(MOST_ROWS), context.formats)


def _count_line(context: PageContext, count: int) -> str:
    formats = context.formats
    if count <= MOST_ROWS:
        return context.text.plural(
            N_("{n} observación. Los saldos ya la tienen en cuenta."),
            N_("{shown} observaciones. Los saldos ya las tienen en cuenta."),
            count,
            shown=formats.count(count),
        )
    return context.text(
        N_("Se muestran {shown} de {count} observaciones; el CSV las trae todas."),
        shown=formats.count(MOST_ROWS),
        count=formats.count(count),
    )


def _grid(context: PageContext) -> Grid:
    text = context.text
    return Grid(
        name="ageing_remarks",
        alt=text(N_("Observaciones del libro, con el archivo y la fila")),
        columns=(
            GridColumn("message", text(N_("Observación")), width=760),
            GridColumn("company", text(N_("Empresa")), width=170),
            GridColumn("file", text(N_("Archivo")), width=170),
            GridColumn("row", text(N_("Fila")), kind="count", width="small"),
        ),
        visible_rows=6,
    )
