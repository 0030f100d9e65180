"""Entries, live tables, users, settings and the audit chain."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from cartera.errors import AppError, PermissionRefused, UsageError
from cartera.store import audit, schema
from cartera.store.actors import Actor
from cartera.store.audit import Event
from cartera.store.entries import NewEntry
from cartera.store.journal import Journal, sqlite_url
from cartera.store.live import LiveTable
from cartera.store.users import User
from tests.staged import ANA, load, opened

CALLS = LiveTable(
    "call", pa.schema([("customer_id", pa.string()), ("promised", pa.int32())])
)
NEWEST = """
select customer_id, promised, version
from live_call
qualify row_number() over (partition by entry_id order by version desc) = 1
order by customer_id
"""


def call(customer: str, promised: int) -> NewEntry:
    payload = {"customer_id": customer, "promised": promised}
    return NewEntry("operational", "call", f"call-{customer}", payload)


def broken_audit_rows(workspace) -> int:
    with workspace.journal.read() as connection:
        return audit.broken_rows(connection)


def tamper(workspace, statement: str) -> None:
    with closing(sqlite3.connect(workspace.root / "journal.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def test_queries_see_what_was_entered_after_the_mart_and_nothing_else(workspace):
    load(workspace)
    workspace.records.enter(call("K1", 1), actor=ANA)
    mart = workspace.publish(actor=ANA)
    workspace.records.enter(call("K2", 2), actor=ANA)
    workspace.records.enter(call("K2", 3), actor=ANA)
    cursor = workspace.warehouse(mart).cursor()

    workspace.records.register_live(cursor, CALLS, mart)

    assert cursor.sql(NEWEST).fetchall() == [("K2", 3, 2)]


def test_a_live_table_belongs_to_its_cursor_alone(workspace):
    load(workspace)
    mart = workspace.publish(actor=ANA)
    workspace.records.enter(call("K1", 1), actor=ANA)
    warehouse = workspace.warehouse(mart)
    early, late = warehouse.cursor(), warehouse.cursor()
    workspace.records.register_live(early, CALLS, mart)
    workspace.records.enter(call("K2", 2), actor=ANA)

    workspace.records.register_live(late, CALLS, mart)

    assert len(early.sql(NEWEST).fetchall()) == 1
    assert len(late.sql(NEWEST).fetchall()) == 2


def test_a_past_moment_shows_no_entry_that_was_recorded_later(workspace, clock):
    load(workspace)
    workspace.records.enter(call("K1", 1), actor=ANA)
    moment = clock()
    workspace.records.enter(call("K2", 2), actor=ANA)
    mart = workspace.known_at(moment, actor=ANA)
    cursor = workspace.warehouse(mart).cursor()

    workspace.records.register_live(cursor, CALLS, mart)

    assert mart.operational_position == 1
    assert cursor.sql(NEWEST).fetchall() == []


def test_an_empty_live_table_has_its_columns(workspace):
    load(workspace)
    mart = workspace.publish(actor=ANA)
    cursor = workspace.warehouse(mart).cursor()

    workspace.records.register_live(cursor, CALLS, mart)

    assert cursor.sql("select promised from live_call").fetchall() == []


def test_every_change_appends_to_the_chain_and_the_chain_is_whole(workspace):
    made = load(workspace)
    workspace.publish(actor=ANA)
    workspace.undo(made.load_id, actor=ANA)
    workspace.set_setting("fifo", True, company="X", actor=ANA)
    workspace.records.put_user(User("eva", "eva@example.com", "finance"), actor=ANA)

    head = workspace.records.note(Event("export", {"report": "ageing"}, {}), actor=ANA)

    assert head.seq == 6
    assert head == workspace.records.head()
    assert broken_audit_rows(workspace) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set actor = 'otra' where seq = 2",
        "update audit set at = '2020-01-01 00:00:00.000000' where seq = 2",
        "update payloads set body = '{}' where payload_id = 1",
        "update payloads set body = '{}', erased_at = at_zero where payload_id = 1",
        "delete from activations where seq = 1; delete from audit where seq = 1",
        "update audit set subject = '{}' where seq = 3",
    ],
)
def test_a_change_behind_the_stores_back_is_found(workspace, statement):
    made = load(workspace)
    workspace.undo(made.load_id, actor=ANA)
    workspace.redo(made.load_id, actor=ANA)

    for part in statement.replace("at_zero", "'2026-01-01'").split("; "):
        tamper(workspace, part)

    assert broken_audit_rows(workspace) > 0
    [chain] = [c for c in workspace.check() if c.name == "audit_chain"]
    assert (chain.level, chain.rows > 0) == ("broken", True)


def test_a_cut_tail_is_found_by_the_rows_that_refer_to_it(workspace):
    made = load(workspace)
    workspace.undo(made.load_id, actor=ANA)

    tamper(workspace, "delete from audit where seq = 2")

    assert broken_audit_rows(workspace) == 1


def test_a_setting_of_a_company_wins_over_the_default(workspace):
    workspace.set_setting("terms_days", "45", company="X", actor=ANA)

    assert workspace.setting("terms_days", "X") == 45
    assert workspace.setting("terms_days", "Y") is None
    assert workspace.setting("default_company") == "Mi empresa"


def test_a_setting_taken_back_has_its_default_again(workspace):
    workspace.set_setting("default_company", "Norte", actor=ANA)
    before = workspace.setting("default_company")

    workspace.set_setting("default_company", None, actor=ANA)

    assert (before, workspace.setting("default_company")) == ("Norte", "Mi empresa")


@pytest.mark.parametrize(
    ("name", "value", "company", "code"),
    [
        ("no_such", 1, None, "SETTING_UNKNOWN"),
        ("stale_calendar_days", "muchos", None, "SETTING_VALUE"),
        ("stale_calendar_days", -1, None, "SETTING_VALUE"),
        ("fifo", True, None, "SETTING_NEEDS_COMPANY"),
        ("default_company", "X", "X", "SETTING_IS_GLOBAL"),
        ("data", "/tmp", None, "SETTING_OF_ENVIRONMENT"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    workspace, name, value, company, code
):
    with pytest.raises(UsageError) as refused:
        workspace.set_setting(name, value, company=company, actor=ANA)

    assert refused.value.code == code


def test_only_admins_change_settings_and_users(workspace):
    eva = Actor("eva", "finance")

    with pytest.raises(PermissionRefused):
        workspace.set_setting("default_company", "Y", actor=eva)
    with pytest.raises(PermissionRefused):
        workspace.records.put_user(User("eva", None, "admin"), actor=eva)


def test_a_user_signs_in_by_address_until_inactive(workspace):
    workspace.records.put_user(User("eva", "Eva@example.com", "owner"), actor=ANA)
    signed_in = workspace.records.signed_in("eva@EXAMPLE.com")

    workspace.records.put_user(
        User("eva", "eva@example.com", "owner", active=False), actor=ANA
    )

    assert signed_in == Actor("eva", "owner")
    assert workspace.records.signed_in("eva@example.com") is None
    assert workspace.records.signed_in("otra@example.com") is None


def test_without_sign_in_the_local_person_is_admin(workspace):
    assert workspace.current_user("ana") == Actor("ana", "admin")


def test_a_journal_of_a_newer_program_is_not_touched(tmp_path):
    opened(tmp_path).close()
    engine = sa.create_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))

    with pytest.raises(AppError) as refused:
        opened(tmp_path)

    assert refused.value.code == "JOURNAL_NEWER"


def test_a_file_that_is_no_journal_is_told_apart(tmp_path):
    (tmp_path / "journal.sqlite").write_bytes(b"not a database" * 100)

    with pytest.raises(AppError) as refused:
        opened(tmp_path)

    assert refused.value.code == "JOURNAL_DAMAGED"


def test_the_migrations_make_exactly_the_tables_of_the_schema(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from cartera.store.journal import MIGRATIONS, revision_of

    journal = Journal.open(sqlite_url(tmp_path), clock=lambda: None)
    with journal.read() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, schema.metadata)
        revision = revision_of(connection)

    assert differences == []
    assert revision == schema.REVISION
    newest = max(file.stem for file in (Path(MIGRATIONS) / "versions").glob("v0*.py"))
    assert newest.startswith(f"v{schema.REVISION}")


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=str)
def test_every_table_can_be_made_on_postgresql(table):
    text = str(CreateTable(table).compile(dialect=postgresql.dialect()))

    assert "CREATE TABLE" in text


def test_the_journal_waits_for_the_disk_at_every_commit(workspace):
    with workspace.journal.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
