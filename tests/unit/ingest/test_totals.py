"""Rows that are no data: totals, repeated headers, remarks."""

from decimal import Decimal

import pytest

from tests.unit.ingest.conftest import Office, codes

NAME = "Cartera_2026-03-31.csv"
LIST = (
    "Cliente;Factura;Vence;Saldo;Moneda\n"
    "A;F1;2026-02-12;100,50;EUR\n"
    "B;F2;2026-02-13;200,00;EUR\n"
)


@pytest.mark.parametrize(
    "total",
    [
        "Total;;;300,50;",
        ";;;300,50;",
        "TOTALES;;;300,50;EUR",
        "T o t a l:;;;300,50;",
        ";Total general;;300,50;",
        ";;Total al 31/03/2026;300,50;",
        "**;;;300,50;",
        "Subtotal;;;300,50;\nTotal general;;;300,50;",
    ],
)
def test_a_total_row_is_no_data_but_the_control(office: Office, total: str) -> None:
    outcome = office.load(NAME, LIST + total + "\n")

    assert outcome.totals == {"EUR": Decimal("300.5000")}
    [control] = outcome.control
    assert (control.expected, control.difference, control.source) == (
        Decimal("300.5000"),
        Decimal("0.0000"),
        "file",
    )
    assert outcome.rows.ignored == total.count("\n") + 1


def test_a_total_that_differs_is_shown_and_not_forced(office: Office) -> None:
    outcome = office.load(NAME, LIST + "Total;;;310,50;\n")

    assert outcome.to_json("es")["control"] == {
        "EUR": {
            "expected": "310.50",
            "loaded": "300.50",
            "difference": "-10.00",
            "source": "file",
        }
    }
    assert outcome.status == "loaded"


def test_a_customer_called_total_is_data(office: Office) -> None:
    outcome = office.load(NAME, LIST + "Total Energía SA;F3;2026-02-14;1,00;EUR\n")

    assert outcome.rows.loaded == 3
    assert outcome.control == ()


def test_subtotals_by_customer_add_up_to_the_control(office: Office) -> None:
    text = (
        "Cliente;Factura;Vence;Saldo;Moneda\n"
        "A;F1;2026-02-12;100,50;EUR\nA;F2;2026-02-12;1,00;EUR\nTotal A;;;101,50;EUR\n"
        "B;F3;2026-02-13;200,00;EUR\nB;;;200,00;EUR\n"
    )

    outcome = office.load(NAME, text)

    assert (outcome.rows.loaded, outcome.rows.ignored) == (3, 2)
    [control] = outcome.control
    assert (control.expected, control.difference) == (Decimal("301.5"), 0)


def test_there_is_a_control_total_per_currency(office: Office) -> None:
    text = LIST + "C;F3;2026-02-14;50,00;USD\nTotal EUR;;;300,50;\nTotal USD;;;60,00;\n"

    outcome = office.load(NAME, text)

    assert {c.currency: c.difference for c in outcome.control} == {
        "EUR": Decimal(0),
        "USD": Decimal(-10),
    }


def test_a_sum_of_different_currencies_controls_nothing(office: Office) -> None:
    outcome = office.load(NAME, LIST + "C;F3;2026-02-14;50,00;USD\nTotal;;;350,50;\n")

    assert outcome.control == ()
    assert "TOTALS_MIX_CURRENCIES" in codes(outcome)


def test_a_person_s_control_total_wins_over_the_file_s(office: Office) -> None:
    outcome = office.load(
        NAME, LIST + "Total;;;300,50;\n", control_totals={"EUR": Decimal("299.00")}
    )

    [control] = outcome.control
    assert (control.source, control.difference) == ("user", Decimal("1.50"))


def test_a_source_that_adds_credit_notes_as_positive_is_reconciled(
    office: Office,
) -> None:
    outcome = office.load(
        "ventas.csv",
        "Tipo;Folio;Cliente;Fecha;Importe\nFactura;1;A;2026-01-13;119,00\n"
        "Nota de crédito;2;A;2026-01-14;19,00\nTotales;;;;138,00\n",
        currency="EUR",
    )

    [control] = outcome.control
    assert (control.loaded, control.difference) == (Decimal(100), Decimal(0))


def test_an_amount_of_a_customer_without_document_is_rejected(office: Office) -> None:
    rows = "".join(f"A;G{i};2026-02-12;1,00;EUR\n" for i in range(9))
    outcome = office.load(NAME, LIST + rows + "C;;;77,00;EUR\n")

    assert office.rejects(outcome)["code"].to_list() == ["ROW_WITHOUT_DOCUMENT"]


def test_repeated_headers_and_footers_are_ignored(office: Office) -> None:
    again = LIST + "\n" + LIST.replace("F1", "F3").replace("F2", "F4")

    outcome = office.load(NAME, again + "Generado por el sistema;;;;\n")

    assert (outcome.rows.read, outcome.rows.loaded, outcome.rows.ignored) == (6, 4, 2)


def test_a_list_of_balances_by_customer_has_no_documents(office: Office) -> None:
    text = "Cliente;Saldo\nComercial Uno;100,50\nComercial Dos;20,00\nTotal;120,50\n"

    outcome = office.load(NAME, text, currency="EUR")

    assert (outcome.rows.loaded, outcome.rows.ignored) == (2, 1)
    assert outcome.totals == {"EUR": Decimal("120.5000")}


@pytest.mark.parametrize(
    "section",
    [
        "CUENTAS POR PAGAR;;;;\nProveedor;Factura;Vence;Saldo;Moneda\n",
        ";Proveedor;Factura;Vence;Saldo\n",
        "Proveedores;;;;\n",
    ],
)
def test_what_we_owe_below_the_list_is_left_out_and_said(
    office: Office, section: str
) -> None:
    owed = "Luz SA;E1;2026-02-12;50,00;EUR\nTotal;;;50,00;\n"

    outcome = office.load(NAME, LIST + section + owed)

    assert outcome.totals == {"EUR": Decimal("300.5000")}
    assert (outcome.rows.loaded, outcome.rows.ignored) == (2, section.count("\n") + 2)
    assert outcome.control == ()
    [finding] = [f for f in outcome.findings if f.code == "SECTION_OF_SUPPLIERS"]
    assert (finding.row, dict(finding.details)["rows"]) == (4, section.count("\n") + 2)


def test_customers_after_a_section_of_suppliers_count_again(office: Office) -> None:
    owed = "Proveedor;Factura;Vence;Saldo;Moneda\nLuz SA;E1;2026-02-12;50,00;EUR\n"
    again = LIST.replace("F1", "F3").replace("F2", "F4")

    outcome = office.load(NAME, LIST + owed + again)

    assert outcome.totals == {"EUR": Decimal("601.0000")}


def test_a_customer_called_supplier_is_data(office: Office) -> None:
    row = "Proveedores Unidos SL;F3;2026-02-14;1,00;EUR\n"

    outcome = office.load(NAME, LIST + row)

    assert outcome.rows.loaded == 3
