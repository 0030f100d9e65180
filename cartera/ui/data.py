"""Cached reads: every answer is keyed by the mart's id and scalars, never a frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import polars as pl
import streamlit as st

from cartera.export.csv import (
    Dialect,
    dialect_of_country,
    find_dialect,
    report_csv,
)
from cartera.reports.model import ReportRequest
from cartera.reports.registry import run_report
from cartera.store.lake import Lake
from cartera.store.warehouse import Warehouse
from cartera.ui.charts import Cut

LAKE: Final = "lake"
MARTS: Final = "marts"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page looks at; hashable, so that it can be part of a cache key.

    No companies means all of them; `as_of` None means the latest data date.
    """

    root: str
    mart_id: str
    companies: tuple[str, ...] = ()
    as_of: date | None = None
    basis: str = "due"
    language: str = "es"

    def request(self, **values: str) -> ReportRequest:
        """Return what is asked of a report in this scope."""
        return ReportRequest(
            as_of=self.as_of,
            companies=self.companies,
            values=values,
            language=self.language,
        )


@st.cache_resource(max_entries=4, show_spinner=False)
def _warehouse(root: str, mart_id: str) -> Warehouse:
    return Warehouse.open(Path(root) / MARTS / f"{mart_id}.duckdb")


def _run(scope: Scope, report: str, **values: str) -> pl.DataFrame:
    return run_report(
        _warehouse(scope.root, scope.mart_id),
        report,
        scope.request(**values),
        lake=Lake(Path(scope.root) / LAKE),
    )


@st.cache_data(max_entries=64, show_spinner=False)
def data_dates(root: str, mart_id: str) -> pl.DataFrame:
    """Return company, data_date, cash_date, first_date: one row per company."""
    return _warehouse(root, mart_id).read("reports/data_dates", companies=None)


@st.cache_data(max_entries=64, show_spinner=False)
def cuts(root: str, mart_id: str) -> Mapping[str, tuple[date, ...]]:
    """Return the dates at which each company's balance was stated, in order."""
    rows = _warehouse(root, mart_id).read("reports/cuts", companies=None)
    grouped = rows.group_by("company", maintain_order=True).agg("as_of")
    return {company: tuple(dates) for company, dates in grouped.iter_rows()}


def known_cuts(scope: Scope) -> Mapping[str, tuple[date, ...]]:
    """Return the cuts of the companies in scope."""
    found = cuts(scope.root, scope.mart_id)
    if not scope.companies:
        return found
    return {name: found[name] for name in scope.companies if name in found}


@st.cache_data(max_entries=256, show_spinner=False)
def ageing(scope: Scope) -> pl.DataFrame:
    """Return the report `ageing` of a scope."""
    return _run(scope, "ageing", basis=scope.basis)


@st.cache_data(max_entries=32, show_spinner=False)
def remarks(scope: Scope) -> pl.DataFrame:
    """Return the report `ledger_findings` of a scope, in its language."""
    return _run(scope, "ledger_findings")


@st.cache_data(max_entries=64, show_spinner=False)
def ageing_cuts(scope: Scope, currency: str, cuts: tuple[date, ...]) -> tuple[Cut, ...]:
    """Return the amount per bucket in one currency at each of the dates."""
    return tuple(_cut(scope, currency, cut) for cut in cuts)


@st.cache_data(max_entries=64, show_spinner=False)
def customers(scope: Scope, currency: str) -> pl.DataFrame:
    """Return one row per customer with a column per bucket, in one currency.

    Columns: customer_key, company, customer_id, customer_name, the codes of the
    buckets that occur, net (their sum); largest net first.
    """
    rows = _run(scope, "ageing_by_customer", basis=scope.basis)
    keys = ["customer_key", "company", "customer_id", "customer_name"]
    found = rows.filter(pl.col("currency") == currency)
    nets = found.group_by(keys).agg(
        pl.col("amount").sum().alias("net"), pl.col("documents").sum()
    )
    if found.is_empty():
        return nets
    wide = found.pivot("bucket", index=keys, values="amount", aggregate_function="sum")
    return wide.join(nets, on=keys, nulls_equal=True).sort(
        "net", *keys, descending=[True, *[False] * len(keys)]
    )


@st.cache_data(max_entries=64, show_spinner=False)
def documents(scope: Scope, customer_key: str) -> pl.DataFrame:
    """Return the open documents and credits of one customer, oldest due first."""
    rows = _run(scope, "open_items", basis=scope.basis)
    return rows.filter(pl.col("customer_key") == customer_key).sort(
        "currency",
        "due_date",
        "issue_date",
        "document_id",
        "instalment",
        nulls_last=True,
    )


@st.cache_data(max_entries=64, show_spinner=False)
def lineage(scope: Scope, document_id: str, document_key: str) -> pl.DataFrame:
    """Return the cells that a document comes from, one row per cell."""
    rows = _run(scope, "lineage", document_id=document_id)
    return rows.filter(pl.col("document_key") == document_key)


def report_file(scope: Scope, report: str, country: str | None, **values: str) -> bytes:
    """Return a report as a CSV file for spreadsheets of a country."""
    return report_csv(_run(scope, report, **values), _dialect(scope, country))


def documents_file(scope: Scope, customer_key: str, country: str | None) -> bytes:
    """Return the open documents of one customer as a CSV file."""
    rows = _run(scope, "open_items", basis=scope.basis)
    found = rows.filter(pl.col("customer_key") == customer_key)
    return report_csv(found, _dialect(scope, country))


def _dialect(scope: Scope, country: str | None) -> Dialect:
    """Follow the company's country; without one, the reader's language."""
    if country is None and scope.language == "en":
        return find_dialect("intl")
    return dialect_of_country(country)


def _cut(scope: Scope, currency: str, as_of: date) -> Cut:
    at = Scope(
        root=scope.root,
        mart_id=scope.mart_id,
        companies=scope.companies,
        as_of=as_of,
        basis=scope.basis,
        language=scope.language,
    )
    rows = ageing(at).filter(pl.col("currency") == currency)
    amounts: dict[str, Decimal] = dict(rows.select("bucket", "amount").iter_rows())
    return Cut(as_of, amounts)
