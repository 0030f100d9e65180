"""Purging loads, forgetting people: nothing of them stays, nothing else goes."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from cartera.errors import AppError, PermissionRefused, UsageError
from cartera.store import audit, erasing
from cartera.store.actors import Actor
from cartera.store.entries import NewEntry
from tests.staged import ANA, load, loads_in, open_item, opened, texts_below

PERSON = {"customer_name": "Lucía Ferrán Ibáñez", "email": "lucia@example.com"}
TRACES = [
    "Lucía Ferrán Ibáñez",
    "LUCÍA FERRÁN IBÁÑEZ",
    "lucia@example.com",
    "12345678Z",
]


def lucia(number: str = "F1", **values: object) -> dict[str, object]:
    personal = {**PERSON, "customer_tax_id": "12345678Z", "notes": "la hermana avisa"}
    return open_item(number, "K7", **{**personal, **values})


def other(number: str = "F2") -> dict[str, object]:
    return open_item(number, "K8", customer_name="Talleres Lucía SA", notes="fijo")


def parquet_texts(folder) -> str:
    frames = [pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))]
    return "\n".join(frame.write_csv() for frame in frames)


def everything_below(root) -> str:
    loads = [parquet_texts(folder) for folder in sorted((root / "lake").iterdir())]
    raw = b"\n".join(texts_below(root)).decode("utf-8", "replace")
    return "\n".join([*loads, raw])


def facts_of(workspace, load_id: str) -> pl.DataFrame:
    [file] = workspace.lake.facts([load_id], "open_items")
    return pl.read_parquet(file)


def broken(workspace) -> list[str]:
    return [c.name for c in workspace.check() if c.level == "broken" and c.rows]


def test_a_purged_load_leaves_a_manifest_without_personal_data(workspace):
    made = load(workspace, lucia())
    workspace.publish(actor=ANA)

    record = workspace.purge(made.load_id, actor=ANA)

    folder = workspace.lake.folder(made.load_id)
    assert (record.state, record.file) == ("purged", None)
    assert [file.name for file in folder.iterdir()] == ["load.json"]
    assert workspace.manifest(made.load_id)["totals"] == {"EUR": "10.00"}
    found = everything_below(workspace.root)
    assert not [trace for trace in (*TRACES, "cartera marzo.csv") if trace in found]
    assert broken(workspace) == []


def test_purging_removes_every_mart_that_held_the_load(workspace):
    made = load(workspace, lucia())
    load(workspace, other())
    first = workspace.publish(actor=ANA)
    workspace.undo(made.load_id, actor=ANA)
    second = workspace.publish(actor=ANA)

    workspace.purge(made.load_id, actor=ANA)

    assert not first.path.exists()
    assert not second.path.exists()
    assert made.load_id not in loads_in(workspace.published().path)


@pytest.mark.parametrize("state", ["active", "held"])
def test_a_load_of_any_state_can_be_purged_and_purging_twice_is_no_error(
    workspace, state
):
    made = load(workspace, state=state)
    first = workspace.purge(made.load_id, actor=ANA)

    second = workspace.purge(made.load_id, actor=ANA)

    assert first == second
    assert workspace.active_loads() == []


def test_a_purged_load_cannot_be_put_back_but_the_file_can_be_loaded_again(workspace):
    made = load(workspace)
    workspace.purge(made.load_id, actor=ANA)

    with pytest.raises(AppError, match="LOAD_STATE_REDO"):
        workspace.redo(made.load_id, actor=ANA)
    again = load(workspace)

    assert again.status == "loaded"
    assert broken(workspace) == []


def test_a_purged_load_is_in_no_mart_of_a_past_moment(workspace, clock):
    made = load(workspace)
    moment = clock()

    workspace.purge(made.load_id, actor=ANA)

    assert loads_in(workspace.known_at(moment, actor=ANA).path) == []


def test_only_admins_erase(workspace):
    made = load(workspace, lucia())
    eva = Actor("eva", "finance")

    with pytest.raises(PermissionRefused):
        workspace.purge(made.load_id, actor=eva)
    with pytest.raises(PermissionRefused):
        workspace.forget("K7", actor=eva)


def test_forgetting_leaves_no_trace_of_the_person_in_any_file(workspace):
    load(workspace, lucia(), other(), title="Estado de LUCÍA FERRÁN IBÁÑEZ")
    workspace.records.enter(
        NewEntry(
            "operational",
            "call",
            "c1",
            {"customer_id": "K7", "company": "X", "note": "llamar a la hermana"},
        ),
        actor=ANA,
    )
    workspace.publish(actor=ANA)

    result = workspace.forget("K7", actor=ANA)

    found = everything_below(workspace.root)
    traces = [*TRACES, "llamar a la hermana", "la hermana avisa"]
    assert not [trace for trace in traces if trace in found]
    assert result.pseudonym in found
    assert (result.rows, len(result.loads)) == (1, 1)
    assert broken(workspace) == []


def test_what_only_the_cells_say_is_found_in_other_rows_too(workspace):
    load(workspace, lucia(), other(), title="Consultas: lucia@example.com")

    workspace.forget("K7", actor=ANA)

    assert "lucia@example.com" not in everything_below(workspace.root)


def test_forgetting_keeps_documents_amounts_and_everybody_else(workspace):
    made = load(workspace, lucia(balance=Decimal("7.5")), other())
    before = facts_of(workspace, made.load_id)

    workspace.forget("K7", actor=ANA)

    after = facts_of(workspace, made.load_id)
    kept = ["customer_code", "number", "issue_date", "balance", "row_no", "company"]
    assert after.select(kept).equals(before.select(kept))
    assert after.schema == before.schema
    others = pl.col("customer_code") == "K8"
    assert after.filter(others).equals(before.filter(others))
    places = pl.DataFrame({"sheet": ["Hoja1", "Hoja1"], "row_no": [3, 4]})
    cells = workspace.lake.cells(made.load_id, places)
    assert cells["c003"].to_list() == ["F1", "F2"]
    assert cells["c004"].to_list() == ["7.5", "10"]
    assert cells["c002"].to_list()[1] == "Talleres Lucía SA"
    assert cells["c006"].to_list() == [None, "fijo"]


def test_the_pseudonym_is_the_same_in_every_load_and_every_time(workspace):
    first = load(workspace, lucia("F1"))
    workspace.forget("K7", actor=ANA)
    second = load(workspace, lucia("F2"))

    workspace.forget("K7", actor=ANA)

    names = {
        facts_of(workspace, made.load_id)["customer_name"].item()
        for made in (first, second)
    }
    assert len(names) == 1
    assert names.pop().startswith("Cliente anónimo ")


def test_rows_that_name_the_person_without_a_code_are_found_too(workspace):
    load(workspace, lucia("F1"))
    by_tax = load(workspace, lucia("F2", customer_code=None))
    by_name = load(workspace, lucia("F3", customer_code=None, customer_tax_id=None))

    workspace.forget("K7", actor=ANA)

    for made in (by_tax, by_name):
        row = facts_of(workspace, made.load_id).row(0, named=True)
        assert row["customer_name"].startswith("Cliente anónimo ")


def test_a_namesake_with_another_code_is_left_alone(workspace):
    load(workspace, lucia("F1"))
    namesake = load(
        workspace, lucia("F2", customer_code="K9", customer_tax_id=None, email=None)
    )

    workspace.forget("K7", actor=ANA)

    name = facts_of(workspace, namesake.load_id)["customer_name"].item()
    assert name == PERSON["customer_name"]


def test_the_same_code_in_two_companies_needs_the_company(workspace):
    load(workspace, lucia("F1"))
    elsewhere = load(workspace, lucia("F2", company="Y"), changes={"company": "Y"})

    with pytest.raises(UsageError, match="CUSTOMER_AMBIGUOUS"):
        workspace.forget("K7", actor=ANA)
    workspace.forget("X:K7", actor=ANA)

    name = facts_of(workspace, elsewhere.load_id)["customer_name"].item()
    assert name == PERSON["customer_name"]


def test_an_unknown_customer_is_a_usage_error(workspace):
    load(workspace, other())

    with pytest.raises(UsageError, match="CUSTOMER_UNKNOWN"):
        workspace.forget("K7", actor=ANA)


def test_a_code_that_is_the_tax_id_itself_goes_too(workspace):
    made = load(workspace, lucia(customer_code="12345678-Z"))

    workspace.forget("12345678-Z", actor=ANA)

    assert "12345678" not in everything_below(workspace.root)
    assert facts_of(workspace, made.load_id)["customer_code"].item().startswith("ANON")


def test_rejected_rows_of_the_person_are_emptied(workspace):
    made = load(workspace, lucia("F1"), lucia("F2"))
    folder = workspace.lake.folder(made.load_id)
    [facts] = workspace.lake.facts([made.load_id], "open_items")
    pl.read_parquet(facts).filter(pl.col("row_no") == 3).write_parquet(facts)
    pl.DataFrame(
        {
            "sheet": ["Hoja1"],
            "row_no": [4],
            "column": ["notes"],
            "value": ["la hermana avisa"],
            "code": ["BAD"],
        },
        schema_overrides={"row_no": pl.Int32},
    ).write_parquet(folder / "rejects.parquet")

    workspace.forget("K7", actor=ANA)

    assert "hermana" not in parquet_texts(folder)
    assert pl.read_parquet(folder / "rejects.parquet")["code"].to_list() == ["BAD"]


def test_the_same_file_stays_a_duplicate_after_forgetting(workspace):
    made = load(workspace, lucia())
    workspace.forget("K7", actor=ANA)

    again = load(workspace, lucia())

    assert (again.load_id, again.status) == (made.load_id, "duplicate")
    with pytest.raises(AppError, match="ORIGINAL_REMOVED"):
        workspace.lake.original(made.load_id)


def test_backups_that_still_hold_the_person_are_named(workspace, tmp_path):
    load(workspace, lucia())
    workspace.backup(tmp_path / "antes.zip", actor=ANA)

    result = workspace.forget("K7", actor=ANA)
    workspace.backup(tmp_path / "después.zip", actor=ANA)

    assert [backup.file for backup in result.backups] == [str(tmp_path / "antes.zip")]
    holding = workspace.backups_holding(result.loads)
    assert [backup.file for backup in holding] == [str(tmp_path / "antes.zip")]


def test_an_erasure_that_a_crash_interrupted_is_finished(workspace, monkeypatch):
    made = load(workspace, lucia())
    workspace.publish(actor=ANA)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "_exchange", crash)
        with pytest.raises(KeyboardInterrupt):
            workspace.forget("K7", actor=ANA)
    after_crash = broken(workspace)
    resumed = opened(workspace.root)
    resumed.publish(actor=ANA)

    assert after_crash == []
    name = facts_of(resumed, made.load_id)["customer_name"].item()
    assert name.startswith("Cliente anónimo ")
    assert broken(resumed) == []
    assert "lucia@example.com" not in everything_below(workspace.root)


def test_an_erasure_interrupted_between_two_renames_is_finished(workspace, monkeypatch):
    made = load(workspace, lucia())
    moved = []
    real = erasing.files.move_folder

    def crash_at_second(source, target):
        if len(moved) == 1:
            raise KeyboardInterrupt
        moved.append(source)
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(erasing.files, "move_folder", crash_at_second)
        with pytest.raises(KeyboardInterrupt):
            workspace.purge(made.load_id, actor=ANA)
    missing = not workspace.lake.folder(made.load_id).exists()
    workspace.publish(actor=ANA)

    assert missing
    assert workspace.load(made.load_id).state == "purged"
    assert broken(workspace) == []


def test_the_chain_stays_whole_after_every_kind_of_erasure(workspace):
    made = load(workspace, lucia("F1"))
    load(workspace, lucia("F2"))
    workspace.forget("K7", actor=ANA)

    workspace.purge(made.load_id, actor=ANA)

    with workspace.journal.read() as connection:
        assert audit.broken_rows(connection) == 0


def test_facts_of_other_tables_are_rewritten_in_the_same_step(workspace):
    customer = {**lucia(), "row_no": 3, "phone": "+34 600 000 001", "city": "Vigo"}
    made = load(workspace, lucia(), extra={"customers": [customer]})

    workspace.forget("K7", actor=ANA)

    [file] = workspace.lake.facts([made.load_id], "customers")
    row = pl.read_parquet(file).row(0, named=True)
    assert (row["phone"], row["city"], row["customer_code"]) == (None, None, "K7")
    assert facts_of(workspace, made.load_id)["due_date"].item() == date(2026, 2, 1)
