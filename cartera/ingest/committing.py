"""A judged load written to the lake and entered into the journal."""

from dataclasses import replace
from pathlib import Path

from cartera.ingest.file_facts import FileFacts
from cartera.ingest.holds import OPTION_OF
from cartera.ingest.judging import fingerprint_of
from cartera.ingest.outcome import (
    LoadOptions,
    LoadOutcome,
    Occasion,
    finding_json,
)
from cartera.ingest.staging_files import manifest_of, write_files
from cartera.store.canonical import Json
from cartera.store.workspace import Workspace


def commit(
    workspace: Workspace,
    facts: FileFacts,
    original: bytes | Path,
    options: LoadOptions,
    outcome: LoadOutcome,
    occasion: Occasion,
) -> LoadOutcome:
    """Commit a load, active or held, and return its outcome with its id.

    The load of another process that was quicker makes this one a duplicate.
    """
    staged = workspace.lake.stage()
    with workspace.lake.filling(staged):
        write_files(staged, facts, original)
    data_date = outcome.as_of or occasion.today
    manifest = manifest_of(facts, options, outcome.to_json(occasion.language)) | {
        "data_date": data_date.isoformat(),
        "fingerprint": fingerprint_of(outcome, options, facts),
        "findings": _findings(outcome, occasion.language),
        "needs": sorted(
            {OPTION_OF[f.code] for f in outcome.findings if f.code in OPTION_OF}
        ),
    }
    result = workspace.commit_load(
        staged,
        manifest,
        actor=occasion.actor,
        state="held" if outcome.status == "held" else "active",
        replaces=_answered(workspace, outcome, options),
    )
    if result.status == "duplicate":
        rows = outcome.rows
        known = replace(rows, loaded=0, unchanged=rows.loaded + rows.unchanged)
        return replace(outcome, status="duplicate", load_id=result.load_id, rows=known)
    return replace(outcome, status=result.status, load_id=result.load_id)


def _findings(outcome: LoadOutcome, language: str) -> list[Json]:
    """Return the findings with their details, to say them in another language."""
    return [
        {**finding_json(finding, language), "details": dict(finding.details)}
        for finding in outcome.findings
    ]


def _answered(
    workspace: Workspace, outcome: LoadOutcome, options: LoadOptions
) -> str | None:
    """Return the held load of the same bytes and sheet that this one answers."""
    for load in reversed(workspace.loads()):
        is_candidate = load.state == "held" and load.sha256 == outcome.sha256
        if is_candidate and _sheet(workspace, load.load_id) == options.sheet:
            return load.load_id
    return None


def _sheet(workspace: Workspace, load_id: str) -> Json:
    return workspace.manifest(load_id).get("sheet")
