"""Committing loads and changing their state."""

import hashlib
import subprocess
import sys

import polars as pl
import pytest

from cartera.errors import AppError, PermissionRefused, UsageError
from cartera.store.actors import ALLOWED, ROLES, Actor
from cartera.store.workspace import load_fingerprint
from tests.staged import ANA, load, open_item, opened, stage

OF_ANOTHER_STATE = [
    ("active", "discard", "LOAD_STATE_DISCARD"),
    ("held", "undo", "LOAD_STATE_UNDO"),
    ("held", "redo", "LOAD_STATE_REDO"),
]


def test_a_committed_load_is_active_with_what_its_manifest_says(workspace):
    result = load(workspace, open_item("F1"))

    [found] = workspace.active_loads()
    assert (found.load_id, result.status) == (result.load_id, "loaded")
    assert (found.kind, found.company, found.as_of.isoformat()) == (
        "open_items",
        "X",
        "2026-03-31",
    )
    assert (found.actor, found.totals) == ("ana", {"EUR": "10.00"})


def test_the_same_file_again_is_a_duplicate_and_changes_nothing(workspace):
    first = load(workspace)

    again = load(workspace)

    assert (again.load_id, again.status) == (first.load_id, "duplicate")
    assert len(workspace.loads()) == 1
    assert workspace.lake.leftovers() == ()


def test_the_id_of_a_load_depends_on_its_content_and_not_on_the_order(tmp_path):
    files = [[open_item("F1")], [open_item("F2")]]
    one, other = opened(tmp_path / "one"), opened(tmp_path / "other")

    forwards = {load(one, *rows).load_id for rows in files}
    backwards = {load(other, *rows).load_id for rows in reversed(files)}

    assert forwards == backwards


def test_another_company_or_option_makes_another_load(workspace):
    load(workspace)

    other_company = load(workspace, changes={"company": "Y"})
    other_option = load(workspace, changes={"options": {"decimal": ","}})

    assert (other_company.status, other_option.status) == ("loaded", "loaded")
    assert len({record.load_id for record in workspace.loads()}) == 3


def test_an_undone_load_never_makes_a_duplicate(workspace):
    first = load(workspace)
    workspace.undo(first.load_id, actor=ANA)

    again = load(workspace)

    assert again.status == "loaded"
    assert again.load_id != first.load_id


def test_redo_is_refused_while_the_same_file_is_active_under_another_id(workspace):
    first = load(workspace)
    workspace.undo(first.load_id, actor=ANA)
    second = load(workspace)

    with pytest.raises(AppError) as refused:
        workspace.redo(first.load_id, actor=ANA)

    assert refused.value.code == "LOAD_ALREADY_ACTIVE"
    assert [record.load_id for record in workspace.active_loads()] == [second.load_id]


def test_a_held_load_counts_only_once_it_is_confirmed(workspace):
    held = load(workspace, state="held")
    before = workspace.active_loads()

    workspace.confirm(held.load_id, actor=ANA)

    assert before == []
    assert [record.load_id for record in workspace.active_loads()] == [held.load_id]


def test_an_answer_replaces_the_load_that_asked(workspace):
    held = load(workspace, state="held")

    answer = load(
        workspace, replaces=held.load_id, changes={"options": {"dates": "dmy"}}
    )

    states = {record.load_id: record.state for record in workspace.loads()}
    assert states == {held.load_id: "discarded", answer.load_id: "active"}


def test_the_same_question_is_not_stored_twice(workspace):
    held = load(workspace, state="held")

    again = load(workspace, state="held")

    assert (again.load_id, again.status) == (held.load_id, "held")
    assert len(workspace.loads()) == 1


def test_an_active_load_cannot_be_replaced(workspace):
    active = load(workspace)

    with pytest.raises(AppError, match="LOAD_STATE_DISCARD"):
        load(workspace, open_item("F2"), replaces=active.load_id)

    assert [record.load_id for record in workspace.loads()] == [active.load_id]


def test_asking_twice_for_the_same_change_is_no_error(workspace):
    made = load(workspace)
    first = workspace.undo(made.load_id, actor=ANA)

    second = workspace.undo(made.load_id, actor=ANA)

    assert second == first


@pytest.mark.parametrize(("state", "action", "code"), OF_ANOTHER_STATE)
def test_a_change_that_the_state_does_not_allow_is_refused(
    workspace, state, action, code
):
    made = load(workspace, state=state)

    with pytest.raises(AppError) as refused:
        getattr(workspace, action)(made.load_id, actor=ANA)

    assert refused.value.code == code


@pytest.mark.parametrize("load_id", ["0123456789ab", "../../etc", ""])
def test_an_unknown_id_is_a_usage_error(workspace, load_id):
    with pytest.raises(UsageError) as refused:
        workspace.undo(load_id, actor=ANA)

    assert refused.value.code == "LOAD_UNKNOWN"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ["undo", "redo", "confirm", "discard", "purge"])
