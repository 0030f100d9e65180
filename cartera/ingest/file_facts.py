"""A file's tables turned into facts, counts, totals and questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import polars as pl

from cartera.errors import Finding
from cartera.ingest.currency_rows import RowCurrencies, currencies_of
from cartera.ingest.file_tables import FileTables
from cartera.ingest.outcome import LoadOptions
from cartera.ingest.totals import ControlTotal, control_totals
from cartera.ingest.typed import TypedTable, type_table

_ZERO: Final = Decimal(0)
_WITHOUT_TOTALS: Final = ("customers", "disputes", "applications")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says, typed; nothing is stored yet.

    `company` is None where rows name several. `questions` of `findings` hold
    the load unless `holds.NEVER_HOLDS` lists their code.
    """

    file: FileTables
    company: str | None
    facts: pl.DataFrame
    rejects: pl.DataFrame
    read: int
    ignored: int
    totals: Mapping[str, Decimal]
    control: tuple[ControlTotal, ...]
    decimal: str | None
    dates: str | None
    findings: tuple[Finding, ...]


def type_file(
    file: FileTables,
    options: LoadOptions,
    *,
    company: str,
    currency_setting: str | None,
    today: date,
) -> FileFacts:
    """Return the facts of a file; `company` is for rows that name none."""
    override = options.company if len(file.companies) < 2 else None
    latest = file.as_of.day if file.kind == "open_items" else None
    typed: list[TypedTable] = []
    currencies: list[RowCurrencies] = []
    for table, dates in zip(file.tables, file.dates, strict=True):
        found = currencies_of(table, option=options.currency, setting=currency_setting)
        currencies.append(found)
        typed.append(
            type_table(
                table,
                company=override or company,
                overrides_company=override is not None,
                currencies=found,
                dates=dates,
                decimal=options.decimal,
                latest=latest or today,
            )
        )
    facts = pl.concat([table.facts for table in typed])
    totals = _added([table.sums for table in typed])
    shown = {} if file.kind in _WITHOUT_TOTALS else totals
    companies = facts["company"].unique().to_list()
    return FileFacts(
        file=file,
        company=companies[0] if len(companies) == 1 else None if companies else company,
        facts=facts,
        rejects=pl.concat([table.rejects for table in typed]),
        read=sum(table.read for table in typed),
        ignored=sum(table.ignored for table in typed),
        totals=shown,
        control=_control(typed, totals, options),
        decimal=next((t.decimal for t in typed if t.decimal), None),
        dates=next((d.order for d in file.dates if d.order), None),
        findings=(
            *(f for f in file.source.findings if f.code != "SHEET_HIDDEN"),
            *file.findings,
            *(f for table in typed for f in table.findings),
            *_about_as_of(file, today),
            *_about_company(file, options),
            *_about_kind(file, options),
            *_about_totals(file, typed),
        ),
    )


def _added(sums: list[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    currencies = sorted({code for one in sums for code in one})
    return {
        code: sum((one.get(code, _ZERO) for one in sums), _ZERO) for code in currencies
    }


def _control(
    typed: list[TypedTable], totals: Mapping[str, Decimal], options: LoadOptions
) -> tuple[ControlTotal, ...]:
    """Hold every table against its own total rows, the sum against a person's."""
    stated = options.control_totals
    if len(typed) == 1:
        return control_totals(
            list(typed[0].total_rows),
            loaded=totals,
            written=typed[0].written,
            stated=stated,
        )
    by_table = [
        control_totals(
            list(table.total_rows),
            loaded=table.sums,
            written=table.written,
            stated={},
        )
        for table in typed
    ]
    expected: dict[str, Decimal] = {}
    for code in totals:
        found = [c for one in by_table for c in one if c.currency == code]
        having = sum(code in table.sums for table in typed)
        if found and len(found) == having:
            expected[code] = sum((c.expected for c in found), _ZERO)
    from_file = [
        ControlTotal(code, amount, totals[code], "file")
        for code, amount in expected.items()
        if code not in stated
    ]
    from_user = control_totals([], loaded=totals, written={}, stated=stated)
    return tuple(sorted((*from_file, *from_user), key=lambda c: c.currency))


def _about_as_of(file: FileTables, today: date) -> list[Finding]:
    if file.kind != "open_items":
        return []
    decided = file.as_of
    if decided.day is None:
        if any(f.code == "AS_OF_PER_SHEET" for f in file.findings):
            return []
        readings = [e for e in decided.evidence if e.readings]
        said_by = readings[0].said_by if readings else None
        return [Finding("AS_OF_UNDECIDED", "question", value=said_by)]
    best = decided.evidence[0]
    findings = [
        Finding(
            "AS_OF_GIVEN" if best.source == "option" else "AS_OF_READ",
            "info",
            value=best.said_by,
            details=(("as_of", decided.day.isoformat()), ("source", best.source)),
        )
    ]
    other = decided.contradiction
    if other is not None and other.day is not None:
        apart = abs((other.day - decided.day) / timedelta(days=1))
        findings.append(
            Finding(
                "AS_OF_CONTRADICTED",
                "warning",
                value=other.said_by,
                details=(
                    ("as_of", decided.day.isoformat()),
                    ("other", other.day.isoformat()),
                    ("days", int(apart)),
                ),
            )
        )
    if decided.day > today:
        details = (("as_of", decided.day.isoformat()), ("today", today.isoformat()))
        findings.append(Finding("AS_OF_IN_FUTURE", "warning", details=details))
    return findings


def _about_kind(file: FileTables, options: LoadOptions) -> list[Finding]:
    """Say so when another kind fits nearly as well, or a column was re-read."""
    findings = []
    for table in file.tables:
        choice, sheet = table.choice, table.sheet_name or None
        if choice.is_close and options.kind is None:
            details = (("kind", table.kind), ("other", choice.other))
            findings.append(Finding("KIND_ASSUMED", "info", sheet, details=details))
        due = table.mapping.columns.get("due_date")
        if due is not None and due.reason == "due_date":
            label = due.column.label
            findings.append(
                Finding("DUE_FROM_PAYMENT_DATE", "warning", sheet, column=label)
            )
    return findings


def _about_totals(file: FileTables, typed: list[TypedTable]) -> list[Finding]:
    """Name a total row that adds different currencies: it controls nothing."""
    return [
        Finding(
            "TOTALS_MIX_CURRENCIES",
            "info",
            table.sheet_name or None,
            row=row.row_no,
            value=str(row.amount),
        )
        for table, facts in zip(file.tables, typed, strict=True)
        for row in facts.total_rows[-1:]
        if row.currency is None
        and len(facts.sums) > 1
        and row.amount not in facts.sums.values()
    ]


def _about_company(file: FileTables, options: LoadOptions) -> list[Finding]:
    if options.company is None or not file.companies:
        return []
    named = ", ".join(file.companies[:5])
    if len(file.companies) > 1:
        return [
            Finding(
                "COMPANY_OF_ROWS_KEPT",
                "warning",
                value=named,
                details=(("company", options.company), ("named", named)),
            )
        ]
    if file.companies[0] == options.company:
        return []
    return [
        Finding(
            "COMPANY_DIFFERS",
            "info",
            value=named,
            details=(("company", options.company), ("named", named)),
        )
    ]
