"""From the total to the cell: customers, their documents, where a figure is from."""

from collections.abc import Callable
from typing import Final

import polars as pl
import streamlit as st

from cartera.domain.buckets import UNDATED
from cartera.domain.identity import fold, fold_text
from cartera.texts import N_, Texts
from cartera.ui import data
from cartera.ui.balances import Totals, labels_of, with_unit
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.grids import MOST_ROWS, Grid, GridColumn, select, show
from cartera.ui.problems import plain

_TYPES: Final = {
    "INV": N_("Factura"),
    "DN": N_("Nota de débito"),
    "CN": N_("Abono"),
    "CR": N_("Crédito"),
    "PAY": N_("Cobro"),
}
_CERTAINTIES: Final = {
    "exact": N_("Exacto"),
    "stated": N_("Declarado"),
    "matched": N_("Casado por referencia"),
    "inferred": N_("Deducido"),
}


def customers(context: PageContext, view: View, totals: Totals) -> str | None:
    """Draw the balances by customer; return the key of the chosen customer."""
    text = context.text
    rows = data.customers(view.scope, totals.currency)
    with st.container(border=True, key="card_customers"):
        wanted = _customer_toolbar(context, view)
        found = _matching(rows, wanted)
        shown = found.head(MOST_ROWS)
        st.caption(_count_line(context, shown.height, found.height, totals.currency))
        if shown.is_empty():
            st.info(text(N_("Ningún cliente coincide con la búsqueda.")))
            return None
        keys = shown["customer_key"].to_list()
        position = select(
            _customer_grid(context, view, rows.columns),
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
        _download(
            context,
            view,
            report="ageing_by_customer",
            stem=text(N_("antiguedad_por_cliente")),
            label=text(N_("Descargar CSV")),
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


def _customer_grid(context: PageContext, view: View, present: list[str]) -> Grid:
    text = context.text
    several = len(view.companies) > 1
    labels = labels_of(context, view)
    aged = [code for code in labels if code != UNDATED or code in present]
    return Grid(
        name="ageing_customers",
        alt=text(N_("Saldo abierto por cliente y tramo")),
        visible_rows=14,
        columns=(
            GridColumn("customer_name", text(N_("Cliente")), width=185),
            *([GridColumn("company", text(N_("Empresa")), width=190)] * several),
            GridColumn("net", text(N_("Saldo neto")), "amount", width=110),
            *(
                GridColumn(
                    code,
                    with_unit(context, labels[code], code),
                    "sparse_amount",
                    width=92,
                )
                for code in aged
                if code in present
            ),
            GridColumn("customer_id", text(N_("Código")), width=75),
        ),
    )


def _bucket_column(context: PageContext, code: str, label: str) -> GridColumn:
    header = with_unit(context, label, code)
    return GridColumn(code, header, "sparse_amount", width=92)


def documents(context: PageContext, view: View, customer_key: str) -> None:
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
            _download_documents(context, view, customer_key)
        st.caption(text(N_("Marque un documento para ver de qué celda sale.")))
        ids = rows["row_id"].to_list()
        position = select(_document_grid(text), rows, context.formats, ids=ids)
    if position is not None:
        _origin(context, view, rows.row(position, named=True))


def _named(rows: pl.DataFrame, context: PageContext, view: View) -> pl.DataFrame:
    """Add the texts that stand for codes, and an id for each row."""
    text = context.text
    labels = {
        code: with_unit(context, label, code)
        for code, label in labels_of(context, view).items()
    }
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
        show(_origin_grid(text), cells.with_columns(at_midnight), context.formats)


def _origin_grid(text: Texts) -> Grid:
    return Grid(
        name="ageing_origin",
        alt=text(N_("Celdas de los archivos de las que sale el documento")),
        visible_rows=16,
        columns=(
            GridColumn("file", text(N_("Archivo")), width=230),
            GridColumn("sheet", text(N_("Hoja")), width=130),
            GridColumn("row", text(N_("Fila")), "count", width=70),
            GridColumn("as_of", text(N_("Corte")), "date", width=100),
            GridColumn("field", text(N_("Columna")), width=190),
            GridColumn("value", text(N_("Valor")), width=260),
        ),
    )


def _download(
    context: PageContext, view: View, *, report: str, stem: str, label: str
) -> None:
    build: Callable[[], bytes] = data.csv_on_click(
        view.scope,
        report,
        actor=context.actor,
        country=_country(context, view),
        basis=view.scope.basis,
    )
    day = view.as_of.isoformat() if view.as_of else ""
    st.download_button(
        label,
        data=build,
        file_name=f"{stem}_{day}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"ageing_download_{report}",
    )


def _download_documents(context: PageContext, view: View, customer_key: str) -> None:
    text = context.text
    day = view.as_of.isoformat() if view.as_of else ""
    st.download_button(
        text(N_("Descargar CSV")),
        data=data.documents_csv_on_click(
            view.scope,
            customer_key,
            actor=context.actor,
            country=_country(context, view),
        ),
        file_name=f"{text(N_('documentos_abiertos'))}_{day}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="ageing_download_documents",
    )


def _country(context: PageContext, view: View) -> str | None:
    """Return the country whose spreadsheets will open the file, if it is set."""
    if len(view.companies) != 1:
        return None
    country = context.workspace.setting("country", view.companies[0])
    return str(country) if country else None
