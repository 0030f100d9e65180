"""When a load is held back: what one wrong file could do to the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from cartera.domain.facts import KINDS
from cartera.errors import Finding
from cartera.ingest.snapshot_holds import (
    Book,
    rows_of_company,
    second_snapshot,
    settles_most,
)
from cartera.store.actors import Actor
from cartera.store.loads import LoadRecord
from cartera.store.workspace import Workspace

REJECTED_SHARE: Final = 0.2

OPTION_OF: Final = {
    "DATE_ORDER_UNDECIDED": "dates",
    "DATE_ORDER_MIXED": "dates",
    "DATE_ORDER_SWAPPED": "dates",
    "DECIMAL_MARK_UNDECIDED": "decimal",
    "DECIMAL_MARK_MIXED": "decimal",
    "AS_OF_UNDECIDED": "as_of",
    "AS_OF_PER_SHEET": "sheet",
}
"""Questions that only an option answers; all other holds a person confirms."""

NEVER_HOLDS: Final = frozenset({"STATUS_UNKNOWN"})
"""Questions that are asked while the load counts."""

_CUSTOMER: Final = ("customer_code", "customer_tax_id", "customer_name_key")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A load before it is committed, as the checks need it.

    `other_parts` are the facts of other open-items files of the same call that
    have the same as-of date.
    """

    kind: str
    facts: pl.DataFrame
    as_of: date | None
    is_partial: bool
    taken: int
    rejected: int
    other_parts: pl.DataFrame

    @property
    def companies(self) -> list[str]:
        """The companies of the rows, in alphabetical order."""
        return sorted(self.facts["company"].drop_nulls().unique().to_list())


def store_questions(
    candidate: Candidate, workspace: Workspace, *, actor: Actor
) -> list[Finding]:
    """Return the questions that hold a load, from what is stored already."""
    active = workspace.active_loads()
    questions = [*_too_many_rejected(candidate)]
    for company in candidate.companies:
        loads = [load for load in active if load.company in (company, None)]
        rows = candidate.facts.filter(pl.col("company") == company)
        questions += _strangers(workspace, rows, loads, company)
        if candidate.kind == "open_items" and candidate.as_of is not None:
            others = candidate.other_parts.filter(pl.col("company") == company)
            book = Book(workspace, actor, loads, company, candidate.as_of, others)
            second = list(second_snapshot(book, rows))
            questions += second
            if not second and not candidate.is_partial:
                questions += settles_most(book, rows)
    return questions


def _too_many_rejected(candidate: Candidate) -> Iterator[Finding]:
    whole = candidate.taken + candidate.rejected
    if whole and candidate.rejected > REJECTED_SHARE * whole:
        share = round(100 * candidate.rejected / whole)
        yield Finding(
            "TOO_MANY_REJECTED",
            "question",
            details=(
                ("rejected", candidate.rejected),
                ("rows", whole),
                ("percent", share),
            ),
        )


def _strangers(
    workspace: Workspace,
    rows: pl.DataFrame,
    loads: Sequence[LoadRecord],
    company: str,
) -> Iterator[Finding]:
    """Ask when no customer is one that the company has had before."""
    own = {name: rows[name].drop_nulls().unique() for name in _CUSTOMER}
    if not any(len(values) for values in own.values()):
        return
    has_customers = False
    for load in reversed(loads):
        for path in _fact_files(workspace, load):
            names = rows_of_company(path, company, _CUSTOMER)
            known = {name: names[name].drop_nulls().unique() for name in _CUSTOMER}
            has_customers = has_customers or any(len(v) for v in known.values())
            if any(own[n].is_in(known[n].implode()).any() for n in _CUSTOMER):
                return
    if has_customers:
        yield Finding("NO_KNOWN_CUSTOMER", "question", details=(("company", company),))


def _fact_files(workspace: Workspace, load: LoadRecord) -> tuple[Path, ...]:
    tables = (load.kind,) if load.kind in KINDS else KINDS
    return tuple(
        path for table in tables for path in workspace.lake.facts([load.load_id], table)
    )
