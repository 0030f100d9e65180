"""The ledger at a date, held against one kept by hand."""

import tempfile
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cartera.store.build import run_checks
from cartera.store.warehouse import Warehouse
from tests.ledger import Load, warehouse_of
from tests.true_ledger import Application, TrueLedger, days, ledgers

EDGES = [0, 30, 60, 90, 120]

few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
many = settings(few, max_examples=150)


def built(*loads: Load, fifo: bool = False) -> Warehouse:
    settings_of_x = {"company": "X", "fifo": fifo}
    return warehouse_of(Path(tempfile.mkdtemp()), *loads, settings=[settings_of_x])


def as_files(ledger: TrueLedger) -> list[Load]:
    return [
        Load("documents", ledger.document_rows()),
        Load("payments", ledger.payment_rows()),
        Load("applications", ledger.application_rows()),
    ]


def snapshots(ledger: TrueLedger, cuts: list[date]) -> list[Load]:
    return [Load("open_items", ledger.snapshot_rows(cut), as_of=cut) for cut in cuts]


def open_items(warehouse: Warehouse, day: date) -> dict[str, Decimal]:
    rows = warehouse.read(
        "reports/open_items", as_of=day, companies=None, basis="due", edges=EDGES
    )
    return dict(rows.select("document_id", "open_amount").iter_rows())


def per_customer(warehouse: Warehouse, day: date) -> dict[str, Decimal]:
    rows = warehouse.read(
        "reports/customers_open", as_of=day, companies=None, basis="due", edges=EDGES
    )
    return {
        customer: net
        for customer, net in rows.select("customer_id", "net").iter_rows()
        if net
    }


def broken(warehouse: Warehouse) -> list[tuple[str, int]]:
    with warehouse.cursor() as cursor:
        return [
            (check.name, check.rows)
            for check in run_checks(cursor)
            if check.rows and check.level == "broken"
        ]


@few
@given(ledger=ledgers(), day=days)
def test_every_item_has_the_balance_of_the_hand_ledger_on_any_day(ledger, day):
    warehouse = built(*as_files(ledger))

    found = open_items(warehouse, day)

    assert found == ledger.balances(day)
    assert broken(warehouse) == []


@few
@given(
    ledger=ledgers(),
    day=days,
    edges=st.lists(st.integers(-30, 400), min_size=1, max_size=7, unique=True),
    basis=st.sampled_from(("due", "invoice")),
)
def test_buckets_of_any_edges_add_up_to_the_net_balance(ledger, day, edges, basis):
    warehouse = built(*as_files(ledger))

    rows = warehouse.read(
        "reports/ageing", as_of=day, companies=None, basis=basis, edges=sorted(edges)
    )

    total = sum(ledger.balances(day).values(), Decimal(0))
    assert rows["amount"].sum() == total or (rows.is_empty() and total == 0)
    assert rows["documents"].sum() == len(ledger.balances(day))
    assert set(rows["bucket"]) <= {
        *(f"B{n}" for n in range(len(edges) + 1)),
        "UNDATED",
        "UNAPPLIED",
    }


CUTS = st.lists(days, min_size=1, max_size=4, unique=True).map(sorted)
ORDERS = st.randoms(use_true_random=False)


def holds_at_every_cut(ledger: TrueLedger, cuts: list[date], order: Random) -> None:
    truth = [ledger.per_customer(cut) for cut in cuts]
    files, stated = as_files(ledger), snapshots(ledger, cuts)
    both = [*files, *stated]
    order.shuffle(both)

    from_files, from_snapshots, from_both = built(*files), built(*stated), built(*both)

    for cut, expected in zip(cuts, truth, strict=True):
        assert per_customer(from_files, cut) == expected
        assert per_customer(from_snapshots, cut) == expected
        assert per_customer(from_both, cut) == expected
    assert broken(from_snapshots) == []
    assert broken(from_both) == []


@few
@given(ledger=ledgers(), cuts=CUTS, order=ORDERS)
def test_files_snapshots_and_both_give_one_balance_at_every_cut(ledger, cuts, order):
    holds_at_every_cut(ledger, cuts, order)


@pytest.mark.slow
@many
@given(ledger=ledgers(most=20), cuts=CUTS, order=ORDERS)
def test_larger_ledgers_have_one_balance_at_every_cut_too(ledger, cuts, order):
    holds_at_every_cut(ledger, cuts, order)


@pytest.mark.slow
@many
@given(ledger=ledgers(most=30), day=days)
def test_larger_ledgers_agree_with_the_hand_ledger_item_by_item(ledger, day):
    warehouse = built(*as_files(ledger))

    assert open_items(warehouse, day) == ledger.balances(day)


