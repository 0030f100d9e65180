"""The balances at a date: their totals by bucket, one currency at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl
import streamlit as st

from cartera.domain.buckets import DEFAULT_EDGES, UNAPPLIED, UNDATED, bucket_labels
from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import data
from cartera.ui.address import Part, keep, one_of
from cartera.ui.context import PageContext
from cartera.ui.filters import View
from cartera.ui.problems import plain
from cartera.ui.standing import Standing, standing_of
from cartera.ui.words import currency_word


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
    """Return the names of the buckets, in their order: `1–30 días`, `Sin aplicar`."""
    labels = bucket_labels(DEFAULT_EDGES, view.scope.basis, context.text)
    return {code: _with_unit(context, label, code) for code, label in labels.items()}


def _with_unit(context: PageContext, label: str, code: str) -> str:
    """Add days to a label of numbers: `1–30 días`."""
    if any(sign.isdigit() for sign in label) and code.startswith("B"):
        return context.text(N_("{range} días"), range=label)
    return label


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
                f"{currency_word(code, context.text)} · "
                f"{plain(formats.money(by_currency[code].net, code))}"
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


_HELP: Final = {
    UNAPPLIED: N_("Cobros, anticipos y abonos que aún no reducen ninguna factura."),
    UNDATED: N_("Documentos sin fecha con la que contar los días."),
}


def _card(context: PageContext, code: str, label: str, totals: Totals) -> None:
    formats, amount = context.formats, totals.amounts.get(code, Decimal(0))
    count = _documents(context, totals.documents.get(code, 0))
    share = formats.share(amount, totals.gross)
    aged = code not in (UNAPPLIED, UNDATED)
    st.metric(
        label,
        plain(formats.money(amount, totals.currency)),
        delta=f"{share} · {count}" if aged else count,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=context.text(_HELP[code]) if code in _HELP else None,
    )


def _documents(context: PageContext, count: int) -> str:
    return context.text.plural(
        N_("{n} doc."),
        N_("{shown} docs."),
        count,
        shown=context.formats.count(count),
    )
