"""What a date in text can look like, and how it is read in a given order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import polars as pl

Order = Literal["dmy", "mdy", "ymd"]

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2099

_EXCEL_EPOCH_DAYS: Final = 25_569  # from 1899-12-30 to 1970-01-01
_MONTHS: Final[Mapping[int, str]] = MappingProxyType(
    {
        1: "enero ene january jan janeiro",
        2: "febrero feb february fevereiro fev",
        3: "marzo mar march março marco",
        4: "abril abr april apr",
        5: "mayo may maio mai",
        6: "junio jun june junho",
        7: "julio jul july julho",
        8: "agosto ago august aug",
        9: "septiembre setiembre sep sept set september setembro",
        10: "octubre oct october outubro out",
        11: "noviembre nov november novembro",
        12: "diciembre dic december dec dezembro dez",
    }
)
_TIME: Final = (
    r"(?:[t ,]+[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r" ?(?:[ap]\.? ?m\.?|h|hs|hrs)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
_MARK: Final = r" ?[-/. ] ?"


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How the dates of one column are written.

    `order` is None where nothing has an order (`evidence` DATE_PLAIN: ISO dates,
    serial numbers, month names only) or where it is undecidable (`ambiguous`).
    `evidence` is a code: DATE_FORCED, DATE_PLAIN, DATE_BY_VALUES,
    DATE_AMBIGUOUS, DATE_MIXED (day-month and month-day both occur),
    DATE_HALF_SWAPPED (true date cells with days up to 12 beside text with days
    above 12: a program exchanged day and month), or one of
    `cartera.ingest.date_orders`. `samples` are raw values that show it.
    `swap_cells` says that day and month of date cells must be exchanged back.
    """

    order: Order | None
    evidence: str
    samples: tuple[str, ...] = ()
    ambiguous: bool = False
    swap_cells: bool = False


def numbers_of(distinct: pl.Series) -> pl.DataFrame:
    """Return the numbers `a`, `b`, `c` of dates that have an order, as written."""
    groups = _tidy(distinct).str.extract_groups(_ordered()).struct.unnest()
    return groups.select(pl.col("a", "b", "c").cast(pl.Int32, strict=False))


def _tidy(texts: pl.Series) -> pl.Series:
    return (
        texts.str.to_lowercase()
        .str.replace_all(r"[\s\u{a0}\u{202f}\u{2009}]+", " ")
        .str.strip_chars(" '")
    )


@lru_cache(maxsize=1)
def _ordered() -> str:
    """Two numbers and a year in two or four digits, with a mark between them."""
    number = "[0-9]{1,2}"
    year = "[0-9]{4}|[0-9]{1,2}"
    return rf"^(?<a>{number}){_MARK}(?<b>{number}){_MARK}(?<c>{year}){_TIME}"


def read_dates(distinct: pl.Series, order: Order | None) -> pl.Series:
    """Return the dates of values, null where there is none in years 1970 to 2099.

    Without an order, values that need one are null (`3/3/2026` does not).
    """
    frame = pl.DataFrame({"text": _tidy(distinct)})
    dates = frame.select(
        pl.coalesce(
            _iso(),
            _compact(),
            _serial(),
            _ordered_date(order),
            _named(_DAY_MONTH),
            _named(_MONTH_DAY),
        ).alias("date")
    )
    in_range = pl.col("date").dt.year().is_between(FIRST_YEAR, LAST_YEAR)
    return dates.select(pl.when(in_range).then("date")).to_series()


def _iso() -> pl.Expr:
    pattern = (
        rf"^(?<y>[0-9]{{4}}){_MARK}(?<m>[0-9]{{1,2}}){_MARK}(?<d>[0-9]{{1,2}}){_TIME}"
    )
    return _date_of(pl.col("text").str.extract_groups(pattern))


def _compact() -> pl.Expr:
    pattern = r"^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})(?:\.0+)?$"
    return _date_of(pl.col("text").str.extract_groups(pattern))


def _serial() -> pl.Expr:
    """Excel's day numbers 35000 to 60000 (1995 to 2064), with a time or not."""
    days = pl.col("text").str.extract(
        r"^(3[5-9][0-9]{3}|[45][0-9]{4}|60000)(?:[.,][0-9]+)?$"
    )
    return (days.cast(pl.Int32) - _EXCEL_EPOCH_DAYS).cast(pl.Date)


def _ordered_date(order: Order | None) -> pl.Expr:
    groups = pl.col("text").str.extract_groups(_ordered())
    first, second, third = (groups.struct.field(name) for name in "abc")
    if order is None:
        same = first.cast(pl.Int32) == second.cast(pl.Int32)
        return pl.when(same).then(_assemble(_year(third), second, first))
    if order == "ymd":
        short = third.str.len_bytes() <= len("26")
        return pl.when(short).then(_assemble(_year(first), second, third))
    day, month = (first, second) if order == "dmy" else (second, first)
    year = pl.when(third.str.len_bytes() > 1).then(_year(third))
    return _assemble(year, month, day)


_DAY_MONTH: Final = r"(?<d>[0-9]{1,2})(?:st|nd|rd|th|º|°)?(?: de |[-/. ]{1,2})NAME"
_MONTH_DAY: Final = r"NAME(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?[-/. ]{1,2}"


def _named(form: str) -> pl.Expr:
    """A date with the month's name in Spanish, English or Portuguese."""
    weekday = r"^(?:\p{L}+\.?,? )?"
    if form == _DAY_MONTH:
        name = r"(?<m>\p{L}+)\.?,?(?: de | del |[-/. ]{1,2})"
    else:
        name = r"(?<m>\p{L}+)\.?[-/. ]{1,2}"
    pattern = weekday + form.replace("NAME", name) + r"(?<y>[0-9]{4}|[0-9]{2})" + _TIME
    groups = pl.col("text").str.extract_groups(pattern)
    month = groups.struct.field("m").replace_strict(
        _month_names(), default=None, return_dtype=pl.String
    )
    year = _year(groups.struct.field("y"))
    return _assemble(year, month, groups.struct.field("d"))


@lru_cache(maxsize=1)
def _month_names() -> Mapping[str, str]:
    return {name: str(n) for n, names in _MONTHS.items() for name in names.split()}


def _year(text: pl.Expr) -> pl.Expr:
    """Two digits mean 1970 to 2069."""
    number = text.cast(pl.Int32, strict=False)
    century = pl.when(number < FIRST_YEAR % 100).then(2000).otherwise(1900)
    return (
        pl.when(text.str.len_bytes() == len("26"))
        .then(number + century)
        .otherwise(number)
    )


def _date_of(groups: pl.Expr) -> pl.Expr:
    year, month, day = (groups.struct.field(name) for name in "ymd")
    return _assemble(year.cast(pl.Int32), month, day)


def _assemble(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return the date, null where there is no such day."""
    text = pl.concat_str(
        year.cast(pl.String), month.str.zfill(2), day.str.zfill(2), separator="-"
    )
    return text.str.to_date("%Y-%m-%d", strict=False)
