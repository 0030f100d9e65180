"""The same balances, as people without Cartera compute them.

Each class is given the ledger once, in the form it likes best (that is not
timed), and then answers for a date: cents per customer, currency and bucket,
added up to cents per currency and bucket.
"""

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from datetime import date
from typing import Final, Protocol

import duckdb
import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl

from benchmarks.answers import BUCKETS, EDGES, Answer, add_up
from benchmarks.book import Book


class Rival(Protocol):
    """Something that computes the ageing of a ledger at a date."""

    def __init__(self, book: Book) -> None: ...

    def ageing(self, at: date) -> Answer:
        """Return cents per currency and bucket."""


class PythonLoop:
    """Lists of vouchers and a loop over them, as many an ERP report does it."""

    def __init__(self, book: Book) -> None:
        self._documents = book.documents.select(
            "number", "customer", "issue", "due", "cents", "currency"
        ).rows()
        self._payments = book.payments.select(
            "payment", "customer", "value", "cents", "currency", "reversed"
        ).rows()
        self._applications = book.applications.select(
            "payment", "number", "cents", "applied"
        ).rows()

    def ageing(self, at: date) -> Answer:
        """Go through payments, applications and documents one by one."""
        left: dict[str, int] = {}
        owners: dict[str, tuple[str, str]] = {}
        for payment, customer, value, cents, currency, reversed_ in self._payments:
            if value <= at and (reversed_ is None or reversed_ > at):
                left[payment] = cents
                owners[payment] = (customer, currency)
        taken: dict[str, int] = defaultdict(int)
        for payment, number, cents, applied in self._applications:
            if applied <= at and payment in left:
                taken[number] += cents
                left[payment] -= cents
        sums: dict[tuple[str, str, str], int] = defaultdict(int)
        for number, customer, issue, due, cents, currency in self._documents:
            if issue <= at:
                balance = cents - taken.get(number, 0)
                if balance:
                    bucket = f"B{bisect_left(EDGES, (at - due).days)}"
                    sums[customer, currency, bucket] += balance
        for payment, cents in left.items():
            if cents:
                sums[(*owners[payment], "UNAPPLIED")] -= cents
        return add_up((key[1], key[2], cents) for key, cents in sums.items())


class Pandas:
    """Frames in memory, filtered, merged and grouped."""

    def __init__(self, book: Book) -> None:
        self._documents = book.documents.to_pandas()
        self._payments = book.payments.to_pandas()
        self._applications = book.applications.to_pandas()

    def ageing(self, at: date) -> Answer:
        """Filter by date, group the applications, merge, cut into buckets."""
        day = pd.Timestamp(at)
        paid, applied = self._payments, self._applications
        gone = paid.loc[paid["reversed"] <= day, "payment"]
        standing = paid[(paid["value"] <= day) & ~paid["payment"].isin(gone)]
        counted = applied[(applied["applied"] <= day) & ~applied["payment"].isin(gone)]
        existing = self._documents[self._documents["issue"] <= day]
        debts = _with_moved(existing, counted, "number")
        debts["balance"] = debts["cents"] - debts["moved"]
        debts = debts[debts["balance"] != 0]
        late = (day - debts["due"]).dt.days
        debts["bucket"] = np.array(BUCKETS)[np.searchsorted(EDGES, late)]
        held = _with_moved(standing, counted, "payment")
        held["balance"] = held["moved"] - held["cents"]
        held["bucket"] = "UNAPPLIED"
        keys = ["customer", "currency", "bucket"]
        both = pd.concat([debts, held[held["balance"] != 0]])
        sums = both.groupby(keys, sort=False)["balance"].sum().reset_index()
        return add_up(
            (row.currency, row.bucket, int(row.balance))
            for row in sums.itertuples(index=False)
        )


def _with_moved(items: pd.DataFrame, counted: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return items with the cents that applications took off or gave."""
    sums = counted.groupby(key, sort=False)["cents"].sum().rename("moved")
    joined = items.merge(sums.reset_index(), on=key, how="left")
    joined["moved"] = joined["moved"].fillna(0).astype("int64")
    return joined


_STATEMENT: Final = """
with standing as (
    select payment, customer, currency, cents from payments
    where value <= :at and (reversed is null or reversed > :at)
),
counted as (
    select a.payment, a.number, a.cents from applications as a
    inner join standing as s on a.payment = s.payment
    where a.applied <= :at
),
taken as (select number, sum(cents) as cents from counted group by number),
given as (select payment, sum(cents) as cents from counted group by payment),
debts as (
    select
        d.customer, d.currency, {days} as days,
        d.cents - coalesce(t.cents, 0) as balance
    from documents as d left join taken as t on d.number = t.number
    where d.issue <= :at
),
held as (
    select
        s.customer, s.currency, coalesce(g.cents, 0) - s.cents as balance
    from standing as s left join given as g on s.payment = g.payment
),
items as (
    select
        customer, currency, balance,
        case
            when days <= 0 then 'B0' when days <= 30 then 'B1'
            when days <= 60 then 'B2' when days <= 90 then 'B3'
            when days <= 120 then 'B4' else 'B5'
        end as bucket
    from debts
    where balance <> 0
    union all
    select customer, currency, balance, 'UNAPPLIED' as bucket
    from held
    where balance <> 0
)
select customer, currency, bucket, cast(sum(balance) as bigint) as balance
from items
group by customer, currency, bucket
"""


class Sqlite:
    """Indexed tables of a SQLite database in memory, one statement."""

    def __init__(self, book: Book) -> None:
        self._connection = sqlite3.connect(":memory:")
        for table in ("documents", "payments", "applications"):
            self._fill(table, getattr(book, table))
        self._connection.executescript(
            "create index by_target on applications (number);"
            "create index by_source on applications (payment);"
            "create unique index by_number on documents (number);"
            "create unique index by_payment on payments (payment);"
            "analyze;"
        )

    def ageing(self, at: date) -> Answer:
        """Run the statement; days are numbers, so that dates need no parsing."""
        statement = _STATEMENT.format(days=":at - d.due")
        rows = self._connection.execute(statement, {"at": _day_number(at)}).fetchall()
        return add_up((row[1], row[2], row[3]) for row in rows)

    def _fill(self, table: str, frame: pl.DataFrame) -> None:
        numbers = frame.with_columns(pl.col(pl.Date).to_physical())
        columns = ", ".join(numbers.columns)
        places = ", ".join("?" * numbers.width)
        self._connection.execute(f"create table {table} ({columns})")
        self._connection.executemany(
            f"insert into {table} values ({places})", numbers.iter_rows()
        )


class NaiveJoin:
    """The same statement in DuckDB, over plain tables in memory."""

    def __init__(self, book: Book) -> None:
        self._connection = duckdb.connect()
        for table in ("documents", "payments", "applications"):
            self._connection.register("incoming", getattr(book, table).to_arrow())
            self._connection.execute(
                f"create table {table} as select * from incoming"
            ).complete()
            self._connection.unregister("incoming")

    def ageing(self, at: date) -> Answer:
        """Join all applications to all documents and add up."""
        statement = _STATEMENT.format(days="date_diff('day', d.due, :at)")
        text = statement.replace(":at", "$at")
        with self._connection.cursor() as cursor:
            rows = cursor.sql(text, params={"at": at}).fetchall()
        return add_up((row[1], row[2], row[3]) for row in rows)


def _day_number(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()


RIVALS: Final[dict[str, type[Rival]]] = {
    "naive join": NaiveJoin,
    "pandas": Pandas,
    "python loop": PythonLoop,
    "sqlite": Sqlite,
}
