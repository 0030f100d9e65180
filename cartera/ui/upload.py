"""Dropping files: options, loading them, releasing them from memory."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from cartera.ingest.service import LoadOptions, LoadOutcome, load_files
from cartera.store.actors import ALLOWED
from cartera.texts import N_
from cartera.ui.context import PageContext
from cartera.ui.problems import explained
from cartera.ui.style import say_in_uploader
from cartera.ui.upload_options import ask_options

OUTCOMES: Final = "upload_outcomes"
_GENERATION: Final = "upload_generation"


def may_load(context: PageContext) -> bool:
    """Tell whether this person's role loads files; the store checks it again."""
    return context.actor.role in ALLOWED["load"]


def panel(context: PageContext) -> None:
    """Draw the place to drop files and load what is dropped when asked to."""
    text = context.text
    if not may_load(context):
        st.info(text(N_("Su usuario puede consultar, no cargar archivos.")))
        return
    generation = st.session_state.setdefault(_GENERATION, 0)
    files = st.file_uploader(
        text(N_("Arrastre aquí sus archivos: CSV, Excel o ZIP, varios a la vez")),
        accept_multiple_files=True,
        key=f"upload_files_{generation}",
        help=text(
            N_(
                "Partidas abiertas, registro de facturas, cobros, aplicaciones, "
                "disputas o clientes, tal como salen de su sistema. Nada sale de "
                "este equipo."
            )
        ),
    )
    say_in_uploader(text(N_("Elegir archivos")), text(N_("Máx. 200 MB")))
    with explained(context, doing="upload"):
        options = ask_options(context)
        clicked = st.button(
            text.plural(N_("Cargar {n} archivo"), N_("Cargar {n} archivos"), len(files))
            if files
            else text(N_("Cargar")),
            type="primary",
            icon=":material/upload:",
            disabled=not files,
            key="upload_load",
        )
        if clicked and files:
            _load(context, [(file.name, file.getvalue()) for file in files], options)


def load(
    context: PageContext, files: Sequence[tuple[str, bytes]], options: LoadOptions
) -> list[LoadOutcome]:
    """Load files and publish once; the outcomes are in the order of the files."""
    outcomes = load_files(
        context.workspace,
        files,
        options,
        actor=context.actor,
        today=context.today,
        language=context.language,
    )
    context.workspace.publish(actor=context.actor)
    return outcomes


def _load(
    context: PageContext, files: Sequence[tuple[str, bytes]], options: LoadOptions
) -> None:
    with st.spinner(context.text(N_("Leyendo, comprobando y publicando…"))):
        st.session_state[OUTCOMES] = load(context, files, options)
    st.query_params["view"] = "loads"  # the switch itself is drawn already
    st.session_state[_GENERATION] += 1  # a new key: the old upload leaves memory
    st.rerun()
