"""Loading files: read, understand, check, commit; one outcome per file.

Nothing is published here, except where a check has to ask the ledger; the
caller publishes once after all files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from cartera.domain.facts import KINDS
from cartera.errors import AppError, RefusedError, UsageError
from cartera.ingest.arrivals import Arrival, Refusal, arrive
from cartera.ingest.committing import commit
from cartera.ingest.file_facts import FileFacts, type_file
from cartera.ingest.file_tables import FileTables, read_tables
from cartera.ingest.judging import judge
from cartera.ingest.limits import Limits
from cartera.ingest.outcome import LoadOptions, LoadOutcome, Occasion
from cartera.store.actors import Actor, require
from cartera.store.workspace import Workspace

__all__ = ["LoadOptions", "LoadOutcome", "limits_of", "load_files", "refused"]

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
    for arrival in arrive(files, limits_of(workspace), options.password):
        understood = _understand(arrival, options, today)
        if isinstance(understood, LoadOutcome):
            outcomes[arrival.position] = understood
        else:
            ready.append(understood)
    companies = _companies_known(workspace, ready)
    occasion = Occasion(actor, today, language)
    for _, group in groupby(sorted(ready, key=_turn), key=_snapshot):
        loaded = _load_group(workspace, list(group), options, companies, occasion)
        outcomes |= loaded
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


def _snapshot(item: _Ready) -> tuple[date, int]:
    """Return the same key for files that may be parts of one snapshot."""
    has_day, day, position = _turn(item)
    return day, 0 if has_day else position


def refused(file: str, sha256: str, error: AppError) -> LoadOutcome:
    """Return the outcome of a file of which nothing was stored."""
    named = type(error)(error.code, **{"file": file, **error.details})
    return LoadOutcome(file=file, sha256=sha256, status="refused", error=named)


def _load_group(
    workspace: Workspace,
    group: Sequence[_Ready],
    options: LoadOptions,
    companies: frozenset[str],
    occasion: Occasion,
) -> dict[int, LoadOutcome]:
    """Load files of one date; a failure of the stores refuses only its file."""
    outcomes: dict[int, LoadOutcome] = {}
    typed: list[tuple[_Ready, FileFacts]] = []
    for item in group:
        try:
            facts = _typed(workspace, item.tables, options, companies, occasion.today)
        except AppError as error:
            outcomes[item.arrival.position] = _refused(item, error)
        else:
            typed.append((item, facts))
    for item, facts in typed:
        siblings = [other for _, other in typed if other is not facts]
        try:
            outcome = _load(workspace, item, facts, siblings, options, occasion)
        except AppError as error:
            outcome = _refused(item, error)
        outcomes[item.arrival.position] = outcome
    return outcomes


def _refused(item: _Ready, error: AppError) -> LoadOutcome:
    source = item.tables.source
    return refused(source.name, source.sha256, error)


def _load(
    workspace: Workspace,
    item: _Ready,
    facts: FileFacts,
    siblings: Sequence[FileFacts],
    options: LoadOptions,
    occasion: Occasion,
) -> LoadOutcome:
    outcome = judge(workspace, facts, options, siblings=siblings, actor=occasion.actor)
    if outcome.status not in ("loaded", "held") or options.dry_run:
        return outcome
    original = item.arrival.original
    return commit(workspace, facts, original, options, outcome, occasion)


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


def limits_of(workspace: Workspace) -> Limits:
    """Return the limits for reading files, from the settings."""

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
