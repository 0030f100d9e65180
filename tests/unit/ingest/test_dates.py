from datetime import date

import polars as pl
import pytest

from cartera.ingest.cells import NativeColumn
from cartera.ingest.dates import (
    DateStyle,
    decide_date_style,
    parse_dates,
    settle_date_orders,
)

HALF_SWAPPED = pl.Series(["2026-06-10", "2026-01-02", "30/09/2025", "13/01/2026"])
HALF_SWAPPED_CELLS = NativeColumn(
    {"date": 2, "text": 2}, pl.Series(["date", "date", "text", "text"])
)


def read(texts: list[str | None]) -> list[object]:
    values = pl.Series(texts, dtype=pl.String)
    dates, bad = parse_dates(values, decide_date_style(values))
    return ["bad" if b else d for d, b in zip(dates, bad, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("5/4/2026", date(2026, 4, 5)),
        ("05.04.2026", date(2026, 4, 5)),
        ("05-04-2026 10:30", date(2026, 4, 5)),
        ("5/4/2026 3:04 p. m.", date(2026, 4, 5)),
        ("03/04/26", date(2026, 4, 3)),
        ("03/04/99", date(1999, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("2026-04-03 00:00:00", date(2026, 4, 3)),
        ("2026-04-03T10:00:00.000Z", date(2026, 4, 3)),
        ("2026/4/3", date(2026, 4, 3)),
        ("20260403", date(2026, 4, 3)),
        ("20260403.0", date(2026, 4, 3)),
        ("46115", date(2026, 4, 3)),
        ("46115.5", date(2026, 4, 3)),
        ("21/Mar/2026", date(2026, 3, 21)),
        ("01/Ene/2026", date(2026, 1, 1)),
        ("05-Abr-26", date(2026, 4, 5)),
        ("5 Sept 2026", date(2026, 9, 5)),
        ("7 Dez 2026", date(2026, 12, 7)),
        ("1-Fev-2026", date(2026, 2, 1)),
        ("31 de octubre de 2026", date(2026, 10, 31)),
        ("viernes, 3 de abril del 2026", date(2026, 4, 3)),
        ("April 3, 2026", date(2026, 4, 3)),
        ("3 de março de 2026", date(2026, 3, 3)),
    ],
)
def test_a_date_is_read_in_all_the_ways_it_is_written(
    text: str, expected: date
) -> None:
    assert read([text, "25/12/2026"])[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "30/02/2026",
        "03/04/0026",
        "1/1/1969",
        "1/1/2100",
        "20261301",
        "34999",
        "60001",
        "5 de brumario de 2026",
        "hoy",
        "3/4/6",
        "1899-12-31 03:04:00",
    ],
)
def test_what_is_no_date_between_1970_and_2099_is_bad(text: str) -> None:
    assert read([text, "25/12/2026"])[0] == "bad"


def test_a_blank_is_neither_a_date_nor_bad() -> None:
    assert read([None, "25/12/2026"]) == [None, date(2026, 12, 25)]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2026", "13/04/2026"], "dmy"),
        (["03/04/2026", "04/13/2026"], "mdy"),
        (["26/04/03", "99/1/1"], "ymd"),
    ],
)
def test_one_number_above_twelve_settles_the_column(
    texts: list[str], order: str
) -> None:
    style = decide_date_style(pl.Series(texts))

    assert (style.order, style.evidence) == (order, "DATE_BY_VALUES")


def test_dates_that_fit_both_orders_are_a_question_and_not_read() -> None:
    values = pl.Series(["03/04/2026", "05/05/2026", "2026-01-31"])

    style = decide_date_style(values)
    dates, bad = parse_dates(values, style)

    assert style.ambiguous
    assert style.evidence == "DATE_AMBIGUOUS"
    assert style.samples == ("03/04/2026",)
    assert dates.to_list() == [None, date(2026, 5, 5), date(2026, 1, 31)]
    assert bad.to_list() == [True, False, False]


def test_two_digit_years_that_may_stand_first_are_a_question() -> None:
    values = pl.Series(["26/04/03", "26/04/17", "26/05/30", "26/05/09"])

    assert decide_date_style(values).ambiguous


def test_both_orders_in_one_column_are_a_question() -> None:
    style = decide_date_style(pl.Series(["13/04/2026", "04/13/2026"]))

    assert style.ambiguous
    assert style.evidence == "DATE_MIXED"


def test_one_odd_date_among_hundreds_is_bad_and_no_question() -> None:
    good = [f"{d}/{m}/2026" for d in range(13, 29) for m in range(1, 13)]
    values = pl.Series([*good, "5/31/2026"])

    style = decide_date_style(values)
    _, bad = parse_dates(values, style)

    assert style.order == "dmy"
    assert values.filter(bad).to_list() == ["5/31/2026"]


def test_a_persons_answer_wins() -> None:
    values = pl.Series(["03/04/2026"])
    style = decide_date_style(values, forced="mdy")

    assert parse_dates(values, style)[0].to_list() == [date(2026, 3, 4)]


