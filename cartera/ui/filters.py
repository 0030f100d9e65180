"""What a page looks at: companies, as-of date, basis; all of it in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from cartera.texts import N_, Texts
from cartera.ui import data
from cartera.ui.address import Part, keep, one_of, short_key
from cartera.ui.context import PageContext

BASES: Final = ("due", "invoice")
_BASIS_NAMES: Final = {"due": N_("Vencimiento"), "invoice": N_("Factura")}
_BASIS: Final = Part("basis", one_of(*BASES), str)
_AS_OF: Final = Part("as_of", date.fromisoformat, date.isoformat)


@dataclass(frozen=True, slots=True)
class View:
    """The chosen scope with what is known about its dates.

    `companies` are the names that are shown (all of them when none is chosen),
    `first_date` the day from which on there are balances.
    """

    scope: data.Scope
    companies: tuple[str, ...]
    data_date: date | None
    first_date: date | None

    @property
    def as_of(self) -> date | None:
        """The date of the balances."""
        return self.scope.as_of


def choose(context: PageContext, mart_id: str) -> View:
    """Draw the filters and return what they say."""
    text = context.text
    dates = data.data_dates(context.root, mart_id)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        companies = _companies(dates["company"].to_list(), text)
        known = dates.filter(pl.col("company").is_in(companies))
        latest = _day(known["data_date"].max())
        as_of = _as_of(latest or context.today, context)
        basis = _basis(text)
    chosen = companies if len(companies) < dates.height else ()
    scope = data.Scope(
        root=context.root,
        mart_id=mart_id,
        companies=tuple(chosen),
        as_of=as_of,
        basis=basis,
        language=context.language,
    )
    return View(scope, tuple(companies), latest, _day(known["first_date"].min()))


def _companies(names: Sequence[str], text: Texts) -> list[str]:
    """Return the companies to show; the address holds short keys, not names."""
    by_key = {short_key(name): name for name in sorted(names)}
    if len(by_key) < 2:
        return list(by_key.values())

    def read(given: str) -> list[str]:
        return [key for key in given.split(",") if key in by_key]

    part = Part("company", read, ",".join)
    if part.name in st.session_state:
        known = [key for key in st.session_state[part.name] if key in by_key]
        st.session_state[part.name] = known
    chosen = keep(part, default=[])
    st.multiselect(
        text(N_("Empresa")),
        list(by_key),
        format_func=by_key.__getitem__,
        placeholder=text(N_("Todas las empresas")),
        key=part.name,
        select_all=False,
        width=340,
    )
    return [by_key[key] for key in chosen or by_key]


def _as_of(latest: date, context: PageContext) -> date:
    as_of = keep(_AS_OF, default=latest)
    st.date_input(
        context.text(N_("Fecha de corte")),
        value=None,
        min_value=date(1990, 1, 1),
        max_value=date(2099, 12, 31),
        key=_AS_OF.name,
        format=context.formats.date_field,
        width=170,
    )
    return as_of


def _basis(text: Texts) -> str:
    basis = keep(_BASIS, default=BASES[0])
    st.segmented_control(
        text(N_("Días desde")),
        BASES,
        format_func=lambda code: text(_BASIS_NAMES[code]),
        key=_BASIS.name,
        required=True,
        help=text(
            N_(
                "Vencimiento: días de retraso. Factura: días desde la emisión. "
                "El total es el mismo."
            )
        ),
    )
    return basis


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
