"""What a load does: statuses, counts, totals, defaults (DESIGN §4, load)."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from cartera.domain.facts import FACTS
from cartera.errors import PermissionRefused, UsageError
from cartera.ingest.outcome import LoadOptions
from cartera.ingest.preview import inspect
from cartera.ingest.service import load_files
from cartera.store.actors import Actor
from tests.unit.ingest.conftest import TODAY, Office, codes, snapshot

CASES = Path(__file__).parents[2] / "cases"
KINDS = {
    "C01_in_allocations.csv": "applications",
    "C01_in_disputes.csv": "disputes",
    "C01_in_documents.csv": "documents",
    "C01_in_payments.csv": "payments",
}
MARCH = "Cartera_2026-03-31.csv"


def test_the_files_of_the_worked_example_load_as_they_are(office: Office) -> None:
    files = [(name, (CASES / name).read_bytes()) for name in KINDS]

    outcomes = office.load_all(files, company="X", currency="EUR")

    assert [(o.status, o.kind, o.company) for o in outcomes] == [
        ("loaded", kind, "X") for kind in KINDS.values()
    ]
    assert [o.rows.loaded for o in outcomes] == [11, 1, 10, 7]
    assert outcomes[2].totals == {"EUR": Decimal("10500.0000")}
    assert outcomes[3].totals == {"EUR": Decimal("5620.0000")}


def test_the_result_has_the_keys_of_the_contract_in_their_order(
    office: Office,
) -> None:
    result = office.load(MARCH, snapshot("A F1 100,50")).to_json("es")

    assert list(result) == [
        "load_id", "file", "sha256", "status", "kind", "company", "as_of", "profile",
        "mapping", "locale", "rows", "totals", "control", "findings", "error",
    ]  # fmt: skip
    assert result["rows"] == {
        "read": 1, "loaded": 1, "unchanged": 0, "rejected": 0, "ignored": 0,
    }  # fmt: skip
    assert result["totals"] == {"EUR": "100.50"}
    assert result["locale"] == {"decimal": ",", "dates": "ymd"}
    assert result["mapping"] == {
        "customer_code": "Cliente",
        "customer_name": "Nombre",
        "number": "Factura",
        "issue_date": "Fecha",
        "due_date": "Vence",
        "balance": "Saldo",
        "currency": "Moneda",
    }


def test_facts_have_the_columns_and_types_of_their_kind(office: Office) -> None:
    facts = office.facts(office.load(MARCH, snapshot("A F1 100,50")))

    assert facts.columns == [name for name in FACTS["open_items"] if name != "load_id"]
    assert facts.schema["balance"] == pl.Decimal(18, 4)
    assert facts.schema["due_date"] == pl.Date()
    assert facts.schema["row_no"] == pl.Int32()


def test_every_row_of_the_file_is_kept_as_it_was_read(office: Office) -> None:
    text = "Nogal, S.L.\n\n" + snapshot("A F1 100,50")
    outcome = office.load(MARCH, text)

    assert outcome.load_id
    cells = pl.read_parquet(
        office.workspace.lake.folder(outcome.load_id) / "cells.parquet"
    )
    assert cells["row_no"].to_list() == [1, 3, 4]
    assert cells["c006"].to_list() == [None, "Saldo", "100,50"]
    original = office.workspace.lake.original(outcome.load_id).read_bytes()
    assert hashlib.sha256(original).hexdigest() == outcome.sha256


def test_the_manifest_names_tables_columns_and_options(office: Office) -> None:
    outcome = office.load(MARCH, snapshot("A F1 100,50"), partial=True)

    assert outcome.load_id
    manifest = office.workspace.manifest(outcome.load_id)
    assert manifest["original_name"] == MARCH
    assert manifest["options"] == {"partial": True}
    assert manifest["data_date"] == "2026-03-31"
    [table] = manifest["tables"]  # type: ignore[misc]
    assert (table["header_row"], table["first_row"], table["last_row"]) == (1, 2, 2)
    assert table["columns"][5]["canonical"] == "balance"


def test_the_same_file_again_is_a_duplicate_and_changes_nothing(
    office: Office,
) -> None:
    first = office.load(MARCH, snapshot("A F1 100,50"))
    again = office.load(MARCH, snapshot("A F1 100,50"))

    assert (again.status, again.load_id) == ("duplicate", first.load_id)
    assert (again.rows.loaded, again.rows.unchanged) == (0, 1)
    assert len(office.workspace.loads()) == 1


def test_the_same_file_under_a_name_without_date_is_a_duplicate(
    office: Office,
) -> None:
    office.load(MARCH, snapshot("A F1 100,50"))

    assert office.load("copia.csv", snapshot("A F1 100,50")).status == "duplicate"


def test_an_undone_load_makes_no_duplicate(office: Office) -> None:
    first = office.load(MARCH, snapshot("A F1 100,50"))
    assert first.load_id
    office.workspace.undo(first.load_id, actor=office.workspace.current_user("ana"))

    again = office.load(MARCH, snapshot("A F1 100,50"))

    assert again.status == "loaded"


def test_rows_that_say_what_is_known_are_unchanged_but_stored(office: Office) -> None:
    header = "Factura,Cliente,Fecha,Importe,Moneda\n"
    office.load("facturas.csv", header + "F1,A,2026-01-13,10.00,EUR\n")

    outcome = office.load(
        "facturas2.csv",
        header + "F1,A,2026-01-13,10.00,EUR\nF2,A,2026-01-14,20.00,EUR\n",
    )

    assert (outcome.rows.loaded, outcome.rows.unchanged) == (1, 1)
    assert office.facts(outcome).height == 2
    assert outcome.totals == {"EUR": Decimal("30.0000")}


def test_of_identical_rows_only_as_many_are_unchanged_as_were_known(
    office: Office,
) -> None:
    header = "Factura,Cliente,Fecha,Importe,Moneda\n"
    row = "F1,A,2026-01-13,10.00,EUR\n"
    office.load("facturas.csv", header + row * 2)

    outcome = office.load("facturas2.csv", header + row * 3)

    assert (outcome.rows.loaded, outcome.rows.unchanged) == (1, 2)


def test_the_same_balances_at_another_date_are_news(office: Office) -> None:
    office.load(MARCH, snapshot("A F1 100,50"))

    outcome = office.load("Cartera_2026-04-30.csv", snapshot("A F1 100,50"))

    assert (outcome.rows.loaded, outcome.rows.unchanged) == (1, 0)


def test_identical_rows_of_one_file_all_count(office: Office) -> None:
    outcome = office.load(MARCH, snapshot("A F1 10,50", "A F1 10,50"))

    assert outcome.totals == {"EUR": Decimal("21.0000")}


def test_a_dry_run_gives_the_figures_and_stores_nothing(office: Office) -> None:
    outcome = office.load(MARCH, snapshot("A F1 100,50"), dry_run=True)

    assert (outcome.status, outcome.load_id) == ("dry_run", None)
    assert outcome.rows.loaded == 1
    assert office.workspace.loads() == []


def test_a_preview_shows_meaning_confidence_and_samples(office: Office) -> None:
    files: list[tuple[str, Path | bytes]] = [
        (MARCH, snapshot("A F1 100,50", "B F2 1,00").encode())
    ]

    [seen] = inspect(
        office.workspace,
        files,
        LoadOptions(),
        actor=office.workspace.current_user("ana"),
        today=TODAY,
        language="es",
    )

    balance = next(c for c in seen.columns if c.canonical == "balance")
    assert (balance.header, balance.confidence) == ("Saldo", 1.0)
    assert balance.samples == ("100,50", "1,00")
    assert seen.outcome.totals == {"EUR": Decimal("101.5000")}
    assert office.workspace.loads() == []


def test_files_are_loaded_by_date_and_answered_in_the_order_given(
    office: Office,
) -> None:
    april = ("Cartera_2026-04-30.csv", snapshot("A F1 100,50", "A F2 5,00"))
    march = (MARCH, snapshot("A F1 100,50"))

    outcomes = office.load_all([april, march])

    assert [o.as_of for o in outcomes] == [date(2026, 4, 30), date(2026, 3, 31)]
    loads = office.workspace.loads()
    assert [load.as_of for load in loads] == [date(2026, 3, 31), date(2026, 4, 30)]


def test_each_member_of_a_zip_has_its_own_answer(office: Office) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(MARCH, snapshot("A F1 100,50"))
        archive.writestr("notas.txt", "hola\n")

    outcomes = office.load_all([("todo.zip", target.getvalue())])

    assert [(o.file, o.status) for o in outcomes] == [
        (f"todo.zip/{MARCH}", "loaded"),
        ("todo.zip/notas.txt", "refused"),
    ]
    assert outcomes[0].load_id
    original = office.workspace.lake.original(outcomes[0].load_id)
    assert original.read_text() == snapshot("A F1 100,50")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vacio.csv", b""),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("nota.txt", b"hola\n"),
        ("sin_importe.csv", b"Cliente,Factura,Fecha\nA,1,2026-01-13\n"),
        ("sin_filas.csv", b"Cliente,Factura,Vence,Saldo\n"),
    ],
)
def test_what_cannot_be_loaded_is_refused_with_one_sentence(
    office: Office, name: str, data: bytes
) -> None:
    outcome = office.load(name, data)

    assert (outcome.status, outcome.load_id, outcome.rows.read) == ("refused", None, 0)
    for language in ("es", "en"):
        error = outcome.to_json(language)["error"]
        assert isinstance(error, str)
        assert name in error
    assert office.workspace.loads() == []


def test_a_profile_that_does_not_exist_is_refused(office: Office) -> None:
    outcome = office.load(MARCH, snapshot("A F1 1,00"), profile="banco")

    assert outcome.error
    assert outcome.error.code == "PROFILE_UNKNOWN"


def test_a_kind_that_does_not_exist_is_a_usage_error(office: Office) -> None:
    with pytest.raises(UsageError):
        office.load(MARCH, snapshot("A F1 1,00"), kind="tablas")


def test_only_roles_that_may_load_can_load(office: Office) -> None:
    with pytest.raises(PermissionRefused):
        load_files(
            office.workspace,
            [(MARCH, snapshot("A F1 1,00").encode())],
            LoadOptions(),
            actor=Actor("olga", "owner"),
            today=TODAY,
            language="es",
        )


# Defaults


def test_the_company_is_the_option_s_even_where_the_file_names_one(
    office: Office,
) -> None:
    text = "Empresa: Nogal Azul\n" + snapshot("A F1 1,00")

    stated = office.load(MARCH, text, company="X")

    assert (stated.company, codes(stated, "info")) == (
        "X",
        ["AS_OF_READ", "COMPANY_DIFFERS"],
    )


def test_the_company_is_what_the_title_names(office: Office) -> None:
    by_label = office.load(MARCH, "Empresa:;Nogal Azul\n" + snapshot("A F1 1,00"))
    by_form = office.load(MARCH, "Roble Gris, S.L.\n" + snapshot("A F1 1,00"))

    assert [by_label.company, by_form.company] == ["Nogal Azul", "Roble Gris, S.L."]


def test_a_comma_in_the_company_s_name_does_not_cut_it(office: Office) -> None:
    rows = "Cliente,Factura,Vence,Saldo\nA,1,2026-02-12,10.00\n"

    plain = office.load(MARCH, "Roble Gris, S.A. de C.V.\n" + rows)
    labelled = office.load("2026-04-30.csv", "Empresa: Nogal, S.L.\n" + rows)

    assert [plain.company, labelled.company] == [
        "Roble Gris, S.A. de C.V.",
        "Nogal, S.L.",
    ]


def test_a_company_of_a_customer_s_statement_is_not_ours(office: Office) -> None:
    text = "Cliente: Comercial Uno S.A.\n" + snapshot("A F1 1,00")

    assert office.load(MARCH, text).company == "Mi empresa"


def test_the_company_is_the_only_one_there_is(office: Office) -> None:
    office.load(MARCH, snapshot("A F1 1,00"), company="Nogal")

    other = office.load("Cartera_2026-04-30.csv", snapshot("A F1 1,00"))

    assert other.company == "Nogal"


def test_a_date_that_a_person_states_is_said_to_be_theirs(office: Office) -> None:
    text = "Cliente,Factura,Vence,Saldo,Moneda\nA,1,2026-02-12,10.00,EUR\n"

    outcome = office.load("lista.csv", text, as_of=date(2026, 3, 31))

    assert codes(outcome) == ["AS_OF_GIVEN"]


def test_rows_may_belong_to_several_companies(office: Office) -> None:
    outcome = office.load(
        MARCH,
        "Sociedad,Cliente,Factura,Vence,Saldo,Moneda\n"
        "Uno,A,1,2026-02-12,10.00,EUR\nDos,A,1,2026-02-12,20.00,EUR\n",
    )

    assert outcome.company is None
    assert office.facts(outcome)["company"].to_list() == ["Uno", "Dos"]


def test_the_currency_is_the_column_s_before_the_title_s_and_the_option_s(
    office: Office,
) -> None:
    rows = "Cliente,Factura,Vence,Saldo,Moneda\nA,1,2026-02-12,10.00,{}\n"
    without = "Moneda: USD\nCliente,Factura,Vence,Saldo\nA,1,2026-02-12,10.00\n"

    by_column = office.load("2026-03-31.csv", rows.format("MXN"), currency="EUR")
    by_title = office.load("2026-04-30.csv", without, currency="EUR")

    assert list(by_column.totals) == ["MXN"]
    assert list(by_title.totals) == ["USD"]
    assert "CURRENCY_OPTION_NOT_USED" in codes(by_title)


def test_the_currency_is_the_option_s_then_the_company_s_then_unknown(
    office: Office,
) -> None:
    text = "Cliente,Factura,Vence,Saldo\nA,1,2026-02-12,10.55\n"
    ana = office.workspace.current_user("ana")

    unknown = office.load("a 2026-03-31.csv", text, company="X")
    stated = office.load("b 2026-04-30.csv", text, company="X", currency="EUR")
    office.workspace.set_setting("currency", "MXN", company="X", actor=ana)
    by_setting = office.load("c 2026-05-31.csv", text, company="X")

    assert list(unknown.totals) == ["XXX"]
    assert "CURRENCY_UNKNOWN" in codes(unknown)
    assert [list(stated.totals), list(by_setting.totals)] == [["EUR"], ["MXN"]]


def test_a_mark_beside_other_marks_speaks_for_its_row(office: Office) -> None:
    header = "Cliente;Factura;Vence;Saldo\n"
    mixed = "A;1;2026-02-12;$ 1.234\nB;2;2026-02-12;US$ 20,50\n"
    alone = "A;1;2026-02-12;1.234,50 €\nB;2;2026-02-12;20,50\n"

    one = office.load("2026-03-31.csv", header + mixed, currency="CLP", decimal=",")
    two = office.load("2026-04-30.csv", header + alone)

    assert one.totals == {"CLP": Decimal(1234), "USD": Decimal("20.5")}
    assert two.totals == {"EUR": Decimal(1255)}


def test_of_two_balances_the_one_in_the_document_s_currency_counts(
    office: Office,
) -> None:
    outcome = office.load(
        "2026-03-31.csv",
        "Cliente;Factura;Vence;Saldo EUR;Divisa;Saldo\n"
        "A;1;2026-02-12;90,00;USD;100,00\nB;2;2026-02-12;20,00;EUR;20,00\n",
    )

    assert outcome.totals == {"EUR": Decimal(20), "USD": Decimal(100)}
    assert outcome.mapping["balance"] == "Saldo"


def test_a_header_s_currency_is_that_of_its_amounts_whatever_a_column_says(
    office: Office,
) -> None:
    outcome = office.load(
        "2026-03-31.csv",
        "Cliente;Factura;Vence;Importe;Divisa;Saldo EUR\n"
        "A;1;2026-02-12;100,00;USD;90,00\nB;2;2026-02-12;20,00;EUR;20,00\n",
    )

    assert outcome.totals == {"EUR": Decimal(110)}
    assert "amount" not in outcome.mapping
    [finding] = [f for f in outcome.findings if f.code == "CURRENCY_OF_HEADER"]
    assert dict(finding.details) == {
        "rows": 1, "column": "Saldo EUR", "currency": "EUR", "values": "USD",
    }  # fmt: skip


# Amounts, signs, dates


def test_amounts_are_rounded_once_and_the_difference_is_said(office: Office) -> None:
    outcome = office.load(
        "2026-03-31.csv",
        "Cliente,Factura,Vence,Saldo,Moneda\nA,1,2026-02-12,10.005,EUR\n"
        "A,2,2026-02-12,2309.7899999999995,EUR\n",
        decimal=".",
    )

    assert office.facts(outcome)["balance"].to_list() == [
        Decimal("10.0100"),
        Decimal("2309.7900"),
    ]
    [finding] = [f for f in outcome.findings if f.code == "AMOUNT_ROUNDED"]
    assert dict(finding.details)["difference"] == "0.005"


def test_credit_notes_written_positive_become_negative(office: Office) -> None:
    outcome = office.load(
        "facturas.csv",
        "Tipo,Número,Cliente,Fecha,Importe,Moneda\n"
        "Factura,1,A,2026-01-13,100.00,EUR\n"
        "Nota de crédito,2,A,2026-01-14,30.00,EUR\n"
        "Anticipo,3,A,2026-01-15,5.00,EUR\n",
    )

    facts = office.facts(outcome)
    assert facts["type"].to_list() == ["INV", "CN", "PAY"]
    assert facts["amount"].to_list() == [Decimal(100), Decimal(-30), Decimal(-5)]
    assert outcome.totals == {"EUR": Decimal("65.0000")}


def test_signed_credit_notes_stay_as_they_are(office: Office) -> None:
    outcome = office.load(
        "facturas.csv",
        "Tipo,Número,Cliente,Fecha,Importe,Moneda\n"
        "Factura,1,A,2026-01-13,100.00,EUR\n"
        "Nota de crédito,2,A,2026-01-14,-30.00,EUR\n"
        "Nota de crédito,3,A,2026-01-14,4.00,EUR\n",
    )

    assert outcome.totals == {"EUR": Decimal("74.0000")}


def test_credits_that_are_turned_or_written_with_both_signs_are_named(
    office: Office,
) -> None:
    head = "Tipo;Factura;Cliente;Vence;Saldo;Moneda\nFactura;1;A;2026-02-12;100;EUR\n"
    turned = head + "Abono;2;A;2026-02-12;30;EUR\nNC;3;A;2026-02-12;5;EUR\n"
    mixed = head + "Abono;2;A;2026-02-12;-30;EUR\nAbono;3;A;2026-02-12;5;EUR\n"

    one = office.load("2026-03-31.csv", turned)
    two = office.load("2026-04-30.csv", mixed)

    [finding] = [f for f in one.findings if f.code == "CREDITS_SUBTRACTED"]
    assert dict(finding.details)["values"] == "Abono (1), NC (1)"
    [finding] = [f for f in two.findings if f.code == "CREDITS_OF_BOTH_SIGNS"]
    assert dict(finding.details)["values"] == "Abono (1)"
    assert finding.severity == "warning"


def test_a_receipt_that_falls_due_later_is_a_debt(office: Office) -> None:
    outcome = office.load(
        "Cartera 2026-03-31.csv",
        "Tipo;Factura;Cliente;Fecha;Vence;Saldo;Moneda\n"
        "Factura;1;A;2026-01-13;2026-02-12;100,00;EUR\n"
        "Recibo;2;A;2026-01-14;2026-02-13;40,00;EUR\n"
        "Recibo;3;A;2026-01-15;2026-02-14;2,00;EUR\n"
        "Transferencia;4;A;2026-01-15;2026-01-15;5,00;EUR\n",
    )

    assert office.facts(outcome)["type"].to_list() == ["INV", None, None, "PAY"]
    assert outcome.totals == {"EUR": Decimal(137)}
    [finding] = [f for f in outcome.findings if f.code == "TYPE_HAS_TERM"]
    assert dict(finding.details)["values"] == "Recibo (2)"


def test_a_debit_or_credit_column_gives_the_sign(office: Office) -> None:
    outcome = office.load(
        "Cartera 2026-03-31.csv",
        "Cliente,Factura,Vence,Saldo,D/H,Moneda\n"
        "A,1,2026-02-12,100.00,D,EUR\nA,2,2026-02-12,40.00,H,EUR\n",
    )

    assert outcome.totals == {"EUR": Decimal("60.0000")}


def test_a_payments_file_with_only_negative_amounts_is_money_received(
    office: Office,
) -> None:
    outcome = office.load(
        "pagos.csv", "Recibo,Fecha de pago,Cliente,Importe\nR1,2026-01-13,A,-100.00\n",
        currency="EUR",
    )  # fmt: skip

    assert outcome.totals == {"EUR": Decimal("100.0000")}


def test_unknown_document_types_and_states_are_named_not_guessed(
    office: Office,
) -> None:
    outcome = office.load(
        "facturas.csv",
        "Tipo,Número,Cliente,Fecha,Importe,Estado,Moneda\n"
        "Factura,1,A,2026-01-13,100.00,Pagado,EUR\n"
        "ZX9,2,A,2026-01-14,30.00,En proceso de pago,EUR\n",
    )

    facts = office.facts(outcome)
    assert facts["type"].to_list() == ["INV", None]
    assert facts["status"].to_list() == ["paid", None]
    assert facts["status_raw"].to_list() == ["Pagado", "En proceso de pago"]
    assert codes(outcome) == ["STATUS_UNKNOWN", "TYPE_UNKNOWN"]
    assert outcome.status == "loaded"


def test_a_balance_that_its_state_denies_counts_and_is_named(office: Office) -> None:
    outcome = office.load(
        "Cartera 2026-03-31.csv",
        "Factura,Cliente,Vence,Saldo,Estado,Moneda\n"
        "1,A,2026-02-12,100.00,Vigente,EUR\n2,A,2026-02-12,30.00,Cancelado,EUR\n"
        "3,A,2026-02-12,0.00,Cancelado,EUR\n4,A,2026-02-12,5.00,Pagada,EUR\n",
        kind="open_items",
    )

    assert outcome.totals == {"EUR": Decimal(135)}
    [finding] = [f for f in outcome.findings if f.code == "STATUS_DENIES_BALANCE"]
    assert (finding.severity, finding.row) == ("warning", 3)
    assert dict(finding.details)["values"] == "Cancelado (1), Pagada (1)"


def test_a_balance_that_runs_on_is_not_what_each_document_owes(
    office: Office,
) -> None:
    outcome = office.load(
        "Cartera 2026-03-31.csv",
        "Cliente,Factura,Vence,Importe,Saldo,Moneda\n"
        "A,1,2026-02-12,100.00,100.00,EUR\nA,2,2026-02-12,50.00,150.00,EUR\n"
        "A,3,2026-02-12,-20.00,130.00,EUR\nB,4,2026-02-12,7.00,7.00,EUR\n"
        "B,5,2026-02-12,3.00,10.00,EUR\n",
    )

    assert outcome.totals == {"EUR": Decimal(140)}
    assert outcome.mapping["balance"] == "Importe"
    [finding] = [f for f in outcome.findings if f.code == "RUNNING_BALANCE"]
    assert dict(finding.details) == {"column": "Saldo", "used": "Importe"}


def test_yes_and_no_below_paid_are_states_and_amounts_are_not(office: Office) -> None:
    rows = "Factura,Cliente,Fecha,Importe,Pagado,Moneda\n1,A,2026-01-13,100.00,{},EUR\n"

    state = office.load("facturas.csv", rows.format("Sí"))
    amount = office.load("facturas 2.csv", rows.format("40.00"))

    assert office.facts(state)["status"].to_list() == ["paid"]
    assert office.facts(amount)["paid_amount"].to_list() == [Decimal(40)]
    assert office.facts(amount)["status"].to_list() == [None]


def test_applications_say_what_reduced_a_document(office: Office) -> None:
    outcome = office.load(
        "aplicaciones.csv",
        "Tipo origen,Documento origen,Factura,Importe aplicado,Fecha aplicación\n"
        "Pago,R1,F1,10.00,2026-01-13\nNota de crédito,A1,F1,5.00,2026-01-13\n"
        "Castigo,W1,F2,1.00,2026-01-13\nDescuento,D1,F2,2.00,2026-01-13\n"
        "Retención,T1,F2,3.00,2026-01-13\nOtra cosa,Z,F3,1.00,2026-01-13\n",
        currency="EUR",
    )

    assert office.facts(outcome)["source_type"].to_list() == [
        "PAY", "CN", "WO", "DISC", "WHT",
    ]  # fmt: skip
    assert office.rejects(outcome)["code"].to_list() == ["SOURCE_TYPE_UNREADABLE"]


def test_a_reference_in_two_columns_is_written_like_the_document(
    office: Office,
) -> None:
    outcome = office.load(
        "cobros.csv",
        "Recibo,Fecha de cobro,Cliente,Serie,Factura,Importe\n"
        "R1,2026-01-13,A,F25,00012,10.00\nR2,2026-01-13,A,,00013,10.00\n"
        "R3,2026-01-13,A,F25,,10.00\n",
        currency="EUR",
    )

    references = office.facts(outcome)["reference"].to_list()
    assert references == ["F25-00012", "00013", None]


def test_dates_after_today_give_a_finding_and_count(office: Office) -> None:
    outcome = office.load(
        "pagos.csv", "Recibo,Fecha de pago,Cliente,Importe\nR1,2027-01-13,A,10.00\n",
        currency="EUR",
    )  # fmt: skip

    assert outcome.status == "loaded"
    assert codes(outcome, "warning") == ["DATE_IN_FUTURE"]


def test_rejected_rows_are_kept_with_place_and_reason(office: Office) -> None:
    rows = [f"A F{i} 10,00" for i in range(9)]
    text = snapshot(*rows, "A F9 diez")

    outcome = office.load(MARCH, text)

    assert (outcome.rows.loaded, outcome.rows.rejected) == (9, 1)
    assert office.rejects(outcome).to_dicts() == [
        {
            "sheet": "Cartera_2026-03-31",
            "row_no": 11,
            "column": "Saldo",
            "value": "diez",
            "code": "AMOUNT_UNREADABLE",
        }
    ]
    [finding] = [f for f in outcome.findings if f.severity == "error"]
    assert (finding.row, finding.column, finding.value) == (11, "Saldo", "diez")


def test_findings_of_one_code_are_listed_up_to_a_thousand(office: Office) -> None:
    good = [f"A F{i} 10,00" for i in range(6000)]
    bad = [f"A G{i} diez" for i in range(1003)]

    outcome = office.load(MARCH, snapshot(*good, *bad))

    assert outcome.rows.rejected == 1003
    assert codes(outcome, "error").count("AMOUNT_UNREADABLE") == 1000
    [more] = [f for f in outcome.findings if f.code == "MORE_OF_THE_SAME"]
    assert dict(more.details)["rows"] == 3


def test_line_items_that_add_up_to_a_repeated_total_count_once(
    office: Office,
) -> None:
    outcome = office.load(
        "invoices.csv",
        "Invoice Number,Customer Name,Invoice Date,Item Total,Total,Status\n"
        "INV-1,Uno,2026-01-13,10.00,30.00,Overdue\n"
        "INV-1,Uno,2026-01-13,20.00,30.00,Overdue\n"
        "INV-2,Dos,2026-01-14,20.00,20.00,Overdue\n",
        currency="USD",
    )

    assert outcome.totals == {"USD": Decimal("50.0000")}
    assert (outcome.rows.loaded, outcome.rows.ignored) == (2, 1)
    assert "LINE_ITEMS" in codes(outcome)


def test_a_workbook_s_sheets_of_one_kind_are_one_load(
    office: Office, workbook: Callable[..., bytes]
) -> None:
    header = ["fecha", "factura", "cliente", "saldo_adeudado", "fecha_pago"]
    first = [date(2026, 1, 13), "F1", "Comercial Uno", 100.1, date(2026, 2, 12)]
    second = [date(2026, 1, 14), "F2", "Comercial Dos", 50, date(2026, 2, 13)]
    data = workbook(
        VIGENTES=[header, first],
        VENCIDAS=[header, second],
        Proveedores=[["Proveedor", "Factura", "Saldo"], ["x", "1", 2]],
        Oculta=[header, first],
        hidden=["Oculta"],
    )

    outcome = office.load("CXC 31032026.xlsx", data, currency="MXN")

    assert outcome.as_of == date(2026, 3, 31)
    facts = office.facts(outcome)
    assert facts.select("sheet", "row_no").rows() == [("VIGENTES", 2), ("VENCIDAS", 2)]
    assert outcome.totals == {"MXN": Decimal("150.1000")}
    assert {"SHEET_OF_SUPPLIERS", "SHEET_HIDDEN_LEFT_OUT"} <= set(codes(outcome))


def test_one_sheet_of_a_workbook_can_be_chosen(
    office: Office, workbook: Callable[..., bytes]
) -> None:
    items = [["Cliente", "Factura", "Vence", "Saldo"], ["A", "1", "2026-02-12", 10.5]]
    people = [["Código", "Razón social", "Email"], ["A", "Comercial Uno", "a@x.test"]]
    data = workbook(Saldos=items, Maestro=people)

    main = office.load("2026-03-31.xlsx", data, currency="EUR")
    other = office.load("2026-03-31.xlsx", data, sheet="Maestro")
    wrong = office.load("2026-03-31.xlsx", data, sheet="Nada")

    assert (main.kind, other.kind) == ("open_items", "customers")
    assert "SHEET_LEFT_OUT" in codes(main)
    assert wrong.error
    assert wrong.error.code == "SHEET_UNKNOWN"


def test_a_file_that_is_not_there_is_refused(office: Office) -> None:
    [outcome] = load_files(
        office.workspace,
        [("nada.csv", Path("/nowhere/nada.csv"))],
        LoadOptions(),
        actor=office.workspace.current_user("ana"),
        today=TODAY,
        language="es",
    )

    assert outcome.error
    assert outcome.error.code == "FILE_NOT_OPENED"


def test_countries_types_and_languages_are_codes(office: Office) -> None:
    outcome = office.load(
        "clientes.csv",
        "Código,Razón social,País,Tipo de cliente,Idioma,Email\n"
        "C1,Uno,España,Empresa,Español,a@x.test\nC2,Dos,MX,Particular,en,\n"
        "C3,Tres,Atlántida,Ayuntamiento,,\n",
    )

    facts = office.facts(outcome)
    assert facts["country"].to_list() == ["ES", "MX", None]
    assert facts["customer_type"].to_list() == ["b2b", "b2c", "public"]
    assert facts["language"].to_list() == ["es", "en", None]
    assert codes(outcome) == ["VALUES_NOT_UNDERSTOOD"]


def test_disputes_have_outcomes_and_the_document_they_dispute(office: Office) -> None:
    outcome = office.load(
        "disputas.csv",
        "Nº incidencia,Factura,Importe en disputa,Fecha apertura,Resultado,Motivo\n"
        "D1,F1,10.50,2026-01-13,No procedente,Precio\nD2,F2,,2026-01-14,Procedente,\n",
    )

    facts = office.facts(outcome)
    assert facts["outcome"].to_list() == ["invalid", "valid"]
    assert facts["amount"].to_list() == [Decimal("10.50"), None]
    assert codes(outcome) == []


def test_customers_have_tax_ids_keys_and_terms(office: Office) -> None:
    outcome = office.load(
        "clientes.csv",
        "Código;Razón social;NIF;Email;Plazo;Límite de crédito\n"
        "C1;Peña  &  Hijos, S.L.;ES B-58818501;a@x.test;30 días;1.000,50\n"
        "C2;Contado SA;;;Contado;\n",
    )

    rows = office.facts(outcome).to_dicts()
    assert rows[0]["customer_name"] == "Peña & Hijos, S.L."
    assert rows[0]["customer_name_key"] == "pena y hijos sl"
    assert rows[0]["customer_tax_id"] == "B58818501"
    assert [row["terms_days"] for row in rows] == [30, 0]
    assert rows[0]["credit_limit"] == Decimal("1000.5000")
