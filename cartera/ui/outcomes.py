"""What became of each file: status, counts, totals, findings, rejected rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import polars as pl
import streamlit as st

from cartera.texts import N_, Texts
from cartera.ui.context import PageContext
from cartera.ui.formats import Formats
from cartera.ui.problems import plain
from cartera.ui.rejects import reject_download
from cartera.ui.sentences import DATE_ORDERS
from cartera.ui.words import (
    FIELDS,
    KINDS,
    STATUS_COLOURS,
    STATUS_ICONS,
    STATUSES,
    currency_word,
    word,
)

Outcome = Mapping[str, Any]  # the JSON object of one file, DESIGN 4 `load`

_FIRST: Final = 8
_MOST: Final = 1000
_ICONS: Final = {
    "question": ":material/help:",
    "error": ":material/error:",
    "warning": ":material/warning:",
    "info": ":material/info:",
}
_COLOURS: Final = {
    "question": "orange",
    "error": "red",
    "warning": "orange",
    "info": "gray",
}
_COUNTS: Final = {
    "loaded": N_("cargadas"),
    "unchanged": N_("sin cambios"),
    "rejected": N_("rechazadas"),
    "ignored": N_("ignoradas"),
}


def show_all(context: PageContext, outcomes: Sequence[Outcome]) -> None:
    """Draw a card for each file, in the order given."""
    for position, outcome in enumerate(outcomes):
        with st.container(border=True, key=f"card_outcome_{position}"):
            show(context, outcome, name=f"outcome_{position}")


def show(context: PageContext, outcome: Outcome, *, name: str) -> None:
    """Draw what was understood and done; `name` makes the keys of its widgets."""
    text, formats = context.text, context.formats
    _heading(outcome, text, formats)
    if outcome.get("error"):
        st.error(plain(str(outcome["error"])), icon=":material/error:")
        return
    st.markdown(count_line(outcome["rows"], text, formats))
    _totals(outcome, text, formats)
    findings(context, outcome.get("findings") or ())
    _understood(outcome, text)
    if outcome.get("load_id") and outcome["rows"].get("rejected"):
        reject_download(context, str(outcome["load_id"]), name=name)


def count_line(rows: Mapping[str, int], text: Texts, formats: Formats) -> str:
    """Return `1.204 filas leídas = 1.200 cargadas + 4 ignoradas`."""
    parts = [
        f"**{formats.count(rows.get(key, 0))}** {text(label)}"
        for key, label in _COUNTS.items()
    ]
    read = text.plural(
        N_("**{n}** fila leída"),
        N_("**{read}** filas leídas"),
        rows.get("read", 0),
        read=formats.count(rows.get("read", 0)),
    )
    return f"{read} = {' + '.join(parts)}"


def _heading(outcome: Outcome, text: Texts, formats: Formats) -> None:
    status = str(outcome["status"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(str(outcome['file']))}**", width="content")
        st.badge(
            word(STATUSES, status, text),
            icon=STATUS_ICONS.get(status),
            color=STATUS_COLOURS.get(status, "gray"),
        )
    about = [word(KINDS, outcome["kind"], text)] if outcome.get("kind") else []
    if outcome.get("company"):
        about.append(plain(str(outcome["company"])))
    if outcome.get("as_of"):
        about.append(text(N_("corte {day}"), day=formats.day_of(outcome["as_of"])))
    if about:
        st.caption(" · ".join(about))


def _totals(outcome: Outcome, text: Texts, formats: Formats) -> None:
    control = outcome.get("control") or {}
    for currency, total in sorted((outcome.get("totals") or {}).items()):
        amount = plain(formats.money(Decimal(str(total)), currency))
        name = currency_word(currency, text)
        line = text(N_("Total {currency}: **{amount}**"), currency=name, amount=amount)
        st.markdown(
            f"{line} {_control_badge(control.get(currency), currency, text, formats)}"
        )


def _control_badge(
    stated: Mapping[str, Any] | None, currency: str, text: Texts, formats: Formats
) -> str:
    if not stated:
        return f":gray-badge[{text(N_('Sin total de control'))}]"
    difference = Decimal(str(stated["difference"]))
    if not difference:
        return f":green-badge[:material/check: {text(N_('Conciliado'))}]"
    shown = plain(formats.money(difference, currency))
    expected = plain(formats.money(Decimal(str(stated["expected"])), currency))
    words = text(
        N_("Diferencia {amount} (debía sumar {expected})"),
        amount=shown,
        expected=expected,
    )
    return f":red-badge[:material/error: {words}]"


def findings(context: PageContext, found: Sequence[Mapping[str, Any]]) -> None:
    """Draw findings in words with their place: the first ones, the rest on demand."""
    ordered = sorted(found, key=lambda f: list(_ICONS).index(str(f["severity"])))
    for finding in ordered[:_FIRST]:
        _finding(context, finding)
    rest = ordered[_FIRST:_MOST]
    if not rest:
        return
    label = context.text.plural(
        N_("{n} observación más"), N_("{n} observaciones más"), len(ordered) - _FIRST
    )
    with st.expander(label):
        for finding in rest:
            _finding(context, finding)


def _finding(context: PageContext, finding: Mapping[str, Any]) -> None:
    severity = str(finding["severity"])
    place = place_of(finding, context.text, context.formats)
    message = plain(str(finding["message"]))
    mark = f":{_COLOURS[severity]}[{_ICONS[severity]}]"
    st.markdown(f"{mark} {message}" + (f"  \n:gray[{plain(place)}]" if place else ""))


def place_of(finding: Mapping[str, Any], text: Texts, formats: Formats) -> str:
    """Return where a finding is: `hoja Saldos, fila 12, columna Importe`.

    Only the sheet where its sentence says the row and the column already.
    """
    parts = []
    if finding.get("sheet"):
        parts.append(text(N_("hoja {sheet}"), sheet=finding["sheet"]))
    if _says_its_place(finding):
        return ", ".join(parts)
    if finding.get("row") is not None:
        parts.append(text(N_("fila {row}"), row=formats.count(finding["row"])))
    if finding.get("column"):
        parts.append(text(N_("columna {column}"), column=finding["column"]))
    return ", ".join(parts)


def _says_its_place(finding: Mapping[str, Any]) -> bool:
    said = [finding.get("row"), finding.get("column")]
    message = str(finding.get("message", ""))
    return None not in said and all(str(each) in message for each in said)


def _understood(outcome: Outcome, text: Texts) -> None:
    """Draw which column was taken for which fact."""
    mapping = outcome.get("mapping") or {}
    if not mapping:
        return
    with st.expander(text(N_("Columnas reconocidas"))):
        st.dataframe(
            pl.DataFrame(
                {
                    "field": [word(FIELDS, field, text) for field in mapping],
                    "header": [str(header) for header in mapping.values()],
                }
            ),
            hide_index=True,
            column_config={
                "field": st.column_config.TextColumn(text(N_("Dato"))),
                "header": st.column_config.TextColumn(text(N_("Columna del archivo"))),
            },
            alt=text(N_("Columnas del archivo y el dato que dan")),
        )
        for line in _locale_lines(outcome.get("locale") or {}, text):
            st.caption(line)


def _locale_lines(locale: Mapping[str, Any], text: Texts) -> list[str]:
    lines = []
    if locale.get("decimal"):
        words = {",": N_("coma"), ".": N_("punto")}
        mark = text(words.get(str(locale["decimal"]), str(locale["decimal"])))
        lines.append(text(N_("Separador decimal: {mark}"), mark=mark))
    if locale.get("dates"):
        order = word(DATE_ORDERS, str(locale["dates"]), text)
        lines.append(text(N_("Orden de las fechas: {order}"), order=order))
    return lines
