"""Backups: everything comes back, nothing is overwritten, damage is noticed."""

import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from cartera.errors import AppError, PermissionRefused, UsageError
from cartera.store import archive
from cartera.store.actors import Actor
from cartera.store.backup import restore
from cartera.store.entries import NewEntry
from cartera.store.users import User
from tests.staged import ANA, Ticking, load, open_item, opened


@pytest.fixture
def backup(workspace, tmp_path: Path) -> Path:
    """A backup of two loads, one undone, an entry, a user and a setting."""
    load(workspace, open_item("F1"))
    undone = load(workspace, open_item("F2"))
    workspace.undo(undone.load_id, actor=ANA)
    workspace.records.enter(
        NewEntry("operational", "note", "n1", {"text": "llamó ñandú"}), actor=ANA
    )
    workspace.records.put_user(User("eva", "eva@example.com", "owner"), actor=ANA)
    workspace.set_setting("terms_days", 45, company="X", actor=ANA)
    file = tmp_path / "copia.zip"
    workspace.backup(file, actor=ANA)
    return file


def restored_to(file: Path, root: Path):
    return restore(file, root, clock=Ticking(), actor=ANA)


def journal_rows(workspace) -> dict[str, list]:
    with workspace.journal.read() as connection:
        return {
            table.name: connection.execute(
                sa.select(table).order_by(*table.primary_key.columns)
            ).all()
            for table in archive.tables()
            if table.name not in ("audit", "payloads", "backups")
        }


def rewritten(file: Path, change) -> Path:
    """Copy an archive; `change(name, content)` gives each member's new content."""
    target = file.with_name("cambiada.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def test_a_restored_folder_is_the_same_workspace(workspace, backup, tmp_path):
    result = restored_to(backup, tmp_path / "new")

    other = opened(tmp_path / "new")
    assert result.loads == 2
    assert other.loads() == workspace.loads()
    assert journal_rows(other) == journal_rows(workspace)
    assert other.setting("terms_days", "X") == 45
    assert not [c for c in other.check() if c.level == "broken" and c.rows]


def test_a_restored_folder_publishes_the_same_mart(workspace, backup, tmp_path):
    restored_to(backup, tmp_path / "new")

    other = opened(tmp_path / "new")

    assert other.publish(actor=ANA).mart_id == workspace.publish(actor=ANA).mart_id


def test_work_goes_on_after_a_restore(workspace, backup, tmp_path):
    restored_to(backup, tmp_path / "new")
    other = opened(tmp_path / "new")

    made = load(other, open_item("F3"))
    again = load(other, open_item("F1"))

    assert (made.status, again.status) == ("loaded", "duplicate")
    assert not [c for c in other.check() if c.level == "broken" and c.rows]


def test_the_backup_states_the_head_of_the_audit_chain(workspace, tmp_path):
    load(workspace)
    head = workspace.records.head()

    result = workspace.backup(tmp_path / "copia.zip", actor=ANA)

    assert (result.audit_seq, result.audit_hash) == (head.seq, head.hash)


def test_a_backup_never_overwrites_a_file(workspace, tmp_path):
    taken = tmp_path / "copia.zip"
    taken.write_bytes(b"mine")

    with pytest.raises(UsageError, match="BACKUP_EXISTS"):
        workspace.backup(taken, actor=ANA)

    assert taken.read_bytes() == b"mine"


def test_restore_never_overwrites_a_workspace(workspace, backup):
    before = workspace.loads()

    with pytest.raises(UsageError, match="RESTORE_WOULD_OVERWRITE"):
        restored_to(backup, workspace.root)

    assert workspace.loads() == before


def test_a_missing_archive_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match="ARCHIVE_MISSING"):
        restored_to(tmp_path / "no.zip", tmp_path / "new")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: b"PK not a zip",
        lambda content: content[: len(content) // 2],
    ],
    ids=["empty", "no zip", "cut"],
)
def test_a_damaged_archive_restores_nothing(backup, tmp_path, spoil):
    bad = tmp_path / "mala.zip"
    bad.write_bytes(spoil(backup.read_bytes()))

    with pytest.raises(AppError) as refused:
        restored_to(bad, tmp_path / "new")

    assert refused.value.code == "ARCHIVE_DAMAGED"
    assert list((tmp_path / "new").glob("*")) == []


def drop_a_load(name: str, content: bytes) -> bytes | None:
    return None if name.endswith("open_items.parquet") else content


def change_a_load(name: str, content: bytes) -> bytes:
    return content + b"x" if name.endswith("original") else content


def change_the_journal(name: str, content: bytes) -> bytes:
    return content.replace(b"deactivate", b"activate  ") if "activ" in name else content


@pytest.mark.parametrize("change", [drop_a_load, change_a_load, change_the_journal])
def test_a_member_that_differs_from_the_list_restores_nothing(backup, tmp_path, change):
    bad = rewritten(backup, change)

    with pytest.raises(AppError) as refused:
        restored_to(bad, tmp_path / "new")

    assert refused.value.code == "ARCHIVE_DAMAGED"
    assert list((tmp_path / "new").glob("*")) == []


def test_a_member_cannot_be_written_outside_the_folder(backup, tmp_path):
    bad = tmp_path / "fuera.zip"
    bad.write_bytes(backup.read_bytes())
    with zipfile.ZipFile(bad, "a") as archive_file:
        archive_file.writestr("lake/../../fuera", "x")

    with pytest.raises(AppError, match="ARCHIVE_DAMAGED"):
        restored_to(bad, tmp_path / "new")

    assert not (tmp_path / "fuera").exists()


def test_only_admins_back_up_and_restore(workspace, backup, tmp_path):
    eva = Actor("eva", "finance")

    with pytest.raises(PermissionRefused):
        workspace.backup(tmp_path / "otra.zip", actor=eva)
    with pytest.raises(PermissionRefused):
        restore(backup, tmp_path / "new", clock=Ticking(), actor=eva)


def test_an_erased_person_is_not_in_a_later_backup(workspace, tmp_path):
    load(workspace, open_item("F1", customer_name="Lucía Ferrán", email="l@x.es"))
    workspace.forget("K1", actor=ANA)

    workspace.backup(tmp_path / "copia.zip", actor=ANA)

    restored_to(tmp_path / "copia.zip", tmp_path / "new")
    other = opened(tmp_path / "new")
    assert other.forget("K1", actor=ANA).pseudonym.startswith("Cliente anónimo ")
    assert "Lucía" not in (tmp_path / "new" / "journal.sqlite").read_bytes().decode(
        "utf-8", "replace"
    )
