"""The command line with real files: what is printed is the contract."""

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.unit.conftest import Run

CASES = Path(__file__).parents[1] / "cases"
C01 = [
    str(CASES / f"C01_in_{name}.csv")
    for name in ("documents", "payments", "allocations", "disputes")
]
AS_OF = ("--as-of", "2026-10-31")

LOAD_KEYS = [
    *("load_id", "file", "sha256", "status", "kind", "company", "as_of", "profile"),
    *("mapping", "locale", "rows", "totals", "control", "findings", "error"),
]

MARCH = """\
Cliente;Factura;Fecha;Vencimiento;Moneda;Saldo
A;F-1;01/02/2026;28/03/2026;EUR;1.234,50
B;F-2;15/02/2026;30/04/2026;EUR;100,00
"""
MARCH_WITHOUT_AMOUNT = "Cliente;Factura;Fecha\nA;F-1;13/02/2026\n"


@pytest.fixture
def c01(run: Run) -> Run:
    code, _, err = run("load", *C01, "--company", "X", "--currency", "EUR")
    assert code == 0, err
    return run


@pytest.fixture
def march(tmp_path: Path) -> str:
    file = tmp_path / "cartera_marzo.csv"
    file.write_text(MARCH, "utf-8")
    return str(file)


def answer(run: Run, *words: str) -> Any:
    code, out, err = run("--json", *words)
    assert code == 0, err
    return json.loads(out)


def test_loading_prints_an_array_with_the_keys_of_the_contract(
    run: Run, march: str
) -> None:
    code, out, _ = run("load", march, "--as-of", "2026-03-31", "--json")

    [outcome] = json.loads(out)
    assert code == 0
    assert list(outcome) == LOAD_KEYS
    assert outcome["status"] == "loaded"
    assert outcome["kind"] == "open_items"
    assert outcome["as_of"] == "2026-03-31"
    assert outcome["totals"] == {"EUR": "1334.50"}
    assert outcome["rows"] == {
        "read": 2,
        "loaded": 2,
        "unchanged": 0,
        "rejected": 0,
        "ignored": 0,
    }


def test_a_control_total_is_compared_and_never_forced(run: Run, march: str) -> None:
    words = ("--as-of", "2026-03-31", "--control-total", "EUR=1334,00")

    [outcome] = answer(run, "load", march, *words)

    assert outcome["control"]["EUR"] == {
        "expected": "1334.00",
        "loaded": "1334.50",
        "difference": "0.50",
        "source": "user",
    }


def test_the_case_c01_comes_out_of_files_to_the_cent(c01: Run) -> None:
    with (CASES / "C01_expected_by_customer_due.csv").open() as source:
        expected = {row["customer_id"]: row for row in csv.DictReader(source)}

    rows = answer(c01, "query", "customers_open", *AS_OF)

    assert {row["customer_id"]: row["net"] for row in rows} == {
        customer: row["NET"] for customer, row in expected.items()
    }
    assert {row["customer_id"]: row["gross"] for row in rows} == {
        customer: row["GROSS"] for customer, row in expected.items()
    }


@pytest.mark.parametrize("basis", ["due", "invoice"])
def test_the_buckets_add_up_to_the_open_items(c01: Run, basis: str) -> None:
    words = (*AS_OF, "--set", f"basis={basis}")

    ageing = answer(c01, "query", "ageing", *words)
    items = answer(c01, "query", "open_items", *words)

    total = sum(Decimal(row["amount"]) for row in ageing)
    assert total == Decimal("6600.00")
    assert total == sum(Decimal(row["open_amount"]) for row in items)


def test_a_document_leads_to_the_cells_of_its_files(c01: Run) -> None:
    cells = answer(c01, "query", "lineage", "--set", "document_id=INV-001")

    assert {cell["file"] for cell in cells} >= {"C01_in_documents.csv"}
    own = [c for c in cells if c["file"] == "C01_in_documents.csv"]
    assert [(c["row"], c["field"], c["value"]) for c in own] == [
        (2, "doc_id", "INV-001"),
        (2, "customer_id", "A"),
        (2, "type", "INV"),
        (2, "issue_date", "2026-06-10"),
        (2, "due_date", "2026-07-10"),
        (2, "amount", "1000.00"),
        (2, "void_date", None),
    ]


