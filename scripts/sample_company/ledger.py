"""The true ledger of the invented companies and what is open in it at a date.

Amounts are whole cents. Every rule of `open_items` is DOMAIN section 1.2; this
is the plain second opinion that Cartera's own figures are held against.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

FOREVER: Final = date.max
CREDIT_NOTE: Final = "CN"


@dataclass(frozen=True, slots=True)
class Customer:
    """Master data as the invented company keeps it; `terms_days` from issue."""

    company: str
    code: str
    name: str
    tax_id: str
    kind: str
    country: str
    currency: str
    terms_days: int
    credit_limit: int
    collector: str
    segment: str
    branch: str
    contact: str
    email: str
    phone: str
    address: str
    city: str


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice, debit note or credit note; `amount` is positive in all."""

    company: str
    customer: str
    type: str
    series: str
    number: str
    issue: date
    due: date
    amount: int
    currency: str
    void: date | None = None

    @property
    def reference(self) -> str:
        """The way in which payments and people name the document."""
        return f"{self.series}-{self.number}" if self.series else self.number


@dataclass(frozen=True, slots=True)
class Payment:
    """Cash received; existing from `value_date` until `reversed_date`."""

    company: str
    number: str
    customer: str
    value_date: date
    amount: int
    currency: str
    method: str
    reversed_date: date | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """Money that reduces a document; `quoted` ones stand on the payment's row."""

    company: str
    source_type: str
    source: str
    target: str
    amount: int
    currency: str
    applied: date
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed document; `amount` null means all of it."""

    company: str
    number: str
    document: str
    customer: str
    amount: int | None
    opened: date
    resolved: date | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is open of a document or payment; credits have negative balances."""

    company: str
    customer: str
    type: str
    series: str
    number: str
    issue: date
    due: date | None
    amount: int
    balance: int
    currency: str

    @property
    def reference(self) -> str:
        """The way in which payments and people name the document."""
        return f"{self.series}-{self.number}" if self.series else self.number


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that happened to the invented companies."""

    customers: tuple[Customer, ...]
    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    applications: tuple[Application, ...]
    disputes: tuple[Dispute, ...]


def customers_of(ledger: Ledger, company: str) -> dict[str, Customer]:
    """Return the customers of a company by their code."""
    return {c.code: c for c in ledger.customers if c.company == company}


def signed_amount(document: Document) -> int:
    """Return the cents of a document, negative for a credit note."""
    return -document.amount if document.type == CREDIT_NOTE else document.amount


def open_items(ledger: Ledger, company: str, at: date) -> list[OpenItem]:
    """Return what is open in a company at the end of a day, sorted by customer.

    Documents come first, then unapplied payments; nothing with balance zero.
    """
    documents = [d for d in ledger.documents if d.company == company]
    payments = [p for p in ledger.payments if p.company == company]
    taken, given = _applied(ledger, company, at)
    items = [_document_item(d, taken, given) for d in documents if _exists(d, at)]
    items += [
        _payment_item(p, given)
        for p in payments
        if p.value_date <= at < (p.reversed_date or FOREVER)
    ]
    return sorted(
        (item for item in items if item.balance),
        key=lambda item: (item.customer, item.issue, item.series, item.number),
    )


def _applied(
    ledger: Ledger, company: str, at: date
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return cents taken off each target and given by each source at a date."""
    documents = {d.reference: d for d in ledger.documents if d.company == company}
    payments = {p.number: p for p in ledger.payments if p.company == company}
    taken: dict[str, int] = defaultdict(int)
    given: dict[str, int] = defaultdict(int)
    for application in ledger.applications:
        if application.company != company or application.applied > at:
            continue
        target = documents[application.target]
        source = documents.get(application.source) or payments.get(application.source)
        if _exists(target, at) and (source is None or _exists(source, at)):
            taken[application.target] += application.amount
            given[application.source] += application.amount
    return taken, given


def _exists(item: Document | Payment, at: date) -> bool:
    if isinstance(item, Payment):
        return item.value_date <= at < (item.reversed_date or FOREVER)
    return item.issue <= at < (item.void or FOREVER)


def _document_item(
    document: Document, taken: Mapping[str, int], given: Mapping[str, int]
) -> OpenItem:
    credit = document.type == CREDIT_NOTE
    moved = (given if credit else taken).get(document.reference, 0)
    sign = -1 if credit else 1
    return OpenItem(
        company=document.company,
        customer=document.customer,
        type=document.type,
        series=document.series,
        number=document.number,
        issue=document.issue,
        due=document.due,
        amount=sign * document.amount,
        balance=sign * (document.amount - moved),
        currency=document.currency,
    )


def _payment_item(payment: Payment, given: Mapping[str, int]) -> OpenItem:
    return OpenItem(
        company=payment.company,
        customer=payment.customer,
        type="PAY",
        series="",
        number=payment.number,
        issue=payment.value_date,
        due=None,
        amount=-payment.amount,
        balance=given.get(payment.number, 0) - payment.amount,
        currency=payment.currency,
    )


def disputed_cents(
    items: Sequence[OpenItem], disputes: Sequence[Dispute], at: date
) -> dict[str, int]:
    """Return the disputed cents per reference: at most what is open of it."""
    balances = {item.reference: item.balance for item in items}
    disputed: dict[str, int] = {}
    for dispute in disputes:
        if dispute.opened <= at < (dispute.resolved or FOREVER):
            balance = max(balances.get(dispute.document, 0), 0)
            claimed = balance if dispute.amount is None else dispute.amount
            disputed[dispute.document] = min(balance, claimed)
    return disputed
