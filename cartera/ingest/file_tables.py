"""A file understood: its tables of one kind, its date, the company it names."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cartera.errors import Finding, RefusedError
from cartera.ingest import as_of as as_of_rules
from cartera.ingest.as_of import AsOf, AsOfEvidence
from cartera.ingest.cells import Sheet, SourceFile
from cartera.ingest.date_columns import DateColumns, read_date_columns
from cartera.ingest.outcome import LoadOptions
from cartera.ingest.row_roles import DATA
from cartera.ingest.surroundings import company_named
from cartera.ingest.text_columns import whole_days
from cartera.ingest.understanding import Understood, understand

_STATED: Final = ("option", "title", "side", "file_name")


@dataclass(frozen=True, slots=True)
class FileTables:
    """The tables of a file that make one load.

    `dates` are in the order of `tables`; `companies` are what the file names
    (a column's values, else its titles); `findings` tell of left-out sheets.
    """

    source: SourceFile
    kind: str
    tables: tuple[Understood, ...]
    dates: tuple[DateColumns, ...]
    as_of: AsOf
    companies: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_tables(source: SourceFile, options: LoadOptions, *, today: date) -> FileTables:
    """Understand a file; raises RefusedError with its place and the reason."""
    sheets, findings = _sheets(source, options)
    understood, refusals = _understand_all(source, sheets, options)
    if not understood:
        raise _worst(refusals, source)
    tables, left_out = _one_kind(understood)
    left_out += _not_read(refusals)
    if not any((table.roles == DATA).any() for table in tables):
        raise RefusedError(
            "NO_ROWS",
            file=source.name,
            sheet=tables[0].sheet_name or None,
            row=tables[0].table.header_row,
        )
    evidence = [list(_evidence(table)) for table in tables]
    hint = _clear_day(options, [e for found in evidence for e in found])
    dates = [
        read_date_columns(table, forced=options.dates, as_of=hint) for table in tables
    ]
    decided = _decide(source, options, tables, dates, evidence, today)
    findings += left_out
    if decided.day is None and _days_by_sheet(tables, dates, evidence, today):
        findings.append(Finding("AS_OF_PER_SHEET", "question"))
    return FileTables(
        source=source,
        kind=tables[0].kind,
        tables=tuple(tables),
        dates=tuple(dates),
        as_of=decided,
        companies=_companies(tables),
        findings=tuple(findings),
    )


def _sheets(
    source: SourceFile, options: LoadOptions
) -> tuple[list[Sheet], list[Finding]]:
    if options.sheet is not None:
        chosen = [s for s in source.sheets if s.name == options.sheet]
        if not chosen:
            names = ", ".join(sheet.name for sheet in source.sheets)
            raise RefusedError(
                "SHEET_UNKNOWN", file=source.name, sheet=options.sheet, sheets=names
            )
        return chosen, []
    visible = [sheet for sheet in source.sheets if not sheet.hidden]
    hidden = [s for s in source.sheets if s.hidden and s.cells.height]
    findings = [
        Finding(
            "SHEET_HIDDEN_LEFT_OUT",
            "info",
            sheet=s.name,
            details=(("rows", s.cells.height),),
        )
        for s in hidden
    ]
    return visible, findings


def _understand_all(
    source: SourceFile, sheets: Sequence[Sheet], options: LoadOptions
) -> tuple[list[Understood], list[RefusedError]]:
    understood, refusals = [], []
    for sheet in sheets:
        try:
            found = understand(sheet, file_name=source.name, kind=options.kind)
        except RefusedError as refusal:
            refusals.append(refusal)
        else:
            understood.append(found)
    return understood, refusals


def _worst(refusals: Sequence[RefusedError], source: SourceFile) -> RefusedError:
    """Return the refusal that helps most: of a table rather than of none."""
    if not refusals:
        return RefusedError("NO_TABLE", file=source.name, seen="")
    telling = [r for r in refusals if r.code != "NO_TABLE"]
    best = (telling or list(refusals))[0]
    return RefusedError(best.code, **{**best.details, "file": source.name})


def _not_read(refusals: Sequence[RefusedError]) -> list[Finding]:
    """Name the sheets that hold a table which is not read."""
    return [
        Finding(
            "SHEET_OF_SUPPLIERS" if refusal.code == "SUPPLIERS" else "SHEET_NOT_READ",
            "warning",
            sheet=str(refusal.details.get("sheet")),
        )
        for refusal in refusals
        if refusal.code != "NO_TABLE"
    ]


def _one_kind(
    understood: Sequence[Understood],
) -> tuple[list[Understood], list[Finding]]:
    """Return the tables of the kind with most rows and headers, and the rest."""
    weights: dict[str, float] = defaultdict(float)
    for table in understood:
        rows = int((table.roles == DATA).sum())
        weights[table.kind] += rows * len(table.mapping.columns)
    kind = max(weights, key=lambda name: weights[name])
    same = [table for table in understood if table.kind == kind]
    detailed = [table for table in same if table.mapping.has("number")]
    chosen = _without_copies(detailed or same)
    left_out = [table for table in understood if table not in chosen]
    return chosen, [
        Finding(
            "SHEET_LEFT_OUT",
            "warning",
            sheet=table.sheet_name,
            details=(("kind", table.kind), ("rows", table.table.rows.height)),
        )
        for table in left_out
    ]


def _without_copies(tables: Sequence[Understood]) -> list[Understood]:
    """Leave out a sheet whose rows are exactly those of one before it."""
    kept: list[Understood] = []
    for table in tables:
        rows = table.table.rows.drop("row_no")
        if not any(rows.equals(other.table.rows.drop("row_no")) for other in kept):
            kept.append(table)
    return kept


def _evidence(table: Understood) -> Iterator[AsOfEvidence]:
    yield from as_of_rules.from_titles(table.titles, "title")
    yield from as_of_rules.from_titles(table.sides, "side")


def _decide(
    source: SourceFile,
    options: LoadOptions,
    tables: Sequence[Understood],
    dates: Sequence[DateColumns],
    evidence: Sequence[Sequence[AsOfEvidence]],
    today: date,
) -> AsOf:
    """Return the file's date; other kinds than open items take stated ones only."""
    found = [*as_of_rules.from_option(options.as_of)]
    found += as_of_rules.from_file_name(source.name)
    for table, columns, around in zip(tables, dates, evidence, strict=True):
        found += as_of_rules.in_order(around, columns.order)
        found += _from_columns(table, columns)
        if source.reading.get("format") != "text":  # there the file gives the name
            found += as_of_rules.from_sheet_name(table.sheet_name)
    if tables[0].kind != "open_items":
        found = [e for e in found if e.source in _STATED]
    elif options.as_of is None and _days_by_sheet(tables, dates, evidence, today):
        return AsOf(None, tuple(found))
    return as_of_rules.decide_as_of(found, today=today)


def _days_by_sheet(
    tables: Sequence[Understood],
    dates: Sequence[DateColumns],
    evidence: Sequence[Sequence[AsOfEvidence]],
    today: date,
) -> bool:
    """Tell whether several sheets of open items have dates of their own."""
    days = set()
    for table, columns, around in zip(tables, dates, evidence, strict=True):
        if table.kind != "open_items":
            return False
        found = [
            *as_of_rules.in_order(around, columns.order),
            *_from_columns(table, columns),
            *as_of_rules.from_sheet_name(table.sheet_name),
        ]
        days.add(as_of_rules.decide_as_of(found, today=today).day)
    return len(days - {None}) > 1


def _from_columns(table: Understood, columns: DateColumns) -> Iterator[AsOfEvidence]:
    stated = columns.dates.get("as_of")
    if stated is not None:
        yield from as_of_rules.from_column(stated, table.mapping.label("as_of") or "")
    due, late = columns.dates.get("due_date"), table.values("days_late")
    if due is not None and late is not None:
        label = table.mapping.label("days_late") or ""
        yield from as_of_rules.from_days_late(due, whole_days(late), label)


def _clear_day(options: LoadOptions, evidence: Sequence[AsOfEvidence]) -> date | None:
    if options.as_of is not None:
        return options.as_of
    days = {e.day for e in evidence if e.source in ("title", "side") and e.day}
    return days.pop() if len(days) == 1 else None


def _companies(tables: Sequence[Understood]) -> tuple[str, ...]:
    """Return the companies that a column lists, else the one in the titles."""
    for table in tables:
        column = table.values("company")
        if column is not None:
            written = column.filter(table.roles == DATA).str.strip_chars()
            distinct = written.filter(written != "").unique()
            if len(distinct):
                return tuple(sorted(distinct.to_list()))
    for table in tables:
        if (named := company_named(table.titles, table.sides)) is not None:
            return (named.value,)
    return ()
