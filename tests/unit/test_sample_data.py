"""The sample data: repeatable, small, and true to one ledger."""

import io
import json
import re
import zipfile
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.es import cif
from stdnum.mx import rfc

from scripts.generate_sample_data import (
    SAMPLE_DATA,
    TRUTH,
    cuts,
    sample_files,
    truth_text,
    write,
)
from scripts.sample_company.company import sample_ledger
from scripts.sample_company.customers import MEXICO, SPAIN
from scripts.sample_company.ledger import open_items
from scripts.sample_company.truth import EDGES, bucket

LARGEST = 4_000_000
days = st.dates(date(2025, 5, 31), date(2026, 11, 20))


@pytest.fixture(scope="module")
def exports() -> dict[str, bytes]:
    return dict(sample_files())


def test_generating_twice_gives_the_same_bytes(exports, tmp_path):
    write(tmp_path)

    again = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    assert again == exports


def test_the_committed_files_are_what_the_generator_writes(exports):
    committed = {
        file.name: file.read_bytes()
        for file in SAMPLE_DATA.iterdir()
        if file.suffix in {".csv", ".xlsx"}
    }

    written = {name: unpacked(content) for name, content in exports.items()}

    assert {n: unpacked(content) for n, content in committed.items()} == written


def test_the_committed_truth_is_what_the_ledger_says():
    committed = TRUTH.read_text(encoding="utf-8")

    assert committed == truth_text()
    assert len(committed.encode()) <= 200_000


def test_workbooks_carry_no_time_of_writing(exports):
    archives = [
        zipfile.ZipFile(io.BytesIO(content))
        for name, content in exports.items()
        if name.endswith(".xlsx")
    ]

    times = {entry.date_time for archive in archives for entry in archive.infolist()}

    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_the_sample_is_large_enough_and_small_enough(exports):
    ledger = sample_ledger()

    size = sum(len(content) for content in exports.values())

    assert size <= LARGEST
    assert len(ledger.customers) == 400
    assert 8_500 <= len(ledger.documents) <= 9_500


def test_each_total_row_states_the_net_balance_of_the_truth(exports):
    facts = json.loads(TRUTH.read_text(encoding="utf-8"))["cuts"]
    truth = {
        (fact["as_of"], fact["currency"]): Decimal(fact["net"])
        for fact in facts
        if fact["company"] == SPAIN
    }

    stated = {
        (cut.isoformat(), currency): amount
        for cut in cuts()
        for currency, amount in total_rows(exports[f"Cartera_{cut}.xlsx"]).items()
    }

    assert stated == truth


def test_buckets_and_unapplied_add_up_to_the_net_balance():
    facts = json.loads(TRUTH.read_text(encoding="utf-8"))

    for fact in facts["cuts"] + facts["after"]:
        parts = [Decimal(amount) for amount in fact["buckets"].values()]
        assert sum(parts) + Decimal(fact["unapplied"]) == Decimal(fact["net"])
        assert Decimal(fact["disputed"]) <= sum(parts)


@pytest.mark.parametrize(
    ("days_past_due", "expected"),
    [
        (-5, "B0"),
        (0, "B0"),
        (1, "B1"),
        (30, "B1"),
        (31, "B2"),
        (120, "B4"),
        (121, "B5"),
    ],
)
def test_a_bucket_holds_its_upper_edge(days_past_due, expected):
    assert EDGES[0] == 0
    assert bucket(days_past_due) == expected


@settings(max_examples=30, deadline=None)
@given(at=days, company=st.sampled_from([SPAIN, MEXICO]))
def test_the_net_balance_is_billed_minus_received_minus_other_reductions(at, company):
    ledger = sample_ledger()
    live = {
        d.reference: d
        for d in ledger.documents
        if d.company == company and d.issue <= at < (d.void or date.max)
    }
    billed = sum(d.amount * (-1 if d.type == "CN" else 1) for d in live.values())
    received = sum(
        p.amount
        for p in ledger.payments
        if p.company == company and p.value_date <= at < (p.reversed_date or date.max)
    )
    reduced = sum(
        a.amount
        for a in ledger.applications
        if a.company == company
        and a.applied <= at
        and a.source_type in {"WO", "DISC", "WHT"}
    )

    items = open_items(ledger, company, at)

    assert sum(item.balance for item in items) == billed - received - reduced


