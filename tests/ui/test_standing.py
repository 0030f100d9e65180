"""Data date, control totals and exactness of what is on screen."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cartera.store.loads import LoadRecord, State
from cartera.ui.standing import Standing, standing_of

SEPTEMBER = date(2026, 9, 30)
OCTOBER = date(2026, 10, 31)
WHEN = datetime(2026, 11, 1, tzinfo=UTC)


def snapshot(
    as_of: date,
    *,
    company: str | None = "Nogal",
    difference: str | None = "0.00",
    state: State = "active",
    kind: str = "open_items",
) -> LoadRecord:
    loaded = Decimal("100.00")
    control = (
        {}
        if difference is None
        else {
            "EUR": {
                "expected": str(loaded - Decimal(difference)),
                "loaded": str(loaded),
                "difference": difference,
                "source": "file",
            }
        }
    )
    return LoadRecord(
        load_id="0" * 12,
        sequence=1,
        state=state,
        kind=kind,
        company=company,
        as_of=as_of,
        data_date=as_of,
        partial=False,
        file="cartera.xlsx",
        sha256="0" * 64,
        fingerprint="0" * 64,
        rows={"read": 1},
        totals={"EUR": "100.00"},
        control=control,
        data_errors=0,
        manifest_sha256="0" * 64,
        actor="ana",
        committed_at=WHEN,
        changed_at=WHEN,
        changed_by="ana",
    )


def judge(
    *loads: LoadRecord, as_of: date = OCTOBER, companies: tuple[str, ...] = ()
) -> Standing:
    cuts: dict[str, list[date]] = {}
    for load in loads:
        if load.as_of is not None:
            cuts.setdefault(load.company or "", []).append(load.as_of)
    return standing_of(
        loads, companies=companies, cuts=cuts, as_of=as_of, data_date=OCTOBER
    )


def test_a_snapshot_that_adds_up_is_reconciled() -> None:
    assert judge(snapshot(OCTOBER)).reconciliation == "reconciled"


def test_a_snapshot_that_does_not_add_up_shows_its_difference() -> None:
    standing = judge(snapshot(OCTOBER, difference="-3.10"))

    assert standing.reconciliation == "difference"
    assert standing.differences == {"EUR": Decimal("-3.10")}


def test_differences_that_cancel_out_are_still_differences() -> None:
    standing = judge(
        snapshot(OCTOBER, difference="5.00"),
        snapshot(OCTOBER, company="Azul", difference="-5.00"),
    )

    assert standing.reconciliation == "difference"


def test_an_old_snapshots_difference_does_not_count_any_more() -> None:
    standing = judge(snapshot(SEPTEMBER, difference="9.00"), snapshot(OCTOBER))

    assert standing.reconciliation == "reconciled"


def test_a_past_date_is_judged_by_the_snapshot_of_then() -> None:
    standing = judge(
        snapshot(SEPTEMBER, difference="9.00"), snapshot(OCTOBER), as_of=SEPTEMBER
    )

    assert standing.reconciliation == "difference"


@pytest.mark.parametrize("state", ["undone", "held", "discarded", "purged"])
def test_a_load_that_does_not_count_is_not_judged(state: State) -> None:
    standing = judge(snapshot(OCTOBER, difference="9.00", state=state))

    assert standing.reconciliation == "unknown"


def test_another_companys_difference_is_out_of_scope() -> None:
    standing = judge(
        snapshot(OCTOBER),
        snapshot(OCTOBER, company="Azul", difference="9.00"),
        companies=("Nogal",),
    )

    assert standing.reconciliation == "reconciled"


def test_files_without_a_total_make_it_partly_reconciled() -> None:
    standing = judge(
        snapshot(OCTOBER), snapshot(OCTOBER, company="Azul", difference=None)
    )

    assert standing.reconciliation == "partly"


def test_without_any_control_total_nothing_is_claimed() -> None:
    assert judge(snapshot(OCTOBER, difference=None)).reconciliation == "unknown"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (SEPTEMBER, "exact"),
        (OCTOBER, "exact"),
        (date(2026, 10, 15), "estimated"),
        (date(2026, 11, 15), "carried"),
    ],
)
def test_a_cut_is_exact_and_a_day_between_two_is_an_estimate(
    as_of: date, expected: str
) -> None:
    standing = judge(snapshot(SEPTEMBER), snapshot(OCTOBER), as_of=as_of)

    assert standing.exactness == expected


def test_a_company_known_by_its_register_alone_is_exact() -> None:
    standing = standing_of(
        [], companies=(), cuts={}, as_of=SEPTEMBER, data_date=OCTOBER
    )

    assert standing.exactness == "exact"
