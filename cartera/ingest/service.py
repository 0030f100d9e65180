"""Loading files: read, understand, check, commit; one outcome per file.

Nothing is published here, except where a check has to ask the ledger; the
caller publishes once after all files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from cartera.domain.facts import KINDS
from cartera.errors import AppError, Finding, RefusedError, UsageError
from cartera.ingest.arrivals import Arrival, Refusal, arrive
from cartera.ingest.limits import Limits
from cartera.ingest.file_facts import FileFacts, type_file
from cartera.ingest.file_tables import FileTables, read_tables
from cartera.ingest.holds import (
    NEVER_HOLDS,
    OPTION_OF,
    Candidate,
    store_questions,
)
from cartera.ingest.outcome import LoadOptions, LoadOutcome, RowCounts
from cartera.ingest.staging_files import manifest_of, write_files
from cartera.ingest.unchanged import count_unchanged
from cartera.store.actors import Actor, require
from cartera.store.workspace import Workspace, load_fingerprint

LATER_KINDS: Final = ("promises", "actions", "rates")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that is understood and waits for its turn."""

    arrival: Arrival
    tables: FileTables


def load_files(
    workspace: Workspace,
    files: Sequence[tuple[str, Path | bytes]],
    options: LoadOptions,
    *,
    actor: Actor,
    today: date,
    language: str,
) -> list[LoadOutcome]:
    """Load files and return what became of each, in the order given.

    A ZIP gives one outcome per member. Files are loaded in the order of their
    as-of dates, those without one first. `today` dates what files do not, and
    `language` is that of the sentences kept with the load. Raises
    PermissionRefused, and UsageError for an unknown kind.
    """
    require(actor, "load")
    _require_kind(options)
    outcomes: dict[int, LoadOutcome] = {}
    ready: list[_Ready] = []
    for arrival in arrive(files, _limits(workspace), options.password):
        understood = _understand(arrival, options, today)
        if isinstance(understood, LoadOutcome):
            outcomes[arrival.position] = understood
        else:
            ready.append(understood)
    companies = _companies_known(workspace, ready)
    for item in sorted(ready, key=_turn):
        outcomes[item.arrival.position] = _load(
            workspace,
            item,
            options,
            companies=companies,
            actor=actor,
            today=today,
            language=language,
        )
    return [outcomes[position] for position in sorted(outcomes)]


def _require_kind(options: LoadOptions) -> None:
    if options.kind is not None and options.kind not in (*KINDS, *LATER_KINDS):
        raise UsageError("KIND_UNKNOWN", given=options.kind, kinds=", ".join(KINDS))


def _understand(
    arrival: Arrival | Refusal, options: LoadOptions, today: date
) -> _Ready | LoadOutcome:
    if isinstance(arrival, Refusal):
        return refused(arrival.name, arrival.sha256, arrival.error)
    try:
        _refuse_options(options, arrival.source.name)
        return _Ready(arrival, read_tables(arrival.source, options, today=today))
    except RefusedError as error:
        return refused(arrival.source.name, arrival.source.sha256, error)


def _refuse_options(options: LoadOptions, file: str) -> None:
    if options.kind in LATER_KINDS:
        raise RefusedError("KIND_LATER", file=file, kind=options.kind)
    if options.profile is not None:
        raise RefusedError("PROFILE_UNKNOWN", file=file, profile=options.profile)


def _turn(item: _Ready) -> tuple[bool, date, int]:
    day = item.tables.as_of.day if item.tables.kind == "open_items" else None
    return day is not None, day or date.min, item.arrival.position


def refused(file: str, sha256: str, error: AppError) -> LoadOutcome:
    """Return the outcome of a file of which nothing was stored."""
    named = type(error)(error.code, **{"file": file, **error.details})
    return LoadOutcome(file=file, sha256=sha256, status="refused", error=named)


def _load(
    workspace: Workspace,
    item: _Ready,
    options: LoadOptions,
    *,
    companies: frozenset[str],
    actor: Actor,
    today: date,
    language: str,
) -> LoadOutcome:
    """Load one understood file; a failure of the stores refuses only this one."""
    try:
        facts = _typed(workspace, item.tables, options, companies, today)
        outcome = _judge(workspace, facts, options, actor)
        if outcome.status not in ("loaded", "held") or options.dry_run:
            return outcome
        return _commit(
            workspace, item, facts, options, outcome, actor, today, language
        )
    except AppError as error:
        return refused(item.tables.source.name, item.tables.source.sha256, error)


def _typed(
    workspace: Workspace,
    tables: FileTables,
    options: LoadOptions,
    companies: frozenset[str],
    today: date,
) -> FileFacts:
    company = _company(workspace, tables, options, companies)
    setting = workspace.setting("currency", company)
    return type_file(
        tables,
        options,
        company=company,
        currency_setting=str(setting) if setting else None,
        today=today,
    )


def _company(
    workspace: Workspace,
    tables: FileTables,
    options: LoadOptions,
    companies: frozenset[str],
) -> str:
    """Return the company of rows that name none (DESIGN §4, Defaults)."""
    if options.company:
        return options.company
    if len(tables.companies) == 1:
        return tables.companies[0]
    if len(companies) == 1:
        return next(iter(companies))
    return str(workspace.setting("default_company"))


