"""The invented customers: who they are and how they pay."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.es import cif
from stdnum.mx import rfc

from scripts.sample_company import names
from scripts.sample_company.chance import Chance
from scripts.sample_company.ledger import Customer

SPAIN: Final = "Distribuciones Nogal Azul, S.L."
MEXICO: Final = "Nogal Azul México, S.A. de C.V."
CUSTOMERS_IN_SPAIN: Final = 300
CUSTOMERS_IN_DOLLARS: Final = 22
CUSTOMERS_IN_MEXICO: Final = 100

_FORM_LETTERS: Final = {"S.A.": "A", "S. Coop.": "F", "S.C.": "J"}
_TEMPERS: Final = (
    # name, share of customers, mean days late, deviation, chance of a part payment
    ("punctual", 0.42, 3, 3, 0.02),
    ("usual", 0.33, 14, 7, 0.05),
    ("late", 0.17, 28, 12, 0.10),
    ("very late", 0.08, 62, 22, 0.22),
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a customer buys and pays; `ticket` is the usual invoice in cents."""

    customer: Customer
    invoices_a_month: float
    ticket: int
    days_late: int
    deviation: int
    part_payment: float
    pay_days: tuple[int, ...]
    method: str
    stops_paying: date | None
    worsens: bool
    advances: bool
    withholds: bool
    takes_discount: bool


def customers_of_spain() -> list[Habit]:
    """Return the customers of the Spanish company, a few of them in dollars."""
    chance = Chance("nogal azul, clientes")
    titles = _spanish_names(chance)
    habits = []
    for index in range(CUSTOMERS_IN_SPAIN):
        dollars = index >= CUSTOMERS_IN_SPAIN - CUSTOMERS_IN_DOLLARS
        public = 30 <= index < 30 + len(names.PUBLIC_BODIES)
        name = names.PUBLIC_BODIES[index - 30] if public else next(titles)
        customer = _spanish_customer(chance, index, name, public, dollars)
        habits.append(_habit(chance, customer, scale=1.0, ticket=105_000))
    return habits


def customers_of_mexico() -> list[Habit]:
    """Return the customers of the Mexican company."""
    chance = Chance("nogal azul méxico, clientes")
    titles = _mexican_names(chance)
    return [
        _habit(
            chance,
            _mexican_customer(chance, index, next(titles)),
            scale=0.92,
            ticket=1_450_000,
        )
        for index in range(CUSTOMERS_IN_MEXICO)
    ]


def _spanish_names(chance: Chance) -> Iterator[str]:
    pairs = [(t, p) for t in names.SPANISH_TRADES for p in names.SPANISH_PROPER]
    yield from names.SPECIAL_SPANISH
    for trade, proper in chance.shuffled(pairs):
        yield f"{trade} {proper}, {chance.pick(names.SPANISH_FORMS)}"


def _mexican_names(chance: Chance) -> Iterator[str]:
    pairs = [(t, p) for t in names.MEXICAN_TRADES for p in names.MEXICAN_PROPER]
    yield from names.SPECIAL_MEXICAN
    for trade, proper in chance.shuffled(pairs):
        yield f"{trade} {proper}, {chance.pick(names.MEXICAN_FORMS)}"


def _spanish_customer(
    chance: Chance, index: int, name: str, public: bool, dollars: bool
) -> Customer:
    code = f"{101 + index * 7:05d}"
    first, last = chance.pick(names.FIRST_NAMES), chance.pick(names.SURNAMES)
    terms = chance.pick((30, 45, 60, 60, 60, 60, 75))
    if public or dollars:
        terms = 60 if public else 90
    return Customer(
        company=SPAIN,
        code=code,
        name=name,
        tax_id=_spanish_tax_id(index, name, public),
        kind="Administración pública" if public else "Empresa",
        country="ES",
        currency="USD" if dollars else "EUR",
        terms_days=terms,
        credit_limit=chance.between(4, 120) * 50_000,
        collector=chance.pick(names.SPANISH_COLLECTORS),
        segment=chance.pick(("A", "B", "B", "C", "C")),
        branch=chance.pick(names.BRANCHES),
        contact=f"{first} {last}",
        email=f"{_slug(first)}@{_slug(name)}.example.com",
        phone=f"+34 600 {index // 1000:03d} {index % 1000:03d}",
        address=f"{chance.pick(names.STREETS)} {chance.between(1, 98)}",
        city=chance.pick(names.SPANISH_CITIES),
    )


