from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from cartera.ingest.dates import decide_date_style, parse_dates, settle_date_orders

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))
RECENT = st.dates(date(2025, 1, 1), date(2026, 12, 31))
WRITERS: dict[str, Callable[[date], str]] = {
    "d/m/Y": lambda d: f"{d.day}/{d.month}/{d.year}",
    "dd/mm/Y": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    "dd.mm.yy": lambda d: f"{d:%d.%m.%y}",
    "m/d/Y": lambda d: f"{d.month}/{d.day}/{d.year}",
    "mm-dd-yy": lambda d: f"{d:%m-%d-%y}",
    "iso": lambda d: d.isoformat(),
    "iso time": lambda d: f"{d.isoformat()} 10:30:00",
    "compact": lambda d: f"{d:%Y%m%d}",
    "float": lambda d: f"{d:%Y%m%d}.0",
}


@settings(max_examples=150, deadline=None)
@given(
    days=st.lists(DAYS, min_size=1, max_size=8), writer=st.sampled_from(list(WRITERS))
)
def test_a_column_is_read_right_or_is_a_question(days: list[date], writer: str) -> None:
    values = pl.Series([WRITERS[writer](day) for day in days])

    style = decide_date_style(values)
    found, bad = parse_dates(values, style)

    for day, text, read, is_bad in zip(days, values, found, bad, strict=True):
        if is_bad:
            assert style.ambiguous, text
        else:
            assert read == day


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(RECENT, st.sampled_from([30, 60, 90])), min_size=1),
    writer=st.sampled_from(["dd/mm/Y", "m/d/Y"]),
)
def test_other_columns_never_settle_a_wrong_order(
    rows: list[tuple[date, int]], writer: str
) -> None:
    write = WRITERS[writer]
    columns = {
        "issue": pl.Series([write(day) for day, _ in rows]),
        "due": pl.Series([write(day + timedelta(terms)) for day, terms in rows]),
    }
    styles = {name: decide_date_style(column) for name, column in columns.items()}

    settled = settle_date_orders(columns, styles, issue="issue", due="due")

    for name, style in settled.items():
        found, bad = parse_dates(columns[name], style)
        expected = [
            day + timedelta(terms if name == "due" else 0) for day, terms in rows
        ]
        assert style.ambiguous or not bad.any()
        for day, read in zip(expected, found, strict=True):
            assert read in (day, None)


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.text(max_size=14) | st.none(), max_size=6))
def test_any_text_is_a_date_or_bad_and_blanks_are_neither(
    texts: list[str | None],
) -> None:
    values = pl.Series(texts, dtype=pl.String)

    found, bad = parse_dates(values, decide_date_style(values))

    for text, day, is_bad in zip(texts, found, bad, strict=True):
        assert is_bad == (text is not None and day is None)
