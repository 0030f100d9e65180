"""The files that the Mexican company exports, in English."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from scripts.sample_company.customers import MEXICO
from scripts.sample_company.ledger import (
    FOREVER,
    Ledger,
    customers_of,
    open_items,
)
from scripts.sample_company.simulation import LAST_INVOICE
from scripts.sample_company.writing import (
    american_date,
    columns,
    delimited,
    english_amount,
    iso_date,
)

EVENTS_FROM: Final = date(2025, 6, 1)

_TYPES: Final = {
    "INV": "Invoice",
    "CN": "Credit note",
    "DN": "Debit note",
    "PAY": "Payment",
}
_SOURCES: Final = {
    "CN": "Credit note",
    "PAY": "Payment",
    "WO": "Write-off",
    "WHT": "Withholding",
}
_METHODS: Final = {"transfer": "Wire transfer", "debit": "Check", "note": "Check"}


def files(ledger: Ledger, cuts: Sequence[date]) -> Iterator[tuple[str, bytes]]:
    """Give the name and bytes of each file."""
    for cut in cuts:
        yield f"MX_Aged_open_items_{cut}.csv", aged_open_items(ledger, cut)
    yield "MX_Invoices_2025-2026.csv", invoices(ledger)
    yield "MX_Receipts_2025-2026.csv", receipts(ledger)
    yield "MX_Applications_2025-2026.csv", applications(ledger)
    yield "MX_Disputes_2025-2026.csv", disputes(ledger)
    yield "MX_Customers.csv", customers(ledger)


def aged_open_items(ledger: Ledger, cut: date) -> bytes:
    """Return the open items at a month's end, with one total."""
    people = customers_of(ledger, MEXICO)
    items = open_items(ledger, MEXICO, cut)
    header = columns(
        "Customer No.|Customer Name|Document Type|Document No.|"
        "Document Date|Due Date|Days Overdue|Currency Code|Original Amount|"
        "Remaining Amount"
    )
    rows = [[MEXICO], ["Aged open items"], [f"As of {american_date(cut)}"], [], header]
    rows += [
        [
            item.customer,
            people[item.customer].name,
            _TYPES[item.type],
            item.number,
            american_date(item.issue),
            american_date(item.due),
            str(max((cut - item.due).days, 0)) if item.due else "",
            item.currency,
            english_amount(item.amount),
            english_amount(item.balance),
        ]
        for item in items
    ]
    total = english_amount(sum(item.balance for item in items))
    rows.append(["Total", *[""] * 6, "MXN", "", total])
    return delimited(rows, separator=",")


def invoices(ledger: Ledger) -> bytes:
    """Return the invoices, debit notes and credit notes that were issued."""
    people = customers_of(ledger, MEXICO)
    header = columns(
        "Company|Document Type|Document No.|Customer No.|Customer Name|"
        "Tax ID|Document Date|Due Date|Currency|Amount|Void Date"
    )
    rows = [header]
    rows += [
        [
            MEXICO,
            _TYPES[document.type],
            document.number,
            document.customer,
            people[document.customer].name,
            people[document.customer].tax_id,
            iso_date(document.issue),
            iso_date(document.due),
            document.currency,
            english_amount(
                -document.amount if document.type == "CN" else document.amount
            ),
            iso_date(document.void),
        ]
        for document in ledger.documents
        if document.company == MEXICO and EVENTS_FROM <= document.issue <= LAST_INVOICE
    ]
    return delimited(rows, separator=",")


def receipts(ledger: Ledger) -> bytes:
    """Return the cash received: one row for each document a receipt names."""
    people = customers_of(ledger, MEXICO)
    quoted = defaultdict(list)
    for application in ledger.applications:
        if application.quoted and application.company == MEXICO:
            quoted[application.source].append((application.target, application.amount))
    header = columns(
        "Company|Receipt No.|Customer No.|Customer Name|Value Date|Amount|"
        "Currency|Payment Method|Applies-to Doc. No.|Reversed On"
    )
    rows = [header]
    for payment in ledger.payments:
        if payment.company != MEXICO or payment.value_date < EVENTS_FROM:
            continue
        for target, amount in quoted[payment.number] or [("", payment.amount)]:
            rows.append(
                [
                    MEXICO,
                    payment.number,
                    payment.customer,
                    people[payment.customer].name,
                    iso_date(payment.value_date),
                    english_amount(amount),
                    payment.currency,
                    _METHODS[payment.method],
                    target,
                    iso_date(payment.reversed_date),
                ]
            )
    return delimited(rows, separator=",")


def applications(ledger: Ledger) -> bytes:
    """Return what reduced documents besides the receipts' own rows."""
    header = columns(
        "Company|Source Type|Source Document|Applied To|Amount|Currency|"
        "Application Date"
    )
    rows = [header]
    rows += [
        [
            MEXICO,
            _SOURCES[application.source_type],
            application.source,
            application.target,
            english_amount(application.amount),
            application.currency,
            iso_date(application.applied),
        ]
        for application in ledger.applications
        if application.company == MEXICO
        and not application.quoted
        and application.applied >= EVENTS_FROM
    ]
    return delimited(rows, separator=",")


def disputes(ledger: Ledger) -> bytes:
    """Return what was in dispute since June 2025; a blank amount means all."""
    header = columns(
        "Company|Dispute No.|Invoice No.|Customer No.|Disputed Amount|"
        "Opened On|Resolved On|Outcome|Reason"
    )
    rows = [header]
    rows += [
        [
            MEXICO,
            dispute.number,
            dispute.document,
            dispute.customer,
            english_amount(dispute.amount),
            iso_date(dispute.opened),
            iso_date(dispute.resolved),
            dispute.outcome.capitalize(),
            dispute.reason.capitalize(),
        ]
        for dispute in ledger.disputes
        if dispute.company == MEXICO and (dispute.resolved or FOREVER) >= EVENTS_FROM
    ]
    return delimited(rows, separator=",")


def customers(ledger: Ledger) -> bytes:
    """Return the master data of the customers."""
    header = columns(
        "Company|Customer No.|Customer Name|Tax ID|Country|Currency|"
        "Payment Terms Days|Credit Limit|Collector|Segment|Contact Name|"
        "Email|Phone|Address|City"
    )
    rows = [header]
    rows += [
        [
            customer.company,
            customer.code,
            customer.name,
            customer.tax_id,
            customer.country,
            customer.currency,
            str(customer.terms_days),
            english_amount(customer.credit_limit),
            customer.collector,
            customer.segment,
            customer.contact,
            customer.email,
            customer.phone,
            customer.address,
            customer.city,
        ]
        for customer in customers_of(ledger, MEXICO).values()
    ]
    return delimited(rows, separator=",")
