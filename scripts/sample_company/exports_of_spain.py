"""The files that the Spanish company exports, in the words of its programs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from scripts.sample_company.customers import SPAIN
from scripts.sample_company.ledger import (
    FOREVER,
    Ledger,
    customers_of,
)
from scripts.sample_company.register_of_spain import documents_of, register
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
        for document in documents_of(ledger, PAYMENTS_FROM, LAST_INVOICE)
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
