"""A realistic ledger of any size, made in one stroke: the input of the rows.

Three years up to `LATEST`; about 6 % of the documents are open at the end, each
document has about 1.1 applications, few customers have most of the documents,
some payments are reversed or stay partly unapplied. Amounts are whole cents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl

COMPANY: Final = "Banco de pruebas, S.L."
LATEST: Final = date(2026, 10, 31)
PAST: Final = date(2026, 4, 30)
FIRST: Final = date(2023, 11, 1)

_NEVER_PAID: Final = 0.012
_PAID_TWICE: Final = 0.17
_REVERSED: Final = 0.001
_OVERPAID: Final = 0.01
_DISPUTED: Final = 0.003


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of a ledger; cents are integers, days are dates.

    documents: number, customer, issue, due, cents, currency.
    payments: payment, customer, value, cents, currency, reversed.
    applications: payment, number, cents, applied.
    disputes: number, customer, cents (null: all), opened, resolved.
    """

    documents: pl.DataFrame
    payments: pl.DataFrame
    applications: pl.DataFrame
    disputes: pl.DataFrame


def make_book(size: int, *, seed: int = 7) -> Book:
    """Return a ledger with `size` documents; equal arguments, equal ledger."""
    chance = np.random.default_rng(seed)
    documents = _documents(chance, size)
    parts = _parts(chance, documents)
    payments = _payments(chance, parts)
    applications = parts.select("payment", "number", "cents", "applied")
    return Book(
        documents=documents.drop("settled"),
        payments=payments,
        applications=applications,
        disputes=_disputes(chance, documents),
    )


def customer_code(number: str = "customer") -> pl.Expr:
    """Return the code that the company gives a customer: `C000123`."""
    return pl.format("C{}", pl.col(number).cast(pl.String).str.zfill(6))


def _documents(chance: np.random.Generator, size: int) -> pl.DataFrame:
    customers = max(size // 60, 20)
    weights = 1 / np.arange(1, customers + 1) ** 0.7
    customer = chance.choice(customers, size, p=weights / weights.sum())
    issue = np.sort(chance.integers(0, (LATEST - FIRST).days + 1, size))
    due = issue + chance.choice([30, 60], size)
    late = np.floor(chance.lognormal(2.2, 1.0, size)).astype(np.int64) - 3
    never = chance.random(size) < _NEVER_PAID
    settled = np.where(never, 10_000, np.maximum(due + late, issue + 1))
    frame = pl.DataFrame(
        {
            "number": np.arange(1, size + 1),
            "customer": customer,
            "issue": issue,
            "due": due,
            "settled": settled,
            "cents": np.maximum(chance.lognormal(11.2, 1.1, size), 100).astype("i8"),
        }
    )
    return frame.with_columns(
        pl.format("F-{}", pl.col("number").cast(pl.String).str.zfill(8)).alias(
            "number"
        ),
        customer_code(),
        _day("issue"),
        _day("due"),
        _day("settled"),
        pl.when(pl.col("customer") % 10 == 3)
        .then(pl.lit("USD"))
        .otherwise(pl.lit("EUR"))
        .alias("currency"),
    )


def _day(column: str) -> pl.Expr:
    return (pl.lit(FIRST) + pl.duration(days=pl.col(column))).alias(column)


def _parts(chance: np.random.Generator, documents: pl.DataFrame) -> pl.DataFrame:
    """Return one row per application that happened; the payment is named."""
    twice = documents.with_columns(
        twice=pl.Series(chance.random(documents.height) < _PAID_TWICE)
    )
    half = pl.col("cents") // 2
    first = twice.filter("twice").with_columns(
        cents=half,
        applied=pl.max_horizontal(
            pl.col("settled") - pl.duration(days=20), pl.col("issue")
        ),
    )
    rest = twice.with_columns(
        cents=pl.when("twice").then(pl.col("cents") - half).otherwise("cents"),
        applied="settled",
    )
    happened = pl.concat([first, rest]).filter(pl.col("applied") <= LATEST)
    return happened.select(
        "number",
        "customer",
        "currency",
        "cents",
        "applied",
        payment=pl.format(
            "P-{}-{}", "customer", pl.col("applied").dt.strftime("%y%m%d")
        ),
    ).sort("applied", "number")


def _payments(chance: np.random.Generator, parts: pl.DataFrame) -> pl.DataFrame:
    grouped = parts.group_by("payment", "customer", "currency", "applied").agg(
        pl.col("cents").sum()
    )
    ordered = grouped.sort("applied", "payment").rename({"applied": "value"})
    size = ordered.height
    return ordered.with_columns(
        cents=pl.col("cents")
        + pl.Series(np.where(chance.random(size) < _OVERPAID, 5_000, 0)),
        reversed=pl.when(pl.Series(chance.random(size) < _REVERSED)).then(
            pl.col("value") + pl.duration(days=9)
        ),
    ).select("payment", "customer", "value", "cents", "currency", "reversed")


def _disputes(chance: np.random.Generator, documents: pl.DataFrame) -> pl.DataFrame:
    chosen = documents.filter(
        pl.Series(chance.random(documents.height) < _DISPUTED)
        & (pl.col("issue") <= LATEST)
    )
    size = chosen.height
    opened = pl.col("issue") + pl.duration(days=12)
    return chosen.select(
        "number",
        "customer",
        cents=pl.when(pl.Series(chance.random(size) < 0.5)).then(pl.col("cents") // 3),
        opened=opened,
        resolved=pl.when(pl.Series(chance.random(size) < 0.7)).then(
            opened + pl.duration(days=40)
        ),
    )


def open_at(book: Book, at: date) -> pl.DataFrame:
    """Return what is open at a date: number, customer, type, days, cents, balance.

    Unapplied payments come as rows of type PAY with negative cents.
    """
    standing = book.payments.filter(
        (pl.col("value") <= at)
        & (pl.col("reversed").is_null() | (pl.col("reversed") > at))
    )
    counted = book.applications.filter(pl.col("applied") <= at).join(
        standing.select("payment"), on="payment", how="semi"
    )
    taken = counted.group_by("number").agg(pl.col("cents").sum().alias("moved"))
    given = counted.group_by("payment").agg(pl.col("cents").sum().alias("moved"))
    moved = pl.col("moved").fill_null(0)
    debts = (
        book.documents.filter(pl.col("issue") <= at)
        .join(taken, on="number", how="left")
        .with_columns(balance=pl.col("cents") - moved, type=pl.lit("INV"))
        .select(*_OPEN)
    )
    credit = (
        standing.join(given, on="payment", how="left")
        .with_columns(balance=moved - pl.col("cents"), cents=-pl.col("cents"))
        .with_columns(type=pl.lit("PAY"), due=pl.lit(None, pl.Date))
        .rename({"payment": "number", "value": "issue"})
        .select(*_OPEN)
    )
    found = pl.concat([debts, credit]).filter(pl.col("balance") != 0)
    return found.sort("customer", "issue", "number")


_OPEN: Final = (
    "number",
    "customer",
    "type",
    "issue",
    "due",
    "cents",
    "balance",
    "currency",
)
