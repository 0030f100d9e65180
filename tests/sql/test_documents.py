"""Documents, parts, numbers, references, registers, customers, disputes."""

from datetime import date
from decimal import Decimal

import pytest

from tests.ledger import Load
from tests.sql.conftest import balances, findings, open_rows


def invoice(number: str, amount: str = "100", **more: object) -> dict[str, object]:
    return {
        "number": number,
        "customer_code": "A",
        "type": "INV",
        "issue_date": "2026-01-10",
        "due_date": "2026-02-09",
        "amount": amount,
    } | more


def payment(amount: str, **more: object) -> dict[str, object]:
    return {
        "payment_id": "P1",
        "customer_code": "A",
        "value_date": "2026-02-10",
        "amount": amount,
    } | more


def test_rows_of_one_document_and_due_date_add_up(ledger_of):
    warehouse = ledger_of(Load("documents", [invoice("F1", "60"), invoice("F1", "40")]))

    [row] = open_rows(warehouse, "2026-03-01")
    assert row["amount"] == 100


def test_instalments_have_their_own_due_dates_and_the_oldest_is_paid_first(ledger_of):
    warehouse = ledger_of(
        Load(
            "documents",
            [
                invoice("F1", "50", instalment="1", due_date="2026-02-09"),
                invoice("F1", "50", instalment="2", due_date="2026-03-09"),
            ],
        ),
        Load("payments", [payment("70", reference="F1")]),
    )

    rows = open_rows(warehouse, "2026-03-20")

    assert [(r["instalment"], r["open_amount"]) for r in rows] == [("2", Decimal(30))]


def test_one_document_with_another_due_date_in_a_later_load_is_still_one(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("documents", [invoice("F1", due_date="2026-03-01")]),
    )

    [row] = open_rows(warehouse, "2026-02-20")
    assert (str(row["due_date"]), row["open_amount"]) == ("2026-03-01", 100)


def test_overlapping_registers_count_a_document_once(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1"), invoice("F2")]),
        Load("documents", [invoice("F2"), invoice("F3")]),
    )

    assert balances(warehouse, "2026-02-01") == {"F1": 100, "F2": 100, "F3": 100}


@pytest.mark.parametrize(
    "other",
    [{"customer_code": "B"}, {"issue_date": "2026-09-30", "due_date": "2026-10-30"}],
)
def test_a_number_used_again_is_another_document(ledger_of, other):
    warehouse = ledger_of(
        Load("documents", [invoice("1")]),
        Load("documents", [invoice("1", "7", **other)]),
    )

    assert balances(warehouse, "2026-12-01") == {"1": 107}
    assert findings(warehouse, "NUMBER_REUSED")[0]["documents"] == 2


def test_the_same_number_in_two_companies_is_two_documents(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("1")]),
        Load("documents", [invoice("1", "7")], company="Y"),
    )

    assert balances(warehouse, "2026-02-01", "X") == {"1": 100}
    assert balances(warehouse, "2026-02-01", "Y") == {"1": 7}


def test_a_payment_number_used_again_a_year_later_is_another_payment(ledger_of):
    warehouse = ledger_of(
        Load("payments", [payment("10")]),
        Load("payments", [payment("15", value_date="2026-11-10")]),
    )

    assert balances(warehouse, "2026-12-01") == {"P1": -25}


def test_identical_payments_without_number_all_count_but_only_once_per_file(ledger_of):
    rows = [payment("10", payment_id=None), payment("10", payment_id=None)]
    warehouse = ledger_of(Load("payments", rows), Load("payments", rows))

    assert sum(balances(warehouse, "2026-12-01").values()) == -20


def test_a_reference_without_zeros_and_dashes_is_matched_when_it_is_the_only_one(
    ledger_of,
):
    warehouse = ledger_of(
        Load("documents", [invoice("FV-000123")]),
        Load("payments", [payment("40", reference="fv 000123")]),
    )

    [row] = open_rows(warehouse, "2026-03-01")
    assert (row["open_amount"], row["certainty"]) == (60, "matched")


def test_an_unknown_reference_leaves_the_cash_unapplied(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("payments", [payment("40", reference="Z9")]),
    )

    assert balances(warehouse, "2026-03-01") == {"F1": 100, "P1": -40}
    assert [f["document_id"] for f in findings(warehouse, "REFERENCE_UNKNOWN")] == [
        "Z9"
    ]


