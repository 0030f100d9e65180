"""What a person may state about the files that are being loaded."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import streamlit as st
from babel.numbers import NumberFormatError, parse_decimal

from cartera.errors import UsageError
from cartera.ingest.service import LoadOptions
from cartera.texts import N_
from cartera.ui.context import PageContext
from cartera.ui.words import KINDS, word

CURRENCIES: Final = ("EUR", "USD", "MXN", "COP", "CLP", "PEN", "ARS", "BRL", "GBP")
_EXAMPLE: Final = Decimal("125430.50")


def ask_options(context: PageContext) -> LoadOptions:
    """Draw the options; nothing has to be stated.

    Raises UsageError for a control total that is not an amount.
    """
    text = context.text
    with (
        st.expander(text(N_("Opciones (si el archivo no lo dice)"))),
        st.grid(3, min_column_width=220),
    ):
        company = _text(context, "company", N_("Empresa"), _AS_IN_FILE)
        as_of = st.date_input(
            text(N_("Fecha de corte")),
            value=None,
            key="upload_as_of",
            format=context.formats.date_field,
        )
        kind = _kind(context)
        currency = _currency(context)
        total = st.text_input(
            text(N_("Total de control")),
            key="upload_total",
            placeholder=context.formats.amount(_EXAMPLE, "EUR"),
            help=text(
                N_("Lo que su sistema dice que suma la cartera, en la moneda elegida.")
            ),
        )
        sheet = _text(context, "sheet", N_("Hoja"), _WHOLE_BOOK)
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
        company=company,
        as_of=as_of if isinstance(as_of, date) else None,
        kind=kind,
        sheet=sheet,
        currency=currency,
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
    return {currency: amount}


_AS_IN_FILE: Final = N_("La que indique el archivo")
_WHOLE_BOOK: Final = N_("Todo el libro")


def _text(context: PageContext, name: str, label: str, placeholder: str) -> str | None:
    given = st.text_input(
        context.text(label),
        key=f"upload_{name}",
        placeholder=context.text(placeholder),
    )
    return given.strip() or None


def _kind(context: PageContext) -> str | None:
    text = context.text
    return st.selectbox(
        text(N_("Tipo de archivo")),
        list(KINDS),
        index=None,
        format_func=lambda code: word(KINDS, code, text),
        placeholder=text(N_("Se reconoce solo")),
        key="upload_kind",
    )


def _currency(context: PageContext) -> str | None:
    given = st.selectbox(
        context.text(N_("Moneda")),
        CURRENCIES,
        index=None,
        accept_new_options=True,
        placeholder=context.text(_AS_IN_FILE),
        key="upload_currency",
    )
    return given.strip().upper() or None if given else None