@settings(max_examples=20, deadline=None)
@given(at=days, company=st.sampled_from([SPAIN, MEXICO]))
def test_nothing_is_ever_paid_more_than_once(at, company):
    items = open_items(sample_ledger(), company, at)

    for item in items:
        low, high = sorted((0, item.amount))
        assert low <= item.balance <= high


@settings(max_examples=20, deadline=None)
@given(at=days, company=st.sampled_from([SPAIN, MEXICO]))
def test_balances_move_only_by_what_happens_that_day(at, company):
    ledger = sample_ledger()
    before = open_items(ledger, company, at - timedelta(days=1))

    after = open_items(ledger, company, at)

    touched = {a.target for a in ledger.applications if a.applied == at}
    touched |= {a.source for a in ledger.applications if a.applied == at}
    bounced = {p.number for p in ledger.payments if p.reversed_date == at}
    touched |= {a.target for a in ledger.applications if a.source in bounced} | bounced
    touched |= {p.number for p in ledger.payments if p.value_date == at}
    touched |= {d.reference for d in ledger.documents if at in (d.issue, d.void)}
    assert {item for item in before if item.reference not in touched} == {
        item for item in after if item.reference not in touched
    }


def test_no_month_settles_so_much_that_a_snapshot_would_look_incomplete():
    ledger = sample_ledger()

    for company in (SPAIN, MEXICO):
        for earlier, later in zip(cuts(), cuts()[1:], strict=False):
            open_later = {
                i.reference: i.balance for i in open_items(ledger, company, later)
            }
            owed: dict[str, int] = defaultdict(int)
            settled: dict[str, int] = defaultdict(int)
            for item in open_items(ledger, company, earlier):
                if item.balance > 0:
                    left = max(open_later.get(item.reference, 0), 0)
                    owed[item.currency] += item.balance
                    settled[item.currency] += max(item.balance - left, 0)
            for currency, cents in owed.items():
                assert settled[currency] < 0.46 * cents


def test_tax_ids_and_telephones_look_valid_and_belong_to_nobody():
    for customer in sample_ledger().customers:
        check = cif.is_valid if customer.country == "ES" else strict_rfc
        assert check(customer.tax_id)
        assert phonenumbers.is_possible_number(phonenumbers.parse(customer.phone))
        assert customer.email.endswith((".example.com", ".test"))


def test_names_codes_and_references_are_unique_within_a_company():
    ledger = sample_ledger()

    for company in (SPAIN, MEXICO):
        people = [c for c in ledger.customers if c.company == company]
        references = [d.reference for d in ledger.documents if d.company == company]
        assert len({c.code for c in people}) == len(people)
        assert len({c.name for c in people}) == len(people)
        assert len({c.tax_id for c in people}) == len(people)
        assert len(set(references)) == len(references)


def test_the_sample_holds_every_kind_of_event():
    ledger = sample_ledger()

    kinds = {document.type for document in ledger.documents}
    sources = {application.source_type for application in ledger.applications}
    unasked = {p.number for p in ledger.payments} - {
        a.source for a in ledger.applications if a.quoted
    }

    assert kinds == {"INV", "DN", "CN"}
    assert sources == {"PAY", "CN", "WO", "DISC", "WHT"}
    assert any(payment.reversed_date for payment in ledger.payments)
    assert any(document.void for document in ledger.documents)
    assert any(dispute.amount is None for dispute in ledger.disputes)
    assert unasked


def test_names_use_the_signs_that_break_exports():
    names = "".join(customer.name for customer in sample_ledger().customers)

    assert re.search("[áéíóú]", names)
    assert all(sign in names for sign in "ñÑ&'\"«»+,.")


def unpacked(content: bytes) -> object:
    """A workbook by its entries: compression may differ between machines."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(e.filename, e.date_time, archive.read(e)) for e in archive.infolist()]


def total_rows(content: bytes) -> dict[str, Decimal]:
    """The balances of rows that have a currency and no date, by currency."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    found = {}
    for row in sheet.iter_rows(values_only=True):
        texts = [value for value in row if isinstance(value, str)]
        amounts = [value for value in row if isinstance(value, int | float)]
        if texts and texts[-1] in {"EUR", "USD"} and len(amounts) == 1:
            found[texts[-1]] = Decimal(str(amounts[0])).quantize(Decimal("0.01"))
    return found


def strict_rfc(number: str) -> bool:
    return rfc.is_valid(number, validate_check_digits=True)
