"""Dates inside titles, side cells and file names."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cartera.domain.identity import fold_text

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan janeiro",
            "febrero feb february fevereiro fev",
            "marzo mar march marco",
            "abril abr april apr",
            "mayo may maio mai",
            "junio jun june junho",
            "julio jul july julho",
            "agosto ago august aug",
            "septiembre setiembre sep set sept september setembro",
            "octubre oct october outubro out",
            "noviembre nov november novembro",
            "diciembre dic december dec dezembro dez",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=lambda name: -len(name)))
_ISO: Final = re.compile(r"(?<!\d)(20\d{2})[-/._](\d{1,2})[-/._](\d{1,2})(?!\d)")
_NUMERIC: Final = re.compile(
    r"(?<!\d)(\d{1,2})[-/._](\d{1,2})[-/._](20\d{2}|\d{2})(?!\d)"
)
_DAY_MONTH: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})[\s/.-]*(?:de\s+)?({_MONTH})\b\.?[\s/.,-]*(?:del?\s+)?(20\d{{2}}|\d{{2}})(?!\d)"
)
_MONTH_DAY: Final = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}}),?\s+(20\d{{2}})(?!\d)")
_COMPACT: Final = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_COMPACT_DMY: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)")
_YEAR_MONTH: Final = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_MONTH_YEAR: Final = re.compile(
    rf"(?<![a-z])({_MONTH})[\s/._-]*(?:del?\s+)?(20\d{{2}})(?!\d)"
)
_MONTH_NUMBER_YEAR: Final = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_.](20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date found at a position of a text.

    `other` is the second reading of a numeric date whose day and month can be
    exchanged (03/04/2026); `whole_month` tells that only a month was named, then
    `day` is its last day.
    """

    day: date
    start: int
    other: date | None = None
    whole_month: bool = False


def find_dates(text: str, *, in_file_name: bool = False) -> tuple[DateInText, ...]:
    """Return the dates of a text in their order, days before whole months."""
    folded = fold_text(text)
    found = list(_days(folded))
    if in_file_name:
        found += _compact_days(folded)
    if not found:
        found = list(_months(folded, in_file_name=in_file_name))
    by_place = {item.start: item for item in reversed(found)}
    return tuple(by_place[start] for start in sorted(by_place))


def _days(text: str) -> Iterator[DateInText]:
    for m in _ISO.finditer(text):
        yield from _valid(m.start(), int(m[1]), int(m[2]), int(m[3]))
    for m in _DAY_MONTH.finditer(text):
        yield from _valid(m.start(), _year(m[3]), _MONTHS[m[2]], int(m[1]))
    for m in _MONTH_DAY.finditer(text):
        yield from _valid(m.start(), int(m[3]), _MONTHS[m[1]], int(m[2]))
    for m in _NUMERIC.finditer(text):
        yield from _either_order(m.start(), int(m[1]), int(m[2]), _year(m[3]))


def _either_order(start: int, a: int, b: int, year: int) -> Iterator[DateInText]:
    day_first = list(_valid(start, year, b, a))
    month_first = list(_valid(start, year, a, b))
    if day_first and month_first and a != b:
        yield DateInText(day_first[0].day, start, month_first[0].day)
    else:
        yield from (day_first or month_first)


def _compact_days(text: str) -> Iterator[DateInText]:
    for m in _COMPACT.finditer(text):
        yield from _valid(m.start(), int(m[1]), int(m[2]), int(m[3]))
    for m in _COMPACT_DMY.finditer(text):
        yield from _valid(m.start(), int(m[3]), int(m[2]), int(m[1]))


def _months(text: str, *, in_file_name: bool) -> Iterator[DateInText]:
    for m in _MONTH_YEAR.finditer(text):
        yield _month_end(m.start(), int(m[2]), _MONTHS[m[1]])
    if in_file_name:
        for m in _YEAR_MONTH.finditer(text):
            yield _month_end(m.start(), int(m[1]), int(m[2]))
        for m in _MONTH_NUMBER_YEAR.finditer(text):
            yield _month_end(m.start(), int(m[2]), int(m[1]))


def _month_end(start: int, year: int, month: int) -> DateInText:
    last = calendar.monthrange(year, month)[1]
    return DateInText(date(year, month, last), start, whole_month=True)


def _valid(start: int, year: int, month: int, day: int) -> Iterator[DateInText]:
    try:
        yield DateInText(date(year, month, day), start)
    except ValueError:
        return


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else 2000 + int(digits)
