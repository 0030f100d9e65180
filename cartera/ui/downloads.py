"""Buttons that build a CSV file when they are pressed, and leave a record of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from cartera.store.actors import ALLOWED, require
from cartera.store.audit import Event
from cartera.texts import N_
from cartera.ui import data
from cartera.ui.context import PageContext
from cartera.ui.filters import View


@dataclass(frozen=True, slots=True)
class Download:
    """A file to offer: what it is called, what its record is about, its content."""

    key: str
    file_name: str
    subject: dict[str, str]
    content: Callable[[], bytes]


def report(context: PageContext, view: View, *, name: str, stem: str) -> None:
    """Draw the button for a report of the view; `stem` begins the file's name."""
    button(
        context,
        context.text(N_("Descargar CSV")),
        Download(
            key=f"ageing_download_{name}",
            file_name=_file_name(context, stem, view),
            subject={"report": name, "mart_id": view.scope.mart_id},
            content=partial(
                data.report_file,
                view.scope,
                name,
                _country(context, view),
                basis=view.scope.basis,
            ),
        ),
    )


def documents(context: PageContext, view: View, customer_key: str) -> None:
    """Draw the button for the open documents of a customer."""
    text = context.text
    button(
        context,
        text(N_("Descargar CSV")),
        Download(
            key="ageing_download_documents",
            file_name=_file_name(context, text(N_("documentos_abiertos")), view),
            subject={
                "report": "open_items",
                "mart_id": view.scope.mart_id,
                "customer_key": customer_key,
            },
            content=partial(
                data.documents_file, view.scope, customer_key, _country(context, view)
            ),
        ),
    )


def button(context: PageContext, label: str, download: Download) -> None:
    """Draw a button that builds its file on click; none where the role forbids it."""
    if context.actor.role not in ALLOWED["export"]:
        return
    st.download_button(
        label,
        data=recorded(context, download),
        file_name=download.file_name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=download.key,
    )


def recorded(context: PageContext, download: Download) -> Callable[[], bytes]:
    """Return what builds the file, checks the role again and records the export.

    It runs in a thread of its own when somebody asks for the file.
    """
    actor, records = context.actor, context.workspace.records

    def give() -> bytes:
        require(actor, "export")
        content = download.content()
        records.note(Event("export", download.subject, {}), actor=actor)
        return content

    return give


def _file_name(context: PageContext, stem: str, view: View) -> str:
    """Name a file by its date and by where the audit trail stood.

    The head of the trail leaves the machine with the file, so that a trail that
    was cut afterwards is found out.
    """
    day = view.as_of.isoformat() if view.as_of else ""
    return f"{stem}_{day}_{context.workspace.records.head().hash[:12]}.csv"


def _country(context: PageContext, view: View) -> str | None:
    """Return the country whose spreadsheets will open the file, if it is set."""
    if len(view.companies) != 1:
        return None
    country = context.workspace.setting("country", view.companies[0])
    return str(country) if country else None