def test_csv_and_json_say_the_same(c01: Run) -> None:
    objects = answer(c01, "query", "open_items", *AS_OF)
    _, out, _ = c01("query", "open_items", *AS_OF, "--format", "csv")

    rows = list(csv.DictReader(StringIO(out)))
    assert rows == [
        {name: "" if value is None else str(value) for name, value in each.items()}
        for each in objects
    ]


def test_a_file_export_is_written_into_the_audit_trail(
    c01: Run, tmp_path: Path
) -> None:
    before = answer(c01, "backup", "before.zip")["audit_seq"]

    c01("query", "ageing", "--format", "csv")

    assert answer(c01, "backup", "after.zip")["audit_seq"] == before + 2
    assert answer(c01, "check")["ok"]


def test_a_company_nobody_named_is_wrong_usage(c01: Run) -> None:
    code, out, _ = c01("query", "ageing", "--company", "Z", "--json")

    assert code == 2
    assert json.loads(out)["code"] == "COMPANY_UNKNOWN"


def test_undoing_everything_leaves_no_balance_and_redoing_the_same(c01: Run) -> None:
    before = answer(c01, "query", "open_items", *AS_OF)
    loads = [load["load_id"] for load in answer(c01, "loads")]

    states = [answer(c01, "undo", load)["state"] for load in loads]
    without = answer(c01, "query", "open_items", *AS_OF, "--company", "X")
    again = [answer(c01, "redo", load)["state"] for load in loads]

    assert states == ["undone"] * 4
    assert without == []
    assert again == ["active"] * 4
    assert answer(c01, "query", "open_items", *AS_OF) == before


def test_a_table_says_beside_it_what_it_is_about(run: Run, march: str) -> None:
    run("load", march, "--as-of", "2026-03-31")

    _, out, err = run("query", "ageing", "--lang", "en")

    assert err.strip() == (
        "Ageing by currency and bucket, as of 2026-03-31 (data as of 2026-03-31)"
    )
    assert out.startswith("currency  bucket")


def test_a_date_before_the_first_snapshot_says_from_when_on_there_are_balances(
    run: Run, march: str
) -> None:
    run("load", march, "--as-of", "2026-03-31")

    code, out, err = run("query", "ageing", "--as-of", "2025-12-31")

    assert code == 0
    assert out.startswith("El informe no tiene filas")
    assert err.strip() == "Antes del 2026-03-31 no se conoce ningún saldo."


def test_what_was_known_before_the_load_is_nothing(c01: Run) -> None:
    words = ("--known-at", "2020-01-01", "--company", "X")

    assert answer(c01, "query", "ageing", *AS_OF, *words) == []


def test_the_same_file_again_is_a_duplicate_and_changes_nothing(
    run: Run, march: str
) -> None:
    words = ("load", march, "--as-of", "2026-03-31")
    [first] = answer(run, *words)

    [second] = answer(run, *words)

    assert second["status"] == "duplicate"
    assert second["load_id"] == first["load_id"]
    assert second["rows"]["unchanged"] == 2
    assert len(answer(run, "loads")) == 1


def test_a_dry_run_stores_nothing(run: Run, march: str) -> None:
    [outcome] = answer(run, "load", march, "--as-of", "2026-03-31", "--dry-run")

    assert outcome["status"] == "dry_run"
    assert outcome["load_id"] is None
    assert answer(run, "loads") == []