def _mexican_customer(chance: Chance, index: int, name: str) -> Customer:
    first, last = chance.pick(names.FIRST_NAMES), chance.pick(names.SURNAMES)
    return Customer(
        company=MEXICO,
        code=f"M{1001 + index * 3}",
        name=name,
        tax_id=_mexican_tax_id(chance, name),
        kind="Company",
        country="MX",
        currency="MXN",
        terms_days=chance.pick((30, 60, 60, 60, 90, 90)),
        credit_limit=chance.between(4, 90) * 1_000_000,
        collector="collections",
        segment=chance.pick(("A", "B", "B", "C", "C")),
        branch="México",
        contact=f"{first} {last}",
        email=f"{_slug(first)}@{_slug(name)}.test",
        phone=f"+52 55 5555 {index:04d}",
        address=f"{chance.pick(names.STREETS)} {chance.between(1, 980)}",
        city=chance.pick(names.MEXICAN_CITIES),
    )


def _habit(chance: Chance, customer: Customer, *, scale: float, ticket: int) -> Habit:
    _, _, late, deviation, part = _temper(chance.share())
    public = customer.kind == "Administración pública"
    dollars = customer.currency == "USD"
    method = chance.pick(("transfer", "transfer", "debit", "debit", "note"))
    stops = chance.happens(0.035) and not (public or dollars)
    return Habit(
        customer=customer,
        invoices_a_month=min(0.64 * scale * chance.skewed(0.85), 9.0),
        ticket=int(ticket * chance.skewed(0.4 if dollars else 0.95)),
        days_late=late + 40 if public else late,
        deviation=deviation,
        part_payment=0.0 if public else part,
        pay_days=chance.pick(((5, 20), (10, 25), (15,), (1, 8, 15, 22), (25,))),
        method="transfer" if public else method,
        stops_paying=date(2025, chance.between(4, 12), 1) if stops else None,
        worsens=chance.happens(0.07),
        advances=chance.happens(0.045),
        withholds=customer.country == "MX" and chance.happens(0.2),
        takes_discount=customer.country == "ES" and chance.happens(0.03),
    )


def _temper(share: float) -> tuple[str, float, int, int, float]:
    for temper in _TEMPERS:
        if share < temper[1]:
            return temper
        share -= temper[1]
    return _TEMPERS[-1]


def _spanish_tax_id(index: int, name: str, public: bool) -> str:
    """Return a valid number whose first letter fits the legal form."""
    form = name.rpartition(", ")[2]
    letter = "P" if public else _FORM_LETTERS.get(form, "B")
    body = f"{letter}69{31_000 + index * 37:05d}"
    digit_or_letter = cif.calc_check_digits(body)
    number = body + (digit_or_letter[1] if public else digit_or_letter[0])
    return str(cif.validate(number))


def _mexican_tax_id(chance: Chance, name: str) -> str:
    letters = "".join(c for c in _slug(name).upper() if c.isalpha())
    founded = f"{chance.between(0, 20):02d}{chance.between(1, 12):02d}"
    body = f"{letters[:3]}{founded}{chance.between(1, 28):02d}V{chance.between(1, 9)}"
    number = body + rfc.calc_check_digit(body)
    return str(rfc.validate(number, validate_check_digits=True))


def _slug(text: str) -> str:
    """Return a name as part of an address: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().partition(",")[0])
    letters = "".join(c if c.isalnum() and c.isascii() else " " for c in _bare(plain))
    words = letters.split()
    return "-".join(words[:3])


def _bare(text: str) -> str:
    return "".join(c for c in text if not unicodedata.combining(c))
