"""What loading a file would do: counts, totals, questions, status."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from cartera.errors import Finding
from cartera.ingest.file_facts import FileFacts
from cartera.ingest.holds import NEVER_HOLDS, Candidate, store_questions
from cartera.ingest.outcome import LoadOptions, LoadOutcome, RowCounts
from cartera.ingest.unchanged import count_unchanged
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace, load_fingerprint


def judge(
    workspace: Workspace,
    facts: FileFacts,
    options: LoadOptions,
    *,
    siblings: Sequence[FileFacts],
    actor: Actor,
) -> LoadOutcome:
    """Return the outcome as it would be; its status is never `refused`.

    `siblings` are open-items files of the same call and date: parts of one
    snapshot. A duplicate has the id of the active load; nothing else has an id yet.
    """
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
    active = _active_twin(workspace, outcome, options, facts)
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
            other_parts=pl.concat(
                [facts.facts.clear(), *(other.facts for other in siblings)]
            ),
        ),
        workspace,
        actor=actor,
    )
    rows = RowCounts(facts.read, taken - unchanged, unchanged, rejected, facts.ignored)
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


def fingerprint_of(outcome: LoadOutcome, options: LoadOptions, facts: FileFacts) -> str:
    """Return what makes two loads the same.

    Bytes that say nothing of their date are another list under another file
    name: then the date of the name counts like an option.
    """
    decided = facts.file.as_of
    named = {e.day for e in decided.evidence if e.source.startswith("file_")}
    inside = {e.day for e in decided.evidence if not e.source.startswith("file_")}
    only_by_name = decided.day in named - inside
    stated = options.stated()
    if only_by_name and decided.day is not None:
        stated["as_of"] = decided.day.isoformat()
    return load_fingerprint(
        sha256=outcome.sha256,
        company=outcome.company,
        kind=outcome.kind or "",
        sheet=options.sheet,
        options=stated,
    )


def _active_twin(
    workspace: Workspace, outcome: LoadOutcome, options: LoadOptions, facts: FileFacts
) -> str | None:
    """Return the active load that has the same bytes and options, if there is one."""
    found = workspace.find_active(fingerprint_of(outcome, options, facts))
    if found is not None or outcome.as_of is not None:
        return found
    for load in workspace.active_loads():
        same_bytes = (load.sha256, load.kind, load.company) == (
            outcome.sha256,
            outcome.kind,
            outcome.company,
        )
        if same_bytes and _was_asked(workspace, load.load_id, options):
            return load.load_id
    return None


def _was_asked(workspace: Workspace, load_id: str, options: LoadOptions) -> bool:
    manifest = workspace.manifest(load_id)
    asked = (manifest.get("sheet"), manifest.get("options"))
    return asked == (options.sheet, options.stated())


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
