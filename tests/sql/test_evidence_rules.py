"""Which evidence wins: the eight rules of the ledger, one by one."""

from datetime import date
from decimal import Decimal

from tests.ledger import Load
from tests.sql.conftest import balances, findings, movements, open_rows

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)


def item(number: str, balance: str, **more: object) -> dict[str, object]:
    return {
        "number": number,
        "customer_code": "A",
        "issue_date": "2026-01-10",
        "due_date": "2026-02-09",
        "amount": balance,
        "balance": balance,
    } | more


def snapshot(as_of: date, *rows: dict[str, object], partial: bool = False) -> Load:
    return Load("open_items", rows, as_of=as_of, partial=partial)


def test_a_full_snapshot_is_the_truth_and_what_it_leaves_out_is_settled(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100"), item("F2", "50")),
        snapshot(FEB, item("F2", "20")),
    )

    assert balances(warehouse, "2026-02-27") == {"F1": 100, "F2": 50}
    assert balances(warehouse, "2026-02-28") == {"F2": 20}


def test_payments_between_snapshots_count_on_their_own_dates(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100")),
        Load(
            "payments",
            [
                {
                    "payment_id": "P1",
                    "customer_code": "A",
                    "value_date": "2026-02-10",
                    "amount": "30",
                    "reference": "F1",
                }
            ],
        ),
        snapshot(FEB, item("F1", "60", amount="100")),
    )

    assert balances(warehouse, "2026-02-10") == {"F1": 70}
    assert balances(warehouse, "2026-02-28") == {"F1": 60}
    inferred = [m for m in movements(warehouse, "F1") if m[2] == "inferred"]
    assert inferred == [
        (FEB, Decimal(-10), "inferred", "inferred", JAN, "cash_or_other")
    ]


def test_a_snapshot_above_what_payments_explain_is_an_increase_with_a_finding(
    ledger_of,
):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100")),
        Load(
            "payments",
            [
                {
                    "payment_id": "P1",
                    "customer_code": "A",
                    "value_date": "2026-02-10",
                    "amount": "30",
                    "reference": "F1",
                }
            ],
        ),
        snapshot(FEB, item("F1", "100")),
    )

    assert balances(warehouse, "2026-02-27") == {"F1": 70}
    assert balances(warehouse, "2026-02-28") == {"F1": 100}
    [finding] = findings(warehouse, "SNAPSHOT_HIGHER")
    assert (finding["document_id"], finding["amount"]) == ("F1", 30)


def test_what_was_paid_before_the_first_snapshot_is_inferred_since_the_issue(ledger_of):
    warehouse = ledger_of(snapshot(JAN, item("F1", "40", amount="100")))

    [_, inferred] = movements(warehouse, "F1")

    assert inferred[:5] == (
        JAN,
        Decimal(-60),
        "inferred",
        "inferred",
        date(2026, 1, 10),
    )


def test_a_document_listed_late_counts_from_the_day_after_the_earlier_cut(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100")),
        snapshot(FEB, item("F1", "100"), item("F0", "7")),
    )

    assert balances(warehouse, "2026-01-31") == {"F1": 100}
    assert balances(warehouse, "2026-02-01") == {"F1": 100, "F0": 7}
    assert [f["document_id"] for f in findings(warehouse, "LATE_DOCUMENT")] == ["F0"]


def test_a_debt_reopened_by_a_bounced_payment_was_not_listed_late(ledger_of):
    warehouse = ledger_of(
        Load(
            "documents",
            [
                {
                    "number": "F1",
                    "customer_code": "A",
                    "type": "INV",
                    "issue_date": "2026-01-05",
                    "due_date": "2026-02-04",
                    "amount": "100",
                }
            ],
        ),
        Load(
            "payments",
            [
                {
                    "payment_id": "P1",
                    "customer_code": "A",
                    "value_date": "2026-01-20",
                    "amount": "100",
                    "reference": "F1",
                    "reversed_date": "2026-02-10",
                }
            ],
        ),
        snapshot(JAN, item("F2", "1")),
        snapshot(FEB, item("F1", "100", issue_date="2026-01-05"), item("F2", "1")),
    )

    assert balances(warehouse, "2026-01-10")["F1"] == 100
    assert "F1" not in balances(warehouse, "2026-01-31")
    assert balances(warehouse, "2026-02-10")["F1"] == 100
    assert findings(warehouse, "LATE_DOCUMENT") == []
    assert findings(warehouse, "SNAPSHOT_HIGHER") == []


