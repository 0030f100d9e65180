"""When a load is held, what it asks, and how it is answered (DESIGN §4)."""

from datetime import date
from decimal import Decimal

import pytest

from cartera.errors import AppError
from tests.unit.ingest.conftest import Office, codes, snapshot

MARCH = "Cartera_2026-03-31.csv"
APRIL = "Cartera_2026-04-30.csv"
LIST = "Cliente,Factura,Fecha,Vence,Saldo,Moneda\n"


def items(count: int, balance: str = "100,00", first: int = 0) -> list[str]:
    return [f"A F{i} {balance}" for i in range(first, first + count)]


def test_balances_without_a_date_are_held_and_ask_for_as_of(office: Office) -> None:
    outcome = office.load("saldos.csv", snapshot("A F1 100,00"))

    assert (outcome.status, outcome.as_of) == ("held", None)
    assert codes(outcome, "question") == ["AS_OF_UNDECIDED"]
    assert office.workspace.active_loads() == []


def test_loading_again_with_the_answer_replaces_the_held_load(office: Office) -> None:
    held = office.load("saldos.csv", snapshot("A F1 100,00"))

    answered = office.load(
        "saldos.csv", snapshot("A F1 100,00"), as_of=date(2026, 3, 31)
    )

    assert answered.status == "loaded"
    states = {load.load_id: load.state for load in office.workspace.loads()}
    assert states == {held.load_id: "discarded", answered.load_id: "active"}


def test_a_question_that_needs_an_option_cannot_be_confirmed(office: Office) -> None:
    held = office.load("saldos.csv", snapshot("A F1 100,00"))
    assert held.load_id

    with pytest.raises(AppError) as problem:
        office.workspace.confirm(
            held.load_id, actor=office.workspace.current_user("ana")
        )

    assert problem.value.code == "LOAD_NEEDS_ANSWER"
    assert problem.value.details["options"] == "--as-of"


def test_a_held_file_loaded_twice_is_held_once(office: Office) -> None:
    first = office.load("saldos.csv", snapshot("A F1 100,00"))
    again = office.load("saldos.csv", snapshot("A F1 100,00"))

    assert (again.status, again.load_id) == ("held", first.load_id)


def test_an_undecidable_date_order_is_held_and_settled_by_the_option(
    office: Office,
) -> None:
    text = LIST + "A,1,03/04/2026,04/05/2026,10.50,EUR\n"

    held = office.load("x 2026-10-31.csv", text)
    answered = office.load("x 2026-10-31.csv", text, dates="mdy")

    assert (held.status, held.dates) == ("held", None)
    assert set(codes(held, "question")) == {"DATE_ORDER_UNDECIDED"}
    assert office.facts(answered)["issue_date"].to_list() == [date(2026, 3, 4)]


def test_an_undecidable_decimal_mark_is_held_and_settled_by_the_option(
    office: Office,
) -> None:
    text = "Cliente;Factura;Vence;Saldo\nA;1;2026-02-12;1.500\nB;2;2026-02-12;2.750\n"

    held = office.load("x 2026-03-31.csv", text)
    by_mark = office.load("x 2026-03-31.csv", text, decimal=",")

    assert held.status == "held"
    assert codes(held, "question") == ["DECIMAL_MARK_UNDECIDED"]
    assert by_mark.totals == {"XXX": Decimal("4250.0000")}


def test_a_currency_without_three_decimals_settles_the_mark(office: Office) -> None:
    text = "Cliente;Factura;Vence;Saldo\nA;1;2026-02-12;1.500\nB;2;2026-02-12;2.750\n"

    outcome = office.load("x 2026-03-31.csv", text, currency="CLP")

    assert outcome.status == "loaded"
    assert outcome.to_json("es")["totals"] == {"CLP": "4250"}


