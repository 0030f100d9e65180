"""As of which date an open-items list was made, and what says so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import polars as pl

from cartera.domain.identity import fold_text
from cartera.ingest.dates_in_text import DateInText, find_dates
from cartera.ingest.surroundings import Line

Source = Literal["option", "title", "side", "column", "days_late", "file_name"]

_RANK: Final[Mapping[str, int]] = {
    "option": 0,
    "title": 1,
    "side": 2,
    "column": 3,
    "days_late": 4,
    "file_name": 5,
    "loose_title": 6,
    "sheet_name": 7,
    "file_month": 8,
}
_CUTOFF: Final = re.compile(
    r"corte|as (at|of)|saldos? (a|al)\b|\bal\b|fecha clave|cut.?off|report(ing)? date"
    r"|fecha del? (reporte|informe|saldo)|hasta|\bto\b|filtro fecha|data base|^\W*a\b"
    r"|until|through|situacion a|cierre|\ba fecha|posicion"
)
_PRINTED: Final = re.compile(r"impres|printed|generad|generated|emitid[oa] el|hora")
_MOST_DAYS_LATE: Final = 0.9


@dataclass(frozen=True, slots=True)
class AsOfEvidence:
    """A date that something says, and the text that says it.

    `is_month` tells that only a month was named, then `day` is its last one.
    `day` is None where only the exchange of day and month is open
    (`03/04/2026`); then `readings` has both.
    """

    day: date | None
    source: str
    said_by: str
    readings: tuple[date, ...] = ()
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date decided (None: undecidable) with the evidence, best first."""

    day: date | None
    evidence: tuple[AsOfEvidence, ...]

    @property
    def contradiction(self) -> AsOfEvidence | None:
        """Return evidence for another date that is nearly as good, if any."""
        strong = [e for e in self.evidence if _RANK[e.source] <= _RANK["file_name"]]
        others = (e for e in strong if e.day not in (None, self.day))
        return next(others, None)


def decide_as_of(evidence: Sequence[AsOfEvidence], *, today: date) -> AsOf:
    """Return the date that the best evidence gives.

    A date whose day and month can be exchanged counts when other evidence has
    one of its readings, or when only one reading is not after today. A month
    that is not over says nothing about the day.
    """
    evidence = [e for e in evidence if not (e.is_month and e.day and e.day > today)]
    clear = frozenset(e.day for e in evidence if e.day is not None)
    settled = [_settle(e, clear, today) for e in evidence]
    ranked = sorted(settled, key=lambda e: _RANK[e.source])
    best = next((e for e in ranked if e.day is not None), None)
    first = ranked[0] if ranked else None
    if first is not None and first.day is None and best is not None:
        is_weak = _RANK[best.source] > _RANK["file_name"]
        best = None if is_weak else best
    return AsOf(best.day if best else None, tuple(ranked))


def from_option(day: date | None) -> Iterator[AsOfEvidence]:
    """Return the date that a person gave."""
    if day is not None:
        yield AsOfEvidence(day, "option", day.isoformat())


def from_titles(lines: Sequence[Line], source: str) -> Iterator[AsOfEvidence]:
    """Return the dates of title lines or side cells, those of printing left out."""
    for line in lines:
        folded = fold_text(line.text)
        found = find_dates(line.text)
        if not found or (_PRINTED.search(folded) and not _CUTOFF.search(folded)):
            continue
        last = found[-1]
        is_cutoff = _CUTOFF.search(folded[: last.start]) is not None
        if last.whole_month or not is_cutoff:
            yield _evidence(last, "loose_title", line.text)
        else:
            yield _evidence(last, source, line.text)


def in_order(
    evidence: Sequence[AsOfEvidence], order: str | None
) -> Iterator[AsOfEvidence]:
    """Return evidence with dates read in the order that the columns have."""
    for e in evidence:
        if e.readings and order in ("dmy", "mdy"):
            yield AsOfEvidence(e.readings[order == "mdy"], e.source, e.said_by)
        else:
            yield e


def from_file_name(name: str) -> Iterator[AsOfEvidence]:
    """Return the last date of a file's name; a month stands for its last day."""
    found = find_dates(name, in_file_name=True)
    if found:
        source = "file_month" if found[-1].whole_month else "file_name"
        yield _evidence(found[-1], source, name)


def from_sheet_name(name: str) -> Iterator[AsOfEvidence]:
    """Return the date of a sheet's name."""
    found = find_dates(name, in_file_name=True)
    if found:
        yield _evidence(found[-1], "sheet_name", name)


def from_column(days: pl.Series, label: str) -> Iterator[AsOfEvidence]:
    """Return the date of an as-of column that has only one."""
    distinct = days.drop_nulls().unique()
    if len(distinct) == 1:
        yield AsOfEvidence(distinct[0], "column", label)


def from_days_late(
    due: pl.Series, days_late: pl.Series, label: str
) -> Iterator[AsOfEvidence]:
    """Return due date + days late where it is the same for nearly all rows.

    Lists that count only overdue days (zero for what is not due) are judged by
    the rows with other values.
    """
    frame = pl.DataFrame({"due": due, "late": days_late}).drop_nulls()
    frame = frame.filter(pl.col("late") != 0)
    if frame.height < 2:
        return
    sums = frame.select(
        plus=pl.col("due") + pl.duration(days=pl.col("late")),
        minus=pl.col("due") - pl.duration(days=pl.col("late")),
    )
    for direction in ("plus", "minus"):
        counts = sums[direction].value_counts(sort=True)
        day, count = counts.row(0)
        if count >= _MOST_DAYS_LATE * frame.height:
            yield AsOfEvidence(day, "days_late", label)
            return


def _evidence(found: DateInText, source: str, said_by: str) -> AsOfEvidence:
    if found.other is None:
        return AsOfEvidence(found.day, source, said_by, is_month=found.whole_month)
    return AsOfEvidence(None, source, said_by, (found.day, found.other))


def _settle(e: AsOfEvidence, clear: frozenset[date], today: date) -> AsOfEvidence:
    if e.day is not None or not e.readings:
        return e
    agreed = [day for day in e.readings if day in clear]
    past = [day for day in e.readings if day <= today]
    if len(agreed) == 1:
        return AsOfEvidence(agreed[0], e.source, e.said_by)
    if len(past) == 1:
        return AsOfEvidence(past[0], e.source, e.said_by)
    return e
