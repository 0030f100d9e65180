"""The benchmarks run, and all competitors compute the same balances."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.__main__ import main
from benchmarks.answers import add_up
from benchmarks.book import FIRST, LATEST, make_book, open_at
from benchmarks.plan import FULL, GROUPS, plan
from benchmarks.rivals import RIVALS

days = st.integers(0, (LATEST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))


def test_a_quick_run_measures_every_row_and_all_totals_agree(capsys):
    code = main(["--quick"])

    printed = capsys.readouterr().out
    assert "! " not in printed
    assert printed.endswith("totals agree\n")
    assert code == 0


def test_the_full_plan_has_every_group_and_each_rival_a_task():
    works = list(plan(FULL))

    assert [work.group for work in works] == sorted(
        (work.group for work in works), key=GROUPS.index
    )
    assert {work.group for work in works} == set(GROUPS)


@settings(max_examples=8, deadline=None)
@given(at=days, seed=st.integers(0, 5))
def test_every_rival_finds_what_the_ledger_itself_says(at, seed):
    book = make_book(400, seed=seed)
    items = open_at(book, at)

    answers = {name: rival(book).ageing(at) for name, rival in RIVALS.items()}

    expected = add_up(
        (row["currency"], bucket_of(row, at), row["balance"])
        for row in items.iter_rows(named=True)
    )
    assert answers == dict.fromkeys(RIVALS, expected)


def test_the_ledger_looks_like_a_real_one():
    book = make_book(50_000)

    open_documents = open_at(book, LATEST).filter(pl.col("type") == "INV")
    largest = book.documents["customer"].value_counts()["count"].max()

    assert 0.05 <= open_documents.height / 50_000 <= 0.07
    assert 1.05 <= book.applications.height / 50_000 <= 1.15
    assert largest >= 10 * 50_000 / book.documents["customer"].n_unique()


@pytest.mark.parametrize("seed", [1, 2])
def test_equal_arguments_make_an_equal_ledger(seed):
    first, second = make_book(300, seed=seed), make_book(300, seed=seed)

    assert first.documents.equals(second.documents)
    assert first.payments.equals(second.payments)
    assert first.applications.equals(second.applications)


def bucket_of(row: dict[str, object], at: date) -> str:
    if row["type"] == "PAY":
        return "UNAPPLIED"
    late = (at - row["due"]).days
    return f"B{sum(late > edge for edge in (0, 30, 60, 90, 120))}"
