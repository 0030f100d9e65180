"""The ageing over time: what was open at the last month-ends."""

from datetime import date, timedelta
from typing import Final

import streamlit as st

from cartera.texts import N_
from cartera.ui import charts, data
from cartera.ui.balances import Totals, labels_of
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.style import is_dark
from cartera.ui.words import currency_word

_CUTS: Final = 12


def show(context: PageContext, view: View, totals: Totals) -> None:
    """Draw the ageing at the last month-ends and at the as-of date."""
    text, formats = context.text, context.formats
    with st.container(border=True, height="stretch", key="card_history"):
        st.subheader(text(N_("Antigüedad en el tiempo")), anchor=False)
        st.caption(
            text(
                N_("Saldo por tramo en cada cierre de mes, en {currency}"),
                currency=currency_word(totals.currency, text),
            )
        )
        days = month_ends(view.as_of or context.today, view.first_date, _CUTS)
        cuts = data.ageing_cuts(view.scope, totals.currency, days)
        st.plotly_chart(
            charts.ageing_history(
                cuts,
                labels_of(context, view),
                currency=totals.currency,
                formats=formats,
                dark=is_dark(),
            ),
            theme=None,
            config=charts.CONFIG,
            key="ageing_history",
            alt=text(
                N_(
                    "Barras apiladas del saldo por tramo de antigüedad en {count} "
                    "fechas, hasta el {day}"
                ),
                count=len(cuts),
                day=formats.day(view.as_of),
            ),
        )


def month_ends(as_of: date, first: date | None, most: int) -> tuple[date, ...]:
    """Return the last month-ends before a date, and the date itself, in order.

    Dates before `first` are left out: there is no balance then.
    """
    days = [as_of]
    while len(days) < most:
        previous = days[-1].replace(day=1) - timedelta(days=1)
        if first is not None and previous < first:
            break
        days.append(previous)
    return tuple(reversed(days))