def test_a_document_that_comes_back_was_not_settled(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100")),
        snapshot(FEB, item("F2", "1", issue_date="2026-02-02")),
        snapshot(MAR, item("F1", "100")),
    )

    assert balances(warehouse, "2026-02-28") == {"F2": 1}
    assert balances(warehouse, "2026-03-31") == {"F1": 100}
    [finding] = findings(warehouse, "REAPPEARED")
    assert (finding["document_id"], finding["amount"]) == ("F1", 100)
    assert movements(warehouse, "F1")[-1][5] == "reversal"


def test_nothing_is_known_before_the_first_snapshot_where_only_snapshots_speak(
    ledger_of,
):
    warehouse = ledger_of(snapshot(JAN, item("F1", "100")))

    assert open_rows(warehouse, "2026-01-30") == []
    assert balances(warehouse, "2026-01-31") == {"F1": 100}


def test_a_register_answers_before_the_first_snapshot(ledger_of):
    warehouse = ledger_of(
        Load(
            "documents",
            [
                {
                    "number": "F1",
                    "customer_code": "A",
                    "issue_date": "2026-01-10",
                    "amount": "100",
                }
            ],
        ),
        snapshot(JAN, item("F1", "100")),
    )

    assert balances(warehouse, "2026-01-15") == {"F1": 100}


def test_what_credits_lost_in_an_interval_is_not_taken_for_cash(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100"), item("NC1", "-30", type="CN", due_date=None)),
        snapshot(FEB, item("F9", "1", issue_date="2026-02-05")),
    )

    tags = {(m[1], m[5]) for m in movements(warehouse, "F1") if m[2] == "inferred"}

    assert tags == {(Decimal(-30), "credit"), (Decimal(-70), "cash_or_other")}


def test_taking_out_the_middle_snapshot_only_widens_the_interval(ledger_of):
    first, last = (
        snapshot(JAN, item("F1", "100")),
        snapshot(MAR, item("F1", "10", amount="100")),
    )

    warehouse = ledger_of(first, last)

    [settled] = [m for m in movements(warehouse, "F1") if m[2] == "inferred"]
    assert settled[:5] == (MAR, Decimal(-90), "inferred", "inferred", JAN)


def test_two_files_of_one_date_form_one_snapshot(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100")), snapshot(JAN, item("F2", "50"))
    )

    assert balances(warehouse, "2026-01-31") == {"F1": 100, "F2": 50}


def test_a_partial_load_says_nothing_about_what_it_leaves_out(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100"), item("F2", "50")),
        snapshot(FEB, item("F1", "80"), partial=True),
    )

    assert balances(warehouse, "2026-02-28") == {"F1": 80, "F2": 50}


def test_a_partial_load_with_branches_is_full_within_them(ledger_of):
    north, south = {"branch": "Norte"}, {"branch": "Sur"}
    warehouse = ledger_of(
        snapshot(
            JAN,
            item("F1", "100", **north),
            item("F2", "50", **north),
            item("F3", "25", **south),
        ),
        snapshot(FEB, item("F1", "100", **north), partial=True),
    )

    assert balances(warehouse, "2026-02-28") == {"F1": 100, "F3": 25}


def test_a_later_load_of_the_same_date_replaces_the_documents_it_lists(ledger_of):
    warehouse = ledger_of(
        snapshot(JAN, item("F1", "100"), item("F2", "50")),
        snapshot(JAN, item("F1", "90")),
    )

    assert balances(warehouse, "2026-01-31") == {"F1": 90, "F2": 50}
