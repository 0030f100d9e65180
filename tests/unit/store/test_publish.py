"""Publishing marts: fresh, reused, kept, and one process at a time."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from cartera.errors import AppError
from cartera.store import lease, publications
from cartera.store.build import CheckResult
from cartera.store.entries import NewEntry
from cartera.store.publish import LEASE
from tests.staged import (
    ANA,
    LoadsOnly,
    load,
    loads_in,
    open_item,
    opened,
    real_time,
)


class NeverRight(LoadsOnly):
    """A builder whose marts never pass their checks."""

    def checks(self, connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
        return [CheckResult("ledger_identity", 3, "broken")]


class Interrupted(LoadsOnly):
    """A builder that dies in the middle."""

    def build(self, target, inputs):
        target.write_bytes(b"half a mart")
        raise OSError(28, "No space left on device")


def operational(number: int) -> NewEntry:
    return NewEntry("operational", "note", f"n{number}", {"text": "llamado"})


def test_a_mart_holds_the_active_loads_in_their_sequence(workspace):
    ids = [load(workspace, open_item(f"F{n}")).load_id for n in range(3)]
    workspace.undo(ids[1], actor=ANA)

    mart = workspace.publish(actor=ANA)

    assert loads_in(mart.path) == [ids[0], ids[2]]


def test_publishing_an_unchanged_state_makes_nothing_new(workspace):
    load(workspace)
    first = workspace.publish(actor=ANA)

    second = workspace.publish(actor=ANA)

    assert second == first
    with workspace.journal.read() as connection:
        assert len(publications.history(connection, limit=9)) == 1


def test_undo_and_redo_give_the_very_same_mart_back(workspace):
    load(workspace, open_item("F1"))
    before = workspace.publish(actor=ANA)
    built = before.path.stat().st_mtime_ns
    second = load(workspace, open_item("F2"))
    workspace.publish(actor=ANA)

    workspace.undo(second.load_id, actor=ANA)
    after = workspace.publish(actor=ANA)

    assert after == before
    assert after.path.stat().st_mtime_ns == built


def test_an_undone_load_leaves_the_mart_that_never_had_it(tmp_path):
    with_it, without = opened(tmp_path / "with"), opened(tmp_path / "without")
    for workspace in (with_it, without):
        load(workspace, open_item("F1"))
    extra = load(with_it, open_item("F2"))
    with_it.publish(actor=ANA)

    with_it.undo(extra.load_id, actor=ANA)

    assert with_it.publish(actor=ANA).mart_id == without.publish(actor=ANA).mart_id


def test_until_it_is_published_the_previous_mart_stays(workspace):
    load(workspace, open_item("F1"))
    first = workspace.publish(actor=ANA)

    load(workspace, open_item("F2"))

    assert workspace.published() == first
    assert not workspace.is_fresh()
    assert workspace.current(actor=ANA) != first
    assert workspace.is_fresh()


def test_a_mart_that_fails_its_checks_is_not_published(tmp_path):
    good = opened(tmp_path)
    load(good, open_item("F1"))
    before = good.publish(actor=ANA)
    load(good, open_item("F2"))
    bad = opened(tmp_path, builder=NeverRight())

    with pytest.raises(AppError) as refused:
        bad.publish(actor=ANA)

    assert refused.value.code == "MART_CHECK_FAILED"
    assert good.published() == before
    assert list((tmp_path / "marts" / ".tmp").iterdir()) == []


def test_a_full_disk_while_building_is_told_and_leaves_nothing(tmp_path):
    workspace = opened(tmp_path, builder=Interrupted())
    load(workspace)

    with pytest.raises(AppError) as refused:
        workspace.publish(actor=ANA)

    assert refused.value.code == "DISK_FULL"
    assert workspace.published() is None
    assert list((tmp_path / "marts" / ".tmp").iterdir()) == []


def test_the_folder_of_marts_may_be_deleted_and_is_rebuilt(workspace):
    load(workspace)
    before = workspace.publish(actor=ANA)
    shutil.rmtree(workspace.root / "marts")
    (workspace.root / "marts").mkdir()

    after = workspace.publish(actor=ANA)

    assert workspace.published() == after
    assert after.mart_id == before.mart_id
    assert after.path.is_file()


def test_operational_entries_need_no_new_mart_until_the_tail_is_long(workspace):
    load(workspace)
    workspace.set_setting("journal_tail_rows", 3, actor=ANA)
    first = workspace.publish(actor=ANA)
    for number in range(3):
        workspace.records.enter(operational(number), actor=ANA)
    after_three = workspace.publish(actor=ANA)
    workspace.records.enter(operational(3), actor=ANA)

    after_four = workspace.publish(actor=ANA)

    assert after_three == first
    assert after_four.mart_id != first.mart_id
    assert after_four.operational_position == workspace.records.operational_position()


def test_a_setting_that_the_ledger_is_built_with_leads_to_a_new_mart(workspace):
    load(workspace)
    first = workspace.publish(actor=ANA)
    workspace.set_setting("stale_calendar_days", 20, actor=ANA)
    after_another = workspace.publish(actor=ANA)

    workspace.set_setting("fifo", True, company="X", actor=ANA)

    assert after_another == first
    assert workspace.publish(actor=ANA).mart_id != first.mart_id


def test_a_past_moment_is_built_from_what_was_active_then(workspace, clock):
    first = load(workspace, open_item("F1"))
    moment = clock()
    load(workspace, open_item("F2"))
    workspace.undo(first.load_id, actor=ANA)
    current = workspace.publish(actor=ANA)

    then = workspace.known_at(moment, actor=ANA)

    assert loads_in(then.path) == [first.load_id]
    assert then.known_at == moment
    assert workspace.published() == current
    assert workspace.is_fresh()


def test_kept_are_the_current_mart_two_before_it_and_those_used_of_late(workspace):
    workspace.set_setting("marts_known_at", 0, actor=ANA)
    made = []
    for number in range(6):
        load(workspace, open_item(f"F{number}"))
        made.append(workspace.publish(actor=ANA))
        an_age_ago = time.time() - 7200
        os.utime(made[-1].path, (an_age_ago, an_age_ago))
    workspace.warehouse(made[3])
    load(workspace, open_item("F6"))

    made.append(workspace.publish(actor=ANA))

    there = [number for number, mart in enumerate(made) if mart.path.exists()]
    assert there == [3, 4, 5, 6]


def test_old_orphans_and_leftovers_are_swept_and_young_ones_are_not(workspace):
    young, old = workspace.lake.stage(), workspace.lake.stage()
    orphan = workspace.lake.root / "0123456789ab"
    orphan.mkdir()
    two_days_ago = time.time() - 2 * 86400
    for folder in (old, orphan):
        os.utime(folder, (two_days_ago, two_days_ago))
    load(workspace)

    workspace.publish(actor=ANA)

    assert young.exists()
    assert not old.exists()
    assert not orphan.exists()


def test_a_lease_that_somebody_holds_is_not_given_twice(workspace):
    load(workspace)

    with lease.hold(workspace.journal, LEASE):
        is_free = lease._take(workspace.journal, LEASE, lease.this_process())

    assert is_free is False
    assert workspace.publish(actor=ANA).path.exists()


def test_a_lease_that_expired_is_taken_over_and_its_holder_notices(workspace, clock):
    with lease.hold(workspace.journal, LEASE) as first:
        clock.now += lease.VALID + timedelta(seconds=1)
        second = lease.hold(workspace.journal, LEASE)
        with second, workspace.journal.write() as connection:
            still_held = lease.is_held(connection, LEASE, first)

    assert still_held is False


HOLD_AND_SLEEP = """
import sys, time
from pathlib import Path
from cartera.store import lease
from tests.staged import opened, real_time
workspace = opened(Path(sys.argv[1]), clock=real_time)
with lease.hold(workspace.journal, "publish"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lease_of_a_killed_process_is_taken_over_at_once(tmp_path):
    workspace = opened(tmp_path, clock=real_time)
    load(workspace)
    command = [sys.executable, "-c", HOLD_AND_SLEEP, str(workspace.root)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    started = time.monotonic()

    mart = workspace.publish(actor=ANA)

    assert mart.path.exists()
    assert time.monotonic() - started < 10
    process.communicate()


PUBLISH_OFTEN = """
import sys
from pathlib import Path
from tests.staged import ANA, load, loads_in, open_item, opened, real_time
workspace = opened(Path(sys.argv[1]), clock=real_time)
for number in range(5):
    mine = load(workspace, open_item(f"{sys.argv[2]}{number}")).load_id
    mart = workspace.publish(actor=ANA)
    print(mine in loads_in(mart.path), flush=True)
"""


def test_two_processes_that_publish_at_once_both_see_their_own_loads(tmp_path):
    command = [sys.executable, "-c", PUBLISH_OFTEN, str(tmp_path)]
    processes = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True)
        for name in ("A", "B")
    ]

    reports = [process.communicate(timeout=120)[0] for process in processes]

    workspace = opened(tmp_path)
    active = [record.load_id for record in workspace.active_loads()]
    assert reports == ["True\n" * 5] * 2
    assert loads_in(workspace.publish(actor=ANA).path) == active


def test_a_moment_before_everything_is_an_empty_mart(workspace):
    load(workspace)

    mart = workspace.known_at(datetime(2020, 1, 1, tzinfo=UTC), actor=ANA)

    assert loads_in(mart.path) == []