def test_the_store_checks_the_role_of_every_change(workspace, role, action):
    state = "held" if action in ("confirm", "discard") else "active"
    made = load(workspace, state=state)
    if action == "redo":
        workspace.undo(made.load_id, actor=ANA)
    person = Actor("eva", role)

    def change():
        return getattr(workspace, action)(made.load_id, actor=person)

    if role in ALLOWED[action]:
        assert change().changed_by == "eva"
    else:
        with pytest.raises(PermissionRefused):
            change()


def test_a_collector_may_not_load(workspace):
    with pytest.raises(PermissionRefused):
        load(workspace, actor=Actor("eva", "collector"))

    assert workspace.loads() == []


def test_a_load_keeps_its_sequence_when_it_is_undone_and_put_back(workspace):
    first, second = load(workspace, open_item("F1")), load(workspace, open_item("F2"))
    workspace.undo(first.load_id, actor=ANA)

    workspace.redo(first.load_id, actor=ANA)

    assert [record.load_id for record in workspace.active_loads()] == [
        first.load_id,
        second.load_id,
    ]


def test_the_state_at_a_past_moment_is_that_of_the_history(workspace, clock):
    first = load(workspace, open_item("F1"))
    after_first = clock()
    second = load(workspace, open_item("F2"))
    workspace.undo(first.load_id, actor=ANA)
    workspace.redo(first.load_id, actor=ANA)
    workspace.undo(first.load_id, actor=ANA)

    then = workspace.active_loads(at=after_first)

    assert [record.load_id for record in then] == [first.load_id]
    assert [record.load_id for record in workspace.active_loads()] == [second.load_id]


def test_the_manifest_tells_the_hash_of_every_file(workspace):
    made = load(workspace)

    manifest = workspace.manifest(made.load_id)

    original = workspace.lake.original(made.load_id).read_bytes()
    assert manifest["files"]["original"] == {
        "sha256": hashlib.sha256(original).hexdigest(),
        "bytes": len(original),
    }
    assert set(manifest["files"]) == {
        "original",
        "cells.parquet",
        "open_items.parquet",
        "rejects.parquet",
    }


def test_cells_come_back_in_the_order_of_the_places(workspace):
    made = load(workspace, open_item("F1"), open_item("F2"))
    places = pl.DataFrame({"sheet": ["Hoja1", "Hoja1"], "row_no": [4, 1]})

    cells = workspace.lake.cells(made.load_id, places)

    assert cells["row_no"].to_list() == [4, 1]
    assert cells["c003"].to_list() == ["F2", None]


def test_a_fingerprint_given_by_the_caller_is_found_again(workspace):
    mine = load_fingerprint(
        sha256="0" * 64, company="X", kind="open_items", sheet=None, options={}
    )

    made = load(workspace, changes={"fingerprint": mine})

    assert workspace.find_active(mine) == made.load_id


def test_a_folder_that_a_crash_left_does_not_stop_the_same_load(workspace, tmp_path):
    other = opened(tmp_path / "other")
    same_id = load(other).load_id
    orphan = workspace.lake.root / same_id
    orphan.mkdir()
    (orphan / "original").write_bytes(b"half")

    made = load(workspace)

    assert made.load_id == same_id
    assert workspace.lake.damaged_files(same_id) == ()
    assert workspace.lake.orphans([same_id]) == ()


def test_a_load_whose_transaction_fails_is_not_there(workspace):
    folder, manifest = stage(workspace, [open_item("F1")])

    with pytest.raises(ValueError, match="Invalid isoformat"):
        workspace.commit_load(
            folder, {**manifest, "as_of": "pronto"}, actor=ANA, state="active"
        )

    assert workspace.loads() == []
    assert len(workspace.lake.orphans([])) == 1


TWO_AT_ONCE = """
import sys
from pathlib import Path
from tests.staged import load, open_item, opened, real_time
workspace = opened(Path(sys.argv[1]), clock=real_time)
sys.stdin.readline()
for number in range(8):
    result = load(workspace, open_item(f"F{number}"))
    print(result.load_id, result.status, flush=True)
"""


def test_two_processes_that_load_the_same_files_make_each_load_once(tmp_path):
    root = tmp_path / "data"
    command = [sys.executable, "-c", TWO_AT_ONCE, str(root)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(2)]

    reports = [process.communicate("go\n", timeout=120)[0] for process in processes]

    lines = [line.split() for report in reports for line in report.splitlines()]
    loaded = sorted(load_id for load_id, status in lines if status == "loaded")
    workspace = opened(root)
    assert len(lines) == 16
    assert loaded == sorted({load_id for load_id, _ in lines})
    records = workspace.active_loads()
    assert sorted(record.load_id for record in records) == loaded
    assert [record.sequence for record in records] == list(range(1, 9))
    assert not [c for c in workspace.check() if c.level == "broken" and c.rows]