def test_a_fifth_of_rejected_rows_is_accepted_more_is_held(office: Office) -> None:
    good = [f"A F{i} 10,00" for i in range(8)]
    fifth = snapshot(*good, "A G1 diez", "A G2 diez")
    more = snapshot(*good[:-1], "A G1 diez", "A G2 diez")

    accepted = office.load(MARCH, fifth, dry_run=True)
    held = office.load(MARCH, more)

    assert codes(accepted, "question") == []
    assert (held.status, codes(held, "question")) == ("held", ["TOO_MANY_REJECTED"])


def test_another_company_s_file_is_held(office: Office) -> None:
    office.load(MARCH, snapshot("A F1 100,00"), company="X")

    stranger = office.load(APRIL, snapshot("Z F9 100,00"), company="X", partial=True)
    elsewhere = office.load(APRIL, snapshot("Z F9 100,00"), company="Y")

    assert codes(stranger, "question") == ["NO_KNOWN_CUSTOMER"]
    assert elsewhere.status == "loaded"


def test_a_customer_is_known_by_its_name_where_codes_differ(office: Office) -> None:
    office.load(MARCH, snapshot("A F1 100,00"), company="X")

    payments = office.load(
        "cobros.csv",
        "Recibo,Fecha de cobro,Nombre cliente,Importe\nR1,2026-04-13,CLIENTE  a,1.50\n",
        company="X",
    )

    assert payments.status == "loaded"


def test_a_snapshot_that_settles_more_than_half_is_held(office: Office) -> None:
    office.load(MARCH, snapshot(*items(4)))

    half = office.load(APRIL, snapshot(*items(2)), dry_run=True)
    most = office.load(APRIL, snapshot(*items(1), "A N1 500,00"))

    assert codes(half, "question") == []
    assert (most.status, codes(most, "question")) == (
        "held",
        ["SNAPSHOT_SETTLES_MOST"],
    )
    [finding] = [f for f in most.findings if f.severity == "question"]
    details = dict(finding.details)
    assert (details["settled"], details["open"]) == ("300.00", "400.00")


def test_a_part_payment_of_every_item_counts_towards_the_half(office: Office) -> None:
    office.load(MARCH, snapshot(*items(4)))

    outcome = office.load(APRIL, snapshot(*items(4, "40,00")))

    assert codes(outcome, "question") == ["SNAPSHOT_SETTLES_MOST"]


def test_a_list_that_is_stated_as_partial_settles_nothing(office: Office) -> None:
    office.load(MARCH, snapshot(*items(4)))

    assert office.load(APRIL, snapshot(*items(1)), partial=True).status == "loaded"


def test_payments_that_are_known_explain_what_is_no_longer_open(
    office: Office,
) -> None:
    office.load(MARCH, snapshot(*items(4)), company="X")
    paid = "".join(f"R{i},2026-04-13,A,100.00,F{i}\n" for i in range(3))
    header = "Recibo,Fecha de cobro,Código cliente,Importe,Factura pagada\n"
    office.load("cobros.csv", header + paid, company="X", currency="EUR")

    outcome = office.load(APRIL, snapshot(*items(1, first=3)), company="X")

    assert outcome.status == "loaded"


def test_a_register_alone_protects_from_a_list_of_something_else(
    office: Office,
) -> None:
    header = "Factura,Código cliente,Fecha,Vence,Importe,Moneda\n"
    rows = "".join(f"F{i},A,2026-01-13,2026-02-12,100.00,EUR\n" for i in range(4))
    office.load("facturas.csv", header + rows, company="X")

    outcome = office.load(APRIL, snapshot("A F1 10,00"), company="X")

    assert codes(outcome, "question") == ["SNAPSHOT_SETTLES_MOST"]


def test_a_second_snapshot_of_the_same_date_is_asked_about(office: Office) -> None:
    first = office.load(MARCH, snapshot(*items(4)))

    second = office.load("x 2026-03-31.csv", snapshot(*items(4, "90,00")))

    assert codes(second, "question") == ["SECOND_SNAPSHOT"]
    [finding] = [f for f in second.findings if f.severity == "question"]
    assert dict(finding.details)["load_id"] == first.load_id


