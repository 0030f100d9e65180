"""The balances by customer; one of them can be chosen."""

import polars as pl
import streamlit as st

from cartera.domain.buckets import UNDATED
from cartera.domain.identity import fold, fold_text
from cartera.texts import N_
from cartera.ui import data, downloads
from cartera.ui.balances import Totals, labels_of
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.grids import MOST_ROWS, Grid, GridColumn, select
from cartera.ui.words import currency_word


def choose(context: PageContext, view: View, totals: Totals) -> str | None:
    """Draw the balances by customer; return the key of the chosen customer."""
    text = context.text
    rows = data.customers(view.scope, totals.currency)
    name = currency_word(totals.currency, text)
    with st.container(border=True, key="card_customers"):
        wanted = _customer_toolbar(context, view)
        found = _matching(rows, wanted)
        shown = found.head(MOST_ROWS)
        st.caption(_count_line(context, shown.height, found.height, name))
        if shown.is_empty():
            st.info(text(N_("Ningún cliente coincide con la búsqueda.")))
            return None
        keys = shown["customer_key"].to_list()
        position = select(
            _customer_grid(context, view, rows),
            shown,
            context.formats,
            ids=keys,
            currency=totals.currency,
        )
    return None if position is None else keys[position]


def _customer_toolbar(context: PageContext, view: View) -> str:
    text = context.text
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(text(N_("Por cliente")), anchor=False, width="stretch")
        wanted = st.text_input(
            text(N_("Buscar cliente")),
            placeholder=text(N_("Buscar por nombre o código")),
            label_visibility="collapsed",
            key="ageing_search",
            icon=":material/search:",
            width=260,
        )
        downloads.report(
            context,
            view,
            name="ageing_by_customer",
            stem=text(N_("antiguedad_por_cliente")),
        )
    return wanted or ""


def _matching(rows: pl.DataFrame, wanted: str) -> pl.DataFrame:
    sought = fold_text(wanted.strip())
    if not sought:
        return rows
    names = pl.col("customer_name", "customer_id").fill_null("")
    name = fold(pl.concat_str(names, separator=" "))
    return rows.filter(name.str.contains(sought, literal=True))


def _count_line(context: PageContext, shown: int, found: int, currency: str) -> str:
    text, formats = context.text, context.formats
    if shown < found:
        return text(
            N_(
                "Los {shown} de mayor saldo de {found} clientes, en {currency}. "
                "La descarga los trae todos."
            ),
            shown=formats.count(shown),
            found=formats.count(found),
            currency=currency,
        )
    return text.plural(
        N_("{n} cliente, en {currency}. Márquelo para ver sus documentos."),
        N_("{found} clientes, en {currency}. Marque uno para ver sus documentos."),
        found,
        found=formats.count(found),
        currency=currency,
    )


def _customer_grid(context: PageContext, view: View, rows: pl.DataFrame) -> Grid:
    text, present = context.text, rows.columns
    several = rows["company"].n_unique() > 1
    labels = labels_of(context, view)
    aged = [code for code in labels if code != UNDATED or code in present]
    return Grid(
        name="ageing_customers",
        alt=text(N_("Saldo abierto por cliente y tramo")),
        visible_rows=14,
        columns=(
            GridColumn("customer_name", text(N_("Cliente")), width=188),
            GridColumn("net", text(N_("Saldo neto")), "amount", width=106),
            *(
                GridColumn(code, labels[code], "sparse_amount", width=92)
                for code in aged
                if code in present
            ),
            GridColumn("customer_id", text(N_("Código")), width=75),
            *([GridColumn("company", text(N_("Empresa")), width=190)] * several),
        ),
    )
