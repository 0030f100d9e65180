"""Buttons that build a CSV file when they are pressed."""

from collections.abc import Callable

import streamlit as st

from cartera.texts import N_
from cartera.ui import data
from cartera.ui.context import PageContext
from cartera.ui.filters import View


def report(
    context: PageContext, view: View, *, name: str, stem: str, label: str
) -> None:
    """Draw the button for a report of the view; `stem` begins the file's name."""
    build: Callable[[], bytes] = data.csv_on_click(
        view.scope,
        name,
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
        key=f"ageing_download_{name}",
    )


def documents(context: PageContext, view: View, customer_key: str) -> None:
    """Draw the button for the open documents of a customer."""
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
