"""A ledger kept by hand in plain Python, to hold the product's SQL against.

It follows DOMAIN 1.2 word for word: everything is an event in a half-open
stretch of time, and an application counts while it, its source and its target
all exist. Nothing here is shared with the product.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

FOREVER = date(9999, 12, 31)
START = date(2026, 1, 1)


@dataclass(frozen=True)
class Doc:
    """An invoice or debit note (positive) or a credit note (negative)."""

    number: str
    customer: str
    type: str
    issue: date
    due: date | None
    amount: Decimal
    end: date = FOREVER


@dataclass(frozen=True)
class Payment:
    """Money that came in, and perhaps bounced."""

    number: str
    customer: str
    value: date
    amount: Decimal
    end: date = FOREVER


@dataclass(frozen=True)
class Application:
    """Money of a source (or of nowhere) put against a document."""

    kind: str
    source: str | None
    target: str
    amount: Decimal
    on: date
    end: date = FOREVER


@dataclass
class TrueLedger:
    """All events, and the balances they give at any date."""

    docs: list[Doc] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)

    def balances(self, day: date) -> dict[str, Decimal]:
        """Signed open balance of each document and payment on a day."""
        open_now: dict[str, Decimal] = defaultdict(Decimal)
        lives: dict[str, tuple[date, date]] = {}
        for doc in self.docs:
            lives[doc.number] = (doc.issue, doc.end)
            if doc.issue <= day < doc.end:
                open_now[doc.number] += doc.amount
        for payment in self.payments:
            lives[payment.number] = (payment.value, payment.end)
            if payment.value <= day < payment.end:
                open_now[payment.number] -= payment.amount
        for application in self.applications:
            starts, ends = [application.on], [application.end]
            for end in (application.source, application.target):
                if end is not None:
                    starts.append(lives[end][0])
                    ends.append(lives[end][1])
            if max(starts) <= day < min(ends):
                open_now[application.target] -= application.amount
                if application.source is not None:
                    open_now[application.source] += application.amount
        return {number: value for number, value in open_now.items() if value}

    def customer_of(self, number: str) -> str:
        """Customer of a document or payment."""
        for event in (*self.docs, *self.payments):
            if event.number == number:
                return event.customer
        raise KeyError(number)

    def per_customer(self, day: date) -> dict[str, Decimal]:
        """Net balance of each customer on a day, zeros left out."""
        net: dict[str, Decimal] = defaultdict(Decimal)
        for number, value in self.balances(day).items():
            net[self.customer_of(number)] += value
        return {customer: value for customer, value in net.items() if value}

    # facts as files would say them

    def document_rows(self) -> list[dict[str, object]]:
        """Rows of a register without any word about settlement."""
        return [
            {
                "number": d.number,
                "customer_code": d.customer,
                "type": d.type,
                "issue_date": d.issue,
                "due_date": d.due,
                "amount": d.amount,
                "void_date": None if d.end == FOREVER else d.end,
            }
            for d in self.docs
        ]

    def register_rows(self, day: date) -> list[dict[str, object]]:
        """Rows of a register that states how much was settled by a day."""
        open_then = self.balances(day)
        rows = []
        for doc, row in zip(self.docs, self.document_rows(), strict=True):
            settled = doc.amount - open_then.get(doc.number, Decimal(0))
            if doc.amount > 0 and doc.issue <= day < doc.end and settled:
                row["paid_amount"] = settled
            rows.append(row)
        return rows

    def payment_rows(self) -> list[dict[str, object]]:
        """Rows of a payments file."""
        return [
            {
                "payment_id": p.number,
                "customer_code": p.customer,
                "value_date": p.value,
                "amount": p.amount,
                "reversed_date": None if p.end == FOREVER else p.end,
            }
            for p in self.payments
        ]

    def application_rows(self) -> list[dict[str, object]]:
        """Rows of an applications file."""
        return [
            {
                "source_type": a.kind,
                "source_id": a.source or f"{a.kind}-{a.target}",
                "target_id": a.target,
                "amount": a.amount,
                "alloc_date": a.on,
                "reversed_date": None if a.end == FOREVER else a.end,
            }
            for a in self.applications
        ]

    def snapshot_rows(self, day: date) -> list[dict[str, object]]:
        """Rows of an open-items list of a day, credits with their numbers."""
        known = {d.number: d for d in self.docs}
        paid = {p.number: p for p in self.payments}
        rows = []
        for number, balance in sorted(self.balances(day).items()):
            doc, payment = known.get(number), paid.get(number)
            rows.append(
                {
                    "number": number,
                    "customer_code": self.customer_of(number),
                    "type": doc.type if doc else "PAY",
                    "issue_date": doc.issue if doc else payment.value,
                    "due_date": doc.due if doc else None,
                    "amount": doc.amount if doc else -payment.amount,
                    "balance": balance,
                }
            )
        return rows


cents = st.integers(1, 500_000).map(lambda n: Decimal(n) / 100)
days = st.integers(0, 240).map(lambda n: START + timedelta(days=n))


@st.composite
def ledgers(draw: st.DrawFn, *, most: int = 9) -> TrueLedger:
    """Draw a ledger: invoices, credit notes, payments, reversals, voids."""
    ledger = TrueLedger()
    customers = ("A", "B", "Ñandú, S.L.")
    for n in range(draw(st.integers(1, most))):
        issue = draw(days)
        kind = draw(st.sampled_from(("INV", "INV", "INV", "DN", "CN")))
        due = draw(st.none() | st.integers(0, 120).map(timedelta))
        void = draw(st.sampled_from((None,) * 6 + (3, 40)))
        ledger.docs.append(
            Doc(
                number=f"{kind}-{n:03d}",
                customer=draw(st.sampled_from(customers)),
                type=kind,
                issue=issue,
                due=None if due is None or kind == "CN" else issue + due,
                amount=draw(cents) * (-1 if kind == "CN" else 1),
                end=FOREVER if void is None else issue + timedelta(void),
            )
        )
    for n in range(draw(st.integers(0, most))):
        value = draw(days)
        bounced = draw(st.sampled_from((None, None, None, 2, 30)))
        ledger.payments.append(
            Payment(
                number=f"PAY-{n:03d}",
                customer=draw(st.sampled_from(customers)),
                value=value,
                amount=draw(cents),
                end=FOREVER if bounced is None else value + timedelta(bounced),
            )
        )
    ledger.applications.extend(draw(_applications(ledger)))
    return ledger


@st.composite
def _applications(draw: st.DrawFn, ledger: TrueLedger) -> list[Application]:
    """Draw applications that neither overdraw a source nor a document."""
    debts = [d for d in ledger.docs if d.amount > 0]
    sources = [("PAY", p.number, p.amount, p.value) for p in ledger.payments]
    sources += [
        ("CN", d.number, -d.amount, d.issue) for d in ledger.docs if d.amount < 0
    ]
    left = {d.number: d.amount for d in debts}
    found = []
    for kind, number, amount, since in sources:
        unapplied = amount
        for target in (
            draw(st.lists(st.sampled_from(debts), max_size=2)) if debts else ()
        ):
            most = min(unapplied, left[target.number])
            if most <= 0:
                continue
            part = min(most, draw(cents))
            unapplied -= part
            left[target.number] -= part
            on = since + timedelta(draw(st.integers(0, 40)))
            found.append(Application(kind, number, target.number, part, on))
    for target in debts:
        if left[target.number] > 0 and draw(st.booleans()):
            kind = draw(st.sampled_from(("WO", "DISC", "WHT")))
            part = min(left[target.number], draw(cents))
            on = target.issue + timedelta(draw(st.integers(0, 100)))
            found.append(Application(kind, None, target.number, part, on))
    return found
