"""Headers and values as real systems write them are understood."""

import pytest

from cartera.errors import RefusedError
from cartera.ingest.text_reader import read_text
from cartera.ingest.understanding import Understood, understand
from tests.unit.ingest.layouts import LAYOUTS, Layout


def understood(text: str, name: str = "export.csv") -> Understood:
    sheet = read_text(text.encode(), name, name).sheet
    return understand(sheet, file_name=name, kind=None)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_system_s_export_is_read_as_what_it_is(layout: Layout) -> None:
    found = understood(layout.text, f"{layout.name}.csv")

    assert (found.kind, found.mapping.headers()) == (layout.kind, layout.mapping)


def test_a_receipt_with_its_invoice_is_a_payment() -> None:
    found = understood(
        "Recibo;Cliente;Fecha;Importe;Moneda;Factura\n"
        "R1;00507;05/11/2026;120,50;EUR;F-1\nR2;00507;15/11/2026;60,00;EUR;F-2\n"
    )

    assert found.kind == "payments"
    assert found.mapping.headers()["reference"] == "Factura"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("HEADER_WITHOUT_AMOUNT", "Cliente,Factura,Fecha\nA,1,2026-01-13\n"),
        ("HEADER_WITHOUT_AMOUNT", "Cliente,Nombre,Factura\nA,Uno,1\n"),
        ("NO_TABLE", "hola\nadiós\n"),
        (
            "LAYOUT_BUCKETS",
            "No.,Name,Balance Due,Current,Up to 30 Days,31-60 Days\n"
            "C1,Uno,100,50,50,0\n",
        ),
        ("LAYOUT_BUCKETS", "Cliente,Nombre,Total,0-30,31-60,61-90\n1,A,100,50,50,0\n"),
        (
            "LAYOUT_LEDGER",
            "Fecha,Tipo,Número,Concepto,Cargos,Abonos,Saldo\n"
            "2026-01-13,F,1,x,100,,100\n",
        ),
        (
            "LAYOUT_GROUPED",
            "Factura,Fecha,Vence,Saldo\nUno SL,,,\nF1,2026-01-13,"
            "2026-02-12,10\nDos SL,,,\nF2,2026-01-13,2026-02-12,20\n",
        ),
        (
            "LAYOUT_CURRENCIES",
            "Cliente,Factura,Vence,Saldo MXN,Saldo USD\nA,F1,2026-02-12,10.00,0.00\n"
            "B,F2,2026-02-12,,20.00\n",
        ),
        (
            "AMOUNTS_IN_THOUSANDS",
            "Importes en miles de euros\nCliente,Factura,Vence,Saldo\n"
            "A,F1,2026-02-12,10.00\n",
        ),
        ("SUPPLIERS", "Proveedor,Factura,Vence,Saldo\nUno,F1,2026-01-13,10\n"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(code: str, text: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        understood(text)

    assert refusal.value.code == code


def test_a_refusal_for_a_missing_amount_names_the_headers_seen() -> None:
    with pytest.raises(RefusedError) as refusal:
        understood("Cliente,Factura,Fecha\nA,1,2026-01-13\n")

    assert refusal.value.details["headers"] == "Cliente, Factura, Fecha"


def test_a_column_of_dates_is_no_amount_whatever_its_header() -> None:
    found = understood(
        "Cliente,Factura,Vence,Importe,Saldo\n"
        "A,1,2026-02-12,2026-01-13,10.00\nB,2,2026-02-12,2026-01-14,20.00\n"
    )

    assert found.mapping.label("balance") == "Saldo"
    assert found.mapping.label("amount") is None


def test_cliente_is_a_code_a_name_or_a_tax_id_by_its_values() -> None:
    rows = "Cliente,Factura,Vence,Saldo\n{},1,2026-02-12,10.00\n"

    meanings = [
        understood(rows.format(value)).mapping.customer_fields
        for value in ("C001", "Comercial Uno", "76.123.456-0")
    ]

    assert meanings == [
        ("customer_code",),
        ("customer_name",),
        ("customer_tax_id",),
    ]


def test_empresa_is_the_customer_where_no_other_column_is() -> None:
    found = understood("Empresa,Factura,Vence,Saldo\nUno SL,1,2026-02-12,10.00\n")

    assert found.mapping.label("customer_name") == "Empresa"


def test_a_header_that_occurs_twice_is_shown_with_its_column_letter() -> None:
    found = understood(
        "Cliente,Factura,Fecha,Saldo,Fecha\nA,1,2026-01-13,10.00,2026-02-12\n"
    )

    assert found.mapping.label("issue_date") == "Fecha [C]"


def test_a_misspelt_header_is_found_by_likeness_with_less_confidence() -> None:
    found = understood("Cliente,Factura,Fcha Vencimiento,Saldo\nA,1,2026-02-12,10.0\n")

    mapped = found.mapping.columns["due_date"]

    assert mapped.reason == "likeness"
    assert 0.7 < mapped.confidence < 0.95


def test_spaced_letters_and_accents_do_not_hide_a_header() -> None:
    found = understood(
        "C l i e n t e,FACTURA,VENCIMIENTO,S A L D O\nA,1,2026-02-12,1\n"
    )

    assert set(found.mapping.columns) >= {"number", "due_date", "balance"}


def test_a_table_beside_the_list_is_left_out() -> None:
    found = understood(
        "Cliente,Factura,Vence,Saldo,,Mes,Ventas\n"
        "A,1,2026-02-12,10.00,,enero,500\nB,2,2026-02-13,20.00,,febrero,600\n"
    )

    assert [column.header for column in found.table.columns] == [
        "Cliente",
        "Factura",
        "Vence",
        "Saldo",
    ]


def test_the_header_may_stand_in_row_fifty_below_title_lines() -> None:
    titles = "".join(f"Nota {i}\n" for i in range(1, 50))
    found = understood(titles + "Cliente,Factura,Vence,Saldo\nA,1,2026-02-12,10.00\n")

    assert found.table.header_row == 50
    assert found.table.rows["row_no"].to_list() == [51]