def _companies_known(workspace: Workspace, ready: Iterable[_Ready]) -> frozenset[str]:
    """Return the companies of active loads and those that the new files name."""
    known = {name for item in ready for name in item.tables.companies}
    for load in workspace.active_loads():
        if load.company is not None:
            known.add(load.company)
        else:
            listed = workspace.manifest(load.load_id).get("companies")
            known |= set(listed) if isinstance(listed, list) else set()
    return frozenset(known)


def _judge(
    workspace: Workspace, facts: FileFacts, options: LoadOptions, actor: Actor
) -> LoadOutcome:
    """Return the outcome as it would be: counts, totals, questions, status."""
    tables = facts.file
    taken, rejected = facts.facts.height, facts.rejects.height
    source = tables.source
    outcome = LoadOutcome(
        file=source.name,
        sha256=source.sha256,
        status="loaded",
        kind=tables.kind,
        company=facts.company,
        as_of=tables.as_of.day,
        mapping=tables.tables[0].mapping.headers(),
        decimal=facts.decimal,
        dates=facts.dates,
        totals=facts.totals,
        control=facts.control,
        findings=facts.findings,
    )
    active = workspace.find_active(_fingerprint(outcome, options))
    if active is not None:
        rows = RowCounts(facts.read, 0, taken, rejected, facts.ignored)
        return replace(outcome, status="duplicate", load_id=active, rows=rows)
    unchanged = _unchanged(workspace, facts)
    asked = store_questions(
        Candidate(
            kind=tables.kind,
            facts=facts.facts,
            as_of=tables.as_of.day,
            is_partial=options.partial,
            taken=taken,
            rejected=rejected,
        ),
        workspace,
        actor=actor,
    )
    rows = RowCounts(
        facts.read, taken - unchanged, unchanged, rejected, facts.ignored
    )
    findings = (*asked, *facts.findings)
    status = "held" if any(_holds(finding) for finding in findings) else "loaded"
    judged = replace(outcome, rows=rows, findings=_in_order(findings))
    if options.dry_run:
        return replace(judged, status="dry_run")
    return replace(judged, status="held" if status == "held" else "loaded")


def _holds(finding: Finding) -> bool:
    return finding.severity == "question" and finding.code not in NEVER_HOLDS


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    ranks = {"question": 0, "error": 1, "warning": 2, "info": 3}
    return tuple(sorted(findings, key=lambda f: ranks[f.severity]))


def _fingerprint(outcome: LoadOutcome, options: LoadOptions) -> str:
    return load_fingerprint(
        sha256=outcome.sha256,
        company=outcome.company,
        kind=outcome.kind or "",
        sheet=options.sheet,
        options=options.stated(),
    )


def _unchanged(workspace: Workspace, facts: FileFacts) -> int:
    tables = facts.file
    known = frozenset(facts.facts["company"].drop_nulls().unique())
    ids = [
        load.load_id
        for load in workspace.active_loads()
        if load.kind == tables.kind
        and (load.company is None or load.company in known)
        and (tables.kind != "open_items" or load.as_of == tables.as_of.day)
    ]
    return count_unchanged(facts.facts, workspace.lake.facts(ids, tables.kind))


def _commit(
    workspace: Workspace,
    item: _Ready,
    facts: FileFacts,
    options: LoadOptions,
    outcome: LoadOutcome,
    actor: Actor,
    today: date,
    language: str,
) -> LoadOutcome:
    staged = workspace.lake.stage()
    write_files(staged, facts, item.arrival.original)
    data_date = outcome.as_of or today
    manifest = manifest_of(facts, options, outcome.to_json(language)) | {
        "data_date": data_date.isoformat(),
        "fingerprint": _fingerprint(outcome, options),
        "needs": sorted(
            {OPTION_OF[f.code] for f in outcome.findings if f.code in OPTION_OF}
        ),
    }
    result = workspace.commit_load(
        staged,
        manifest,
        actor=actor,
        state="held" if outcome.status == "held" else "active",
        replaces=_answered(workspace, outcome, options),
    )
    if result.status == "duplicate":
        rows = outcome.rows
        known = replace(rows, loaded=0, unchanged=rows.loaded + rows.unchanged)
        return replace(
            outcome, status="duplicate", load_id=result.load_id, rows=known
        )
    return replace(outcome, status=result.status, load_id=result.load_id)


def _answered(
    workspace: Workspace, outcome: LoadOutcome, options: LoadOptions
) -> str | None:
    """Return the held load of the same bytes and sheet that this one answers."""
    for load in reversed(workspace.loads()):
        if load.state == "held" and load.sha256 == outcome.sha256:
            if workspace.manifest(load.load_id).get("sheet") == options.sheet:
                return load.load_id
    return None


def _limits(workspace: Workspace) -> Limits:
    def number(name: str) -> int:
        value = workspace.setting(name)
        assert isinstance(value, int)  # the registry's type of these settings
        return value

    return Limits(
        unpacked_bytes=number("max_bytes_unpacked"),
        ratio_from=number("max_bytes_dense"),
        ratio=number("max_compression_ratio"),
        workbook_entries=number("max_workbook_entries"),
        archive_entries=number("max_archive_entries"),
    )
