"""Held loads: their question, and the answer given in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

import streamlit as st

from cartera.ingest.service import LoadOptions
from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import outcomes, upload
from cartera.ui.context import PageContext
from cartera.ui.history import apply, outcome_of
from cartera.ui.problems import explained
from cartera.ui.sentences import DATE_ORDERS, DECIMAL_MARKS
from cartera.ui.upload_options import CURRENCIES
from cartera.ui.words import word


def panel(context: PageContext, loads: Sequence[LoadRecord]) -> None:
    """Draw every held load with what it asks; nothing when none is held."""
    held = [load for load in loads if load.state == "held"]
    if not held:
        return
    st.subheader(context.text(N_("Pendiente de su respuesta")), anchor=False)
    for load in held:
        with (
            st.container(border=True, key=f"card_held_{load.load_id}"),
            explained(context, doing="answer"),
        ):
            outcome = outcome_of(context, load)
            outcomes.show(context, outcome, name=f"held_{load.load_id}")
            if upload.may_load(context):
                _answer(context, load, outcome, _rivals(load, loads))


def _rivals(load: LoadRecord, loads: Sequence[LoadRecord]) -> list[LoadRecord]:
    """Return the active snapshots of the same company and date."""
    return [
        other
        for other in loads
        if other.state == "active"
        and load.kind == other.kind == "open_items"
        and (other.company, other.as_of) == (load.company, load.as_of)
    ]


def _answer(
    context: PageContext,
    load: LoadRecord,
    outcome: outcomes.Outcome,
    rivals: Sequence[LoadRecord],
) -> None:
    text, load_id = context.text, load.load_id
    needs = [str(need) for need in outcome.get("needs") or ()]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if needs:
            _answer_by_options(context, load, outcome, needs)
        elif rivals:
            _replace_or_add(context, load, rivals)
        elif _pressed(text(N_("Es correcto, cargar")), f"held_confirm_{load_id}"):
            _apply(context, load, context.workspace.confirm)
        if st.button(text(N_("Descartar")), key=f"held_discard_{load_id}"):
            _apply(context, load, context.workspace.discard)


def _replace_or_add(
    context: PageContext, load: LoadRecord, rivals: Sequence[LoadRecord]
) -> None:
    text, workspace = context.text, context.workspace
    replacing = text(N_("Reemplazar la carga anterior"))
    if _pressed(replacing, f"held_replace_{load.load_id}"):
        for rival in rivals:
            workspace.undo(rival.load_id, actor=context.actor)
        _apply(context, load, workspace.confirm)
    adding = text(N_("Es otra parte: sumarla"))
    if st.button(adding, key=f"held_add_{load.load_id}"):
        _apply(context, load, workspace.confirm)


def _answer_by_options(
    context: PageContext,
    load: LoadRecord,
    outcome: outcomes.Outcome,
    needs: Sequence[str],
) -> None:
    options = options_of(outcome)
    answered = True
    for need in needs:
        value = _FIELDS[need](context, load.load_id, outcome)
        answered = answered and value is not None
        options = replace(options, **{need: value})  # type: ignore[arg-type]
    if _lacks_currency(outcome):
        options = replace(options, currency=_ask_currency(context, load.load_id))
    label = context.text(N_("Cargar con esta respuesta"))
    if _pressed(label, f"held_answer_{load.load_id}", disabled=not answered):
        original = context.workspace.lake.original(load.load_id)
        files = [(str(outcome["file"]), original.read_bytes())]
        with st.spinner(context.text(N_("Leyendo, comprobando y publicando…"))):
            st.session_state[upload.OUTCOMES] = upload.load(context, files, options)
        st.rerun()


def _lacks_currency(outcome: outcomes.Outcome) -> bool:
    found = outcome.get("findings") or ()
    return any(finding["code"] == "CURRENCY_UNKNOWN" for finding in found)


def options_of(manifest: Mapping[str, Any]) -> LoadOptions:
    """Return the options that a load was made with, to load it again."""
    stated: Mapping[str, Any] = manifest.get("options") or {}
    as_of = stated.get("as_of")
    totals = stated.get("control_totals") or {}
    return LoadOptions(
        company=manifest.get("company"),
        kind=manifest.get("kind"),
        sheet=manifest.get("sheet"),
        as_of=date.fromisoformat(as_of) if as_of else None,
        currency=stated.get("currency"),
        partial=bool(stated.get("partial")),
        control_totals={code: Decimal(amount) for code, amount in totals.items()},
        decimal=stated.get("decimal"),
        dates=stated.get("dates"),
    )


def _ask_as_of(
    context: PageContext, load_id: str, outcome: outcomes.Outcome
) -> date | None:
    del outcome
    chosen = st.date_input(
        context.text(N_("Fecha de corte")),
        value=None,
        key=f"held_as_of_{load_id}",
        format=context.formats.date_field,
        width=180,
    )
    return chosen if isinstance(chosen, date) else None


def _ask_decimal(
    context: PageContext, load_id: str, outcome: outcomes.Outcome
) -> str | None:
    del outcome
    text = context.text
    return st.segmented_control(
        text(N_("Separador decimal")),
        list(DECIMAL_MARKS),
        format_func=lambda code: text(DECIMAL_MARKS[code]),
        key=f"held_decimal_{load_id}",
    )


def _ask_dates(
    context: PageContext, load_id: str, outcome: outcomes.Outcome
) -> str | None:
    del outcome
    text = context.text
    return st.segmented_control(
        text(N_("Orden de las fechas")),
        list(DATE_ORDERS),
        format_func=lambda code: word(DATE_ORDERS, code, text),
        key=f"held_dates_{load_id}",
    )


def _ask_sheet(
    context: PageContext, load_id: str, outcome: outcomes.Outcome
) -> str | None:
    sheets = [str(table["sheet"]) for table in outcome.get("tables") or ()]
    return st.selectbox(
        context.text(N_("Hoja")),
        sheets,
        index=None,
        key=f"held_sheet_{load_id}",
        width=240,
    )


def _ask_currency(context: PageContext, load_id: str) -> str | None:
    given = st.selectbox(
        context.text(N_("Moneda (si no se indica, queda sin moneda)")),
        CURRENCIES,
        index=None,
        accept_new_options=True,
        placeholder="—",
        key=f"held_currency_{load_id}",
        width=300,
    )
    return given.strip().upper() or None if given else None


_Asking = Callable[[PageContext, str, outcomes.Outcome], object]
_FIELDS: Final[Mapping[str, _Asking]] = {
    "as_of": _ask_as_of,
    "decimal": _ask_decimal,
    "dates": _ask_dates,
    "sheet": _ask_sheet,
}


def _pressed(label: str, key: str, *, disabled: bool = False) -> bool:
    return st.button(label, type="primary", key=key, disabled=disabled)


def _apply(
    context: PageContext, load: LoadRecord, act: Callable[..., LoadRecord]
) -> None:
    with st.spinner(context.text(N_("Publicando…"))):
        apply(context, load, act)
    st.rerun()
