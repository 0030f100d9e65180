"""The two invented companies, played from beginning to end."""

from datetime import date
from functools import lru_cache
from typing import Final

from scripts.sample_company.books import Books
from scripts.sample_company.chance import Chance
from scripts.sample_company.customers import (
    MEXICO,
    SPAIN,
    customers_of_mexico,
    customers_of_spain,
)
from scripts.sample_company.ledger import Ledger
from scripts.sample_company.simulation import Simulation

_SPANISH_SERIES: Final = {"INV": "FA", "CN": "AB", "DN": "ND"}
_MEXICAN_SERIES: Final = {"INV": "NAM", "CN": "NC", "DN": "ND"}


@lru_cache(maxsize=1)
def sample_ledger() -> Ledger:
    """Return the true ledger of both companies."""
    books = [_spain().play(), _mexico().play()]
    habits = [*customers_of_spain(), *customers_of_mexico()]
    return Ledger(
        customers=tuple(habit.customer for habit in habits),
        documents=tuple(d for book in books for d in book.documents.values()),
        payments=tuple(p for book in books for p in book.payments.values()),
        applications=tuple(a for book in books for a in book.applications),
        disputes=tuple(d for book in books for d in book.disputes),
    )


def _spain() -> Simulation:
    return Simulation(
        books=Books(SPAIN),
        habits=customers_of_spain(),
        numbering=_spanish_number,
        chance=Chance("nogal azul, días"),
        first_day=date(2024, 11, 1),
        scale=1_500,
    )


def _mexico() -> Simulation:
    return Simulation(
        books=Books(MEXICO),
        habits=customers_of_mexico(),
        numbering=_mexican_number,
        chance=Chance("nogal azul méxico, días"),
        first_day=date(2025, 1, 2),
        scale=25_000,
    )


def _spanish_number(books: Books, type_: str, day: date) -> tuple[str, str]:
    """Return series and number; both begin anew each year: FA26, 000123."""
    year = f"{day:%y}"
    if type_ == "PAY":
        return "", f"CB{year}-{books.next_number(f'CB{year}'):05d}"
    series = f"{_SPANISH_SERIES[type_]}{year}"
    return series, f"{books.next_number(series):06d}"


def _mexican_number(books: Books, type_: str, day: date) -> tuple[str, str]:
    """Return a number that goes on for ever, without a series: NAM-10123."""
    del day
    if type_ == "PAY":
        return "", f"R-{20_000 + books.next_number('R')}"
    word = _MEXICAN_SERIES[type_]
    return "", f"{word}-{10_000 + books.next_number(word)}"
