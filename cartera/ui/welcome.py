"""The page of a data folder without any load: the first file, or the demo."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from cartera.errors import AppError
from cartera.ingest.service import LoadOptions
from cartera.texts import N_
from cartera.ui import loads, session, upload
from cartera.ui.context import PageContext

SAMPLE_DATA: Final = Path(__file__).parents[2] / "sample_data"
_SUFFIXES: Final = (".csv", ".xlsx")


def begin(context: PageContext) -> None:
    """Prepare the demonstration where it is wanted, else offer the ways to begin."""
    if context.demo:
        prepare_demo(context)
        return
    show(context)


def show(context: PageContext) -> None:
    """Offer the two ways to begin."""
    text = context.text
    loads.recent(context)
    st.title(text(N_("Le damos la bienvenida a Cartera")), anchor=False)
    st.write(
        text(
            N_(
                "Cartera lee las exportaciones que ya tiene y le dice qué antigüedad "
                "tiene lo que le deben, cuadrado con su contabilidad y con el origen "
                "de cada cifra."
            )
        )
    )
    first, second = st.columns([1.75, 1])
    with first, st.container(border=True, height="stretch", key="card_first_file"):
        st.subheader(text(N_("Cargar mi primer archivo")), anchor=False)
        upload.panel(context)
    with second, st.container(border=True, height="stretch", key="card_see_demo"):
        st.subheader(text(N_("Ver la demostración")), anchor=False)
        st.write(
            text(
                N_(
                    "Una distribuidora inventada con dieciocho meses de facturas y "
                    "cobros. Está aparte: sus datos no se mezclan con ella."
                )
            )
        )
        st.button(
            text(N_("Ver la demostración")),
            icon=":material/play_circle:",
            key="welcome_demo",
            on_click=session.enter_demo,
        )


def prepare_demo(context: PageContext) -> None:
    """Load the sample files into the demonstration's own folder, once.

    Raises AppError DEMO_FILES_MISSING when the installation lacks them.
    """
    text = context.text
    files = sample_files()
    if not files:
        raise AppError("DEMO_FILES_MISSING", folder=SAMPLE_DATA.name)
    with st.status(text(N_("Preparando la demostración…")), expanded=True) as status:
        st.write(
            text(
                N_(
                    "Cargando {count} archivos inventados por la misma puerta que "
                    "los suyos."
                ),
                count=len(files),
            )
        )
        contents = [(file.name, file.read_bytes()) for file in files]
        upload.load(context, contents, LoadOptions())
        status.update(label=text(N_("Demostración lista")), state="complete")
    st.rerun()


def sample_files() -> Sequence[Path]:
    """Return the invented exports, in the order of their names."""
    return sorted(f for f in SAMPLE_DATA.glob("*") if f.suffix in _SUFFIXES)