def test_a_payment_that_an_application_file_names_is_applied_by_it_alone(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("payments", [payment("40", reference="F1")]),
        Load(
            "applications",
            [
                {
                    "source_type": "PAY",
                    "source_id": "P1",
                    "target_id": "F1",
                    "amount": "25",
                    "alloc_date": "2026-02-15",
                }
            ],
        ),
    )

    assert balances(warehouse, "2026-03-01") == {"F1": 75, "P1": -15}


def test_a_settled_date_closes_a_document_on_that_day(ledger_of):
    warehouse = ledger_of(Load("documents", [invoice("F1", settled_date="2026-02-20")]))

    assert balances(warehouse, "2026-02-19") == {"F1": 100}
    assert balances(warehouse, "2026-02-20") == {}


def test_an_open_status_overrules_a_settled_date(ledger_of):
    row = invoice("F1", settled_date="2026-02-20", status="open")

    warehouse = ledger_of(Load("documents", [row]))

    assert balances(warehouse, "2026-06-01") == {"F1": 100}


def test_a_register_and_a_payment_tell_of_the_same_money_once(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1", paid_amount="60", settled_date="2026-02-20")]),
        Load("payments", [payment("60", reference="F1")]),
    )

    assert balances(warehouse, "2026-02-10") == {"F1": 40}
    assert balances(warehouse, "2026-06-01") == {"F1": 40}


def test_cash_without_document_pays_what_a_register_says_was_settled_after_it(
    ledger_of,
):
    warehouse = ledger_of(
        Load(
            "documents",
            [
                invoice("F1", settled_date="2026-02-20"),
                invoice("F2", "50", status="open"),
            ],
        ),
        Load(
            "payments", [payment("100"), payment("1", payment_id="P2", reference="F2")]
        ),
    )

    assert balances(warehouse, "2026-03-01") == {"F2": 49}


def test_an_advance_after_the_settlement_is_not_taken_for_it(ledger_of):
    warehouse = ledger_of(
        Load(
            "documents",
            [
                invoice("F1", settled_date="2026-02-05"),
                invoice("F2", "50", status="open"),
            ],
        ),
        Load(
            "payments", [payment("100"), payment("1", payment_id="P2", reference="F2")]
        ),
    )

    assert balances(warehouse, "2026-03-01") == {"F2": 49, "P1": -100}


def test_a_missing_due_date_comes_from_the_customer_and_says_so(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1", due_date=None)]),
        Load("customers", [{"customer_code": "A", "terms_days": 45}]),
    )

    [row] = open_rows(warehouse, "2026-02-01")
    assert (str(row["due_date"]), row["due_date_origin"]) == ("2026-02-24", "customer")


def test_without_any_date_an_item_is_undated_and_still_counted(ledger_of):
    row = invoice("F1", issue_date=None, due_date=None)

    warehouse = ledger_of(Load("documents", [row]))

    [found] = open_rows(warehouse, "2026-12-01")
    assert (found["bucket"], found["open_amount"]) == ("UNDATED", 100)


def test_too_much_applied_stays_visible_as_unapplied(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("payments", [payment("130", reference="F1")]),
    )

    [row] = open_rows(warehouse, "2026-03-01")
    assert (row["open_amount"], row["bucket"]) == (-30, "UNAPPLIED")
    assert findings(warehouse, "OVERAPPLIED")[0]["amount"] == -30


def test_a_dispute_counts_up_to_what_is_open_while_it_lasts(ledger_of):
    dispute = {
        "document": "F1",
        "amount": "80",
        "opened": "2026-02-01",
        "resolved": "2026-04-01",
    }
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("payments", [payment("40", reference="F1")]),
        Load("disputes", [dispute]),
    )

    def disputed(day):
        return open_rows(warehouse, day)[0]["disputed"]

    assert [disputed(d) for d in ("2026-02-01", "2026-03-31", "2026-04-01")] == [
        80,
        60,
        0,
    ]


def test_a_customer_named_only_by_name_is_the_one_with_that_name(ledger_of):
    warehouse = ledger_of(
        Load(
            "documents",
            [invoice("F1", customer_name="Rojas, S.A.", customer_name_key="ROJAS SA")],
        ),
        Load(
            "payments",
            [
                payment(
                    "40",
                    customer_code=None,
                    customer_name="ROJAS SA",
                    customer_name_key="ROJAS SA",
                    reference="X9",
                )
            ],
        ),
    )

    rows = open_rows(warehouse, "2026-03-01")
    assert {row["customer_id"] for row in rows} == {"A"}


