"""The Spanish company's register of documents with what was settled of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from scripts.sample_company.customers import SPAIN
from scripts.sample_company.ledger import (
    FOREVER,
    Application,
    Customer,
    Document,
    Ledger,
    customers_of,
)
from scripts.sample_company.workbooks_of_spain import TYPES
from scripts.sample_company.writing import (
    columns,
    delimited,
    spanish_amount,
    spanish_date,
)

REGISTER_FROM: Final = date(2025, 1, 1)
REGISTER_TO: Final = date(2025, 12, 31)


def register(ledger: Ledger) -> bytes:
    """Return the documents of 2025 with what was settled of them by its end."""
    people = customers_of(ledger, SPAIN)
    settled = _settlements(ledger, REGISTER_TO)
    header = columns(
        "Serie|Número|Tipo|Fecha factura|Vencimiento|Código cliente|"
        "Cliente|NIF|Moneda|Importe|Cobrado|Pendiente|Fecha saldado|Estado|"
        "Fecha anulación"
    )
    rows = [
        [SPAIN],
        ["Registro de facturas emitidas. Ejercicio 2025"],
        [f"Datos a {spanish_date(REGISTER_TO)}"],
        [],
        header,
    ]
    for document in documents_of(ledger, REGISTER_FROM, REGISTER_TO):
        moved = settled.get(document.reference, [])
        rows.append(_register_row(document, moved, people[document.customer]))
    return delimited(rows, separator=";", encoding="cp1252")


def _register_row(
    document: Document, moved: Sequence[Application], customer: Customer
) -> list[str]:
    sign = -1 if document.type == "CN" else 1
    paid = sum(application.amount for application in moved)
    void = document.void if (document.void or FOREVER) <= REGISTER_TO else None
    pending = 0 if void else document.amount - paid
    settled = max(a.applied for a in moved) if moved and not pending else None
    state = "Pendiente"
    if void:
        state = "Anulada"
    elif not pending:
        state = "Pagada"
    elif paid:
        state = "Parcial"
    return [
        document.series,
        document.number,
        TYPES[document.type],
        spanish_date(document.issue),
        spanish_date(document.due),
        document.customer,
        customer.name,
        customer.tax_id,
        document.currency,
        spanish_amount(sign * document.amount),
        spanish_amount(sign * paid),
        spanish_amount(sign * pending),
        spanish_date(settled),
        state,
        spanish_date(void),
    ]


def documents_of(ledger: Ledger, first: date, last: date) -> Iterator[Document]:
    """Give the documents that the company issued between two days."""
    for document in ledger.documents:
        if document.company == SPAIN and first <= document.issue <= last:
            yield document


def _settlements(ledger: Ledger, at: date) -> dict[str, list[Application]]:
    """Return what counts for and from each document at a date."""
    standing = {
        p.number: (p.reversed_date or FOREVER) > at
        for p in ledger.payments
        if p.company == SPAIN
    }
    found: dict[str, list[Application]] = defaultdict(list)
    for application in ledger.applications:
        counts = application.applied <= at and standing.get(application.source, True)
        if application.company == SPAIN and counts:
            found[application.target].append(application)
            found[application.source].append(application)
    return found