def test_parts_of_one_snapshot_are_taken_together(office: Office) -> None:
    office.load(MARCH, snapshot(*items(20)))
    north, south = items(10), items(10, first=10)

    together = office.load_all(
        [
            ("Norte 2026-04-30.csv", snapshot(*north)),
            ("Sur 2026-04-30.csv", snapshot(*south, "A F0 1,00")),
        ]
    )

    assert [outcome.status for outcome in together] == ["loaded", "loaded"]


def test_a_part_that_comes_later_is_taken_with_what_is_there(office: Office) -> None:
    office.load(MARCH, snapshot(*items(20)))
    first = office.load("Norte 2026-04-30.csv", snapshot(*items(12)))

    rest = office.load("Sur 2026-04-30.csv", snapshot(*items(8, first=12)))

    assert [first.status, rest.status] == ["loaded", "loaded"]


def test_a_confirmed_load_counts(office: Office) -> None:
    office.load(MARCH, snapshot(*items(4)))
    held = office.load(APRIL, snapshot(*items(1)))
    assert held.load_id

    office.workspace.confirm(held.load_id, actor=office.workspace.current_user("ana"))

    assert [load.as_of for load in office.workspace.active_loads()] == [
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_sheets_with_dates_of_their_own_are_asked_for_one_by_one(
    office: Office, workbook: object
) -> None:
    header = ["Cliente", "Factura", "Vence", "Saldo"]
    make = workbook
    assert callable(make)
    data = make(
        Marzo=[["Saldos al 31/03/2026"], header, ["A", "1", "2026-02-12", 10.5]],
        Abril=[["Saldos al 30/04/2026"], header, ["A", "2", "2026-02-12", 20.5]],
    )

    outcome = office.load("saldos.xlsx", data, currency="EUR")
    april = office.load("saldos.xlsx", data, currency="EUR", sheet="Abril")

    assert codes(outcome, "question") == ["AS_OF_PER_SHEET"]
    assert (april.status, april.as_of) == ("loaded", date(2026, 4, 30))


def test_day_and_month_exchanged_by_a_program_are_asked_about_and_undone(
    office: Office, workbook: object
) -> None:
    make = workbook
    assert callable(make)
    rows = [
        ["Cliente", "Factura", "Fecha", "Saldo"],
        ["A", "1", date(2026, 5, 1), 10.5],  # 5 January, exchanged
        ["A", "2", "20/01/2026", 20.5],
        ["A", "3", date(2026, 3, 2), 30.5],  # 3 February, exchanged
        ["A", "4", "15/02/2026", 40.5],
    ]
    data = make(Saldos=rows)

    held = office.load("x 2026-03-31.xlsx", data, currency="EUR")
    undone = office.load("x 2026-03-31.xlsx", data, currency="EUR", dates="dmy")

    assert codes(held, "question") == ["DATE_ORDER_SWAPPED"]
    assert undone.status == "loaded"
    assert office.facts(undone)["issue_date"].to_list() == [
        date(2026, 1, 5),
        date(2026, 1, 20),
        date(2026, 2, 3),
        date(2026, 2, 15),
    ]


def test_a_side_cell_gives_the_date(office: Office, workbook: object) -> None:
    make = workbook
    assert callable(make)
    side = ["Fecha de corte:", date(2026, 3, 31)]
    data = make(
        Cartera=[
            ["id_factura", "cliente", "monto", "fecha_vencimiento", "dias_vencido"],
            ["F1", "Comercial Uno", 10.5, date(2026, 3, 1), 30, None, *side],
        ]
    )

    outcome = office.load("cartera.xlsx", data, currency="EUR")

    assert (outcome.status, outcome.as_of) == ("loaded", date(2026, 3, 31))