def test_money_in_another_currency_is_not_put_against_a_document(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("payments", [payment("40", reference="F1", currency="USD")]),
    )

    assert balances(warehouse, "2026-03-01") == {"F1": 100, "P1": -40}
    assert len(findings(warehouse, "CURRENCY_MISMATCH")) == 1


def test_an_untyped_negative_row_is_the_credit_note_of_that_number(ledger_of):

    warehouse = ledger_of(
        Load("documents", [invoice("NC1", "-30", type="CN", due_date=None)]),
        Load(
            "open_items",
            [
                {
                    "number": "NC1",
                    "customer_code": "A",
                    "balance": "-30",
                    "amount": "-30",
                }
            ],
            as_of=date(2026, 2, 28),
        ),
    )

    [row] = open_rows(warehouse, "2026-02-28")
    assert (row["type"], row["open_amount"]) == ("CN", -30)


def test_a_paid_amount_without_date_is_not_taken_off_again_after_snapshots(ledger_of):

    item = invoice("F1", balance="40")
    warehouse = ledger_of(
        Load("open_items", [item], as_of=date(2026, 2, 28)),
        Load("payments", [payment("25", reference="F1", value_date="2026-03-10")]),
        Load("documents", [invoice("F1", paid_amount="85", status="partial")]),
    )

    assert balances(warehouse, "2026-03-01") == {"F1": 40}
    assert balances(warehouse, "2026-12-01") == {"F1": 15}


def test_a_settled_date_counts_only_what_snapshots_have_not_inferred(ledger_of):

    warehouse = ledger_of(
        Load("open_items", [invoice("F1", balance="40")], as_of=date(2026, 2, 28)),
        Load("documents", [invoice("F1", settled_date="2026-03-10")]),
    )

    assert balances(warehouse, "2026-03-09") == {"F1": 40}
    assert balances(warehouse, "2026-03-10") == {}


def test_an_old_register_does_not_reopen_what_was_paid_since(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1", paid_amount="60", status="partial")]),
        Load(
            "payments",
            [
                payment("60", reference="F1"),
                payment("40", payment_id="P2", reference="F1"),
            ],
        ),
    )

    assert balances(warehouse, "2026-12-01") == {}


def test_what_was_paid_before_a_document_was_voided_is_explained_by_its_payment(
    ledger_of,
):
    paid_then_void = invoice("F1", paid_amount="100", void_date="2026-04-01")
    warehouse = ledger_of(
        Load("documents", [paid_then_void], as_of=date(2026, 3, 31)),
        Load("payments", [payment("100", reference="F1")]),
    )

    assert balances(warehouse, "2026-03-31") == {}
    assert sum(balances(warehouse, "2026-04-01").values()) == -100


def test_a_payment_after_the_register_adds_to_what_it_states(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1", paid_amount="60")], as_of=date(2026, 2, 28)),
        Load("payments", [payment("40", reference="F1", value_date="2026-03-10")]),
    )

    assert balances(warehouse, "2026-03-01") == {"F1": 40}
    assert balances(warehouse, "2026-03-10") == {}


def test_a_payment_that_bounces_later_explained_the_register_then(ledger_of):
    bounced = payment("100", reference="F1", reversed_date="2026-03-15")
    warehouse = ledger_of(
        Load("documents", [invoice("F1", paid_amount="100")], as_of=date(2026, 2, 28)),
        Load("payments", [bounced]),
    )

    assert balances(warehouse, "2026-03-01") == {}
    assert balances(warehouse, "2026-03-15") == {"F1": 100}


def test_lineage_finds_a_document_of_one_company_by_both_names(ledger_of):
    warehouse = ledger_of(
        Load("documents", [invoice("F1")]),
        Load("documents", [invoice("F1", "7")], company="Y"),
    )

    def companies(name):
        rows = warehouse.read("reports/lineage", document_id=name, companies=None)
        return rows["company"].to_list()

    assert companies("F1") == ["X", "Y"]
    assert companies("Y:F1") == ["Y"]
    assert companies("Z:F1") == []
