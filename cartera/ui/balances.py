"""The balances at a date: totals by bucket, their history, their control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import polars as pl
import streamlit as st

from cartera.domain.buckets import (
    DEFAULT_EDGES,
    UNAPPLIED,
    UNDATED,
    bucket_labels,
)
from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import charts, data
from cartera.ui.address import Part, keep, one_of
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.problems import plain
from cartera.ui.standing import Standing, standing_of
from cartera.ui.style import is_dark

_CUTS: Final = 12


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one currency at the as-of date: amount and count per bucket."""

    currency: str
    amounts: Mapping[str, Decimal]
    documents: Mapping[str, int]

    @property
    def net(self) -> Decimal:
        """What is owed after credits that are not applied yet."""
        return sum(self.amounts.values(), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """What is owed before those credits: the sum of the ages."""
        return self.net - self.amounts.get(UNAPPLIED, Decimal(0))


def standing(view: View, loads: Sequence[LoadRecord]) -> Standing:
    """Judge what is on screen: data date, control totals, exactness."""
    return standing_of(
        loads,
        companies=view.scope.companies,
        cuts=data.known_cuts(view.scope),
        as_of=view.as_of,
        data_date=view.data_date,
    )


def nothing(context: PageContext, view: View) -> None:
    """Say why there are no balances at the date, and from when on there are."""
    text, formats = context.text, context.formats
    as_of, first = view.as_of, view.first_date
    if as_of is not None and first is not None and as_of < first:
        st.info(
            text(
                N_(
                    "No hay saldos al {day}: los datos empiezan el {first}. Elija una "
                    "fecha posterior o cargue un corte anterior."
                ),
                day=formats.day(as_of),
                first=formats.day(first),
            )
        )
        return
    st.info(text(N_("No hay saldo pendiente en esta fecha.")))


def totals_of(rows: pl.DataFrame) -> tuple[Totals, ...]:
    """Turn the report `ageing` into totals, the currency used most first."""
    found = [
        Totals(
            currency=str(currency),
            amounts=dict(part.select("bucket", "amount").iter_rows()),
            documents=dict(part.select("bucket", "documents").iter_rows()),
        )
        for (currency,), part in rows.group_by("currency", maintain_order=True)
    ]
    return tuple(sorted(found, key=lambda t: (-sum(t.documents.values()), t.currency)))


def labels_of(context: PageContext, view: View) -> dict[str, str]:
    """Return the names of the buckets, in their order, as people read them."""
    return bucket_labels(DEFAULT_EDGES, view.scope.basis, context.text)


def choose_currency(context: PageContext, totals: tuple[Totals, ...]) -> Totals:
    """Let the person choose a currency by its net balance; they never add up."""
    by_currency = {total.currency: total for total in totals}
    part = Part("currency", one_of(*by_currency), str)
    if st.session_state.get(part.name) not in (None, *by_currency):
        del st.session_state[part.name]
    chosen = keep(part, default=totals[0].currency)
    if len(totals) > 1:
        formats = context.formats
        st.segmented_control(
            context.text(N_("Moneda")),
            list(by_currency),
            format_func=lambda code: (
                f"{code} · {plain(formats.money(by_currency[code].net, code))}"
            ),
            key=part.name,
            required=True,
            help=context.text(N_("Saldo neto por moneda; las monedas no se suman.")),
        )
    return by_currency[chosen]


def cards(context: PageContext, view: View, totals: Totals) -> None:
    """Draw the net balance and one card per bucket."""
    text, formats = context.text, context.formats
    with st.grid(4, min_column_width=158, gap="small"):
        st.metric(
            text(N_("Saldo neto")),
            plain(formats.money(totals.net, totals.currency)),
            delta=_documents(context, sum(totals.documents.values())),
            delta_color="off",
            delta_arrow="off",
            border=True,
            height="stretch",
            help=text(N_("Lo que se debe menos los créditos sin aplicar.")),
        )
        for code, label in labels_of(context, view).items():
            if code == UNDATED and not totals.documents.get(code):
                continue
            _card(context, code, label, totals)


def _card(context: PageContext, code: str, label: str, totals: Totals) -> None:
    formats, amount = context.formats, totals.amounts.get(code, Decimal(0))
    count = _documents(context, totals.documents.get(code, 0))
    share = formats.share(amount, totals.gross)
    aged = code not in (UNAPPLIED, UNDATED)
    st.metric(
        with_unit(context, label, code),
        plain(formats.money(amount, totals.currency)),
        delta=f"{share} · {count}" if aged else count,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=context.text(_HELP[code]) if code in _HELP else None,
    )


_HELP: Final = {
    UNAPPLIED: N_("Cobros, anticipos y abonos que aún no reducen ninguna factura."),
    UNDATED: N_("Documentos sin fecha con la que contar los días."),
}


def with_unit(context: PageContext, label: str, code: str) -> str:
    """Add days to a label of numbers: `1–30 días`."""
    if any(sign.isdigit() for sign in label) and code.startswith("B"):
        return context.text(N_("{range} días"), range=label)
    return label


def _documents(context: PageContext, count: int) -> str:
    return context.text.plural(
        N_("{n} doc."),
        N_("{shown} docs."),
        count,
        shown=context.formats.count(count),
    )


def history(context: PageContext, view: View, totals: Totals) -> None:
    """Draw the ageing at the last month-ends and at the as-of date."""
    text, formats = context.text, context.formats
    with st.container(border=True, height="stretch", key="card_history"):
        st.subheader(text(N_("Antigüedad en el tiempo")), anchor=False)
        st.caption(
            text(
                N_("Saldo por tramo en cada cierre de mes, en {currency}"),
                currency=totals.currency,
            )
        )
        days = month_ends(view.as_of or context.today, view.first_date, _CUTS)
        names = {
            code: with_unit(context, label, code)
            for code, label in labels_of(context, view).items()
        }
        cuts = data.ageing_cuts(view.scope, totals.currency, days)
        st.plotly_chart(
            charts.ageing_history(
                cuts,
                names,
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


def control(context: PageContext, standing: Standing, totals: Totals) -> None:
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
                st.markdown(f"**{name}** · {item.currency} {mark}")
                st.caption(
                    text(
                        N_("Al {day}: {loaded} cargado, {expected} según {source}"),
                        day=formats.day(item.as_of),
                        loaded=plain(formats.money(item.loaded, item.currency)),
                        expected=plain(formats.money(item.expected, item.currency)),
                        source=text(_SOURCES.get(item.source, N_("el archivo"))),
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


_SOURCES: Final = {
    "file": N_("el archivo"),
    "user": N_("quien lo cargó"),
}