def test_a_held_load_exits_with_1_and_counts_once_it_is_answered(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "saldos.csv"
    file.write_text(MARCH, "utf-8")

    code, out, _ = run("load", str(file), "--json")
    [held] = json.loads(out)
    [loaded] = answer(run, "load", str(file), "--as-of", "2026-03-31")

    assert (code, held["status"]) == (1, "held")
    assert [f for f in held["findings"] if f["severity"] == "question"]
    assert loaded["status"] == "loaded"
    states = {each["load_id"]: each["state"] for each in answer(run, "loads")}
    assert states == {held["load_id"]: "discarded", loaded["load_id"]: "active"}


def test_a_refused_file_does_not_stop_the_others(
    run: Run, march: str, tmp_path: Path
) -> None:
    bad = tmp_path / "sin_importe.csv"
    bad.write_text(MARCH_WITHOUT_AMOUNT, "utf-8")

    code, out, _ = run("load", str(bad), march, "--as-of", "2026-03-31", "--json")

    refused, loaded = json.loads(out)
    assert code == 1
    assert (refused["status"], refused["load_id"]) == ("refused", None)
    assert refused["error"]
    assert loaded["status"] == "loaded"


def test_one_missing_path_loads_nothing(run: Run, march: str) -> None:
    code, _, err = run("load", march, "nope.csv", "--as-of", "2026-03-31")

    assert code == 2
    assert "nope.csv" in err
    assert answer(run, "loads") == []


def test_the_actor_is_written_down(run: Run, march: str) -> None:
    run("load", march, "--as-of", "2026-03-31", "--actor", "ana")

    assert answer(run, "loads")[0]["actor"] == "ana"


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", ["cargado", "leídas: 2", "total EUR"]), ("en", ["loaded", "read: 2"])],
)
def test_without_json_a_person_reads_what_happened(
    run: Run, march: str, language: str, words: list[str]
) -> None:
    _, out, _ = run("load", march, "--as-of", "2026-03-31", "--lang", language)

    assert not [word for word in words if word not in out]


def test_text_from_a_file_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cartera.csv"
    file.write_text(MARCH.replace("A;F-1", "A\x1b[2J;F-1"), "utf-8")
    run("load", str(file), "--as-of", "2026-03-31")

    _, out, _ = run("query", "open_items")

    assert "\x1b" not in out
    assert "F-1" in out


def test_a_backup_restores_into_an_empty_folder_only(c01: Run, tmp_path: Path) -> None:
    before = answer(c01, "query", "open_items", *AS_OF)
    answer(c01, "backup", "copia.zip")

    answer(c01, "restore", "copia.zip", "--data", "otra")
    code, out, _ = c01("restore", "copia.zip", "--json")

    assert answer(c01, "query", "open_items", *AS_OF, "--data", "otra") == before
    assert code == 2
    assert json.loads(out)["code"] == "RESTORE_WOULD_OVERWRITE"


def test_a_forgotten_customer_keeps_amounts_and_loses_the_name(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "cartera.csv"
    file.write_text(
        "Código;Nombre cliente;Factura;Fecha;Vencimiento;Moneda;Saldo\n"
        "77;Juana Ficticia;F-1;01/02/2026;28/03/2026;EUR;10,00\n",
        "utf-8",
    )
    run("load", str(file), "--as-of", "2026-03-31", "--company", "X")

    told = answer(run, "forget", "X:77")

    [item] = answer(run, "query", "open_items")
    assert item["open_amount"] == "10.00"
    assert item["customer_name"] == told["pseudonym"]
    assert "Juana" not in json.dumps(
        answer(run, "query", "lineage", "--set", "document_id=F-1")
    )
    assert answer(run, "check")["ok"]


def test_a_purged_load_is_gone_and_stays_in_the_history(run: Run, march: str) -> None:
    [loaded] = answer(run, "load", march, "--as-of", "2026-03-31")

    purged = answer(run, "purge", loaded["load_id"])

    assert purged["state"] == "purged"
    assert answer(run, "query", "ageing") == []
    assert [load["state"] for load in answer(run, "loads")] == ["purged"]
    assert answer(run, "check")["ok"]


def test_check_prints_name_rows_and_level_of_every_invariant(c01: Run) -> None:
    document = answer(c01, "check")

    names = {check["name"] for check in document["checks"]}
    assert document["ok"] is True
    assert {
        "ledger_identity",
        "lineage",
        "file_hashes",
        "journal_lake",
        "audit_chain",
    } <= names
    assert {check["level"] for check in document["checks"]} == {"broken", "note"}


def test_check_exits_with_1_when_a_file_of_the_lake_was_changed(
    run: Run, march: str, tmp_path: Path
) -> None:
    [loaded] = answer(run, "load", march, "--as-of", "2026-03-31")
    original = tmp_path / "data" / "lake" / loaded["load_id"] / "original"
    original.write_bytes(original.read_bytes() + b" ")

    code, out, _ = run("check", "--json")

    broken = [c["name"] for c in json.loads(out)["checks"] if c["rows"]]
    assert code == 1
    assert "file_hashes" in broken