def test_a_half_swapped_column_is_a_question() -> None:
    style = decide_date_style(HALF_SWAPPED, HALF_SWAPPED_CELLS)

    assert style.ambiguous
    assert style.evidence == "DATE_HALF_SWAPPED"
    assert set(style.samples) == set(HALF_SWAPPED)


@pytest.mark.parametrize(
    ("answer", "first"), [("dmy", date(2026, 10, 6)), ("ymd", date(2026, 6, 10))]
)
def test_the_answer_says_whether_the_cells_are_exchanged_back(
    answer: str, first: date
) -> None:
    forced = "dmy" if answer == "dmy" else "ymd"
    style = decide_date_style(HALF_SWAPPED, HALF_SWAPPED_CELLS, forced=forced)

    dates, bad = parse_dates(HALF_SWAPPED, style, HALF_SWAPPED_CELLS)

    assert dates.to_list()[0] == first
    assert dates.to_list()[2:] == [date(2025, 9, 30), date(2026, 1, 13)]
    assert not bad.any()


def test_date_cells_with_late_days_beside_text_are_no_swap() -> None:
    values = pl.Series(["2026-06-28", "30/09/2025"])
    native = NativeColumn({"date": 1, "text": 1}, pl.Series(["date", "text"]))

    assert decide_date_style(values, native).order == "dmy"


def settle(
    issue: list[str], due: list[str], **facts: object
) -> tuple[DateStyle, DateStyle]:
    columns = {"issue": pl.Series(issue), "due": pl.Series(due)}
    styles = {name: decide_date_style(column) for name, column in columns.items()}
    settled = settle_date_orders(
        columns,
        styles,
        issue="issue",
        due="due",
        **facts,  # type: ignore[arg-type]
    )
    return settled["issue"], settled["due"]


def test_a_due_date_is_not_before_its_issue_date() -> None:
    issue, due = settle(["05/01/2026", "10/02/2026"], ["04/02/2026", "12/03/2026"])

    assert (issue.order, issue.evidence) == ("dmy", "DATE_BY_DUE")
    assert (due.order, due.ambiguous) == ("dmy", False)


def test_a_decided_due_column_settles_the_issue_column() -> None:
    issue, _ = settle(["03/04/2026"], ["25/04/2026"])

    assert (issue.order, issue.evidence) == ("dmy", "DATE_BY_COLUMN")


def test_days_late_settle_the_order() -> None:
    due = ["03/04/2026", "05/04/2026", "01/05/2026", "02/06/2026"]
    days_late = [(date(2026, 7, 1) - date(2026, m, d)).days for d, m in DUE_DAYS]

    issue, settled = settle(due, due, days_late=pl.Series(days_late))

    assert (settled.order, settled.evidence) == ("dmy", "DATE_BY_DAYS_LATE")
    assert issue.order == "dmy"


DUE_DAYS = ((3, 4), (5, 4), (1, 5), (2, 6))


def test_nothing_is_issued_after_the_cut_off() -> None:
    same = ["03/09/2026", "04/08/2026"]

    issue, _ = settle(same, same, as_of=date(2026, 9, 30))
    later, _ = settle(same, same, as_of=date(2026, 8, 30))

    assert issue.ambiguous is True
    assert later.order == "mdy"


def test_dates_rise_with_the_numbers() -> None:
    days = [(d, m) for m in range(1, 7) for d in range(1, 12, 2)]
    texts = [f"{d:02d}/{m:02d}/2026" for d, m in days]
    numbers = pl.Series([f"FEV-{n:05d}" for n in range(len(texts))])

    issue, _ = settle(texts, texts, numbers=numbers)

    assert (issue.order, issue.evidence) == ("dmy", "DATE_BY_NUMBERS")


def test_evidence_that_disagrees_leaves_the_question_open() -> None:
    issue, _ = settle(
        ["05/01/2026", "10/02/2026"],
        ["04/02/2026", "12/03/2026"],
        as_of=date(2026, 2, 1),
    )
    contrary, _ = settle(
        ["01/05/2026", "02/10/2026"],
        ["02/04/2026", "03/12/2026"],
        as_of=date(2026, 5, 20),
    )

    assert issue.order == "dmy"
    assert contrary.order == "mdy"


def test_without_evidence_the_question_stays_open() -> None:
    issue, due = settle(["03/04/2026"], ["03/04/2026"])

    assert issue.ambiguous
    assert due.ambiguous


def test_a_half_swapped_column_is_never_settled_by_others() -> None:
    columns = {"issue": HALF_SWAPPED, "due": pl.Series(["25/12/2026"] * 4)}
    styles = {
        "issue": decide_date_style(HALF_SWAPPED, HALF_SWAPPED_CELLS),
        "due": decide_date_style(columns["due"]),
    }

    settled = settle_date_orders(columns, styles, issue="issue", due="due")

    assert settled["issue"].ambiguous
