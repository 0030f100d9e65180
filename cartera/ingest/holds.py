"""When a load is held back: what one wrong file could do to the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import polars as pl

from cartera.domain.facts import KINDS
from cartera.domain.identity import number_key
from cartera.errors import Finding
from cartera.money import to_json_amount
from cartera.store.actors import Actor
from cartera.store.loads import LoadRecord
from cartera.store.queries import load_queries
from cartera.store.workspace import Workspace

REJECTED_SHARE: Final = 0.2
SHARED_DOCUMENTS: Final = 0.1
SETTLED_SHARE: Final = 0.5

OPTION_OF: Final = {
    "DATE_ORDER_UNDECIDED": "dates",
    "DATE_MIXED": "dates",
    "DATE_HALF_SWAPPED": "dates",
    "DECIMAL_MARK_UNDECIDED": "decimal",
    "DECIMAL_MARK_MIXED": "decimal",
    "AS_OF_UNDECIDED": "as_of",
    "AS_OF_PER_SHEET": "sheet",
}
"""Questions that only an option answers; all other holds a person confirms."""

NEVER_HOLDS: Final = frozenset({"STATUS_UNKNOWN"})
"""Questions that are asked while the load counts."""

_CUSTOMER: Final = ("customer_code", "customer_tax_id", "customer_name_key")
_OPEN_ITEMS: Final = "reports/open_items"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A load before it is committed, as the checks need it."""

    kind: str
    facts: pl.DataFrame
    as_of: date | None
    is_partial: bool
    taken: int
    rejected: int

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
            snapshots = [load for load in loads if load.kind == "open_items"]
            second = list(
                _second_snapshot(workspace, rows, snapshots, candidate.as_of, company)
            )
            questions += second
            if not second and not candidate.is_partial:
                book = _Book(workspace, actor, loads, company, candidate.as_of)
                questions += _settles_most(book, rows)
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
            names = _of_company(path, company, _CUSTOMER)
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


def _of_company(path: Path, company: str, columns: Sequence[str]) -> pl.DataFrame:
    scan = pl.scan_parquet(path, glob=False)
    return scan.filter(pl.col("company") == company).select(columns).collect()


def _second_snapshot(
    workspace: Workspace,
    rows: pl.DataFrame,
    snapshots: Sequence[LoadRecord],
    as_of: date,
    company: str,
) -> Iterator[Finding]:
    """Ask when the same documents were listed for the same day before."""
    own = _documents(rows)
    for load in snapshots:
        if load.as_of != as_of or own.is_empty():
            continue
        for path in workspace.lake.facts([load.load_id], "open_items"):
            known = _documents(_of_company(path, company, _DOCUMENT))
            shared = own.join(known, on=own.columns, how="semi").height
            if shared > SHARED_DOCUMENTS * own.height:
                yield Finding(
                    "SECOND_SNAPSHOT",
                    "question",
                    details=(
                        ("company", company),
                        ("as_of", as_of.isoformat()),
                        ("shared", shared),
                        ("documents", own.height),
                        ("load_id", load.load_id),
                        ("file", load.file),
                    ),
                )
                return


_DOCUMENT: Final = ("series", "number", "currency", "balance")


def _number() -> pl.Expr:
    joined = pl.concat_str("series", "number", separator="-", ignore_nulls=True)
    return number_key(joined).alias("document")


def _documents(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(_number()).drop_nulls().unique()


@dataclass(frozen=True, slots=True)
class _Book:
    workspace: Workspace
    actor: Actor
    loads: Sequence[LoadRecord]
    company: str
    as_of: date


def _settles_most(book: _Book, rows: pl.DataFrame) -> Iterator[Finding]:
    """Ask when most of what was open would count as settled.

    The snapshot before is compared first, which is cheap; only if that looks
    bad, or there is none, is the ledger asked, which knows payments as well.
    """
    listed = _open_by_document(rows)
    before = _snapshot_before(book)
    if before is not None and not _suspects(before, listed):
        return
    if before is None and not any(load.kind == "documents" for load in book.loads):
        return
    in_ledger = _ledger_before(book)
    open_before = in_ledger if in_ledger is not None else before
    if open_before is None:
        return
    for currency, settled, whole in _suspects(open_before, listed):
        yield Finding(
            "SNAPSHOT_SETTLES_MOST",
            "question",
            details=(
                ("company", book.company),
                ("as_of", book.as_of.isoformat()),
                ("settled", to_json_amount(settled, currency)),
                ("open", to_json_amount(whole, currency)),
                ("currency", currency),
            ),
        )


def _open_by_document(rows: pl.DataFrame) -> pl.DataFrame:
    """Return what is owed per document and currency; credits are left out."""
    return (
        rows.select("currency", _number(), pl.col("balance").cast(pl.Decimal(38, 4)))
        .group_by("currency", "document")
        .agg(pl.col("balance").sum())
        .filter(pl.col("balance") > 0)
    )


def _snapshot_before(book: _Book) -> pl.DataFrame | None:
    earlier = [
        load
        for load in book.loads
        if load.kind == "open_items" and load.as_of is not None
        and load.as_of < book.as_of
        and not load.partial
    ]
    if not earlier:
        return None
    last = max(load.as_of for load in earlier if load.as_of is not None)
    ids = [load.load_id for load in earlier if load.as_of == last]
    paths = book.workspace.lake.facts(ids, "open_items")
    frames = [_of_company(path, book.company, _DOCUMENT) for path in paths]
    return _open_by_document(pl.concat(frames)) if frames else None


def _ledger_before(book: _Book) -> pl.DataFrame | None:
    """Return what the ledger says is open at the date without this snapshot."""
    if _OPEN_ITEMS not in load_queries():
        return None
    mart = book.workspace.current(actor=book.actor)
    rows = book.workspace.warehouse(mart).read(
        _OPEN_ITEMS,
        as_of=book.as_of,
        companies=[book.company],
        basis="due",
        edges=[0, 30, 60, 90, 120],
    )
    shaped = rows.select(
        "currency",
        pl.lit(None, pl.String).alias("series"),
        pl.col("document_id").cast(pl.String).alias("number"),
        pl.col("open_amount").alias("balance"),
    )
    return _open_by_document(shaped)


def _suspects(
    before: pl.DataFrame, listed: pl.DataFrame
) -> list[tuple[str, Decimal, Decimal]]:
    """Return currency, settled, open where more than half would be settled.

    Currencies are never added: the one with most documents speaks for all.
    """
    if before.is_empty():
        return []
    gone = (
        before.join(
            listed,
            on=["currency", "document"],
            how="left",
            suffix="_now",
            nulls_equal=True,
        )
        .with_columns(pl.col("balance_now").fill_null(0))
        .group_by("currency")
        .agg(
            documents=pl.len(),
            settled=(pl.col("balance") - pl.col("balance_now")).clip(0).sum(),
            whole=pl.col("balance").sum(),
        )
        .sort("documents", "currency", descending=[True, False])
    )
    currency, _, settled, whole = gone.row(0)
    return [(currency, settled, whole)] if settled > whole * Decimal(str(SETTLED_SHARE)) else []
