"""The files that the Spanish company exports, in the words of its programs."""

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
from scripts.sample_company.simulation import LAST_INVOICE, LAST_PAYMENT
from scripts.sample_company.workbooks_of_spain import (
    TYPES,
    customers_workbook,
    open_items_workbook,
)
from scripts.sample_company.writing import (
    columns,
    delimited,
    spanish_amount,
    spanish_date,
)

REGISTER_FROM: Final = date(2025, 1, 1)
REGISTER_TO: Final = date(2025, 12, 31)
PAYMENTS_FROM: Final = date(2026, 1, 1)
DISPUTES_FROM: Final = date(2025, 6, 1)

_METHODS: Final = {"transfer": "Transferencia", "debit": "Recibo", "note": "Pagaré"}
_SOURCES: Final = {
    "CN": "Nota de crédito",
    "PAY": "Anticipo",
    "WO": "Castigo",
    "DISC": "Descuento",
}
_OUTCOMES: Final = {"valid": "Procedente", "invalid": "No procedente", "": ""}
_REASONS: Final = {
    "price": "Precio distinto del pactado",
    "missing goods": "Falta mercancía",
    "damaged goods": "Mercancía dañada",
    "duplicate": "Factura duplicada",
    "returned": "Género devuelto",
}


def files(ledger: Ledger, cuts: Sequence[date]) -> Iterator[tuple[str, bytes]]:
    """Give the name and bytes of each file."""
    for number, cut in enumerate(cuts):
        labelled = number % 3 != 1
        yield f"Cartera_{cut}.xlsx", open_items_workbook(ledger, cut, labelled)
    yield "Registro_facturas_2025.csv", register(ledger)
    yield "Facturas_emitidas_2026.csv", invoices(ledger)
    yield "Cobros_2026.csv", payments(ledger)
    yield "Aplicaciones_2026.csv", applications(ledger)
    yield "Incidencias_2025-2026.csv", disputes(ledger)
    yield "Clientes.xlsx", customers_workbook(ledger)


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
    for document in _documents(ledger, REGISTER_FROM, REGISTER_TO):
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


def invoices(ledger: Ledger) -> bytes:
    """Return the documents of 2026; nothing about their settlement."""
    people = customers_of(ledger, SPAIN)
    header = columns(
        "Empresa|Serie|Número|Tipo|Fecha emisión|Fecha vencimiento|"
        "Código cliente|Razón social|NIF|Total factura|Moneda|"
        "Fecha anulación"
    )
    rows = [header]
    rows += [
        [
            SPAIN,
            document.series,
            document.number,
            TYPES[document.type],
            spanish_date(document.issue),
            spanish_date(document.due),
            document.customer,
            people[document.customer].name,
            people[document.customer].tax_id,
            spanish_amount(
                -document.amount if document.type == "CN" else document.amount
            ),
            document.currency,
            spanish_date(document.void),
        ]
        for document in _documents(ledger, PAYMENTS_FROM, LAST_INVOICE)
    ]
    return delimited(rows, separator=";", encoding="utf-8-sig")


def payments(ledger: Ledger) -> bytes:
    """Return the cash of 2026: one row for each document that a payment names."""
    people = customers_of(ledger, SPAIN)
    quoted = defaultdict(list)
    for application in ledger.applications:
        if application.quoted and application.company == SPAIN:
            quoted[application.source].append((application.target, application.amount))
    header = columns(
        "Nº cobro|Fecha valor|Código cliente|Cliente|Factura|Importe|"
        "Moneda|Forma de pago|Fecha devolución"
    )
    rows = [
        [f"Empresa: {SPAIN}"],
        [f"Cobros del {spanish_date(PAYMENTS_FROM)} al {spanish_date(LAST_PAYMENT)}"],
        [],
        header,
    ]
    for payment in ledger.payments:
        if payment.company != SPAIN or payment.value_date < PAYMENTS_FROM:
            continue
        for target, amount in quoted[payment.number] or [("", payment.amount)]:
            rows.append(
                [
                    payment.number,
                    spanish_date(payment.value_date),
                    payment.customer,
                    people[payment.customer].name,
                    target,
                    spanish_amount(amount),
                    payment.currency,
                    _METHODS[payment.method],
                    spanish_date(payment.reversed_date),
                ]
            )
    return delimited(rows, separator=";", encoding="utf-8-sig")


def applications(ledger: Ledger) -> bytes:
    """Return what reduced documents in 2026 besides the payments' own rows."""
    header = columns("Tipo|Documento origen|Factura|Importe|Moneda|Fecha aplicación")
    rows = [
        [f"Empresa: {SPAIN}"],
        ["Compensaciones, descuentos y castigos de 2026"],
        [],
        header,
    ]
    rows += [
        [
            _SOURCES[application.source_type],
            application.source,
            application.target,
            spanish_amount(application.amount),
            application.currency,
            spanish_date(application.applied),
        ]
        for application in ledger.applications
        if application.company == SPAIN
        and not application.quoted
        and application.applied >= PAYMENTS_FROM
    ]
    return delimited(rows, separator=";", encoding="utf-8-sig")


def disputes(ledger: Ledger) -> bytes:
    """Return what was in dispute since June 2025; a blank amount means all."""
    header = columns(
        "Nº incidencia|Factura|Código cliente|Importe en disputa|"
        "Fecha apertura|Fecha resolución|Resultado|Motivo"
    )
    rows = [[f"Empresa: {SPAIN}"], ["Incidencias de clientes"], [], header]
    rows += [
        [
            dispute.number,
            dispute.document,
            dispute.customer,
            spanish_amount(dispute.amount),
            spanish_date(dispute.opened),
            spanish_date(dispute.resolved),
            _OUTCOMES[dispute.outcome],
            _REASONS[dispute.reason],
        ]
        for dispute in ledger.disputes
        if dispute.company == SPAIN and (dispute.resolved or FOREVER) >= DISPUTES_FROM
    ]
    return delimited(rows, separator=";")


def _documents(ledger: Ledger, first: date, last: date) -> Iterator[Document]:
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
