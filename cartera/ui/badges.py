"""The line below every title: whose figures, as of when, how far reconciled."""

from datetime import timedelta
from typing import Final

import streamlit as st

from cartera.texts import N_, Texts
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.formats import Formats
from cartera.ui.problems import plain
from cartera.ui.standing import Reconciliation, Standing

_POLL: Final = timedelta(seconds=2)
_MANY: Final = 3


def show(context: PageContext, view: View, standing: Standing) -> None:
    """Draw company, data date, reconciliation and exactness as badges."""
    text, formats = context.text, context.formats
    beside(context, view, standing)
    with st.container(horizontal=True, gap="xsmall", key="standing"):
        st.badge(_companies(view, text), icon=":material/apartment:", color="gray")
        st.badge(
            text(N_("Datos al {day}"), day=formats.day(standing.data_date)),
            icon=":material/calendar_today:",
            color="gray",
        )
        _reconciliation(standing, text, formats)
        _exactness(standing, view, text, formats)
        if not context.is_fresh:
            _updating(context)


def beside(context: PageContext, view: View, standing: Standing) -> None:
    """Keep the data date and the reconciliation in sight, in the sidebar."""
    text, formats = context.text, context.formats
    if context.aside is None:
        return
    with context.aside:
        st.caption(_companies(view, text))
        st.badge(
            text(N_("Datos al {day}"), day=formats.day(standing.data_date)),
            icon=":material/calendar_today:",
            color="gray",
        )
        _reconciliation(standing, text, formats)


def _companies(view: View, text: Texts) -> str:
    if len(view.companies) > _MANY:
        return text(N_("{n} empresas"), n=len(view.companies))
    return " · ".join(plain(name) for name in view.companies)


def _reconciliation(standing: Standing, text: Texts, formats: Formats) -> None:
    state: Reconciliation = standing.reconciliation
    if state == "difference":
        amounts = " · ".join(
            formats.money(amount, currency)
            for currency, amount in standing.differences.items()
        )
        st.badge(
            text(N_("Diferencia {amounts}"), amounts=plain(amounts or "±")),
            icon=":material/error:",
            color="red",
            help=text(
                N_("Lo cargado no suma lo que indica el total de control del archivo.")
            ),
        )
    elif state == "reconciled":
        st.badge(
            text(N_("Conciliado")),
            icon=":material/check_circle:",
            color="green",
            help=text(N_("Lo cargado suma exactamente el total de control.")),
        )
    elif state == "partly":
        st.badge(
            text(N_("Conciliado en parte")),
            icon=":material/rule:",
            color="orange",
            help=text(N_("Algunos archivos no indican su total de control.")),
        )
    else:
        st.badge(
            text(N_("Sin total de control")),
            icon=":material/help:",
            color="gray",
            help=text(N_("Ningún archivo de esta fecha indica cuánto debe sumar.")),
        )


def _exactness(standing: Standing, view: View, text: Texts, formats: Formats) -> None:
    if standing.exactness == "exact":
        st.badge(
            text(N_("Exacto")),
            icon=":material/verified:",
            color="green",
            help=text(N_("En esta fecha los documentos abiertos se conocen.")),
        )
    elif standing.exactness == "estimated":
        st.badge(
            text(N_("Estimado")),
            icon=":material/change_history:",
            color="orange",
            help=text(
                N_(
                    "La fecha está entre dos cortes: lo cobrado sin fecha cuenta "
                    "en el corte siguiente."
                )
            ),
        )
    else:
        st.badge(
            text(N_("Saldo conocido, visto al {day}"), day=formats.day(view.as_of)),
            icon=":material/update:",
            color="orange",
            help=text(N_("Después de la fecha de los datos no se sabe qué se cobró.")),
        )


@st.fragment(run_every=_POLL)
def _updating(context: PageContext) -> None:
    """Say that a newer state is on its way; show it when it has arrived."""
    st.badge(context.text(N_("Actualizando…")), icon=":material/sync:", color="blue")
    if context.workspace.is_fresh():
        st.rerun()
