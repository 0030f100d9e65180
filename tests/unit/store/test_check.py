"""Each check finds what it is for, and nothing when all is well."""

import errno
import shutil
from contextlib import closing

import polars as pl
import pytest

from cartera.errors import AppError
from cartera.store.files import disk_failures
from cartera.store.publish import LedgerBuilder
from cartera.store.workspace import Workspace
from tests.staged import ANA, load, open_item, opened, real_time, stage

BROKEN = {"ledger_identity", "lineage", "file_hashes", "journal_lake", "audit_chain"}
NOTES = {
    "orphans",
    "leftovers",
    "unpublished",
    "control_differences",
    "data_errors",
}


def found(workspace: Workspace) -> dict[str, tuple[int, str]]:
    return {c.name: (c.rows, c.level) for c in workspace.check() if c.rows}


def test_an_empty_workspace_passes_every_check(workspace):
    results = workspace.check()

    assert {c.name for c in results if c.level == "broken"} == BROKEN
    assert {c.name for c in results if c.level == "note"} == NOTES
    assert sum(c.rows for c in results) == 0


def test_a_published_workspace_passes_every_check(workspace):
    load(workspace)
    workspace.publish(actor=ANA)

    assert found(workspace) == {}


def test_a_state_that_is_not_published_yet_is_a_note(workspace):
    load(workspace)

    assert found(workspace) == {"unpublished": (1, "note")}


def test_a_ledger_that_cannot_be_made_from_its_files_is_broken(tmp_path):
    with closing(opened(tmp_path / "data", builder=LedgerBuilder())) as workspace:
        made = load(workspace)
        [facts] = workspace.lake.facts([made.load_id], "open_items")
        facts.write_bytes(b"not a table")

        results = found(workspace)

    assert results == {
        "ledger_identity": (1, "broken"),
        "lineage": (1, "broken"),
        "file_hashes": (1, "broken"),
        "unpublished": (1, "note"),
    }


def test_a_changed_file_is_broken(workspace):
    made = load(workspace)
    workspace.publish(actor=ANA)
    original = workspace.lake.original(made.load_id)
    original.write_bytes(original.read_bytes() + b" ")

    assert found(workspace) == {"file_hashes": (1, "broken")}


def test_a_missing_file_is_broken(workspace):
    made = load(workspace)
    workspace.publish(actor=ANA)
    workspace.lake.original(made.load_id).unlink()

    assert found(workspace) == {"file_hashes": (1, "broken")}


def test_a_missing_folder_is_broken(workspace):
    made = load(workspace)
    workspace.publish(actor=ANA)
    shutil.rmtree(workspace.lake.folder(made.load_id))

    assert found(workspace) == {"journal_lake": (1, "broken")}


def test_a_changed_manifest_is_broken(workspace):
    made = load(workspace)
    workspace.publish(actor=ANA)
    manifest = workspace.lake.folder(made.load_id) / "load.json"
    manifest.write_text(manifest.read_text().replace("10.00", "99.00"))

    assert found(workspace) == {"journal_lake": (1, "broken")}


def test_facts_without_a_row_in_the_file_break_the_lineage(workspace):
    folder, manifest = stage(workspace, [open_item("F1")])
    cells = pl.read_parquet(folder / "cells.parquet")
    cells.filter(pl.col("row_no") != 3).write_parquet(folder / "cells.parquet")
    workspace.commit_load(folder, manifest, actor=ANA, state="active")
    workspace.publish(actor=ANA)

    result = found(workspace)

    assert result["lineage"] == (1, "broken")


def test_what_a_crash_leaves_behind_is_a_note(workspace):
    workspace.lake.stage()
    (workspace.lake.root / "0123456789ab").mkdir()
    (workspace.root / "marts" / ".tmp" / "x.duckdb").write_bytes(b"")

    assert found(workspace) == {"orphans": (1, "note"), "leftovers": (2, "note")}


def test_errors_in_the_data_and_differing_totals_are_notes(workspace):
    load(
        workspace,
        changes={
            "findings": [{"severity": "error"}, {"severity": "warning"}],
            "control": {
                "EUR": {"expected": "11.00", "difference": "-1.00"},
                "USD": {"expected": "5.00", "difference": "0.00"},
                "MXN": {"expected": None, "difference": None},
            },
        },
    )
    workspace.publish(actor=ANA)

    assert found(workspace) == {
        "control_differences": (1, "note"),
        "data_errors": (1, "note"),
    }


def test_the_checks_of_the_real_ledger_pass_on_real_facts(tmp_path):
    workspace = Workspace.open(tmp_path, clock=real_time)
    load(workspace, open_item("F1"), open_item("F2", "K2"))
    mart = workspace.publish(actor=ANA)

    results = workspace.check()

    assert mart.path.is_file()
    assert not [c for c in results if c.rows]
    assert {c.name for c in results if c.level == "broken"} >= BROKEN


def test_checking_changes_nothing(workspace):
    load(workspace)
    before = sorted(
        (p, p.stat().st_mtime_ns) for p in workspace.root.rglob("*.parquet")
    )
    head = workspace.records.head()

    workspace.check()

    after = sorted((p, p.stat().st_mtime_ns) for p in workspace.root.rglob("*.parquet"))
    assert (after, workspace.records.head()) == (before, head)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DISK_FULL"),
        (errno.EDQUOT, "DISK_FULL"),
        (errno.EROFS, "FOLDER_NOT_WRITABLE"),
        (errno.EACCES, "FOLDER_NOT_WRITABLE"),
    ],
)
def test_what_the_disk_refuses_is_told_in_words(tmp_path, number, code):
    with pytest.raises(AppError) as told, disk_failures(tmp_path):
        raise OSError(number, "refused")

    assert told.value.code == code


def test_other_failures_of_the_disk_pass_unchanged(tmp_path):
    with pytest.raises(FileNotFoundError), disk_failures(tmp_path):
        (tmp_path / "no").read_bytes()


def test_a_full_disk_while_committing_leaves_no_load(workspace, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("cartera.store.files.write_text", full)

    with pytest.raises(AppError) as told:
        load(workspace)

    assert told.value.code == "DISK_FULL"
    assert workspace.loads() == []


def test_a_data_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(AppError) as told:
        opened(tmp_path / "data")

    assert told.value.code == "FOLDER_NOT_WRITABLE"


def test_a_full_disk_while_writing_parquet_is_told_and_leaves_nothing(workspace):
    staged = workspace.lake.stage()

    with pytest.raises(AppError) as told, workspace.lake.filling(staged):
        raise pl.exceptions.ComputeError("IO error: No space left on device")

    assert told.value.code == "DISK_FULL"
    assert not staged.exists()