@few
@given(
    ledger=ledgers(),
    cuts=st.lists(days, min_size=1, max_size=3, unique=True).map(sorted),
    day=days,
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_files_does_not_matter(ledger, cuts, day, order):
    loads = [*as_files(ledger), *snapshots(ledger, cuts)]
    shuffled = list(loads)
    order.shuffle(shuffled)

    one, other = built(*loads), built(*shuffled)

    def rows(warehouse):
        return warehouse.read(
            "reports/open_items", as_of=day, companies=None, basis="due", edges=EDGES
        ).drop("load_id")

    assert rows(one).equals(rows(other))


@few
@given(ledger=ledgers(), day=days, cuts=st.lists(days, max_size=2, unique=True))
def test_a_register_that_states_settlements_takes_nothing_off_twice(ledger, day, cuts):
    register = Load("documents", ledger.register_rows(day), as_of=day)
    before = [cut for cut in sorted(cuts) if cut <= day]

    with_files = built(register, *as_files(ledger)[1:], *snapshots(ledger, before))
    alone = built(register)

    assert per_customer(with_files, day) == ledger.per_customer(day)
    debts = {d.number for d in ledger.docs if d.amount > 0}
    assert {n: b for n, b in open_items(alone, day).items() if n in debts} == {
        n: b for n, b in ledger.balances(day).items() if n in debts
    }


@few
@given(ledger=ledgers(), first=days, second=days)
def test_movements_between_two_days_explain_the_change(ledger, first, second):
    start, end = sorted((first, second))
    warehouse = built(*as_files(ledger), *snapshots(ledger, [start]))
    with warehouse.cursor() as cursor:
        change = cursor.sql(
            "select coalesce(sum(amount), 0) from movements "
            "where on_date > $start and on_date <= $end",
            params={"start": start, "end": end},
        ).fetchall()[0][0]

    before = sum(open_items(warehouse, start).values(), Decimal(0))
    after = sum(open_items(warehouse, end).values(), Decimal(0))

    assert before + change == after


@few
@given(ledger=ledgers(), cut=days)
def test_collectable_never_asks_for_money_already_held(ledger, cut):
    warehouse = built(*as_files(ledger))

    rows = warehouse.read(
        "reports/customers_open", as_of=cut, companies=None, basis="due", edges=EDGES
    )

    by_customer: dict[str, list[Decimal]] = defaultdict(list)
    for row in rows.to_dicts():
        assert 0 <= row["collectable"] <= row["overdue"]
        assert row["collectable"] <= max(row["overdue"] + row["unapplied"], Decimal(0))
        assert row["gross"] + row["unapplied"] == row["net"]
        by_customer[row["customer_id"]].append(row["net"])
    assert all(len(found) == 1 for found in by_customer.values())


@few
@given(ledger=ledgers(), day=days)
def test_payments_that_never_quote_a_document_reduce_the_same_total(ledger, day):
    ledger.applications = [a for a in ledger.applications if a.kind != "PAY"]
    warehouse = built(*as_files(ledger), fifo=True)

    found = per_customer(warehouse, day)

    assert found == ledger.per_customer(day)
    assert broken(warehouse) == []


def quoting(ledger: TrueLedger, order: Random) -> list[Load]:
    """Let payments quote a debt instead of a file applying them."""
    debts = [d.number for d in ledger.docs if d.amount > 0]
    quoted = {
        p.number: order.choice(debts)
        for p in ledger.payments
        if debts and order.random() < 0.8
    }
    ledger.applications = [
        Application("PAY", p.number, quoted[p.number], p.amount, p.value)
        for p in ledger.payments
        if p.number in quoted
    ]
    payments = [
        row | {"reference": quoted.get(row["payment_id"])}
        for row in ledger.payment_rows()
    ]
    return [Load("documents", ledger.document_rows()), Load("payments", payments)]


@few
@given(ledger=ledgers(), day=days, order=ORDERS)
def test_payments_that_quote_debts_leave_the_balances_of_the_hand_ledger(
    ledger, day, order
):
    files = quoting(ledger, order)
    warehouse = built(*files)

    assert open_items(warehouse, day) == ledger.balances(day)
    assert broken(warehouse) == []


@few
@given(ledger=ledgers(), cuts=CUTS, order=ORDERS)
def test_so_they_do_beside_snapshots(ledger, cuts, order):
    files = quoting(ledger, order)
    both = [*files, *snapshots(ledger, cuts)]
    order.shuffle(both)

    warehouse = built(*both)

    for cut in cuts:
        assert per_customer(warehouse, cut) == ledger.per_customer(cut)
    assert broken(warehouse) == []
