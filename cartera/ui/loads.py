"""The two sides of the page, balances and loads, and the side of the loads."""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import history, outcomes, questions, upload
from cartera.ui.address import Part, keep, one_of
from cartera.ui.context import PageContext
from cartera.ui.sentences import outcome_on_screen

Side = Literal["balances", "loads"]

_SIDES: Final = ("balances", "loads")
_SIDE: Final = Part("view", one_of(*_SIDES), str)
_NAMES: Final = {"balances": N_("Saldos"), "loads": N_("Cargar datos")}
_ICONS: Final = {
    "balances": ":material/stacked_bar_chart:",
    "loads": ":material/upload_file:",
}


def heading(context: PageContext, title: str, records: Sequence[LoadRecord]) -> str:
    """Draw the title with the switch between the sides; return the side."""
    text = context.text
    side = keep(_SIDE, default="balances")
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        key="heading",
    ):
        st.title(title, anchor=False, width="content")
        st.segmented_control(
            text(N_("Vista")),
            _SIDES,
            format_func=lambda code: f"{_ICONS[code]} {text(_NAMES[code])}",
            key=_SIDE.name,
            required=True,
            label_visibility="collapsed",
        )
    held = sum(load.state == "held" for load in records)
    if held and side == "balances":
        _held_notice(context, held)
    return side


def panel(context: PageContext, records: Sequence[LoadRecord]) -> None:
    """Draw results, questions, the place for files, and the history."""
    recent(context)
    questions.panel(context, records)
    if context.demo:
        st.caption(
            context.text(
                N_("En la demostración no se cargan archivos propios: salga de ella.")
            )
        )
    else:
        with st.container(border=True, key="card_upload"):
            st.subheader(context.text(N_("Cargar archivos")), anchor=False)
            upload.panel(context)
    history.panel(context, records)


def recent(context: PageContext) -> None:
    """Draw what became of the files that this session has just loaded."""
    found = st.session_state.get(upload.OUTCOMES)
    if not found:
        return
    text = context.text
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(text(N_("Resultado de la carga")), anchor=False, width="content")
        with st.container(horizontal=True, horizontal_alignment="right"):
            st.button(
                text(N_("Ver los saldos")),
                type="primary",
                icon=":material/stacked_bar_chart:",
                key="loads_see_balances",
                on_click=show_side,
                args=("balances",),
            )
            st.button(
                text(N_("Cerrar")),
                icon=":material/close:",
                key="loads_dismiss",
                on_click=_dismiss,
            )
    shown = [outcome_on_screen(each, text) for each in found]
    outcomes.show_all(context, shown)


def show_side(side: Side) -> None:
    """Turn the page to a side from the next run on."""
    st.session_state[_SIDE.name] = side


def _dismiss() -> None:
    st.session_state.pop(upload.OUTCOMES, None)


def _held_notice(context: PageContext, held: int) -> None:
    text = context.text
    with st.container(
        horizontal=True, vertical_alignment="center", key="card_held", border=True
    ):
        st.markdown(
            ":orange[:material/help:] "
            + text.plural(
                N_("**{n} carga** espera su respuesta y todavía no cuenta."),
                N_("**{n} cargas** esperan su respuesta y todavía no cuentan."),
                held,
            ),
            width="stretch",
        )
        st.button(
            text(N_("Responder")),
            key="loads_answer",
            on_click=show_side,
            args=("loads",),
        )
