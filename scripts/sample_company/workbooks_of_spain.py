"""The workbooks that the Spanish company exports: open items and customers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from scripts.sample_company.customers import SPAIN
from scripts.sample_company.ledger import (
    Customer,
    Ledger,
    OpenItem,
    customers_of,
    open_items,
)
from scripts.sample_company.writing import (
    Row,
    Value,
    cents,
    columns,
    spanish_date,
    workbook,
)

SECOND_LAYOUT_FROM: Final = date(2026, 1, 1)
TYPES: Final = {
    "INV": "Factura",
    "CN": "Nota de crédito",
    "DN": "Nota de débito",
    "PAY": "Anticipo",
}


def open_items_workbook(ledger: Ledger, cut: date, labelled: bool) -> bytes:
    """Return the open items of a month; the layout changed with the year 2026."""
    items = open_items(ledger, SPAIN, cut)
    people = customers_of(ledger, SPAIN)
    if cut < SECOND_LAYOUT_FROM:
        return _layout_of_2025(items, people, cut, labelled)
    return _layout_of_2026(items, people, cut, labelled)


def _layout_of_2025(
    items: Sequence[OpenItem],
    people: Mapping[str, Customer],
    cut: date,
    labelled: bool,
) -> bytes:
    rows: list[Row] = [
        (
            item.customer,
            people[item.customer].name,
            people[item.customer].tax_id,
            TYPES[item.type],
            item.series,
            item.number,
            item.issue,
            item.due,
            (cut - item.due).days if item.due else None,
            item.currency,
            cents(item.amount),
            cents(item.balance),
            people[item.customer].branch,
        )
        for item in items
    ]
    for currency, total in _totals(items).items():
        label = f"Total {currency}" if labelled else None
        rows.append((label, *[None] * 8, currency, None, cents(total), None))
    header = columns(
        "Código cliente|Cliente|NIF|Tipo|Serie|Número|Fecha factura|"
        "Vencimiento|Días vencidos|Moneda|Importe|Pendiente|Delegación"
    )
    titles = [
        SPAIN,
        "Partidas abiertas de clientes",
        f"Fecha de corte: {spanish_date(cut)}",
        "Importes en la moneda de cada documento",
    ]
    widths = (10, 42, 12, 16, 7, 12, 12, 12, 9, 8, 14, 14, 11)
    return workbook("Cartera", titles, header, rows, widths=widths)


def _layout_of_2026(
    items: Sequence[OpenItem],
    people: Mapping[str, Customer],
    cut: date,
    labelled: bool,
) -> bytes:
    rows: list[Row] = [
        (
            people[item.customer].branch,
            item.customer,
            people[item.customer].name,
            TYPES[item.type],
            item.series,
            item.number,
            item.issue,
            item.due,
            item.currency,
            cents(item.amount),
            cents(item.balance),
        )
        for item in items
    ]
    for currency, total in _totals(items).items():
        label = f"TOTAL {currency}" if labelled else None
        blank: list[Value] = [None] * 5
        rows.append((None, None, label, *blank, currency, None, cents(total)))
    header = columns(
        "Delegación|Cód. cliente|Razón social|Tipo documento|Serie|"
        "Nº documento|Fecha emisión|Fecha vto.|Divisa|Importe original|"
        "Saldo"
    )
    titles = [
        SPAIN,
        f"Antigüedad de saldos a fecha {spanish_date(cut)}",
        "Detalle por documento, todas las delegaciones",
    ]
    widths = (11, 10, 42, 16, 7, 12, 12, 12, 8, 14, 14)
    return workbook("Saldos", titles, header, rows, widths=widths, first_column=2)


def customers_workbook(ledger: Ledger) -> bytes:
    """Return the master data of the customers."""
    header = columns(
        "Código cliente|Razón social|NIF|País|Tipo de cliente|Divisa|"
        "Plazo de pago (días)|Límite de crédito|Gestor de cobro|Segmento|"
        "Contacto|Correo electrónico|Teléfono|Dirección|Población"
    )
    rows: list[Row] = [
        (
            customer.code,
            customer.name,
            customer.tax_id,
            customer.country,
            customer.kind,
            customer.currency,
            customer.terms_days,
            cents(customer.credit_limit),
            customer.collector,
            customer.segment,
            customer.contact,
            customer.email,
            customer.phone,
            customer.address,
            customer.city,
        )
        for customer in ledger.customers
        if customer.company == SPAIN
    ]
    widths = (10, 42, 12, 6, 22, 8, 10, 14, 10, 9, 24, 48, 18, 30, 20)
    titles = [SPAIN, "Maestro de clientes"]
    return workbook("Clientes", titles, header, rows, widths=widths)


def _totals(items: Iterable[OpenItem]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for item in items:
        totals[item.currency] += item.balance
    return dict(sorted(totals.items()))
