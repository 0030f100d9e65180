"""Findings with their place: rejected rows, unreadable and odd dates."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.errors import Finding
from cartera.ingest.date_columns import DateColumns
from cartera.ingest.document_types import states
from cartera.ingest.row_roles import CUSTOMER_FIELDS
from cartera.ingest.understanding import Understood

LISTED: Final = 1000
"""How many places of one code are listed; the rest is counted."""

_CANCELLED: Final = r"^cancel"
_FUTURE: Final = (
    "issue_date",
    "value_date",
    "alloc_date",
    "settled_date",
    "opened",
)


def row_findings(rejects: pl.DataFrame) -> list[Finding]:
    """Return one finding per rejected row, at most `LISTED` of a code."""
    findings: list[Finding] = []
    for (code,), rows in rejects.group_by("code", maintain_order=True):
        findings += _listed(str(code), rows)
    return findings


def remarks(
    understood: Understood,
    facts: pl.DataFrame,
    frame: pl.DataFrame,
    dates: DateColumns,
    latest: date,
) -> list[Finding]:
    """Return remarks about rows that were taken: odd dates, no customer."""
    return [
        *_unreadable(understood, facts, frame, dates),
        *_future(understood, facts, latest),
        *_reversed(understood, facts),
        *_nobody(understood, facts),
        *_denied(understood, facts),
    ]


def _unreadable(
    understood: Understood,
    facts: pl.DataFrame,
    frame: pl.DataFrame,
    dates: DateColumns,
) -> Iterator[Finding]:
    """Dates of rows that were taken without them."""
    for field, bad in dates.bad.items():
        if field not in facts.columns or not bad.any():
            continue
        rows = pl.DataFrame(
            {"row_no": frame["row_no"], "value": understood.values(field)}
        ).filter(bad)
        taken = rows.join(facts.select("row_no"), on="row_no", how="semi")
        places = taken.with_columns(
            sheet=pl.lit(understood.sheet_name),
            column=pl.lit(understood.mapping.label(field)),
        )
        yield from _listed("DATE_NOT_UNDERSTOOD", places)


def _future(
    understood: Understood, facts: pl.DataFrame, latest: date
) -> Iterator[Finding]:
    for field in _FUTURE:
        if field not in facts.columns:
            continue
        late = facts.filter(pl.col(field) > latest)
        if late.height:
            yield _counted(understood, "DATE_IN_FUTURE", field, late, latest)


def _reversed(understood: Understood, facts: pl.DataFrame) -> Iterator[Finding]:
    if not {"issue_date", "due_date"} <= set(facts.columns):
        return
    odd = facts.filter(pl.col("due_date") < pl.col("issue_date"))
    if odd.height:
        yield _counted(understood, "DUE_BEFORE_ISSUE", "due_date", odd, None)


def _nobody(understood: Understood, facts: pl.DataFrame) -> Iterator[Finding]:
    """Documents of no customer: they count, under an unknown one."""
    if understood.kind not in ("open_items", "documents"):
        return
    named = [pl.col(name).is_not_null() for name in CUSTOMER_FIELDS]
    nameless = facts.filter(~pl.any_horizontal(named))
    if nameless.height:
        yield Finding(
            "CUSTOMER_NOT_NAMED",
            "warning",
            sheet=understood.sheet_name or None,
            row=int(nameless["row_no"][0]),
            details=(("rows", nameless.height),),
        )


def _denied(understood: Understood, facts: pl.DataFrame) -> Iterator[Finding]:
    """Balances of documents that a column of states calls paid or cancelled."""
    written = understood.values("status")
    if understood.kind != "open_items" or written is None:
        return
    header = understood.mapping.label("status") or ""
    known = states(written.drop_nulls().unique().to_list(), header)
    denying = [
        word
        for word, state in known.items()
        if state in ("paid", "void") or re.search(_CANCELLED, fold_text(word))
    ]
    open_rows = facts.filter(pl.col("balance") != 0).select("row_no")
    rows = pl.DataFrame({"row_no": understood.table.rows["row_no"], "state": written})
    odd = rows.filter(pl.col("state").is_in(denying)).join(
        open_rows, on="row_no", how="semi", maintain_order="left"
    )
    if odd.is_empty():
        return
    counts = (
        odd["state"].value_counts().sort(["count", "state"], descending=[True, False])
    )
    yield Finding(
        "STATUS_DENIES_BALANCE",
        "warning",
        sheet=understood.sheet_name or None,
        row=int(odd["row_no"][0]),
        column=header or None,
        details=(
            ("rows", odd.height),
            ("values", ", ".join(f"{word} ({n})" for word, n in counts.iter_rows())),
        ),
    )


def _counted(
    understood: Understood,
    code: str,
    field: str,
    rows: pl.DataFrame,
    latest: date | None,
) -> Finding:
    first = rows.row(0, named=True)
    return Finding(
        code,
        "warning",
        sheet=understood.sheet_name or None,
        row=int(first["row_no"]),
        column=understood.mapping.label(field),
        value=str(first[field]),
        details=(
            ("rows", rows.height),
            ("latest", latest.isoformat() if latest else None),
        ),
    )


def _listed(code: str, rows: pl.DataFrame) -> Iterator[Finding]:
    for row in rows.head(LISTED).iter_rows(named=True):
        yield Finding(
            code,
            "error",
            sheet=row["sheet"] or None,
            row=int(row["row_no"]),
            column=row["column"] or None,
            value=row["value"] or None,
            details=(("rows", rows.height),),
        )
    if rows.height > LISTED:
        rest = rows.height - LISTED
        yield Finding(
            "MORE_OF_THE_SAME",
            "error",
            sheet=rows["sheet"][0] or None,
            details=(("code", code), ("rows", rest)),
        )
