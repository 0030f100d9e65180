"""What stands around a table: title lines, side cells, names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.ingest.currencies import currency_in_text
from cartera.ingest.tables import Table

_SIDE_ROWS: Final = 40
_TITLE_LENGTH: Final = 90

_COMPANY_LABEL: Final = re.compile(
    r"^\W*(empresa|compania|sociedad|razon social|company|organi[sz]ation|emisor"
    r"|legal entity|entidad legal|nombre de la empresa)\s*[:=]\s*(.*)$"
)
_CUSTOMER_LABEL: Final = re.compile(
    r"^\W*(cliente|customer|client|deudor|debtor|cuenta|account|proveedor|supplier)\b"
)
_LEGAL_FORM: Final = re.compile(
    r"[\s,](s\.? ?l\.? ?u?\.?|s\.? ?a\.?( ?s\.?)?|s\.? ?a\.? de c\.? ?v\.?|ltda\.?"
    r"|s\.? de r\.? ?l\.?( de c\.? ?v\.?)?|s\.? ?p\.? ?a\.?|s\.? ?r\.? ?l\.?|inc\.?"
    r"|llc|ltd\.?|limited|gmbh|s\.? ?a\.? ?c\.?|e\.? ?i\.? ?r\.? ?l\.?|corp\.?|b\.?v\.?"
    r"|s\.? ?c\.?|c\.? ?a\.?|ldda\.?)$"
)
_CURRENCY_LABEL: Final = re.compile(
    r"(moneda|currency|divisa|moeda|expresad[oa]s? en|importes? en|cifras en"
    r"|amounts? in|valores en|en miles de)\b"
)
_THOUSANDS: Final = re.compile(
    r"\b(importes?|cifras?|saldos?|valores|montos?|expresad[oa]s?|datos|amounts?"
    r"|figures|values|balances|expressed)\b.{0,25}\b(en (miles|millones)"
    r"|in (thousands|millions))\b"
    r"|^\W*(en (miles|millones) de|in (thousands|millions) of)\b.{0,25}$"
)
_NO_CURRENCY_NAME: Final = re.compile(r"(tipo de cambio|exchange rate)")
_EURO: Final = re.compile(r"\beuros?\b|€")
_DOLLAR: Final = re.compile(r"\b(us )?dolar(es)?\b|\bus dollars?\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of text around a table: cells in order, its row number."""

    row: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """All cells of the line in one text."""
        return " ".join(self.cells)


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that was read around a table, with the text that said it."""

    value: str
    said_by: str
    row: int


def title_lines(table: Table) -> tuple[Line, ...]:
    """Return the lines above the header."""
    return tuple(_lines(table.above))


def side_lines(table: Table) -> tuple[Line, ...]:
    """Return the first lines beside the table."""
    return tuple(_lines(table.beside.head(_SIDE_ROWS)))


def company_named(
    titles: tuple[Line, ...], sides: tuple[Line, ...] = ()
) -> Remark | None:
    """Return the company that is named: by a label, else by a title's legal form."""
    for line in (*titles, *sides):
        if remark := _labelled_company(line):
            return remark
    for line in titles:
        if _CUSTOMER_LABEL.match(fold_text(line.text)):
            continue
        for cell in line.cells:
            if _is_company(cell):
                return Remark(cell.strip(), cell, line.row)
    return None


def _is_company(cell: str) -> bool:
    is_short = len(cell) <= _TITLE_LENGTH and ":" not in cell
    return is_short and _LEGAL_FORM.search(fold_text(cell)) is not None


def currency_named(lines: tuple[Line, ...]) -> Remark | None:
    """Return the one currency that the titles name, by label or by code."""
    for labelled in (True, False):
        for line in lines:
            folded = fold_text(line.text)
            if bool(_CURRENCY_LABEL.search(folded)) is not labelled:
                continue
            if _NO_CURRENCY_NAME.search(folded):
                continue
            if code := _currency_in(line.text, folded, labelled=labelled):
                return Remark(code, line.text, line.row)
    return None


def _currency_in(text: str, folded: str, *, labelled: bool) -> str | None:
    if code := currency_in_text(text):
        return code
    if labelled and _EURO.search(folded):
        return "EUR"
    if labelled and _DOLLAR.search(folded):
        return "USD"
    return None


def in_thousands(titles: tuple[Line, ...]) -> Line | None:
    """Return the title that says that amounts are in thousands or millions."""
    return next((t for t in titles if _THOUSANDS.search(fold_text(t.text))), None)


def _labelled_company(line: Line) -> Remark | None:
    for position, cell in enumerate(line.cells):
        found = _COMPANY_LABEL.match(fold_text(cell))
        if found is None:
            continue
        value = cell[len(cell) - len(found[2]) :].strip() if found[2] else ""
        if not value and position + 1 < len(line.cells):
            value = line.cells[position + 1].strip()
        if value:
            return Remark(value, line.text, line.row)
    return None


def _lines(cells: pl.DataFrame) -> Iterator[Line]:
    if cells.width < 2:
        return
    for row in cells.iter_rows(named=True):
        number = int(row["row_no"])
        texts = tuple(
            " ".join(value.split())
            for name, value in row.items()
            if name != "row_no" and isinstance(value, str) and value.strip()
        )
        if texts:
            yield Line(number, _with_legal_form(texts))


def _with_legal_form(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Join `Nogal Azul` and `S.L.` that a comma as delimiter took apart."""
    joined: list[str] = []
    for cell in cells:
        if joined and _LEGAL_FORM.fullmatch(f" {fold_text(cell)}"):
            joined[-1] = f"{joined[-1]}, {cell}"
        else:
            joined.append(cell)
    return tuple(joined)
