"""Until when a company's data speaks."""

from datetime import date

from tests.ledger import Load

ROW = {"customer_code": "A", "value_date": "2026-02-10", "amount": "1"}
LOADED = date(2026, 11, 24)


def dates(warehouse):
    [row] = warehouse.read("reports/data_dates", companies=None).to_dicts()
    return row["data_date"], row["cash_date"]


def snapshot(as_of):
    return Load("open_items", [{"number": "F1", "balance": "1"}], as_of=as_of)


def test_cash_is_known_until_the_date_that_a_payments_file_states(ledger_of):
    stated = Load("payments", [ROW], as_of=date(2026, 11, 20))
    unstated = Load("documents", [{"number": "F1", "amount": "1"}], data_date=LOADED)

    warehouse = ledger_of(snapshot(date(2026, 10, 31)), stated, unstated)

    assert dates(warehouse) == (date(2026, 10, 31), date(2026, 11, 20))


def test_without_a_stated_date_cash_is_known_until_the_day_of_the_load(ledger_of):
    warehouse = ledger_of(
        snapshot(date(2026, 10, 31)), Load("payments", [ROW], data_date=LOADED)
    )

    assert dates(warehouse) == (date(2026, 10, 31), LOADED)


def test_a_later_snapshot_tells_of_cash_too(ledger_of):
    warehouse = ledger_of(
        snapshot(date(2026, 10, 31)), Load("payments", [ROW], as_of=date(2026, 10, 1))
    )

    assert dates(warehouse) == (date(2026, 10, 31), date(2026, 10, 31))


def test_an_applications_file_alone_does_not_date_the_cash(ledger_of):
    applications = [{"source_type": "WO", "target_id": "F1", "amount": "1"}]

    warehouse = ledger_of(
        snapshot(date(2026, 10, 31)), Load("applications", applications)
    )

    assert dates(warehouse)[1] == date(2026, 10, 31)
