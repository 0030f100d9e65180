"""Plays the invented companies day by day: invoices, payments, accidents."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from scripts.sample_company import calendar_of_trade as trade
from scripts.sample_company.agenda import Agenda, days_late
from scripts.sample_company.books import Books
from scripts.sample_company.chance import Chance
from scripts.sample_company.customers import Habit
from scripts.sample_company.ledger import Dispute, Document, Payment

LAST_INVOICE: Final = date(2026, 10, 31)
LAST_PAYMENT: Final = date(2026, 11, 20)
WRITE_OFF_DAYS: Final = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))

_WITHHELD: Final = 125  # 1.25 % in parts of 10,000
_DISCOUNT: Final = 200  # 2 % in parts of 10,000
_ADVANCES: Final = 0.3  # advances for each invoice of customers who pay ahead
_REASONS: Final = ("price", "missing goods", "damaged goods", "duplicate", "returned")

Numbering = Callable[[Books, str, date], tuple[str, str]]


@dataclass(slots=True)
class Simulation:
    """One company from its first invoice to its last payment."""

    books: Books
    habits: Sequence[Habit]
    numbering: Numbering
    chance: Chance
    first_day: date
    scale: int  # cents of a small fee: 15.00 in euros
    _habit_of: dict[str, Habit] = field(default_factory=dict)
    _agenda: Agenda = field(default_factory=Agenda)

    def play(self) -> Books:
        """Play every day and return the books."""
        self._habit_of = {h.customer.code: h for h in self.habits}
        lost = {h.customer.code for h in self.habits if h.stops_paying}
        day = self.first_day
        while day <= LAST_PAYMENT:
            if day <= LAST_INVOICE and trade.is_working_day(day):
                self._invoice_everybody(day)
            self._agenda.happen(day)
            for customer, references in self._agenda.payers(day):
                self._pay(customer, references, day)
            if day in WRITE_OFF_DAYS:
                self.books.write_off(lost, day)
            day += timedelta(days=1)
        return self.books

    # Invoices ---------------------------------------------------------------

    def _invoice_everybody(self, day: date) -> None:
        for habit in self.habits:
            stopped = habit.stops_paying
            if stopped and day > stopped + timedelta(days=110):
                continue  # nobody delivers to a customer who does not pay
            rate = habit.invoices_a_month * trade.season(day) / 21
            if self.chance.happens(rate):
                self._invoice(habit, day)
            if habit.advances and self.chance.happens(rate * _ADVANCES):
                self._advance(habit, day)

    def _invoice(self, habit: Habit, day: date) -> None:
        cents = max(self.scale, int(habit.ticket * self.chance.skewed(0.5)))
        document = self._document(habit, "INV", cents, day)
        self.books.write(document)
        self._plan(document.reference, habit, day)
        self._accidents(habit, document)
        if self.books.credits_of(document):
            self._agenda.later(
                day + timedelta(days=self.chance.between(2, 12)),
                lambda today: self.books.use_credits(document, today),
            )

    def _document(self, habit: Habit, type_: str, cents: int, day: date) -> Document:
        series, number = self.numbering(self.books, type_, day)
        terms = habit.customer.terms_days if type_ == "INV" else 0
        return Document(
            company=self.books.company,
            customer=habit.customer.code,
            type=type_,
            series=series,
            number=number,
            issue=day,
            due=day + timedelta(days=terms),
            amount=cents,
            currency=habit.customer.currency,
        )

    def _accidents(self, habit: Habit, document: Document) -> None:
        """Decide what else will happen to a new invoice."""
        chance, day = self.chance, document.issue
        if chance.happens(0.003):
            when = day + timedelta(days=chance.between(1, 9))
            self._agenda.later(when, lambda today: self._void(document, today))
        if chance.happens(0.045):
            when = day + timedelta(days=chance.between(4, 55))
            share = 1.0 if chance.happens(0.1) else 0.05 + 0.3 * chance.share()
            cents = max(1, int(document.amount * share))
            self._agenda.later(
                when, lambda today: self._credit_note(habit, document, cents, today)
            )
        if chance.happens(0.018):
            when = day + timedelta(days=chance.between(8, 45))
            self._agenda.later(
                when, lambda today: self._dispute(habit, document, today)
            )

    def _void(self, document: Document, day: date) -> None:
        untouched = self.books.due_to_us.get(document.reference) == document.amount
        if untouched and day <= LAST_INVOICE:
            self.books.void(document.reference, day)

    def _credit_note(
        self, habit: Habit, document: Document, cents: int, day: date
    ) -> None:
        if day > LAST_INVOICE or document.reference not in self.books.due_to_us:
            return
        note = self._document(habit, "CN", cents, day)
        self.books.write(note)
        lag = 0 if self.chance.happens(0.5) else self.chance.between(4, 40)
        self._agenda.later(
            day + timedelta(days=lag),
            lambda today: self.books.use_credits(document, today),
        )

    # Payments ---------------------------------------------------------------

    def _plan(self, reference: str, habit: Habit, day: date) -> None:
        document = self.books.documents[reference]
        target = max(document.due, day) + timedelta(
            days=days_late(habit, document.issue, self.chance)
        )
        if habit.takes_discount and document.issue == day:
            early = day + timedelta(days=8)
            self._agenda.pay(early, habit.customer.code, reference)
            return
        target = max(target, day + timedelta(days=3))
        if habit.stops_paying is None or target < habit.stops_paying:
            run = trade.next_pay_day(target, habit.pay_days)
            self._agenda.pay(run, habit.customer.code, reference)

    def _pay(self, code: str, references: Sequence[str], day: date) -> None:
        habit = self._habit_of[code]
        quoted: dict[str, int] = {}
        for reference in sorted(set(references)):
            left = self.books.due_to_us.get(reference, 0)
            payable = self.books.undisputed(reference, day)
            if payable < left:
                self._plan(reference, habit, day + timedelta(days=20))
            if payable <= 0:
                continue
            payable -= self._reductions(habit, reference, left, payable, day)
            if self.chance.happens(habit.part_payment):
                payable = max(1, payable * self.chance.between(30, 70) // 100)
                self._plan(reference, habit, day + timedelta(days=15))
            quoted[reference] = payable
        if quoted:
            self._receive(habit, quoted, day)

    def _reductions(
        self, habit: Habit, reference: str, left: int, payable: int, day: date
    ) -> int:
        """Take off what the customer withholds or deducts; return the cents."""
        document = self.books.documents[reference]
        untouched = left == payable == document.amount and document.type == "INV"
        early = (day - document.issue).days <= 12
        if not untouched or left < 10_000:
            return 0
        if habit.withholds:
            kind, parts, word = "WHT", _WITHHELD, "RET"
        elif habit.takes_discount and early:
            kind, parts, word = "DISC", _DISCOUNT, "DPP"
        else:
            return 0
        cents = left * parts // 10_000
        source = f"{word}-{self.books.next_number(word):05d}"
        self.books.apply(kind, source, reference, cents, day)
        return cents

    def _receive(self, habit: Habit, quoted: dict[str, int], day: date) -> None:
        payment = self._payment(habit, sum(quoted.values()), day)
        self.books.receive(payment, quoted)
        returned = day + timedelta(days=self.chance.between(3, 14))
        if habit.method == "debit" and self.chance.happens(0.012):
            self._agenda.later(
                returned, lambda today: self._bounce(habit, payment, today)
            )
        elif self.chance.happens(0.002):
            twice = day + timedelta(days=3)
            self._agenda.later(
                twice, lambda today: self._unasked(habit, payment.amount, today)
            )

    def _payment(self, habit: Habit, cents: int, day: date) -> Payment:
        _, number = self.numbering(self.books, "PAY", day)
        return Payment(
            company=self.books.company,
            number=number,
            customer=habit.customer.code,
            value_date=day,
            amount=cents,
            currency=habit.customer.currency,
            method=habit.method,
        )

    def _advance(self, habit: Habit, day: date) -> None:
        rounded = self.scale * 40 * self.chance.between(1, 8)
        self._unasked(habit, rounded, day)

    def _unasked(self, habit: Habit, cents: int, day: date) -> None:
        """Receive money that names no document."""
        if day <= LAST_PAYMENT:
            self.books.receive(self._payment(habit, cents, day), {})

    def _bounce(self, habit: Habit, payment: Payment, day: date) -> None:
        if day > LAST_PAYMENT:
            return
        for reference in self.books.bounce(payment.number, day):
            self._plan(reference, habit, day + timedelta(days=10))
        if day <= LAST_INVOICE:
            fee = self._document(habit, "DN", self.scale, day)
            self.books.write(fee)
            self._plan(fee.reference, habit, day + timedelta(days=10))

    # Credits, disputes, write-offs -------------------------------------------

    def _dispute(self, habit: Habit, document: Document, day: date) -> None:
        left = self.books.due_to_us.get(document.reference, 0)
        if day > LAST_INVOICE or not left:
            return
        whole = self.chance.happens(0.4)
        cents = None if whole else max(1, left * self.chance.between(10, 60) // 100)
        resolved = trade.working_day_from(
            day + timedelta(days=self.chance.between(15, 90))
        )
        upheld = self.chance.happens(0.5)
        if resolved <= LAST_INVOICE and upheld:
            credit = left * self.chance.between(20, 60) // 100 if whole else cents
            self._agenda.later(
                resolved,
                lambda today: self._credit_note(habit, document, credit or 1, today),
            )
        known = resolved <= LAST_PAYMENT
        self.books.disputes.append(
            Dispute(
                company=self.books.company,
                number=f"D-{self.books.next_number('D'):04d}",
                document=document.reference,
                customer=document.customer,
                amount=cents,
                opened=day,
                resolved=resolved if known else None,
                outcome=("valid" if upheld else "invalid") if known else "",
                reason=self.chance.pick(_REASONS),
            )
        )
