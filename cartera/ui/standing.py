"""How far the figures on screen can be trusted: date, control total, exactness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cartera.store.canonical import Json
from cartera.store.loads import LoadRecord

Reconciliation = Literal["reconciled", "difference", "partly", "unknown"]
Exactness = Literal["exact", "estimated", "carried"]


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """What a snapshot should add up to, and what was loaded, in one currency."""

    company: str | None
    currency: str
    as_of: date
    expected: Decimal
    loaded: Decimal
    source: str

    @property
    def difference(self) -> Decimal:
        """Loaded minus expected; zero when they agree."""
        return self.loaded - self.expected


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a scope at a date.

    `data_date` is the latest date for which balances are known, `controls` the
    control totals of the snapshots in force, per company and currency.
    """

    data_date: date | None
    reconciliation: Reconciliation
    exactness: Exactness
    controls: tuple[ControlTotal, ...]

    @property
    def differences(self) -> Mapping[str, Decimal]:
        """What is missing or too much, per currency, where it is not zero."""
        sums: dict[str, Decimal] = {}
        for control in self.controls:
            so_far = sums.get(control.currency, Decimal(0))
            sums[control.currency] = so_far + control.difference
        return {currency: amount for currency, amount in sums.items() if amount}


def standing_of(
    loads: Sequence[LoadRecord],
    *,
    companies: Sequence[str],
    cuts: Mapping[str, Sequence[date]],
    as_of: date | None,
    data_date: date | None,
) -> Standing:
    """Judge a scope by its active snapshots; no companies means all of them.

    `cuts` maps the companies that are known by snapshots to their dates.
    """
    snapshots = [load for load in loads if _is_snapshot(load, companies)]
    in_force = _in_force(snapshots, as_of)
    controls = tuple(total for load in in_force for total in _controls(load))
    return Standing(
        data_date=data_date,
        reconciliation=_reconciliation(in_force, controls),
        exactness=_exactness(cuts, as_of, data_date),
        controls=controls,
    )


def _is_snapshot(load: LoadRecord, companies: Sequence[str]) -> bool:
    in_scope = not companies or load.company is None or load.company in companies
    return (
        load.state == "active"
        and load.kind == "open_items"
        and load.as_of is not None
        and in_scope
    )


def _in_force(snapshots: Iterable[LoadRecord], as_of: date | None) -> list[LoadRecord]:
    """Return each company's newest snapshot that is not after the date."""
    past = [
        load
        for load in snapshots
        if as_of is None or (load.as_of is not None and load.as_of <= as_of)
    ]
    newest: dict[str | None, date] = {}
    for load in past:
        if load.as_of is not None:
            newest[load.company] = max(load.as_of, newest.get(load.company, date.min))
    return [load for load in past if load.as_of == newest[load.company]]


def _controls(load: LoadRecord) -> list[ControlTotal]:
    return [
        ControlTotal(
            company=load.company,
            currency=currency,
            as_of=load.as_of or date.min,
            expected=_amount(stated["expected"]),
            loaded=_amount(stated["loaded"]),
            source=str(stated.get("source") or "file"),
        )
        for currency, stated in sorted(load.control.items())
        if stated.get("expected") is not None
    ]


def _amount(value: Json) -> Decimal:
    return Decimal(str(value if value is not None else 0))


def _reconciliation(
    loads: Sequence[LoadRecord], controls: Sequence[ControlTotal]
) -> Reconciliation:
    if not controls:
        return "unknown"
    if any(control.difference for control in controls):
        return "difference"
    complete = all(load.totals.keys() <= load.control.keys() for load in loads)
    return "reconciled" if complete else "partly"


def _exactness(
    cuts: Mapping[str, Sequence[date]], as_of: date | None, data_date: date | None
) -> Exactness:
    """A company known by snapshots is exact at its cuts, estimated in between."""
    if as_of is None:
        return "exact"
    if data_date is not None and as_of > data_date:
        return "carried"
    between = any(
        as_of not in dates and min(dates) < as_of < max(dates)
        for dates in cuts.values()
        if dates
    )
    return "estimated" if between else "exact"
