"""The two totals beside each other: the ledger's identity and the file's control."""

from decimal import Decimal
from typing import Final

import streamlit as st

from cartera.domain.buckets import UNAPPLIED
from cartera.texts import N_
from cartera.ui.balances import Totals
from cartera.ui.context import PageContext
from cartera.ui.problems import plain
from cartera.ui.standing import Standing
from cartera.ui.words import currency_word

_SOURCES: Final = {
    "file": N_("el archivo"),
    "user": N_("quien lo cargó"),
}


def show(context: PageContext, standing: Standing, totals: Totals) -> None:
    """Draw what the files say they add up to beside what was loaded."""
    text, formats = context.text, context.formats
    with st.container(border=True, height="stretch", key="card_control"):
        st.subheader(text(N_("Total de control")), anchor=False)
        _identity(context, totals)
        if not standing.controls:
            st.caption(
                text(
                    N_(
                        "Ningún archivo de este corte trae su total. Puede escribirlo "
                        "al cargar el archivo."
                    )
                )
            )
            return
        st.caption(text(N_("Lo que indica el archivo frente a lo cargado")))
        for item in standing.controls:
            with st.container(gap="xxsmall"):
                name = plain(item.company or text(N_("Varias empresas")))
                mark = reconciliation_badge(context, item.difference, item.currency)
                st.markdown(f"**{name}** · {currency_word(item.currency, text)} {mark}")
                st.caption(
                    text(
                        N_("Al {day}: {loaded} cargado, {expected} según {source}"),
                        day=formats.day(item.as_of),
                        loaded=plain(formats.money(item.loaded, item.currency)),
                        expected=plain(formats.money(item.expected, item.currency)),
                        source=text(_SOURCES.get(item.source, N_("el archivo"))),
                    )
                )


def _identity(context: PageContext, totals: Totals) -> None:
    """Draw the ledger identity of the currency: ages plus credits are the net."""
    formats, code = context.formats, totals.currency
    unapplied = totals.amounts.get(UNAPPLIED, Decimal(0))
    st.markdown(
        context.text(
            N_("Tramos {gross} y sin aplicar {unapplied}: saldo neto **{net}**"),
            gross=plain(formats.money(totals.gross, code)),
            unapplied=plain(formats.money(unapplied, code)),
            net=plain(formats.money(totals.net, code)),
        )
    )


def reconciliation_badge(
    context: PageContext, difference: Decimal, currency: str
) -> str:
    """Return Markdown for a control total that agrees, or for what is missing."""
    text = context.text
    if not difference:
        return f":green-badge[:material/check: {text(N_('Conciliado'))}]"
    amount = plain(context.formats.money(difference, currency))
    words = text(N_("Diferencia {amount}"), amount=amount)
    return f":red-badge[:material/error: {words}]"
