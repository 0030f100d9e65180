"""Day-month or month-day, settled by the other columns of the same file.

Each piece of evidence compares the two readings; it speaks only where one is
clearly better. If two pieces of evidence disagree, the question stays open.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from cartera.ingest.date_text import DateStyle, Order, read_dates

_ORDERS: Final[tuple[Order, Order]] = ("dmy", "mdy")
_CLEAR: Final = 0.9
_UNCLEAR: Final = 0.5
_FEW: Final = 3
_MANY_FALLS: Final = 0.08

Dates = Mapping[str, pl.Series]


@dataclass(frozen=True, slots=True)
class _Facts:
    issue: str | None
    due: str | None
    days_late: pl.Series | None
    numbers: pl.Series | None
    as_of: date | None


def settle_date_orders(
    columns: Mapping[str, pl.Series],
    styles: Mapping[str, DateStyle],
    *,
    issue: str | None = None,
    due: str | None = None,
    days_late: pl.Series | None = None,
    numbers: pl.Series | None = None,
    as_of: date | None = None,
) -> dict[str, DateStyle]:
    """Return the styles, those that were ambiguous settled where possible.

    `columns` are the raw date columns of one table by name, of equal length and
    order; `issue` and `due` name the two of them that have these roles.
    `days_late` are days after the due date (as integers or text), `numbers`
    document numbers as text. Evidence codes of settled styles:
    DATE_BY_COLUMN (another column has the order), DATE_BY_DUE (due not before
    issue), DATE_BY_TERMS (the usual days between issue and due),
    DATE_BY_DAYS_LATE (due date plus days late is one day), DATE_BY_AS_OF
    (nothing issued after the cut-off), DATE_BY_NUMBERS (dates rise with the
    numbers). A half-swapped or mixed column is never settled here: that needs
    a person.
    """
    open_columns = [n for n, s in styles.items() if s.evidence == "DATE_AMBIGUOUS"]
    settled = dict(styles)
    if not open_columns:
        return settled
    facts = _Facts(issue, due, _as_days(days_late), _as_numbers(numbers), as_of)
    readings = {order: _read(columns, styles, order) for order in _ORDERS}
    found = [
        *_by_other_column(styles),
        *_by_values(readings, facts, frozenset(open_columns)),
    ]
    if len({order for order, _ in found}) != 1:
        return settled
    order, evidence = found[0]
    for name in open_columns:
        settled[name] = replace(
            styles[name], order=order, evidence=evidence, ambiguous=False
        )
    return settled


def _read(
    columns: Mapping[str, pl.Series], styles: Mapping[str, DateStyle], order: Order
) -> Dates:
    """Read every usable column, the open ones in the given order."""
    return {
        name: _read_column(columns[name], order if style.ambiguous else style.order)
        for name, style in styles.items()
        if name in columns and style.evidence not in ("DATE_MIXED", "DATE_HALF_SWAPPED")
    }


def _read_column(values: pl.Series, order: Order | None) -> pl.Series:
    distinct = values.drop_nulls().unique()
    table = pl.DataFrame({"text": distinct, "date": read_dates(distinct, order)})
    return (
        pl.DataFrame({"text": values})
        .join(table, on="text", how="left", maintain_order="left")
        .get_column("date")
    )


def _by_other_column(styles: Mapping[str, DateStyle]) -> list[tuple[Order, str]]:
    orders = {s.order for s in styles.values() if s.evidence == "DATE_BY_VALUES"}
    return [(o, "DATE_BY_COLUMN") for o in _ORDERS if orders == {o}]


def _by_values(
    readings: Mapping[Order, Dates], facts: _Facts, open_columns: frozenset[str]
) -> Iterator[tuple[Order, str]]:
    tests: tuple[
        tuple[str, set[str | None], Callable[[Dates, _Facts], float | None]], ...
    ]
    tests = (
        ("DATE_BY_DUE", {facts.issue, facts.due}, _due_not_before_issue),
        ("DATE_BY_TERMS", {facts.issue, facts.due}, _usual_terms),
        ("DATE_BY_DAYS_LATE", {facts.due}, _one_cut_off),
        ("DATE_BY_AS_OF", {facts.issue}, _not_after_as_of),
        ("DATE_BY_NUMBERS", {facts.issue}, _rise_with_numbers),
    )
    for code, needed, test in tests:
        if not needed & open_columns or not needed <= readings["dmy"].keys():
            continue
        scores = {order: test(readings[order], facts) for order in _ORDERS}
        better = _clearly_better(scores, code)
        if better is not None:
            yield better, code


_ALL_ROWS: Final = frozenset({"DATE_BY_DUE", "DATE_BY_AS_OF"})


def _clearly_better(scores: Mapping[Order, float | None], code: str) -> Order | None:
    """Return the order with the better score, if the difference is clear.

    Scores are shares (0 to 1) of rows that agree. Some rules are hardly ever
    broken by honest rows: there, all rows against not all is clear. With the
    numbering, a few exceptions against five times as many are.
    """
    a, b = (scores[order] for order in _ORDERS)
    if a is None or b is None:
        return None
    better, worse = max(a, b), min(a, b)
    clear = better >= _CLEAR and worse <= _UNCLEAR
    if code in _ALL_ROWS:
        clear = clear or (better == 1 and worse < 1)
    if code == "DATE_BY_NUMBERS":
        clear = 1 - worse >= max(_MANY_FALLS, 5 * (1 - better))
    if not clear:
        return None
    return "dmy" if a > b else "mdy"


def _share(mask: pl.Series) -> float | None:
    known = mask.drop_nulls()
    return None if known.is_empty() else float(known.sum()) / len(known)


def _due_not_before_issue(dates: Dates, facts: _Facts) -> float | None:
    if facts.issue is None or facts.due is None:
        return None
    return _share(dates[facts.due] >= dates[facts.issue])


def _usual_terms(dates: Dates, facts: _Facts) -> float | None:
    """The share of rows that have one of the three most frequent terms."""
    if facts.issue is None or facts.due is None:
        return None
    days = (dates[facts.due] - dates[facts.issue]).dt.total_days().drop_nulls()
    if len(days) < 10 * _FEW:
        return None
    return float(days.value_counts(sort=True)["count"].head(_FEW).sum() / len(days))


def _one_cut_off(dates: Dates, facts: _Facts) -> float | None:
    """The share of late rows whose due date plus days late is the same day."""
    if facts.due is None or facts.days_late is None:
        return None
    late = facts.days_late.set(facts.days_late == 0, None)
    days = (dates[facts.due].cast(pl.Int32) + late).drop_nulls()
    if len(days) < _FEW:
        return None
    return float(days.value_counts(sort=True)["count"].head(1).sum() / len(days))


def _not_after_as_of(dates: Dates, facts: _Facts) -> float | None:
    if facts.issue is None or facts.as_of is None:
        return None
    return _share(dates[facts.issue] <= facts.as_of)


def _rise_with_numbers(dates: Dates, facts: _Facts) -> float | None:
    """The share of neighbours, in order of number, whose dates do not fall."""
    if facts.issue is None or facts.numbers is None:
        return None
    frame = pl.DataFrame({"n": facts.numbers, "d": dates[facts.issue]}).drop_nulls()
    if frame.height < 10 * _FEW:
        return None
    ordered = frame.sort("n")["d"]
    return _share(ordered.diff().dt.total_days().drop_nulls() >= 0)


def _as_days(values: pl.Series | None) -> pl.Series | None:
    if values is None or values.dtype != pl.String:
        return values
    whole = values.str.strip_chars().str.replace(r"\.0+$", "")
    return whole.cast(pl.Int32, strict=False)


def _as_numbers(values: pl.Series | None) -> pl.Series | None:
    """Return the last run of digits of each document number."""
    if values is None:
        return None
    digits = values.cast(pl.String).str.extract(r"([0-9]+)[^0-9]*$")
    return digits.cast(pl.Int64, strict=False)
