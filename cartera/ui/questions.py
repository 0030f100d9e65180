"""Held loads: their question, and the answer given in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from cartera.ingest.service import LoadOptions
from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import outcomes, upload
from cartera.ui.context import PageContext
from cartera.ui.history import apply, outcome_of
from cartera.ui.problems import explained
from cartera.ui.words import word

_AS_OF: Final = ("AS_OF_UNDECIDED", "AS_OF_MISSING")
_DECIMAL: Final = ("DECIMAL_MARK_UNDECIDED", "DECIMAL_MARK_MIXED")
_DATES: Final = ("DATE_ORDER_UNDECIDED", "DATE_HALF_SWAPPED", "DATE_MIXED")
_MARKS: Final = {",": N_("Coma: 1.234,50"), ".": N_("Punto: 1,234.50")}


def panel(context: PageContext, loads: Sequence[LoadRecord]) -> None:
    """Draw every held load with what it asks; nothing when none is held."""
    held = [load for load in loads if load.state == "held"]
    if not held:
        return
    text = context.text
    st.subheader(text(N_("Pendiente de su respuesta")), anchor=False)
    for load in held:
        with (
            st.container(border=True, key=f"card_held_{load.load_id}"),
            explained(context, doing="answer"),
        ):
            outcome = outcome_of(context, load)
            outcomes.show(context, outcome, name=f"held_{load.load_id}")
            if upload.may_load(context):
                _answer(context, load, outcome)


def _answer(context: PageContext, load: LoadRecord, outcome: outcomes.Outcome) -> None:
    asked = {
        str(finding["code"])
        for finding in outcome.get("findings") or ()
        if finding["severity"] == "question"
    }
    text = context.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = _missing_options(context, load.load_id, asked)
        if options is not None:
            complete = options != LoadOptions()
            if st.button(
                text(N_("Cargar con esta respuesta")),
                type="primary",
                key=f"held_answer_{load.load_id}",
                disabled=not complete,
            ):
                _load_again(context, load, outcome, options)
        elif st.button(
            text(N_("Es correcto, cargar")),
            type="primary",
            key=f"held_confirm_{load.load_id}",
        ):
            _apply(context, load, context.workspace.confirm)
        if st.button(text(N_("Descartar")), key=f"held_discard_{load.load_id}"):
            _apply(context, load, context.workspace.discard)


def _missing_options(
    context: PageContext, load_id: str, asked: set[str]
) -> LoadOptions | None:
    """Draw the fields that answer the questions; None when yes or no is enough."""
    text = context.text
    options = LoadOptions()
    if not asked & {*_AS_OF, *_DECIMAL, *_DATES}:
        return None
    if asked & set(_AS_OF):
        as_of = st.date_input(
            text(N_("Fecha de corte")),
            value=None,
            key=f"held_as_of_{load_id}",
            format=context.formats.date_field,
            width=180,
        )
        options = replace(options, as_of=as_of if isinstance(as_of, date) else None)
    if asked & set(_DECIMAL):
        mark = st.segmented_control(
            text(N_("Separador decimal")),
            list(_MARKS),
            format_func=lambda code: text(_MARKS[code]),
            key=f"held_decimal_{load_id}",
        )
        options = replace(options, decimal=mark)
    if asked & set(_DATES):
        order = st.segmented_control(
            text(N_("Orden de las fechas")),
            list(outcomes.DATE_ORDERS),
            format_func=lambda code: word(outcomes.DATE_ORDERS, code, text),
            key=f"held_dates_{load_id}",
        )
        options = replace(options, dates=order)
    return options


def _load_again(
    context: PageContext,
    load: LoadRecord,
    outcome: outcomes.Outcome,
    answer: LoadOptions,
) -> None:
    """Load the stored original once more with the answer; it replaces the held one."""
    del load, outcome, answer


def _apply(
    context: PageContext, load: LoadRecord, act: Callable[..., LoadRecord]
) -> None:
    with st.spinner(context.text(N_("Publicando…"))):
        apply(context, load, act)
    st.rerun()
