"""Dropping files: options, loading them, releasing them from memory."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import streamlit as st
from babel.numbers import NumberFormatError, parse_decimal

from cartera.errors import UsageError
from cartera.ingest.service import LoadOptions, LoadOutcome, load_files
from cartera.store.actors import ALLOWED
from cartera.texts import N_
from cartera.ui.context import PageContext
from cartera.ui.problems import explained
from cartera.ui.style import say_in_uploader
from cartera.ui.words import KINDS, word

OUTCOMES: Final = "upload_outcomes"
_GENERATION: Final = "upload_generation"
_CURRENCIES: Final = ("EUR", "USD", "MXN", "COP", "CLP", "PEN", "ARS", "BRL", "GBP")


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
    say_in_uploader(text(N_("Elegir archivos")), text(N_("Hasta 200 MB por archivo")))
    with explained(context, doing="upload"):
        options = _options(context)
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
    st.session_state["view"] = "loads"
    st.session_state[_GENERATION] += 1  # a new key: the old upload leaves memory
    st.rerun()


def _options(context: PageContext) -> LoadOptions:
    """Draw what a person may state about the files; nothing has to be stated.

    Raises UsageError for a control total that is not an amount.
    """
    text = context.text
    with (
        st.expander(text(N_("Opciones (si el archivo no lo dice)"))),
        st.grid(3, min_column_width=220),
    ):
        company = st.text_input(
            text(N_("Empresa")),
            key="upload_company",
            placeholder=text(N_("La que indique el archivo")),
        )
        as_of = st.date_input(
            text(N_("Fecha de corte")),
            value=None,
            key="upload_as_of",
            format=context.formats.date_field,
        )
        kind = st.selectbox(
            text(N_("Tipo de archivo")),
            list(KINDS),
            index=None,
            format_func=lambda code: word(KINDS, code, text),
            placeholder=text(N_("Se reconoce solo")),
            key="upload_kind",
        )
        currency = st.selectbox(
            text(N_("Moneda")),
            _CURRENCIES,
            index=None,
            accept_new_options=True,
            placeholder=text(N_("La que indique el archivo")),
            key="upload_currency",
        )
        total = st.text_input(
            text(N_("Total de control")),
            key="upload_total",
            placeholder=context.formats.amount(Decimal("125430.5"), "EUR"),
            help=text(
                N_("Lo que su sistema dice que suma la cartera, en la moneda elegida.")
            ),
        )
        password = st.text_input(
            text(N_("Contraseña del archivo")),
            type="password",
            key="upload_password",
            placeholder=text(N_("Si la tiene; no se guarda")),
        )
        partial = st.toggle(
            text(N_("El archivo es solo una parte de la cartera")),
            key="upload_partial",
        )
    return LoadOptions(
        company=company.strip() or None,
        as_of=as_of if isinstance(as_of, date) else None,
        kind=kind,
        currency=currency.strip().upper() if currency else None,
        control_totals=control_totals(total, currency, context.locale),
        partial=partial,
        password=password or None,
    )


def control_totals(
    total: str, currency: str | None, locale: str
) -> Mapping[str, Decimal]:
    """Read a control total as the reader's region writes amounts.

    Raises UsageError CONTROL_TOTAL_UNREADABLE, CONTROL_TOTAL_CURRENCY.
    """
    if not total.strip():
        return {}
    if not currency:
        raise UsageError("CONTROL_TOTAL_CURRENCY")
    try:
        amount = parse_decimal(total.strip(), locale=locale, strict=True)
    except NumberFormatError as error:
        raise UsageError("CONTROL_TOTAL_UNREADABLE", value=total.strip()) from error
    return {currency.strip().upper(): amount}
