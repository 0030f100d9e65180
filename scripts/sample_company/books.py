"""The books of one invented company while its days are played."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from scripts.sample_company.ledger import (
    Application,
    Dispute,
    Document,
    Payment,
)

LOST_AFTER_DAYS: Final = 240


@dataclass(slots=True)
class Books:
    """What was written so far, and the cents still open of every item.

    `due_to_us` holds invoices and debit notes by reference, `credit` the cents
    left of credit notes and advances by their reference, in order of writing.
    """

    company: str
    documents: dict[str, Document] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    due_to_us: dict[str, int] = field(default_factory=dict)
    credit: dict[str, int] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def next_number(self, series: str) -> int:
        """Return the next number of a series, from 1."""
        self.counters[series] += 1
        return self.counters[series]

    def write(self, document: Document) -> None:
        """Write an invoice, debit note or credit note."""
        self.documents[document.reference] = document
        side = self.credit if document.type == "CN" else self.due_to_us
        side[document.reference] = document.amount

    def void(self, reference: str, day: date) -> None:
        """Void a document of which everything is still open."""
        self.documents[reference] = replace(self.documents[reference], void=day)
        del self.due_to_us[reference]

    def receive(self, payment: Payment, quoted: dict[str, int]) -> None:
        """Write a payment; `quoted` are the cents for each document it names."""
        self.payments[payment.number] = payment
        for reference, cents in quoted.items():
            self._reduce(reference, cents)
            self.applications.append(
                Application(
                    self.company,
                    "PAY",
                    payment.number,
                    reference,
                    cents,
                    payment.currency,
                    payment.value_date,
                    quoted=True,
                )
            )
        if not quoted:
            self.credit[payment.number] = payment.amount

    def bounce(self, number: str, day: date) -> list[str]:
        """Reverse a payment; return the documents that are open again."""
        self.payments[number] = replace(self.payments[number], reversed_date=day)
        reopened = []
        for application in self.applications:
            if application.source == number:
                self.due_to_us[application.target] += application.amount
                reopened.append(application.target)
        return reopened

    def apply(
        self, source_type: str, source: str, target: str, cents: int, day: date
    ) -> None:
        """Take cents off a document with a credit, a write-off, a discount…"""
        if source in self.credit:
            assert cents <= self.credit[source]
            self.credit[source] -= cents
        self._reduce(target, cents)
        currency = self.documents[target].currency
        self.applications.append(
            Application(self.company, source_type, source, target, cents, currency, day)
        )

    def credits_of(self, document: Document) -> list[str]:
        """Return the customer's open credits in the document's currency."""
        owner = (document.customer, document.currency)
        return [
            source
            for source, cents in self.credit.items()
            if cents and self._owner(source) == owner
        ]

    def use_credits(self, document: Document, day: date) -> None:
        """Apply the customer's credits to a document, then to the oldest ones."""
        others = self._open_of(document.customer, document.currency)
        targets = list(dict.fromkeys([document.reference, *others]))
        for source in self.credits_of(document):
            kind = "CN" if source in self.documents else "PAY"
            for target in targets[:3]:
                cents = min(self.undisputed(target, day), self.credit[source])
                if cents > 0:
                    self.apply(kind, source, target, cents, day)

    def undisputed(self, reference: str, day: date) -> int:
        """Return the open cents of a document that are not in dispute on a day."""
        left = self.due_to_us.get(reference, 0)
        for dispute in self.disputes:
            unresolved = dispute.resolved is None or day < dispute.resolved
            if dispute.document == reference and dispute.opened <= day and unresolved:
                return 0 if dispute.amount is None else max(left - dispute.amount, 0)
        return left

    def write_off(self, customers: Collection[str], day: date) -> None:
        """Write off what some customers owe since more than 240 days."""
        for reference, cents in list(self.due_to_us.items()):
            document = self.documents[reference]
            lost = document.customer in customers and cents > 0
            if lost and (day - document.due).days > LOST_AFTER_DAYS:
                source = f"WO-{self.next_number('WO'):04d}"
                self.apply("WO", source, reference, cents, day)

    def _open_of(self, customer: str, currency: str) -> list[str]:
        """Return what a customer owes, oldest due first."""
        owed = [self.documents[ref] for ref, cents in self.due_to_us.items() if cents]
        mine = [d for d in owed if (d.customer, d.currency) == (customer, currency)]
        mine.sort(key=lambda document: (document.due, document.reference))
        return [document.reference for document in mine]

    def _owner(self, credit: str) -> tuple[str, str]:
        item = self.documents.get(credit) or self.payments[credit]
        return item.customer, item.currency

    def _reduce(self, reference: str, cents: int) -> None:
        assert 0 < cents <= self.due_to_us[reference]
        self.due_to_us[reference] -= cents
